//! Makes of a page's blocks what templates of sheets draw.

use super::address::Places;
use super::figures;
use super::tree::{Criterion, Fact, Item, Node, Row, Table};
use crate::index::Origin;
use crate::render::citations::Citations;
use crate::view::block::{self, Block, LinkTo, Piece, Prose};
use crate::view::{Context, State};

mod prose;

/// Draws what one page shows.
#[derive(Debug, Clone)]
pub struct Pen<'a> {
    pub(super) context: Context<'a>,
    pub(super) places: Places<'a>,
    /// The citations as the citation style words them, where their numbers can be looked up on the same sheets.
    pub(super) citations: Option<&'a Citations>,
}

impl<'a> Pen<'a> {
    /// For texts that stand in `origin`, from where their links are followed.
    pub fn new(context: Context<'a>, origin: Origin) -> Self {
        Self {
            context,
            places: Places::new(context, origin),
            citations: None,
        }
    }

    /// For the book, which has figures, and a bibliography in which citations can be looked up.
    pub fn in_book(context: Context<'a>, origin: Origin, citations: &'a Citations) -> Self {
        Self {
            citations: Some(citations),
            ..Self::new(context, origin)
        }
    }

    pub fn blocks(&self, blocks: &[Block]) -> Vec<Node> {
        blocks.iter().flat_map(|block| self.block(block)).collect()
    }

    fn block(&self, block: &Block) -> Vec<Node> {
        match block {
            Block::Prose { text } => self.prose(text),
            Block::Facts { facts } => vec![Node::Facts {
                facts: self.facts(facts),
            }],
            Block::Table(table) => vec![Node::Table(self.table(table))],
            Block::Criteria { criterion } => vec![Node::Criteria {
                criterion: self.criterion(criterion),
            }],
            Block::Items { items } => vec![Node::Items {
                items: items.iter().map(|item| self.item(item)).collect(),
            }],
            Block::Group { anchor, title, blocks } => vec![Node::Group {
                anchor: anchor.clone(),
                title: self.line(title),
                blocks: self.blocks(blocks),
            }],
            Block::Chapter { text, embeds, .. } => {
                let embeds = embeds.iter().map(|blocks| self.blocks(blocks)).collect();
                self.markdown(&text.markdown, embeds)
            }
            Block::Figure(figure) if self.citations.is_some() => vec![figures::in_book(figure, self)],
            // A card has its figures beside the blocks; tables of evidence have none.
            Block::Figure(_) | Block::File { .. } => Vec::new(),
            Block::Works { works } => vec![Node::Works {
                keys: works.iter().map(|work| work.cite_key.clone()).collect(),
            }],
        }
    }

    fn facts(&self, facts: &[block::Fact]) -> Vec<Fact> {
        let facts = facts.iter().map(|fact| Fact {
            label: fact.label.clone(),
            value: self.line(&fact.value),
        });
        facts.collect()
    }

    fn item(&self, item: &block::Item) -> Item {
        Item {
            anchor: item.anchor.clone(),
            title: self.line(&item.title),
            body: self.line(&item.body),
            notes: item.notes.clone(),
        }
    }

    pub(super) fn table(&self, table: &block::Table) -> Table {
        let head = table.head.iter().map(|column| match &column.link {
            Some(link) => self.link(link),
            None => vec![Node::text(&column.title)],
        });
        let rows = table.rows.iter().map(|row| Row {
            anchor: row.anchor.clone(),
            cells: row.cells.iter().map(|cell| self.line(cell)).collect(),
            notes: row.notes.clone(),
            group: row.group,
        });
        Table {
            caption: table.caption.clone(),
            align: vec![None; table.head.len()],
            widths: Vec::new(),
            head: head.collect(),
            rows: rows.collect(),
        }
    }

    fn criterion(&self, criterion: &block::Criterion) -> Criterion {
        Criterion {
            anchor: criterion.anchor.clone(),
            joins: criterion.joins.clone(),
            text: self.line(&criterion.text),
            children: criterion.children.iter().map(|child| self.criterion(child)).collect(),
        }
    }

    /// A line of pieces.
    pub fn line(&self, line: &[Piece]) -> Vec<Node> {
        line.iter().flat_map(|piece| self.piece(piece)).collect()
    }

    fn piece(&self, piece: &Piece) -> Vec<Node> {
        match piece {
            Piece::Text { text } | Piece::English { text } => vec![Node::text(text)],
            Piece::Muted { text } => vec![Node::Muted { text: text.clone() }],
            Piece::Badge { text, .. } => vec![Node::Badge { text: text.clone() }],
            Piece::Link(link) => self.link(link),
            Piece::Prose(prose) => self.prose(prose),
            Piece::Value(value) => {
                let mut line = vec![Node::Value {
                    text: value.text().to_owned(),
                    notes: value.own_notes().to_vec(),
                }];
                if !value.has_source() {
                    line.push(self.badge("print-no-source"));
                }
                line
            }
            // A sheet has its own day after which it must not be used.
            Piece::Day { text, .. } => vec![Node::text(text)],
            // Full and hollow, as the words beside it say.
            Piece::Scale { filled, of } => vec![Node::text("●".repeat(*filled) + &"○".repeat(of - filled))],
            Piece::Break => vec![Node::Break],
            Piece::Basis => vec![Node::Basis],
            Piece::Note { number } => vec![Node::Note { number: *number }],
            Piece::Doubt { .. } => vec![self.badge("print-as-printed")],
            // Views make none; a renderer of pages does, of its own copy.
            Piece::Html { .. } => Vec::new(),
        }
    }

    /// A link, and behind it why what it leads to is not to be relied on.
    pub fn link(&self, link: &LinkTo) -> Vec<Node> {
        let mut line = vec![Node::Link {
            to: link.to.clone(),
            body: vec![Node::text(&link.text)],
        }];
        line.extend(self.state(link.state));
        line
    }

    pub(super) fn state(&self, state: Option<State>) -> Vec<Node> {
        let Some(state) = state else { return Vec::new() };
        vec![self.badge(match state {
            State::Withdrawn => "print-withdrawn",
            State::Retracted => "print-retracted",
            State::Superseded => "print-superseded",
            State::Doubted => "print-concern",
            State::Corrected => "print-corrected",
        })]
    }

    pub(super) fn badge(&self, id: &str) -> Node {
        Node::Badge {
            text: self.context.words.with(id, &[]),
        }
    }

    /// Prose: blocks, or where it stands inside a line, the pieces of its only paragraph.
    pub fn prose(&self, prose: &Prose) -> Vec<Node> {
        let blocks = self.markdown(&prose.markdown, Vec::new());
        if prose.inline
            && let [Node::Paragraph { body }] = blocks.as_slice()
        {
            return body.clone();
        }
        blocks
    }
}
