//! Patients who are in two stages of which nobody can be in two, and bounds that two stages share.

use super::graded::{Graded, OnAxis, graded};
use super::{axis_title, by_values, whereabouts, with_record};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::Lookup;
use crate::logic::axis::{Axis, everybody};
use crate::logic::draw::{Row, bounds, draw};
use crate::logic::placed::element;
use crate::logic::truth::Truth;
use crate::model::staging::{Assign, Stage, Staging};
use crate::model::{Body, Record};
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB404"),
    name: "overlapping-stages",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "the same values put a patient in two stages, be it a bound that both take in",
    rationale: "Two readers of the same table put the same patient in different stages.",
    fix: "Compare the bounds with the source: one of two neighbours takes in the bound and the other leaves it out. Where stages contain each other, say `assign = \"highest-met\"`.",
    bad: &[
        (
            "content/staging/sample.toml",
            concat!(
                "name = \"Glow stages\"\nassign = \"exclusive\"\n",
                "[[stages]]\nid = \"dim\"\nname = \"Dim\"\ncriteria = { parameter = \"parameter:glow\", is = \"<= 20 cm\" }\n",
                "[[stages]]\nid = \"bright\"\nname = \"Bright\"\ncriteria = { parameter = \"parameter:glow\", is = \">= 20 cm\" }\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    good: &[
        (
            "content/staging/sample.toml",
            concat!(
                "name = \"Glow stages\"\nassign = \"exclusive\"\n",
                "[[stages]]\nid = \"dim\"\nname = \"Dim\"\ncriteria = { parameter = \"parameter:glow\", is = \"< 20 cm\" }\n",
                "[[stages]]\nid = \"bright\"\nname = \"Bright\"\ncriteria = { parameter = \"parameter:glow\", is = \">= 20 cm\" }\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    check: Check::Text(check),
};

/// With more stages than this only neighbours are compared.
const MOST: usize = 64;

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    with_record(text, |record, lookup| {
        let Body::Staging(staging) = &record.body else { return };
        let mut told = Vec::new();
        let reach = if staging.stages.len() > MOST { 1 } else { MOST };
        if staging.assign == Assign::Exclusive {
            for (i, one) in staging.stages.iter().enumerate() {
                for (j, other) in staging.stages.iter().enumerate().skip(i + 1).take(reach) {
                    if let Some(fault) = in_both(record, (one, other, j), lookup) {
                        told.push([i, j]);
                        found.push(fault);
                    }
                }
            }
        }
        let graded = graded(record, staging, lookup);
        for on in &graded {
            for pair in on.stages.windows(2) {
                let [one, other] = [&pair[0], &pair[1]];
                let is_told = told.contains(&[one.position, other.position]);
                if !is_told && !are_apart(&graded, one.position, other.position) {
                    found.extend(on_the_bound(record, staging, on, [one, other], lookup));
                }
            }
        }
    });
}

/// Somebody who is in both for sure, by values alone.
fn in_both(
    record: &Record,
    (one, other, position): (&Stage, &Stage, usize),
    lookup: Lookup<'_, '_>,
) -> Option<Diagnostic> {
    let (a, b) = (one.criteria.as_ref()?, other.criteria.as_ref()?);
    let axes = Axis::all(&[a, b], lookup);
    let is_in = |criteria, patient: &_| by_values(criteria, patient, lookup) == Truth::Yes;
    let patients = everybody(&axes);
    let both = patients.iter().find(|patient| is_in(a, patient) && is_in(b, patient))?;
    let path = element(&KeyPath::default().key("stages"), position, Some(other.id.as_str())).key("criteria");
    let (values, drawing) = match axes.as_slice() {
        [axis] => {
            let row = |name: &str, marked| Row {
                name: name.to_owned(),
                marked,
            };
            let shared = axis.mark(|patient| is_in(a, patient) && is_in(b, patient));
            let values = format!(
                "{} {}{}",
                lookup.name(&axis.parameter),
                bounds(axis, &shared),
                lookup.unit(&axis.parameter)
            );
            let rows = [
                row(one.name.as_str(), axis.mark(|patient| is_in(a, patient))),
                row(other.name.as_str(), axis.mark(|patient| is_in(b, patient))),
                row("both", shared),
            ];
            (values, Some(draw(&axis_title(axis, lookup), axis, &rows)))
        }
        _ => (whereabouts(both, lookup), None),
    };
    let message = format!(
        "a patient with {values} is both in stage {} and in stage {}, and nobody can be in two",
        one.name, other.name
    );
    let fault = Diagnostic::error(RULE.code, record.span(&path), message, "overlaps with another stage");
    let fault = drawing.into_iter().fold(fault, Diagnostic::note);
    Some(
        fault.about(&record.id, &path).help(
            "compare the bounds with the source, or say `assign = \"highest-met\"` where stages contain each other",
        ),
    )
}

/// A single value that both stages take in while they share no other: a bound.
fn on_the_bound(
    record: &Record,
    staging: &Staging,
    graded: &Graded<'_>,
    [one, other]: [&OnAxis<'_>; 2],
    lookup: Lookup<'_, '_>,
) -> Option<Diagnostic> {
    let shared: Vec<bool> = one.allows.iter().zip(&other.allows).map(|(a, b)| *a && *b).collect();
    // Every second cell is a single value.
    let cells: Vec<usize> = (0..shared.len()).filter(|cell| shared[*cell]).collect();
    let [cell] = cells.as_slice() else { return None };
    let alone = |on: &OnAxis<'_>| on.extent().is_some_and(|(first, last)| first < last);
    if cell % 2 == 0 || !alone(one) || !alone(other) {
        return None;
    }
    let values = bounds(&graded.axis, &shared);
    let (name, unit) = (lookup.name(&graded.axis.parameter), lookup.unit(&graded.axis.parameter));
    let message = format!(
        "{name} {values}{unit} is both in stage {} and in stage {}",
        one.stage.name, other.stage.name
    );
    let path = &other.bound.path;
    // Of stages that contain each other the patient is in the later one.
    let make = match staging.assign {
        Assign::Exclusive => Diagnostic::error,
        Assign::HighestMet => Diagnostic::warning,
    };
    Some(
        make(
            RULE.code,
            record.span(path),
            message,
            "takes in the bound of another stage",
        )
        .about(&record.id, path)
        .related(record.span(&one.bound.path), "so does the stage before")
        .note(graded.drawing("both", &shared, lookup))
        .help("compare the bounds with the source: one of two neighbours takes in the bound, the other leaves it out"),
    )
}

/// Whether some parameter parts two stages.
fn are_apart(graded: &[Graded<'_>], one: usize, other: usize) -> bool {
    graded.iter().any(|on| {
        let find = |position| on.stages.iter().find(|stage| stage.position == position);
        match (find(one), find(other)) {
            (Some(a), Some(b)) => !a.allows.iter().zip(&b.allows).any(|(a, b)| *a && *b),
            _ => false,
        }
    })
}
