//! One line for each diagnostic, as compilers print them and editors read them.

use std::fmt::Write;

use super::place::place;
use crate::diagnostic::Diagnostic;
use crate::read::Sources;

pub fn report(sources: &Sources, found: &[Diagnostic]) -> String {
    let mut out = String::new();
    for diagnostic in found {
        let at = place(sources, &diagnostic.primary.span);
        let (severity, code) = (diagnostic.severity.name(), diagnostic.code.0);
        // Writing to a string cannot fail.
        let _ = writeln!(
            out,
            "{}:{}:{}: {severity}[{code}]: {}",
            at.file, at.line, at.column, diagnostic.message
        );
    }
    out
}
