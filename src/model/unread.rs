//! What is there and could not be read. References to it are not unknown: what is wrong is said where it stands, once.

use std::collections::{BTreeMap, BTreeSet};

use super::kind::Kind;
use super::reference::RecordId;
use crate::diagnostic::FileId;

/// What is there and could not be read.
#[derive(Debug, Default)]
pub struct Unread {
    /// Files whose links, whole or in part, are not in the index.
    pub files: BTreeSet<FileId>,
    /// Ids of records, by kind.
    pub records: BTreeMap<Kind, Names>,
    /// Short forms of the glossary.
    pub abbreviations: Names,
    /// Citation keys of the bibliography.
    pub works: Names,
    /// Chapters, by their path.
    pub chapters: Names,
}

/// Names of things of one sort.
#[derive(Debug, Default)]
pub struct Names {
    /// Every name may be one, for the place where they stand could not be read.
    pub any: bool,
    pub known: BTreeSet<String>,
}

impl Names {
    pub fn has(&self, name: &str) -> bool {
        self.any || self.known.contains(name)
    }
}

impl Unread {
    pub fn has_record(&self, id: &RecordId) -> bool {
        match id.kind {
            // Works stand in the bibliography; their own files only add notes.
            Kind::Work => self.works.has(&id.id),
            kind => self.records.get(&kind).is_some_and(|ids| ids.has(&id.id)),
        }
    }

    pub fn add_record(&mut self, file: FileId, id: RecordId) {
        self.files.insert(file);
        self.records.entry(id.kind).or_default().known.insert(id.id);
    }
}
