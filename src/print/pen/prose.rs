//! Markdown as a tree: links resolved, values and citations filled in. Raw HTML was reported as a fault, and is left out.

use std::collections::BTreeMap;

use pulldown_cmark::{Alignment, CodeBlockKind, Event, LinkType, Tag, TagEnd};

use super::Pen;
use crate::print::tree::{Node, Row, Table};
use crate::read::markdown::{EMBED_PREFIX, address, number, parse_citation, parser};

/// What is open while a text is read, innermost last.
struct Open {
    tag: Tag<'static>,
    nodes: Vec<Node>,
}

/// How deep quotations, lists and emphasis are drawn in each other. What is nested deeper is drawn as if it were not: people
/// do not write it, and templates can only call themselves so often.
const DEEPEST: usize = 12;

/// Reads one text.
struct Reader<'p, 'a> {
    pen: &'p Pen<'a>,
    open: Vec<Open>,
    done: Vec<Node>,
    embeds: std::vec::IntoIter<Vec<Node>>,
    /// Rows of the table that is open, the head first.
    rows: Vec<Vec<Vec<Node>>>,
    notes: BTreeMap<String, Vec<Node>>,
}

impl Pen<'_> {
    /// A text, with the blocks that it embeds in their places.
    pub fn markdown(&self, text: &str, embeds: Vec<Vec<Node>>) -> Vec<Node> {
        let mut reader = Reader {
            pen: self,
            open: Vec::new(),
            done: Vec::new(),
            embeds: embeds.into_iter(),
            rows: Vec::new(),
            notes: BTreeMap::new(),
        };
        let mut events = parser(text).peekable();
        while let Some(event) = events.next() {
            match (&event, events.peek()) {
                // A link without a text is filled in.
                (Event::Start(Tag::Link { dest_url, .. }), Some(Event::End(TagEnd::Link)))
                    if !dest_url.starts_with("cite:") =>
                {
                    let filled = self.places.filled_in(self, dest_url);
                    reader.push_all(filled);
                    events.next();
                }
                _ => reader.event(event),
            }
        }
        let notes = std::mem::take(&mut reader.notes);
        let mut done = reader.done;
        put_notes(&mut done, &notes);
        done
    }
}

impl Reader<'_, '_> {
    fn event(&mut self, event: Event<'_>) {
        match event {
            Event::Start(tag) => self.open.push(Open {
                tag: tag.into_static(),
                nodes: Vec::new(),
            }),
            Event::End(_) => {
                if let Some(open) = self.open.pop() {
                    self.close(open);
                }
            }
            Event::Text(text) => self.push(Node::text(&*text)),
            Event::Code(text) => self.push(Node::Code { text: text.to_string() }),
            Event::SoftBreak => self.push(Node::text(" ")),
            Event::HardBreak => self.push(Node::Break),
            Event::Rule => self.push(Node::Rule),
            // Found by its name when all notes are known.
            Event::FootnoteReference(name) => self.push(Node::Footnote {
                blocks: vec![Node::text(name.to_lowercase())],
            }),
            Event::Html(_) | Event::InlineHtml(_) => {}
            // Their extensions are not switched on.
            Event::InlineMath(_) | Event::DisplayMath(_) | Event::TaskListMarker(_) => {}
        }
    }

    fn push(&mut self, node: Node) {
        match self.open.last_mut() {
            Some(open) => open.nodes.push(node),
            None => self.done.push(node),
        }
    }

    fn push_all(&mut self, nodes: Vec<Node>) {
        nodes.into_iter().for_each(|node| self.push(node));
    }

