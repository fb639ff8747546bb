//! Family 8xx: faults of the finished pages, looked for after they are made and before the site is published.
//!
//! A handbook may have templates and style sheets of its own, so that what the program promises of its pages has to be held
//! against the pages themselves. A fault that is on many pages is said once, and stands where it can be mended: in the
//! template, if it is found there, else in what the page shows.

mod address;
pub mod broken_page_link;
mod css;
pub mod duplicate_page_id;
mod element;
pub mod heading_out_of_order;
pub mod missing_text_alternative;
mod page;
mod reader;
pub mod request_elsewhere;
mod sheet;

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::ops::Range;
use std::sync::{Mutex, MutexGuard, PoisonError};

use super::{Check, RULES, sorted};
use crate::diagnostic::{Code, Diagnostic, FileId, Severity, Span};
use crate::read::Sources;

use page::Page;
use reader::Known;
use sheet::Sheet;

/// A site as it would be published.
#[derive(Debug)]
pub struct Site {
    /// Its pages, in the order of their paths.
    pub pages: Vec<Page>,
    pub sheets: Vec<Sheet>,
    /// The places of pages among them, by path.
    places: HashMap<String, usize>,
}

/// What is wrong with a page or a style sheet.
#[derive(Debug, Clone)]
pub struct Fault {
    pub code: Code,
    /// The file of the site that it is in.
    pub path: String,
    /// What is wrong, without naming the file: `<a href="x.html">` leads to …
    pub what: String,
    /// A few words that stand under the place.
    pub label: &'static str,
    /// The same on other pages is the same fault.
    pub same: String,
    /// What to look for in the files that the page is made from.
    pub written: String,
    pub help: String,
}

impl Site {
    fn new(mut pages: Vec<Page>, mut sheets: Vec<Sheet>) -> Self {
        pages.sort_by(|a, b| a.path.cmp(&b.path));
        sheets.sort_by(|a, b| a.path.cmp(&b.path));
        let places = pages.iter().enumerate();
        let places = places.map(|(i, page)| (page.path.clone(), i)).collect();
        Self { pages, sheets, places }
    }

    /// A page by its path.
    pub fn page(&self, path: &str) -> Option<&Page> {
        Some(&self.pages[*self.places.get(path)?])
    }
}

/// Reads the files of a site, each as it is made.
#[derive(Debug)]
pub struct Proofs {
    /// Those of all files.
    paths: BTreeSet<String>,
    /// Where addresses lead, as threads that read have found out.
    known: Mutex<Vec<Known>>,
    pages: Mutex<Vec<Page>>,
    sheets: Mutex<Vec<Sheet>>,
}

impl Proofs {
    /// `paths` are those of all files that the site will have.
    pub fn new(paths: impl IntoIterator<Item = String>) -> Self {
        Self {
            paths: paths.into_iter().collect(),
            known: Mutex::default(),
            pages: Mutex::default(),
            sheets: Mutex::default(),
        }
    }

    /// Reads a file. Any thread may.
    pub fn read(&self, path: &str, bytes: &[u8]) {
        if path.ends_with(".html") {
            let mut known = lock(&self.known).pop().unwrap_or_default();
            let page = reader::read(path, bytes, &self.paths, &mut known);
            lock(&self.pages).push(page);
            lock(&self.known).push(known);
        } else if path.ends_with(".css") {
            let sheet = Sheet::new(path, bytes, &self.paths);
            lock(&self.sheets).push(sheet);
        }
    }

