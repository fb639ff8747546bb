//! The whole handbook, typed.

use std::collections::{BTreeMap, BTreeSet};

use super::before::Before;
use super::book::Book;
use super::common::{Common, FieldSource};
use super::conform::Subject;
use super::kind::{Body, Kind, Of};
use super::place::{Place, bad_id, mended_id, stray};
use super::reference::RecordId;
use super::shape::Shapes;
use super::source::Sources;
use super::text::{Markdown, Text};
use super::typing::record;
use super::unread::{Names, Unread};
use crate::diagnostic::{Diagnostic, FileId, Span, codes};
use crate::kept::Kept;
use crate::read::bibliography::Bibliography;
use crate::read::chapters::{self, Chapter, Summary};
use crate::read::decode::decode;
use crate::read::node::{Node, Value};
use crate::read::retractions::{self, RETRACTIONS, Retractions};
use crate::read::{self, bibliography};

use rayon::prelude::*;

/// A record: what all kinds share, what its kind adds, and the tree that knows the places.
#[derive(Debug, Clone)]
pub struct Record {
    pub id: RecordId,
    pub file: FileId,
    pub common: Common,
    pub body: Body,
    /// As the file has it, for places and for what is quoted.
    pub tree: Node,
}

impl Record {
    /// The short name; the id where the record has none.
    pub fn name(&self) -> &str {
        self.common.name.as_ref().map_or(&self.id.id, |n| n.as_str())
    }

    /// Where a field at the top of the record was read.
    pub fn source_of(&self, field: &str) -> &Sources {
        let of_field = |s: &&FieldSource| s.fields.iter().any(|f| f.as_str() == field);
        let elsewhere = self.common.field_sources.iter().find(of_field);
        elsewhere.map_or(&self.common.source, |s| &s.source)
    }

    /// The works that values of the record were read in.
    pub fn read_in(&self) -> BTreeSet<&str> {
        let mut cited = BTreeSet::new();
        collect_cited(&self.tree, &mut cited);
        cited
    }

    /// The record as its kind, if it is of that kind.
    pub fn as_kind<K: Of>(&self) -> Option<&K> {
        K::of(&self.body)
    }

    /// The place of the value at `path`, else of the record's first line.
    pub fn span(&self, path: &crate::read::node::KeyPath) -> Span {
        match self.tree.at(path) {
            Some(node) if !path.0.is_empty() => Span::new(self.file, node.span.clone()),
            _ => self.head(),
        }
    }

    /// The key of the first field, to stand for the record as a whole.
    pub fn head(&self) -> Span {
        let first = self.tree.as_table().and_then(|t| t.entries.first());
        Span::new(self.file, first.map_or(0..0, |e| e.key_span.clone()))
    }
}

/// Every `cite` of a source below a node.
fn collect_cited<'n>(node: &'n Node, cited: &mut BTreeSet<&'n str>) {
    match &node.value {
        Value::Table(table) => {
            cited.extend(table.get("cite").and_then(Node::as_text));
            table
                .entries
                .iter()
                .for_each(|entry| collect_cited(&entry.value, cited));
        }
        Value::Array(items) => items.iter().for_each(|item| collect_cited(item, cited)),
        _ => {}
    }
}

/// A short form and what it stands for.
#[derive(Debug, Clone, serde::Deserialize, schemars::JsonSchema)]
pub struct Abbreviation {
    /// The long form.
    pub means: Text,
    /// What else a reader needs to know, for the glossary.
    pub text: Option<Markdown>,
    /// The record that it names.
    pub about: Option<super::reference::AnyRef>,
}

/// The glossary.
#[derive(Debug, Default)]
pub struct Abbreviations {
    pub known: BTreeMap<String, Abbreviation>,
    /// The tree of `abbreviations.toml`, for places.
    pub tree: Option<(FileId, Node)>,
}

/// The whole handbook, typed, and nothing checked but its form.
#[derive(Debug)]
pub struct Corpus {
    pub book: Kept<Book>,
    pub records: BTreeMap<RecordId, Kept<Record>>,
    pub abbreviations: Kept<Abbreviations>,
    pub bibliography: Kept<Bibliography>,
    /// What is wrong with the bibliography.
    pub(super) bibliography_faults: Vec<Diagnostic>,
    /// What became of cited works after they were published.
    pub retractions: Kept<Retractions>,
    /// What is wrong with the list of them.
    pub(super) retractions_faults: Vec<Diagnostic>,
    pub summary: Summary,
    /// Chapters in reading order.
    pub chapters: Vec<Chapter>,
    pub unread: Unread,
}

