//! The whole handbook as a book: title page, contents, chapters, records, bibliography and index, with the pages of all that
//! is referred to.

pub(super) mod figures;
mod gather;
mod levels;
mod places;
mod shown;

use serde::Serialize;
use typst::foundations::Bytes;

use super::data::DRAFT;
use super::fault::PrintError;
use super::fitting;
use super::frame::{Around, Frame, frame};
use super::glyphs;
use super::paper::Paper;
use super::press::{About, Files};
use super::sheet::{Made, Printer, digest};
use super::validity;
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

/// What the template sees.
#[derive(Debug, Serialize)]
struct Data<'d> {
    shown: &'d Book,
    /// Places have labels.
    labelled: bool,
    #[serde(flatten)]
    frame: Frame<'d>,
}

const TEMPLATE: &str = "book.typ";

/// The name of the sheet, where others have that of a record.
pub const NAME: &str = "book";

impl Printer<'_> {
    /// Makes the book.
    ///
    /// # Errors
    ///
    /// Where it must not be used and is not to be a draft, has something that is wider than its paper, or letters that no font
    /// has, or a work cannot be laid out.
    pub fn book(&self, job: &BookJob) -> Result<Made, PrintError> {
        let (shown, drawings) = self.shown_book()?;
        let reasons = shown.validity.reasons.clone();
        self.may_be_used(NAME, &reasons, job.draft)?;
        self.check_book(&shown)?;
        let digest = digest(&shown);
        let around = Around {
            paper: job.paper.of_book(),
            path: "",
            digest: &digest,
            draft: if job.draft { &reasons } else { &[] },
        };
        let (frame, mut files) = frame(self.whole, &around)?;
        files.extend(drawings);
        let data = Data {
            shown: &shown,
            labelled: true,
            frame,
        };
        let data = serde_json::to_vec(&data).expect("a book is plain data");
        files.push(("data.json".to_owned(), Bytes::new(data)));
        let mut about = About {
            title: shown.title.clone(),
            book: shown.title.clone(),
            keywords: vec![NAME.to_owned(), NAME.to_owned(), job.paper.name(), digest.clone()],
        };
        about.keywords.extend((!reasons.is_empty()).then(|| DRAFT.to_owned()));
        let (pages, pdf) = self.press.pages_and_pdf(TEMPLATE, files, &about)?;
        let out = fitting::sticks_out(&pages);
        if out > 0.0 {
            return Err(fitting::too_wide(NAME, job.paper, out));
        }
        Ok(Made { pdf, digest, reasons })
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
        let book = gathering.book(validity::of_all(self.whole, &self.rests, &records, self.as_of));
        Ok((book, gathering.files))
    }

    /// Refuses what no font can show, and says where it stands.
    fn check_book(&self, book: &Book) -> Result<(), PrintError> {
        let mut missing: Option<(String, char)> = None;
        book.texts(&mut |label, text| {
            if missing.is_none() {
                missing = self.press.missing(text).map(|character| (label.to_owned(), character));
            }
        });
        let Some((label, character)) = missing else {
            return Ok(());
        };
        let records = self.whole.corpus.records.values();
        let mut found = records.filter_map(|record| glyphs::place(self.whole.sources, record, character));
        let (place, field) = found.next().unwrap_or((label, String::new()));
        Err(PrintError::Glyph {
            place,
            field,
            character,
            code: u32::from(character),
        })
    }
}
