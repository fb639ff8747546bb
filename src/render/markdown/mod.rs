//! Markdown as HTML: links resolved, values and citations filled in, nothing passed through that could run.

mod abbreviations;
mod links;
mod notes;
mod table;
mod writer;

use pulldown_cmark::{Event, Tag, TagEnd};

use super::supplies::Stock;
use crate::index::Origin;
use crate::read::markdown::{Heading, parser};
use crate::view::Context;
use crate::words::Words;
use abbreviations::Abbreviations;
use writer::Writer;

/// Escapes text for HTML, inside elements and quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    push_escaped(text, &mut out);
    out
}

/// The same at the end of other HTML.
pub(super) fn push_escaped(text: &str, out: &mut String) {
    let mut rest = text;
    while let Some(at) = rest.find(['&', '<', '>', '"', '\'']) {
        out.push_str(&rest[..at]);
        out.push_str(match rest.as_bytes()[at] {
            b'&' => "&amp;",
            b'<' => "&lt;",
            b'>' => "&gt;",
            b'"' => "&quot;",
            _ => "&#39;",
        });
        rest = &rest[at + 1..];
    }
    out.push_str(rest);
}

/// Turns the Markdown of one page into HTML, and remembers what the page has had: abbreviations that were explained,
/// anchors that are taken.
pub struct Renderer<'a> {
    context: Context<'a>,
    stock: Stock<'a>,
    origin: Origin,
    /// From the page to the site's root: empty, or `../` for each folder.
    to_root: String,
    abbreviations: Abbreviations<'a>,
    texts: usize,
    /// What anchors of notes begin with.
    notes: &'static str,
}

impl<'a> Renderer<'a> {
    pub fn new(context: Context<'a>, stock: Stock<'a>, origin: Origin, path: &str) -> Self {
        Self {
            context,
            stock,
            origin,
            to_root: to_root(path),
            abbreviations: Abbreviations::new(&context.ask.abbreviations().known),
            texts: 0,
            notes: "fn",
        }
    }

    /// For the foot of a page, which has its own renderer: its notes are not those of the page.
    pub fn at_foot(mut self) -> Self {
        self.notes = "foot";
        self
    }

    /// The words of the interface.
    pub fn words(&self) -> &'a Words {
        self.context.words
    }

    /// A link that a view made, as seen from this page.
    pub fn href(&self, to: &str) -> String {
        if to.contains("://") || to.starts_with("mailto:") {
            return to.to_owned();
        }
        format!("{}{}", self.to_root, to)
    }

    /// One text. Inline text loses the paragraph around it; blocks that it embeds come as HTML, in order.
    pub fn html(&mut self, text: &str, inline: bool, embeds: &[String]) -> String {
        self.texts += 1;
        let events: Vec<Event<'_>> = parser(text).collect();
        let paragraphs = events
            .iter()
            .filter(|e| matches!(e, Event::Start(Tag::Paragraph)))
            .count();
        let bare = inline && paragraphs == 1;
        let headings = self.headings(text);
        let mut writer = Writer::new(self, headings, embeds, bare, !inline);
        let mut events = events.into_iter().peekable();
        while let Some(event) = events.next() {
            match (&event, events.peek()) {
                // A link without a text is filled in.
                (Event::Start(Tag::Link { dest_url, .. }), Some(Event::End(TagEnd::Link)))
                    if !dest_url.starts_with("cite:") =>
                {
                    writer.fill_in(dest_url);
                    events.next();
                }
                _ => writer.event(event),
            }
        }
        writer.finish()
    }

    /// The headings of the page's chapter, if this is its text. Others have no anchors, which could be there twice.
    fn headings(&self, text: &str) -> &'a [Heading] {
        let chapter = match &self.origin {
            Origin::Chapter(path) => self.context.ask.chapter(path),
            _ => None,
        };
        chapter
            .filter(|chapter| *chapter.text == *text)
            .map_or(&[], |chapter| &chapter.scan.headings)
    }
}

/// The way from a page to the site's root.
pub fn to_root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}
