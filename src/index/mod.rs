//! Who refers to whom, both ways, by record and by field.
//!
//! Everything here is found by walking records with their shapes, so no kind has code of its own.

mod collect;
mod derive;
pub mod embed;
pub mod link;
mod quote;

use std::cmp::Ordering;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use crate::diagnostic::{FileId, Span};
use crate::model::reference::{RecordId, Target};
use crate::model::{Corpus, Kind, Of, Record};
use crate::read::Sources;
use crate::read::markdown::{Cite, FaultKind, Scan};
use crate::read::node::KeyPath;
use crate::read::places::Places;

pub use derive::{Derivation, Unworkable, Worked};
pub use quote::{Quoted, Way, way};

/// What refers to something.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Origin {
    /// A chapter, by its path.
    Chapter(String),
    Record(RecordId),
    /// `abbreviations.toml`.
    Glossary,
    /// `book.toml`.
    Book,
}

/// A reference from one place to a record, or to a part of one.
#[derive(Debug, Clone)]
pub struct Edge {
    pub from: Origin,
    /// The field that refers; empty in a chapter.
    pub field: KeyPath,
    pub span: Span,
    pub to: Target,
    pub sort: EdgeSort,
}

/// How a reference is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum EdgeSort {
    /// A field of a record.
    Field,
    /// A link in Markdown.
    Link,
    /// An empty link in Markdown, to be filled in with a value.
    Quote,
    /// An embedded block.
    Embed,
}

/// A citation of a work.
#[derive(Debug, Clone)]
pub struct Citation {
    pub from: Origin,
    pub field: KeyPath,
    pub span: Span,
    pub cite: Cite,
    /// The citation is where a value was read, and not a mention.
    pub source: bool,
}

/// A reference to a part of the same record.
#[derive(Debug, Clone)]
pub struct LocalRef {
    pub record: RecordId,
    pub field: KeyPath,
    pub span: Span,
    pub id: String,
    /// The list that has to hold it; any part where empty.
    pub list: String,
    /// The ids that it could be.
    pub known: Vec<String>,
}

/// A key path that a field names.
#[derive(Debug, Clone)]
pub struct PathRef {
    pub record: RecordId,
    pub field: KeyPath,
    pub span: Span,
    pub path: String,
}

/// A Markdown text and where it stands.
#[derive(Debug, Clone)]
pub struct Prose {
    pub from: Origin,
    pub field: KeyPath,
    pub file: FileId,
    pub scan: Scan,
    /// The span in the file for each place in the text that the scan names.
    spans: Spans,
}

#[derive(Debug, Clone)]
enum Spans {
    /// The text is the file.
    File,
    /// The text is a string in the file.
    String(Places),
}

impl Prose {
    /// Where a place in the text is in its file.
    pub fn span(&self, at: &Range<usize>) -> Span {
        let bytes = match &self.spans {
            Spans::File => at.clone(),
            Spans::String(places) => places.at(at),
        };
        Span::new(self.file, bytes)
    }

    /// What the text must not have, with its places.
    pub fn faults(&self) -> impl Iterator<Item = (FaultKind, Span)> {
        self.scan
            .faults
            .iter()
            .map(|fault| (fault.kind, self.span(&fault.bytes)))
    }
}

/// A table with an `id`: what a reference's `#part` names, and an anchor on the record's page.
#[derive(Debug, Clone)]
pub struct Part {
    pub path: KeyPath,
    pub span: Span,
    /// What readers see: its `name`, else its `title`, else its id.
    pub name: String,
    /// Where the same id stands again, which is a fault.
    pub again: Vec<Span>,
}

