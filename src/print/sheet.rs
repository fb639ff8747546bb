//! One sheet: what it shows, whether it may be used, and its PDF.

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;

use super::card::{self, KINDS};
use super::data::{self, Carried, Data, Stamp};
use super::fault::PrintError;
use super::fitting;
use super::frame::{self, Around};
use super::paper::{Measures, Paper};
use super::press::{Files, Press};
use super::shown::Shown;
use super::validity::{self, Rests, Validity};
use super::{glyphs, said};
use crate::ask::Whole;
use crate::model::{Kind, Record, RecordId};
use crate::view::record_path;
use crate::words::Arg;

/// The room that a thread has for calls, in bytes.
const STACK: usize = 64 << 20;

/// What all sheets of a handbook are made of.
#[derive(Debug)]
pub struct Printer<'a> {
    pub(super) whole: Whole<'a>,
    pub(super) rests: Rests,
    pub(super) press: Press,
    /// The day on which sheets are judged.
    pub(super) as_of: Date,
}

/// A sheet to be made.
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
    /// Of what its record has to say, in hexadecimal.
    pub digest: String,
    /// Why it must not be used: only drafts have any.
    pub reasons: Vec<String>,
}

/// What is to be printed of a card, before it has a size.
#[derive(Debug)]
struct Plan<'p> {
    job: &'p Job,
    stamp: Stamp,
    digest: String,
    reasons: &'p [String],
}

impl Job {
    /// Where the card goes, in whatever folder: `card/therapy/sample-a4.pdf`.
    pub fn path(&self) -> String {
        let RecordId { kind, id } = &self.record;
        format!("card/{}/{id}-{}.pdf", kind.name(), self.paper.name())
    }
}

impl<'a> Printer<'a> {
    pub fn new(whole: Whole<'a>, as_of: Date) -> Self {
        Self {
            whole,
            rests: Rests::new(whole),
            press: Press::new(whole.sources),
            as_of,
        }
    }

    /// Makes cards side by side, in the order of the jobs.
    pub fn cards(&self, jobs: &[Job]) -> Vec<Result<Made, PrintError>> {
        self.side_by_side(jobs, |job| self.card(job))
    }

    /// Makes something of each, several at a time, in their order.
    pub fn side_by_side<T: Sync, M: Send>(&self, of: &[T], make: impl Fn(&T) -> M + Sync + Send) -> Vec<M> {
        with_room(|| of.par_iter().map(&make).collect())
    }

    /// Makes the card of a record that is there.
    ///
    /// # Errors
    ///
    /// Where it must not be used and is not to be a draft, does not fit its paper, or has letters that no font has.
    pub fn card(&self, job: &Job) -> Result<Made, PrintError> {
        let id = &job.record;
        if !KINDS.contains(&id.kind) {
            let known: Vec<&str> = KINDS.iter().map(|kind| kind.name()).collect();
            return Err(PrintError::NoCard {
                kind: id.kind.plural().to_lowercase(),
                known: known.join(", "),
            });
        }
        let reasons = self.validity(id).reasons;
        self.may_be_used(&id.to_string(), &reasons, job.draft)?;
        let (data, digest) = self.drawn(job)?;
        Ok(Made {
            pdf: self.printed(data)?,
            digest,
            reasons,
        })
    }

