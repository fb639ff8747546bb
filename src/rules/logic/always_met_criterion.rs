//! Criteria that every patient meets whose values are known.

use super::impossible_criterion::drawing;
use super::{one_verdict, with_record};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::Lookup;
use crate::logic::axis::Axis;
use crate::logic::interval::Interval;
use crate::logic::placed::{Placed, trees};
use crate::logic::truth::Truth;
use crate::model::Record;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB407"),
    name: "always-met-criterion",
    severity: Severity::Warning,
    may_be_accepted: true,
    summary: "a criterion holds whatever the values are",
    rationale: "It looks like a condition and is none, so a bound that was meant to leave someone out does not.",
    fix: "Compare the bounds with the source; what is needed together is joined by `all`.",
    bad: &[
        (
            "content/definitions/bright.toml",
            concat!(
                "name = \"Bright fever\"\n[criteria]\nany = [\n",
                "  { parameter = \"parameter:glow\", is = \"> 10 cm\" },\n  { parameter = \"parameter:glow\", is = \"< 40 cm\" },\n]\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    good: &[
        (
            "content/definitions/bright.toml",
            concat!(
                "name = \"Bright fever\"\n[criteria]\nall = [\n",
                "  { parameter = \"parameter:glow\", is = \"> 10 cm\" },\n  { parameter = \"parameter:glow\", is = \"< 40 cm\" },\n]\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    with_record(text, |record, lookup| {
        for tree in trees(record) {
            look(record, &tree.root, lookup, found);
        }
    });
}

/// Looks for the smallest criterion that always holds. Returns whether this is one, or has one below.
fn look(record: &Record, node: &Placed<'_>, lookup: Lookup<'_, '_>, found: &mut Vec<Diagnostic>) -> bool {
    let children = node.children();
    let below = children.iter().map(|child| look(record, child, lookup, found));
    if below.fold(false, |any, one| any | one) {
        return true;
    }
    let always = one_verdict(node.criterion, lookup) == Some(Truth::Yes);
    // A bound that is itself out of what is plausible is another rule's matter, and so is what follows from it.
    let axes = Axis::all(&[node.criterion], lookup);
    let is_told = axes
        .iter()
        .any(|axis| axis.cuts.iter().any(|cut| !axis.is_plausible(&Interval::point(*cut))));
    if always && !is_told {
        let (message, label) = ("this holds whatever the values are", "leaves nobody out");
        let wrong = Diagnostic::warning(RULE.code, record.span(&node.path), message, label);
        let wrong = wrong.about(&record.id, &node.path);
        let drawn = match axes.as_slice() {
            [axis] if !children.is_empty() => wrong.note(drawing(axis, node.criterion.children(), lookup)),
            [axis] => {
                let parameter = lookup.parameter(&axis.parameter);
                match parameter.and_then(|parameter| parameter.plausible.as_ref()) {
                    Some(range) => wrong.note(format!(
                        "every plausible value of {} lies between {} and {}{}",
                        lookup.name(&axis.parameter),
                        range.low,
                        range.high,
                        lookup.unit(&axis.parameter)
                    )),
                    None => wrong,
                }
            }
            _ => wrong,
        };
        found.push(drawn.help("compare the bounds with the source, and join by `all` what is needed together"));
    }
    always
}
