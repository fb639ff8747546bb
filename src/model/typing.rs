//! The text of a file becomes a record.

use super::common::Common;
use super::conform::Subject;
use super::corpus::Record;
use super::kind::Body;
use super::reference::RecordId;
use super::shape::{Shape, Shapes};
use crate::diagnostic::{Diagnostic, FileId, Span, codes};
use crate::read::Tree;
use crate::read::decode::decode;
use crate::read::node::{Entry, Node, Value};

/// Reads one record: its faults of form, and the record if it has none.
pub(super) fn record(file: FileId, text: &str, id: RecordId) -> (Option<Record>, Vec<Diagnostic>) {
    let (tree, mut found) = Tree::parse(file, text);
    if !tree.whole {
        return (None, found);
    }
    let shapes = Shapes::get();
    let shape = shapes.record(id.kind);
    found.extend(
        Subject {
            shapes,
            file,
            text,
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
