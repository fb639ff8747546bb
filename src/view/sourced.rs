//! The only way to show a clinical value, and where it was read.

use serde::Serialize;

use super::block::LinkTo;
use super::verified::Verified;
use crate::model::source::Sources;

/// A clinical value with its sources. It can be made only by the builder of a page, from a value and where
/// it was read, so that no page shows a number that leads nowhere.
#[derive(Debug, Clone)]
pub struct Sourced {
    text: String,
    /// Numbers of the page's notes; empty where the content gives no source, which the page then says.
    notes: Vec<usize>,
    /// The row that it stands in says where all its values were read.
    by_row: bool,
}

impl Sourced {
    pub(super) fn new(text: String, _read_in: &Sources, notes: Vec<usize>) -> Self {
        Self {
            text,
            notes,
            by_row: false,
        }
    }

    /// Leaves its notes to the row that it stands in, where the row has the same.
    pub(super) fn leave_to(&mut self, notes_of_row: &[usize]) {
        self.by_row = self.notes == notes_of_row;
    }

    /// Leaves saying where it was read to the words that stand beside it.
    pub(super) fn leave_to_words(&mut self) {
        self.by_row = true;
    }

    pub fn text(&self) -> &str {
        &self.text
    }

    /// Whether the content says where it was read.
    pub fn has_source(&self) -> bool {
        !self.notes.is_empty()
    }

    /// The numbers of the notes that stand behind it.
    pub fn own_notes(&self) -> &[usize] {
        if self.by_row { &[] } else { &self.notes }
    }
}

/// A work in which values of the page were read.
#[derive(Debug, Clone, Serialize)]
pub struct WorkNotes {
    pub work: LinkTo,
    pub notes: Vec<Note>,
}

/// Where a value was read; the page numbers its notes.
#[derive(Debug, Clone, Serialize)]
pub struct Note {
    pub number: usize,
    /// The place in the work.
    pub at: String,
    pub verified: Verified,
}
