//! The papers' texts, and what they bear out of a claim.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use super::claim::Claim;
use super::find::{Found, Why, find};
use super::listed::{self, Listing, PRINTED};
use super::lock::{How, Seal};
use super::names::{Mentions, Names};
use super::paper::Paper;
use crate::model::Corpus;
use crate::progress::Progress;
use crate::read::bibliography::Work;

/// The papers whose text is at hand, by citation key.
#[derive(Debug, Default)]
pub struct Library {
    papers: BTreeMap<String, (Paper, String)>,
    /// How many claims were looked for.
    pub progress: Arc<Progress>,
}

impl Library {
    /// `texts` are the papers' texts by citation key; `digest` gives a text's fingerprint.
    pub fn new(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let papers = texts.into_iter().map(|(key, text)| {
            let digest = digest(&text);
            (key, (Paper::new(text), digest))
        });
        Self {
            papers: papers.collect(),
            progress: Arc::default(),
        }
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.papers.keys().map(String::as_str)
    }

    /// Learns from the claims' locators where the sections of the papers begin.
    pub(super) fn learn(&mut self, claims: &[Claim]) {
        for (key, (paper, _)) in &mut self.papers {
            let sources = claims
                .iter()
                .flat_map(|claim| &claim.sources)
                .filter(|s| s.cite.as_str() == key);
            paper.learn(sources.map(|s| s.at.as_str()));
        }
    }

    /// The papers with what they speak of where.
    pub(super) fn opened<'a>(&'a self, corpus: &'a Corpus, names: &'a Names) -> Opened<'a> {
        let mentions = self
            .papers
            .iter()
            .map(|(key, (paper, _))| (key.as_str(), names.in_paper(paper)));
        Opened {
            library: self,
            corpus,
            mentions: mentions.collect(),
        }
    }

    /// Whether the papers in which a claim was found are still the same, as far as they are at hand.
    pub(super) fn is_current(&self, seal: &Seal) -> bool {
        let keys = seal.read.iter().filter_map(|read| read.split(':').next());
        keys.zip(&seal.papers)
            .all(|(key, digest)| self.papers.get(key).is_none_or(|(_, now)| now == digest))
    }
}

/// The fingerprint of a text: FNV-1a would do for mistakes, but a seal must also stand against intent.
pub(super) fn digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

/// The papers, opened at what they speak of.
#[derive(Debug)]
pub(super) struct Opened<'a> {
    library: &'a Library,
    corpus: &'a Corpus,
    mentions: BTreeMap<&'a str, Mentions<'a>>,
}

impl Opened<'_> {
    /// The seal of a claim that the papers bear out, or what they do not.
    pub fn verify(&self, claim: &Claim) -> Result<Seal, Vec<String>> {
        match self.corpus.bibliography.works.get(&claim.record.id) {
            Some(work) if claim.is_entry() => self.entry(claim, work),
            _ => self.claim(claim),
        }
    }

    /// Finds a claim in each of its sources, for each says the whole.
    fn claim(&self, claim: &Claim) -> Result<Seal, Vec<String>> {
        let Some(record) = self.corpus.get(&claim.record) else {
            return Err(vec!["its record is not in the handbook".to_owned()]);
        };
        let mut seal = Seal::of(
            claim,
            if claim.numbers.is_empty() {
                How::Named
            } else {
                How::Found
            },
        );
        let mut reasons = Vec::new();
        if claim.sources.is_empty() {
            reasons.push("it has no source".to_owned());
        }
        for source in &claim.sources {
            let key = source.cite.as_str();
            let Some((paper, digest)) = self.library.papers.get(key) else {
                reasons.push(format!("the text of `{key}` is not at hand"));
                continue;
            };
            match find(paper, source, record, claim, &self.mentions[key]) {
                Found::Passage(tokens) | Found::Named(tokens) => {
                    let bytes = paper.bytes_of(&tokens);
                    seal.papers.push(digest.clone());
                    seal.at.push(format!("{}-{}", bytes.start, bytes.end));
                }
                Found::Missing(why) => reasons.push(format!("{key}, {}: {}", source.at, why.words(key, paper))),
            }
        }
        if reasons.is_empty() { Ok(seal) } else { Err(reasons) }
    }

    /// Holds an entry of the bibliography against every list of references at hand, and one that none of them has against the
    /// work's own text. What no paper at hand prints is sealed as it was written.
    fn entry(&self, claim: &Claim, work: &Work) -> Result<Seal, Vec<String>> {
        let mut entry = EntryFound {
            seal: Seal::of(claim, How::Found),
            agrees: BTreeSet::new(),
            reasons: Vec::new(),
        };
        for (key, (paper, digest)) in &self.library.papers {
            let Some(list) = paper.list().map(|list| paper.tokens_in(&list)) else {
                continue;
            };
            let listings = listed::listings(paper, list.clone(), work);
            let disputed = || {
                ["title", "author", "journaltitle"]
                    .iter()
                    .any(|f| self.is_disputed(claim, f, key))
            };
            if listings.is_empty() && listed::has_figures(paper, list, work) && !disputed() {
                entry.reasons.push(format!(
                    "{key} lists its year, volume and first page behind another title, other authors or another journal"
                ));
            }
            for listing in &listings {
                let others = listing
                    .differs
                    .iter()
                    .filter(|field| !self.is_disputed(claim, field, key));
                entry
                    .reasons
                    .extend(others.map(|field| format!("{key} lists it with another `{field}`")));
                entry.add(key, "References", paper, digest, listing);
            }
        }
        let own = self.library.papers.get(&claim.record.id);
        if let (true, Some((paper, digest))) = (entry.is_open(), own) {
            let printed = listed::own(paper, work).filter(|own| wanted(work).all(|field| own.agrees.contains(field)));
            if let Some(printed) = printed {
                entry.add(&claim.record.id, "Title", paper, digest, &printed);
            }
        }
        entry.seal(work)
    }

    /// Whether the notes on a work say that a paper prints this field otherwise.
    fn is_disputed(&self, claim: &Claim, field: &str, key: &str) -> bool {
        let notes = self.corpus.get(&claim.record);
        notes.is_some_and(|record| {
            let mut others = record.common.also_reported.iter().filter(|o| o.field.as_str() == field);
            others.any(|other| other.source.0.iter().any(|source| source.cite.as_str() == key))
        })
    }
}

