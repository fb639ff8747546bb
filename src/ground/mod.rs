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
mod lock_lines;
mod lock_written;
pub mod names;
pub mod paper;
mod paragraphs;
pub mod passage;
pub mod place;
pub mod review;
pub mod seal;
mod table;
mod text;
pub mod word_list;
pub mod work;

pub use find::find;

use std::ops::Range;
use std::sync::Arc;

use rayon::prelude::*;

use crate::diagnostic::FileId;
use crate::index::Index;
use crate::kept::Kept;
use crate::model::{Corpus, Kind, Record, RecordId};
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
    /// For each of their claims whether its seal still says the same.
    holds: Vec<Arc<[bool]>>,
    pub lock: LockState,
    pub reviews: Reviews,
}

/// The claims of one record, or those of all entries of the bibliography.
#[derive(Debug)]
pub struct Claims {
    pub record: RecordId,
    /// The number of what they were made of.
    made_of: u64,
    pub claims: Vec<Claim>,
    /// What each is called.
    names: Vec<String>,
}

impl Claims {
    fn new(record: RecordId, made_of: u64, claims: Vec<Claim>) -> Self {
        Self {
            record,
            made_of,
            names: claims.par_iter().with_min_len(64).map(Claim::name).collect(),
            claims,
        }
    }

    /// The claims with their names.
    pub fn named(&self) -> impl Iterator<Item = (&Claim, &String)> {
        self.claims.iter().zip(&self.names)
    }

    /// What the claims of all entries of the bibliography are kept under: no record has an empty id.
    pub fn of_entries() -> RecordId {
        RecordId {
            kind: Kind::Work,
            id: String::new(),
        }
    }
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
        let of_record = |record: &Kept<Record>| {
            let known = before.and_then(|(_, before)| before.claims_of(&record.id));
            match known.filter(|known| known.made_of == Kept::number(record)) {
                Some(known) => known.clone(),
                None => Kept::new(Claims::new(record.id.clone(), Kept::number(record), claims(record))),
            }
        };
        let (mut claims, lock): (Vec<Kept<Claims>>, _) = rayon::join(
            || records.into_par_iter().with_max_len(64).map(of_record).collect(),
            || LockState::read(sources, before),
        );
        let entries = Claims::of_entries();
        let made_of = Kept::number(&corpus.bibliography);
        let known = before.and_then(|(_, before)| before.claims_of(&entries));
        let entries = match known.filter(|known| known.made_of == made_of) {
            Some(known) => known.clone(),
            None => {
                let claims = work::claims(&corpus.bibliography);
                Kept::new(Claims::new(entries, made_of, claims))
            }
        };
        let place = claims.partition_point(|of| of.record < entries.record);
        claims.insert(place, entries);
        let holds = |of: &Kept<Claims>| -> Arc<[bool]> {
            match before.and_then(|(_, before)| before.known_to_hold(of, &lock)) {
                Some(known) => known,
                None => {
                    let holds =
                        |(claim, name): (&Claim, &String)| lock.seal(name).is_some_and(|seal| seal.holds(claim));
                    // The entries of the bibliography stand together, and are as many as the records.
                    let named = of.claims.par_iter().zip(&of.names).with_min_len(64);
                    named.map(holds).collect::<Vec<bool>>().into()
                }
            }
        };
        Self {
            wanted: true,
            holds: claims.par_iter().with_max_len(64).map(holds).collect(),
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

    /// What all claims are called.
    pub fn claim_names(&self) -> impl Iterator<Item = &String> {
        self.claims.iter().flat_map(|of| &of.names)
    }

    /// The claims of a record.
    pub fn claims_of(&self, record: &RecordId) -> Option<&Kept<Claims>> {
        Some(&self.claims[self.place(record)?])
    }

    /// The claims of a record, each with its seal if that still says the same; those of a work's entry are among them.
    pub fn sealed<'a>(&'a self, record: &RecordId) -> impl Iterator<Item = (&'a Claim, Option<&'a Seal>)> {
        let own = self.place(record).into_iter().flat_map(|place| self.all_at(place));
        let entries = self.place(&Claims::of_entries()).filter(|_| record.kind.is_work());
        let entry = entries.into_iter().flat_map(|place| {
            // They stand in the order of the works.
            let claims = &self.claims[place].claims;
            let from = claims.partition_point(|claim| claim.record < *record);
            let length = claims[from..].partition_point(|claim| claim.record == *record);
            self.sealed_at(place, from..from + length)
        });
        own.chain(entry)
    }

    /// All claims, each with its seal if that still says the same.
    pub fn all(&self) -> impl Iterator<Item = (&Claim, Option<&Seal>)> {
        (0..self.claims.len()).flat_map(|place| self.all_at(place))
    }

    fn all_at(&self, place: usize) -> impl Iterator<Item = (&Claim, Option<&Seal>)> {
        self.sealed_at(place, 0..self.holds[place].len())
    }

    /// Some claims of a record. Those before them are not even counted: the entries of the bibliography are many.
    fn sealed_at(&self, place: usize, some: Range<usize>) -> impl Iterator<Item = (&Claim, Option<&Seal>)> {
        let of = &self.claims[place];
        let claims = of.claims[some.clone()].iter().zip(&of.names[some.clone()]);
        let held = claims.zip(&self.holds[place][some]);
        held.map(|((claim, name), holds)| (claim, holds.then(|| self.lock.seal(name)).flatten()))
    }

    /// Where a record's claims stand.
    fn place(&self, record: &RecordId) -> Option<usize> {
        self.claims.binary_search_by(|of| of.record.cmp(record)).ok()
    }

    /// What is known of these very claims and this very lock.
    fn known_to_hold(&self, claims: &Kept<Claims>, lock: &LockState) -> Option<Arc<[bool]>> {
        let place = self.place(&claims.record)?;
        let same_lock = matches!((&self.lock, lock), (LockState::Read(_, was), LockState::Read(_, now)) if was == now);
        (same_lock && self.claims[place] == *claims).then(|| Arc::clone(&self.holds[place]))
    }

    /// Whether a claim of this name was sealed, whatever it says now.
    pub fn has_seal(&self, claim: &str) -> bool {
        matches!(&self.lock, LockState::Read(_, lock) if lock.seals.contains_key(claim))
    }
}

impl LockState {
    /// The seal of a claim of this name, whatever it says.
    pub fn seal(&self, claim: &str) -> Option<&Seal> {
        match self {
            Self::Read(_, lock) => lock.seals.get(claim),
            Self::Absent | Self::Refused | Self::Broken(..) => None,
        }
    }

    fn read(sources: &Sources, before: Option<(&Sources, &Grounding)>) -> Self {
        if let Some((was, before)) = before
            && let Self::Read(file, lock) = &before.lock
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
