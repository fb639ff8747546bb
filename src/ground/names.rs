//! What papers call the records, and where they speak of them.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::Claim;
use super::paper::Paper;
use super::text::{TokenKind, tokens};
use crate::model::reference::Target;
use crate::model::source::Source;
use crate::model::text::Text;
use crate::model::{Corpus, Kind, RecordId};

/// The names of all records, as tokens.
#[derive(Debug)]
pub struct Names<'a> {
    corpus: &'a Corpus,
    of: BTreeMap<RecordId, Vec<Name>>,
}

#[derive(Debug, Clone)]
struct Name {
    words: Vec<String>,
    /// A name in capitals is an acronym, and no common word that is spelt the same.
    acronym: bool,
}

impl<'a> Names<'a> {
    pub fn new(corpus: &'a Corpus) -> Self {
        let of = corpus
            .records
            .iter()
            .map(|(id, record)| {
                let common = &record.common;
                let written = common
                    .name
                    .iter()
                    .chain(&common.title)
                    .chain(&common.aliases)
                    .map(|n| n.as_str());
                let symbol = record.tree.get("symbol").and_then(|n| n.as_text());
                let short = corpus.abbreviations.iter().filter(|(_, a)| {
                    a.about
                        .as_ref()
                        .is_some_and(|about| about.0.record == *id && about.0.part.is_none())
                });
                let short = short.flat_map(|(short, a)| [short.as_str(), a.means.as_str()]);
                let names = written
                    .chain(symbol)
                    .chain(short)
                    .map(Name::new)
                    .filter(|n| !n.words.is_empty());
                (id.clone(), names.collect())
            })
            .collect();
        let mut of: BTreeMap<RecordId, Vec<Name>> = of;
        // Lists of references go by titles; their first words tell a work from the others.
        for (key, work) in &corpus.bibliography.works {
            let title = work.fields.get("title").map(|field| Name::title(&field.text));
            let id = RecordId {
                kind: Kind::Work,
                id: key.clone(),
            };
            of.entry(id)
                .or_default()
                .extend(title.filter(|name| !name.words.is_empty()));
        }
        Self { corpus, of }
    }

    /// Where a paper speaks of which record. Where names overlap, the longest is meant.
    pub fn in_paper(&'a self, paper: &Paper) -> Mentions<'a> {
        let words = words_in(paper);
        let mut by_first: BTreeMap<&str, Vec<(&Name, &'a RecordId)>> = BTreeMap::new();
        for (id, names) in &self.of {
            for name in names {
                by_first.entry(name.words[0].as_str()).or_default().push((name, id));
            }
        }
        let mut mentions = Mentions {
            corpus: self.corpus,
            of: BTreeMap::new(),
        };
        let mut i = 0;
        while i < words.len() {
            let first = paper.tokens[words[i]].text.as_str();
            let here = by_first.get(first).into_iter().flatten();
            let here: Vec<&(&Name, &RecordId)> = here.filter(|(name, _)| name.stands_at(paper, &words[i..])).collect();
            let longest = here.iter().map(|(name, _)| name.words.len()).max().unwrap_or(0);
            for (_, id) in here.iter().filter(|(name, _)| name.words.len() == longest) {
                mentions.of.entry(*id).or_default().insert(words[i]);
            }
            i += longest.max(1);
        }
        mentions
    }
}

/// Where one paper speaks of which record.
#[derive(Debug)]
pub struct Mentions<'a> {
    corpus: &'a Corpus,
    of: BTreeMap<&'a RecordId, BTreeSet<usize>>,
}

impl Mentions<'_> {
    /// Where the paper names what the claim is about: its record, or one that it refers to, or what its source adds.
    pub fn own(&self, claim: &Claim, source: &Source, paper: &Paper) -> BTreeSet<usize> {
        let words = words_in(paper);
        let written = |names: &[Text]| -> BTreeSet<usize> {
            let names: Vec<Name> = names.iter().map(|name| Name::new(name.as_str())).collect();
            (0..words.len())
                .filter(|i| names.iter().any(|name| name.stands_at(paper, &words[*i..])))
                .map(|i| words[i])
                .collect()
        };
        if let Some(names) = &source.names {
            return written(names);
        }
        let mut ids = self.about(claim);
        ids.insert(claim.record.clone());
        let mut own: BTreeSet<usize> = ids.iter().filter_map(|id| self.of.get(id)).flatten().copied().collect();
        if !source.near.is_empty() {
            own.extend(written(&source.near));
        }
        own
    }

    /// Where the paper names other trials and studies. A passage of one does not reach across another.
    pub fn foreign(&self, claim: &Claim, own: &BTreeSet<usize>) -> BTreeSet<usize> {
        let told_apart = |kind: Kind| matches!(kind, Kind::Trial | Kind::Study);
        if !told_apart(claim.record.kind) {
            return BTreeSet::new();
        }
        let about = self.about(claim);
        let others = self
            .of
            .iter()
            .filter(|(id, _)| told_apart(id.kind) && **id != &claim.record && !about.contains(**id));
        let places = others.flat_map(|(_, places)| places).copied();
        places.filter(|at| !own.contains(at)).collect()
    }

    /// Records that the claim refers to.
    fn about(&self, claim: &Claim) -> BTreeSet<RecordId> {
        let targets = claim.references.iter().filter_map(|r| Target::parse(r).ok());
        let works = claim.references.iter().filter_map(|r| r.strip_prefix('@'));
        let works = works.map(|key| RecordId {
            kind: Kind::Work,
            id: key.to_owned(),
        });
        targets
            .map(|t| t.record)
            .filter(|id| self.corpus.records.contains_key(id))
            .chain(works)
            .collect()
    }
}

/// How many words of a title tell a work from others.
const TITLE: usize = 6;

impl Name {
    fn title(written: &str) -> Self {
        let mut name = Self::new(written);
        name.words.truncate(TITLE);
        name.acronym = false;
        name
    }

    fn new(written: &str) -> Self {
        let words = tokens(written)
            .into_iter()
            .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number));
        Self {
            words: words.map(|t| t.text).collect(),
            acronym: !written.contains(|c: char| c.is_lowercase()),
        }
    }

    /// Whether the name stands at the first of these words.
    fn stands_at(&self, paper: &Paper, words: &[usize]) -> bool {
        let Some(window) = words.get(..self.words.len()) else {
            return false;
        };
        let printed = |at: &usize| &paper.text[paper.tokens[*at].bytes.clone()];
        window
            .iter()
            .zip(&self.words)
            .all(|(at, word)| paper.tokens[*at].text == *word)
            && (!self.acronym
                || window
                    .iter()
                    .all(|at| !printed(at).contains(|c: char| c.is_lowercase())))
    }
}

/// The tokens of a paper that names are made of.
fn words_in(paper: &Paper) -> Vec<usize> {
    let is_word = |at: &usize| matches!(paper.tokens[*at].kind, TokenKind::Word | TokenKind::Number);
    (0..paper.tokens.len()).filter(is_word).collect()
}
