//! Reporters: the same diagnostics for people, scripts and machines.

mod human;
mod json;
mod place;
mod short;

use crate::diagnostic::Diagnostic;
use crate::read::Sources;

pub use place::{Place, Places};
pub use short::plain;

/// How diagnostics are written. Further formats are a module and a line here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the line at fault, marked, with what to do.
    #[default]
    Human,
    /// One line for each: `file:line:column: severity[code]: message`.
    Short,
    /// One JSON object a line.
    Json,
}

/// The report as text. `color` matters to people only.
pub fn report(format: Format, sources: &Sources, found: &[Diagnostic], color: bool) -> String {
    match format {
        Format::Human => human::report(sources, found, color),
        Format::Short => short::report(sources, found),
        Format::Json => json::report(sources, found),
    }
}
