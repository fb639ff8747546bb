//! A page that makes the browser ask another host for something.

use super::address::Leads;
use super::{Fault, Site};
use crate::diagnostic::{Code, Severity};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB805"),
    name: "request-elsewhere",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a page or style sheet makes the browser ask another host for something",
    rationale: "The other host learns who reads what and can change what is shown, and the page is not whole without a \
                network, as in a shielded ward.",
    fix: "Put the file beside the templates and name it with `{{ root }}`; a plain link to another host is no request.",
    bad: &[(
        "templates/site/home.html",
        r#"{% extends "base.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
<p><img src="https://ward.example.org/sign.png" alt="The sign of the ward"></p>
{% endblock main %}
"#,
    )],
    good: &[(
        "templates/site/home.html",
        r#"{% extends "base.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
<p><a href="https://ward.example.org/">The ward</a></p>
{% endblock main %}
"#,
    )],
    check: Check::Pages(check),
};

fn check(site: &Site, faults: &mut Vec<Fault>) {
    for page in &site.pages {
        let asked = page
            .links
            .iter()
            .filter(|link| link.is_loaded && *link.to == Leads::Elsewhere);
        faults.extend(asked.map(|link| fault(&page.path, &link.element, &link.address)));
    }
    for sheet in &site.sheets {
        let asked = sheet.addresses.iter().filter(|(_, to)| *to == Leads::Elsewhere);
        faults.extend(asked.map(|(address, _)| fault(&sheet.path, &format!("url({address})"), address)));
    }
}

fn fault(path: &str, element: &str, address: &str) -> Fault {
    Fault {
        code: RULE.code,
        path: path.to_owned(),
        what: format!("`{element}` asks another host"),
        label: "another host",
        same: address.to_owned(),
        written: address.to_owned(),
        help: "serve the file with the site, or leave it out".to_owned(),
    }
}
