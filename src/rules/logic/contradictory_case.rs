//! A worked case that says one thing and its opposite.

use std::collections::BTreeMap;

use super::{cases, with_record};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::Lookup;
use crate::logic::evaluate::Evaluation;
use crate::logic::interval::Interval;
use crate::logic::patient::Patient;
use crate::logic::placed::{element, trees};
use crate::logic::truth::Truth;
use crate::model::criterion::Case;
use crate::model::{Body, Record};
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB402"),
    name: "contradictory-case",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a made-up patient has a value or criterion that contradicts another, or one that the record does not have",
    rationale: "There is no such patient, so the case shows nothing of how the criteria are read.",
    fix: "Leave out of `holds` and `fails` what the values already tell, and give each parameter one value.",
    bad: &[
        (
            "content/definitions/bright.toml",
            concat!(
                "name = \"Bright fever\"\n[criteria]\nall = [{ id = \"glows\", parameter = \"parameter:glow\", is = \"> 40 cm\" }]\n",
                "[[cases]]\nid = \"case-dim\"\nname = \"Invented patient who is dim\"\n",
                "values = [{ parameter = \"parameter:glow\", is = \"12 cm\" }]\nholds = [\"glows\"]\nmet = true\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    good: &[
        (
            "content/definitions/bright.toml",
            concat!(
                "name = \"Bright fever\"\n[criteria]\nall = [{ id = \"glows\", parameter = \"parameter:glow\", is = \"> 40 cm\" }]\n",
                "[[cases]]\nid = \"case-dim\"\nname = \"Invented patient who is dim\"\n",
                "values = [{ parameter = \"parameter:glow\", is = \"12 cm\" }]\nmet = false\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    check: Check::Text(check),
};

/// A field of the case, and what it contradicts.
struct Contradiction {
    path: KeyPath,
    message: String,
    notes: Vec<String>,
}

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    with_record(text, |record, lookup| {
        for (path, case) in cases(record) {
            let of_case = contradictions(record, case, &path, lookup);
            found.extend(of_case.into_iter().map(|wrong| {
                let span = record.span(&wrong.path);
                let fault = Diagnostic::error(RULE.code, span, wrong.message, "contradicts the rest of the case");
                let fault = wrong.notes.into_iter().fold(fault, Diagnostic::note);
                fault
                    .about(&record.id, &wrong.path)
                    .help("leave out what the values already tell, and what is not so")
            }));
        }
    });
}

/// Whether there can be no such patient.
pub fn contradicts_itself(record: &Record, case: &Case, lookup: Lookup<'_, '_>) -> bool {
    !contradictions(record, case, &KeyPath::default(), lookup).is_empty()
}

fn contradictions(record: &Record, case: &Case, path: &KeyPath, lookup: Lookup<'_, '_>) -> Vec<Contradiction> {
    let mut found = two_values(case, path, lookup);
    let patient = Patient::of(case, lookup);
    let evaluation = Evaluation::new(&patient, lookup);
    let trees = trees(record);
    let nodes: Vec<_> = trees.iter().flat_map(|tree| tree.root.nodes()).collect();
    let stages = match &record.body {
        Body::Staging(staging) => staging.stages.as_slice(),
        _ => &[],
    };
    let said = [("holds", &case.holds, true), ("fails", &case.fails, false)];
    for (field, ids, holds) in said {
        for (i, id) in ids.iter().enumerate() {
            let at = element(&path.key(field), i, None);
            let node = nodes.iter().find(|node| {
                node.criterion
                    .id
                    .as_ref()
                    .is_some_and(|own| own.as_str() == id.as_str())
            });
            let both = !holds && case.holds.contains(id);
            let is_stage = stages.iter().any(|stage| stage.id.as_str() == id.as_str());
            let contradiction = |message: String, notes| Contradiction {
                path: at.clone(),
                message,
                notes,
            };
            let Some(node) = node else {
                // That there is no part of this id at all is another rule's matter.
                if !is_stage && is_a_part(record, id.as_str()) {
                    found.push(contradiction(format!("`{}` is no criterion", id.as_str()), Vec::new()));
                }
                continue;
            };
            let truth = evaluation.worked_out(node.criterion);
            if both {
                found.push(contradiction(
                    format!("`{}` both holds and fails", id.as_str()),
                    Vec::new(),
                ));
            } else if truth.is_known() && truth != Truth::from(holds) {
                let (said, is) = if holds { ("hold", "does not") } else { ("fail", "holds") };
                let message = format!(
                    "`{}` is said to {said}, and by the rest of the case it {is}",
                    id.as_str()
                );
                let children = node.children();
                let notes = match children.is_empty() {
                    true => evaluation.reasons(node.criterion),
                    // The reasons of a joint are those of what it joins.
                    false => children
                        .iter()
                        .filter(|child| evaluation.of(child.criterion).is_known())
                        .flat_map(|child| evaluation.reasons(child.criterion))
                        .collect(),
                };
                found.push(contradiction(message, notes));
            }
        }
    }
    found
}

/// Values of one parameter that no patient can have at once.
fn two_values(case: &Case, path: &KeyPath, lookup: Lookup<'_, '_>) -> Vec<Contradiction> {
    let mut known: BTreeMap<_, Interval> = BTreeMap::new();
    let mut found = Vec::new();
    for (i, value) in case.values.iter().enumerate() {
        let id = value.parameter.id();
        let this = lookup.parameter(id).and_then(|of| Interval::of(&value.is, of));
        let Some(this) = this else { continue };
        match known.get(id) {
            Some(other) if other.is_apart(&this) => {
                let (name, unit) = (lookup.name(id), lookup.unit(id));
                found.push(Contradiction {
                    path: element(&path.key("values"), i, None).key("is"),
                    message: format!("{name} is said to be {other}{unit} and {this}{unit}"),
                    notes: Vec::new(),
                });
            }
            _ => {
                known.insert(id, this);
            }
        }
    }
    found
}

/// Whether anything in the record goes by this id.
fn is_a_part(record: &Record, id: &str) -> bool {
    let mut open = vec![&record.tree];
    while let Some(node) = open.pop() {
        if node.id() == Some(id) {
            return true;
        }
        open.extend(node.as_array().into_iter().flatten());
        open.extend(
            node.as_table()
                .into_iter()
                .flat_map(|table| &table.entries)
                .map(|entry| &entry.value),
        );
    }
    false
}
