//! A step of a pathway that no way leads to.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::placed::element;
use crate::logic::route::by_id;
use crate::model::pathway::{Pathway, PathwayStep};
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB409"),
    name: "unreachable-step",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "no way leads from the start of a pathway to a step of it",
    rationale: "A reader who follows the chart never comes to it, so what it says is not done.",
    fix: "Let a way of another step lead to it, or take it out.",
    bad: &[(
        "content/pathways/sample.toml",
        "name = \"Sample\"\nstart = \"look\"\n[[steps]]\nid = \"look\"\nname = \"Look\"\n[[steps]]\nid = \"act\"\nname = \"Act\"\n",
    )],
    good: &[(
        "content/pathways/sample.toml",
        "name = \"Sample\"\nstart = \"look\"\n[[steps]]\nid = \"look\"\nname = \"Look\"\nnext = [{ to = \"act\" }]\n[[steps]]\nid = \"act\"\nname = \"Act\"\n",
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let Some(pathway) = record.as_kind::<Pathway>() else {
        return;
    };
    let steps = by_id(pathway);
    // That the start is not there is another rule's matter.
    if !steps.contains_key(pathway.start.as_str()) {
        return;
    }
    let reached = reachable(&steps, [pathway.start.as_str()]);
    for (i, step) in pathway.steps.iter().enumerate() {
        if reached.contains(step.id.as_str()) {
            continue;
        }
        let path = element(&KeyPath::default().key("steps"), i, Some(step.id.as_str())).key("id");
        let message = format!(
            "no way leads from the start, `{}`, to `{}`",
            pathway.start.as_str(),
            step.id
        );
        found.push(
            Diagnostic::error(RULE.code, record.span(&path), message, "never reached")
                .about(&record.id, &path)
                .help("let a way of another step lead to it, or take it out"),
        );
    }
}

/// The steps to which ways lead from these, with these.
fn reachable<'a>(
    steps: &BTreeMap<&'a str, &'a PathwayStep>,
    from: impl IntoIterator<Item = &'a str>,
) -> BTreeSet<&'a str> {
    let mut open: Vec<&str> = from.into_iter().collect();
    let mut reached = BTreeSet::new();
    while let Some(id) = open.pop() {
        let Some(step) = steps.get(id).filter(|_| reached.insert(id)) else {
            continue;
        };
        open.extend(step.next.iter().map(|branch| branch.to.as_str()));
    }
    reached
}
