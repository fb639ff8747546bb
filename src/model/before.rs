//! What was made of the files before an edit, for those that the edit did not touch.

use super::book::Book;
use super::corpus::{Abbreviations, Corpus, Record};
use super::reference::RecordId;
use crate::diagnostic::{Diagnostic, FileId};
use crate::kept::Kept;
use crate::read::Sources;
use crate::read::bibliography::Bibliography;
use crate::read::markdown::Scan;
use crate::read::retractions::{RETRACTIONS, Retractions};

/// A corpus of the files as they were. What it gives was made of one file each, and of nothing else.
pub(super) struct Before<'a> {
    pub now: &'a Sources,
    pub was: &'a Sources,
    pub corpus: &'a Corpus,
}

impl Before<'_> {
    /// Whether a file of the content, or `book.toml`, is as it was: the same text under the same path.
    fn is_unchanged(&self, file: Option<FileId>) -> bool {
        file.is_some_and(|file| self.now.is_unchanged(self.was, file))
    }

    pub fn book(&self) -> Option<Kept<Book>> {
        let same = self.is_unchanged(self.now.find("book.toml"));
        same.then(|| self.corpus.book.clone())
    }

    /// A record without faults. One with faults is read again, to say what they are.
    pub fn record(&self, file: FileId, id: &RecordId) -> Option<Kept<Record>> {
        let known = self.corpus.records.get(id).filter(|known| known.file == file);
        known.filter(|_| self.is_unchanged(Some(file))).cloned()
    }

    /// The glossary, if none of its entries had a fault.
    pub fn abbreviations(&self) -> Option<Kept<Abbreviations>> {
        let file = self.now.in_content("abbreviations.toml");
        let (known, tree) = (&self.corpus.abbreviations, self.corpus.abbreviations.tree.as_ref());
        let whole = tree.is_some_and(|(read, tree)| {
            Some(*read) == file && tree.as_table().is_some_and(|t| t.entries.len() == known.known.len())
        });
        let none = file.is_none() && tree.is_none();
        (none || (whole && self.is_unchanged(file))).then(|| known.clone())
    }

    pub fn bibliography(&self) -> Option<(Kept<Bibliography>, Vec<Diagnostic>)> {
        let file = self.now.in_content("references.bib");
        let same = self.corpus.bibliography.file == file && (file.is_none() || self.is_unchanged(file));
        same.then(|| {
            (
                self.corpus.bibliography.clone(),
                self.corpus.bibliography_faults.clone(),
            )
        })
    }

    pub fn retractions(&self) -> Option<(Kept<Retractions>, Vec<Diagnostic>)> {
        let file = self.now.in_content(RETRACTIONS);
        let same = self.corpus.retractions.file == file && (file.is_none() || self.is_unchanged(file));
        same.then(|| (self.corpus.retractions.clone(), self.corpus.retractions_faults.clone()))
    }

    pub fn scan(&self, file: FileId) -> Option<Kept<Scan>> {
        let known = self.corpus.chapters.iter().find(|chapter| chapter.file == file);
        known
            .filter(|_| self.is_unchanged(Some(file)))
            .map(|chapter| chapter.scan.clone())
    }
}
