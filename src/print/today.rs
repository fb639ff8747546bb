//! What a sheet would say today, whatever its paper: it is judged by this, and older sheets are held against it.

use serde_json::Value;

use super::book::Book;
use super::fault::PrintError;
use super::glyphs;
use super::press::Files;
use super::sheet::{Job, Printer, Sheet};
use super::shown::Shown;
use super::validity::Validity;
use crate::model::{Kind, Record, RecordId};
use crate::view::record_path;

/// What a sheet would say today.
#[derive(Debug)]
pub struct Today {
    of: Of,
    /// The live page that says the same, from the site's root.
    pub path: String,
    /// The records whose values it shows.
    records: Vec<RecordId>,
    /// Its drawings; a card may have room for none of them.
    pub(super) figures: Files,
}

#[derive(Debug)]
enum Of {
    Card(Box<Shown>),
    Table(Box<Shown>),
    Book(Box<Book>),
}

impl Today {
    /// Up to when it may be used, and why not.
    pub fn validity(&self) -> &Validity {
        match &self.of {
            Of::Card(shown) | Of::Table(shown) => &shown.validity,
            Of::Book(book) => &book.validity,
        }
    }

    pub fn title(&self) -> &str {
        match &self.of {
            Of::Card(shown) | Of::Table(shown) => &shown.title,
            Of::Book(book) => &book.title,
        }
    }

    /// As its template sees it.
    pub fn data(&self) -> Value {
        match &self.of {
            Of::Card(shown) | Of::Table(shown) => shown.data(),
            Of::Book(book) => serde_json::to_value(book).expect("a book is plain data"),
        }
    }

    /// What its card may show, where it is one.
    pub fn card(&self) -> Option<&Shown> {
        match &self.of {
            Of::Card(shown) => Some(shown),
            Of::Table(_) | Of::Book(_) => None,
        }
    }

    /// Every text on it, each with the name of the page that it is of.
    fn texts(&self, with: &mut dyn FnMut(&str, &str)) {
        match &self.of {
            Of::Card(shown) | Of::Table(shown) => shown.texts(&mut |text| with(&shown.record, text)),
            Of::Book(book) => book.texts(with),
        }
    }
}

impl Printer<'_> {
    /// What a sheet would say today; nothing where there is nothing to say. The record of a card has to be there.
    ///
    /// # Errors
    ///
    /// Where a work cannot be laid out.
    pub fn today(&self, sheet: &Sheet) -> Result<Option<Today>, PrintError> {
        Ok(match sheet {
            Sheet::Card(Job { record, .. }) => {
                let (shown, figures) = Shown::new(self.whole, record, self.validity(record));
                Some(Today {
                    of: Of::Card(Box::new(shown)),
                    path: record_path(record),
                    records: vec![record.clone()],
                    figures,
                })
            }
            Sheet::Table(job) => self.evidence(&job.subject).map(|(shown, found)| Today {
                of: Of::Table(Box::new(shown)),
                path: found.page.path,
                records: found.records,
                figures: Files::new(),
            }),
            Sheet::Book(_) => {
                let (book, figures) = self.shown_book()?;
                Some(Today {
                    of: Of::Book(Box::new(book)),
                    path: String::new(),
                    records: self.whole.corpus.records.keys().cloned().collect(),
                    figures,
                })
            }
        })
    }

    /// Refuses what no font can show, and says where it stands.
    pub(super) fn check_letters(&self, today: &Today) -> Result<(), PrintError> {
        let mut missing: Option<(String, char)> = None;
        today.texts(&mut |page, text| {
            if missing.is_none() {
                missing = self.press.missing(text).map(|character| (page.to_owned(), character));
            }
        });
        let Some((page, character)) = missing else {
            return Ok(());
        };
        let mut below = today.records.iter().flat_map(|id| self.rests.below(id));
        let found = below.find_map(|below| {
            let record: &Record = self.whole.corpus.get(&below).filter(|_| below.kind != Kind::Work)?;
            glyphs::place(self.whole.sources, record, character)
        });
        let (place, field) = found.unwrap_or((page, String::new()));
        Err(PrintError::Glyph {
            place,
            field,
            character,
            code: u32::from(character),
        })
    }
}
