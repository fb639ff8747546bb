//! What each claim rests on, and whether it still does.
//!
//! A record falls into claims ([`claim`]): what it says under one source. [`find()`] looks for the passage of a paper that
//! holds all of a claim's numbers beside a name of what it is about; [`seal`] does so for the whole handbook and keeps what
//! was found in a [`lock`], against which `check` holds the claims without any paper. [`review`] says which records a person
//! has read, and which of them have to be read again.

pub mod claim;
mod decisive;
pub mod find;
pub mod lock;
pub mod names;
pub mod paper;
pub mod passage;
pub mod review;
pub mod seal;
mod text;

pub use find::find;

use rayon::prelude::*;

use crate::diagnostic::FileId;
use crate::index::Index;
use crate::kept::Kept;
use crate::model::{Corpus, Record, RecordId};
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
    claims: Vec<Kept<Claims>>,
    pub lock: LockState,
    pub reviews: Reviews,
}

/// The claims of one record.
#[derive(Debug)]
pub struct Claims {
    pub record: RecordId,
    /// The number of the record.
    made_of: u64,
    pub claims: Vec<Claim>,
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
    Read(FileId, Kept<Lock>),
}

impl Grounding {
    /// Reads the lock and collects the claims, where the handbook wants them sealed.
    pub fn read(sources: &Sources, corpus: &Corpus) -> Self {
        Self::read_after(sources, corpus, None)
    }

    /// The same, in which what was made of the same records and the same lock is taken over.
    pub fn read_after(sources: &Sources, corpus: &Corpus, before: Option<(&Sources, &Self)>) -> Self {
        if corpus.book.grounding.is_none() {
            return Self::default();
        }
        let records: Vec<_> = corpus.records.values().collect();
        let (claims, lock) = rayon::join(
            || {
                let of_record = |record: &Kept<Record>| {
                    let known = before.and_then(|(_, before)| before.claims_of(&record.id));
                    match known.filter(|known| known.made_of == Kept::number(record)) {
                        Some(known) => known.clone(),
                        None => Kept::new(Claims {
                            record: record.id.clone(),
                            made_of: Kept::number(record),
                            claims: claims(record),
                        }),
                    }
                };
                records.into_par_iter().with_min_len(16).map(of_record).collect()
            },
            || LockState::read(sources, before),
        );
        Self {
            wanted: true,
            claims,
            lock,
            reviews: Reviews::default(),
        }
    }

    /// The same, with the reviews held against the lock.
    pub fn with_reviews(mut self, corpus: &Corpus, index: &Index) -> Self {
        if let LockState::Read(_, lock) = &self.lock {
            self.reviews = Reviews::new(corpus, index, self.claims.iter().flat_map(|of| &of.claims), lock);
        }
        self
    }

    /// All claims, in the order of the records.
    pub fn claims(&self) -> impl Iterator<Item = &Claim> {
        self.claims.iter().flat_map(|of| &of.claims)
    }

    /// The claims of a record.
    pub fn claims_of(&self, record: &RecordId) -> Option<&Kept<Claims>> {
        let place = self.claims.binary_search_by(|of| of.record.cmp(record));
        Some(&self.claims[place.ok()?])
    }

    /// The seal of a claim that still says what was sealed.
    pub fn seal_of(&self, claim: &Claim) -> Option<&Seal> {
        let LockState::Read(_, lock) = &self.lock else {
            return None;
        };
        lock.seals.get(&claim.name()).filter(|seal| seal.holds(claim))
    }
}

impl LockState {
    fn read(sources: &Sources, before: Option<(&Sources, &Grounding)>) -> Self {
        if let Some((
            was,
            Grounding {
                lock: Self::Read(file, lock),
                ..
            },
        )) = before
            && sources.find(LOCK) == Some(*file)
            && sources.is_unchanged(was, *file)
        {
            return Self::Read(*file, lock.clone());
        }
        match sources.find(LOCK) {
            None => Self::Absent,
            Some(file) if sources.refused.contains(&file) => Self::Refused,
            Some(file) => match Lock::parse(&sources.file(file).text) {
                Ok(lock) => Self::Read(file, Kept::new(lock)),
                Err((at, message)) => Self::Broken(file, at, message),
            },
        }
    }
}
