//! Sheets: what can be asked for, and how each is made.

use jiff::civil::Date;
use rayon::prelude::*;

use super::book::{self, BookJob};
use super::card::KINDS;
use super::data::{self, Carried, Drawn, Stamp};
use super::fault::PrintError;
use super::ledger::Before;
use super::paper::Paper;
use super::press::Press;
use super::shown::Shown;
use super::table::TableJob;
use super::today::Today;
use super::validity::{self, Rests, Validity};
use super::{figures, fitting, frame, said};
use crate::ask::Whole;
use crate::model::RecordId;
use crate::view::record_path;

/// The room that a thread has for calls, in bytes.
const STACK: usize = 64 << 20;

/// A sheet to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Sheet {
    Card(Job),
    Table(TableJob),
    Book(BookJob),
}

/// A card to be made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Job {
    pub record: RecordId,
    pub paper: Paper,
    /// Print what must not be used too, with DRAFT across it. A sheet that may be used is printed as ever.
    pub draft: bool,
}

/// A sheet that was made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Made {
    pub pdf: Vec<u8>,
    /// Of what it may say, in hexadecimal.
    pub digest: String,
    /// Why it must not be used: only drafts have any.
    pub reasons: Vec<String>,
    pub title: String,
    /// The last day on which it may be used.
    pub until: Option<String>,
    /// The digest of all that the PDF is made of.
    pub made_of: String,
    /// Whether it was there already, and was not made again.
    pub was_there: bool,
}

/// What all sheets of a handbook are made of.
#[derive(Debug)]
pub struct Printer<'a> {
    pub(super) whole: Whole<'a>,
    pub(super) rests: Rests,
    pub(super) press: Press,
    /// The day on which sheets are judged.
    pub(super) as_of: Date,
    /// The sheets that are there already.
    before: Option<Before>,
}

impl Sheet {
    /// What sort of sheet it is: its template has the same name.
    pub fn sort(&self) -> &'static str {
        match self {
            Self::Card(_) => "card",
            Self::Table(_) => "table",
            Self::Book(_) => book::NAME,
        }
    }

    /// By which it can be asked for.
    pub fn name(&self) -> String {
        match self {
            Self::Card(job) => job.record.to_string(),
            Self::Table(job) => job.subject.to_string(),
            Self::Book(_) => book::NAME.to_owned(),
        }
    }

    pub fn paper(&self) -> Paper {
        match self {
            Self::Card(job) => job.paper,
            Self::Table(job) => job.paper,
            Self::Book(job) => job.paper,
        }
    }

    /// Whether it is to be printed also where it must not be used.
    pub fn may_be_draft(&self) -> bool {
        match self {
            Self::Card(job) => job.draft,
            Self::Table(job) => job.draft,
            Self::Book(job) => job.draft,
        }
    }

    /// Where it goes, in whatever folder: `card/therapy/sample-a4.pdf`, `table/trials/therapy/sample-a4-landscape.pdf`.
    pub fn path(&self) -> String {
        let of = |id: &RecordId| record_path(id).trim_end_matches(".html").to_owned();
        let place = match self {
            Self::Card(job) => format!("{}/{}", job.record.kind.name(), job.record.id),
            Self::Table(TableJob { subject, .. }) => {
                let about = subject.of.as_ref().map_or_else(|| "all".to_owned(), of);
                format!("{}/{about}", subject.sort.name())
            }
            Self::Book(_) => book::NAME.to_owned(),
        };
        format!("{}/{place}-{}.pdf", self.sort(), self.paper().name())
    }
}

impl<'a> Printer<'a> {
    pub fn new(whole: Whole<'a>, as_of: Date) -> Self {
        Self {
            whole,
            rests: Rests::new(whole),
            press: Press::new(whole.sources),
            as_of,
            before: None,
        }
    }

    /// The same, which takes over sheets that are there already and would come out the same.
    pub fn after(self, before: Before) -> Self {
        Self {
            before: Some(before),
            ..self
        }
    }

    /// Makes sheets side by side, in their order.
    pub fn sheets(&self, sheets: &[Sheet]) -> Vec<Result<Made, PrintError>> {
        self.side_by_side(sheets, |sheet| self.sheet(sheet))
    }

    /// Makes cards side by side, in the order of the jobs.
    pub fn cards(&self, jobs: &[Job]) -> Vec<Result<Made, PrintError>> {
        self.side_by_side(jobs, |job| self.sheet(&Sheet::Card(job.clone())))
    }

    /// Makes something of each, several at a time, in their order.
    pub fn side_by_side<T: Sync, M: Send>(&self, of: &[T], make: impl Fn(&T) -> M + Sync + Send) -> Vec<M> {
        // Sheets take their time each: no core is to wait for a row of them that another has.
        with_room(|| of.par_iter().with_max_len(1).map(&make).collect())
    }

