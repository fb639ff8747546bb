//! What all sheets have around what they show: the paper, the edition, the code, and the words of the program.

use std::collections::BTreeMap;

use serde::Serialize;

use super::code;
use super::paper::Measures;
use crate::ask::Whole;
use crate::words::Arg;

/// What a template sees of it.
#[derive(Debug, Serialize)]
pub struct Frame<'d> {
    paper: Measures,
    language: &'d str,
    /// The title of the handbook.
    book: &'d str,
    version: Option<String>,
    digest: &'d str,
    /// The address of the site, ending with a slash.
    site: Option<String>,
    /// Words for a reader who cannot see the code, where there is one.
    code: Option<String>,
    /// Why the sheet must not be used.
    draft: &'d [String],
    /// What the program says on sheets, by the names of the messages.
    words: BTreeMap<String, String>,
}

/// What one sheet has of it.
#[derive(Debug, Clone, Copy)]
pub struct Around<'p, 'd> {
    pub paper: Measures,
    /// The live page that says the same, from the site's root.
    pub path: &'p str,
    pub digest: &'d str,
    /// The sort of sheet where it is no card: its digest is not that of the page's card.
    pub sort: Option<&'p str>,
    /// Why it must not be used, where it is a draft.
    pub draft: &'d [String],
}

/// The names of the messages that sheets say begin so.
const WORDS: &str = "print-";

/// The address of the site, ending with a slash.
pub fn site(whole: Whole<'_>) -> Option<String> {
    let url = whole.corpus.book.book.url.as_ref()?.as_str();
    url.starts_with("http")
        .then(|| format!("{}/", url.trim_end_matches('/')))
}

/// The frame of a sheet, and where its code leads.
pub fn frame<'d, 'w: 'd>(whole: Whole<'w>, around: &Around<'_, 'd>) -> (Frame<'d>, Option<String>) {
    let words = whole.words;
    let about = &whole.corpus.book.book;
    let version = about.version.as_ref().map(|version| version.as_str());
    let site = site(whole);
    let of = around.sort.map(|sort| format!("&of={sort}")).unwrap_or_default();
    let address = site
        .as_ref()
        .map(|site| code::address(site, around.path, version, around.digest) + &of);
    let described = |address: &String| words.with("print-code", &[("address", Arg::Text(address))]);
    let mut said: BTreeMap<String, String> = words
        .beginning(WORDS)
        .map(|(name, said)| (format!("{WORDS}{name}"), said.to_owned()))
        .collect();
    // Only the template knows the numbers.
    let numbers = [("page", Arg::Text("{page}")), ("pages", Arg::Text("{pages}"))];
    said.insert("print-page-of".to_owned(), words.with("print-page-of", &numbers));
    said.insert("print-page".to_owned(), words.with("print-page", &numbers[..1]));
    let frame = Frame {
        paper: around.paper,
        language: whole.corpus.book.language(),
        book: about.title.as_str(),
        version: version.map(|version| words.with("print-version", &[("version", Arg::Text(version))])),
        digest: around.digest,
        site,
        code: address.as_ref().map(described),
        draft: around.draft,
        words: said,
    };
    (frame, address)
}
