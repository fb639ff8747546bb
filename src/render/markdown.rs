//! Markdown as HTML: links resolved, values and citations filled in, nothing passed through that could run.

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::citations::Citations;
use crate::index::Origin;
use crate::index::link::{Place, resolve};
use crate::model::Kind;
use crate::read::markdown::{Cite, EMBED_PREFIX, Heading, Link, address, number, parse_citation, parser};
use crate::view::{Context, abbreviation_path, chapter_path, record_path, value, work_path};

/// Escapes text for HTML, inside elements and quoted attributes.
pub fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&#39;"),
            c => out.push(c),
        }
    }
    out
}

/// Turns the Markdown of one page into HTML, and remembers what the page has had: abbreviations that were expanded,
/// anchors that are taken.
pub struct Renderer<'a> {
    context: Context<'a>,
    citations: &'a Citations,
    origin: Origin,
    /// From the page to the site's root: empty, or `../` for each folder.
    to_root: String,
    expanded: BTreeSet<String>,
    texts: usize,
    /// What anchors of notes begin with.
    notes: &'static str,
}

impl<'a> Renderer<'a> {
    pub fn new(context: Context<'a>, citations: &'a Citations, origin: Origin, path: &str) -> Self {
        Self {
            context,
            citations,
            origin,
            to_root: to_root(path),
            expanded: BTreeSet::new(),
            texts: 0,
            notes: "fn",
        }
    }

    /// For the foot of a page, which has its own renderer: its notes are not those of the page.
    pub fn at_foot(mut self) -> Self {
        self.notes = "foot";
        self
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
        let mut writer = Writer {
            bare: inline && paragraphs == 1,
            expand: !inline,
            embeds: embeds.iter(),
            out: String::with_capacity(text.len() * 2),
            headings: self.headings(text).iter(),
            state: State::default(),
            renderer: self,
        };
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
        writer.footnotes();
        writer.out
    }

    /// The headings of the page's chapter, if this is its text. Others have no anchors, which could be there twice.
    fn headings(&self, text: &str) -> &'a [Heading] {
        let chapter = match &self.origin {
            Origin::Chapter(path) => self.context.corpus.chapter(path),
            _ => None,
        };
        chapter
            .filter(|chapter| chapter.text == text)
            .map_or(&[], |chapter| &chapter.scan.headings)
    }

    fn citation(&self, cites: &[Cite]) -> String {
        let linked = self.citations.linked(cites, |key| self.href(&work_path(key)));
        linked.map_or_else(String::new, |linked| format!("<span class=\"cite\">{linked}</span>"))
    }
}

/// The way from a page to the site's root.
pub fn to_root(path: &str) -> String {
    "../".repeat(path.matches('/').count())
}

#[derive(Default)]
struct State {
    /// The alignment of each column of the table around, and the cell that is next.
    table: Vec<Alignment>,
    cell: usize,
    head: bool,
    heading: Option<(u8, String)>,
    /// Links that are open: how each ends, and its citation where it is one.
    links: Vec<OpenLink>,
    /// The text of an image's description while one is open.
    image: Option<(String, String)>,
    in_embed: bool,
    code: bool,
    footnotes: Vec<(String, String)>,
    /// The number of each footnote that has a mark, and how many marks it has.
    marked: BTreeMap<String, (usize, usize)>,
    in_footnote: Option<(String, String)>,
}

enum OpenLink {
    Close(&'static str),
    /// Waits for the text between the brackets of `[…][@key]`.
    Citation(String, String, bool),
}

struct Writer<'w, 'a> {
    renderer: &'w mut Renderer<'a>,
    embeds: std::slice::Iter<'w, String>,
    out: String,
    /// Those that can be linked, with their anchors.
    headings: std::slice::Iter<'w, Heading>,
    state: State,
    bare: bool,
    expand: bool,
}

impl Writer<'_, '_> {
    fn event(&mut self, event: Event<'_>) {
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
            Event::FootnoteReference(name) => self.footnote_mark(&name),
            // Reported as a fault; never passed through.
            Event::Html(_) | Event::InlineHtml(_) => {}
            // Their extensions are not switched on.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn push(&mut self, html: &str) {
        match &mut self.state.in_footnote {
            Some((_, note)) => note.push_str(html),
            None => self.out.push_str(html),
        }
    }

