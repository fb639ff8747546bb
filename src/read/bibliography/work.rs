//! Makes of an entry what citation styles want, and mends what the conversion of `hayagriva` loses or changes.

use std::ops::Range;

use biblatex::{Chunk, EntryType, Spanned};
use hayagriva::Entry;
use hayagriva::types::{MaybeTyped, Person};

use super::draft::Draft;
use super::{Field, Work};
use crate::diagnostic::{Diagnostic, FileId, Span, codes};

/// Makes the work of an entry that has all its fields.
pub(super) fn work(mut draft: Draft, file: FileId, found: &mut Vec<Diagnostic>) -> Work {
    check_names_it(&draft, file, found);
    check_address(&draft, file, found);
    prepare(&mut draft, file, found);
    let mut tex = biblatex::Entry::new(draft.key.clone(), EntryType::new(&draft.kind));
    tex.fields = std::mem::take(&mut draft.tex);
    for names in ["author", "editor"] {
        // A list of nothing but `others` names nobody.
        if tex
            .get_as::<Vec<biblatex::Person>>(names)
            .is_ok_and(|p| p.iter().all(|p| p.name == "others"))
        {
            tex.remove(names);
        }
    }
    let mut entry = Entry::try_from(&tex).unwrap_or_else(|error| {
        // No entry is known that gets here: what has a type was checked before.
        let message = format!("the entry `{}` cannot be read: {}", draft.key, error.kind);
        found.push(fault(&draft, file, draft.key_span.clone(), &message, "in this entry"));
        let mut entry = Entry::new(&draft.key, hayagriva::types::EntryType::Misc);
        entry.set_title(draft.text("title").to_owned().into());
        entry
    });
    let more_authors = take_others(entry.authors())
        .map(|names| entry.set_authors(names))
        .is_some();
    let more_editors = take_others(entry.editors())
        .map(|names| entry.set_editors(names))
        .is_some();
    take_other_roles(&mut entry);
    keep_spelling(&mut entry, &draft);
    if entry.pmid().is_none() && !draft.text("pmid").is_empty() {
        entry.set_pmid(draft.text("pmid").to_owned());
    }
    if !draft.text("pmcid").is_empty() {
        entry.set_pmcid(draft.text("pmcid").to_owned());
    }
    Work {
        key_span: draft.key_span,
        entry_type: draft.kind,
        fields: draft.fields,
        // The conversion leaves room for more parents, of a kilobyte each, which a clone does not take.
        entry: entry.clone(),
        more_authors,
        more_editors,
    }
}

fn check_names_it(draft: &Draft, file: FileId, found: &mut Vec<Diagnostic>) {
    let has = |name: &str| draft.fields.contains_key(name) || draft.broken.contains(name);
    let at = draft.key_span.clone();
    if has("title") || draft.kind == "set" {
        return;
    }
    if !has("author") && !has("editor") {
        let message = format!("`{}` has neither a title nor an author", draft.key);
        found.push(fault(draft, file, at, &message, "nothing to show of this work").help("add `title = {…}`"));
    } else if draft.kind != "misc" {
        let message = format!("`{}` has no title", draft.key);
        let mut missing = fault(draft, file, at, &message, "needs `title`").help("add `title = {…}`");
        missing.severity = crate::diagnostic::Severity::Warning;
        missing.field = Some("title".to_owned());
        found.push(missing);
    }
}

fn check_address(draft: &Draft, file: FileId, found: &mut Vec<Diagnostic>) {
    let Some(url) = draft.fields.get("url") else {
        return;
    };
    if !is_web_address(&url.text) {
        let message = format!("`{}` is not a web address", url.text);
        let mut wrong = fault(draft, file, url.span.clone(), &message, "no link can be made of this")
            .help("write the whole address, from `https://` on");
        wrong.severity = crate::diagnostic::Severity::Warning;
        wrong.field = Some("url".to_owned());
        found.push(wrong);
    }
}

fn is_web_address(text: &str) -> bool {
    ["https://", "http://"]
        .iter()
        .any(|scheme| text.len() > scheme.len() && text.starts_with(scheme))
        && !text.contains(char::is_whitespace)
}

fn fault(draft: &Draft, file: FileId, at: Range<usize>, message: &str, label: &str) -> Diagnostic {
    Diagnostic::error(codes::INVALID_BIBLIOGRAPHY, Span::new(file, at), message, label)
        .about(format!("reference:{}", draft.key), "")
}

