//! The answers: each a function of the whole handbook, of which every part that is given is hashed.

use std::collections::BTreeSet;
use std::hash::{Hash, Hasher};

use super::lists::{Cut, Shared};
use super::quality::{Found, Quality};
use super::{Names, Whole};
use crate::diagnostic::{FileId, Span};
use crate::ground::claim::Claim;
use crate::ground::lock::{self, Lock, Seal};
use crate::ground::review::Suspect;
use crate::ground::{Claims, Grounding, LockState};
use crate::index::link::{self, Place, Problem};
use crate::index::{Fragment, Index, Origin, Quoted};
use crate::kept::Kept;
use crate::model::book::Book;
use crate::model::corpus::Abbreviations;
use crate::model::{Kind, Record, RecordId, Target};
use crate::read::bibliography::Bibliography;
use crate::read::chapters::{Chapter, SummaryItem};
use crate::read::markdown::Link;
use crate::words::Words;

/// Why a record, a part of one or a work is not to be relied on, gravest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Standing {
    Withdrawn,
    /// The work, or the report in which the study was published.
    Retracted,
    Superseded,
    /// Its journal published its concern about it.
    Doubted,
}

pub fn book(whole: Whole<'_>) -> &Kept<Book> {
    &whole.corpus.book
}

pub fn words(whole: Whole<'_>) -> &Kept<Words> {
    whole.words
}

pub fn record<'a>(whole: Whole<'a>, id: &RecordId) -> Option<&'a Kept<Record>> {
    whole.corpus.records.get(id)
}

pub fn exists(whole: Whole<'_>, id: &RecordId) -> bool {
    Index::exists(whole.corpus, id)
}

pub fn record_name<'a>(whole: Whole<'a>, id: &RecordId) -> Option<&'a str> {
    Some(record(whole, id)?.name())
}

pub fn standing(whole: Whole<'_>, target: &Target) -> Option<Standing> {
    if target.record.kind == Kind::Work {
        return work_standing(whole, &target.record.id);
    }
    let record = record(whole, &target.record)?;
    let part = target
        .part
        .as_deref()
        .and_then(|part| whole.index.part(&record.id, part));
    let overtaken = part
        .and_then(|part| record.tree.at(&part.path))
        .is_some_and(|node| node.get("superseded_by").is_some());
    let withdrawn = record.common.withdrawn.is_some().then_some(Standing::Withdrawn);
    let superseded = (overtaken || record.common.superseded_by.is_some()).then_some(Standing::Superseded);
    [withdrawn, superseded, report_standing(whole, record)]
        .into_iter()
        .flatten()
        .min()
}

pub fn successor(whole: Whole<'_>, target: &Target) -> Option<Target> {
    let record = record(whole, &target.record)?;
    let part = target.part.as_deref();
    let part = part.and_then(|part| whole.index.part(&record.id, part));
    let of_part = part.and_then(|part| record.tree.at(&part.path)?.get("superseded_by")?.as_text());
    match of_part {
        Some(by) => Target::parse(by).ok(),
        None => record.common.superseded_by.as_ref().map(|by| by.0.clone()),
    }
}

pub fn part_name<'a>(whole: Whole<'a>, record: &RecordId, part: &str) -> Option<&'a str> {
    Some(&whole.index.part(record, part)?.name)
}

pub fn of_kind<'a>(whole: Whole<'a>, kind: &Kind) -> Vec<&'a RecordId> {
    whole.corpus.of_kind(*kind).map(|record| &record.id).collect()
}

pub fn known_ids<'a>(whole: Whole<'a>, kind: &Kind) -> Vec<&'a str> {
    let corpus = whole.corpus;
    let unread = corpus.unread.records.get(kind).into_iter().flat_map(|ids| &ids.known);
    match kind {
        Kind::Work => corpus.bibliography.works.keys().map(String::as_str).collect(),
        _ => corpus
            .of_kind(*kind)
            .map(|r| &r.id.id)
            .chain(unread)
            .map(String::as_str)
            .collect(),
    }
}

pub fn elsewhere<'a>(whole: Whole<'a>, id: &str) -> Option<&'a RecordId> {
    whole.corpus.records.keys().find(|record| record.id == id)
}

pub fn renamed<'a>(whole: Whole<'a>, id: &RecordId) -> Option<&'a RecordId> {
    whole.index.renamed(id)
}

pub fn neighbours<'a>(whole: Whole<'a>, id: &RecordId) -> [Option<&'a RecordId>; 2] {
    let records = &whole.corpus.records;
    let before = records.range(..id).next_back();
    let after = records.range(id..).find(|(other, _)| *other != id);
    [before, after].map(|found| found.map(|(other, _)| other).filter(|other| other.kind == id.kind))
}