    fn close(&mut self, Open { tag, nodes }: Open) {
        if self.open.len() >= DEEPEST {
            return self.push_all(nodes);
        }
        match tag {
            Tag::Paragraph => self.push(Node::Paragraph { body: nodes }),
            Tag::Heading { level, .. } => self.push(Node::Heading {
                level: number(level),
                anchor: None,
                body: nodes,
            }),
            Tag::BlockQuote(_) => self.push(Node::Quotation { blocks: nodes }),
            Tag::CodeBlock(CodeBlockKind::Fenced(info)) if info.starts_with(EMBED_PREFIX) => {
                let embedded = self.embeds.next().unwrap_or_default();
                self.push_all(embedded);
            }
            Tag::CodeBlock(_) => self.push(Node::Listing {
                text: crate::print::tree::plain(&nodes),
            }),
            // An item stands among the nodes of its list as a list of one.
            Tag::List(start) => {
                let items = nodes.into_iter().map(|node| match node {
                    Node::Quotation { blocks } => blocks,
                    other => vec![other],
                });
                let items = items.collect();
                self.push(Node::List { start, items });
            }
            Tag::Item => self.push(Node::Quotation { blocks: nodes }),
            Tag::FootnoteDefinition(name) => {
                self.notes.insert(name.to_lowercase(), nodes);
            }
            Tag::Table(alignments) => self.close_table(&alignments),
            Tag::TableHead | Tag::TableRow => {
                // Cells come as paragraphs.
                let cells = nodes.into_iter().map(|node| match node {
                    Node::Paragraph { body } => body,
                    other => vec![other],
                });
                self.rows.push(cells.collect());
            }
            Tag::TableCell => self.push(Node::Paragraph { body: nodes }),
            Tag::Emphasis => self.push(Node::Emphasis { body: nodes }),
            Tag::Strong => self.push(Node::Strong { body: nodes }),
            Tag::Link {
                link_type, dest_url, ..
            } => self.close_link(link_type, &dest_url, nodes),
            Tag::Image { dest_url, .. } => {
                let description = crate::print::tree::plain(&nodes);
                if let Some(path) = self.pen.places.image(&dest_url) {
                    self.push(Node::Image { path, description });
                }
            }
            // Their extensions are not switched on.
            _ => self.push_all(nodes),
        }
    }

    fn close_table(&mut self, alignments: &[Alignment]) {
        let align = alignments.iter().map(|alignment| match alignment {
            Alignment::Right => Some("right"),
            Alignment::Center => Some("center"),
            Alignment::Left => Some("left"),
            Alignment::None => None,
        });
        let mut rows = std::mem::take(&mut self.rows).into_iter();
        let head = rows.next().unwrap_or_default();
        let rows = rows.map(|cells| Row {
            anchor: None,
            cells,
            notes: Vec::new(),
            group: false,
        });
        self.push(Node::Table(Table {
            caption: String::new(),
            align: align.collect(),
            widths: Vec::new(),
            head,
            rows: rows.collect(),
        }));
    }

    fn close_link(&mut self, link_type: LinkType, dest: &str, nodes: Vec<Node>) {
        if let Some(citation) = dest.strip_prefix("cite:") {
            let inside = crate::print::tree::plain(&nodes);
            let unknown = link_type == LinkType::ReferenceUnknown;
            let before = (unknown && inside.starts_with('@')).then_some(inside);
            for inside in before.into_iter().chain([citation.to_owned()]) {
                if let Some(cites) = parse_citation(&inside) {
                    let cited = self.pen.places.citation(self.pen, &cites);
                    self.push_all(cited);
                }
            }
            return;
        }
        let linked = self.pen.places.linked(self.pen, &address(link_type, dest), nodes);
        self.push_all(linked);
    }
}

/// Puts the footnotes to their marks. What no mark leads to is not shown; a mark without a note was reported.
fn put_notes(nodes: &mut [Node], notes: &BTreeMap<String, Vec<Node>>) {
    for node in nodes {
        match node {
            Node::Footnote { blocks } => {
                let name = crate::print::tree::plain(blocks);
                *blocks = notes.get(&name).cloned().unwrap_or_default();
            }
            Node::Paragraph { body } | Node::Heading { body, .. } => put_notes(body, notes),
            Node::Strong { body } | Node::Emphasis { body } | Node::Link { body, .. } => put_notes(body, notes),
            Node::Quotation { blocks } => put_notes(blocks, notes),
            Node::List { items, .. } => items.iter_mut().for_each(|item| put_notes(item, notes)),
            Node::Table(table) => {
                let rows = table.rows.iter_mut().flat_map(|row| &mut row.cells);
                table
                    .head
                    .iter_mut()
                    .chain(rows)
                    .for_each(|cell| put_notes(cell, notes));
            }
            _ => {}
        }
    }
}
