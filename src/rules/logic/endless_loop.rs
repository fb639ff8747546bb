//! Steps of a pathway that lead to each other and never to an end.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::placed::element;
use crate::logic::route::by_id;
use crate::model::pathway::{Pathway, PathwayStep};
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
    let leading_out = leading_out(pathway, &steps);
    let mut told: BTreeSet<&str> = BTreeSet::new();
    for (i, step) in pathway.steps.iter().enumerate() {
        let id = step.id.as_str();
        if leading_out.contains(id) || told.contains(id) {
            continue;
        }
        // What leads into a circle that was told is no further one.
        let is_new = mark(id, &steps, &mut told);
        let circle = circle(id, &steps);
        // A step that leads to itself alone is another rule's matter.
        if !is_new || circle.len() < 2 {
            continue;
        }
        let path = element(&KeyPath::default().key("steps"), i, Some(id)).key("next");
        let circle: Vec<String> = circle
            .iter()
            .chain(circle.first())
            .map(|id| format!("`{id}`"))
            .collect();
        let message = format!("from `{id}` no way leads to an end: {}", circle.join(" → "));
        found.push(
            Diagnostic::error(RULE.code, record.span(&path), message, "goes round for ever")
                .about(&record.id, &path)
                .help("give one of these steps a way out"),
        );
    }
}

/// The steps from which some way leads to an end. A step that is not there is another rule's matter, and may well be one.
fn leading_out<'a>(pathway: &'a Pathway, steps: &BTreeMap<&'a str, &'a PathwayStep>) -> BTreeSet<&'a str> {
    let mut from: BTreeMap<&str, Vec<&str>> = BTreeMap::new();
    let mut open: Vec<&str> = Vec::new();
    for step in &pathway.steps {
        let id = step.id.as_str();
        if step.next.is_empty() || step.next.iter().any(|branch| !steps.contains_key(branch.to.as_str())) {
            open.push(id);
        }
        step.next
            .iter()
            .for_each(|branch| from.entry(branch.to.as_str()).or_default().push(id));
    }
    let mut leading = BTreeSet::new();
    while let Some(id) = open.pop() {
        if leading.insert(id) {
            open.extend(from.get(id).into_iter().flatten());
        }
    }
    leading
}

/// Marks all steps behind this one. Returns whether none of them had been marked before.
fn mark<'a>(from: &'a str, steps: &BTreeMap<&'a str, &'a PathwayStep>, told: &mut BTreeSet<&'a str>) -> bool {
    let mut open = vec![from];
    let mut own = BTreeSet::new();
    let mut is_new = true;
    while let Some(id) = open.pop() {
        let Some(step) = steps.get(id).filter(|_| !own.contains(id)) else {
            continue;
        };
        if told.insert(id) {
            own.insert(id);
            open.extend(step.next.iter().map(|branch| branch.to.as_str()));
        } else {
            is_new = false;
        }
    }
    is_new
}

/// The circle into which the first ways lead from a step, other than to the step itself.
fn circle<'a>(from: &'a str, steps: &BTreeMap<&'a str, &'a PathwayStep>) -> Vec<&'a str> {
    let mut walked: Vec<&str> = Vec::new();
    let mut at: BTreeMap<&str, usize> = BTreeMap::new();
    let mut id = from;
    loop {
        if let Some(first) = at.insert(id, walked.len()) {
            return walked.split_off(first);
        }
        walked.push(id);
        let ways = steps.get(id).into_iter().flat_map(|step| &step.next);
        let mut ways = ways.map(|branch| branch.to.as_str()).filter(|to| *to != id);
        id = match ways.next() {
            Some(next) => next,
            None => return vec![id],
        };
    }
}
