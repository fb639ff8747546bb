//! Names that have digits in them, which are no numbers.

use std::ops::Range;
use std::sync::OnceLock;

use aho_corasick::AhoCorasick;

use super::lists::Lists;
use crate::kept::Kept;
use crate::model::{Corpus, Record};

/// Names with digits in them, all of which are looked for in a text at once.
#[derive(Debug)]
pub struct Names {
    names: Vec<String>,
    search: Option<AhoCorasick>,
}

impl Names {
    pub fn new(names: Vec<String>) -> Self {
        let search = AhoCorasick::builder().ascii_case_insensitive(true).build(&names);
        // It fails at more letters than a handbook can hold.
        let search = search.ok();
        Self { names, search }
    }

    /// Where names stand in a text, as whole words.
    pub fn places(&self, text: &str) -> Vec<Range<usize>> {
        let whole = |at: &Range<usize>| {
            !text[..at.start].ends_with(char::is_alphanumeric) && !text[at.end..].starts_with(char::is_alphanumeric)
        };
        let found = self.search.iter().flat_map(|search| search.find_overlapping_iter(text));
        found.map(|found| found.range()).filter(whole).collect()
    }
}

/// What questions need of all records, worked out once for a handbook. Names are taken over by the next if they are the same.
#[derive(Debug, Default)]
pub struct WorkedOut {
    before: Option<Kept<Names>>,
    names: OnceLock<Kept<Names>>,
    pub(super) lists: Lists,
}

impl WorkedOut {
    pub fn after(before: Option<&Self>) -> Self {
        Self {
            before: before
                .and_then(|before| before.names.get().or(before.before.as_ref()))
                .cloned(),
            names: OnceLock::new(),
            lists: Lists::default(),
        }
    }

    /// What records and abbreviations with digits in them are called, in lower case.
    pub(super) fn names(&self, corpus: &Corpus) -> &Kept<Names> {
        self.names.get_or_init(|| {
            let names = with_digits(corpus);
            match self.before.as_ref().filter(|before| before.names == names) {
                Some(before) => before.clone(),
                None => Kept::new(Names::new(names)),
            }
        })
    }
}

fn with_digits(corpus: &Corpus) -> Vec<String> {
    let of_record = |record: &Record| {
        let common = &record.common;
        let texts = [&common.name, &common.title]
            .into_iter()
            .flatten()
            .chain(&common.aliases);
        let registry = record.tree.get("registry").and_then(|node| node.as_text());
        let names = texts.map(|text| text.as_str()).chain(registry);
        names.map(str::to_ascii_lowercase).collect::<Vec<_>>()
    };
    let records = corpus.records.values().flat_map(|record| of_record(record));
    let short = corpus
        .abbreviations
        .known
        .iter()
        .flat_map(|(short, meaning)| [short.to_ascii_lowercase(), meaning.means.as_str().to_ascii_lowercase()]);
    let has = |name: &str, what: fn(char) -> bool| name.chars().any(what);
    let mut names: Vec<String> = records
        .chain(short)
        .filter(|name| has(name, char::is_numeric) && (has(name, char::is_alphabetic) || name.len() > 6))
        .collect();
    names.sort();
    names.dedup();
    names
}