pub fn disputed(whole: Whole<'_>) -> Vec<&RecordId> {
    let records = whole.corpus.records.values();
    let disputed = records.filter(|record| !record.common.also_reported.is_empty());
    disputed.map(|record| &record.id).collect()
}

pub fn unreliable(whole: Whole<'_>) -> Vec<(Target, Standing)> {
    let records = whole.corpus.records.values().filter(|record| !record.id.kind.is_work());
    let records = records.flat_map(|record| {
        let parts = whole.index.parts(&record.id).into_iter().flatten();
        let overtaken = parts.filter(|(_, part)| {
            let node = record.tree.at(&part.path);
            node.is_some_and(|node| node.get("superseded_by").is_some())
        });
        let parts = overtaken.map(|(id, _)| Some(id.clone()));
        let targets = std::iter::once(None).chain(parts).map(|part| Target {
            record: record.id.clone(),
            part,
        });
        targets.collect::<Vec<_>>()
    });
    let works = whole.corpus.bibliography.works.keys().map(|key| Target {
        record: RecordId {
            kind: Kind::Work,
            id: key.clone(),
        },
        part: None,
    });
    let all = records.chain(works);
    all.filter_map(|target| standing(whole, &target).map(|standing| (target, standing)))
        .collect()
}

pub fn how_many_reviewed(whole: Whole<'_>) -> (usize, usize) {
    let records = whole.corpus.records.values().filter(|record| !record.id.kind.is_work());
    records.fold((0, 0), |(reviewed, all), record| {
        (reviewed + usize::from(record.common.review.is_some()), all + 1)
    })
}

pub fn any_reviewed(whole: Whole<'_>) -> bool {
    whole.corpus.records.values().any(|r| r.common.review.is_some())
}

pub fn fragment<'a>(whole: Whole<'a>, from: &Origin) -> Option<&'a Kept<Fragment>> {
    whole.index.fragment(from)
}

pub fn referred_by<'a>(whole: Whole<'a>, id: &RecordId) -> BTreeSet<&'a Origin> {
    whole.index.incoming(id).map(|edge| &edge.from).collect()
}

pub fn cited_by<'a>(whole: Whole<'a>, key: &str) -> BTreeSet<&'a Origin> {
    whole.index.citations_of(key).map(|citation| &citation.from).collect()
}

pub fn quote<'a>(whole: Whole<'a>, target: &Target) -> Option<Quoted<'a>> {
    whole.index.quote(whole.corpus, target)
}

pub fn is_quotable(whole: Whole<'_>, target: &Target) -> bool {
    quote(whole, target).is_some()
}

pub fn chapter<'a>(whole: Whole<'a>, path: &str) -> Option<&'a Chapter> {
    whole.corpus.chapter(path)
}

pub fn chapters(whole: Whole<'_>) -> Vec<(&str, &str)> {
    let chapters = whole.corpus.chapters.iter();
    chapters.map(|c| (c.path.as_str(), c.title.as_str())).collect()
}

pub fn summary(whole: Whole<'_>) -> &[SummaryItem] {
    &whole.corpus.summary.items
}

pub fn resolve(whole: Whole<'_>, from: &Origin, link: &Link) -> Result<Place, Problem> {
    link::resolve(whole.sources, whole.corpus, from, link)
}

pub fn abbreviations(whole: Whole<'_>) -> &Kept<Abbreviations> {
    &whole.corpus.abbreviations
}

pub fn has_abbreviation(whole: Whole<'_>, short: &str) -> bool {
    whole.corpus.abbreviations.known.contains_key(short) || whole.corpus.unread.abbreviations.has(short)
}

pub fn bibliography(whole: Whole<'_>) -> &Kept<Bibliography> {
    &whole.corpus.bibliography
}

pub fn work_name(whole: Whole<'_>, key: &str) -> Option<String> {
    let work = whole.corpus.bibliography.works.get(key)?;
    let two = |one: &str, other: &str| {
        let about = [("before", one.into()), ("after", other.into())];
        whole.words.with("joined-and", &about)
    };
    Some(work.short_name_by(two, |first| whole.words.with("and-others", &[("name", first.into())])))
}

pub fn work_field<'a>(whole: Whole<'a>, key: &str, field: &str) -> Option<&'a str> {
    Some(&whole.corpus.bibliography.works.get(key)?.fields.get(field)?.text)
}

