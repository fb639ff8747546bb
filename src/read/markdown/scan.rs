//! Reads what a Markdown text refers to, and what it must not have.

use std::collections::BTreeSet;
use std::ops::Range;

use pulldown_cmark::{CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::visible::Collecting;
use super::{
    Anchors, Citation, EMBED_PREFIX, Embed, Fault, FaultKind, Heading, Link, Scan, number, parse_citation, parser,
};

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
        reading.visible.event(&event, &bytes);
        reading.event(event, bytes);
    }
    reading.footnote_marks();
    reading.unmarked_footnotes();
    let mut scan = reading.scan;
    scan.visible = reading.visible.visible;
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
    visible: Collecting,
    heading: Option<(Range<usize>, u8, String)>,
    /// The links that are open, and the text in them so far.
    links: Vec<(Link, bool, String)>,
    /// The embedded block that is open, and the bytes of its lines.
    embed: Option<(Embed, Vec<Range<usize>>)>,
    in_code: bool,
    /// Words without a gap between them.
    words: Range<usize>,
    /// Footnotes by name, with the place of the name, and the names that have a mark.
    footnotes: Vec<(String, Range<usize>)>,
    marked: BTreeSet<String>,
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
                    self.scan.close_link(self.text, link, both, &inside);
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
            Event::Text(_) if self.in_code => {
                if let Some((_, lines)) = &mut self.embed {
                    lines.push(bytes);
                }
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
            Event::FootnoteReference(name) => {
                self.marked.insert(name.to_lowercase());
            }
            Event::Start(Tag::FootnoteDefinition(name)) => {
                let label = self.text[bytes.clone()]
                    .find(']')
                    .map_or(bytes.end, |end| bytes.start + end + 1);
                self.footnotes.push((name.to_lowercase(), bytes.start..label));
            }
            Event::Start(Tag::HtmlBlock) => self.fault(bytes, FaultKind::RawHtml),
            Event::InlineHtml(html) => self.inline_html(&html, bytes),
            _ => {}
        }
    }

    fn fault(&mut self, bytes: Range<usize>, kind: FaultKind) {
        self.scan.faults.push(Fault { bytes, kind });
    }

    fn open_link(&mut self, bytes: Range<usize>, link_type: LinkType, dest: &str, id: &str, image: bool) {
        // An image is no text, but it shows.
        if let Some((around, ..)) = self.links.last_mut().filter(|_| image) {
            around.empty = false;
        }
        // A definition that a citation became by mistake is reported as such; the citations of it stay citations.
        let by_name = matches!(
            link_type,
            LinkType::Reference | LinkType::Collapsed | LinkType::Shortcut
        );
        let dest = match by_name && id.starts_with('@') {
            true => format!("cite:{id}"),
            false => address(link_type, dest),
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

    /// Footnotes to which no mark leads, which readers would not see.
    fn unmarked_footnotes(&mut self) {
        for (name, bytes) in std::mem::take(&mut self.footnotes) {
            if !self.marked.contains(&name) {
                self.fault(bytes, FaultKind::UnmarkedFootnote);
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
        empty: !image,
        image,
    }
}

impl Scan {
    fn close_link(&mut self, text: &str, mut link: Link, both: bool, inside: &str) {
        let Some(citation) = link.dest.strip_prefix("cite:") else {
            link.empty &= inside.is_empty();
            self.links.push(link);
            return;
        };
        // `[@a][@b]` is one reference link to Markdown, but two citations to its author.
        let before = (both && inside.starts_with('@')).then_some(inside);
        let mut at = link.bytes.start;
        for inside in before.into_iter().chain([citation]) {
            match parse_citation(inside) {
                Some(cites) => {
                    let keys = cites.iter().map(|cite| {
                        let key = format!("@{}", cite.key);
                        let Some(found) = text[at..link.bytes.end].find(&key) else {
                            // Spelt with escapes or entities.
                            return link.bytes.clone();
                        };
                        let start = at + found;
                        at = start + key.len();
                        start..at
                    });
                    let keys = keys.collect();
                    self.citations.push(Citation {
                        bytes: link.bytes.clone(),
                        cites,
                        keys,
                    });
                }
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
