//! Markdown: what a text links, cites and embeds, and where. Rendering is elsewhere; this only reads.

mod scan;
mod visible;

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CowStr, HeadingLevel, Options, Parser};

pub use scan::{address, scan};
pub use visible::{FILLED, PLAIN, Visible};

/// CommonMark with tables, footnotes, strikethrough-free: the extensions that the handbook's Markdown has.
pub const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES);

/// What a Markdown text refers to.
#[derive(Debug, Clone, Default)]
pub struct Scan {
    pub links: Vec<Link>,
    pub citations: Vec<Citation>,
    pub embeds: Vec<Embed>,
    /// Headings with the anchors that they get.
    pub headings: Vec<Heading>,
    pub faults: Vec<Fault>,
    /// What the author typed and readers see.
    pub visible: Visible,
}

/// A link or image.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Link {
    pub bytes: Range<usize>,
    pub dest: String,
    /// Without a text: a value to be filled in from a record.
    pub empty: bool,
    pub image: bool,
}

/// A citation: `[@key]`, `[@key, p. 3; @other]`.
#[derive(Debug, Clone, PartialEq)]
pub struct Citation {
    pub bytes: Range<usize>,
    pub cites: Vec<Cite>,
    /// Where the key of each stands, with its `@`.
    pub keys: Vec<Range<usize>>,
}

/// One work in a citation.
#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Cite {
    pub key: String,
    pub locator: Option<String>,
}

/// A fenced block whose info string names a listing, table or figure.
#[derive(Debug, Clone)]
pub struct Embed {
    pub bytes: Range<usize>,
    /// The first word of the info string.
    pub name: String,
    /// The lines of the block, `key = value` in TOML. What stands before them, in a list or quotation, is blank, so that
    /// places in the body count as in the text.
    pub body: String,
    /// Where the body begins.
    pub body_start: usize,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Heading {
    pub bytes: Range<usize>,
    pub level: u8,
    pub text: String,
    pub anchor: String,
}

/// What a Markdown text must not have.
#[derive(Debug, Clone)]
pub struct Fault {
    pub bytes: Range<usize>,
    pub kind: FaultKind,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum FaultKind {
    RawHtml,
    /// `[@key]: …` would make a link definition of a citation.
    CitationAsDefinition,
    /// `[^x]` without a footnote `x`.
    UndefinedFootnote,
    /// `[^x]: …` without a mark `[^x]`.
    UnmarkedFootnote,
    /// `[@…]` that is no citation.
    MalformedCitation,
}

/// Info strings of fenced blocks that are embeds begin so; any other fenced block is code.
pub const EMBED_PREFIX: &str = "sourcebook:";

/// A citation read from the text between `[` and `]`.
pub fn parse_citation(inside: &str) -> Option<Vec<Cite>> {
    inside
        .split(';')
        .map(|part| {
            let part = part.trim().strip_prefix('@')?;
            let (key, locator) = match part.split_once(',') {
                Some((key, locator)) => (key.trim(), Some(locator.trim().to_owned())),
                None => (part, None),
            };
            let well_formed = !key.is_empty() && key.chars().all(|c| c.is_alphanumeric() || "-_:.+/".contains(c));
            well_formed.then(|| Cite {
                key: key.to_owned(),
                locator: locator.filter(|l| !l.is_empty()),
            })
        })
        .collect()
}

/// The parser that both reading and rendering use: citations come out as links to `cite:`.
pub fn parser<'a>(text: &'a str) -> Parser<'a, impl FnMut(BrokenLink<'_>) -> Option<(CowStr<'a>, CowStr<'a>)>> {
    Parser::new_with_broken_link_callback(
        text,
        OPTIONS,
        Some(|link: BrokenLink<'_>| {
            let citation = link.reference.starts_with('@');
            citation.then(|| (CowStr::from(format!("cite:{}", link.reference)), CowStr::from("")))
        }),
    )
}

pub fn number(level: HeadingLevel) -> u8 {
    match level {
        HeadingLevel::H1 => 1,
        HeadingLevel::H2 => 2,
        HeadingLevel::H3 => 3,
        HeadingLevel::H4 => 4,
        HeadingLevel::H5 => 5,
        HeadingLevel::H6 => 6,
    }
}

/// Makes anchors of headings, each only once.
#[derive(Debug, Default)]
pub struct Anchors {
    used: BTreeMap<String, usize>,
}

impl Anchors {
    pub fn next(&mut self, heading: &str) -> String {
        let slug: String = heading
            .to_lowercase()
            .split(|c: char| !c.is_alphanumeric())
            .filter(|part| !part.is_empty())
            .collect::<Vec<_>>()
            .join("-");
        let slug = if slug.is_empty() { "section".to_owned() } else { slug };
        let count = self.used.entry(slug.clone()).or_default();
        *count += 1;
        match *count {
            1 => slug,
            n => {
                let numbered = format!("{slug}-{n}");
                self.used.insert(numbered.clone(), 1);
                numbered
            }
        }
    }
}
