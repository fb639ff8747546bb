//! Who refers to whom, both ways, by record and by field.
//!
//! Everything here is found by walking records with their shapes, so no kind has code of its own.

mod collect;
mod derive;
pub mod embed;
pub mod link;
mod quote;

use std::cmp::Ordering;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher};
use std::ops::Range;
use std::sync::OnceLock;

use crate::diagnostic::{FileId, Span};
use crate::kept::Kept;
use crate::model::reference::{RecordId, Target};
use crate::model::{Corpus, Kind};
use crate::read::Sources;
use crate::read::markdown::{Cite, FaultKind, Scan};
use crate::read::node::KeyPath;
use crate::read::places::Places;

pub use derive::{Derivation, Unworkable, Worked, work_out};
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
    pub scan: Kept<Scan>,
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

/// What one text of the handbook holds and refers to: a record, a chapter, the glossary or `book.toml`.
#[derive(Debug)]
pub struct Fragment {
    pub from: Origin,
    /// The number of what it was made of, and of nothing else.
    made_of: u64,
    /// Tables with an id, by it.
    pub parts: BTreeMap<String, Part>,
    pub edges: Vec<Edge>,
    pub citations: Vec<Citation>,
    pub locals: Vec<LocalRef>,
    pub paths: Vec<PathRef>,
    pub prose: Vec<Prose>,
    pub derivations: Vec<Derivation>,
    cited: OnceLock<u64>,
}

impl Fragment {
    /// The citations of its texts, each with what is cited together with it.
    pub fn mentions(&self) -> impl Iterator<Item = &[Cite]> {
        let citations = self.prose.iter().flat_map(|prose| &prose.scan.citations);
        citations.map(|citation| citation.cites.as_slice())
    }

    /// Where its values were read.
    pub fn sources(&self) -> impl Iterator<Item = &Cite> {
        let read = self.citations.iter().filter(|citation| citation.source);
        read.map(|citation| &citation.cite)
    }

    /// A digest of these two, in their order, that is worked out once. It is compared in this run alone.
    pub fn cited(&self) -> u64 {
        *self.cited.get_or_init(|| {
            let mut hasher = DefaultHasher::new();
            matches!(self.from, Origin::Chapter(_)).hash(&mut hasher);
            self.mentions().for_each(|cites| cites.hash(&mut hasher));
            // Between the two.
            0xff_u8.hash(&mut hasher);
            self.sources().for_each(|cite| cite.hash(&mut hasher));
            hasher.finish()
        })
    }
}

/// All references of a handbook.
#[derive(Debug, Default)]
pub struct Index {
    /// `book.toml`, the chapters in reading order, the glossary, and the records in the order of their ids.
    fragments: Vec<Kept<Fragment>>,
    /// How many of them are not of records.
    others: usize,
    /// The fragments that refer to a record, by their places.
    incoming: HashMap<RecordId, Vec<usize>>,
    /// The fragments that cite a work, by their places.
    cited: HashMap<String, Vec<usize>>,
    /// Old ids of records.
    formerly: BTreeMap<RecordId, RecordId>,
}

impl Index {
    pub fn new(sources: &Sources, corpus: &Corpus) -> Self {
        Self::after(sources, corpus, None)
    }

    /// The same, in which the fragments of what has not changed since are taken over.
    pub fn after(sources: &Sources, corpus: &Corpus, before: Option<&Self>) -> Self {
        let (fragments, others) = collect::collect(sources, corpus, before);
        let (incoming, cited) = rayon::join(
            || noted(&fragments, |fragment| fragment.edges.iter().map(|edge| &edge.to.record)),
            || noted(&fragments, |fragment| fragment.citations.iter().map(|of| &of.cite.key)),
        );
        let mut index = Self {
            fragments,
            others,
            incoming,
            cited,
            formerly: BTreeMap::new(),
        };
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

    /// All that the handbook's texts hold and refer to, text by text: `book.toml`, the chapters in reading order, the
    /// glossary, and the records in the order of their ids.
    pub fn fragments(&self) -> impl Iterator<Item = &Kept<Fragment>> {
        self.fragments.iter()
    }

    /// What a text holds and refers to.
    pub fn fragment(&self, from: &Origin) -> Option<&Kept<Fragment>> {
        let (others, records) = self.fragments.split_at(self.others);
        let Origin::Record(id) = from else {
            return others.iter().find(|fragment| fragment.from == *from);
        };
        let place = records.binary_search_by(|fragment| match &fragment.from {
            Origin::Record(other) => other.cmp(id),
            _ => Ordering::Less,
        });
        Some(&records[place.ok()?])
    }

    pub fn edges(&self) -> impl Iterator<Item = &Edge> {
        self.fragments().flat_map(|fragment| &fragment.edges)
    }

    pub fn citations(&self) -> impl Iterator<Item = &Citation> {
        self.fragments().flat_map(|fragment| &fragment.citations)
    }

    pub fn prose(&self) -> impl Iterator<Item = &Prose> {
        self.fragments().flat_map(|fragment| &fragment.prose)
    }

    /// References to a record from elsewhere, in the order in which they stand.
    pub fn incoming(&self, to: &RecordId) -> impl Iterator<Item = &Edge> {
        let to = to.clone();
        let places = self.incoming.get(&to).into_iter().flatten();
        places
            .flat_map(|place| &self.fragments[*place].edges)
            .filter(move |edge| edge.to.record == to && edge.from != Origin::Record(to.clone()))
    }

    /// Citations of a work.
    pub fn citations_of(&self, key: &str) -> impl Iterator<Item = &Citation> {
        let places = self.cited.get(key).into_iter().flatten();
        places
            .flat_map(|place| &self.fragments[*place].citations)
            .filter(move |citation| citation.cite.key == key)
    }

    /// The parts of a record by their ids.
    pub fn parts(&self, record: &RecordId) -> Option<&BTreeMap<String, Part>> {
        Some(&self.fragment(&Origin::Record(record.clone()))?.parts)
    }

    /// The part of a record that an id names.
    pub fn part(&self, record: &RecordId, id: &str) -> Option<&Part> {
        self.parts(record)?.get(id)
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

/// The fragments that name each key, by their places. Keys repeat one another in a fragment, which is noted once.
fn noted<'f, K: Clone + Eq + Hash + 'f, I: Iterator<Item = &'f K>>(
    fragments: &'f [Kept<Fragment>],
    keys: impl Fn(&'f Fragment) -> I,
) -> HashMap<K, Vec<usize>> {
    let mut noted: HashMap<K, Vec<usize>> = HashMap::new();
    for (place, fragment) in fragments.iter().enumerate() {
        for key in keys(fragment) {
            match noted.get_mut(key) {
                Some(places) if places.last() == Some(&place) => {}
                Some(places) => places.push(place),
                None => {
                    noted.insert(key.clone(), vec![place]);
                }
            }
        }
    }
    noted
}
