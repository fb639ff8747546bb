//! What a record says, in a form that can be kept and compared.

use std::collections::BTreeMap;

use crate::ground::claim::Claim;
use crate::ground::library::digest;
use crate::ground::lock::{How, Seal};
use crate::model::shape::Shape;
use crate::model::text::{Markdown, Text};
use crate::model::walk::walk;
use crate::model::{Corpus, Kind, RecordId};
use crate::read::node::{KeyPath, Node, Value};

/// What a record says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Look {
    /// Its values, references, decisive words and places, claim by claim.
    pub said: Vec<String>,
    pub digest: String,
}

/// What records say, each looked at once.
pub struct Looks<'a> {
    corpus: &'a Corpus,
    claims: BTreeMap<&'a RecordId, Vec<&'a Claim>>,
    known: BTreeMap<RecordId, Look>,
}

impl<'a> Looks<'a> {
    pub fn new(corpus: &'a Corpus, claims: impl IntoIterator<Item = &'a Claim>) -> Self {
        let mut of: BTreeMap<&RecordId, Vec<&Claim>> = BTreeMap::new();
        for claim in claims {
            of.entry(&claim.record).or_default().push(claim);
        }
        Self {
            corpus,
            claims: of,
            known: BTreeMap::new(),
        }
    }

    pub fn of(&mut self, id: &RecordId) -> &Look {
        if !self.known.contains_key(id) {
            let said = self.said(id);
            let digest = digest(&said.join("\n"));
            self.known.insert(id.clone(), Look { said, digest });
        }
        &self.known[id]
    }

    /// Whether the handbook has it, be it that it cannot be read at the moment.
    pub fn exists(&self, id: &RecordId) -> bool {
        crate::index::Index::exists(self.corpus, id)
    }

    /// Whether it can be compared.
    pub fn is_readable(&self, id: &RecordId) -> bool {
        let unread = match id.kind {
            Kind::Work => self.corpus.bibliography.unread.contains(&id.id),
            _ => false,
        };
        !unread && !self.corpus.unread.has_record(id)
    }

    fn said(&self, id: &RecordId) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(record) = self.corpus.get(id) {
            if record.common.withdrawn.is_some() {
                said.push("withdrawn=yes".to_owned());
            }
            superseded(&record.tree, &KeyPath::default(), &mut said);
        }
        let mut claims = self.claims.get(id).cloned().unwrap_or_default();
        // Where a table stands in the file says nothing.
        claims.sort_by_key(|claim| claim.path.to_string());
        for claim in claims {
            let at = match claim.path.0.is_empty() || claim.is_entry() {
                true => String::new(),
                false => format!("{}: ", claim.path),
            };
            let seal = Seal::of(claim, How::Found);
            said.extend(seal.numbers.iter().map(|number| format!("{at}{number}")));
            said.extend(seal.refers.iter().map(|to| format!("{at}{REFERS}{to}")));
            said.extend(seal.words.iter().map(|word| format!("{at}{}", folded(word))));
            said.extend(seal.read.iter().map(|read| format!("{at}read in {}", folded(read))));
        }
        said
    }

    /// The fingerprint of a record's words: whoever reviewed it has read them.
    pub fn wording(&self, id: &RecordId) -> String {
        let Some(record) = self.corpus.get(id) else {
            return String::new();
        };
        let mut words = Vec::new();
        walk(id.kind, &record.tree, &mut |visit| {
            let Shape::Scalar(scalar) = visit.shape else { return };
            let own = ["review", "accept", "formerly"];
            let aside = own
                .iter()
                .any(|name| visit.path.0.first().is_some_and(|step| step.is_key(name)));
            if let (Some(text), false) = (visit.node.as_text(), aside)
                && (scalar.is::<Text>() || scalar.is::<Markdown>())
            {
                words.push(format!("{}: {}", visit.path, folded(text)));
            }
        });
        words.sort();
        digest(&words.join("\n"))
    }
}

/// What stands before a reference among what is said.
pub const REFERS: &str = "refers to ";

/// What has overtaken a record or a part of it: no claim, but a reader of either must know.
fn superseded(node: &Node, path: &KeyPath, said: &mut Vec<String>) {
    match &node.value {
        Value::Table(table) => {
            for entry in &table.entries {
                let path = path.key(&entry.key);
                match (entry.key.as_str(), entry.value.as_text()) {
                    ("superseded_by", Some(by)) => said.push(format!("{path}={by}")),
                    _ => superseded(&entry.value, &path, said),
                }
            }
        }
        Value::Array(items) => {
            for (index, item) in items.iter().enumerate() {
                let step = crate::read::node::Step::Index(index, item.element_name().map(Into::into));
                superseded(item, &path.child(step), said);
            }
        }
        _ => {}
    }
}

/// A text in which lines may be broken otherwise.
fn folded(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}
