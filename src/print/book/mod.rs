//! The whole handbook as a book: title page, contents, chapters, records, bibliography and index, with the pages of all that
//! is referred to.

mod gather;
mod levels;
mod places;
mod shown;

use super::fault::PrintError;
use super::paper::Paper;
use super::press::Files;
use super::sheet::{Made, Printer, Sheet};
use super::{said, validity};
use crate::ask::Ask;
use crate::model::RecordId;
use crate::render::all_citations;
use crate::view::Context;
use gather::Gathering;

pub use shown::Book;

/// A book to be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct BookJob {
    pub paper: Paper,
    /// Print what must not be used too, with DRAFT across it.
    pub draft: bool,
}

/// The name of the sheet, where others have that of a record.
pub const NAME: &str = "book";

impl Printer<'_> {
    /// Makes the book.
    ///
    /// # Errors
    ///
    /// As for [`Self::sheet`].
    pub fn book(&self, job: &BookJob) -> Result<Made, PrintError> {
        self.sheet(&Sheet::Book(*job))
    }

    /// What the book shows, with the files of its figures.
    ///
    /// # Errors
    ///
    /// Where a work cannot be laid out.
    pub fn shown_book(&self) -> Result<(Book, Files), PrintError> {
        let citations = all_citations(self.whole).map_err(|error| PrintError::Works(error.to_string()))?;
        let mut gathering = Gathering {
            context: Context::new(Ask::unnoted(self.whole), None),
            citations: &citations,
            files: Files::new(),
        };
        let records: Vec<RecordId> = self.whole.corpus.records.keys().cloned().collect();
        let mut book = gathering.book(validity::of_all(self.whole, &self.rests, &records, self.as_of));
        book.images = said::image_digests(self.whole.sources, &book);
        Ok((book, gathering.files))
    }
}
