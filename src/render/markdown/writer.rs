//! Writes HTML as the parts of a text come: blocks, headings, and what stands in a line.

use pulldown_cmark::{CodeBlockKind, Event, Tag, TagEnd};

use super::links::OpenLink;
use super::notes::Notes;
use super::table::Table;
use super::{Renderer, escape};
use crate::read::markdown::{EMBED_PREFIX, Heading, number};

/// The writer of one text.
pub struct Writer<'w, 'a> {
    pub(super) renderer: &'w mut Renderer<'a>,
    embeds: std::slice::Iter<'w, String>,
    /// Those that can be linked, with their anchors.
    headings: std::slice::Iter<'w, Heading>,
    out: String,
    /// Without the paragraph around.
    bare: bool,
    /// Abbreviations are explained in words.
    explain: bool,
    notes: Notes,
    table: Table,
    heading: Option<(u8, String)>,
    /// Links that are open: how each ends, and its citation where it is one.
    pub(super) links: Vec<OpenLink>,
    /// Where an image leads and the text of its description, while one is open.
    pub(super) image: Option<(String, String)>,
    in_embed: bool,
    in_code: bool,
}

impl<'w, 'a> Writer<'w, 'a> {
    pub fn new(
        renderer: &'w mut Renderer<'a>,
        headings: &'w [Heading],
        embeds: &'w [String],
        bare: bool,
        explain: bool,
    ) -> Self {
        let notes = Notes::new(format!("{}_{}", renderer.notes, renderer.texts));
        Self {
            renderer,
            embeds: embeds.iter(),
            headings: headings.iter(),
            out: String::new(),
            bare,
            explain,
            notes,
            table: Table::default(),
            heading: None,
            links: Vec::new(),
            image: None,
            in_embed: false,
            in_code: false,
        }
    }

    pub fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.start(tag),
            Event::End(tag) => self.end(tag),
            Event::Text(text) => self.text(&text),
            Event::Code(text) => {
                let code = format!("<code>{}</code>", escape(&text));
                self.push_inline(&code, &text);
            }
            Event::SoftBreak => self.push_inline("\n", " "),
            Event::HardBreak => self.push_inline("<br>\n", " "),
            Event::Rule => self.push("<hr>\n"),
            Event::FootnoteReference(name) => {
                let mark = self.notes.mark(&name);
                self.push_inline(&mark, "");
            }
            // Reported as a fault; never passed through.
            Event::Html(_) | Event::InlineHtml(_) => {}
            // Their extensions are not switched on.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    /// The text, with its notes.
    pub fn finish(self) -> String {
        self.out + &self.notes.html(self.renderer.words().say("footnotes"))
    }

    fn push(&mut self, html: &str) {
        self.notes.current().unwrap_or(&mut self.out).push_str(html);
    }

    /// HTML inside a line, and the plain text of it for headings and images.
    pub(super) fn push_inline(&mut self, html: &str, plain: &str) {
        if let Some((_, description)) = &mut self.image {
            description.push_str(plain);
            return;
        }
        if let Some(OpenLink::Citation(_, inside, _)) = self.links.last_mut() {
            inside.push_str(plain);
            return;
        }
        if let Some((_, heading)) = &mut self.heading {
            heading.push_str(html);
            return;
        }
        self.push(html);
    }

    fn text(&mut self, text: &str) {
        if self.in_embed {
            return;
        }
        if self.in_code {
            return self.push(&escape(text));
        }
        let plain_place = self.heading.is_some() || !self.links.is_empty() || self.image.is_some();
        let html = if plain_place {
            escape(text)
        } else {
            self.renderer.abbreviations.html(text, self.explain)
        };
        self.push_inline(&html, text);
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph if self.bare => {}
            Tag::Paragraph => self.push("<p>"),
            Tag::Heading { level, .. } => self.heading = Some((number(level), String::new())),
            Tag::BlockQuote(_) => self.push("<blockquote>\n"),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if info.starts_with(EMBED_PREFIX) => {
                self.in_embed = true;
                let html = self.embeds.next().cloned().unwrap_or_default();
                self.push(&html);
            }
            Tag::CodeBlock(_) => {
                self.in_code = true;
                self.push("<pre><code>");
            }
            Tag::List(Some(1)) => self.push("<ol>\n"),
            Tag::List(Some(start)) => self.push(&format!("<ol start=\"{start}\">\n")),
            Tag::List(None) => self.push("<ul>\n"),
            Tag::Item => self.push("<li>"),
            Tag::FootnoteDefinition(name) => self.notes.begin(&name),
            Tag::Table(alignments) => {
                let html = self
                    .table
                    .begin(alignments, self.renderer.words().say("markdown-table"));
                self.push(&html);
            }
            Tag::TableHead => {
                let html = self.table.begin_head();
                self.push(html);
            }
            Tag::TableRow => {
                let html = self.table.begin_row();
                self.push(html);
            }
            Tag::TableCell => {
                let html = self.table.begin_cell();
                self.push(&html);
            }
            Tag::Emphasis => self.push_inline("<em>", ""),
            Tag::Strong => self.push_inline("<strong>", ""),
            Tag::Link {
                link_type, dest_url, ..
            } => self.open_link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.image = Some((dest_url.to_string(), String::new())),
            // Their extensions are not switched on.
            _ => {}
        }
    }

    fn end(&mut self, tag: TagEnd) {
        match tag {
            TagEnd::Paragraph if self.bare => {}
            TagEnd::Paragraph => self.push("</p>\n"),
            TagEnd::Heading(_) => self.close_heading(),
            TagEnd::BlockQuote(_) => self.push("</blockquote>\n"),
            TagEnd::CodeBlock if self.in_embed => self.in_embed = false,
            TagEnd::CodeBlock => {
                self.in_code = false;
                self.push("</code></pre>\n");
            }
            TagEnd::List(true) => self.push("</ol>\n"),
            TagEnd::List(false) => self.push("</ul>\n"),
            TagEnd::Item => self.push("</li>\n"),
            TagEnd::FootnoteDefinition => self.notes.end(),
            TagEnd::Table => self.push(self.table.end()),
            TagEnd::TableHead => {
                let html = self.table.end_head();
                self.push(html);
            }
            TagEnd::TableRow => self.push(self.table.end_row()),
            TagEnd::TableCell => {
                let html = self.table.end_cell();
                self.push(html);
            }
            TagEnd::Emphasis => self.push_inline("</em>", ""),
            TagEnd::Strong => self.push_inline("</strong>", ""),
            TagEnd::Link => self.close_link(),
            TagEnd::Image => self.close_image(),
            _ => {}
        }
    }

    /// A heading with its anchor. A first-level heading that opens the text is the page's own title, which the template
    /// shows; of it only the anchor is left. Any other stands below that title.
    fn close_heading(&mut self) {
        let Some((level, html)) = self.heading.take() else {
            return;
        };
        let anchor = self.headings.next().map(|heading| escape(&heading.anchor));
        let id = anchor.map_or_else(String::new, |anchor| format!(" id=\"{anchor}\""));
        if level == 1 && self.out.is_empty() {
            return self.push(&format!("<div{id}></div>\n"));
        }
        let level = level.max(2);
        self.push(&format!("<h{level}{id}>{html}</h{level}>\n"));
    }
}
