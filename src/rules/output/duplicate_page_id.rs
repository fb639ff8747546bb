//! An id that two elements of a page have.

use super::{Fault, Site};
use crate::diagnostic::{Code, Severity};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB804"),
    name: "duplicate-page-id",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "two elements of a page have the same id",
    rationale: "A link to the second shows the first, so that a reader who looks up one value may read another.",
    fix: "Give each element of a template an id of its own; those of the program have an underscore in them.",
    bad: &[(
        "templates/site/home.html",
        r#"{% extends "base.html" %}
{% block main %}
<h1 id="start">{{ page.title }}</h1>
<p id="start">Begin at the top.</p>
{% endblock main %}
"#,
    )],
    good: &[(
        "templates/site/home.html",
        r#"{% extends "base.html" %}
{% block main %}
<h1 id="start">{{ page.title }}</h1>
<p id="begin">Begin at the top.</p>
{% endblock main %}
"#,
    )],
    check: Check::Pages(check),
};

fn check(site: &Site, faults: &mut Vec<Fault>) {
    for page in &site.pages {
        let repeated = page.repeated.iter().map(|(id, element)| Fault {
            code: RULE.code,
            path: page.path.clone(),
            what: format!("`{element}` has the id of an element before it"),
            label: "there already",
            same: id.clone(),
            written: format!("id=\"{id}\""),
            help: "give one of them another id".to_owned(),
        });
        faults.extend(repeated);
    }
}
