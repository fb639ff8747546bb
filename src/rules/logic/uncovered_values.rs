//! Values for which a decision has no answer.

use super::{axis_title, by_values, whereabouts, with_record};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::Lookup;
use crate::logic::axis::{Axis, everybody};
use crate::logic::draw::{Row, bounds, draw};
use crate::logic::patient::Patient;
use crate::logic::placed::element;
use crate::logic::route::is_otherwise;
use crate::logic::truth::Truth;
use crate::model::Record;
use crate::model::criterion::Criterion;
use crate::model::pathway::{Branch, Pathway, PathwayStep};
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB411"),
    name: "uncovered-values",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a decision has no answer for some values of a parameter",
    rationale: "A patient with such a value, often just on the bound, is left where the chart stops.",
    fix: "Let one answer take in the bound, or say `otherwise = true` on the answer that takes everyone else.",
    bad: &[
        (
            "content/pathways/sample.toml",
            concat!(
                "name = \"Sample\"\nstart = \"look\"\n[[steps]]\nid = \"look\"\nname = \"How far does the patient glow?\"\n",
                "next = [\n  { to = \"shade\", when = { parameter = \"parameter:glow\", is = \"> 40 cm\" } },\n",
                "  { to = \"wait\", when = { parameter = \"parameter:glow\", is = \"< 40 cm\" } },\n]\n",
                "[[steps]]\nid = \"shade\"\nname = \"Shade\"\n[[steps]]\nid = \"wait\"\nname = \"Wait\"\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    good: &[
        (
            "content/pathways/sample.toml",
            concat!(
                "name = \"Sample\"\nstart = \"look\"\n[[steps]]\nid = \"look\"\nname = \"How far does the patient glow?\"\n",
                "next = [\n  { to = \"shade\", when = { parameter = \"parameter:glow\", is = \"> 40 cm\" } },\n",
                "  { to = \"wait\", when = { parameter = \"parameter:glow\", is = \"<= 40 cm\" } },\n]\n",
                "[[steps]]\nid = \"shade\"\nname = \"Shade\"\n[[steps]]\nid = \"wait\"\nname = \"Wait\"\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    with_record(text, |record, lookup| {
        for (path, step) in decisions(record) {
            let Some((axes, patient)) = uncovered(step, lookup) else {
                continue;
            };
            let (values, drawing) = match axes.as_slice() {
                [axis] => on_axis(axis, step, lookup),
                _ => (whereabouts(&patient, lookup), None),
            };
            let path = path.key("next");
            let message = format!("`{}` has no answer for {values}", step.id);
            let fault = Diagnostic::error(RULE.code, record.span(&path), message, "leaves values out");
            let fault = drawing.into_iter().fold(fault, Diagnostic::note);
            found.push(fault.about(&record.id, &path).help(
                "let one answer take in the bound, or say `otherwise = true` on the one that takes everyone else",
            ));
        }
    });
}

/// The values that are left out, and a drawing of the answers.
fn on_axis(axis: &Axis, step: &PathwayStep, lookup: Lookup<'_, '_>) -> (String, Option<String>) {
    let missed = axis.mark(|patient| is_left_out(step, patient, lookup));
    let values = format!(
        "{} {}{}",
        lookup.name(&axis.parameter),
        bounds(axis, &missed),
        lookup.unit(&axis.parameter)
    );
    let mut rows: Vec<Row> = (step.next.iter())
        .filter_map(|branch| {
            let when = branch.when.as_ref()?;
            Some(Row {
                name: branch.to.as_str().to_owned(),
                marked: axis.mark(|patient| by_values(when, patient, lookup) != Truth::No),
            })
        })
        .collect();
    rows.push(Row {
        name: "no answer".to_owned(),
        marked: missed,
    });
    (values, Some(draw(&axis_title(axis, lookup), axis, &rows)))
}

/// The steps from which ways lead on, with their places.
pub fn decisions(record: &Record) -> Vec<(KeyPath, &PathwayStep)> {
    let steps = record.as_kind::<Pathway>().map_or(&[][..], |pathway| &pathway.steps);
    let list = KeyPath::default().key("steps");
    let placed = steps.iter().enumerate();
    placed
        .filter(|(_, step)| !step.next.is_empty())
        .map(|(i, step)| (element(&list, i, Some(step.id.as_str())), step))
        .collect()
}

/// Whether there is a way for everyone: one without a condition, one that is taken otherwise, or conditions of which one
/// surely holds whatever the values are.
pub fn leaves_nobody_out(step: &PathwayStep, lookup: Lookup<'_, '_>) -> bool {
    let open = |branch: &Branch| branch.when.is_none() || is_otherwise(branch, step);
    step.next.iter().any(open) || {
        let patients = everybody(&axes(step, lookup));
        let answered = |patient: &Patient| answers(step, patient, lookup).contains(&Truth::Yes);
        !patients.is_empty() && patients.iter().all(answered)
    }
}

/// The axes of a decision, and somebody for whom each answer is surely no.
pub fn uncovered(step: &PathwayStep, lookup: Lookup<'_, '_>) -> Option<(Vec<Axis>, Patient)> {
    let open = |branch: &Branch| branch.when.is_none() || is_otherwise(branch, step);
    if step.next.iter().any(open) {
        return None;
    }
    let axes = axes(step, lookup);
    let patients = everybody(&axes);
    let left_out = patients.into_iter().find(|patient| is_left_out(step, patient, lookup));
    left_out.map(|patient| (axes, patient))
}

fn axes(step: &PathwayStep, lookup: Lookup<'_, '_>) -> Vec<Axis> {
    let conditions: Vec<&Criterion> = step.next.iter().filter_map(|branch| branch.when.as_ref()).collect();
    Axis::all(&conditions, lookup)
}

fn answers(step: &PathwayStep, patient: &Patient, lookup: Lookup<'_, '_>) -> Vec<Truth> {
    let conditions = step.next.iter().filter_map(|branch| branch.when.as_ref());
    conditions.map(|when| by_values(when, patient, lookup)).collect()
}

/// Whether each answer is surely no.
fn is_left_out(step: &PathwayStep, patient: &Patient, lookup: Lookup<'_, '_>) -> bool {
    answers(step, patient, lookup).iter().all(|truth| *truth == Truth::No)
}
