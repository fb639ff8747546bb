//! How what was read in a source was verified, in words for the reader.

use serde::Serialize;

use super::Context;
use crate::ground::lock::{How, Seal};
use crate::model::RecordId;
use crate::model::source::Sources;
use crate::words::Words;

/// How the claims that a value belongs to were held against the paper.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Serialize)]
pub struct Verified {
    /// `found`, `named`, `accepted`, or `not-verified`.
    pub how: &'static str,
    pub words: String,
    /// What the paper says there; only in a private build.
    pub passages: Vec<String>,
}

impl Verified {
    /// It was not.
    pub fn not(words: &Words) -> Self {
        Self {
            how: "not-verified",
            words: words.say("not-verified").to_owned(),
            passages: Vec::new(),
        }
    }

    /// Of the values that a record has from these sources; passages are of the `nth`. Several claims may have the same
    /// sources: what is said then holds for the weakest of them.
    pub fn new(context: &Context<'_>, record: &RecordId, sources: &Sources, nth: usize) -> Self {
        let claims = context.ask.seals(record);
        let of_sources = claims.iter().filter(|(claim, _)| claim.sources == sources.0);
        let seals: Option<Vec<&Seal>> = of_sources.map(|(_, seal)| seal).collect();
        // Words of which nothing is compared are no claim.
        let Some(seals) = seals.filter(|seals| !seals.is_empty()) else {
            return Self::of_entry(context, record, sources).unwrap_or_else(|| Self::not(context.words));
        };
        let accepted: Vec<&Seal> = seals.iter().copied().filter(|s| s.how == How::Accepted).collect();
        let found = seals.iter().any(|seal| seal.how == How::Found);
        let (how, words) = match (accepted.is_empty(), found) {
            (false, _) => (How::Accepted, acceptances(context.words, &accepted)),
            (true, true) => (How::Found, context.words.say("numbers-found").to_owned()),
            (true, false) => (How::Named, context.words.say("place-found").to_owned()),
        };
        let mut passages: Vec<String> = Vec::new();
        for seal in seals {
            let passage = context.passages.and_then(|papers| papers.passage(seal, nth));
            passages.extend(passage.filter(|passage| !passages.contains(passage)));
        }
        Self {
            how: how.name(),
            words,
            passages,
        }
    }
}

impl Verified {
    /// Of what the entry of a work says, read in a list of references in which the whole entry was found.
    fn of_entry(context: &Context<'_>, record: &RecordId, sources: &Sources) -> Option<Self> {
        let claims = context.ask.seals(record);
        let (_, seal) = claims.iter().find(|(claim, _)| claim.is_entry())?;
        let papers: Vec<&str> = seal?.read.iter().filter_map(|read| read.split(':').next()).collect();
        let is_there = sources.0.iter().all(|source| papers.contains(&source.cite.as_str()));
        (is_there && !papers.is_empty()).then(|| Self {
            how: How::Found.name(),
            words: context.words.say("entry-found").to_owned(),
            passages: Vec::new(),
        })
    }
}

/// Every reason once, in the order of the claims.
fn acceptances(words: &Words, seals: &[&Seal]) -> String {
    let mut reasons: Vec<String> = Vec::new();
    for seal in seals {
        let reason = acceptance(words, seal);
        if !reasons.contains(&reason) {
            reasons.push(reason);
        }
    }
    words.with("accepted-not-found", &[("reasons", (&reasons.join("; ")).into())])
}

/// Why a claim was accepted, and by whom.
pub fn acceptance(words: &Words, seal: &Seal) -> String {
    let because = seal.because.as_deref().unwrap_or_else(|| words.say("no-reason"));
    let because = because.trim_end_matches('.');
    match &seal.by {
        Some(name) => words.with("accepted-by", &[("because", because.into()), ("who", name.into())]),
        None => words.with("accepted-by-nobody", &[("because", because.into())]),
    }
}
