//! Tables of evidence: as many pages as they take, each with the heads of the columns and up to when it may be used.

use super::card::{Keep, Part};
use super::fault::PrintError;
use super::paper::Paper;
use super::pen::Pen;
use super::sheet::{Made, Printer, Sheet};
use super::shown::Shown;
use super::tree::{self, Node};
use super::{said, validity};
use crate::ask::Ask;
use crate::index::Origin;
use crate::view::Context;
use crate::view::evidence::{self, Evidence, Row, Rows, Subject};
use crate::view::role::Role;

/// A table to be printed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableJob {
    pub subject: Subject,
    pub paper: Paper,
    /// Print what must not be used too, with DRAFT across it.
    pub draft: bool,
}

impl Printer<'_> {
    /// All tables that the handbook has something to show in.
    pub fn subjects(&self) -> Vec<Subject> {
        evidence::all(&Context::new(Ask::unnoted(self.whole), None))
    }

    /// Makes a table.
    ///
    /// # Errors
    ///
    /// As for [`Self::sheet`].
    pub fn table(&self, job: &TableJob) -> Result<Made, PrintError> {
        self.sheet(&Sheet::Table(job.clone()))
    }

    /// What the table of a subject shows; nothing where it would be empty.
    pub fn shown_table(&self, subject: &Subject) -> Option<Shown> {
        self.evidence(subject).map(|(shown, _)| shown)
    }

    /// The same with what it is made of.
    pub(super) fn evidence(&self, subject: &Subject) -> Option<(Shown, Evidence)> {
        let context = Context::new(Ask::unnoted(self.whole), None);
        let found = evidence::evidence(&context, subject)?;
        let shown = self.table_of(&found, &subject.to_string(), context);
        Some((shown, found))
    }

    fn table_of(&self, found: &Evidence, name: &str, context: Context<'_>) -> Shown {
        let pen = Pen::new(context, Origin::Book);
        let page = &found.page;
        let mut blocks: Vec<Node> = Vec::new();
        blocks.extend(
            found
                .table
                .as_ref()
                .map(|rows| Node::Table(table(rows, &page.title, &pen))),
        );
        blocks.extend(page.sections.iter().flat_map(|section| pen.blocks(&section.blocks)));
        let parts = vec![Part {
            role: Role::default(),
            anchor: String::new(),
            title: String::new(),
            blocks,
            more: None,
            keep: Keep::All,
            weights: Vec::new(),
            left_out: 0,
        }];
        let validity = validity::of_all(self.whole, &self.rests, &found.records, self.as_of);
        let mut shown = Shown {
            record: name.to_owned(),
            parts,
            ..Shown::around(page, &pen, validity)
        };
        shown.images = said::image_digests(self.whole.sources, &shown);
        shown
    }
}

/// Rows made of sections of pages.
fn table(rows: &Rows, caption: &str, pen: &Pen<'_>) -> tree::Table {
    let cells = |row: &Row| match row {
        Row::Group(title) => vec![vec![Node::text(title)]],
        Row::Record { name, cells } => {
            let mut cells: Vec<Vec<Node>> = cells.iter().map(|blocks| pen.blocks(blocks)).collect();
            if let Some(first) = cells.first_mut() {
                first.insert(0, heading(pen.line(name)));
            }
            cells
        }
    };
    let rows_of = rows.rows.iter().map(|row| tree::Row {
        anchor: None,
        cells: cells(row),
        notes: Vec::new(),
        group: matches!(row, Row::Group(_)),
    });
    tree::Table {
        caption: caption.to_owned(),
        head: rows.columns.iter().map(|(title, _)| vec![Node::text(title)]).collect(),
        align: vec![None; rows.columns.len()],
        widths: rows.columns.iter().map(|(_, width)| *width).collect(),
        rows: rows_of.collect(),
    }
}

/// The name at the head of a row; what stands under it is its full name, and does not stand out.
fn heading(mut name: Vec<Node>) -> Node {
    let end = name.iter().position(|node| *node == Node::Break);
    let rest = name.split_off(end.unwrap_or(name.len()));
    let mut body = vec![Node::Strong { body: name }];
    body.extend(rest);
    Node::Paragraph { body }
}
