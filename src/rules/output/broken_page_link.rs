//! A page or style sheet that leads to what the site has not.

use super::address::Leads;
use super::page::Link;
use super::{Fault, Site};
use crate::diagnostic::{Code, Severity};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB801"),
    name: "broken-page-link",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a page leads to a file, or to a place in a page, that the finished site does not have",
    rationale: "A reader who follows the link at the bedside finds nothing, and a missing style sheet or script makes the \
                page hard to read.",
    fix: "Correct the address in the template or text that it comes from; addresses begin with `{{ root }}`.",
    bad: &[(
        "templates/site/home.html",
        r#"{% extends "base.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
<p><a href="{{ root }}chapters/start.html">Begin here</a></p>
{% endblock main %}
"#,
    )],
    good: &[(
        "templates/site/home.html",
        r#"{% extends "base.html" %}
{% block main %}
<h1>{{ page.title }}</h1>
<p><a href="{{ root }}chapters/all.html">Begin here</a></p>
{% endblock main %}
"#,
    )],
    check: Check::Pages(check),
};

fn check(site: &Site, faults: &mut Vec<Fault>) {
    for page in &site.pages {
        faults.extend(page.links.iter().filter_map(|link| in_page(site, &page.path, link)));
    }
    for sheet in &site.sheets {
        let broken = sheet.addresses.iter().filter_map(|(address, to)| {
            let (why, same) = broken(site, &sheet.path, to)?;
            Some(fault(&sheet.path, format!("`url({address})` {why}"), same, address))
        });
        faults.extend(broken);
    }
}

fn in_page(site: &Site, path: &str, link: &Link) -> Option<Fault> {
    let (why, same) = broken(site, path, &link.to)?;
    Some(fault(path, format!("`{}` {why}", link.element), same, &link.address))
}

/// What is wrong with where an address leads; and what is the same for the same fault on another page.
fn broken(site: &Site, from: &str, to: &Leads) -> Option<(String, String)> {
    match to {
        Leads::Nowhere { path, why } => Some(((*why).to_owned(), path.clone())),
        Leads::To { path, fragment } => {
            let id = fragment.as_ref()?;
            // Only pages have places.
            let there = site.page(path).is_some_and(|page| page.has_id(id));
            let why = match path == from {
                true => format!("leads to a place that the page does not have: nothing in it has the id `{id}`"),
                false => format!("leads to a place that `{path}` does not have: nothing in it has the id `{id}`"),
            };
            // Of every page itself.
            let same = if path == from {
                format!("#{id}")
            } else {
                format!("{path}#{id}")
            };
            (!there).then_some((why, same))
        }
        Leads::Elsewhere | Leads::Itself => None,
    }
}

/// What a template has of an address: the way to the root is filled in, and what describes an element is named by its id.
fn written<'a>(what: &str, address: &'a str) -> &'a str {
    let address = address.trim_start_matches("../").trim_start_matches("./");
    match address.strip_prefix('#') {
        Some(id) if !what.contains(address) => id,
        _ => address,
    }
}

fn fault(path: &str, what: String, same: String, address: &str) -> Fault {
    Fault {
        code: RULE.code,
        path: path.to_owned(),
        label: "leads nowhere",
        same,
        written: written(&what, address).to_owned(),
        what,
        help: "correct the address, or add what it leads to".to_owned(),
    }
}
