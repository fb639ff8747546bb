//! What papers call the records, and where they speak of them.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use super::claim::Claim;
use super::paper::Paper;
use super::place::{Place, PlaceKind};
use super::text::tokens;
use crate::model::reference::Target;
use crate::model::source::Source;
use crate::model::text::Text;
use crate::model::{Corpus, Kind, RecordId};

/// The names of all records, as tokens.
#[derive(Debug)]
pub struct Names {
    of: BTreeMap<RecordId, Vec<Name>>,
}

#[derive(Debug, Clone)]
struct Name {
    words: Vec<String>,
    /// A name in capitals is an acronym, and no common word that is spelt the same.
    acronym: bool,
}

impl Names {
    pub fn new(corpus: &Corpus) -> Self {
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
                let short = corpus.abbreviations.known.iter().filter(|(_, a)| {
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
        // Lists of references go by titles; their first words tell a work from the others, unless they are few.
        for (key, work) in &corpus.bibliography.works {
            let title = work.fields.get("title").map(|field| Name::title(&field.text));
            let id = RecordId {
                kind: Kind::Work,
                id: key.clone(),
            };
            of.entry(id)
                .or_default()
                .extend(title.filter(|name| name.words.len() == TITLE));
        }
        Self { of }
    }

    /// Where a paper speaks of which record. Where names overlap, the longest is meant.
    pub fn in_paper(&self, paper: &Paper) -> Mentions<'_> {
        let words = words_in(paper);
        let mut by_first: BTreeMap<&str, Vec<(&Name, &RecordId)>> = BTreeMap::new();
        for (id, names) in &self.of {
            for name in names {
                by_first.entry(singular(&name.words[0])).or_default().push((name, id));
            }
        }
        let mut mentions = Mentions { of: BTreeMap::new() };
        let mut i = 0;
        while i < words.len() {
            let first = paper.tokens[words[i]].text.as_str();
            let here = by_first.get(singular(first)).into_iter().flatten();
            let here: Vec<&(&Name, &RecordId)> = here.filter(|(name, _)| name.stands_at(paper, &words[i..])).collect();
            // What is named in a title, or in words that only the handbook calls something by, is named too.
            let (named, others): (Vec<_>, Vec<_>) = here.into_iter().partition(|(_, id)| has_a_name(id.kind));
            let longest = named.iter().map(|(name, _)| name.words.len()).max().unwrap_or(0);
            let named = named.iter().filter(|(name, _)| name.words.len() == longest);
            for (_, id) in named.chain(&others) {
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
    of: BTreeMap<&'a RecordId, BTreeSet<usize>>,
}

/// What is named in and around a passage.
#[derive(Debug)]
pub struct Around {
    pub own: BTreeSet<usize>,
    pub foreign: BTreeSet<usize>,
    /// The source says that the place names nothing.
    pub nameless: bool,
}

impl Mentions<'_> {
    /// Records that the source has to name, by what the claim refers to. A source that says by which words it speaks needs no
    /// other names.
    pub fn subjects<'c>(&self, claim: &'c Claim, source: &Source) -> impl Iterator<Item = &'c RecordId> {
        let wanted = source.names.is_none();
        let all = claim.subjects.iter().filter(move |id| wanted && **id != claim.record);
        all.filter(|id| has_a_name(id.kind))
    }

    /// Whether a place prints words by which, as its source says, it speaks of the claim.
    pub fn prints_near(&self, source: &Source, paper: &Paper, place: &Place) -> bool {
        !written(&source.near, paper, place).is_empty()
    }

    /// Whether a place names a record.
    pub fn names(&self, id: &RecordId, place: &Place) -> bool {
        let of = self.of.get(id);
        let has = |range: &Range<usize>| of.is_some_and(|places| places.range(range.clone()).next().is_some());
        has(&place.tokens) || place.heads.iter().any(has)
    }

    /// Where a place names what the claim is about, and where it names something else that the claim must not take
    /// numbers from.
    pub fn around(&self, claim: &Claim, source: &Source, paper: &Paper, place: &Place) -> Around {
        let own = self.own(claim, source, paper, place);
        let (of_kind, within): (fn(Kind) -> bool, _) = match place.kind {
            PlaceKind::References => (|kind| kind == Kind::Work, true),
            _ => (
                |kind| matches!(kind, Kind::Trial | Kind::Study),
                matches!(claim.record.kind, Kind::Trial | Kind::Study),
            ),
        };
        let about = self.about(claim, |_| true);
        let others = self
            .of
            .iter()
            .filter(|(id, _)| within && of_kind(id.kind) && **id != &claim.record && !about.contains(**id));
        let places = others
            .flat_map(|(_, places)| places.range(place.tokens.clone()))
            .copied();
        let foreign = places.filter(|at| !own.contains(at)).collect();
        Around {
            own,
            foreign,
            nameless: source.names.as_ref().is_some_and(Vec::is_empty),
        }
    }

    fn own(&self, claim: &Claim, source: &Source, paper: &Paper, place: &Place) -> BTreeSet<usize> {
        let within = |places: &BTreeSet<usize>| -> Vec<usize> {
            let in_heads = place.heads.iter().flat_map(|head| places.range(head.clone()));
            places.range(place.tokens.clone()).chain(in_heads).copied().collect()
        };
        if let Some(names) = &source.names {
            return written(names, paper, place).into_iter().collect();
        }
        let of_record = self.of.get(&claim.record).map(within).unwrap_or_default();
        let near = written(&source.near, paper, place);
        let mut own: BTreeSet<usize> = of_record.into_iter().chain(near).collect();
        if place.kind == PlaceKind::References {
            let works = self.about(claim, Kind::is_work);
            own.extend(works.iter().filter_map(|id| self.of.get(id)).flat_map(within));
            return own;
        }
        // A trial's figures stand where the trial is named; its drugs and conditions are named everywhere.
        let named = !own.is_empty() && matches!(claim.record.kind, Kind::Trial | Kind::Study);
        if !named {
            let others = self.about(claim, |kind| !kind.is_work());
            own.extend(others.iter().filter_map(|id| self.of.get(id)).flat_map(within));
        }
        own
    }

    /// Records and works that the claim, or its record as a whole, refers to.
    fn about(&self, claim: &Claim, of_kind: fn(Kind) -> bool) -> BTreeSet<RecordId> {
        let written = claim.references.iter().chain(claim.around.iter());
        let ids = written.filter_map(|reference| match reference.strip_prefix('@') {
            Some(key) => Some(RecordId {
                kind: Kind::Work,
                id: key.to_owned(),
            }),
            None => Target::parse(reference).ok().map(|target| target.record),
        });
        ids.filter(|id| of_kind(id.kind)).collect()
    }
}

/// Where a place prints one of these names.
fn written(names: &[Text], paper: &Paper, place: &Place) -> Vec<usize> {
    let names: Vec<Name> = names.iter().map(|name| Name::new(name.as_str())).collect();
    let words: Vec<usize> = words_in(paper)
        .into_iter()
        .filter(|at| place.has(*at) && !names.is_empty())
        .collect();
    (0..words.len())
        .filter(|i| names.iter().any(|name| name.stands_at(paper, &words[*i..])))
        .map(|i| words[i])
        .collect()
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
        let words = tokens(written).into_iter().filter(|t| t.is_word());
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
        window.iter().zip(&self.words).enumerate().all(|(n, (at, word))| {
            // One or many: only the last word of a name changes.
            let printed = paper.tokens[*at].text.as_str();
            printed == word || (n + 1 == self.words.len() && singular(printed) == singular(word))
        }) && (!self.acronym
            || window
                .iter()
                .all(|at| !printed(at).trim_end_matches('s').contains(|c: char| c.is_lowercase())))
    }
}

/// Whether papers call a kind of record by the names that the handbook has for it. What it calls an analysis or a position is
/// its own.
fn has_a_name(kind: Kind) -> bool {
    use Kind::{Condition, Parameter, Score, Staging, Study, Therapy, Trial};
    matches!(kind, Condition | Parameter | Score | Staging | Study | Therapy | Trial)
}

/// A word without the ending of the plural.
fn singular(word: &str) -> &str {
    match word.strip_suffix('s') {
        Some(one) if one.len() > 1 && !one.ends_with('s') => one,
        _ => word,
    }
}

/// The tokens of a paper that names are made of.
fn words_in(paper: &Paper) -> Vec<usize> {
    let is_word = |at: &usize| paper.tokens[*at].is_word();
    (0..paper.tokens.len()).filter(is_word).collect()
}
