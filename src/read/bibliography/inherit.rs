//! What an entry takes over from others: by `crossref` from the book or issue that it stands in, by `xdata` from a
//! container of shared fields.

use std::collections::BTreeMap;

use super::draft::Draft;
use crate::diagnostic::{Diagnostic, FileId, Span, codes, nearest};

/// Entries stand in books and books in series; what is longer than this runs in a circle or is meant to harm.
const MAX_STEPS: usize = 16;

/// Fields that belong to an entry itself (biblatex manual, appendix B, and what only names the entry).
const OWN: &[&str] = &[
    "abstract",
    "crossref",
    "entryset",
    "entrysubtype",
    "execute",
    "file",
    "ids",
    "keywords",
    "label",
    "options",
    "presort",
    "related",
    "relatedoptions",
    "relatedstring",
    "relatedtype",
    "shorthand",
    "shorthandintro",
    "shorttitle",
    "sortkey",
    "sorttitle",
    "xdata",
    "xref",
];

/// The entry with the fields that it inherits. Its own fields stand before those.
pub(super) fn with_inherited(
    draft: &Draft,
    all: &BTreeMap<String, Draft>,
    file: FileId,
    found: &mut Vec<Diagnostic>,
) -> Draft {
    let mut whole = draft.clone();
    let mut waiting: Vec<(&Draft, &str)> = ["crossref", "xdata"].map(|by| (draft, by)).to_vec();
    let mut steps = 0;
    while let Some((from, by)) = waiting.pop() {
        let Some(named) = from.fields.get(by) else {
            continue;
        };
        let span = Span::new(file, named.span.clone());
        let keys: Vec<&str> = match by {
            "crossref" => vec![named.text.trim()],
            _ => named.text.split(',').map(str::trim).collect(),
        };
        for key in keys {
            let Some(parent) = all.get(key) else {
                // What another entry names wrongly is said there.
                if from.key == draft.key {
                    found.push(unknown(&span, draft, by, key, all));
                }
                continue;
            };
            steps += 1;
            if steps > MAX_STEPS || parent.key == draft.key {
                found.push(circle(span, draft, by));
                return whole;
            }
            inherit(&mut whole, parent, by == "crossref");
            waiting.extend(["crossref", "xdata"].map(|by| (parent, by)));
        }
    }
    whole
}

fn inherit(child: &mut Draft, parent: &Draft, by_crossref: bool) {
    let dated = child.tex.contains_key("date");
    for (name, field) in &parent.fields {
        if dated && matches!(name.as_str(), "date" | "year" | "month" | "day") {
            continue;
        }
        let target = match by_crossref {
            true => renamed(&child.kind, &parent.kind, name),
            false => name,
        };
        if !OWN.contains(&target) && !child.fields.contains_key(target) {
            child.fields.insert(target.to_owned(), field.clone());
            if let Some(chunks) = parent.tex.get(name) {
                child.tex.insert(target.to_owned(), chunks.clone());
            }
        }
    }
    // Year, month and day have become a date, which no field of the file stands for.
    if let Some(date) = parent.tex.get("date")
        && !dated
    {
        child.tex.insert("date".to_owned(), date.clone());
    }
}

/// The title of a book is the book title of its chapters.
fn renamed<'n>(child: &str, parent: &str, name: &'n str) -> &'n str {
    let journal = parent == "periodical";
    let same_kind = child == parent || matches!(child, "book" | "collection" | "proceedings" | "reference");
    match name {
        "title" if journal => "journaltitle",
        "subtitle" if journal => "journalsubtitle",
        "title" if same_kind => "maintitle",
        "subtitle" if same_kind => "mainsubtitle",
        "title" => "booktitle",
        "subtitle" => "booksubtitle",
        "titleaddon" => "booktitleaddon",
        _ => name,
    }
}

fn unknown(span: &Span, draft: &Draft, by: &str, key: &str, all: &BTreeMap<String, Draft>) -> Diagnostic {
    let message = format!("there is no entry `{key}` to take fields from");
    let wrong = Diagnostic::error(codes::INVALID_BIBLIOGRAPHY, span.clone(), message, "not in this file");
    let help = match nearest(key, all.keys().map(String::as_str)) {
        Some(near) => format!("an entry `{near}` exists"),
        None => format!("add the entry, or take `{by}` out and write its fields here"),
    };
    wrong.help(help).about(format!("reference:{}", draft.key), by)
}

fn circle(span: Span, draft: &Draft, by: &str) -> Diagnostic {
    let message = format!("`{}` takes its fields from itself, or from too many entries", draft.key);
    Diagnostic::error(codes::INVALID_BIBLIOGRAPHY, span, message, "leads in a circle")
        .help(format!("take `{by}` out of one of the entries"))
        .about(format!("reference:{}", draft.key), by)
}
