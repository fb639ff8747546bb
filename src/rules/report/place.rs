//! Bytes as lines and columns.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, FileId, Span};
use crate::read::Sources;

/// What columns count.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Columns {
    /// Unicode scalar values, as compilers do.
    Characters,
    /// UTF-16 code units, as browsers and most editors do.
    Utf16,
}

/// A place as editors count it: lines and columns from 1; the end is the place behind the last character.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize)]
pub struct Place {
    pub file: String,
    pub line: usize,
    pub column: usize,
    pub end_line: usize,
    pub end_column: usize,
}

/// Finds places. A file may have as many faults as it has lines, or as one long line has words, so neither is counted
/// anew for each.
#[derive(Debug)]
pub struct Places<'a> {
    sources: &'a Sources,
    columns: Columns,
    /// The bytes at which the lines of a file begin.
    lines: BTreeMap<FileId, Vec<usize>>,
    /// The place found last: its file, the start of its line, its byte and its column.
    last: (FileId, usize, usize, usize),
}

impl<'a> Places<'a> {
    /// For the places of these diagnostics, which are asked for in their order.
    pub fn new<'d>(sources: &'a Sources, found: impl IntoIterator<Item = &'d Diagnostic>, columns: Columns) -> Self {
        let found = found.into_iter();
        let spans = found.flat_map(|d| std::iter::once(&d.primary).chain(&d.related));
        let mut lines = BTreeMap::new();
        for label in spans {
            let file = label.span.file;
            lines.entry(file).or_insert_with(|| {
                let breaks = sources.file(file).text.match_indices('\n').map(|(at, _)| at + 1);
                std::iter::once(0).chain(breaks).collect()
            });
        }
        Self {
            sources,
            columns,
            lines,
            last: (FileId(u32::MAX), 0, 0, 0),
        }
    }

    /// Where a span begins and ends.
    pub fn of(&mut self, span: &Span) -> Place {
        let (line, column) = self.line_and_column(span.file, span.bytes.start);
        let begin = self.last;
        let (end_line, end_column) = self.line_and_column(span.file, span.bytes.end);
        // The next diagnostic begins no earlier than this one, but it may begin before this one ends.
        self.last = begin;
        Place {
            file: self.sources.file(span.file).path.to_string(),
            line,
            column,
            end_line,
            end_column,
        }
    }

    fn line_and_column(&mut self, file: FileId, byte: usize) -> (usize, usize) {
        let text = &self.sources.file(file).text;
        let byte = boundary(text, byte);
        let lines = &self.lines[&file];
        let line = lines.partition_point(|start| *start <= byte);
        let start = lines[line - 1];
        let (from, before) = match self.last {
            (last, line, at, column) if last == file && line == start && at <= byte => (at, column),
            _ => (start, 1),
        };
        let column = before + self.columns.count(&text[from..byte]);
        self.last = (file, start, byte, column);
        (line, column)
    }
}

impl Columns {
    fn count(self, text: &str) -> usize {
        match self {
            Self::Characters => text.chars().count(),
            Self::Utf16 => text.encode_utf16().count(),
        }
    }
}

/// The last place between two characters that is not behind `byte`.
pub(super) fn boundary(text: &str, byte: usize) -> usize {
    let mut byte = byte.min(text.len());
    while !text.is_char_boundary(byte) {
        byte -= 1;
    }
    byte
}
