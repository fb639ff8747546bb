//! One JSON object a line, for scripts. `docs/reports.md` says what each field means.

use serde::Serialize;

use super::Report;
use super::place::{Columns, Place};
use crate::rules::find;

/// The version of the form of a line. A field that is added leaves it; one that is changed or taken away does not.
const VERSION: u32 = 1;

#[derive(Serialize)]
struct Line<'a> {
    version: u32,
    /// `found` or `accepted`.
    status: &'static str,
    code: &'static str,
    name: Option<&'static str>,
    severity: &'static str,
    message: &'a str,
    #[serde(flatten)]
    place: Place,
    label: &'a str,
    record: Option<&'a str>,
    field: Option<&'a str>,
    notes: &'a [String],
    help: &'a [String],
    related: Vec<Related<'a>>,
    /// Why it is accepted, where it is.
    because: Option<&'a str>,
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Place,
    label: &'a str,
}

pub fn report(of: &Report<'_>) -> String {
    let mut places = of.places(Columns::Characters);
    let lines = of.all().into_iter().map(|(fault, because)| {
        let line = Line {
            version: VERSION,
            status: if because.is_some() { "accepted" } else { "found" },
            code: fault.code.0,
            name: find(fault.code.0).map(|rule| rule.name),
            severity: fault.severity.name(),
            message: &fault.message,
            place: places.of(&fault.primary.span),
            label: &fault.primary.text,
            record: fault.record.as_deref(),
            field: fault.field.as_deref(),
            notes: &fault.notes,
            help: &fault.help,
            related: fault
                .related
                .iter()
                .map(|label| Related {
                    place: places.of(&label.span),
                    label: &label.text,
                })
                .collect(),
            because,
        };
        serde_json::to_string(&line).expect("strings and numbers are always JSON") + "\n"
    });
    lines.collect()
}
