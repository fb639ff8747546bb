//! Markdown: what a text links, cites and embeds, and where. Rendering is elsewhere; this only reads.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

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
}

/// A link or image.
#[derive(Debug, Clone)]
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
    /// The lines of the block, `key = value` in TOML.
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

/// The parser that both reading and rendering use: citations come out as links to `cite:`, broken footnotes as `footnote:`.
pub fn parser<'a>(text: &'a str) -> Parser<'a, impl FnMut(BrokenLink<'_>) -> Option<(CowStr<'a>, CowStr<'a>)>> {
    Parser::new_with_broken_link_callback(
        text,
        OPTIONS,
        Some(|link: BrokenLink<'_>| {
            let scheme = match link.reference.chars().next() {
                Some('@') => "cite:",
                Some('^') => "footnote:",
                _ => return None,
            };
            Some((CowStr::from(format!("{scheme}{}", link.reference)), CowStr::from("")))
        }),
    )
}

/// Reads what `text` refers to.
pub fn scan(text: &str) -> Scan {
    let parser = parser(text);
    let mut scan = Scan::default();
    for (label, definition) in parser.reference_definitions().iter() {
        if label.starts_with('@') {
            scan.faults.push(Fault {
                bytes: definition.span.clone(),
                kind: FaultKind::CitationAsDefinition,
            });
        }
    }
    let mut anchors = Anchors::default();
    let mut heading: Option<(Range<usize>, u8, String)> = None;
    // The links that are open, and the text in them so far.
    let mut open: Vec<(Link, LinkType, String)> = Vec::new();
    for (event, bytes) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link {
                link_type, dest_url, ..
            }) => {
                open.push((new_link(bytes, &dest_url, false), link_type, String::new()));
            }
            Event::Start(Tag::Image {
                link_type, dest_url, ..
            }) => {
                open.push((new_link(bytes, &dest_url, true), link_type, String::new()));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((link, link_type, inside)) = open.pop() {
                    scan.close_link(link, link_type, &inside);
                }
            }
            Event::Start(Tag::Heading { level, .. }) => heading = Some((bytes, number(level), String::new())),
            Event::End(TagEnd::Heading(_)) => {
                if let Some((bytes, level, text)) = heading.take() {
                    let anchor = anchors.next(&text);
                    scan.headings.push(Heading {
                        bytes,
                        level,
                        text,
                        anchor,
                    });
                }
            }
            Event::Start(Tag::CodeBlock(CodeBlockKind::Fenced(info))) => {
                if let Some(rest) = info.strip_prefix(EMBED_PREFIX) {
                    scan.embeds.push(embed(text, bytes, rest));
                }
            }
            Event::Text(ref words) | Event::Code(ref words) => {
                if let Some((_, _, inside)) = open.last_mut() {
                    inside.push_str(words);
                }
                if let Some((_, _, title)) = &mut heading {
                    title.push_str(words);
                }
            }
            Event::Html(_) | Event::InlineHtml(_) => scan.faults.push(Fault {
                bytes,
                kind: FaultKind::RawHtml,
            }),
            _ => {}
        }
    }
    scan.faults.sort_by_key(|f| f.bytes.start);
    scan.faults.dedup_by_key(|f| f.bytes.start);
    scan
}

fn new_link(bytes: Range<usize>, dest: &str, image: bool) -> Link {
    Link {
        bytes,
        dest: dest.to_owned(),
        empty: false,
        image,
    }
}

impl Scan {
    fn close_link(&mut self, mut link: Link, link_type: LinkType, inside: &str) {
        if link.dest.starts_with("footnote:") {
            self.faults.push(Fault {
                bytes: link.bytes,
                kind: FaultKind::UndefinedFootnote,
            });
            return;
        }
        let Some(citation) = link.dest.strip_prefix("cite:") else {
            link.empty = inside.is_empty() && !link.image;
            self.links.push(link);
            return;
        };
        // `[@a][@b]` is one reference link to Markdown, but two citations to its author.
        let before = (link_type == LinkType::ReferenceUnknown && inside.starts_with('@')).then_some(inside);
        for inside in before.into_iter().chain([citation]) {
            match parse_citation(inside) {
                Some(cites) => self.citations.push(Citation {
                    bytes: link.bytes.clone(),
                    cites,
                }),
                None => self.faults.push(Fault {
                    bytes: link.bytes.clone(),
                    kind: FaultKind::MalformedCitation,
                }),
            }
        }
    }
}

fn embed(text: &str, bytes: Range<usize>, info: &str) -> Embed {
    let block = &text[bytes.clone()];
    let body_start = block.find('\n').map_or(block.len(), |i| i + 1);
    let body_end = block
        .rfind("```")
        .or_else(|| block.rfind("~~~"))
        .filter(|end| *end >= body_start);
    Embed {
        name: info.trim().to_owned(),
        body: block[body_start..body_end.unwrap_or(block.len())].to_owned(),
        body_start: bytes.start + body_start,
        bytes,
    }
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
