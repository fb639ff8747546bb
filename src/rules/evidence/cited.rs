//! The evidence that a text names, and whether it is said there that it no longer holds.

use crate::index::{Edge, EdgeSort};
use crate::model::Record;
use crate::read::node::{KeyPath, Step};
use crate::rules::Text;

/// Fields that name evidence.
const FIELDS: [&str; 3] = ["evidence", "evidence_for", "evidence_against"];

/// References in fields that name evidence.
pub fn evidence<'a>(text: &Text<'a>) -> impl Iterator<Item = &'a Edge> + use<'a> {
    let edges = text.fragment().edges.iter();
    edges.filter(|edge| edge.sort == EdgeSort::Field && is_evidence(&edge.field))
}

fn is_evidence(path: &KeyPath) -> bool {
    let keys = path.0.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(..) => None,
    });
    keys.is_some_and(|key| FIELDS.contains(&key))
}

/// Whether the record, or a table of it around a place, says that it has been overtaken or withdrawn.
pub fn is_past(record: &Record, path: &KeyPath) -> bool {
    let around = |depth: usize| record.tree.at(&KeyPath(path.0[..depth].to_vec()));
    let overtaken = |depth: usize| around(depth).is_some_and(|table| table.get("superseded_by").is_some());
    record.common.withdrawn.is_some() || (0..path.0.len()).any(overtaken)
}
