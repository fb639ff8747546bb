//! One unit, written in two ways.

use super::quantities_like;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::Lookup;
use crate::model::quantity::Quantity;
use crate::model::scalar::Scalar;
use crate::model::unit::{Conversion, Unit};
use crate::model::{Record, RecordId};
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB205"),
    name: "two-spellings",
    severity: Severity::Warning,
    may_be_accepted: true,
    summary: "the same unit is written in two ways, for one parameter or in one record",
    rationale: "A reader who compares the two numbers wonders whether they are of the same thing.",
    fix: "Write the unit as the parameter's record does, or as the rest of the record does.",
    bad: &[
        (
            "content/definitions/sample.toml",
            "name = \"Fast fever\"\ncriteria = { parameter = \"parameter:flicker\", is = \">= 60 /min\" }\n",
        ),
        (
            "content/parameters/flicker.toml",
            "name = \"Flicker\"\nunit = \"{flickers}/min\"\n",
        ),
    ],
    good: &[
        (
            "content/definitions/sample.toml",
            "name = \"Fast fever\"\ncriteria = { parameter = \"parameter:flicker\", is = \">= 60 {flickers}/min\" }\n",
        ),
        (
            "content/parameters/flicker.toml",
            "name = \"Flicker\"\nunit = \"{flickers}/min\"\n",
        ),
    ],
    check: Check::Text(check),
};

/// So many units of a record are compared with each other.
const MOST: usize = 64;

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let find = |id: &RecordId| text.ask.record(id).map(|record| &**record);
    let lookup = Lookup(&find);
    let mut spelt: Vec<(Unit, KeyPath)> = Vec::new();
    for placed in quantities_like(record, &[Quantity::NAME], has_a_unit) {
        let Some(unit) = placed.quantity.unit else { continue };
        let parameter = placed.of.as_ref().and_then(|id| lookup.parameter(id));
        let shown = parameter.and_then(|parameter| parameter.unit.as_ref());
        // A parameter may say in which units it is written.
        if parameter.is_some_and(|parameter| parameter.units.iter().any(|accepted| accepted.unit == unit)) {
            continue;
        }
        if let Some(shown) = shown.filter(|shown| are_the_same(shown, &unit)) {
            let name = placed.of.as_ref().map_or(String::new(), |id| lookup.name(id));
            let message = format!("{unit} is the same unit as {shown}, in which {name} is shown");
            found.push(fault(record, &placed.path, message, shown));
            continue;
        }
        match spelt.iter().find(|(known, _)| are_the_same(known, &unit)) {
            Some((known, first)) => {
                let message = format!("{unit} is the same unit as {known}, which `{first}` has");
                found.push(
                    fault(record, &placed.path, message, known).related(record.span(first), "the other spelling"),
                );
            }
            None if spelt.len() < MOST && !spelt.iter().any(|(known, _)| *known == unit) => {
                spelt.push((unit, placed.path));
            }
            None => {}
        }
    }
}

fn fault(record: &Record, path: &KeyPath, message: String, instead: &Unit) -> Diagnostic {
    Diagnostic::warning(RULE.code, record.span(path), message, "spelt otherwise")
        .about(&record.id, path)
        .help(format!("write {instead} (`{}`)", instead.ucum()))
}

/// Whether a quantity may be in a unit that has several spellings. Numbers, shares and counts are most, and soon told.
fn has_a_unit(text: &str) -> bool {
    let is_counted = text.ends_with('}') && !text.contains('/');
    text.contains(char::is_alphabetic) && !is_counted
}

/// Whether two units differ by nothing but how they are written. What is counted is told apart by its words alone.
fn are_the_same(one: &Unit, other: &Unit) -> bool {
    if one == other || one.is_word() || other.is_word() {
        return false;
    }
    let words = |unit: &Unit| unit.ucum() != unit.without_words();
    if words(one) && words(other) {
        return false;
    }
    one.conversion_to(other) == Some(Conversion::NONE)
}