    /// Makes a sheet.
    ///
    /// # Errors
    ///
    /// Where there is nothing to show, it must not be used and is not to be a draft, does not fit its paper, or has letters
    /// that no font has.
    pub fn sheet(&self, sheet: &Sheet) -> Result<Made, PrintError> {
        if let Sheet::Card(Job { record, .. }) = sheet
            && !KINDS.contains(&record.kind)
        {
            let known: Vec<&str> = KINDS.iter().map(|kind| kind.name()).collect();
            return Err(PrintError::NoCard {
                kind: record.kind.plural().to_lowercase(),
                known: known.join(", "),
            });
        }
        let today = self.today(sheet)?;
        let today = today.ok_or_else(|| PrintError::NoTable(sheet.name()))?;
        let reasons = today.validity().reasons.clone();
        if !reasons.is_empty() && !sheet.may_be_draft() {
            let sheet = sheet.name();
            return Err(PrintError::NotForUse { sheet, reasons });
        }
        let first = self.first(sheet, &today);
        let made_of = first.made_of();
        let (title, until) = (today.title().to_owned(), today.validity().until.clone());
        let digest = first.digest.clone();
        let same = |before: &Before| before.same(&sheet.path(), &made_of);
        let (pdf, was_there) = match self.before.as_ref().and_then(same) {
            Some(pdf) => (pdf, true),
            None => (self.printed(&self.fitted_to_paper(sheet, &today, first)?)?, false),
        };
        Ok(Made {
            pdf,
            digest,
            reasons,
            title,
            until,
            made_of,
            was_there,
        })
    }

    /// What a PDF is made of: the data of a sheet that fits its paper.
    ///
    /// # Errors
    ///
    /// As for [`Self::sheet`], but for the day.
    pub fn drawn(&self, sheet: &Sheet, today: &Today) -> Result<Drawn, PrintError> {
        self.fitted_to_paper(sheet, today, self.first(sheet, today))
    }

    /// A sheet before anything is laid out: a card in the largest letters, with all that it may show. What comes of it is
    /// known by it.
    fn first(&self, sheet: &Sheet, today: &Today) -> Drawn {
        match (sheet, today.card()) {
            (Sheet::Card(job), Some(shown)) => self.largest_card(job, shown, today),
            _ => self.drawn_at_length(sheet, today),
        }
    }

    fn fitted_to_paper(&self, sheet: &Sheet, today: &Today, first: Drawn) -> Result<Drawn, PrintError> {
        self.check_letters(today)?;
        match (sheet, today.card()) {
            (Sheet::Card(job), Some(shown)) => self.drawn_card(job, shown, today),
            _ => Ok(first),
        }
    }

    /// The PDF of what was drawn, be it long ago. Nothing else goes into it but templates and images.
    ///
    /// # Errors
    ///
    /// Where the template cannot draw it, or something stands out of the paper.
    pub fn printed(&self, drawn: &Drawn) -> Result<Vec<u8>, PrintError> {
        let none = || PrintError::Template("there is no such data".to_owned());
        let carried = Carried::read(&drawn.data).ok_or_else(none)?;
        let images = said::images(&carried.shown);
        let images: Vec<&str> = images.iter().map(String::as_str).collect();
        let mut files = data::files(self.whole, drawn.data.clone(), carried.address.as_deref(), &images)?;
        if let Some(drawings) = &drawn.figures {
            files.extend(figures::files(drawings, &carried.shown)?);
        }
        let Stamp {
            sort, record, paper, ..
        } = &carried.sheet;
        let (pages, pdf) = self
            .press
            .pages_and_pdf(&format!("{sort}.typ"), files, &carried.about())?;
        // What stands out of a card was looked at when it was laid out.
        match fitting::sticks_out(&pages) {
            out if out > 0.0 && sort != "card" => {
                let paper = Paper::parse(paper).unwrap_or_default();
                Err(fitting::too_wide(record, paper, out))
            }
            _ => Ok(pdf),
        }
    }

    /// All that the card of a record may show.
    pub fn shown(&self, id: &RecordId) -> Shown {
        Shown::new(self.whole, id, self.validity(id)).0
    }

    pub fn whole(&self) -> Whole<'a> {
        self.whole
    }

    /// The day on which sheets are judged.
    pub fn as_of(&self) -> Date {
        self.as_of
    }

    /// The digest of all templates.
    pub fn templates(&self) -> &str {
        self.press.templates()
    }

    /// The record of this id, be it that it has another one now.
    pub fn known(&self, id: &RecordId) -> Option<RecordId> {
        let is_there = |id: &&RecordId| self.whole.corpus.get(id).is_some();
        Some(id)
            .filter(is_there)
            .or_else(|| self.whole.index.renamed(id))
            .cloned()
    }

    /// The address of the live page that says the same as a sheet, where the handbook has one.
    pub fn address(&self, today: &Today) -> Option<String> {
        frame::site(self.whole).map(|site| site + &today.path)
    }

    /// Up to when the sheets of a record may be used.
    pub fn validity(&self, id: &RecordId) -> Validity {
        validity::of(self.whole, &self.rests, id, self.as_of)
    }

    /// What made a sheet of today, by which it is known again.
    pub(super) fn stamp(&self, sheet: &Sheet, today: &Today) -> Stamp {
        Stamp {
            sort: sheet.sort().to_owned(),
            record: sheet.name(),
            paper: sheet.paper().name(),
            draft: sheet.may_be_draft() && !today.validity().reasons.is_empty(),
            edition: self.whole.corpus.book.book.version.as_ref().map(ToString::to_string),
            program: data::PROGRAM.to_owned(),
            templates: self.press.templates().to_owned(),
        }
    }
}

/// Does something on threads with room for calls: Typst calls itself deeper than threads usually can.
pub fn with_room<T: Send>(what: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(pool) => pool.install(what),
        Err(_) => what(),
    }
}