    /// Everything that is wrong with the files that were read. `made_from` names the file of the handbook that a page
    /// shows.
    pub fn found(&self, sources: &Sources, made_from: impl Fn(&str) -> Option<FileId>) -> Vec<Diagnostic> {
        let site = Site::new(
            std::mem::take(&mut *lock(&self.pages)),
            std::mem::take(&mut *lock(&self.sheets)),
        );
        let mut faults = Vec::new();
        for rule in RULES {
            if let Check::Pages(check) = rule.check {
                check(&site, &mut faults);
            }
        }
        let mut once: BTreeMap<(Code, String), (Fault, BTreeSet<String>)> = BTreeMap::new();
        for fault in faults {
            let (code, same, path) = (fault.code, fault.same.clone(), fault.path.clone());
            let (_, on) = once.entry((code, same)).or_insert_with(|| (fault, BTreeSet::new()));
            on.insert(path);
        }
        let found = once.into_values();
        let found = found.map(|(fault, on)| diagnostic(sources, &fault, &on, &made_from));
        sorted(sources, found.collect())
    }
}

/// What is behind a lock. Whoever held it when a thread failed has left it whole: each is put in at once.
fn lock<T>(what: &Mutex<T>) -> MutexGuard<'_, T> {
    what.lock().unwrap_or_else(PoisonError::into_inner)
}

fn diagnostic(
    sources: &Sources,
    fault: &Fault,
    on: &BTreeSet<String>,
    made_from: &impl Fn(&str) -> Option<FileId>,
) -> Diagnostic {
    let severity = RULES
        .iter()
        .find(|rule| rule.code == fault.code)
        .map(|rule| rule.severity);
    let others: Vec<&String> = on.iter().filter(|path| **path != fault.path).collect();
    let span = place(sources, fault, made_from(&fault.path), others.is_empty());
    let sort = if fault.path.ends_with(".css") {
        "style sheet"
    } else {
        "page"
    };
    let message = format!("in the {sort} `{}`, {}", fault.path, fault.what);
    let mut diagnostic = Diagnostic {
        severity: severity.unwrap_or(Severity::Error),
        ..Diagnostic::error(fault.code, span, message, fault.label)
    };
    match others.as_slice() {
        [] => {}
        [other] => diagnostic = diagnostic.note(format!("the same is in another page, `{other}`")),
        [other, ..] => {
            let note = format!("the same is in {} other pages, such as `{other}`", others.len());
            diagnostic = diagnostic.note(note);
        }
    }
    diagnostic.help(fault.help.as_str())
}

/// Where the fault can be mended: where its text stands in the file that the page shows or in a template of the handbook's
/// own. What is on many pages is rather in a template. Where the text is nowhere, as when it is put together of several,
/// the place is the head of a file.
fn place(sources: &Sources, fault: &Fault, from: Option<FileId>, alone: bool) -> Span {
    let own = sources
        .iter()
        .filter(|(_, file)| file.path.starts_with("templates/site/"));
    let templates: Vec<FileId> = own.map(|(id, _)| id).collect();
    let shown = from.into_iter();
    let candidates: Vec<FileId> = match alone {
        true => shown.chain(templates.iter().copied()).collect(),
        false => templates.iter().copied().chain(shown).collect(),
    };
    for file in &candidates {
        if let Some(bytes) = written_in(&sources.file(*file).text, &fault.written) {
            return Span::new(*file, bytes);
        }
    }
    // Without a text and templates of its own, a page is made of what all pages share.
    let mut pages = templates
        .into_iter()
        .filter(|id| sources.file(*id).path.ends_with(".html"));
    let head = from.or_else(|| pages.next()).or_else(|| sources.find("book.toml"));
    let head = head.or_else(|| sources.iter().next().map(|(id, _)| id));
    Span::new(head.unwrap_or(FileId(0)), 0..0)
}

/// Where it stands as a whole, if it does: an address ends with its quotation mark or bracket.
fn written_in(text: &str, written: &str) -> Option<Range<usize>> {
    if written.is_empty() {
        return None;
    }
    let mut places = text.match_indices(written).map(|(at, _)| at..at + written.len());
    let whole = places.clone().find(|at| text[at.end..].starts_with(['"', '\'', ')']));
    whole.or_else(|| places.next())
}
