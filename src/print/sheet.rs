//! One sheet: what it shows, whether it may be used, and its PDF.

use std::collections::BTreeSet;

use jiff::civil::Date;
use rayon::prelude::*;
use serde::Serialize;
use typst::foundations::Bytes;

use super::card::{self, KINDS, Part};
use super::fault::PrintError;
use super::fitting::{self, Fit};
use super::paper::{Measures, Paper};
use super::pen::Pen;
use super::press::{About, Files, Press};
use super::tree::{self, Node};
use super::validity::{self, Rests, Validity};
use super::{code, glyphs};
use crate::ask::{Ask, Whole};
use crate::index::Origin;
use crate::model::{Kind, Record, RecordId};
use crate::view::block::{LinkTo, WorkNotes};
use crate::view::card::card;
use crate::view::{Banner, Context, record_path};
use crate::words::Arg;

/// The room that a thread has for calls, in bytes.
const STACK: usize = 64 << 20;

/// What all sheets of a handbook are made of.
#[derive(Debug)]
pub struct Printer<'a> {
    whole: Whole<'a>,
    rests: Rests,
    press: Press,
    /// The day on which sheets are judged.
    as_of: Date,
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
    paper: Measures,
    language: &'d str,
    book: &'d str,
    version: Option<String>,
    digest: &'d str,
    /// The address of the site, ending with a slash.
    site: Option<&'d str>,
    /// Words for a reader who cannot see the code, where there is one.
    code: Option<String>,
    /// Why it must not be used.
    draft: &'d [String],
    /// For measuring: the page is as long as it has to be.
    endless: bool,
    words: std::collections::BTreeMap<&'static str, &'d str>,
}

/// Words that templates of cards use.
const WORDS: [&str; 11] = [
    "print-continued",
    "print-sources",
    "print-until",
    "print-no-until",
    "print-draft",
    "print-draft-because",
    "print-digest",
    "print-record",
    "print-no-address",
    "print-scan",
    "print-page-one",
];

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
        let all = || jobs.par_iter().map(|job| self.card(job)).collect();
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
        if !reasons.is_empty() && !job.draft {
            return Err(PrintError::NotForUse {
                record: id.clone(),
                reasons,
            });
        }
        self.check_letters(id, &shown)?;
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
        let parts = card::parts(id.kind, &card, &pen);
        let page = &card.page;
        let book = context.ask.book();
        let disclaimer = book.notice.disclaimer.as_ref();
        let lead = page.lead.as_ref().map(|lead| pen.prose(lead)).unwrap_or_default();
        let banners: Vec<Notice> = page.banners.iter().map(|banner| notice(banner, &pen)).collect();
        let marks = page.status.iter().map(|mark| Notice {
            level: mark.shape,
            body: pen.line(&mark.line),
        });
        let mut shown = Shown {
            record: id.to_string(),
            kicker: page.crumbs.last().map(|link| link.text.clone()),
            title: page.title.clone(),
            subtitle: page.subtitle.clone(),
            banners,
            marks: marks.collect(),
            lead,
            parts,
            sources: Vec::new(),
            validity: validity::of(self.whole, &self.rests, id, self.as_of),
            disclaimer: disclaimer
                .map(|text| pen.markdown(text.as_str(), Vec::new()))
                .unwrap_or_default(),
        };
        shown.sources = sources(&shown, &page.notes, &pen);
        shown
    }

    /// The card in the largest letters in which all of it fits; in the smallest, with as few items left out as can be.
    fn fitted(&self, job: &Job, shown: Shown) -> Result<(Shown, f64), PrintError> {
        let (kind, sizes, smallest) = (job.record.kind, job.paper.sizes(), fitting::smallest(job.paper));
        let fits = |shown: &Shown, size: f64| -> Result<bool, PrintError> {
            let files = self.files(shown, job, size, false)?;
            let pages = self.press.pages("card.typ", files)?;
            match fitting::sticks_out(&pages) {
                out if out > 0.0 && size <= smallest => Err(fitting::too_wide(job, out)),
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
        let ask = Ask::unnoted(self.whole);
        let (book, words) = (ask.book(), self.whole.words);
        let site = book
            .book
            .url
            .as_ref()
            .map(|url| url.as_str())
            .filter(|url| url.starts_with("http"));
        let site = site.map(|url| format!("{}/", url.trim_end_matches('/')));
        let version = book.book.version.as_ref();
        let mut files = Files::new();
        let mut described = None;
        if let Some(site) = &site {
            let address = code::address(site, &record_path(&job.record), version.map(|v| v.as_str()), digest);
            files.push(("code.svg".to_owned(), Bytes::from_string(code::svg(&address)?)));
            described = Some(words.with("print-code", &[("address", Arg::Text(&address))]));
        }
        let draft: &[String] = if job.draft { &shown.validity.reasons } else { &[] };
        let data = Data {
            shown,
            paper: job.paper.measures(size),
            language: book.language(),
            book: book.book.title.as_str(),
            version: version.map(|version| words.with("print-version", &[("version", Arg::Text(version.as_str()))])),
            digest,
            site: site.as_deref(),
            code: described,
            draft,
            endless,
            words: WORDS.iter().map(|id| (*id, words.say(id))).collect(),
        };
        let data = serde_json::to_vec(&data).expect("a sheet is plain data");
        files.push(("data.json".to_owned(), Bytes::new(data)));
        let images = self.whole.sources.images.iter();
        files.extend(images.map(|(path, bytes)| (format!("images/{path}"), Bytes::new(bytes.to_vec()))));
        Ok(files)
    }

    /// Refuses what no font can show, and says where it stands.
    fn check_letters(&self, id: &RecordId, shown: &Shown) -> Result<(), PrintError> {
        let mut missing = None;
        shown.texts(&mut |text| missing = missing.or_else(|| self.press.missing(text)));
        let Some(character) = missing else { return Ok(()) };
        let found = self.rests.below(id).into_iter().find_map(|below| {
            let record: &Record = self.whole.corpus.get(&below).filter(|_| below.kind != Kind::Work)?;
            glyphs::place(self.whole.sources, record, character)
        });
        let (place, field) = found.unwrap_or_else(|| (id.to_string(), String::new()));
        Err(PrintError::Glyph {
            place,
            field,
            character,
            code: u32::from(character),
        })
    }
}

/// The digest of all that a sheet shows, whatever its paper.
fn digest(shown: &Shown) -> String {
    let bytes = serde_json::to_vec(shown).expect("a sheet is plain data");
    blake3::hash(&bytes).to_hex().to_string()
}

fn notice(banner: &Banner, pen: &Pen<'_>) -> Notice {
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

/// The works and places of all notes that stand on the sheet.
fn sources(shown: &Shown, notes: &[WorkNotes], pen: &Pen<'_>) -> Vec<Source> {
    let cited = shown.cited();
    let works = notes.iter().map(|of| {
        let places = of.notes.iter().filter(|note| cited.contains(&note.number));
        let link: &LinkTo = &of.work;
        Source {
            work: pen.link(link),
            places: places.map(|note| (note.number, note.at.clone())).collect(),
        }
    });
    works.filter(|work| !work.places.is_empty()).collect()
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
