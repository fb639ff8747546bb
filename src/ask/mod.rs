//! What may be asked of a handbook, and what was asked: how a page or a check learns of the handbook, and how it is known
//! when it has to be made again.
//!
//! Views, the renderer and the rules that look at one text never hold the corpus, the index or the seals. They hold an
//! [`Ask`], which has no way to the handbook but [`Question`]s. Each question that is put is noted with a digest of the
//! whole answer. What was made is made again when one of its questions, put to the handbook of today, is answered
//! otherwise; so nothing can be read that is not noted, and what a question itself looks at does not matter.

mod answer;
mod doubt;
pub mod lists;
mod names;
pub mod quality;
mod questions;
mod with;

use std::cell::RefCell;
use std::collections::HashMap;
use std::hash::{DefaultHasher, Hash, Hasher};

use crate::ground::Grounding;
use crate::index::Index;
use crate::kept::Kept;
use crate::model::Corpus;
use crate::read::Sources;
use crate::words::Words;

pub use answer::{Locked, Sealed, Standing};
pub use names::{Names, WorkedOut};
pub use questions::{Ask, Question};

/// A whole handbook, as the questions see it.
#[derive(Debug, Clone, Copy)]
pub struct Whole<'a> {
    pub sources: &'a Sources,
    pub corpus: &'a Corpus,
    pub index: &'a Index,
    pub grounding: &'a Grounding,
    /// The words of the interface.
    pub words: &'a Kept<Words>,
    pub worked_out: &'a WorkedOut,
    /// What the rules found, once they have run; rules ask for nothing of it.
    pub quality: &'a quality::Quality,
}

/// A long answer, with a digest of what it was made of.
#[derive(Debug)]
pub struct Hashed<T> {
    value: T,
    digest: Digest,
}

impl<T> Hashed<T> {
    /// An answer that is a function of `made_of`, which is less to look at.
    pub fn by(value: T, made_of: &impl Hash) -> Self {
        let digest = digest(made_of);
        Self { value, digest }
    }
}

impl<T> std::ops::Deref for Hashed<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> Hash for Hashed<T> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.digest.hash(state);
    }
}

/// The digest of an answer. It is compared in this run alone.
pub type Digest = u64;

/// The digest of an answer, with keys that do not change while the program runs.
pub fn digest(answer: &impl Hash) -> Digest {
    let mut hasher = DefaultHasher::new();
    answer.hash(&mut hasher);
    hasher.finish()
}

/// Questions with the digests of their answers, as one page or check puts them.
#[derive(Debug)]
pub struct Asked<Q>(RefCell<HashMap<Q, Digest>>);

impl<Q> Default for Asked<Q> {
    fn default() -> Self {
        Self(RefCell::default())
    }
}

impl<Q: Eq + Hash> Asked<Q> {
    /// Notes a question and its answer.
    pub fn note(&self, question: Q, answer: &impl Hash) {
        self.0.borrow_mut().entry(question).or_insert_with(|| digest(answer));
    }

    /// Notes a question and the digest of its answer.
    pub fn note_digest(&self, question: Q, digest: Digest) {
        self.0.borrow_mut().insert(question, digest);
    }

    /// All that was asked, each question once. The order says nothing.
    pub fn into_questions(self) -> Vec<(Q, Digest)> {
        self.0.into_inner().into_iter().collect()
    }
}

/// Whether all questions are answered as they were.
pub fn still(asked: &[(Question, Digest)], whole: Whole<'_>) -> bool {
    asked.iter().all(|(question, answer)| question.digest(whole) == *answer)
}
