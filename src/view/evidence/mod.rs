//! Tables of evidence that are printed by themselves: trials, studies under way, definitions side by side, and sets of
//! recommendations.
//!
//! A row is made of the sections of its record's page, so that the two cannot differ. On the site the reader goes from page
//! to page; on paper all has to lie side by side, under one list of where it was read.

mod cells;
mod recommendations;
mod subject;
mod trials;

use std::collections::BTreeSet;

use super::block::{Block, Rich};
use super::builder::Builder;
use super::embed;
use super::{Context, Mark, Page, list_path, record_path, status};
use crate::model::definition::Definition;
use crate::model::study::Study;
use crate::model::{Kind, Record, RecordId};

pub use subject::{Sort, Subject, all, of_record};

/// A table, with all that stands around it.
#[derive(Debug, Clone)]
pub struct Evidence {
    /// The title, how far to trust it, notes of where its values were read, and blocks that are the same as on the site.
    pub page: Page,
    /// Rows made of sections of pages; none where a block of the page is the table.
    pub table: Option<Rows>,
    /// The records whose values it shows.
    pub records: Vec<RecordId>,
}

/// Records below each other, the sections of their pages side by side.
#[derive(Debug, Clone, Default)]
pub struct Rows {
    /// Headings, and how wide each column is beside the others.
    pub columns: Vec<(String, u32)>,
    pub rows: Vec<Row>,
}

#[derive(Debug, Clone)]
pub enum Row {
    /// A heading over the rows that follow.
    Group(String),
    Record {
        /// Its name, at the head of the first cell.
        name: Rich,
        cells: Vec<Vec<Block>>,
    },
}

/// The table of a subject; nothing where the handbook has nothing to show in it.
pub fn evidence(context: &Context<'_>, subject: &Subject) -> Option<Evidence> {
    let mut builder = Builder::new(context);
    let of = subject.of.as_ref();
    let (title, records, table, blocks) = match subject.sort {
        Sort::Trials => {
            let (records, rows) = trials::rows(&mut builder, of);
            (
                title(&builder, "trials-by-therapy", "trials-of", of),
                records,
                Some(rows),
                Vec::new(),
            )
        }
        Sort::Studies => {
            let records = studies(&builder, of);
            let table = embed::studies_of(&mut builder, of);
            (table.caption.clone(), records, None, vec![Block::Table(table)])
        }
        Sort::Definitions => {
            let chosen = definitions(&builder);
            let records = chosen.iter().map(|(record, _)| record.id.clone()).collect();
            let blocks = embed::side_by_side(&mut builder, &chosen);
            let title = context.words.say("definitions-side-by-side").to_owned();
            (title, records, None, blocks)
        }
        Sort::Recommendations => {
            let (records, rows) = recommendations::rows(&mut builder, of);
            let title = title(&builder, "evidence-recommendations", "evidence-recommendations-of", of);
            (title, records, Some(rows), Vec::new())
        }
    };
    if records.is_empty() {
        return None;
    }
    let mut page = Page::new(live(subject), title);
    page.status = vec![reviewed(context, &records)];
    page.sections = super::section::section(context.words, "section-all", blocks)
        .into_iter()
        .collect();
    page.notes = builder.into_notes();
    Some(Evidence { page, table, records })
}

/// The page of the site that shows the same, or what it is about.
fn live(subject: &Subject) -> String {
    match &subject.of {
        Some(id) => record_path(id),
        None => list_path(subject.sort.kind()),
    }
}

fn title(builder: &Builder<'_>, all: &str, of_one: &str, of: Option<&RecordId>) -> String {
    let words = builder.context.words;
    match of {
        Some(id) => words.with(of_one, &[("name", (&builder.name(id)).into())]),
        None => words.say(all).to_owned(),
    }
}

/// How many of the records have been reviewed.
fn reviewed(context: &Context<'_>, records: &[RecordId]) -> Mark {
    let records: Vec<&Record> = records
        .iter()
        .filter_map(|id| Some(&**context.ask.record(id)?))
        .collect();
    status::of_records(context, &records)
}

fn studies(builder: &Builder<'_>, of: Option<&RecordId>) -> Vec<RecordId> {
    let wanted: Option<BTreeSet<RecordId>> = of.map(|therapy| embed::forms(builder, therapy));
    let studies = embed::testing::<Study>(builder, wanted.as_ref(), |study| &study.arms);
    studies.into_iter().map(|(record, _)| record.id.clone()).collect()
}

/// All definitions that have criteria: those by which trials enrolled first, as the site has them, then the others.
fn definitions<'a>(builder: &Builder<'a>) -> Vec<(&'a Record, &'a Definition)> {
    let used = embed::of_trials(builder);
    let others = builder.context.ask.of_kind(&Kind::Definition);
    let others = others.into_iter().filter(|id| !used.contains(id));
    let ids: Vec<&RecordId> = used.iter().copied().chain(others).collect();
    let mut chosen = embed::chosen(builder, ids);
    chosen.retain(|(_, definition)| definition.criteria.is_some());
    chosen
}
