//! What a record rests on.

use std::collections::{BTreeMap, BTreeSet, VecDeque};

use crate::index::{EdgeSort, Index, Origin};
use crate::model::Kind;
use crate::model::reference::RecordId;
use crate::read::node::KeyPath;

/// Fields that refer to what a record speaks of, is replaced by or is tried out with, and not to what it rests on.
const ASIDE: [&str; 5] = ["about", "superseded_by", "accept", "cases", "review"];

/// What every record rests on: the records that its fields refer to, and the works that it cites, in its fields (its
/// sources above all) and in its prose. What it is `about`, and records that its prose merely links, are not among them.
#[derive(Debug, Default)]
pub struct Chain {
    next: BTreeMap<RecordId, BTreeSet<RecordId>>,
    /// Records of which prose quotes values. Whoever read the prose has read the values, and not what those rest on: summaries
    /// quote so much that else everything would rest on everything.
    quoted: BTreeMap<RecordId, BTreeSet<RecordId>>,
}

impl Chain {
    pub fn new(index: &Index) -> Self {
        let mut chain = Self::default();
        for edge in index.edges() {
            let to = edge.to.record.clone();
            match edge.sort {
                EdgeSort::Field => add(&mut chain.next, &edge.from, &edge.field, to),
                EdgeSort::Quote => add(&mut chain.quoted, &edge.from, &edge.field, to),
                EdgeSort::Link | EdgeSort::Embed => {}
            }
        }
        for citation in index.citations() {
            let work = RecordId {
                kind: Kind::Work,
                id: citation.cite.key.clone(),
            };
            add(&mut chain.next, &citation.from, &citation.field, work);
        }
        chain
    }

    /// The record and all it rests on, each with what it was reached from: nothing for the record itself.
    pub fn of(&self, record: &RecordId) -> BTreeMap<RecordId, Option<RecordId>> {
        let mut found = BTreeMap::from([(record.clone(), None)]);
        let mut open = VecDeque::from([record.clone()]);
        let mut reached = Vec::new();
        while let Some(from) = open.pop_front() {
            for to in self.next.get(&from).into_iter().flatten() {
                if !found.contains_key(to) {
                    found.insert(to.clone(), Some(from.clone()));
                    open.push_back(to.clone());
                }
            }
            reached.push(from);
        }
        for from in reached {
            for to in self.quoted.get(&from).into_iter().flatten() {
                found.entry(to.clone()).or_insert_with(|| Some(from.clone()));
            }
        }
        found
    }

    /// The shortest way from a record to something that it rests on, out of what [`Chain::of`] gave.
    pub fn way(found: &BTreeMap<RecordId, Option<RecordId>>, to: &RecordId) -> Vec<RecordId> {
        let mut way = vec![to.clone()];
        while let Some(Some(from)) = found.get(&way[way.len() - 1]) {
            way.push(from.clone());
        }
        way.reverse();
        way
    }
}

fn add(to_all: &mut BTreeMap<RecordId, BTreeSet<RecordId>>, from: &Origin, field: &KeyPath, to: RecordId) {
    let aside = ASIDE.iter().any(|name| field.0.iter().any(|step| step.is_key(name)));
    if let (Origin::Record(from), false) = (from, aside) {
        to_all.entry(from.clone()).or_default().insert(to);
    }
}
