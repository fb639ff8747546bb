//! A worked case that says one thing and its opposite.

use std::collections::{BTreeMap, BTreeSet};

use super::{cases, with_record};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::Lookup;
use crate::logic::evaluate::Evaluation;
use crate::logic::interval::Interval;
use crate::logic::patient::Patient;
use crate::logic::placed::{Placed, element, trees};
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

/// What cases of a record may say of a patient.
pub struct Sayable<'a> {
    record: &'a Record,
    criteria: BTreeMap<&'a str, Placed<'a>>,
    stages: BTreeSet<&'a str>,
}

impl<'a> Sayable<'a> {
    pub fn of(record: &'a Record) -> Self {
        let nodes = trees(record).into_iter().flat_map(|tree| tree.root.nodes());
        let named = nodes.filter_map(|node| Some((node.criterion.id.as_ref()?.as_str(), node)));
        let stages = match &record.body {
            Body::Staging(staging) => staging.stages.as_slice(),
            _ => &[],
        };
        Self {
            record,
            criteria: named.collect(),
            stages: stages.iter().map(|stage| stage.id.as_str()).collect(),
        }
    }
}

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    with_record(text, |record, lookup| {
        let cases = cases(record);
        if cases.is_empty() {
            return;
        }
        let sayable = Sayable::of(record);
        for (path, case) in cases {
            let of_case = contradictions(&sayable, case, &path, lookup);
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
pub fn contradicts_itself(sayable: &Sayable<'_>, case: &Case, lookup: Lookup<'_, '_>) -> bool {
    !contradictions(sayable, case, &KeyPath::default(), lookup).is_empty()
}

fn contradictions(sayable: &Sayable<'_>, case: &Case, path: &KeyPath, lookup: Lookup<'_, '_>) -> Vec<Contradiction> {
    let mut found = two_values(case, path, lookup);
    let patient = Patient::of(case, lookup);
    let evaluation = Evaluation::new(&patient, lookup);
    for (field, ids, holds) in [("holds", &case.holds, true), ("fails", &case.fails, false)] {
        for (i, id) in ids.iter().enumerate() {
            let id = id.as_str();
            let told = match sayable.criteria.get(id) {
                None => no_criterion(sayable, id),
                Some(_) if !holds && case.holds.iter().any(|held| held.as_str() == id) => {
                    Some((format!("`{id}` both holds and fails"), Vec::new()))
                }
                Some(node) => against_the_rest(node, id, holds, &evaluation),
            };
            found.extend(told.map(|(message, notes)| Contradiction {
                path: element(&path.key(field), i, None),
                message,
                notes,
            }));
        }
    }
    found
}

/// What is said of something that is neither a criterion nor a stage. That there is no part of this id at all is another
/// rule's matter.
fn no_criterion(sayable: &Sayable<'_>, id: &str) -> Option<(String, Vec<String>)> {
    let is_other = !sayable.stages.contains(id) && is_a_part(sayable.record, id);
    is_other.then(|| (format!("`{id}` is no criterion"), Vec::new()))
}

/// What is said of a criterion, where the values and the other criteria tell the opposite.
fn against_the_rest(
    node: &Placed<'_>,
    id: &str,
    holds: bool,
    evaluation: &Evaluation<'_, '_, '_>,
) -> Option<(String, Vec<String>)> {
    let truth = evaluation.worked_out(node.criterion);
    if !truth.is_known() || truth == Truth::from(holds) {
        return None;
    }
    let (said, is) = if holds { ("hold", "does not") } else { ("fail", "holds") };
    let children = node.criterion.children();
    let notes = match children {
        [] => evaluation.reasons(node.criterion),
        // The reasons of a joint are those of what it joins.
        _ => {
            let known = children.iter().filter(|child| evaluation.of(child).is_known());
            known.flat_map(|child| evaluation.reasons(child)).collect()
        }
    };
    let message = format!("`{id}` is said to {said}, and by the rest of the case it {is}");
    Some((message, notes))
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