impl Corpus {
    pub fn get(&self, id: &RecordId) -> Option<&Record> {
        self.records.get(id).map(|record| &**record)
    }

    /// All records of a kind, in the order of their ids.
    pub fn all<K: Of>(&self) -> impl Iterator<Item = (&Record, &K)> {
        self.of_kind(K::KIND).filter_map(|r| Some((r, r.as_kind()?)))
    }

    pub fn of_kind(&self, kind: Kind) -> impl Iterator<Item = &Record> {
        let from = RecordId {
            kind,
            id: String::new(),
        };
        self.records
            .range(from..)
            .map(|(_, record)| &**record)
            .take_while(move |record| record.id.kind == kind)
    }

    pub fn chapter(&self, path: &str) -> Option<&Chapter> {
        self.chapters.iter().find(|c| c.path == path)
    }
}

/// Gives the files their types. A handbook whose `book.toml` cannot be used has no corpus; every other fault leaves out
/// only what it spoils.
pub fn assemble(sources: &read::Sources) -> (Option<Corpus>, Vec<Diagnostic>) {
    assemble_after(sources, None)
}

/// The same, in which what was made of a file is taken over where the file has not changed since. What is taken over is
/// made of one text each and of nothing else.
pub fn assemble_after(
    sources: &read::Sources,
    before: Option<(&read::Sources, &Corpus)>,
) -> (Option<Corpus>, Vec<Diagnostic>) {
    let mut found = sources.diagnostics.clone();
    let before = before.map(|(was, corpus)| Before {
        now: sources,
        was,
        corpus,
    });
    let book = book(sources, &mut found).map(|book| match before.as_ref().and_then(Before::book) {
        Some(known) => known,
        None => Kept::new(book),
    });

    let mut unread = Unread::default();
    let places: Vec<(FileId, &str)> = sources.below("").collect();
    let mut files = Vec::new();
    for (file, path) in places {
        let refused = sources.refused.contains(&file);
        if refused {
            unread.files.insert(file);
        }
        match Place::of(path) {
            Place::Record(id) if refused => unread.add_record(file, id),
            Place::Record(id) => files.push((file, id)),
            Place::BadId(kind) => {
                if !refused {
                    found.push(bad_id(file, path));
                }
                unread.add_record(
                    file,
                    RecordId {
                        kind,
                        id: mended_id(path),
                    },
                );
            }
            // A whole folder may have been refused.
            Place::Stray if refused => {
                if let Some(kind) = Kind::from_folder(path) {
                    unread.records.entry(kind).or_default().any = true;
                }
                unread.chapters.any |= path == "chapters";
            }
            Place::Stray => found.push(stray(file, path)),
            Place::Known => {}
        }
    }
    let references = sources.in_content("references.bib");
    let of_file = |(file, id): &(FileId, RecordId)| match before.as_ref().and_then(|b| b.record(*file, id)) {
        Some(known) => (Some(known), Vec::new()),
        None => {
            let (record, found) = record(*file, &sources.file(*file).text, id.clone());
            (record.map(Kept::new), found)
        }
    };
    // The bibliography is one file, so it is read beside all others.
    let (read, (bibliography, bibliography_faults)) = rayon::join(
        || -> Vec<(Option<Kept<Record>>, Vec<Diagnostic>)> { files.par_iter().with_max_len(64).map(of_file).collect() },
        || match (before.as_ref().and_then(Before::bibliography), references) {
            (Some(known), _) => known,
            (None, Some(file)) => {
                let (bibliography, faults) = bibliography::parse(file, &sources.file(file).text);
                (Kept::new(bibliography), faults)
            }
            (None, None) => Default::default(),
        },
    );
    let mut records = BTreeMap::new();
    for ((file, id), (record, diagnostics)) in files.into_iter().zip(read) {
        found.extend(diagnostics);
        match record {
            Some(record) => {
                records.insert(id, record);
            }
            None => unread.add_record(file, id),
        }
    }

    let abbreviations = match before.as_ref().and_then(Before::abbreviations) {
        Some(known) => known,
        None => Kept::new(abbreviations(sources, &mut unread, &mut found)),
    };
    found.extend(bibliography_faults.iter().cloned());
    let (retractions, retractions_faults) = match before.as_ref().and_then(Before::retractions) {
        Some(known) => known,
        None => match sources
            .in_content(RETRACTIONS)
            .filter(|file| !sources.refused.contains(file))
        {
            Some(file) => {
                let (retractions, faults) = retractions::parse(file, &sources.file(file).text);
                (Kept::new(retractions), faults)
            }
            None => Default::default(),
        },
    };
    found.extend(retractions_faults.iter().cloned());
    unread.works = Names {
        any: bibliography.file.is_some_and(|file| sources.refused.contains(&file)),
        known: bibliography.unread.clone(),
    };
    let (summary, chapters, diagnostics) = chapters::read(sources, &|file| before.as_ref()?.scan(file));
    found.extend(diagnostics);
    unread.files.extend(summary.left_out.values());
    // Without a summary no chapter is in the handbook, which has been said once.
    unread.chapters.any |= chapters.is_empty();

    let corpus = book.map(|book| Corpus {
        book,
        records,
        abbreviations,
        bibliography,
        bibliography_faults,
        retractions,
        retractions_faults,
        summary,
        chapters,
        unread,
    });
    (corpus, found)
}

