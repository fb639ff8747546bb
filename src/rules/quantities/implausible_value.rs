//! A value outside of what is plausible for its parameter.

use super::{Placed, numbers, values};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::Lookup;
use crate::logic::evaluate::written;
use crate::logic::interval::plain;
use crate::model::{Record, RecordId};
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB202"),
    name: "implausible-value",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "a value or bound of a parameter lies outside of what its record calls plausible",
    rationale: "A slipped digit, a lost decimal point or the wrong unit: a reader may act on a number that no patient can have.",
    fix: "Compare the number and the unit with the source; widen the parameter's `plausible` range where it is too narrow.",
    bad: &[
        (
            "content/definitions/bright.toml",
            "name = \"Bright fever\"\ncriteria = { parameter = \"parameter:glow\", is = \">= 4000 cm\" }\n",
        ),
        (
            "content/parameters/glow.toml",
            "name = \"Glow\"\nunit = \"cm\"\nplausible = { low = 0, high = 500 }\n",
        ),
    ],
    good: &[
        (
            "content/definitions/bright.toml",
            "name = \"Bright fever\"\ncriteria = { parameter = \"parameter:glow\", is = \">= 40 cm\" }\n",
        ),
        (
            "content/parameters/glow.toml",
            "name = \"Glow\"\nunit = \"cm\"\nplausible = { low = 0, high = 500 }\n",
        ),
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

fn fault(record: &Record, value: &Placed, lookup: Lookup<'_, '_>) -> Option<Diagnostic> {
    let id = value.of.as_ref()?;
    let parameter = lookup.parameter(id)?;
    let range = parameter.plausible.as_ref()?;
    let (low, high) = (range.low.value(), range.high.value());
    let unit = value.quantity.unit.as_ref();
    let conversion = parameter.conversion_of(unit)?;
    // A range the wrong way round is another rule's matter.
    let outside = |number: f64| low <= high && !(low..=high).contains(&conversion.apply(number));
    let number = numbers(&value.quantity).into_iter().find(|number| outside(*number))?;
    let (name, is, shown) = (lookup.name(id), written(&value.quantity), lookup.unit(id));
    let message = format!(
        "`{is}` lies outside of what is plausible for {name}, {} to {}{shown}",
        range.low, range.high
    );
    let fault = Diagnostic::error(RULE.code, record.span(&value.path), message, "not plausible");
    let fault = match unit.filter(|unit| parameter.unit.as_ref() != Some(*unit)) {
        Some(unit) => fault.note(format!(
            "{} {unit} = {}{shown}",
            plain(number),
            plain(conversion.apply(number))
        )),
        None => fault,
    };
    Some(fault.about(&record.id, &value.path).help(format!(
        "compare the number and its unit with the source; the range stands in {id}"
    )))
}
