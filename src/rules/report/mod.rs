//! Reporters: the same diagnostics for people, scripts and machines.

mod github;
mod human;
mod json;
mod junit;
mod place;
mod sarif;
mod short;

use crate::diagnostic::{Accepted, Diagnostic};
use crate::read::Sources;

pub use place::{Columns, Place, Places};
pub use short::plain;

/// How diagnostics are written. Further formats are a module and a line here.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// For people: the line at fault, marked, with what to do.
    #[default]
    Human,
    /// One line for each: `file:line:column: severity[code]: message`.
    Short,
    /// One JSON object a line, accepted faults among them.
    Json,
    /// SARIF 2.1.0, as code scanning reads it.
    Sarif,
    /// JUnit XML, as test reports are read.
    Junit,
    /// Workflow commands, by which GitHub writes beside the line.
    Github,
}

/// What is to be reported, and to whom.
#[derive(Debug, Clone, Copy)]
pub struct Report<'a> {
    pub sources: &'a Sources,
    pub found: &'a [Diagnostic],
    /// What was found too, and records accept.
    pub accepted: &'a [Accepted],
    /// The way from where the report is read to the handbook's folder: empty, or with a slash at its end. Machines look
    /// files up by it, from the folder that was checked out.
    pub folder: &'a str,
    /// Whether warnings fail the command.
    pub strict: bool,
    /// Whether the pages were made and looked at too.
    pub has_pages: bool,
}

impl<'a> Report<'a> {
    /// Of faults alone, read in the handbook's folder.
    pub fn new(sources: &'a Sources, found: &'a [Diagnostic]) -> Self {
        Self {
            sources,
            found,
            accepted: &[],
            folder: "",
            strict: false,
            has_pages: false,
        }
    }

    /// The report as text. `color` matters to people only.
    pub fn text(&self, format: Format, color: bool) -> String {
        match format {
            Format::Human => human::report(self.sources, self.found, color),
            Format::Short => short::report(self.sources, self.found),
            Format::Json => json::report(self),
            Format::Sarif => sarif::report(self),
            Format::Junit => junit::report(self),
            Format::Github => github::report(self),
        }
    }

    /// What was found and what is accepted, each with the reason for which it is, as one list.
    fn all(&self) -> Vec<(&'a Diagnostic, Option<&'a str>)> {
        let found = self.found.iter().map(|fault| (fault, None));
        let accepted = self.accepted.iter();
        let accepted = accepted.map(|accepted| (&accepted.fault, Some(accepted.because.as_str())));
        found.chain(accepted).collect()
    }

    /// For the places of all that is reported.
    fn places(&self, columns: Columns) -> Places<'a> {
        Places::new(self.sources, self.all().into_iter().map(|(fault, _)| fault), columns)
    }
}

/// A report of faults alone.
pub fn report(format: Format, sources: &Sources, found: &[Diagnostic], color: bool) -> String {
    Report::new(sources, found).text(format, color)
}

/// Everything that a diagnostic says, one thing a line: for formats that have no fields for it.
fn in_full(fault: &Diagnostic) -> String {
    let notes = fault.notes.iter().map(|note| format!("\nnote: {note}"));
    let help = fault.help.iter().map(|help| format!("\nhelp: {help}"));
    std::iter::once(fault.message.clone())
        .chain(notes)
        .chain(help)
        .collect()
}