/// Puts into the fields that the conversion reads what it would leave out.
fn prepare(draft: &mut Draft, file: FileId, found: &mut Vec<Diagnostic>) {
    for (title, subtitle) in [
        ("title", "subtitle"),
        ("booktitle", "booksubtitle"),
        ("maintitle", "mainsubtitle"),
    ] {
        if let (Some(chunks), Some(subtitle)) = (draft.tex.get(title), draft.tex.get(subtitle)) {
            let ends = draft.text(title).ends_with(['?', '!', ':', '.']);
            let between = Chunk::Normal(if ends { " " } else { ": " }.to_owned());
            let mut whole = chunks.clone();
            whole.push(Spanned::zero(between));
            whole.extend(subtitle.iter().cloned());
            draft.tex.insert(title.to_owned(), whole);
        }
    }
    // The number of an article that has no pages.
    if let (None, Some(number)) = (draft.tex.get("pages"), draft.tex.get("eid")) {
        draft.tex.insert("pages".to_owned(), number.clone());
    }
    if let Some(doi) = draft.fields.get("doi") {
        let bare = bare_doi(&doi.text).to_owned();
        draft.set_tex("doi", &bare);
    }
    if let Some(volumes) = draft.fields.get("volumes")
        && volumes.text.parse::<u16>().is_err()
    {
        let message = format!("`{}` is not a number of volumes", volumes.text);
        let wrong = fault(draft, file, volumes.span.clone(), &message, "not a number");
        found.push(
            wrong
                .help("write it in digits")
                .about(format!("reference:{}", draft.key), "volumes"),
        );
        draft.tex.remove("volumes");
    }
}

/// A DOI without the address of its resolver.
/// A DOI without the address of its resolver.
pub fn bare_doi(doi: &str) -> &str {
    let from = doi
        .find("10.")
        .filter(|at| doi[..*at].to_ascii_lowercase().contains("doi"));
    doi[from.unwrap_or(0)..].trim()
}

/// The list without the person whom `and others` becomes; none if there is none.
fn take_others(names: Option<&[Person]>) -> Option<Vec<Person>> {
    let names = names?;
    names
        .iter()
        .any(is_others)
        .then(|| names.iter().filter(|p| !is_others(p)).cloned().collect())
}

fn is_others(person: &Person) -> bool {
    person.name == "others" && person.given_name.is_none() && person.prefix.is_none()
}

/// Styles print lists of translators and the like so seldom that it is enough for them not to name a person “others”.
fn take_other_roles(entry: &mut Entry) {
    if let Some(roles) = entry.affiliated().map(<[_]>::to_vec) {
        let cleaned = roles.into_iter().map(|mut role| {
            role.names.retain(|p| !is_others(p));
            role
        });
        entry.set_affiliated(cleaned.collect());
    }
}

/// Volumes and pages as they are printed. The conversion reads letters as Roman numbers, so that volume D would be volume
/// 500, and loses leading zeros.
fn keep_spelling(entry: &mut Entry, draft: &Draft) {
    let volume = draft.text("volume");
    if !volume.is_empty() && !is_plain_number(volume) {
        let text = MaybeTyped::String(volume.to_owned());
        match entry.volume().is_some() {
            true => entry.set_volume(text),
            false => set_volume_of_parent(entry, text),
        }
    }
    let pages = draft.text(if draft.fields.contains_key("pages") {
        "pages"
    } else {
        "eid"
    });
    let mut numbers = pages
        .split(|c: char| !c.is_alphanumeric())
        .filter(|part| !part.is_empty());
    if !pages.is_empty() && !numbers.all(is_plain_number) {
        entry.set_page_range(MaybeTyped::String(pages.to_owned()));
    }
}

fn set_volume_of_parent(entry: &mut Entry, text: MaybeTyped<hayagriva::types::Numeric>) {
    let mut parents = entry.parents().to_vec();
    if let Some(parent) = parents.iter_mut().find(|parent| parent.volume().is_some()) {
        parent.set_volume(text);
    }
    entry.set_parents(parents);
}

fn is_plain_number(text: &str) -> bool {
    text.parse::<i32>().is_ok_and(|number| number.to_string() == text)
}

impl Draft {
    /// The text of a field; empty where there is none.
    fn text(&self, name: &str) -> &str {
        self.fields.get(name).map_or("", |Field { text, .. }| text)
    }
}
