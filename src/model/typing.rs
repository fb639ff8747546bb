//! The text of a file becomes a record.

use super::common::Common;
use super::conform::Subject;
use super::corpus::Record;
use super::kind::Body;
use super::reference::RecordId;
use super::shape::Shapes;
use super::source::decode_with_sources;
use crate::diagnostic::{Diagnostic, FileId, Span, codes};
use crate::read::Tree;

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
    let typed =
        decode_with_sources::<Common>(&tree.root).and_then(|common| Ok((common, Body::decode(id.kind, &tree.root)?)));
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
