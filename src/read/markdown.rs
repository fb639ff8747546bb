//! Markdown: what a text links, cites and embeds, and where. Rendering is elsewhere; this only reads.

use std::collections::BTreeMap;
use std::ops::Range;

use pulldown_cmark::{BrokenLink, CodeBlockKind, CowStr, Event, HeadingLevel, LinkType, Options, Parser, Tag, TagEnd};

use super::sources::Sources;
use crate::diagnostic::{Diagnostic, FileId, Span, codes};

/// CommonMark with tables, footnotes, strikethrough-free: the extensions that the handbook's Markdown has.
pub const OPTIONS: Options = Options::ENABLE_TABLES.union(Options::ENABLE_FOOTNOTES);

/// A chapter: a Markdown file that `SUMMARY.md` lists.
#[derive(Debug, Clone)]
pub struct Chapter {
    pub file: FileId,
    /// Relative to the content folder, as `SUMMARY.md` has it: `chapters/staging.md`.
    pub path: String,
    /// As `SUMMARY.md` calls it.
    pub title: String,
    /// 1 for a chapter, 2 for one below a chapter, and so on.
    pub level: usize,
    pub text: String,
    pub scan: Scan,
}

/// The order of reading.
#[derive(Debug, Clone, Default)]
pub struct Summary {
    pub file: Option<FileId>,
    pub items: Vec<SummaryItem>,
}

