//! A range that begins with its higher end.

use super::quantities_like;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::model::number::Number;
use crate::model::parameter::Parameter;
use crate::model::quantity::{Duration, Magnitude, Quantity};
use crate::model::scalar::Scalar;
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB203"),
    name: "reversed-range",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "a range begins with its higher end",
    rationale: "One of the two numbers has a digit too many or too few, or they were exchanged; a reader cannot tell which.",
    fix: "Compare both ends with the source, and write the lower one first.",
    bad: &[(
        "content/therapies/sample.toml",
        "name = \"Sample drug\"\ntype = \"drug\"\n[[doses]]\nid = \"usual\"\nname = \"Usual dose\"\nvalue = \"8–6 mL/kg\"\n",
    )],
    good: &[(
        "content/therapies/sample.toml",
        "name = \"Sample drug\"\ntype = \"drug\"\n[[doses]]\nid = \"usual\"\nname = \"Usual dose\"\nvalue = \"6–8 mL/kg\"\n",
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let types = [Quantity::NAME, Duration::NAME];
    for placed in quantities_like(record, &types, |text| text.contains(['–', '-'])) {
        if let Magnitude::Range(low, high) = &placed.quantity.magnitude {
            found.extend(fault(record, &placed.path, low, high, "the range"));
        }
    }
    if let Some(range) = record
        .as_kind::<Parameter>()
        .and_then(|parameter| parameter.plausible.as_ref())
    {
        let path = KeyPath::default().key("plausible").key("low");
        found.extend(fault(record, &path, &range.low, &range.high, "what is plausible"));
    }
}

fn fault(record: &Record, path: &KeyPath, low: &Number, high: &Number, what: &str) -> Option<Diagnostic> {
    (low.value() > high.value()).then(|| {
        let message = format!("{what} runs from {low} down to {high}");
        Diagnostic::error(RULE.code, record.span(path), message, "the higher end stands first")
            .about(&record.id, path)
            .help("compare both ends with the source, and write the lower one first")
    })
}
