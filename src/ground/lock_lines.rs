//! Reads `grounding.lock`, line by line.
//!
//! There are three lines for every record, and all are read by every check. A line as the program writes it is taken apart
//! by [`written`] in a tenth of the time that a parser of TOML needs; any other line, as after an edit by hand, goes to
//! that parser, which also says what is wrong with it.

use rayon::prelude::*;
use toml::de::DeTable;

use super::lock::{Lock, REVIEW, ReviewSeal, SEEN, Seal};
use super::lock_written::written;
use crate::read::decode::decode;
use crate::read::node::Node;

/// The lines of a lock as they stand. A map of them all is made in one go, which costs next to nothing where they are in
/// order, as they were written.
#[derive(Default)]
pub struct Lines {
    seals: Vec<(String, Seal)>,
    reviews: Vec<(String, ReviewSeal)>,
    seen: Vec<(String, Vec<String>)>,
}

impl Lines {
    /// Reads them, in one go.
    ///
    /// # Errors
    ///
    /// What is wrong, and at which byte.
    pub fn read(text: &str) -> Result<Self, (usize, String)> {
        let table = DeTable::parse(text).map_err(|e| {
            let message = match e.message() {
                "duplicate key" => "it seals the same thing twice".to_owned(),
                message => message.replace('\n', " "),
            };
            (e.span().map_or(0, |s| s.start), message)
        })?;
        let root = Node::from_toml(&table);
        let entries = root.as_table().into_iter().flat_map(|t| &t.entries);
        let mut lines = Self::default();
        for entry in entries {
            let at = entry.key_span.start;
            let wrong = |e: serde::de::value::Error| (at, e.to_string());
            if let Some(record) = entry.key.strip_prefix(REVIEW) {
                let review = decode(&entry.value).map_err(wrong)?;
                lines.reviews.push((record.to_owned(), review));
            } else if let Some(look) = entry.key.strip_prefix(SEEN) {
                let said = decode(&entry.value).map_err(wrong)?;
                lines.seen.push((look.to_owned(), said));
            } else if entry.value.as_table().is_none() {
                return Err((at, "this is no seal".to_owned()));
            } else {
                let seal = decode(&entry.value).map_err(wrong)?;
                lines.seals.push((entry.key.to_string(), seal));
            }
        }
        Ok(lines)
    }

    /// Reads pieces of a lock on all cores: it is long, and each line of it stands for itself.
    pub fn in_pieces(text: &str) -> Option<Lock> {
        let pieces: Vec<&str> = pieces(text).collect();
        let read: Vec<Self> = pieces.into_par_iter().map(Self::of_piece).collect::<Option<_>>()?;
        let mut lines = Self::default();
        for piece in read {
            lines.extend(piece);
        }
        let length = lines.seals.len() + lines.reviews.len() + lines.seen.len();
        let lock = lines.into_lock();
        Some(lock).filter(|lock| lock.seals.len() + lock.reviews.len() + lock.seen.len() == length)
    }

    /// Reads whole lines, each by itself.
    fn of_piece(piece: &str) -> Option<Self> {
        let mut lines = Self::default();
        for line in piece.lines() {
            match written(line) {
                Some((name, seal)) => lines.seals.push((name.to_owned(), seal)),
                None => lines.extend(Self::read(line).ok()?),
            }
        }
        Some(lines)
    }

    fn extend(&mut self, others: Self) {
        self.seals.extend(others.seals);
        self.reviews.extend(others.reviews);
        self.seen.extend(others.seen);
    }

    pub fn into_lock(self) -> Lock {
        Lock {
            seals: self.seals.into_iter().collect(),
            reviews: self.reviews.into_iter().collect(),
            seen: self.seen.into_iter().collect(),
        }
    }
}

/// A text in pieces of whole lines.
fn pieces(text: &str) -> impl Iterator<Item = &str> {
    const LENGTH: usize = 64 * 1024;
    let mut rest = text;
    std::iter::from_fn(move || {
        let start = rest.as_bytes().get(LENGTH..).unwrap_or_default();
        let end = start
            .iter()
            .position(|byte| *byte == b'\n')
            .map_or(rest.len(), |at| LENGTH + at + 1);
        let (piece, after) = rest.split_at(end);
        rest = after;
        (!piece.is_empty()).then_some(piece)
    })
}