    /// All that the card of a record may show.
    pub fn shown(&self, id: &RecordId) -> Shown {
        Shown::new(self.whole, id, self.validity(id))
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

    /// The address of a record's page, where the handbook has one.
    pub fn address(&self, id: &RecordId) -> Option<String> {
        frame::site(self.whole).map(|site| site + &record_path(id))
    }

    /// Up to when the sheets of a record may be used.
    pub fn validity(&self, id: &RecordId) -> Validity {
        validity::of(self.whole, &self.rests, id, self.as_of)
    }

    /// The data of a card that fits its paper, and the digest.
    ///
    /// # Errors
    ///
    /// As for [`Self::card`], but for the day.
    pub fn drawn(&self, job: &Job) -> Result<(Vec<u8>, String), PrintError> {
        let shown = self.shown(&job.record);
        self.check_letters(std::slice::from_ref(&job.record), &shown)?;
        let plan = Plan {
            job,
            stamp: self.stamp("card", job, &shown),
            digest: said::digest(&shown.data()),
            reasons: if job.draft { &shown.validity.reasons } else { &[] },
        };
        let (fitted, paper) = self.fitted(&plan, &shown)?;
        Ok((self.data(&plan, &fitted, paper).bytes(), plan.digest))
    }

    /// The PDF of data that was drawn, be it long ago. Nothing else goes into it but templates and images.
    ///
    /// # Errors
    ///
    /// Where the template cannot draw it.
    pub fn printed(&self, data: Vec<u8>) -> Result<Vec<u8>, PrintError> {
        let carried = Carried::read(&data).ok_or_else(|| PrintError::Template("there is no such data".to_owned()))?;
        let images = said::images(&carried.shown);
        let images: Vec<&str> = images.iter().map(String::as_str).collect();
        let files = data::files(self.whole, data, carried.address.as_deref(), &images)?;
        self.press
            .pdf(&format!("{}.typ", carried.sheet.sort), files, &carried.about())
    }

    /// What made a sheet of today, by which it is known again.
    pub fn stamp(&self, sort: &str, job: &Job, shown: &Shown) -> Stamp {
        Stamp {
            sort: sort.to_owned(),
            record: job.record.to_string(),
            paper: job.paper.name(),
            draft: job.draft && !shown.validity.reasons.is_empty(),
            edition: self.whole.corpus.book.book.version.as_ref().map(ToString::to_string),
            program: data::PROGRAM.to_owned(),
            templates: self.press.templates().to_owned(),
        }
    }

    /// The card in the largest letters in which all of it fits; in the smallest, with as few items left out as can be.
    fn fitted(&self, plan: &Plan<'_>, shown: &Shown) -> Result<(Shown, Measures), PrintError> {
        let (job, kind) = (plan.job, plan.job.record.kind);
        let fits = |shown: &Shown, paper: Measures| -> Result<bool, PrintError> {
            let data = self.data(plan, shown, paper);
            let pages = self.press.pages("card.typ", self.files(&data)?)?;
            match fitting::sticks_out(&pages) {
                out if out > 0.0 && paper.tight => Err(fitting::too_wide(&shown.record, job.paper, out)),
                out => Ok(out <= 0.0 && pages.pages().len() <= 1),
            }
        };
        for paper in fitting::tries(job.paper) {
            if fits(shown, paper)? {
                return Ok((shown.clone(), paper));
            }
        }
        let tightest = fitting::tightest(job.paper);
        let without = |items: usize| {
            let mut parts = card::without(kind, &shown.parts, items);
            for part in &mut parts {
                part.more = (part.left_out > 0).then(|| self.more(part.left_out));
            }
            shown.with_parts(parts)
        };
        let all = card::can_leave_out(&shown.parts);
        match fitting::fewest(all, |items| fits(&without(items), tightest))? {
            Some(items) => Ok((without(items), tightest)),
            None => {
                let least = without(all);
                let mut data = self.data(plan, &least, tightest);
                data.endless = true;
                let pages = self.press.pages("card.typ", self.files(&data)?)?;
                Err(fitting::overflow(job, &least, &pages))
            }
        }
    }

    fn more(&self, left_out: usize) -> String {
        self.whole.words.with("print-more", &[("count", Arg::Count(left_out))])
    }

    fn data<'d>(&'d self, plan: &'d Plan<'_>, shown: &'d Shown, paper: Measures) -> Data<'d> {
        let path = record_path(&plan.job.record);
        let around = Around {
            paper,
            path: &path,
            digest: &plan.digest,
            draft: plan.reasons,
        };
        let (frame, address) = frame::bare(self.whole, &around);
        Data {
            sheet: plan.stamp.clone(),
            shown,
            frame,
            address,
            endless: false,
        }
    }

    fn files(&self, data: &Data<'_>) -> Result<Files, PrintError> {
        let images: Vec<&str> = data.shown.images.keys().map(String::as_str).collect();
        data::files(self.whole, data.bytes(), data.address.as_deref(), &images)
    }

    /// Refuses what must not be used and is not to be a draft.
    pub(super) fn may_be_used(&self, sheet: &str, reasons: &[String], draft: bool) -> Result<(), PrintError> {
        match reasons.is_empty() || draft {
            true => Ok(()),
            false => Err(PrintError::NotForUse {
                sheet: sheet.to_owned(),
                reasons: reasons.to_vec(),
            }),
        }
    }

    /// Refuses what no font can show, and says where it stands.
    pub(super) fn check_letters(&self, of: &[RecordId], shown: &Shown) -> Result<(), PrintError> {
        let mut missing = None;
        shown.texts(&mut |text| missing = missing.or_else(|| self.press.missing(text)));
        let Some(character) = missing else { return Ok(()) };
        let mut below = of.iter().flat_map(|id| self.rests.below(id));
        let found = below.find_map(|below| {
            let record: &Record = self.whole.corpus.get(&below).filter(|_| below.kind != Kind::Work)?;
            glyphs::place(self.whole.sources, record, character)
        });
        let (place, field) = found.unwrap_or_else(|| (shown.record.clone(), String::new()));
        Err(PrintError::Glyph {
            place,
            field,
            character,
            code: u32::from(character),
        })
    }
}

/// The digest of all that a sheet shows, whatever its paper.
pub(super) fn digest(shown: &impl Serialize) -> String {
    let bytes = serde_json::to_vec(shown).expect("a sheet is plain data");
    blake3::hash(&bytes).to_hex().to_string()
}

/// Does something on threads with room for calls: Typst calls itself deeper than threads usually can.
pub fn with_room<T: Send>(what: impl FnOnce() -> T + Send) -> T {
    match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
        Ok(pool) => pool.install(what),
        Err(_) => what(),
    }
}
