//! One sheet: what it shows, whether it may be used, and its PDF.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;
use typst::foundations::Bytes;

use super::card::{self, KINDS, Part};
use super::fault::PrintError;
use super::fitting::{self, Fit};
use super::frame::{Around, Frame, frame};
use super::glyphs;
use super::paper::Paper;
use super::pen::Pen;
use super::press::{About, Files, Press};
use super::tree::{self, Node};
use super::validity::{self, Rests, Validity};
use crate::ask::{Ask, Whole};
use crate::index::Origin;
use crate::model::{Kind, Record, RecordId};
use crate::view::block::WorkNotes;
use crate::view::card::card;
use crate::view::{Banner, Context, Page, record_path};
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
    /// Of what it shows, in hexadecimal.
    pub digest: String,
    /// Why it must not be used: only drafts have any.
    pub reasons: Vec<String>,
}

/// All that a card shows: what its digest is of, and what its template sees of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shown {
    /// `therapy:sample`.
    pub record: String,
    pub kicker: Option<String>,
    pub title: String,
    pub subtitle: Option<String>,
    pub banners: Vec<Notice>,
    /// How far to trust it, as the page says it: above all who reviewed it, or that nobody did.
    pub marks: Vec<Notice>,
    pub lead: Vec<Node>,
    pub parts: Vec<Part>,
    pub sources: Vec<Source>,
    pub validity: Validity,
    pub disclaimer: Vec<Node>,
}

/// What the reader must know.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Notice {
    /// `warning` or `danger`; anything else is said, and does not stand out.
    pub level: &'static str,
    pub body: Vec<Node>,
}

/// A work in which something on the sheet was read, with the places in it by the numbers of their notes on the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    pub work: Vec<Node>,
    pub places: Vec<(usize, String)>,
}

