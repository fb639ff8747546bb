//! Walks the handbook once and notes everything that refers to something.

use std::collections::BTreeMap;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::{
    Citation, Derivation, Edge, EdgeSort, Fragment, Index, LocalRef, Origin, Part, PathRef, Prose, Spans, embed,
};
use crate::diagnostic::{FileId, Span};
use crate::kept::Kept;
use crate::model::formula::{Formula, derived_field};
use crate::model::reference::Target;
use crate::model::scalar::Scalar;
use crate::model::shape::{Shape, Shapes};
use crate::model::text::{FieldPath, Id, Markdown};
use crate::model::walk::{Visit, walk};
use crate::model::{Corpus, Record};
use crate::read::Sources;
use crate::read::markdown::{Cite, Scan, scan};
use crate::read::node::{KeyPath, Node, Step, Value};
use crate::read::places::Places;

/// The fragments of a handbook, and how many of them are not of records. What was made of the same before is taken over.
pub fn collect(sources: &Sources, corpus: &Corpus, before: Option<&Index>) -> (Vec<Kept<Fragment>>, usize) {
    let known = |from: &Origin, made_of: u64| {
        let known = before?.fragment(from)?;
        (known.made_of == made_of).then(|| known.clone())
    };
    let keep = |from: Origin, made_of: u64, make: &dyn Fn(&mut Fragment)| {
        known(&from, made_of).unwrap_or_else(|| {
            let mut fragment = Fragment::new(from, made_of);
            make(&mut fragment);
            Kept::new(fragment)
        })
    };
    let book = keep(Origin::Book, Kept::number(&corpus.book), &|fragment| {
        fragment.book(sources, corpus);
    });
    let mut fragments = vec![book];
    for chapter in &corpus.chapters {
        let from = Origin::Chapter(chapter.path.clone());
        fragments.push(keep(from, Kept::number(&chapter.scan), &|fragment| {
            fragment.scanned(KeyPath::default(), chapter.file, Spans::File, chapter.scan.clone());
        }));
    }
    fragments.push(keep(
        Origin::Glossary,
        Kept::number(&corpus.abbreviations),
        &|fragment| {
            fragment.glossary(sources, corpus);
        },
    ));
    let others = fragments.len();
    let records: Vec<&Kept<Record>> = corpus.records.values().collect();
    fragments.par_extend(records.par_iter().with_max_len(64).map(|record| {
        let from = Origin::Record(record.id.clone());
        keep(from, Kept::number(record), &|fragment| fragment.record(sources, record))
    }));
    (fragments, others)
}

/// What one record holds and refers to.
fn walk_record(index: &mut Fragment, sources: &Sources, record: &Record) {
    let origin = Origin::Record(record.id.clone());
    walk(record.id.kind, &record.tree, &mut |visit: Visit<'_>| {
        let Visit {
            node,
            shape,
            path,
            around,
        } = visit;
        let span = || Span::new(record.file, node.span.clone());
        match (shape, &node.value) {
            (Shape::Reference(_), Value::Text(text)) => {
                if let Ok(to) = Target::parse(text) {
                    index.edges.push(Edge {
                        from: origin.clone(),
                        field: path.clone(),
                        span: span(),
                        to,
                        sort: EdgeSort::Field,
                    });
                }
            }
            (Shape::Cite, Value::Text(key)) => index.citations.push(Citation {
                from: origin.clone(),
                field: path.clone(),
                span: span(),
                cite: Cite {
                    key: key.to_string(),
                    locator: None,
                },
                source: is_of_source(path),
            }),
            (Shape::Local(list), Value::Text(id)) => index.locals.push(LocalRef {
                record: record.id.clone(),
                field: path.clone(),
                span: span(),
                id: id.to_string(),
                list: list.clone(),
                known: known_locals(around, list),
            }),
            (Shape::Scalar(scalar), Value::Text(text)) if scalar.is::<Markdown>() => {
                index.prose(sources, path.clone(), record.file, node, text);
            }
            (Shape::Scalar(scalar), Value::Text(text)) if scalar.is::<FieldPath>() => {
                index.paths.push(PathRef {
                    record: record.id.clone(),
                    field: path.clone(),
                    span: span(),
                    path: text.to_string(),
                });
            }
            (Shape::Scalar(scalar), Value::Text(text)) if scalar.is::<Formula>() => {
                if let (Ok(formula), Some(table)) = (Formula::parse(text), around.last()) {
                    index.formula(sources, record, path, node, formula, derived_field(table));
                }
            }
            (Shape::Table(table), Value::Table(_)) => {
                let has_id = Shapes::get()
                    .table(*table)
                    .field("id")
                    .is_some_and(|f| matches!(&f.shape, Shape::Scalar(s) if s.is::<Id>()));
                if let (true, Some(id)) = (has_id, node.get("id")) {
                    index.add_part(record, path, node, id);
                }
            }
            _ => {}
        }
    });
}

/// Whether a citation is that of a `source`, or of one of several.
fn is_of_source(path: &KeyPath) -> bool {
    match path.0.as_slice() {
        [.., source, cite] if source.is_key("source") => cite.is_key("cite"),
        [.., source, Step::Index(..), cite] if source.is_key("source") => cite.is_key("cite"),
        _ => false,
    }
}

/// The ids in the nearest list of this name around a place; of all parts of the record where no list is named.
fn known_locals(around: &[&Node], list: &str) -> Vec<String> {
    if list.is_empty() {
        let mut ids = Vec::new();
        if let Some(root) = around.first() {
            all_ids(root, &mut ids);
        }
        return ids;
    }
    around
        .iter()
        .rev()
        .find_map(|table| ids_of(table.get(list)?))
        .unwrap_or_default()
}

