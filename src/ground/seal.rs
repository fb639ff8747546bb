//! Holds the claims of a handbook against the papers, and seals what was found.

use std::collections::{BTreeMap, BTreeSet};

use super::claim::Claim;
use super::find::{Found, Why, find};
use super::lock::{How, Lock, Seal};
use super::names::{Mentions, Names};
use super::paper::Paper;
use crate::model::Corpus;

/// The papers whose text is at hand, by citation key.
#[derive(Debug, Default)]
pub struct Library {
    papers: BTreeMap<String, (Paper, String)>,
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
        }
    }

    pub fn keys(&self) -> impl Iterator<Item = &str> {
        self.papers.keys().map(String::as_str)
    }
}

/// The fingerprint of a text: FNV-1a would do for mistakes, but a seal must also stand against intent.
pub(super) fn digest(text: &str) -> String {
    blake3::hash(text.as_bytes()).to_hex()[..16].to_owned()
}

/// A claim that cannot be sealed by machine, and why.
#[derive(Debug, Clone)]
pub struct Open {
    pub claim: Claim,
    pub reasons: Vec<String>,
}

/// What came of grounding a handbook.
#[derive(Debug, Default)]
pub struct Grounded {
    pub lock: Lock,
    /// Seals that held and were left as they are.
    pub kept: usize,
    /// Claims sealed anew.
    pub sealed: usize,
    /// Seals whose claims are gone; they are dropped.
    pub dropped: Vec<String>,
    pub open: Vec<Open>,
}

/// An acceptance of a claim that no machine has found.
#[derive(Debug, Clone)]
pub struct Acceptance {
    pub claim: String,
    pub because: String,
    pub by: Option<String>,
}

/// Holds every claim against the papers. Seals that still hold are left as they are; a claim that lost a value, or changed a
/// reference or a decisive word since it was sealed, stays open until someone accepts it.
pub fn ground(
    corpus: &Corpus,
    claims: &[Claim],
    library: &mut Library,
    old: &Lock,
    accept: Option<&Acceptance>,
) -> Grounded {
    for (key, (paper, _)) in &mut library.papers {
        let sources = claims
            .iter()
            .flat_map(|claim| &claim.sources)
            .filter(|s| s.cite.as_str() == key);
        paper.learn(sources.map(|s| s.at.as_str()));
    }
    let names = Names::new(corpus);
    let mentions: BTreeMap<&str, Mentions<'_>> = library
        .papers
        .iter()
        .map(|(key, (paper, _))| (key.as_str(), names.in_paper(paper)))
        .collect();
    let moved = Moved::new(old, claims);

    let mut done = Grounded::default();
    // Grounding makes no review, and forgets none.
    done.lock.reviews.clone_from(&old.reviews);
    done.lock.seen.clone_from(&old.seen);
    for claim in claims {
        let name = claim.name();
        let sealed = old.seals.get(&name).or_else(|| moved.seal(claim));
        if let Some(acceptance) = accept.filter(|a| a.claim == name) {
            // A change of what was found may well be found too, and the acceptance then only says why it changed. What
            // nobody has found so far is accepted and no more, as where a table was matched by order only.
            let was_found = sealed.is_some_and(|seal| seal.how != How::Accepted);
            let found = was_found.then(|| library.verify(claim, &mentions).ok()).flatten();
            let mut seal = found.unwrap_or_else(|| Seal::of(claim, How::Accepted));
            seal.because = Some(acceptance.because.clone());
            seal.by.clone_from(&acceptance.by);
            done.lock.seals.insert(name, seal);
            done.sealed += 1;
            continue;
        }
        if let Some(seal) = sealed.filter(|seal| seal.holds(claim) && library.is_current(seal)) {
            done.lock.seals.insert(name, seal.clone());
            done.kept += 1;
            continue;
        }
        let changed = sealed
            .filter(|seal| !seal.keeps(claim))
            .map(|seal| seal.differences(claim));
        match library.verify(claim, &mentions) {
            Ok(seal) if changed.is_none() => {
                done.lock.seals.insert(name, seal);
                done.sealed += 1;
            }
            found => {
                let mut reasons = found.err().unwrap_or_default();
                reasons.extend(
                    changed
                        .into_iter()
                        .flatten()
                        .map(|d| format!("changed since it was sealed: {d}")),
                );
                // What was sealed stays sealed, so that `check` keeps saying what is wrong.
                done.lock.seals.extend(sealed.map(|seal| (name, seal.clone())));
                done.open.push(Open {
                    claim: claim.clone(),
                    reasons,
                });
            }
        }
    }
    let gone = old.seals.keys().filter(|name| !done.lock.seals.contains_key(*name));
    done.dropped = gone.cloned().collect();
    done
}

impl Library {
    /// Whether the papers in which a claim was found are still the same, as far as they are at hand.
    fn is_current(&self, seal: &Seal) -> bool {
        let keys = seal.read.iter().filter_map(|read| read.split(':').next());
        keys.zip(&seal.papers)
            .all(|(key, digest)| self.papers.get(key).is_none_or(|(_, now)| now == digest))
    }

    /// Finds a claim in each of its sources, for each says the whole.
    fn verify(&self, claim: &Claim, mentions: &BTreeMap<&str, Mentions<'_>>) -> Result<Seal, Vec<String>> {
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
            let Some((paper, digest)) = self.papers.get(key) else {
                reasons.push(format!("the text of `{key}` is not at hand"));
                continue;
            };
            match find(paper, source, claim, &mentions[key]) {
                Found::Passage(tokens) | Found::Named(tokens) => {
                    let bytes = paper.bytes_of(&tokens);
                    seal.papers.push(digest.clone());
                    seal.at.push(format!("{}-{}", bytes.start, bytes.end));
                }
                Found::Missing(why) => reasons.push(format!("{key}, {}: {}", source.at, why.words())),
            }
        }
        if reasons.is_empty() { Ok(seal) } else { Err(reasons) }
    }
}

impl Why {
    /// Why a claim was not found, for its author.
    fn words(&self) -> String {
        match self {
            Self::NoPlace(place) => format!("the text has no heading or caption `{place}`"),
            Self::NotPrinted(numbers) => {
                format!(
                    "not printed there with this comparator and unit: {}",
                    numbers.join(", ")
                )
            }
            Self::Scattered => "the numbers are there, but not together".to_owned(),
            Self::Nameless => "nothing that it is about is named there".to_owned(),
        }
    }
}

/// Seals whose claims are not where they were, by what they say: a claim that moved needs no new reading.
struct Moved<'a> {
    homeless: Vec<&'a Seal>,
}

impl<'a> Moved<'a> {
    fn new(old: &'a Lock, claims: &[Claim]) -> Self {
        let names: BTreeSet<String> = claims.iter().map(Claim::name).collect();
        let homeless = old.seals.iter().filter(|(name, _)| !names.contains(*name));
        Self {
            homeless: homeless.map(|(_, seal)| seal).collect(),
        }
    }

    fn seal(&self, claim: &Claim) -> Option<&'a Seal> {
        self.homeless.iter().copied().find(|seal| seal.holds(claim))
    }
}
