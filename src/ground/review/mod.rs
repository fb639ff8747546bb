//! Reviews: what a record and all that it rests on said when a person read it, and what of that has changed since.
//!
//! A review is made by a person and never by a program: `sourcebook review` writes it into the record, and beside it into
//! the lock what was there to be read. [`Chain`] says what a record rests on, `look` what a record says. A review whose
//! record, or anything that it rests on, says something else now is *suspect* until someone reads the record again.

mod chain;
mod compare;
mod entry;
mod look;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

pub use chain::Chain;
pub use entry::with_review;

use super::claim::Claim;
use super::lock::{Lock, ReviewSeal};
use crate::index::Index;
use crate::model::common::Review;
use crate::model::{Corpus, Kind, RecordId};
use crate::read::node::KeyPath;
use look::Looks;

/// The reviews of a handbook, held against what it says now.
#[derive(Debug, Default)]
pub struct Reviews {
    /// Reviewed records that have to be read again.
    pub suspects: BTreeMap<RecordId, Suspect>,
    /// Records that rest on suspect ones without being suspect themselves, and on which.
    pub leaning: BTreeMap<RecordId, BTreeSet<RecordId>>,
    /// Reviews that nobody is known to have made.
    pub unsealed: Vec<Unsealed>,
}

/// A record that has to be read again.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Suspect {
    pub by: String,
    pub on: String,
    /// Nearest to the record first.
    pub reasons: Vec<Reason>,
}

/// What has changed since a record was read.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Reason {
    /// What changed.
    pub record: RecordId,
    /// From the reviewed record to what changed, both included.
    pub path: Vec<RecordId>,
    /// What it was called when the review was made, if not as now.
    pub formerly: Option<RecordId>,
    pub change: Change,
}

/// How it has changed.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Change {
    /// It says something else. Empty where the lock has lost what it said.
    Says(Vec<Difference>),
    /// Its values stand, and its words do not. Only said of the reviewed record itself.
    Worded,
    /// It is no longer in the handbook.
    Gone,
    /// It was not among what was read.
    New,
    /// It is there, and the reviewed record rests on it no more.
    Left,
}

/// A value as it was read, and as it is now.
#[derive(Debug, Clone, PartialEq, Eq, serde::Serialize, Hash)]
pub struct Difference {
    pub reviewed: Option<String>,
    pub now: Option<String>,
}

/// A review that the lock does not know so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unsealed {
    pub record: RecordId,
    /// What the lock says, where it knows of a review by someone else or of another day.
    pub sealed: Option<ReviewSeal>,
}

impl Reviews {
    /// Holds the reviews of the records against the lock.
    pub fn new<'a>(
        corpus: &'a Corpus,
        index: &Index,
        claims: impl IntoIterator<Item = &'a Claim>,
        lock: &Lock,
    ) -> Self {
        let mut reviews = Self::default();
        let reviewed: Vec<(&RecordId, &Review)> = corpus
            .records
            .iter()
            .filter_map(|(id, record)| Some((id, record.common.review.as_ref()?)))
            .collect();
        if reviewed.is_empty() {
            return reviews;
        }
        let chain = Chain::new(index);
        let mut looks = Looks::new(corpus, claims);
        for (id, review) in reviewed {
            let sealed = sealed(lock, index, id);
            let Some(seal) = sealed.filter(|seal| seal.is_of(review)) else {
                reviews.unsealed.push(Unsealed {
                    record: id.clone(),
                    sealed: sealed.cloned(),
                });
                continue;
            };
            let reasons = compare::reasons(index, &chain, &mut looks, lock, id, seal);
            if !reasons.is_empty() {
                let suspect = Suspect {
                    by: seal.by.clone(),
                    on: seal.on.clone(),
                    reasons,
                };
                reviews.suspects.insert(id.clone(), suspect);
            }
        }
        reviews.leaning = leaning(corpus, &chain, &reviews.suspects);
        reviews
    }
}

