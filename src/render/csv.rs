//! A table of a page as CSV (RFC 4180), with every number as it is printed.

use std::collections::BTreeSet;
use std::convert::Infallible;

use html5gum::{Token, Tokenizer};

use super::markdown::Renderer;
use crate::view::block::{Piece, Row, Table, WorkNotes};

/// What the columns are called that a table on a page has no heading for.
#[derive(Debug, Clone, Copy)]
pub struct Heads<'w> {
    /// Of the headings over groups of rows.
    pub group: &'w str,
    /// Of where the values of a row were read.
    pub source: &'w str,
}

/// The bytes of the file. Headings over groups of rows become a first column; where rows or values in them have notes, a
/// last column says where each was read.
pub fn table(table: &Table, notes: &[WorkNotes], heads: Heads<'_>, renderer: &mut Renderer<'_>) -> Vec<u8> {
    let grouped = table.rows.iter().any(|row| row.group);
    let head = table.head.iter().map(|column| column.title.clone());
    let under = table.head.first().and_then(|column| column.under.clone());
    let group_head = grouped.then(|| under.unwrap_or_else(|| heads.group.to_owned()));
    let has_notes = table.rows.iter().any(|row| !notes_of(row).is_empty());
    let source_head = has_notes.then(|| heads.source.to_owned());
    let mut records: Vec<Vec<String>> = vec![group_head.into_iter().chain(head).chain(source_head).collect()];
    let mut heading = String::new();
    for row in &table.rows {
        let mut cells = row.cells.iter().map(|line| text(line, renderer));
        if row.group {
            heading = cells.next().unwrap_or_default();
            continue;
        }
        let mut record: Vec<String> = grouped.then(|| heading.clone()).into_iter().collect();
        record.extend(cells);
        // Every line has as many fields, be it that the page says nothing in the last of them.
        record.resize(usize::from(grouped) + table.head.len(), String::new());
        if has_notes {
            let numbers = notes_of(row).into_iter();
            let read_in: Vec<String> = numbers.filter_map(|number| place(notes, number)).collect();
            record.push(read_in.join("; "));
        }
        records.push(record);
    }
    written(&records)
}

/// The numbers of the notes of a row and of all values in it, each once.
fn notes_of(row: &Row) -> BTreeSet<usize> {
    let in_cells = row.cells.iter().flatten().flat_map(|piece| match piece {
        Piece::Value(value) => value.own_notes(),
        Piece::Note { number } => std::slice::from_ref(number),
        _ => &[],
    });
    row.notes.iter().chain(in_cells).copied().collect()
}

fn written(records: &[Vec<String>]) -> Vec<u8> {
    let mut writer = csv::WriterBuilder::new()
        .terminator(csv::Terminator::CRLF)
        .flexible(true)
        .from_writer(Vec::new());
    for record in records {
        let record = record.iter().map(|cell| tame(cell));
        writer.write_record(record).expect("memory can always be written");
    }
    writer.into_inner().expect("memory can always be written")
}

/// Where a value was read, by the number of its note.
fn place(notes: &[WorkNotes], number: usize) -> Option<String> {
    notes.iter().find_map(|work| {
        let note = work.notes.iter().find(|note| note.number == number)?;
        Some(format!("{}, {}", work.work.text, note.at))
    })
}

/// A line as plain text.
fn text(line: &[Piece], renderer: &mut Renderer<'_>) -> String {
    let pieces = line.iter().map(|piece| match piece {
        Piece::Text { text }
        | Piece::English { text }
        | Piece::Muted { text }
        | Piece::Badge { text, .. }
        | Piece::Day { text, .. } => text.clone(),
        Piece::Link(link) => link.text.clone(),
        Piece::Prose(prose) => words(&renderer.html(&prose.markdown, true, &[])),
        Piece::Value(value) => value.text().to_owned(),
        Piece::Break | Piece::Basis => "; ".to_owned(),
        // Notes have a column of their own, and the reason of a doubt is on the record's page.
        Piece::Note { .. } | Piece::Doubt { .. } | Piece::Scale { .. } | Piece::Html { .. } => String::new(),
    });
    let text: String = pieces.collect();
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// The words of a piece of HTML, without its marks.
pub fn words(html: &str) -> String {
    let mut words = String::new();
    for token in Tokenizer::new(html) {
        let token: Result<Token, Infallible> = token;
        if let Ok(Token::String(text)) = token {
            words.push_str(&String::from_utf8_lossy(&text));
        }
    }
    words
}

/// A text that a spreadsheet would take for a formula begins with an apostrophe: content must not run there either.
/// Negative numbers stay numbers.
fn tame(cell: &str) -> String {
    let is_number = || cell.parse::<f64>().is_ok();
    match cell.starts_with(['=', '+', '-', '@']) && !is_number() {
        true => format!("'{cell}"),
        false => cell.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn cells_are_quoted_and_formulas_tamed() {
        let record = |cells: [&str; 3]| cells.map(str::to_owned).to_vec();
        let bytes = written(&[record(["A, b", "c", ""]), record(["=1+1", "-0.50", "a \"b\" é"])]);
        let expected = "\"A, b\",c,\r\n'=1+1,-0.50,\"a \"\"b\"\" é\"\r\n";
        assert_eq!(String::from_utf8(bytes).unwrap(), expected);
    }

    #[test]
    fn of_mark_up_only_the_words_are_left() {
        assert_eq!(words("<p>a &lt; <b>b</b></p>"), "a < b");
    }
}
