//! `references.bib`: the works that the handbook cites, in BibLaTeX.
//!
//! Parsers of BibLaTeX stop at the first fault and pass over what they do not know. So the file is cut into entries
//! first (`blocks`); each is read by itself (`draft`), takes over what it inherits (`inherit`) and becomes what
//! citation styles want (`work`).

mod blocks;
mod date;
mod draft;
mod faults;
mod formula;
mod inherit;
mod known;
#[cfg(test)]
mod tests;
mod tex;
mod value;
mod work;

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

pub use known::is_citation_key;
pub use work::bare_doi;

use rayon::prelude::*;

use crate::diagnostic::{Diagnostic, FileId, Span, codes};
use blocks::Piece;
use draft::{Draft, Source};

/// The works by citation key.
#[derive(Debug, Default)]
pub struct Bibliography {
    pub file: Option<FileId>,
    pub works: BTreeMap<String, Work>,
    /// Keys of entries that are there and could not be read, which has been said of them.
    pub unread: BTreeSet<String>,
}

/// One work.
#[derive(Debug)]
pub struct Work {
    pub key_span: Range<usize>,
    /// The BibLaTeX type in lower case, as the file has it: `article`.
    pub entry_type: String,
    /// The entry's fields as plain text, by their BibLaTeX names in lower case, with where each value stands. BibTeX's
    /// names are not kept: `journal` is `journaltitle`. What is inherited by `crossref` or `xdata` is included.
    pub fields: BTreeMap<String, Field>,
    /// The entry as citation styles want it.
    pub entry: hayagriva::Entry,
    /// There are more authors than the entry names: the file ends their list with `and others`.
    pub more_authors: bool,
    /// The same of editors.
    pub more_editors: bool,
}

impl Work {
    /// The DOI in one spelling: without the address of its resolver, and in lower case, for DOIs do not tell case apart.
    pub fn doi(&self) -> Option<String> {
        let doi = self.fields.get("doi")?;
        Some(work::bare_doi(&doi.text).to_lowercase())
    }

    /// The work as readers know it: first author and year, else its title.
    pub fn short_name(&self) -> String {
        self.short_name_by(
            |one, other| format!("{one} and {other}"),
            |first| format!("{first} et al."),
        )
    }

    /// The same with other words for two authors, and for one and others.
    pub fn short_name_by(&self, two: impl Fn(&str, &str) -> String, many: impl Fn(&str) -> String) -> String {
        let field = |name: &str| self.fields.get(name).map(|f| f.text.as_str());
        let year = field("year")
            .or_else(|| field("date"))
            .map(|date| date.split('-').next().unwrap_or(date));
        let authors = self.entry.authors().unwrap_or_default();
        let Some(first) = authors.first() else {
            return field("title").unwrap_or_default().to_owned();
        };
        let family = |person: &hayagriva::types::Person| match &person.prefix {
            Some(prefix) => format!("{prefix} {}", person.name),
            None => person.name.clone(),
        };
        let name = family(first);
        let name = match authors.len() {
            1 if !self.more_authors => name,
            2 if !self.more_authors => two(&name, &family(&authors[1])),
            _ => many(&name),
        };
        match year {
            Some(year) => format!("{name} {year}"),
            None => name,
        }
    }
}

/// A field of a work.
#[derive(Debug, Clone, PartialEq)]
pub struct Field {
    pub text: String,
    pub span: Range<usize>,
}

/// Reads a BibLaTeX file, with every fault in it. What can be read is returned, whatever is wrong beside it.
pub fn parse(file: FileId, text: &str) -> (Bibliography, Vec<Diagnostic>) {
    let pieces = blocks::pieces(text);
    let mut source = Source {
        file,
        text,
        strings: Cow::default(),
        found: Vec::new(),
    };
    let mut unread = BTreeSet::new();
    for piece in &pieces {
        match piece {
            Piece::Strings(bytes) => source.define_strings(bytes),
            Piece::Entry(_) => {}
            fault => {
                source.found.push(outline_fault(file, fault));
                unread.extend(key_at(text, fault));
            }
        }
    }
    let Source { strings, mut found, .. } = source;
    let entries = pieces.par_iter().with_max_len(64).filter_map(|piece| match piece {
        Piece::Entry(bytes) => Some((piece, bytes)),
        _ => None,
    });
    let read = entries.map(|(piece, bytes)| {
        let mut source = Source {
            file,
            text,
            strings: Cow::Borrowed(&*strings),
            found: Vec::new(),
        };
        let draft = source.draft(bytes).ok_or_else(|| key_at(text, piece));
        (draft, source.found)
    });
    let mut drafts: BTreeMap<String, Draft> = BTreeMap::new();
    for (draft, of_it) in read.collect::<Vec<_>>() {
        found.extend(of_it);
        match draft {
            Err(key) => unread.extend(key),
            Ok(draft) => match drafts.get(&draft.key) {
                Some(first) => found.push(duplicate(file, &draft, first)),
                None => {
                    drafts.insert(draft.key.clone(), draft);
                }
            },
        }
    }
    let (works, of_works) = works(drafts, file);
    found.extend(of_works);
    found.sort_by_key(|d| d.primary.span.bytes.start);
    let bibliography = Bibliography {
        file: Some(file),
        works,
        unread,
    };
    (bibliography, found)
}