/// A line of `SUMMARY.md`.
#[derive(Debug, Clone, PartialEq)]
pub enum SummaryItem {
    /// A heading over the chapters that follow.
    Part(String),
    /// A chapter, by its path.
    Chapter(String),
}

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
    // The links that are open, the text in them so far, and whether they hold an image, which is no text but shows.
    let mut open: Vec<(Link, LinkType, String, bool)> = Vec::new();
    for (event, bytes) in parser.into_offset_iter() {
        match event {
            Event::Start(Tag::Link {
                link_type, dest_url, ..
            }) => {
                open.push((
                    new_link(bytes, &address(link_type, &dest_url), false),
                    link_type,
                    String::new(),
                    false,
                ));
            }
            Event::Start(Tag::Image {
                link_type, dest_url, ..
            }) => {
                if let Some((_, _, _, shows)) = open.last_mut() {
                    *shows = true;
                }
                open.push((new_link(bytes, &dest_url, true), link_type, String::new(), false));
            }
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((mut link, link_type, inside, shows)) = open.pop() {
                    link.empty = inside.is_empty() && !shows && !link.image;
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
                if let Some((_, _, inside, _)) = open.last_mut() {
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

/// The address of a link as it would be written out: `<someone@example.org>` leaves out the scheme.
pub fn address(link_type: LinkType, dest: &str) -> String {
    match link_type {
        LinkType::Email => format!("mailto:{dest}"),
        _ => dest.to_owned(),
    }
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
    fn close_link(&mut self, link: Link, link_type: LinkType, inside: &str) {
        if link.dest.starts_with("footnote:") {
            self.faults.push(Fault {
                bytes: link.bytes,
                kind: FaultKind::UndefinedFootnote,
            });
            return;
        }
        let Some(citation) = link.dest.strip_prefix("cite:") else {
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

/// Reads `SUMMARY.md` and the chapters that it lists.
pub fn read_chapters(sources: &Sources) -> (Summary, Vec<Chapter>, Vec<Diagnostic>) {
    let mut found = Vec::new();
    let mut summary = Summary {
        file: sources.in_content("SUMMARY.md"),
        ..Summary::default()
    };
    let mut chapters: Vec<Chapter> = Vec::new();
    if let Some(file) = summary.file {
        let text = &sources.file(file).text;
        for line in summary_lines(text) {
            match line {
                SummaryLine::Part(title) => summary.items.push(SummaryItem::Part(title)),
                SummaryLine::Chapter {
                    title,
                    path,
                    level,
                    bytes,
                } => {
                    let span = Span::new(file, bytes);
                    match sources.in_content(&path) {
                        Some(_) if !(path.starts_with("chapters/") && path.ends_with(".md")) => found.push(
                            Diagnostic::error(
                                codes::INVALID_SUMMARY,
                                span,
                                format!("`{path}` is no chapter"),
                                "not below `chapters/`",
                            )
                            .help("chapters are Markdown files below `chapters/`: move the file there"),
                        ),
                        Some(_) if chapters.iter().any(|c| c.path == path) => found.push(
                            Diagnostic::error(
                                codes::INVALID_SUMMARY,
                                span,
                                format!("`{path}` is listed twice"),
                                "listed before",
                            )
                            .help("keep one of the two lines"),
                        ),
                        Some(chapter) => {
                            let text = sources.file(chapter).text.clone();
                            summary.items.push(SummaryItem::Chapter(path.clone()));
                            chapters.push(Chapter {
                                file: chapter,
                                scan: scan(&text),
                                path,
                                title,
                                level,
                                text,
                            });
                        }
                        None => {
                            let known: Vec<&str> = sources.below("chapters").map(|(_, p)| p).collect();
                            let stem = path.trim_start_matches("chapters/");
                            let missing = Diagnostic::error(
                                codes::INVALID_SUMMARY,
                                span,
                                format!("there is no chapter `{path}`"),
                                "no such file",
                            );
                            found.push(match crate::diagnostic::nearest(stem, known) {
                                Some(near) => missing.help(format!("a chapter `chapters/{near}` exists")),
                                None => missing.help("write the file, or take the line out"),
                            });
                        }
                    }
                }
                SummaryLine::Unknown(bytes) => found.push(
                    Diagnostic::error(
                        codes::INVALID_SUMMARY,
                        Span::new(file, bytes),
                        "this line is neither a heading nor a link to a chapter",
                        "not understood",
                    )
                    .help("write `# Part` or `- [Title](chapters/name.md)`, indented by two spaces below its chapter"),
                ),
            }
        }
    }
    for (file, path) in sources.below("chapters") {
        let path = format!("chapters/{path}");
        if path.ends_with(".md") && !sources.is_refused(file) && !chapters.iter().any(|c| c.path == path) {
            found.push(
                Diagnostic::warning(
                    codes::INVALID_SUMMARY,
                    Span::new(file, 0..0),
                    format!("`{path}` is not in SUMMARY.md and was left out"),
                    "not in the handbook",
                )
                .help(format!(
                    "add `- [Title]({path})` to SUMMARY.md where it is to be read, or remove the file"
                )),
            );
        }
    }
    (summary, chapters, found)
}

enum SummaryLine {
    Part(String),
    Chapter {
        title: String,
        path: String,
        level: usize,
        bytes: Range<usize>,
    },
    Unknown(Range<usize>),
}

fn summary_lines(text: &str) -> Vec<SummaryLine> {
    let mut lines = Vec::new();
    let mut offset = 0;
    for raw in text.split_inclusive('\n') {
        let bytes = offset..offset + raw.trim_end().len();
        offset += raw.len();
        let line = raw.trim();
        if line.is_empty() || line.chars().all(|c| c == '-') {
            continue;
        }
        if let Some(title) = line.strip_prefix('#') {
            // The first heading is the page's own title, as in mdBook.
            let title = title.trim_start_matches('#').trim().to_owned();
            if !(lines.is_empty() && title == "Summary") {
                lines.push(SummaryLine::Part(title));
            }
            continue;
        }
        let indent = raw.len() - raw.trim_start().len();
        let item = line.trim_start_matches(['-', '*', '+']).trim();
        let link = item
            .strip_prefix('[')
            .and_then(|rest| rest.strip_suffix(')'))
            .and_then(|rest| rest.split_once("]("));
        lines.push(match link {
            Some((title, path)) => SummaryLine::Chapter {
                title: title.to_owned(),
                path: path.trim_start_matches("./").to_owned(),
                level: 1 + indent / 2,
                bytes: bytes.start + indent..bytes.end,
            },
            None => SummaryLine::Unknown(bytes.start + indent..bytes.end),
        });
    }
    lines
}