/// All references of a handbook.
#[derive(Debug, Default)]
pub struct Index {
    pub parts: BTreeMap<RecordId, BTreeMap<String, Part>>,
    pub edges: Vec<Edge>,
    pub citations: Vec<Citation>,
    pub locals: Vec<LocalRef>,
    pub paths: Vec<PathRef>,
    pub prose: Vec<Prose>,
    pub derivations: Vec<Derivation>,
    /// How many edges stand before those of records, which stand in the order of their ids.
    before_records: usize,
    incoming: BTreeMap<RecordId, Vec<usize>>,
    cited: BTreeMap<String, Vec<usize>>,
    /// Old ids of records.
    formerly: BTreeMap<RecordId, RecordId>,
}

impl Index {
    pub fn new(sources: &Sources, corpus: &Corpus) -> Self {
        let mut index = collect::collect(sources, corpus);
        for (i, edge) in index.edges.iter().enumerate() {
            index.incoming.entry(edge.to.record.clone()).or_default().push(i);
        }
        for (i, citation) in index.citations.iter().enumerate() {
            index.cited.entry(citation.cite.key.clone()).or_default().push(i);
        }
        for record in corpus.records.values() {
            for old in &record.common.formerly {
                let old = RecordId {
                    kind: record.id.kind,
                    id: old.as_str().to_owned(),
                };
                index.formerly.insert(old, record.id.clone());
            }
        }
        index
    }

    /// References to a record from elsewhere, in the order in which they stand.
    pub fn incoming(&self, to: &RecordId) -> impl Iterator<Item = &Edge> {
        let edges = self.incoming.get(to).into_iter().flatten().map(|i| &self.edges[*i]);
        edges.filter(move |edge| !matches!(&edge.from, Origin::Record(from) if from == to))
    }

    /// References from a record, in the order of its file.
    pub fn outgoing(&self, from: &RecordId) -> &[Edge] {
        let of_records = &self.edges[self.before_records..];
        let record = |edge: &Edge| match &edge.from {
            Origin::Record(id) => id.cmp(from),
            // Behind the first of a record there are no others.
            Origin::Chapter(_) | Origin::Glossary | Origin::Book => Ordering::Less,
        };
        let start = of_records.partition_point(|edge| record(edge) == Ordering::Less);
        let length = of_records[start..].partition_point(|edge| record(edge) == Ordering::Equal);
        &of_records[start..start + length]
    }

    /// The records of a kind that refer to another record, in the order of their ids.
    pub fn referring<'a, K: Of>(
        &self,
        corpus: &'a Corpus,
        to: &RecordId,
    ) -> impl Iterator<Item = (&'a Record, &'a K)> + use<'a, K> {
        let ids: BTreeSet<&RecordId> = self
            .incoming(to)
            .filter_map(|edge| match &edge.from {
                Origin::Record(id) => Some(id).filter(|id| id.kind == K::KIND),
                Origin::Chapter(_) | Origin::Glossary | Origin::Book => None,
            })
            .collect();
        let records: Vec<&Record> = ids.into_iter().filter_map(|id| corpus.get(id)).collect();
        records
            .into_iter()
            .filter_map(|record| Some((record, record.as_kind()?)))
    }

    /// Citations of a work.
    pub fn citations_of(&self, key: &str) -> impl Iterator<Item = &Citation> {
        self.cited.get(key).into_iter().flatten().map(|i| &self.citations[*i])
    }

    /// The part of a record that an id names.
    pub fn part(&self, record: &RecordId, id: &str) -> Option<&Part> {
        self.parts.get(record)?.get(id)
    }

    /// The record that once had this id.
    pub fn renamed(&self, id: &RecordId) -> Option<&RecordId> {
        self.formerly.get(id)
    }

    /// Whether a record exists, be it that it could not be read. Works in the bibliography do without a file of their own.
    pub fn exists(corpus: &Corpus, id: &RecordId) -> bool {
        match id.kind {
            Kind::Work => corpus.bibliography.works.contains_key(&id.id) || corpus.unread.has_record(id),
            _ => corpus.records.contains_key(id) || corpus.unread.has_record(id),
        }
    }
}
