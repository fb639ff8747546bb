//! A value in a unit in which its parameter is not measured.

use super::{Placed, values};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::Lookup;
use crate::logic::evaluate::written;
use crate::model::{Record, RecordId};
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB201"),
    name: "unfit-unit",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "a value or bound of a parameter has a unit that is none of the parameter's, or has no unit",
    rationale: "The number means another thing than the reader believes, by the factor between the two units.",
    fix: "Write the unit that the source prints; where UCUM cannot convert it, add it to the parameter's `units` with a factor.",
    bad: &[
        (
            "content/definitions/bright.toml",
            "name = \"Bright fever\"\ncriteria = { parameter = \"parameter:glow\", is = \">= 40 mmHg\" }\n",
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    good: &[
        (
            "content/definitions/bright.toml",
            "name = \"Bright fever\"\ncriteria = { parameter = \"parameter:glow\", is = \">= 400 mm\" }\n",
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let find = |id: &RecordId| text.ask.record(id).map(|record| &**record);
    found.extend(
        values(record)
            .iter()
            .filter_map(|value| fault(record, value, Lookup(&find))),
    );
}

/// Whether every value of a record can be compared with others of its parameter.
pub fn all_fit(record: &Record, lookup: Lookup<'_, '_>) -> bool {
    values(record).iter().all(|value| {
        let parameter = value.of.as_ref().and_then(|id| lookup.parameter(id));
        parameter.is_some_and(|parameter| parameter.conversion_of(value.quantity.unit.as_ref()).is_some())
    })
}

fn fault(record: &Record, value: &Placed, lookup: Lookup<'_, '_>) -> Option<Diagnostic> {
    let id = value.of.as_ref()?;
    let parameter = lookup.parameter(id)?;
    let unit = value.quantity.unit.as_ref();
    if parameter.conversion_of(unit).is_some() {
        return None;
    }
    let (name, is) = (lookup.name(id), written(&value.quantity));
    let wrong = |message: String, label: &str, help: String| {
        Diagnostic::error(RULE.code, record.span(&value.path), message, label)
            .about(&record.id, &value.path)
            .help(help)
    };
    Some(match (unit, &parameter.unit) {
        (Some(unit), Some(shown)) => wrong(
            format!("`{is}` is in {unit}, and {name} is measured in {shown}"),
            "another unit",
            format!("write it in {shown}, or add {unit} to the `units` of {id} with the factor that leads to {shown}"),
        ),
        (None, Some(shown)) => wrong(
            format!("`{is}` has no unit, and {name} is measured in {shown}"),
            "no unit",
            format!("write the unit that the source prints, such as {shown}"),
        ),
        (Some(unit), None) => wrong(
            format!("`{is}` has a unit, and {name} has none"),
            "a unit",
            format!("give {id} its `unit`, {unit}, or take the unit out here"),
        ),
        (None, None) => return None,
    })
}
