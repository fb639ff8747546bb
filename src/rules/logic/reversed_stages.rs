//! Stages whose bounds run against their order.

use super::graded::{OnAxis, graded};
use super::with_record;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Body;
use crate::model::parameter::Worse;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB405"),
    name: "reversed-stages",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "a stage has milder values of a parameter than the stage before it",
    rationale: "Stages stand mildest first, so a reader takes the later stage for the graver one.",
    fix: "Compare the bounds and the order of the stages with the source, and the direction that the parameter calls worse.",
    bad: &[
        (
            "content/staging/sample.toml",
            concat!(
                "name = \"Glow stages\"\nassign = \"exclusive\"\n",
                "[[stages]]\nid = \"one\"\nname = \"I\"\ncriteria = { parameter = \"parameter:glow\", is = \">= 20 cm\" }\n",
                "[[stages]]\nid = \"two\"\nname = \"II\"\ncriteria = { parameter = \"parameter:glow\", is = \"< 20 cm\" }\n",
            ),
        ),
        (
            "content/parameters/glow.toml",
            "name = \"Glow\"\nunit = \"cm\"\nworse = \"higher\"\n",
        ),
    ],
    good: &[
        (
            "content/staging/sample.toml",
            concat!(
                "name = \"Glow stages\"\nassign = \"exclusive\"\n",
                "[[stages]]\nid = \"one\"\nname = \"I\"\ncriteria = { parameter = \"parameter:glow\", is = \"< 20 cm\" }\n",
                "[[stages]]\nid = \"two\"\nname = \"II\"\ncriteria = { parameter = \"parameter:glow\", is = \">= 20 cm\" }\n",
            ),
        ),
        (
            "content/parameters/glow.toml",
            "name = \"Glow\"\nunit = \"cm\"\nworse = \"higher\"\n",
        ),
    ],
    check: Check::Text(check),
};

/// Which way the values of a stage lie from those of the one before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Way {
    Up,
    Down,
}

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    with_record(text, |record, lookup| {
        let Body::Staging(staging) = &record.body else { return };
        for graded in graded(record, staging, lookup) {
            let parameter = lookup.parameter(&graded.axis.parameter);
            let stated = match parameter.and_then(|parameter| parameter.worse) {
                Some(Worse::Higher) => Some(Way::Up),
                Some(Worse::Lower) => Some(Way::Down),
                // Then the stages must at least agree among themselves; where both directions are bad, they need not.
                Some(Worse::Either) => continue,
                None => None,
            };
            let ways = graded.stages.windows(2).map(|pair| (pair, way(&pair[0], &pair[1])));
            let mut wanted = stated;
            for (pair, way) in ways {
                let Some(way) = way else { continue };
                if way == *wanted.get_or_insert(way) {
                    continue;
                }
                let (name, unit) = (lookup.name(&graded.axis.parameter), lookup.unit(&graded.axis.parameter));
                let values = |on: &OnAxis<'_>| crate::logic::draw::bounds(&graded.axis, &on.allows) + &unit;
                let message = format!(
                    "stage {} has {name} {}, which is milder than {} of stage {} before it",
                    pair[1].stage.name,
                    values(&pair[1]),
                    values(&pair[0]),
                    pair[0].stage.name
                );
                let because = match (stated, way) {
                    (Some(Way::Up), _) => format!("higher {name} is worse, by its own record"),
                    (Some(Way::Down), _) => format!("lower {name} is worse, by its own record"),
                    (None, Way::Down) => format!("{name} rises over the stages before"),
                    (None, Way::Up) => format!("{name} falls over the stages before"),
                };
                let path = &pair[1].bound.path;
                found.push(
                    Diagnostic::error(RULE.code, record.span(path), message, "against the order of the stages")
                        .about(&record.id, path)
                        .related(record.span(&pair[0].bound.path), "the stage before")
                        .note(graded.drawing("", &[], lookup))
                        .note(because)
                        .help("stages stand mildest first: compare their order and bounds with the source"),
                );
            }
        }
    });
}

/// Where one stage lies within the other, or they are the same, there is no way.
fn way(before: &OnAxis<'_>, behind: &OnAxis<'_>) -> Option<Way> {
    let ((first, last), (next, end)) = (before.extent()?, behind.extent()?);
    match () {
        () if next >= first && end >= last && (next, end) != (first, last) => Some(Way::Up),
        () if next <= first && end <= last && (next, end) != (first, last) => Some(Way::Down),
        () => None,
    }
}
