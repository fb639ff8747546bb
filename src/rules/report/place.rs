//! Bytes as lines and columns.

use std::collections::BTreeMap;

use crate::diagnostic::{Diagnostic, FileId, Span};
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

/// Finds places. A file may have as many faults as it has lines, or as one long line has words, so neither is counted
/// anew for each.
#[derive(Debug)]
pub struct Places<'a> {
    sources: &'a Sources,
    /// The bytes at which the lines of a file begin.
    lines: BTreeMap<FileId, Vec<usize>>,
    /// The place found last: its file, the start of its line, its byte and its column.
    last: (FileId, usize, usize, usize),
}

impl<'a> Places<'a> {
    /// For the places of these diagnostics, which are asked for in their order.
    pub fn new(sources: &'a Sources, found: &[Diagnostic]) -> Self {
        let spans = found.iter().flat_map(|d| std::iter::once(&d.primary).chain(&d.related));
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
        let column = before + text[from..byte].chars().count();
        self.last = (file, start, byte, column);
        (line, column)
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