/// The ids in a list of tables. A list of plain ids, such as an endpoint's `arms`, itself refers to one.
fn ids_of(list: &Node) -> Option<Vec<String>> {
    let items = list.as_array()?.iter();
    items.map(|item| Some(item.id()?.to_owned())).collect()
}

fn all_ids(node: &Node, ids: &mut Vec<String>) {
    match &node.value {
        Value::Table(table) => {
            ids.extend(node.id().map(str::to_owned));
            table.entries.iter().for_each(|e| all_ids(&e.value, ids));
        }
        Value::Array(items) => items.iter().for_each(|item| all_ids(item, ids)),
        _ => {}
    }
}

impl Fragment {
    fn new(from: Origin, made_of: u64) -> Self {
        Self {
            from,
            made_of,
            parts: BTreeMap::new(),
            edges: Vec::new(),
            citations: Vec::new(),
            locals: Vec::new(),
            paths: Vec::new(),
            prose: Vec::new(),
            derivations: Vec::new(),
            cited: OnceLock::new(),
        }
    }

    fn record(&mut self, sources: &Sources, record: &Record) {
        walk_record(self, sources, record);
    }

    /// The texts of `book.toml` that pages show.
    fn book(&mut self, sources: &Sources, corpus: &Corpus) {
        let Some(file) = sources.find("book.toml") else { return };
        let book = &corpus.book;
        let texts = [
            ("notice", "disclaimer", &book.notice.disclaimer),
            ("book", "search", &book.book.search),
        ];
        for (table, key, text) in texts {
            let Some(text) = text else { continue };
            let (tree, _) = sources.tree(file);
            if let Some(node) = tree.root.get(table).and_then(|table| table.get(key)) {
                let path = KeyPath::default().key(table).key(key);
                self.prose(sources, path, file, node, text.as_str());
            }
        }
    }

    fn add_part(&mut self, record: &Record, path: &KeyPath, node: &Node, id: &Node) {
        let Some(text) = id.as_text() else { return };
        let span = Span::new(record.file, id.span.clone());
        if let Some(first) = self.parts.get_mut(text) {
            first.again.push(span);
            return;
        }
        let name = ["name", "title"]
            .iter()
            .find_map(|field| node.get(field)?.as_text())
            .unwrap_or(text);
        let part = Part {
            path: path.clone(),
            span,
            name: name.to_owned(),
            again: Vec::new(),
        };
        self.parts.insert(text.to_owned(), part);
    }

    fn formula(
        &mut self,
        sources: &Sources,
        record: &Record,
        path: &KeyPath,
        node: &Node,
        formula: Formula,
        field: Option<&str>,
    ) {
        let places = Places::of(&sources.file(record.file).text, node);
        for quote in formula.quotes() {
            self.edges.push(Edge {
                from: Origin::Record(record.id.clone()),
                field: path.clone(),
                span: Span::new(record.file, places.at(&quote.bytes)),
                to: quote.target(&record.id),
                sort: EdgeSort::Field,
            });
        }
        let table = KeyPath(path.0[..path.0.len() - 1].to_vec());
        self.derivations.push(Derivation {
            record: record.id.clone(),
            value: field.map(|field| table.key(field)),
            table,
            formula,
        });
    }

    fn prose(&mut self, sources: &Sources, field: KeyPath, file: FileId, node: &Node, text: &str) {
        let spans = Spans::String(Places::of(&sources.file(file).text, node));
        self.scanned(field, file, spans, Kept::new(scan(text)));
    }

    fn scanned(&mut self, field: KeyPath, file: FileId, spans: Spans, scan: Kept<Scan>) {
        let prose = Prose {
            from: self.from.clone(),
            field,
            file,
            scan,
            spans,
        };
        for link in &prose.scan.links {
            if let Ok(to) = Target::parse(&link.dest) {
                self.edges.push(Edge {
                    from: prose.from.clone(),
                    field: prose.field.clone(),
                    span: prose.span(&link.bytes),
                    to,
                    sort: if link.empty { EdgeSort::Quote } else { EdgeSort::Link },
                });
            }
        }
        for citation in &prose.scan.citations {
            for (cite, key) in citation.cites.iter().zip(&citation.keys) {
                self.citations.push(Citation {
                    from: prose.from.clone(),
                    field: prose.field.clone(),
                    span: prose.span(key),
                    cite: cite.clone(),
                    source: false,
                });
            }
        }
        for block in &prose.scan.embeds {
            for (to, at) in embed::references(block) {
                self.edges.push(Edge {
                    from: prose.from.clone(),
                    field: prose.field.clone(),
                    span: prose.span(&at),
                    to,
                    sort: EdgeSort::Embed,
                });
            }
        }
        self.prose.push(prose);
    }

    fn glossary(&mut self, sources: &Sources, corpus: &Corpus) {
        let Some((file, tree)) = &corpus.abbreviations.tree else {
            return;
        };
        for entry in tree.as_table().into_iter().flat_map(|t| &t.entries) {
            let path = KeyPath::default().key(&entry.key);
            if let Some(node) = entry.value.get("text")
                && let Some(text) = node.as_text()
            {
                self.prose(sources, path.key("text"), *file, node, text);
            }
            if let Some(node) = entry.value.get("about")
                && let Some(Ok(to)) = node.as_text().map(Target::parse)
            {
                self.edges.push(Edge {
                    from: Origin::Glossary,
                    field: path.key("about"),
                    span: Span::new(*file, node.span.clone()),
                    to,
                    sort: EdgeSort::Field,
                });
            }
        }
    }
}
