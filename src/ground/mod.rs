//! What each claim rests on, and whether it still does.
//!
//! A record falls into claims ([`claim`]): what it says under one source. So does an entry of the bibliography ([`work`]). [`find()`] looks for the passage of a paper that
//! holds all of a claim's numbers beside a name of what it is about; [`seal`] does so for the whole handbook and keeps what
//! was found in a [`lock`], against which `check` holds the claims without any paper. [`review`] says which records a person
//! has read, and which of them have to be read again.

mod arms;
pub mod claim;
pub mod decisive;
mod figure;
pub mod find;
mod hints;
pub mod library;
pub mod listed;
pub mod lock;
pub mod names;
pub mod paper;
mod paragraphs;
pub mod passage;
pub mod place;
pub mod review;
pub mod seal;
mod table;
mod text;
pub mod work;

pub use find::find;

use std::ops::Range;

use rayon::prelude::*;

use crate::diagnostic::FileId;
use crate::index::Index;
use crate::model::{Corpus, RecordId};
use crate::read::{LOCK, Sources};
use claim::{Claim, claims};
use lock::{Lock, Seal};
use review::Reviews;

/// What is known of a handbook's claims and seals.
#[derive(Debug, Default)]
pub struct Grounding {
    /// Whether `book.toml` asks for claims to be sealed.
    pub wanted: bool,
    /// In the order of the records.
    pub claims: Vec<Claim>,
    /// For each claim whether its seal still says the same.
    holds: Vec<bool>,
    pub lock: LockState,
    pub reviews: Reviews,
}

/// What became of the lock.
#[derive(Debug, Default)]
pub enum LockState {
    #[default]
    Absent,
    /// It could not be taken in, which has been said.
    Refused,
    /// It cannot be read, from this byte on.
    Broken(FileId, usize, String),
    Read(FileId, Lock),
}

impl Grounding {
    /// Reads the lock and collects the claims, where the handbook wants them sealed.
    pub fn read(sources: &Sources, corpus: &Corpus) -> Self {
        if corpus.book.grounding.is_none() {
            return Self::default();
        }
        let records: Vec<_> = corpus.records.values().collect();
        let (mut claims, lock): (Vec<Claim>, _) = rayon::join(
            || records.into_par_iter().flat_map_iter(claims).collect(),
            || LockState::read(sources),
        );
        claims.extend(work::claims(&corpus.bibliography));
        claims.sort_by(|a, b| a.record.cmp(&b.record));
        let holds = |claim| lock.seal(claim).is_some_and(|seal| seal.holds(claim));
        Self {
            wanted: true,
            holds: claims.par_iter().map(holds).collect(),
            claims,
            lock,
            reviews: Reviews::default(),
        }
    }

    /// The same, with the reviews held against the lock.
    pub fn with_reviews(mut self, corpus: &Corpus, index: &Index) -> Self {
        if let LockState::Read(_, lock) = &self.lock {
            self.reviews = Reviews::new(corpus, index, &self.claims, lock);
        }
        self
    }

    /// The claims of a record, each with its seal if that still says the same.
    pub fn claims_of(&self, record: &RecordId) -> impl Iterator<Item = (&Claim, Option<&Seal>)> {
        let from = self.claims.partition_point(|claim| claim.record < *record);
        let length = self.claims[from..].partition_point(|claim| claim.record == *record);
        self.sealed(from..from + length)
    }

    /// Whether a claim of this name was sealed, whatever it says now.
    pub fn has_seal(&self, claim: &str) -> bool {
        matches!(&self.lock, LockState::Read(_, lock) if lock.seals.contains_key(claim))
    }

    /// All claims, each with its seal if that still says the same.
    pub fn all(&self) -> impl Iterator<Item = (&Claim, Option<&Seal>)> {
        self.sealed(0..self.claims.len())
    }

    fn sealed(&self, range: Range<usize>) -> impl Iterator<Item = (&Claim, Option<&Seal>)> {
        let claims = self.claims[range.clone()].iter().zip(&self.holds[range]);
        claims.map(|(claim, holds)| (claim, holds.then(|| self.lock.seal(claim)).flatten()))
    }
}

impl LockState {
    /// The seal of a claim, whatever it says.
    fn seal(&self, claim: &Claim) -> Option<&Seal> {
        match self {
            Self::Read(_, lock) => lock.seals.get(&claim.name()),
            Self::Absent | Self::Refused | Self::Broken(..) => None,
        }
    }

    fn read(sources: &Sources) -> Self {
        match sources.find(LOCK) {
            None => Self::Absent,
            Some(file) if sources.refused.contains(&file) => Self::Refused,
            Some(file) => match Lock::parse(&sources.file(file).text) {
                Ok(lock) => Self::Read(file, lock),
                Err((at, message)) => Self::Broken(file, at, message),
            },
        }
    }
}
