//! Bytes as lines and columns.

use crate::diagnostic::Span;
use crate::read::Sources;

/// A place as editors count it: lines and columns from 1, columns in characters.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// Where a span begins and ends.
pub fn place(sources: &Sources, span: &Span) -> Place {
    let file = sources.file(span.file);
    let (line, column) = line_and_column(&file.text, span.bytes.start);
    let (end_line, end_column) = line_and_column(&file.text, span.bytes.end);
    Place {
        file: file.path.clone(),
        line,
        column,
        end_line,
        end_column,
    }
}

fn line_and_column(text: &str, byte: usize) -> (usize, usize) {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    let before = &text[..byte];
    let start = before.rfind('\n').map_or(0, |i| i + 1);
    let line = before.matches('\n').count() + 1;
    let column = before[start..].trim_start_matches('\u{feff}').chars().count() + 1;
    (line, column)
}