/// What papers bear out of an entry of the bibliography.
struct EntryFound {
    seal: Seal,
    agrees: BTreeSet<&'static str>,
    reasons: Vec<String>,
}

impl EntryFound {
    fn add(&mut self, key: &str, place: &str, paper: &Paper, digest: &str, listing: &Listing) {
        let bytes = paper.bytes_of(&listing.tokens);
        self.seal.read.push(format!("{key}: {place}"));
        self.seal.papers.push(digest.to_owned());
        self.seal.at.push(format!("{}-{}", bytes.start, bytes.end));
        self.agrees.extend(&listing.agrees);
    }

    /// Whether no paper has shown anything of it so far.
    fn is_open(&self) -> bool {
        self.seal.read.is_empty() && self.reasons.is_empty()
    }

    /// Each field has to be printed by one of the lists; lists may leave fields out.
    fn seal(mut self, work: &Work) -> Result<Seal, Vec<String>> {
        if self.is_open() {
            self.seal.how = How::Unlisted;
            return Ok(self.seal);
        }
        let missing: Vec<&str> = wanted(work).filter(|field| !self.agrees.contains(field)).collect();
        if !missing.is_empty() && self.reasons.is_empty() {
            let read: Vec<&str> = self.seal.read.iter().map(String::as_str).collect();
            self.reasons.push(format!(
                "{}: does not print its {}",
                read.join("; "),
                missing.join(", ")
            ));
        }
        if self.reasons.is_empty() {
            Ok(self.seal)
        } else {
            Err(self.reasons)
        }
    }
}

/// The fields of an entry that have to be printed. A date says the year too.
fn wanted(work: &Work) -> impl Iterator<Item = &'static str> {
    let said =
        |field: &&str| work.fields.contains_key(*field) && (*field != "year" || !work.fields.contains_key("date"));
    PRINTED.into_iter().filter(said)
}

/// How many lines a message names.
const LINES: usize = 3;

impl Why {
    /// Why a claim was not found, for its author. It names lines of the paper's text and quotes none.
    fn words(&self, key: &str, paper: &Paper) -> String {
        match self {
            Self::NoPlace(place) => format!("the text has no heading or caption `{place}`"),
            Self::NotPrinted(numbers) => {
                let elsewhere = |number: &String| match paper.lines_with(number).as_slice() {
                    [] => format!("{number} (nowhere in {key}.txt)"),
                    lines => format!(
                        "{number} ({} of {key}.txt {})",
                        listed_lines(lines),
                        if lines.len() == 1 { "has it" } else { "have it" }
                    ),
                };
                let numbers: Vec<String> = numbers.iter().map(elsewhere).collect();
                format!(
                    "not printed there with this comparator and unit: {}",
                    numbers.join(", ")
                )
            }
            Self::Scattered => "the numbers are there, but not together".to_owned(),
            Self::Nameless => "nothing that it is about is named there".to_owned(),
            Self::Exchanged => "the numbers are there, beside the words of another arm than theirs".to_owned(),
            Self::Unnamed(records) => format!("not named there: {}", records.join(", ")),
        }
    }
}

/// `line 7`, `lines 7, 9 and others`.
fn listed_lines(lines: &[usize]) -> String {
    let shown: Vec<String> = lines.iter().take(LINES).map(ToString::to_string).collect();
    match (shown.len(), lines.len() > LINES) {
        (1, _) => format!("line {}", shown[0]),
        (_, true) => format!("lines {} and others", shown.join(", ")),
        (_, false) => format!("lines {}", shown.join(", ")),
    }
}
