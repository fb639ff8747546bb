//! The whole handbook, typed.

use std::collections::{BTreeMap, BTreeSet};

use super::book::Book;
use super::common::{Common, FieldSource};
use super::conform::Subject;
use super::kind::{Body, Kind, Of};
use super::place::{Place, bad_id, mended_id, stray};
use super::reference::RecordId;
use super::shape::{Shape, Shapes};
use super::source::Sources;
use super::text::{Markdown, Text};
use super::unread::{Names, Unread};
use crate::diagnostic::{Diagnostic, FileId, Span, codes};
use crate::read::bibliography::Bibliography;
use crate::read::chapters::{self, Chapter, Summary};
use crate::read::decode::decode;
use crate::read::node::{Entry, Node, Value};
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

/// The whole handbook, typed, and nothing checked but its form.
#[derive(Debug)]
pub struct Corpus {
    pub book: Book,
    pub records: BTreeMap<RecordId, Record>,
    pub abbreviations: BTreeMap<String, Abbreviation>,
    /// The tree of `abbreviations.toml`, for places.
    pub abbreviations_tree: Option<(FileId, Node)>,
    pub bibliography: Bibliography,
    pub summary: Summary,
    /// Chapters in reading order.
    pub chapters: Vec<Chapter>,
    pub unread: Unread,
}

impl Corpus {
    pub fn get(&self, id: &RecordId) -> Option<&Record> {
        self.records.get(id)
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
            .map(|(_, record)| record)
            .take_while(move |record| record.id.kind == kind)
    }

    pub fn chapter(&self, path: &str) -> Option<&Chapter> {
        self.chapters.iter().find(|c| c.path == path)
    }
}

/// Gives the files their types. A handbook whose `book.toml` cannot be used has no corpus; every other fault leaves out
/// only what it spoils.
pub fn assemble(sources: &read::Sources) -> (Option<Corpus>, Vec<Diagnostic>) {
    let mut found = sources.diagnostics.clone();
    let book = book(sources, &mut found);

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
    // The bibliography is one file, so it is read beside all others.
    let (read, (bibliography, in_bibliography)) = rayon::join(
        || -> Vec<(Option<Record>, Vec<Diagnostic>)> {
            let read = files.par_iter().map(|(file, id)| record(sources, *file, id.clone()));
            read.collect()
        },
        || match sources.in_content("references.bib") {
            Some(file) => bibliography::parse(file, &sources.file(file).text),
            None => Default::default(),
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

    let (abbreviations, abbreviations_tree) = abbreviations(sources, &mut unread, &mut found);
    found.extend(in_bibliography);
    unread.works = Names {
        any: bibliography.file.is_some_and(|file| sources.refused.contains(&file)),
        known: bibliography.unread.clone(),
    };
    let (summary, chapters, diagnostics) = chapters::read(sources);
    found.extend(diagnostics);
    unread.files.extend(summary.left_out.values());
    // Without a summary no chapter is in the handbook, which has been said once.
    unread.chapters.any |= chapters.is_empty();

    let corpus = book.map(|book| Corpus {
        book,
        records,
        abbreviations,
        abbreviations_tree,
        bibliography,
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

type Abbreviations = BTreeMap<String, Abbreviation>;

fn abbreviations(
    sources: &read::Sources,
    unread: &mut Unread,
    found: &mut Vec<Diagnostic>,
) -> (Abbreviations, Option<(FileId, Node)>) {
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
    let mut short_forms = Abbreviations::new();
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
                short_forms.insert(entry.key.clone(), abbreviation);
            }
            _ => {
                unread.abbreviations.known.insert(entry.key.clone());
                found.extend(faults);
            }
        }
    }
    (short_forms, Some((file, tree.root)))
}

/// Reads one record: its faults of form, and the record if it has none.
fn record(sources: &read::Sources, file: FileId, id: RecordId) -> (Option<Record>, Vec<Diagnostic>) {
    let (tree, mut found) = sources.tree(file);
    if !tree.whole {
        return (None, found);
    }
    let shapes = Shapes::get();
    let shape = shapes.record(id.kind);
    found.extend(
        Subject {
            shapes,
            file,
            text: &sources.file(file).text,
            name: &id.to_string(),
            kind: Some(id.kind),
            root: &tree.root,
        }
        .check(&shape),
    );
    if !found.is_empty() {
        return (None, found);
    }
    let mut inherited = tree.root.clone();
    inherit_source(&mut inherited, &shape, shapes, None);
    let typed = decode::<Common>(&inherited).and_then(|common| Ok((common, Body::decode(id.kind, &inherited)?)));
    match typed {
        Ok((common, body)) => (
            Some(Record {
                id,
                file,
                common,
                body,
                tree: tree.root,
            }),
            found,
        ),
        // Shapes come from the same types as serde's reading, so this means that the two have come apart.
        Err(error) => {
            let span = Span::new(file, 0..0);
            let message = format!("the record cannot be read: {error}");
            found.push(Diagnostic::error(codes::WRONG_TYPE, span, message, "in this file"));
            (None, found)
        }
    }
}

/// Hands `source` down to every table that can have one and does not, from the nearest table around it.
fn inherit_source(node: &mut Node, shape: &Shape, shapes: &Shapes, inherited: Option<&Node>) {
    match (shape, &mut node.value) {
        (Shape::Table(id), Value::Table(table)) => {
            let shape = shapes.table(*id);
            let own = table.get("source").cloned();
            let nearest = own.as_ref().or(inherited);
            if let (None, Some(source), Some(_)) = (&own, inherited, shape.field("source")) {
                table.entries.push(Entry {
                    key: "source".to_owned(),
                    key_span: source.span.clone(),
                    value: source.clone(),
                });
            }
            for entry in &mut table.entries {
                if let Some(field) = shape.field(&entry.key) {
                    inherit_source(&mut entry.value, &field.shape, shapes, nearest);
                }
            }
        }
        (Shape::List(item, _), Value::Array(items)) => {
            for node in items {
                inherit_source(node, item, shapes, inherited);
            }
        }
        _ => {}
    }
}
