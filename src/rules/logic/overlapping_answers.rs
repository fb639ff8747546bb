//! Values for which a decision has two answers.

use super::uncovered_values::decisions;
use super::{axis_title, by_values, whereabouts, with_record};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::Lookup;
use crate::logic::axis::{Axis, everybody};
use crate::logic::draw::{Row, bounds, draw};
use crate::logic::placed::element;
use crate::logic::route::is_otherwise;
use crate::logic::truth::Truth;
use crate::model::Record;
use crate::model::pathway::{Branch, PathwayStep};
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB412"),
    name: "overlapping-answers",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "two answers of a decision hold for the same values, or two are taken otherwise",
    rationale: "Two readers of the same chart treat the same patient differently.",
    fix: "Let only one answer take in the bound, and only one be the answer for everyone else.",
    bad: &[
        (
            "content/pathways/sample.toml",
            concat!(
                "name = \"Sample\"\nstart = \"look\"\n[[steps]]\nid = \"look\"\nname = \"How far does the patient glow?\"\n",
                "next = [\n  { to = \"shade\", when = { parameter = \"parameter:glow\", is = \">= 40 cm\" } },\n",
                "  { to = \"wait\", when = { parameter = \"parameter:glow\", is = \"<= 40 cm\" } },\n]\n",
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
                "next = [\n  { to = \"shade\", when = { parameter = \"parameter:glow\", is = \">= 40 cm\" } },\n",
                "  { to = \"wait\", when = { parameter = \"parameter:glow\", is = \"< 40 cm\" } },\n]\n",
                "[[steps]]\nid = \"shade\"\nname = \"Shade\"\n[[steps]]\nid = \"wait\"\nname = \"Wait\"\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    check: Check::Text(check),
};

/// So many answers of a decision are compared with each other: no chart that a person can read has more.
const MOST: usize = 64;

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    with_record(text, |record, lookup| {
        for (path, step) in decisions(record) {
            let next = path.key("next");
            let branches = || step.next.iter().enumerate().take(MOST);
            for (j, other) in branches() {
                let before = branches().take(j);
                let fault =
                    before.filter_map(|(_, one)| fault(record, step, [one, other], &element(&next, j, None), lookup));
                found.extend(fault.take(1));
            }
        }
    });
}

fn fault(
    record: &Record,
    step: &PathwayStep,
    [one, other]: [&Branch; 2],
    path: &KeyPath,
    lookup: Lookup<'_, '_>,
) -> Option<Diagnostic> {
    let wrong = |path: KeyPath, message, label: &str| {
        Diagnostic::error(RULE.code, record.span(&path), message, label).about(&record.id, &path)
    };
    if is_otherwise(one, step) && is_otherwise(other, step) {
        let message = format!("`{}` has two ways that are taken otherwise", step.id);
        let fault = wrong(path.clone(), message, "the second one");
        return Some(fault.help("say of one of them when it is taken: a way without `when` is taken otherwise"));
    }
    let (a, b) = (one.when.as_ref()?, other.when.as_ref()?);
    let axes = Axis::all(&[a, b], lookup);
    let is = |when, patient: &_| by_values(when, patient, lookup) == Truth::Yes;
    let patients = everybody(&axes);
    let both = patients.iter().find(|patient| is(a, patient) && is(b, patient))?;
    let (values, drawing) = match axes.as_slice() {
        [axis] => {
            let row = |name: &str, marked| Row {
                name: name.to_owned(),
                marked,
            };
            let shared = axis.mark(|patient| is(a, patient) && is(b, patient));
            let values = format!(
                "{} {}{}",
                lookup.name(&axis.parameter),
                bounds(axis, &shared),
                lookup.unit(&axis.parameter)
            );
            let rows = [
                row(one.to.as_str(), axis.mark(|patient| is(a, patient))),
                row(other.to.as_str(), axis.mark(|patient| is(b, patient))),
                row("both", shared),
            ];
            (values, Some(draw(&axis_title(axis, lookup), axis, &rows)))
        }
        _ => (whereabouts(both, lookup), None),
    };
    let message = format!(
        "`{}` has two answers for {values}: to `{}` and to `{}`",
        step.id,
        one.to.as_str(),
        other.to.as_str()
    );
    let fault = wrong(path.key("when"), message, "overlaps with another answer");
    let fault = drawing.into_iter().fold(fault, Diagnostic::note);
    Some(fault.help("let only one answer take in the bound"))
}