    /// HTML inside a line, and the plain text of it for headings and images.
    fn push_inline(&mut self, html: &str, plain: &str) {
        if let Some((_, description)) = &mut self.state.image {
            description.push_str(plain);
            return;
        }
        if let Some(OpenLink::Citation(_, inside, _)) = self.state.links.last_mut() {
            inside.push_str(plain);
            return;
        }
        if let Some((_, heading)) = &mut self.state.heading {
            heading.push_str(html);
            return;
        }
        self.push(html);
    }

    fn text(&mut self, text: &str) {
        if self.state.in_embed {
            return;
        }
        if self.state.code {
            return self.push(&escape(text));
        }
        let plain_place = self.state.heading.is_some() || !self.state.links.is_empty() || self.state.image.is_some();
        let html = if plain_place {
            escape(text)
        } else {
            self.abbreviated(text)
        };
        self.push_inline(&html, text);
    }

    /// Escaped text in which an abbreviation is explained at its first use on the page.
    fn abbreviated(&mut self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 16);
        let mut rest = text;
        while !rest.is_empty() {
            let word = |c: char| c.is_alphanumeric() || c == '-';
            let end = rest.find(|c| !word(c)).unwrap_or(rest.len());
            if end == 0 {
                let gap = rest.find(word).unwrap_or(rest.len());
                out.push_str(&escape(&rest[..gap]));
                rest = &rest[gap..];
                continue;
            }
            let (token, after) = rest.split_at(end);
            out.push_str(&self.token(token, text, after));
            rest = after;
        }
        out
    }

    fn token(&mut self, token: &str, text: &str, after: &str) -> String {
        let known = &self.renderer.context.corpus.abbreviations;
        let singular = token.strip_suffix('s').unwrap_or(token);
        let Some((short, meaning)) = known.get_key_value(token).or_else(|| known.get_key_value(singular)) else {
            return escape(token);
        };
        if self.renderer.expanded.contains(short) {
            return escape(token);
        }
        let means = escape(meaning.means.as_str());
        if !self.expand {
            return format!("<abbr title=\"{means}\">{}</abbr>", escape(token));
        }
        self.renderer.expanded.insert(short.clone());
        // The author has already said what it stands for: `meaning (XYZ)`, or `XYZ (meaning)`.
        let said = text.to_lowercase().contains(&meaning.means.as_str().to_lowercase());
        if said || after.starts_with(" (") {
            return escape(token);
        }
        format!(
            "<abbr title=\"{means}\">{}</abbr> <span class=\"expansion\">({means})</span>",
            escape(token)
        )
    }

