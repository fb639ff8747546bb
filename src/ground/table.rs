//! The rows and columns of a table, where the text kept them apart by tabs.

use std::ops::Range;

use super::paper::words_of;

/// A part of a table that a locator names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Part {
    pub bytes: Range<usize>,
    /// The head of its column and the label of its row, which say what it is about.
    pub heads: Vec<Range<usize>>,
}

/// A first cell of more words is no label of its row.
const LABEL: usize = 8;

/// The rows and columns of a table that a locator names, as `Table 1, row SAMPLE, column Dose`. Nothing where the text has no tabs,
/// or the locator names none that is there: then the whole table is meant.
pub fn parts(text: &str, locator: &str) -> Vec<Part> {
    let table = rows(text);
    let Some((heads, body)) = table.split_first() else {
        return Vec::new();
    };
    let lower = locator.to_lowercase();
    let columns = match lower.find("column") {
        Some(at) => chosen(text, heads.iter().cloned().enumerate(), &locator[at..]),
        None => Vec::new(),
    };
    let labels = body
        .iter()
        .enumerate()
        .filter_map(|(n, row)| Some((n, row.first()?.clone())));
    let lines = match lower.find("row") {
        Some(at) => chosen(text, labels, &locator[at..]),
        None => Vec::new(),
    };
    let in_rows = |n: &usize| lines.is_empty() || lines.contains(n);
    let rows = (0..body.len()).filter(in_rows).map(|n| &body[n]);
    match (columns.is_empty(), lines.is_empty()) {
        (true, true) => Vec::new(),
        (true, false) => rows
            .filter_map(|row| {
                let bytes = row.first()?.start..row.last()?.end;
                let heads = Vec::new();
                Some(Part { bytes, heads })
            })
            .collect(),
        (false, _) => rows
            .flat_map(|row| columns.iter().map(move |column| (row, *column)))
            .filter_map(|(row, column)| {
                let bytes = row.get(column)?.clone();
                let label = row
                    .first()
                    .filter(|cell| text[(*cell).clone()].split_whitespace().count() <= LABEL);
                let heads = heads.get(column).into_iter().chain(label).cloned().collect();
                Some(Part { bytes, heads })
            })
            .collect(),
    }
}

/// The cells of every line that has tabs.
fn rows(text: &str) -> Vec<Vec<Range<usize>>> {
    let mut rows = Vec::new();
    let mut start = 0;
    for line in text.split_inclusive('\n') {
        let mut at = start;
        start += line.len();
        if !line.trim_matches(['\n', '\r']).contains('\t') {
            continue;
        }
        let cells = line.trim_end_matches(['\n', '\r']).split('\t').map(|cell| {
            let bytes = at..at + cell.len();
            at = bytes.end + 1;
            bytes
        });
        rows.push(cells.collect());
    }
    rows
}

/// Which of these cells a locator names. A long name is taken before one that is a part of it; what stands in brackets behind a
/// name need not be said.
fn chosen(text: &str, cells: impl Iterator<Item = (usize, Range<usize>)>, locator: &str) -> Vec<usize> {
    let name = |cell: Range<usize>| {
        let cell = &text[cell];
        words_of(cell.split('(').next().unwrap_or(cell))
    };
    let mut named: Vec<(usize, String)> = cells.map(|(n, cell)| (n, name(cell))).collect();
    named.retain(|(_, name)| !name.is_empty());
    named.sort_by_key(|(n, name)| (std::cmp::Reverse(name.len()), *n));
    let mut said = format!(" {} ", words_of(locator));
    let mut chosen = Vec::new();
    for (n, name) in named {
        let name = format!(" {name} ");
        if said.contains(&name) {
            said = said.replace(&name, " | ");
            chosen.push(n);
        }
    }
    chosen.sort_unstable();
    chosen
}

#[cfg(test)]
mod tests {
    use super::*;

    const TABLE: &str = "Table 1. Doses.\n\nTrial\tDose ⁵\tDose of the pump\n\nALPHA (NCT1)\t1 mg\t2 mg\nALPHA BETA (NCT2)\t3 mg\t4 mg\n\n* A note.\n";

    fn said(locator: &str) -> Vec<&'static str> {
        parts(TABLE, locator)
            .into_iter()
            .map(|part| &TABLE[part.bytes])
            .collect()
    }

    #[test]
    fn a_locator_names_rows_and_columns() {
        assert_eq!(said("Table 1, row ALPHA"), ["ALPHA (NCT1)\t1 mg\t2 mg"]);
        assert_eq!(said("Table 1, row ALPHA BETA"), ["ALPHA BETA (NCT2)\t3 mg\t4 mg"]);
        assert_eq!(said("Table 1, rows ALPHA and ALPHA BETA").len(), 2);
        assert_eq!(said("Table 1, column Dose"), ["1 mg", "3 mg"]);
        assert_eq!(
            said("Table 1, columns Dose and Dose of the pump"),
            ["1 mg", "2 mg", "3 mg", "4 mg"]
        );
        assert_eq!(said("Table 1, row ALPHA, column Dose of the pump"), ["2 mg"]);
    }

    #[test]
    fn what_is_not_there_narrows_nothing() {
        assert_eq!(said("Table 1"), [""; 0]);
        assert_eq!(said("Table 1, row GAMMA"), [""; 0]);
        assert_eq!(said("Table 1, title"), [""; 0]);
        assert_eq!(parts("Table 1\n\nALPHA 1 mg\n", "Table 1, row ALPHA"), []);
    }
}
