//! Finds the value that a reference with a `#part.field` means.

use super::Index;
use crate::model::reference::Target;
use crate::model::shape::{Shape, Shapes};
use crate::model::{Corpus, Record};
use crate::read::node::{KeyPath, Node};

/// A part or field of a record, found.
#[derive(Debug)]
pub struct Quoted<'a> {
    pub record: &'a Record,
    pub path: KeyPath,
    pub node: &'a Node,
    pub shape: Shape,
    /// The part whose anchor is nearest, if the value stands in one.
    pub anchor: Option<&'a str>,
}

impl Index {
    /// What `kind:id#part.field` or `kind:id#field` means, if it is there.
    pub fn quote<'a>(&'a self, corpus: &'a Corpus, target: &'a Target) -> Option<Quoted<'a>> {
        let record = corpus.get(&target.record)?;
        let written = target.part.as_deref()?;
        let (first, rest) = match written.split_once('.') {
            Some((first, rest)) => (first, Some(rest)),
            None => (written, None),
        };
        let (path, anchor) = match self.part(&record.id, first) {
            Some(part) => {
                let path = match rest {
                    Some(rest) => {
                        let (below, _) = KeyPath::resolve(record.tree.at(&part.path)?, rest)?;
                        KeyPath(part.path.0.iter().cloned().chain(below.0).collect())
                    }
                    None => part.path.clone(),
                };
                (path, Some(first))
            }
            None => (KeyPath::resolve(&record.tree, written)?.0, None),
        };
        let node = record.tree.at(&path)?;
        let shape = Shapes::get().at(record.id.kind, &path)?;
        Some(Quoted {
            record,
            path,
            node,
            shape,
            anchor,
        })
    }
}
