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

/// Reads what `text` refers to.
pub fn scan(text: &str) -> Scan {
    let parser = parser(text);
    let mut reading = Reading {
        text,
        ..Reading::default()
    };
    for (label, definition) in parser.reference_definitions().iter() {
        if label.starts_with('@') {
            reading.fault(definition.span.clone(), FaultKind::CitationAsDefinition);
        }
    }
    for (event, bytes) in parser.into_offset_iter() {
        reading.event(event, bytes);
    }
    reading.footnote_marks();
    let mut scan = reading.scan;
    scan.faults.sort_by_key(|f| f.bytes.start);
    scan.faults.dedup_by_key(|f| f.bytes.start);
    scan
}

/// A text that is being read.
#[derive(Default)]
struct Reading<'t> {
    text: &'t str,
    scan: Scan,
    anchors: Anchors,
    heading: Option<(Range<usize>, u8, String)>,
    /// The links that are open, and the text in them so far.
    links: Vec<(Link, bool, String)>,
    /// The embedded block that is open, and the bytes of its lines.
    embed: Option<(Embed, Vec<Range<usize>>)>,
    in_code: bool,
    /// Words without a gap between them.
    words: Range<usize>,
    /// Elements of HTML that were opened and not closed.
    html: Vec<String>,
}

impl Reading<'_> {
    fn event(&mut self, event: Event<'_>, bytes: Range<usize>) {
        match event {
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                id,
                ..
            }) => self.open_link(bytes, link_type, &dest_url, &id, false),
            Event::Start(Tag::Image {
                link_type,
                dest_url,
                id,
                ..
            }) => self.open_link(bytes, link_type, &dest_url, &id, true),
            Event::End(TagEnd::Link | TagEnd::Image) => {
                if let Some((link, both, inside)) = self.links.pop() {
                    self.scan.close_link(link, both, &inside);
                }
            }
            Event::Start(Tag::Heading { level, .. }) => self.heading = Some((bytes, number(level), String::new())),
            Event::End(TagEnd::Heading(_)) => {
                if let Some((bytes, level, text)) = self.heading.take() {
                    let anchor = self.anchors.next(&text);
                    self.scan.headings.push(Heading {
                        bytes,
                        level,
                        text,
                        anchor,
                    });
                }
            }
            Event::Start(Tag::CodeBlock(kind)) => {
                self.in_code = true;
                if let CodeBlockKind::Fenced(info) = kind
                    && let Some(name) = info.strip_prefix(EMBED_PREFIX)
                {
                    self.embed = Some((embed(self.text, bytes, name), Vec::new()));
                }
            }
            Event::End(TagEnd::CodeBlock) => {
                self.in_code = false;
                if let Some((mut block, lines)) = self.embed.take() {
                    block.body = only(&self.text[block.body_start..block.bytes.end], block.body_start, &lines);
                    self.scan.embeds.push(block);
                }
            }
            Event::Text(words) if self.in_code => {
                if let Some((_, lines)) = &mut self.embed {
                    lines.push(bytes);
                }
                drop(words);
            }
            Event::Text(words) => {
                if self.words.end != bytes.start {
                    self.footnote_marks();
                    self.words.start = bytes.start;
                }
                self.words.end = bytes.end;
                self.say(&words);
            }
            Event::Code(words) => self.say(&words),
            Event::Start(Tag::HtmlBlock) => self.fault(bytes, FaultKind::RawHtml),
            Event::InlineHtml(html) => self.inline_html(&html, bytes),
            _ => {}
        }
    }

    fn fault(&mut self, bytes: Range<usize>, kind: FaultKind) {
        self.scan.faults.push(Fault { bytes, kind });
    }

    fn open_link(&mut self, bytes: Range<usize>, link_type: LinkType, dest: &str, id: &str, image: bool) {
        // A definition that a citation became by mistake is reported as such; the citations of it stay citations.
        let by_name = matches!(
            link_type,
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
        );
        let dest = match by_name && id.starts_with('@') {
            true => format!("cite:{id}"),
            false => dest.to_owned(),
        };
        let both = matches!(link_type, LinkType::Reference | LinkType::ReferenceUnknown);
        self.links.push((new_link(bytes, &dest, image), both, String::new()));
    }

    /// Words that readers see, in whatever is open.
    fn say(&mut self, words: &str) {
        if let Some((_, _, inside)) = self.links.last_mut() {
            inside.push_str(words);
        }
        if let Some((_, _, title)) = &mut self.heading {
            title.push_str(words);
        }
    }

    /// An element is one fault, where it opens.
    fn inline_html(&mut self, html: &str, bytes: Range<usize>) {
        let closes = html.starts_with("</");
        let name = html.trim_start_matches(['<', '/']);
        let end = name.find(|c: char| !c.is_ascii_alphanumeric() && c != '-');
        let name = name[..end.unwrap_or(name.len())].to_ascii_lowercase();
        match self.html.iter().rposition(|open| *open == name) {
            Some(open) if closes => self.html.truncate(open),
            _ => {
                self.html.push(name);
                self.fault(bytes, FaultKind::RawHtml);
            }
        }
    }

    /// Footnote marks in the words so far: to Markdown, a mark without its footnote is but words.
    fn footnote_marks(&mut self) {
        let words = std::mem::take(&mut self.words);
        let mut from = words.start;
        while let Some(at) = self.text[from..words.end].find("[^") {
            let start = from + at;
            let inside = &self.text[start + 2..words.end];
            from = start + 2;
            let end = inside.find(|c: char| c == ']' || c == '[' || c.is_whitespace());
            let escaped = self.text[..start].ends_with('\\');
            if let Some(length) = end.filter(|end| *end > 0 && inside[*end..].starts_with(']') && !escaped) {
                self.fault(start..start + 2 + length + 1, FaultKind::UndefinedFootnote);
            }
        }
    }
}

/// `text` with blanks for all but line breaks and these bytes, which count from `offset`.
fn only(text: &str, offset: usize, kept: &[Range<usize>]) -> String {
    let mut kept = kept.iter().peekable();
    let mut out = String::with_capacity(text.len());
    for (at, c) in text.char_indices() {
        while kept.next_if(|range| range.end <= offset + at).is_some() {}
        let keep = matches!(c, '\n' | '\r') || kept.peek().is_some_and(|range| range.contains(&(offset + at)));
        match keep {
            true => out.push(c),
            false => out.extend(std::iter::repeat_n(' ', c.len_utf8())),
        }
    }
    out
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
    fn close_link(&mut self, mut link: Link, both: bool, inside: &str) {
        let Some(citation) = link.dest.strip_prefix("cite:") else {
            link.empty = inside.is_empty() && !link.image;
            self.links.push(link);
            return;
        };
        // `[@a][@b]` is one reference link to Markdown, but two citations to its author.
        let before = (both && inside.starts_with('@')).then_some(inside);
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

/// A block without its body.
fn embed(text: &str, bytes: Range<usize>, name: &str) -> Embed {
    let body = text[bytes.clone()]
        .find('\n')
        .map_or(bytes.end, |i| bytes.start + i + 1);
    Embed {
        name: name.trim().to_owned(),
        body: String::new(),
        body_start: body,
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
