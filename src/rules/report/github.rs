//! Workflow commands, by which GitHub writes a message beside the line of a pull request.
//!
//! <https://docs.github.com/en/actions/reference/workflows-and-actions/workflow-commands>. Of each step it shows ten
//! errors, ten warnings and ten notices, the first that it reads, so errors come first; the log has them all.

use std::fmt::Write;

use super::place::Columns;
use super::{Report, in_full, plain};
use crate::diagnostic::{Diagnostic, Severity};
use crate::rules::find;

pub fn report(of: &Report<'_>) -> String {
    let mut places = of.places(Columns::Utf16);
    let mut lines: Vec<(Severity, String)> = Vec::new();
    for fault in of.found {
        let at = places.of(&fault.primary.span);
        let mut line = format!(
            "::{} file={}",
            command(fault.severity),
            property(&(of.folder.to_owned() + &at.file))
        );
        // Columns are taken only where the place is on one line. Writing to a string cannot fail.
        let _ = match at.line == at.end_line {
            true => write!(line, ",line={},col={},endColumn={}", at.line, at.column, at.end_column),
            false => write!(line, ",line={},endLine={}", at.line, at.end_line),
        };
        let _ = writeln!(line, ",title={}::{}", property(&title(fault)), data(&in_full(fault)));
        lines.push((fault.severity, line));
    }
    // The order of places stays within each severity.
    lines.sort_by_key(|(severity, _)| *severity);
    lines.into_iter().map(|(_, line)| line).collect()
}

fn command(severity: Severity) -> &'static str {
    match severity {
        Severity::Error => "error",
        Severity::Warning => "warning",
        Severity::Hint => "notice",
    }
}

fn title(fault: &Diagnostic) -> String {
    match find(fault.code.0) {
        Some(rule) => format!("{} {}", rule.code.0, rule.name),
        None => fault.code.0.to_owned(),
    }
}

/// What stands behind the second pair of colons: a line break would end the command, and begin another.
fn data(text: &str) -> String {
    let lines: Vec<String> = text.split('\n').map(|line| plain(line).replace('%', "%25")).collect();
    lines.join("%0A")
}

/// The value of a property, which ends at a comma or a colon.
fn property(text: &str) -> String {
    let text = plain(text).replace('%', "%25");
    text.replace(':', "%3A").replace(',', "%2C")
}
