//! One line for each diagnostic, as compilers print them and editors read them.

use std::fmt::Write;

use super::place::{Columns, Places};
use crate::diagnostic::Diagnostic;
use crate::read::Sources;

pub fn report(sources: &Sources, found: &[Diagnostic]) -> String {
    let mut places = Places::new(sources, found, Columns::Characters);
    let mut out = String::new();
    for diagnostic in found {
        let at = places.of(&diagnostic.primary.span);
        let (severity, code) = (diagnostic.severity.name(), diagnostic.code.0);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}:{}:{}: {severity}[{code}]: {}",
            plain(&at.file),
            at.line,
            at.column,
            plain(&diagnostic.message)
        );
    }
    out
}

/// Text of one line that no terminal takes for a command: content may hold any character.
pub fn plain(text: &str) -> String {
    let unseen = |c: char| c.is_control() || crate::read::name::is_unseen(c);
    text.chars()
        .flat_map(|c| {
            if unseen(c) {
                c.escape_unicode().collect()
            } else {
                vec![c]
            }
        })
        .collect()
}
