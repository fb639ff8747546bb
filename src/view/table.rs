//! Tables, as pages show them and as files have them.

use serde::Serialize;

use super::block::{LinkTo, Piece, Rich, html_of_all};

/// Rows of lines below headings.
#[derive(Debug, Clone, Default, Serialize)]
pub struct Table {
    /// Says what the table is, for those who cannot see its surroundings.
    pub caption: String,
    pub head: Vec<Column>,
    pub rows: Vec<Row>,
    /// Whether the last column is the notes of the rows.
    pub noted: bool,
}

/// The heading of a column.
#[derive(Debug, Clone, Serialize)]
pub struct Column {
    pub title: String,
    pub link: Option<LinkTo>,
    /// Readers may choose rows by what this column says: it says one of few things.
    pub is_choice: bool,
    /// Of the first column: what the headings over groups of rows name.
    pub under: Option<String>,
}

impl From<&str> for Column {
    fn from(title: &str) -> Self {
        Self {
            title: title.to_owned(),
            link: None,
            is_choice: false,
            under: None,
        }
    }
}

impl From<LinkTo> for Column {
    fn from(link: LinkTo) -> Self {
        Self {
            title: link.text.clone(),
            link: Some(link),
            is_choice: false,
            under: None,
        }
    }
}

/// Headings without links.
pub fn columns<const N: usize>(titles: [&str; N]) -> Vec<Column> {
    titles.map(Column::from).to_vec()
}

/// Headings without links, of a table whose rows stand in groups, under headings that name such things.
pub fn under<const N: usize>(groups: &str, titles: [&str; N]) -> Vec<Column> {
    let mut head = columns(titles);
    if let Some(first) = head.first_mut() {
        first.under = Some(groups.to_owned());
    }
    head
}

#[derive(Debug, Clone, Default, Serialize)]
pub struct Row {
    pub anchor: Option<String>,
    /// The first cell is the row's heading.
    #[serde(serialize_with = "html_of_all")]
    pub cells: Vec<Rich>,
    pub notes: Vec<usize>,
    /// A heading over the rows that follow.
    pub group: bool,
}

impl Table {
    /// Leaves the notes of a value to its row, where the row shows the same.
    pub fn notes_by_row(mut self) -> Self {
        for row in &mut self.rows {
            for piece in row.cells.iter_mut().flatten() {
                if let Piece::Value(value) = piece {
                    value.leave_to(&row.notes);
                }
            }
        }
        self
    }

    /// Leaves out columns in which no row says anything, and notes that the row shows anyway.
    pub fn without_empty_columns(mut self) -> Self {
        if self.noted {
            self = self.notes_by_row();
        }
        let empty: Vec<bool> = (0..self.head.len())
            .map(|i| {
                let mut rows = self.rows.iter().filter(|row| !row.group);
                rows.all(|row| row.cells.get(i).is_none_or(Vec::is_empty))
            })
            .collect();
        for row in self.rows.iter_mut().filter(|row| !row.group) {
            let mut i = 0;
            row.cells.retain(|_| {
                i += 1;
                !empty[i - 1]
            });
        }
        let mut i = 0;
        self.head.retain(|_| {
            i += 1;
            !empty[i - 1]
        });
        self
    }
}
