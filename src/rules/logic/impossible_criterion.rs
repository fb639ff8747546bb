//! Criteria that nobody can meet together.

use super::{axis_title, by_values, one_verdict, with_record};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::Lookup;
use crate::logic::axis::Axis;
use crate::logic::draw::{Row, draw};
use crate::logic::evaluate::asks;
use crate::logic::placed::{Placed, trees};
use crate::logic::truth::Truth;
use crate::model::Record;
use crate::model::criterion::Criterion;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB406"),
    name: "impossible-criterion",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "no patient can meet criteria that are asked for together",
    rationale: "Nobody ever qualifies, and a reader who believes the table withholds what it is for.",
    fix: "Compare the bounds with the source; alternatives are joined by `any`.",
    bad: &[
        (
            "content/definitions/bright.toml",
            concat!(
                "name = \"Bright fever\"\n[criteria]\nall = [\n",
                "  { parameter = \"parameter:glow\", is = \"< 10 cm\" },\n  { parameter = \"parameter:glow\", is = \"> 40 cm\" },\n]\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    good: &[
        (
            "content/definitions/bright.toml",
            concat!(
                "name = \"Bright fever\"\n[criteria]\nany = [\n",
                "  { parameter = \"parameter:glow\", is = \"< 10 cm\" },\n  { parameter = \"parameter:glow\", is = \"> 40 cm\" },\n]\n",
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

/// Looks for the smallest criterion that nobody can meet. Returns whether this is one, or has one below. A bound that is
/// itself out of what is plausible is another rule's matter, and so is what follows from it.
fn look(record: &Record, node: &Placed<'_>, lookup: Lookup<'_, '_>, found: &mut Vec<Diagnostic>) -> bool {
    let children = node.children();
    let below = children.iter().map(|child| look(record, child, lookup, found));
    if below.fold(false, |any, one| any | one) {
        return true;
    }
    let impossible = one_verdict(node.criterion, lookup) == Some(Truth::No);
    if impossible && !children.is_empty() {
        found.push(fault(record, node, lookup));
    }
    impossible
}

fn fault(record: &Record, node: &Placed<'_>, lookup: Lookup<'_, '_>) -> Diagnostic {
    let span = record.span(&node.path);
    let message = "no patient can meet these criteria together";
    let wrong = Diagnostic::error(RULE.code, span, message, "nobody meets this").about(&record.id, &node.path);
    // Where one parameter alone makes it so, its axis shows it.
    let axes = Axis::all(&[node.criterion], lookup);
    let alone = axes.iter().find(|axis| {
        let open = axis.mark(|patient| by_values(node.criterion, patient, lookup) != Truth::No);
        !open.contains(&true)
    });
    let wrong = match alone {
        Some(axis) => wrong.note(drawing(axis, node.criterion.children(), lookup)),
        None => wrong,
    };
    wrong.help("compare the bounds with the source, and join alternatives by `any`")
}

/// The criteria that leave out part of an axis, on it.
pub fn drawing(axis: &Axis, criteria: &[Criterion], lookup: Lookup<'_, '_>) -> String {
    let everywhere = axis.mark(|_| true);
    let row = |criterion: &Criterion| {
        let marked = axis.mark(|patient| by_values(criterion, patient, lookup) != Truth::No);
        let name = criterion
            .id
            .as_ref()
            .map(ToString::to_string)
            .or_else(|| asks(criterion, lookup));
        (marked != everywhere).then(|| Row {
            name: name.unwrap_or_else(|| "a criterion".to_owned()),
            marked,
        })
    };
    let rows: Vec<Row> = criteria.iter().filter_map(row).collect();
    draw(&axis_title(axis, lookup), axis, &rows)
}