pub fn has_work(whole: Whole<'_>, key: &str) -> bool {
    whole.corpus.bibliography.works.contains_key(key) || whole.corpus.unread.works.has(key)
}

pub fn sealing_is_wanted(whole: Whole<'_>) -> bool {
    whole.grounding.wanted
}

pub fn claims<'a>(whole: Whole<'a>, id: &RecordId) -> Option<&'a Kept<Claims>> {
    whole.grounding.claims_of(id)
}

pub fn seals<'a>(whole: Whole<'a>, id: &RecordId) -> Sealed<'a> {
    Sealed {
        claims: claims(whole, id),
        entries: id
            .kind
            .is_work()
            .then(|| claims(whole, &Claims::of_entries()))
            .flatten(),
        lock: lock(whole),
        grounding: whole.grounding,
        record: id.clone(),
    }
}

pub fn all_seals(whole: Whole<'_>) -> Vec<(&Claim, Option<&Seal>)> {
    whole.grounding.all().collect()
}

pub fn locked<'a>(whole: Whole<'a>, id: &RecordId) -> Option<Locked<'a>> {
    let (claims, lock) = (claims(whole, id), lock(whole)?);
    Some(Locked { claims, lock })
}

/// The claims of a record and their seals, told by what they were read from: they are many and long.
#[derive(Debug)]
pub struct Sealed<'a> {
    claims: Option<&'a Kept<Claims>>,
    /// Those of the bibliography, where the record is a work.
    entries: Option<&'a Kept<Claims>>,
    lock: Option<&'a Kept<Lock>>,
    grounding: &'a Grounding,
    record: RecordId,
}

impl<'a> Sealed<'a> {
    /// Each claim, with its seal if it still says what was sealed.
    pub fn iter(&self) -> impl Iterator<Item = (&'a Claim, Option<&'a Seal>)> {
        self.grounding.sealed(&self.record)
    }
}

/// Claims and seals are functions of these.
impl Hash for Sealed<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (&self.record, self.claims, self.entries, self.lock).hash(state);
    }
}

/// The claims of a record and the lock.
#[derive(Debug, Hash)]
pub struct Locked<'a> {
    claims: Option<&'a Kept<Claims>>,
    lock: &'a Kept<Lock>,
}

impl<'a> Locked<'a> {
    /// Each claim, with its seal, whatever that says.
    pub fn iter(&self) -> impl Iterator<Item = (&'a Claim, Option<&'a Seal>)> + use<'a> {
        let lock: &'a Lock = self.lock;
        let claims = self.claims.into_iter().flat_map(|of| of.named());
        claims.map(|(claim, name)| (claim, lock.seals.get(name)))
    }
}

fn lock(whole: Whole<'_>) -> Option<&Kept<Lock>> {
    match &whole.grounding.lock {
        LockState::Read(_, lock) => Some(lock),
        _ => None,
    }
}

pub fn lock_line(whole: Whole<'_>, name: &str) -> Option<Span> {
    let LockState::Read(file, _) = whole.grounding.lock else {
        return None;
    };
    let line = lock::line_of(&whole.sources.file(file).text, name)?;
    Some(Span::new(file, line))
}

pub fn suspicion<'a>(whole: Whole<'a>, id: &RecordId) -> (Option<&'a Suspect>, Option<&'a BTreeSet<RecordId>>) {
    let reviews = &whole.grounding.reviews;
    (reviews.suspects.get(id), reviews.leaning.get(id))
}

pub fn suspects(whole: Whole<'_>) -> [Vec<&RecordId>; 2] {
    let reviews = &whole.grounding.reviews;
    [reviews.suspects.keys().collect(), reviews.leaning.keys().collect()]
}

use super::doubt::report_standing;
pub use super::doubt::{is_corrected, notices, payers_of_work, paying_makers, work_standing};

pub fn names_with_digits(whole: Whole<'_>) -> &Kept<Names> {
    whole.worked_out.names(whole.corpus)
}

pub fn cut_list(whole: Whole<'_>, cut: &Cut) -> Shared {
    whole.worked_out.lists.parts(whole, cut)
}

pub fn quality(whole: Whole<'_>) -> &Quality {
    whole.quality
}

pub fn accepted<'a>(whole: Whole<'a>, id: &RecordId) -> &'a [Found] {
    whole.quality.accepted.get(id).map_or(&[], Vec::as_slice)
}

pub fn as_of(whole: Whole<'_>) -> Option<jiff::civil::Date> {
    whole.sources.as_of
}

pub fn text<'a>(whole: Whole<'a>, file: &FileId) -> Option<&'a str> {
    Some(&whole.sources.get(*file)?.text)
}