fn book(sources: &read::Sources, found: &mut Vec<Diagnostic>) -> Option<Book> {
    let file = sources.find("book.toml").filter(|id| !sources.refused.contains(id))?;
    let (shapes, shape) = Shapes::of_type::<Book>();
    let (tree, errors) = sources.tree(file);
    found.extend(errors);
    if !tree.whole {
        return None;
    }
    let root = tree.root;
    let subject = Subject {
        shapes: &shapes,
        file,
        text: &sources.file(file).text,
        name: "book.toml",
        kind: None,
        root: &root,
    };
    found.extend(subject.check(&shape));
    for (table, key) in [("book", "src"), ("build", "build-dir")] {
        let Some(node) = root.get(table).and_then(|t| t.get(key)) else {
            continue;
        };
        if !crate::read::sources::is_plain_relative(node.as_text().unwrap_or_default()) {
            found.push(
                Diagnostic::error(
                    codes::INVALID_VALUE,
                    Span::new(file, node.span.clone()),
                    format!("`{key}` must be a folder below the handbook's own"),
                    "leads out of the handbook",
                )
                .help("write a relative path without `.` or `..`; `build --dest-dir` may name any folder"),
            );
            return None;
        }
        let is_empty = key == "src" && sources.below("").next().is_none();
        // What is refused of the way to the folder has been said.
        if is_empty && sources.diagnostics.is_empty() {
            let folder = node.as_text().unwrap_or_default();
            found.push(
                Diagnostic::error(
                    codes::INVALID_VALUE,
                    Span::new(file, node.span.clone()),
                    format!("there is nothing to read in the folder `{folder}`"),
                    "no content here",
                )
                .help("name the folder that holds `SUMMARY.md` and the records"),
            );
        }
    }
    decode(&root).ok()
}

fn abbreviations(sources: &read::Sources, unread: &mut Unread, found: &mut Vec<Diagnostic>) -> Abbreviations {
    let Some(file) = sources.in_content("abbreviations.toml") else {
        return Default::default();
    };
    let (tree, errors) = sources.tree(file);
    found.extend(errors);
    if !tree.whole || sources.refused.contains(&file) {
        unread.files.insert(file);
        unread.abbreviations.any = true;
        return Default::default();
    }
    let (shapes, shape) = Shapes::of_type::<Abbreviation>();
    let mut short_forms = BTreeMap::new();
    for entry in tree.root.as_table().into_iter().flat_map(|t| &t.entries) {
        let faults = Subject {
            shapes: &shapes,
            file,
            text: &sources.file(file).text,
            name: &format!("the abbreviation `{}`", entry.key),
            kind: None,
            root: &entry.value,
        }
        .check(&shape);
        match decode(&entry.value) {
            Ok(abbreviation) if faults.is_empty() => {
                short_forms.insert(entry.key.to_string(), abbreviation);
            }
            _ => {
                unread.abbreviations.known.insert(entry.key.to_string());
                found.extend(faults);
            }
        }
    }
    Abbreviations {
        known: short_forms,
        tree: Some((file, tree.root)),
    }
}
