//! Fills a page with what only a renderer knows: Markdown as HTML, links as seen from the page, citations.
//!
//! All that a page is made of is filled in the order in which it is shown, so that new views need no code here.

use std::collections::BTreeMap;

use tera::Context;

use super::line;
use super::markdown::Renderer;
use super::supplies::Stock;
use super::svg;
use crate::view::block::{
    Block, Column, Criterion, Fact, Item, LinkGroup, LinkTo, Piece, Prose, Rich, Row, Section, Table, Work, WorkNotes,
};
use crate::view::figures::Figure;
use crate::view::figures::drawing::Drawing;
use crate::view::{Banner, Mark, Page};

/// What filling a page needs beside it.
pub struct Filler<'r, 'a> {
    pub renderer: &'r mut Renderer<'a>,
    pub stock: Stock<'a>,
    pub figures: FigureAnchors,
}

/// Something that a page shows.
pub trait Fill {
    /// Fills it in.
    ///
    /// # Errors
    ///
    /// Where the template of embedded blocks fails.
    fn fill(&mut self, with: &mut Filler<'_, '_>) -> Result<(), tera::Error>;
}

impl Fill for Prose {
    fn fill(&mut self, with: &mut Filler<'_, '_>) -> Result<(), tera::Error> {
        self.html = with.renderer.html(&self.markdown, self.inline, &[]);
        Ok(())
    }
}

impl Fill for LinkTo {
    fn fill(&mut self, with: &mut Filler<'_, '_>) -> Result<(), tera::Error> {
        self.href = with.renderer.href(&self.to);
        Ok(())
    }
}

/// The pieces are filled in, and become one that is the HTML of the line.
impl Fill for Rich {
    fn fill(&mut self, with: &mut Filler<'_, '_>) -> Result<(), tera::Error> {
        for piece in self.iter_mut() {
            match piece {
                Piece::Link(link) => link.fill(with)?,
                Piece::Prose(prose) => prose.fill(with)?,
                Piece::Doubt { elsewhere, .. } => elsewhere.fill(with)?,
                Piece::Text { .. }
                | Piece::English { .. }
                | Piece::Muted { .. }
                | Piece::Badge { .. }
                | Piece::Html { .. } => {}
                Piece::Value(_)
                | Piece::Break
                | Piece::Basis
                | Piece::Note { .. }
                | Piece::Day { .. }
                | Piece::Scale { .. } => {}
            }
        }
        if !self.is_empty() {
            let html = line::html(with.renderer.words(), self);
            *self = vec![Piece::Html { html }];
        }
        Ok(())
    }
}

impl Fill for Block {
    fn fill(&mut self, with: &mut Filler<'_, '_>) -> Result<(), tera::Error> {
        match self {
            Self::Prose { text } => text.fill(with),
            Self::Facts { facts } => facts.fill(with),
            Self::Table(table) => table.fill(with),
            Self::Criteria { criterion } => criterion.fill(with),
            Self::Items { items } => items.fill(with),
            Self::Group { title, blocks, .. } => {
                title.fill(with)?;
                blocks.fill(with)
            }
            Self::Chapter { text, embeds, html } => {
                *html = with.chapter(text, embeds)?;
                Ok(())
            }
            Self::Figure(figure) => figure.fill(with),
            Self::File { link } => link.fill(with),
            Self::Works { works } => {
                with.word(works);
                works.fill(with)
            }
        }
    }
}

impl Fill for Figure {
    fn fill(&mut self, with: &mut Filler<'_, '_>) -> Result<(), tera::Error> {
        self.anchor = with.figures.next(&self.anchor);
        self.table.fill(with)?;
        self.files.fill(with)?;
        let (named_by, told_by) = (format!("{}_title", self.anchor), format!("{}_text", self.anchor));
        let mut drawn = |drawing: &mut Drawing| -> Result<String, tera::Error> {
            drawing.fill(with)?;
            Ok(svg::in_page(drawing, &named_by, &told_by))
        };
        self.svg = drawn(&mut self.drawing)?;
        if let Some(narrow) = &mut self.narrow {
            self.narrow_svg = drawn(narrow)?;
        }
        Ok(())
    }
}

impl Fill for Drawing {
    fn fill(&mut self, with: &mut Filler<'_, '_>) -> Result<(), tera::Error> {
        self.links_mut().into_iter().try_for_each(|link| link.fill(with))
    }
}

/// The anchors of the figures of a page: one may stand there twice.
#[derive(Debug, Default)]
pub struct FigureAnchors(BTreeMap<String, usize>);

impl FigureAnchors {
    fn next(&mut self, anchor: &str) -> String {
        let count = self.0.entry(anchor.to_owned()).or_default();
        *count += 1;
        match *count {
            1 => anchor.to_owned(),
            // No anchor of a figure ends so of itself: the numbers of outcomes are parted by a hyphen.
            n => format!("{anchor}_{n}"),
        }
    }
}

impl Filler<'_, '_> {
    /// A chapter's text, with its blocks in their places. They come first in the order of filling, for they are part of
    /// the text; abbreviations are explained in the text around them.
    fn chapter(&mut self, text: &Prose, embeds: &mut [Vec<Block>]) -> Result<String, tera::Error> {
        let mut embedded = Vec::new();
        for blocks in embeds {
            blocks.fill(self)?;
            let mut context = Context::new();
            context.insert("blocks", &*blocks);
            embedded.push(self.stock.templates().render("embed.html", &context)?);
        }
        Ok(self.renderer.html(&text.markdown, false, &embedded))
    }

    /// Puts works into the order and the words of the citation style.
    fn word(&self, works: &mut Vec<Work>) {
        let citations = self.stock.works();
        works.retain_mut(|work| match citations.entry(&work.cite_key) {
            Some((label, html)) => {
                work.label = label.to_owned();
                work.html = html.to_owned();
                true
            }
            None => false,
        });
        works.sort_by_key(|work| citations.position(&work.cite_key));
    }
}

/// What is filled in by filling all its parts, in order.
macro_rules! parts {
    ($($of:ident: $($part:ident),+;)+) => {
        $(impl Fill for $of {
            fn fill(&mut self, with: &mut Filler<'_, '_>) -> Result<(), tera::Error> {
                $(self.$part.fill(with)?;)+
                Ok(())
            }
        })+
    };
}

parts! {
    Page: crumbs, status, banners, lead, sections, notes, used_by, previous, next;
    Banner: text, line;
    Mark: line;
    Section: link, blocks;
    Table: head, rows;
    Column: link;
    Row: cells;
    Fact: value;
    Item: title, body;
    Criterion: text, children;
    LinkGroup: links;
    WorkNotes: work;
    Work: page, facts;
}

impl<T: Fill> Fill for Vec<T> {
    fn fill(&mut self, with: &mut Filler<'_, '_>) -> Result<(), tera::Error> {
        self.iter_mut().try_for_each(|one| one.fill(with))
    }
}

impl<T: Fill> Fill for Option<T> {
    fn fill(&mut self, with: &mut Filler<'_, '_>) -> Result<(), tera::Error> {
        self.iter_mut().try_for_each(|one| one.fill(with))
    }
}