/// What a template sees.
#[derive(Debug, Serialize)]
struct Data<'d> {
    shown: &'d Shown,
    #[serde(flatten)]
    frame: Frame<'d>,
    /// For measuring: the page is as long as it has to be.
    endless: bool,
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
    pub fn side_by_side<T: Sync, M: Send>(&self, of: &[T], make: impl Fn(&T) -> M + Sync) -> Vec<M> {
        let all = || of.par_iter().map(&make).collect();
        // Typst calls itself deeper than threads usually have room for.
        match rayon::ThreadPoolBuilder::new().stack_size(STACK).build() {
            Ok(pool) => pool.install(all),
            Err(_) => all(),
        }
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
        let shown = self.shown(id);
        let reasons = shown.validity.reasons.clone();
        self.may_be_used(&shown.record, &reasons, job.draft)?;
        self.check_letters(std::slice::from_ref(id), &shown)?;
        let (shown, size) = self.fitted(job, shown)?;
        let digest = digest(&shown);
        let files = self.files(&shown, job, size, false)?;
        let about = About {
            title: shown.title.clone(),
            book: self.whole.corpus.book.book.title.to_string(),
            keywords: vec!["card".to_owned(), id.to_string(), job.paper.name(), digest.clone()],
        };
        Ok(Made {
            pdf: self.press.pdf("card.typ", files, &about)?,
            digest,
            reasons,
        })
    }

    /// All that the card of a record may show.
    pub fn shown(&self, id: &RecordId) -> Shown {
        let context = Context::new(Ask::unnoted(self.whole), None);
        let card = card(&context, id);
        let pen = Pen::new(context, Origin::Record(id.clone()));
        let validity = validity::of(self.whole, &self.rests, id, self.as_of);
        let mut shown = Shown {
            record: id.to_string(),
            parts: card::parts(id.kind, &card, &pen),
            ..Shown::around(&card.page, &pen, validity)
        };
        keep_cited(&mut shown);
        shown
    }

    /// The card in the largest letters in which all of it fits; in the smallest, with as few items left out as can be.
    fn fitted(&self, job: &Job, shown: Shown) -> Result<(Shown, f64), PrintError> {
        let (kind, sizes, smallest) = (job.record.kind, job.paper.sizes(), fitting::smallest(job.paper));
        let fits = |shown: &Shown, size: f64| -> Result<bool, PrintError> {
            let files = self.files(shown, job, size, false)?;
            let pages = self.press.pages("card.typ", files)?;
            match fitting::sticks_out(&pages) {
                out if out > 0.0 && size <= smallest => Err(fitting::too_wide(&shown.record, job.paper, out)),
                out => Ok(out <= 0.0 && pages.pages().len() <= 1),
            }
        };
        for size in sizes.iter().copied().filter(|size| *size > smallest) {
            if fits(&shown, size)? {
                return Ok((shown, size));
            }
        }
        let without = |items: usize| {
            let mut parts = card::without(kind, &shown.parts, items);
            for part in &mut parts {
                part.more = (part.left_out > 0).then(|| self.more(part.left_out));
            }
            let mut fewer = Shown { parts, ..shown.clone() };
            keep_cited(&mut fewer);
            fewer
        };
        let all = card::can_leave_out(&shown.parts);
        match fitting::fit(all, |items| fits(&without(items), smallest))? {
            Fit::Without(items) => Ok((without(items), smallest)),
            Fit::Never => {
                let least = without(all);
                let pages = self.press.pages("card.typ", self.files(&least, job, smallest, true)?)?;
                Err(fitting::overflow(job, &least, &pages))
            }
        }
    }

    fn more(&self, left_out: usize) -> String {
        self.whole.words.with("print-more", &[("count", Arg::Count(left_out))])
    }

    fn files(&self, shown: &Shown, job: &Job, size: f64, endless: bool) -> Result<Files, PrintError> {
        let digest = &*digest(shown);
        let around = Around {
            paper: job.paper.measures(size),
            path: &record_path(&job.record),
            digest,
            draft: if job.draft { &shown.validity.reasons } else { &[] },
        };
        let (frame, mut files) = frame(self.whole, &around)?;
        let data = Data { shown, frame, endless };
        let data = serde_json::to_vec(&data).expect("a sheet is plain data");
        files.push(("data.json".to_owned(), Bytes::new(data)));
        Ok(files)
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

pub(super) fn notice(banner: &Banner, pen: &Pen<'_>) -> Notice {
    let mut body = vec![Node::Strong {
        body: vec![Node::text(&banner.title)],
    }];
    if let Some(text) = &banner.text {
        body.push(Node::text(" "));
        body.extend(pen.prose(text));
    }
    if !banner.line.is_empty() {
        body.push(Node::text(" "));
        body.extend(pen.line(&banner.line));
    }
    Notice {
        level: banner.level,
        body,
    }
}

/// The works and places of all notes of a page.
pub(super) fn sources(notes: &[WorkNotes], pen: &Pen<'_>) -> Vec<Source> {
    let works = notes.iter().map(|of| Source {
        work: pen.link(&of.work),
        places: of.notes.iter().map(|note| (note.number, note.at.clone())).collect(),
    });
    works.collect()
}

/// Leaves out sources that nothing on the sheet names any more.
fn keep_cited(shown: &mut Shown) {
    let cited = shown.cited();
    for source in &mut shown.sources {
        source.places.retain(|(number, _)| cited.contains(number));
    }
    shown.sources.retain(|source| !source.places.is_empty());
}

impl Shown {
    /// What stands around the parts of a page, with all places in which something on the page was read.
    pub(super) fn around(page: &Page, pen: &Pen<'_>, validity: Validity) -> Self {
        let marks = page.status.iter().map(|mark| Notice {
            level: mark.shape,
            body: pen.line(&mark.line),
        });
        let disclaimer = pen.context.ask.book().notice.disclaimer.as_ref();
        Self {
            record: String::new(),
            kicker: page.crumbs.last().map(|link| link.text.clone()),
            title: page.title.clone(),
            subtitle: page.subtitle.clone(),
            banners: page.banners.iter().map(|banner| notice(banner, pen)).collect(),
            marks: marks.collect(),
            lead: page.lead.as_ref().map(|lead| pen.prose(lead)).unwrap_or_default(),
            parts: Vec::new(),
            sources: sources(&page.notes, pen),
            validity,
            disclaimer: disclaimer
                .map(|text| pen.markdown(text.as_str(), Vec::new()))
                .unwrap_or_default(),
        }
    }

    fn cited(&self) -> BTreeSet<usize> {
        let mut cited = BTreeSet::new();
        let nodes = self.nodes();
        nodes.for_each(|node| {
            node.walk(&mut |_| {}, &mut |number| {
                cited.insert(number);
            })
        });
        cited
    }

    fn nodes(&self) -> impl Iterator<Item = &Node> {
        let banners = self.banners.iter().chain(&self.marks).flat_map(|banner| &banner.body);
        let parts = self.parts.iter().flat_map(|part| &part.blocks);
        banners.chain(&self.lead).chain(parts).chain(&self.disclaimer)
    }

    fn texts(&self, text: &mut dyn FnMut(&str)) {
        let heads = [Some(&self.title), self.subtitle.as_ref(), self.kicker.as_ref()];
        heads.into_iter().flatten().for_each(|head| text(head));
        self.parts.iter().for_each(|part| text(&part.title));
        self.nodes().for_each(|node| node.walk(text, &mut |_| {}));
        for source in &self.sources {
            tree::all(&source.work, text, &mut |_| {});
            source.places.iter().for_each(|(_, at)| text(at));
        }
    }
}
