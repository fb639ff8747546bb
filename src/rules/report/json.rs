//! One JSON object a line, for scripts.

use serde::Serialize;

use super::place::{Place, Places};
use crate::diagnostic::Diagnostic;
use crate::read::Sources;
use crate::rules::find;

#[derive(Serialize)]
struct Line<'a> {
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
}

#[derive(Serialize)]
struct Related<'a> {
    #[serde(flatten)]
    place: Place,
    label: &'a str,
}

pub fn report(sources: &Sources, found: &[Diagnostic]) -> String {
    let mut places = Places::new(sources, found);
    found
        .iter()
        .map(|diagnostic| {
            let line = Line {
                code: diagnostic.code.0,
                name: find(diagnostic.code.0).map(|rule| rule.name),
                severity: diagnostic.severity.name(),
                message: &diagnostic.message,
                place: places.of(&diagnostic.primary.span),
                label: &diagnostic.primary.text,
                record: diagnostic.record.as_deref(),
                field: diagnostic.field.as_deref(),
                notes: &diagnostic.notes,
                help: &diagnostic.help,
                related: diagnostic
                    .related
                    .iter()
                    .map(|label| Related {
                        place: places.of(&label.span),
                        label: &label.text,
                    })
                    .collect(),
            };
            serde_json::to_string(&line).expect("strings and numbers are always JSON") + "\n"
        })
        .collect()
}
