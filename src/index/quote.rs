//! Finds the value that a reference with a `#part.field` means.

use std::hash::{Hash, Hasher};

use super::Index;
use crate::kept::Kept;
use crate::model::reference::Target;
use crate::model::shape::{Shape, Shapes};
use crate::model::{Corpus, Record};
use crate::read::node::{KeyPath, Node};

/// A part or field of a record, found.
#[derive(Debug)]
pub struct Quoted<'a> {
    pub record: &'a Kept<Record>,
    pub path: KeyPath,
    pub node: &'a Node,
    pub shape: Shape,
    /// The part whose anchor is nearest, if the value stands in one.
    pub anchor: Option<String>,
}

/// The record and the path say all of the rest.
impl Hash for Quoted<'_> {
    fn hash<H: Hasher>(&self, state: &mut H) {
        (self.record, &self.path, &self.anchor).hash(state);
    }
}

impl Index {
    /// What `kind:id#part.field` or `kind:id#field` means, if it is there.
    pub fn quote<'a>(&'a self, corpus: &'a Corpus, target: &Target) -> Option<Quoted<'a>> {
        let record = corpus.records.get(&target.record)?;
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
                (path, Some(first.to_owned()))
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

/// How far a written path leads, and what could stand where it stops.
#[derive(Debug)]
pub struct Way<'a> {
    /// What was found, as written; empty where nothing was.
    pub found: String,
    /// The first name that is not there; empty where all were found.
    pub missing: &'a str,
    /// The record could have it, and does not set it.
    pub unset: bool,
    /// What stands there: `field` or `element`.
    pub noun: &'static str,
    /// Names that could stand there.
    pub known: Vec<String>,
}

/// Follows a path from `start`, which is called `found`, as far as it leads.
pub fn way<'a>(record: &Record, start: &KeyPath, found: &str, rest: &'a str) -> Way<'a> {
    let mut path = start.clone();
    let mut found = found.to_owned();
    for name in rest.split('.') {
        let Some(node) = record.tree.at(&path) else { break };
        if let Some((step, _)) = KeyPath::resolve(node, name) {
            path.0.extend(step.0);
            let point = if found.is_empty() { "" } else { "." };
            found.push_str(&format!("{point}{name}"));
            continue;
        }
        let known = known(record, &path, node);
        return Way {
            found,
            missing: name,
            unset: known.iter().any(|k| k == name),
            noun: if node.as_array().is_some() { "element" } else { "field" },
            known,
        };
    }
    Way {
        found,
        missing: "",
        unset: false,
        noun: "field",
        known: Vec::new(),
    }
}

/// What could stand below a node: the fields of a table, the names of a list's elements.
fn known(record: &Record, path: &KeyPath, node: &Node) -> Vec<String> {
    if let Some(items) = node.as_array() {
        let named = items.iter().enumerate().map(|(i, item)| match item.element_name() {
            Some(name) => name.to_owned(),
            None => i.to_string(),
        });
        return named.collect();
    }
    let shapes = Shapes::get();
    let table = match shapes.at(record.id.kind, path) {
        Some(Shape::Table(table)) => table,
        Some(Shape::OneOrMany(one)) => match *one {
            Shape::Table(table) => table,
            _ => return Vec::new(),
        },
        _ => return Vec::new(),
    };
    shapes.table(table).fields.iter().map(|f| f.name.clone()).collect()
}