    fn start(&mut self, tag: Tag<'_>) {
        match tag {
            Tag::Paragraph if self.bare => {}
            Tag::Paragraph => self.push("<p>"),
            Tag::Heading { level, .. } => self.state.heading = Some((number(level), String::new())),
            Tag::BlockQuote(_) => self.push("<blockquote>\n"),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if info.starts_with(EMBED_PREFIX) => {
                self.state.in_embed = true;
                let html = self.embeds.next().cloned().unwrap_or_default();
                self.push(&html);
            }
            Tag::CodeBlock(_) => {
                self.state.code = true;
                self.push("<pre><code>");
            }
            Tag::List(Some(1)) => self.push("<ol>\n"),
            Tag::List(Some(start)) => self.push(&format!("<ol start=\"{start}\">\n")),
            Tag::List(None) => self.push("<ul>\n"),
            Tag::Item => self.push("<li>"),
            Tag::FootnoteDefinition(name) => self.state.in_footnote = Some((name.to_string(), String::new())),
            Tag::Table(alignments) => {
                self.state.table = alignments;
                self.push("<div class=\"table-scroll\" tabindex=\"0\" role=\"group\" aria-label=\"Table\"><table>\n");
            }
            Tag::TableHead => {
                self.state.head = true;
                self.state.cell = 0;
                self.push("<thead><tr>");
            }
            Tag::TableRow => {
                self.state.cell = 0;
                self.push("<tr>");
            }
            Tag::TableCell => {
                let align = match self.state.table.get(self.state.cell) {
                    Some(Alignment::Right) => " class=\"right\"",
                    Some(Alignment::Center) => " class=\"center\"",
                    _ => "",
                };
                let open = if self.state.head {
                    format!("<th scope=\"col\"{align}>")
                } else {
                    format!("<td{align}>")
                };
                self.push(&open);
            }
            Tag::Emphasis => self.push_inline("<em>", ""),
            Tag::Strong => self.push_inline("<strong>", ""),
            Tag::Link {
                link_type, dest_url, ..
            } => self.open_link(link_type, &dest_url),
            Tag::Image { dest_url, .. } => self.state.image = Some((dest_url.to_string(), String::new())),
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
            TagEnd::CodeBlock if self.state.in_embed => self.state.in_embed = false,
            TagEnd::CodeBlock => {
                self.state.code = false;
                self.push("</code></pre>\n");
            }
            TagEnd::List(true) => self.push("</ol>\n"),
            TagEnd::List(false) => self.push("</ul>\n"),
            TagEnd::Item => self.push("</li>\n"),
            TagEnd::FootnoteDefinition => self.state.footnotes.extend(self.state.in_footnote.take()),
            TagEnd::Table => self.push("</tbody></table></div>\n"),
            TagEnd::TableHead => {
                self.state.head = false;
                self.push("</tr></thead><tbody>\n");
            }
            TagEnd::TableRow => self.push("</tr>\n"),
            TagEnd::TableCell => {
                let close = if self.state.head { "</th>" } else { "</td>" };
                self.push(close);
                self.state.cell += 1;
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
        let Some((level, html)) = self.state.heading.take() else {
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

    fn open_link(&mut self, link_type: LinkType, dest: &str) {
        if let Some(citation) = dest.strip_prefix("cite:") {
            let unknown = link_type == LinkType::ReferenceUnknown;
            let open = OpenLink::Citation(citation.to_owned(), String::new(), unknown);
            return self.state.links.push(open);
        }
        match self
            .resolve(&address(link_type, dest))
            .and_then(|place| self.link_to(place))
        {
            Some(html) => {
                self.push_inline(&html, "");
                self.state.links.push(OpenLink::Close("</a>"));
            }
            // Marked as plain, or reported as a fault: the text stays, without a link.
            None => self.state.links.push(OpenLink::Close("")),
        }
    }

    /// What an empty link shows: the value that it names, leading to where it stands and saying where it was read.
    fn fill_in(&mut self, dest: &str) {
        let context = self.renderer.context;
        let Some(place) = self.resolve(dest) else { return };
        let (text, title) = match &place {
            Place::Record(target) => match value::quote(&context, target) {
                Some(quote) => (quote.text, quote.source),
                None => return,
            },
            Place::Abbreviation(short) => match context.corpus.abbreviations.get(short) {
                Some(abbreviation) => (abbreviation.means.to_string(), Some(short.clone())),
                None => return,
            },
            _ => return,
        };
        let Some(open) = self.link_to(place) else { return };
        let title = title.map(|t| format!(" title=\"{}\"", escape(&t))).unwrap_or_default();
        let open = open.replacen("<a ", &format!("<a class=\"value\"{title} "), 1);
        let html = format!("{open}{}</a>", escape(&text));
        self.push_inline(&html, &text);
    }

    fn resolve(&self, dest: &str) -> Option<Place> {
        let link = Link {
            bytes: 0..0,
            dest: dest.to_owned(),
            empty: false,
            image: false,
        };
        let context = self.renderer.context;
        resolve(context.sources, context.corpus, &self.renderer.origin, &link).ok()
    }

    /// The opening tag of a link.
    fn link_to(&self, place: Place) -> Option<String> {
        let renderer = &self.renderer;
        let context = renderer.context;
        Some(match place {
            Place::Record(target) => {
                let mut href = renderer.href(&record_path(&target.record));
                let quoted = context.index.quote(context.corpus, &target);
                if let Some(anchor) = quoted.as_ref().and_then(|q| q.anchor)
                    && target.record.kind != Kind::Work
                {
                    let _ = write!(href, "#{anchor}");
                }
                format!("<a href=\"{}\">", escape(&href))
            }
            Place::Abbreviation(short) => {
                format!("<a href=\"{}\">", escape(&renderer.href(&abbreviation_path(&short))))
            }
            Place::Outside(url) => format!("<a href=\"{}\" rel=\"noopener noreferrer\">", escape(&url)),
            Place::Chapter(path, anchor) => {
                let anchor = anchor.map(|a| format!("#{a}")).unwrap_or_default();
                let href = format!("{}{anchor}", renderer.href(&chapter_path(&path)));
                format!("<a href=\"{}\">", escape(&href))
            }
            Place::Here(anchor) => format!("<a href=\"#{}\">", escape(&anchor)),
            Place::Image(_) | Place::Plain | Place::Refused => return None,
        })
    }

    fn close_link(&mut self) {
        match self.state.links.pop() {
            Some(OpenLink::Close(html)) => self.push_inline(html, ""),
            Some(OpenLink::Citation(citation, inside, unknown)) => {
                let before = (unknown && inside.starts_with('@')).then_some(inside);
                for inside in before.into_iter().chain([citation]) {
                    if let Some(cites) = parse_citation(&inside) {
                        let html = self.renderer.citation(&cites);
                        self.push_inline(&html, "");
                    }
                }
            }
            None => {}
        }
    }

    fn close_image(&mut self) {
        let Some((dest, description)) = self.state.image.take() else {
            return;
        };
        let link = Link {
            bytes: 0..0,
            dest,
            empty: false,
            image: true,
        };
        let context = self.renderer.context;
        if let Ok(Place::Image(path)) = resolve(context.sources, context.corpus, &self.renderer.origin, &link) {
            let src = self.renderer.href(&super::site::image_path(&path));
            let html = format!(
                "<img src=\"{}\" alt=\"{}\" loading=\"lazy\">",
                escape(&src),
                escape(&description)
            );
            self.push_inline(&html, &description);
        }
    }

    fn footnote_mark(&mut self, name: &str) {
        let known = self.state.marked.len();
        let (number, times) = self.state.marked.entry(name.to_owned()).or_insert((known + 1, 0));
        *times += 1;
        let (number, first) = (*number, *times == 1);
        let id = self.footnote_id(number);
        let back = if first {
            format!(" id=\"{id}-back\"")
        } else {
            String::new()
        };
        let html = format!("<sup{back}><a href=\"#{id}\" class=\"footnote\">{number}</a></sup>");
        self.push_inline(&html, "");
    }

    /// The anchor of a note. Anchors of headings and of parts of records have no underscore.
    fn footnote_id(&self, number: usize) -> String {
        format!("{}_{}_{number}", self.renderer.notes, self.renderer.texts)
    }

    /// The notes in the order of their marks. What no mark leads to is not shown.
    fn footnotes(&mut self) {
        let marked = std::mem::take(&mut self.state.marked);
        let number = |name: &str| marked.get(name).map(|(number, _)| *number);
        let written = std::mem::take(&mut self.state.footnotes);
        let notes: BTreeMap<usize, String> = written
            .into_iter()
            .filter_map(|(name, html)| Some((number(&name)?, html)))
            .collect();
        if notes.is_empty() {
            return;
        }
        self.out
            .push_str("<section class=\"footnotes\" aria-label=\"Footnotes\">\n");
        for (number, html) in notes {
            let id = self.footnote_id(number);
            let _ = writeln!(
                self.out,
                "<div id=\"{id}\" class=\"note\"><a href=\"#{id}-back\">{number}</a> {html}</div>"
            );
        }
        self.out.push_str("</section>\n");
    }
}
