//! Steps of a pathway that lead to each other and never to an end.

use std::collections::BTreeSet;

use super::unreachable_step::{by_id, reachable};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::placed::element;
use crate::model::pathway::Pathway;
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB413"),
    name: "endless-loop",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "steps of a pathway lead to each other, and none of them to an end",
    rationale: "A reader goes round in a circle and never learns what to do.",
    fix: "Give one of the steps a way out.",
    bad: &[(
        "content/pathways/sample.toml",
        concat!(
            "name = \"Sample\"\nstart = \"look\"\n[[steps]]\nid = \"look\"\nname = \"Look\"\nnext = [{ to = \"wait\" }]\n",
            "[[steps]]\nid = \"wait\"\nname = \"Wait\"\nnext = [{ to = \"look\" }]\n",
        ),
    )],
    good: &[(
        "content/pathways/sample.toml",
        concat!(
            "name = \"Sample\"\nstart = \"look\"\n[[steps]]\nid = \"look\"\nname = \"Look\"\n",
            "next = [{ to = \"wait\", when = { text = \"Not sure\" } }, { to = \"act\" }]\n",
            "[[steps]]\nid = \"wait\"\nname = \"Wait\"\nnext = [{ to = \"look\" }]\n[[steps]]\nid = \"act\"\nname = \"Act\"\n",
        ),
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let Some(pathway) = record.as_kind::<Pathway>() else {
        return;
    };
    let steps = by_id(pathway);
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (i, step) in pathway.steps.iter().enumerate() {
        let id = step.id.as_str();
        let behind = reachable(&steps, step.next.iter().map(|branch| branch.to.as_str()));
        // A step that is not there is another rule's matter, and may well lead out.
        let leads_out = behind
            .iter()
            .any(|id| steps.get(id).is_none_or(|step| step.next.is_empty()));
        // A step that leads to itself alone is another rule's matter too.
        let is_circle = behind.contains(id) && behind.len() > 1;
        if step.next.is_empty() || leads_out || !is_circle || told.contains(id) {
            continue;
        }
        told.extend(&behind);
        let circle: Vec<String> = (pathway.steps.iter())
            .filter(|step| behind.contains(step.id.as_str()))
            .map(|step| format!("`{}`", step.id))
            .collect();
        let path = element(&KeyPath::default().key("steps"), i, Some(id)).key("next");
        let message = format!(
            "from `{id}` no way leads to an end: care goes round among {}",
            circle.join(", ")
        );
        found.push(
            Diagnostic::error(RULE.code, record.span(&path), message, "goes round for ever")
                .about(&record.id, &path)
                .help("give one of these steps a way out"),
        );
    }
}