/// The lock with the review of a record in it, and without reviews of records that are gone.
///
/// `review` is what the record's file will say.
pub fn sealed_with<'a>(
    lock: &Lock,
    corpus: &'a Corpus,
    index: &Index,
    claims: impl IntoIterator<Item = &'a Claim>,
    id: &RecordId,
    review: &ReviewDay,
) -> Lock {
    let chain = Chain::new(index);
    let mut looks = Looks::new(corpus, claims);
    let mut new = lock.clone();
    new.reviews.retain(|name, _| {
        corpus.records.iter().any(|(id, record)| {
            record.common.review.is_some() && (id.to_string() == *name || was(index, name).as_ref() == Some(id))
        })
    });
    if let Some(old) = new
        .reviews
        .keys()
        .find(|name| was(index, name).as_ref() == Some(id))
        .cloned()
    {
        new.reviews.remove(&old);
    }
    let mut saw = Vec::new();
    for rested in chain.of(id).into_keys() {
        let look = looks.of(&rested);
        saw.push(format!("{rested} {}", look.digest));
        new.seen.insert(format!("{rested} {}", look.digest), look.said.clone());
    }
    saw.sort();
    let seal = ReviewSeal {
        on: review.on.clone(),
        by: review.by.clone(),
        next: review.next.clone(),
        wording: looks.wording(id),
        saw,
    };
    new.reviews.insert(id.to_string(), seal);
    let needed: BTreeSet<&String> = new.reviews.values().flat_map(|seal| &seal.saw).collect();
    new.seen = new
        .seen
        .iter()
        .filter(|(key, _)| needed.contains(key))
        .map(|(k, v)| (k.clone(), v.clone()))
        .collect();
    new
}

/// Who read a record, and when.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ReviewDay {
    pub by: String,
    /// `2026-01-31`.
    pub on: String,
    /// By when it has to be read again.
    pub next: Option<String>,
}

/// The lock's line on the review of a record, be it under an old name of the record.
fn sealed<'l>(lock: &'l Lock, index: &Index, id: &RecordId) -> Option<&'l ReviewSeal> {
    let known = lock.reviews.get(&id.to_string());
    known.or_else(|| {
        let mut seals = lock.reviews.iter();
        seals
            .find(|(name, _)| was(index, name).as_ref() == Some(id))
            .map(|(_, seal)| seal)
    })
}

/// The record that once had this name.
fn was(index: &Index, name: &str) -> Option<RecordId> {
    let old = crate::model::Target::parse(name).ok()?;
    index.renamed(&old.record).cloned()
}

/// Records that rest on suspect ones. Works have no page to say so.
fn leaning(
    corpus: &Corpus,
    chain: &Chain,
    suspects: &BTreeMap<RecordId, Suspect>,
) -> BTreeMap<RecordId, BTreeSet<RecordId>> {
    if suspects.is_empty() {
        return BTreeMap::new();
    }
    let candidates = corpus
        .records
        .keys()
        .filter(|id| id.kind != Kind::Work && !suspects.contains_key(id));
    candidates
        .filter_map(|id| {
            let below: BTreeSet<RecordId> = chain
                .of(id)
                .into_keys()
                .filter(|id| suspects.contains_key(id))
                .collect();
            (!below.is_empty()).then(|| (id.clone(), below))
        })
        .collect()
}

impl ReviewSeal {
    /// Whether this is what was sealed of a review.
    fn is_of(&self, review: &Review) -> bool {
        let next = review.next_review.as_ref().map(|day| day.as_str());
        self.by == review.reviewed_by.as_str() && self.on == review.reviewed_on.as_str() && self.next.as_deref() == next
    }
}

impl Reason {
    /// What has changed, in one line for people.
    pub fn words(&self) -> String {
        let name = match &self.formerly {
            Some(old) => format!("`{}` (read as `{old}`)", self.record),
            None => format!("`{}`", self.record),
        };
        let mut text = match &self.change {
            Change::Says(differences) if differences.is_empty() => {
                format!("{name} changed, and the lock has lost what it said")
            }
            Change::Says(differences) => {
                let all: Vec<String> = differences.iter().map(Difference::words).collect();
                format!("{name} changed: {}", all.join("; "))
            }
            Change::Worded => format!("{name} is worded otherwise"),
            Change::Gone => format!("{name} is gone"),
            Change::New => format!("{name} was not there to be read"),
            Change::Left => format!("it rests on {name} no more"),
        };
        if let [_, between @ .., _] = self.path.as_slice()
            && !between.is_empty()
        {
            let between: Vec<String> = between.iter().map(|id| format!("`{id}`")).collect();
            text += &format!(" (by way of {})", between.join(", "));
        }
        text
    }
}

impl Difference {
    fn words(&self) -> String {
        match (&self.reviewed, &self.now) {
            (Some(reviewed), Some(now)) => format!("read `{}`, now `{}`", short(reviewed), short(now)),
            (Some(reviewed), None) => format!("`{}` is gone", short(reviewed)),
            (None, Some(now)) => format!("`{}` is new", short(now)),
            (None, None) => String::new(),
        }
    }
}

/// A value that a line has room for: lists of authors are long.
fn short(value: &str) -> String {
    match value.char_indices().nth(120) {
        Some((end, _)) => format!("{}…", &value[..end]),
        None => value.to_owned(),
    }
}

/// Where a record has its review.
pub fn place() -> KeyPath {
    KeyPath::default().key("review")
}