/// The works of entries, each with what it takes over from others.
fn works(drafts: BTreeMap<String, Draft>, file: FileId) -> (BTreeMap<String, Work>, Vec<Diagnostic>) {
    let work = |draft: Draft, mut found: Vec<Diagnostic>| {
        let key = draft.key.clone();
        let work = work::work(draft, file, &mut found);
        ((key, work), found)
    };
    // `@xdata` only holds what other entries take from it; nobody can cite it.
    let is_work = |draft: &Draft| draft.kind != "xdata";
    let made: Vec<((String, Work), Vec<Diagnostic>)> = match drafts.values().any(Draft::inherits) {
        true => {
            let entries: Vec<&Draft> = drafts.values().filter(|draft| is_work(draft)).collect();
            let whole = entries.into_par_iter().with_max_len(64).map(|draft| {
                let mut found = Vec::new();
                (inherit::with_inherited(draft, &drafts, file, &mut found), found)
            });
            whole.map(|(draft, found)| work(draft, found)).collect()
        }
        false => {
            let entries: Vec<Draft> = drafts.into_values().filter(is_work).collect();
            let entries = entries.into_par_iter().with_max_len(64);
            entries.map(|draft| work(draft, Vec::new())).collect()
        }
    };
    let (works, found): (Vec<_>, Vec<_>) = made.into_iter().unzip();
    (works.into_iter().collect(), found.into_iter().flatten().collect())
}

/// The key of an entry that cannot be read as one, as far as it can be made out.
fn key_at(text: &str, piece: &Piece) -> Option<String> {
    let head = match piece {
        Piece::Unclosed(bytes) | Piece::Parenthesis(bytes) | Piece::Entry(bytes) => bytes.start,
        // The brace that is one too many; its entry begins with the last `@` at the head of a line.
        Piece::TooDeep(bytes) => text[..bytes.start].rfind("\n@").map_or(0, |at| at + 1),
        Piece::Stray(_) | Piece::Strings(_) => return None,
    };
    let inside = text[head..].find(['{', '('])? + head + 1;
    let rest = text[inside..].trim_start();
    let key = &rest[..rest.find(|c| !known::is_key_char(c)).unwrap_or(rest.len())];
    (!key.is_empty()).then(|| key.to_owned())
}

/// What is wrong with the outline of the file.
fn outline_fault(file: FileId, piece: &Piece) -> Diagnostic {
    let (bytes, message, label, help) = match piece {
        Piece::Unclosed(bytes) => (
            bytes,
            "this entry is not closed before the next one begins",
            "opened here",
            "look for a brace or a quotation mark that is missing in it",
        ),
        Piece::TooDeep(bytes) => (
            bytes,
            "braces are nested too deeply",
            "one brace too many",
            "take out the braces that protect nothing",
        ),
        Piece::Parenthesis(bytes) => (
            bytes,
            "an entry in parentheses cannot be read",
            "opened here",
            "put the entry in braces: `@article{key, …}`",
        ),
        Piece::Stray(bytes) | Piece::Entry(bytes) | Piece::Strings(bytes) => (
            bytes,
            "this stands outside of every entry",
            "belongs to no entry",
            "look for a closing brace too many before it; a line that begins with `%` is a remark",
        ),
    };
    let span = Span::new(file, bytes.clone());
    Diagnostic::error(codes::INVALID_BIBLIOGRAPHY, span, message, label).help(help)
}

fn duplicate(file: FileId, again: &Draft, first: &Draft) -> Diagnostic {
    let span = Span::new(file, again.key_span.clone());
    let message = format!("the citation key `{}` is used twice", again.key);
    Diagnostic::error(codes::DUPLICATE_KEY, span, message, "used before")
        .related(Span::new(file, first.key_span.clone()), "first used here")
        .help("remove one of the entries if they are the same work; else give this one another key")
        .about(format!("reference:{}", again.key), "")
}
