//! What `references.bib` says of a work, as a claim: its fields are sealed like any other figure.

use std::collections::BTreeSet;
use std::sync::Arc;

use rayon::prelude::*;

use super::claim::{Claim, ClaimNumber};
use crate::diagnostic::Span;
use crate::model::{Corpus, Kind, RecordId};
use crate::read::bibliography::{Bibliography, Work};
use crate::read::node::{KeyPath, Step};

/// What stands for an entry in the name of its claim: `reference:sample2020#entry`. No field of a record is called so.
const ENTRY: &str = "entry";

/// What an entry says of its work; the rest is housekeeping of reference managers.
const WORDS: [&str; 10] = [
    "author",
    "editor",
    "title",
    "subtitle",
    "journaltitle",
    "booktitle",
    "series",
    "publisher",
    "url",
    "note",
];

/// The same, of fields that are figures.
const FIGURES: [&str; 10] = [
    "date", "year", "volume", "number", "edition", "pages", "eid", "doi", "pmid", "isbn",
];

/// The claims that entries of the bibliography make, in the order of their keys.
pub fn claims(bibliography: &Bibliography) -> Vec<Claim> {
    let works: Vec<(&String, &Work)> = bibliography.works.iter().collect();
    let claim = |(key, work): (&String, &Work)| Claim {
        record: RecordId {
            kind: Kind::Work,
            id: key.clone(),
        },
        path: KeyPath::default().key(ENTRY),
        sources: Vec::new(),
        numbers: said(work, &FIGURES).map(|(field, text)| figure(field, text)).collect(),
        said: Vec::new(),
        references: Vec::new(),
        subjects: BTreeSet::new(),
        around: Arc::default(),
        words: said(work, &WORDS)
            .map(|(field, text)| format!("{field}={text}"))
            .collect(),
    };
    works.into_par_iter().with_max_len(64).map(claim).collect()
}

fn said<'a>(work: &'a Work, fields: &'static [&'static str]) -> impl Iterator<Item = (&'static str, &'a str)> {
    fields
        .iter()
        .filter_map(|field| Some((*field, work.fields.get(*field)?.text.as_str())))
}

fn figure(field: &str, text: &str) -> ClaimNumber {
    ClaimNumber {
        digits: text.into(),
        comparator: None,
        unit: None,
        upper: false,
        path: KeyPath::default().key(field),
    }
}

impl Claim {
    /// Whether it is what an entry of the bibliography says of its work.
    pub fn is_entry(&self) -> bool {
        self.record.kind.is_work() && matches!(self.path.0.as_slice(), [Step::Key(key)] if key == ENTRY)
    }

    /// Where the handbook makes the claim.
    pub fn span(&self, corpus: &Corpus) -> Option<Span> {
        if self.is_entry() {
            let work = corpus.bibliography.works.get(&self.record.id)?;
            return Some(Span::new(corpus.bibliography.file?, work.key_span.clone()));
        }
        Some(corpus.get(&self.record)?.span(&self.path))
    }
}
