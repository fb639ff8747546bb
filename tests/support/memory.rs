//! Handbooks in memory, for rules: given as a few files, completed with what every handbook needs.

use std::collections::BTreeMap;
use std::fmt::Write as _;

use sourcebook::diagnostic::{Diagnostic, Severity};
use sourcebook::handbook::{Handbook, Site};
use sourcebook::model::Kind;
use sourcebook::read::{IMAGES, Sources};
use sourcebook::rules::report::{Format, report};
use sourcebook::rules::{Check, Rule, sorted};

/// The day on which every case and example is judged.
pub const TODAY: jiff::civil::Date = jiff::civil::date(2026, 6, 1);

/// The handbook of these files, with `book.toml`, `SUMMARY.md` and a chapter that lists every kind where they are missing.
///
/// The summary lists all chapters, so that a case can add one without saying so twice.
pub fn handbook<'a>(given: impl IntoIterator<Item = (&'a str, &'a str)>) -> Sources {
    handbook_without(given, &[])
}

/// The same, where some of what would be added is to be missing.
pub fn handbook_without<'a>(given: impl IntoIterator<Item = (&'a str, &'a str)>, without: &[String]) -> Sources {
    let (images, mut files): (BTreeMap<_, _>, BTreeMap<_, _>) = given
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .partition(|(path, _)| is_image(path));
    let mut add = |path: &str, text: String| {
        files.entry(path.to_owned()).or_insert(text);
    };
    add("book.toml", "[book]\ntitle = \"Sample handbook\"\n".to_owned());
    add("content/chapters/all.md", everything());
    let chapters = files.keys().filter_map(|path| path.strip_prefix("content/"));
    let listed: String = chapters
        .filter(|path| path.starts_with("chapters/") && path.ends_with(".md"))
        .map(|path| format!("- [{path}]({path})\n"))
        .collect();
    files
        .entry("content/SUMMARY.md".to_owned())
        .or_insert(format!("# Summary\n\n{listed}"));
    files.retain(|path, _| !without.contains(path));
    let mut sources = Sources::from_texts(files);
    sources.images = images
        .into_iter()
        .map(|(path, text)| (path, text.into_bytes().into()))
        .collect();
    sources.as_of = Some(TODAY);
    sources
}

/// These files and no others.
pub fn sources(files: impl IntoIterator<Item = (String, Vec<u8>)>) -> Sources {
    let (images, texts): (Vec<_>, Vec<_>) = files.into_iter().partition(|(path, _)| is_image(path));
    let text = |bytes| String::from_utf8(bytes).expect("it is a text");
    let mut sources = Sources::from_texts(texts.into_iter().map(|(path, bytes)| (path, text(bytes))));
    sources.images = images.into_iter().map(|(path, bytes)| (path, bytes.into())).collect();
    sources
}

/// A chapter that lists every kind, so that no record is an orphan.
fn everything() -> String {
    Kind::ALL.iter().fold("# All\n".to_owned(), |mut chapter, kind| {
        let _ = write!(chapter, "\n```sourcebook:list\nkind = \"{}\"\n```\n", kind.name());
        chapter
    })
}

fn is_image(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| IMAGES.contains(&extension))
}

/// Everything that is wrong with a handbook.
pub fn found(sources: &Sources) -> Vec<Diagnostic> {
    Handbook::new(sources).1
}

/// The same, and what is wrong with the pages where there are any.
pub fn found_with_pages(sources: &Sources) -> Vec<Diagnostic> {
    let (handbook, mut found) = Handbook::new(sources);
    let has_errors = found.iter().any(|d| d.severity == Severity::Error);
    if let Some(handbook) = handbook.filter(|_| !has_errors) {
        let site = Site::new(&handbook, None).expect("the templates are fine");
        let made = site.files().and_then(|files| files.made());
        made.expect("every page can be made");
        found.extend(site.faults());
    }
    sorted(sources, found)
}

/// What a rule may find, which need not look at pages.
pub fn found_by(rule: &Rule, sources: &Sources) -> Vec<Diagnostic> {
    match rule.check {
        Check::Pages(_) => found_with_pages(sources),
        _ => found(sources),
    }
}

/// The same as people read it.
pub fn human(sources: &Sources, found: &[Diagnostic]) -> String {
    report(Format::Human, sources, found, false)
}
