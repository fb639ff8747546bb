//! Definitions side by side, criterion by criterion.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::embed::Definitions;
use crate::model::criterion::{Criterion, Form};
use crate::model::definition::Definition;
use crate::model::text::Date;
use crate::model::trial::Trial;
use crate::model::{Record, RecordId};
use crate::view::block::{Block, Column, Piece, Prose, Rich, Row, Table};
use crate::view::builder::Builder;
use crate::view::criteria::{leaf_value, subject};

/// The table, and how to read it.
pub fn blocks(builder: &mut Builder<'_>, request: &Definitions) -> Vec<Block> {
    let corpus = builder.context.corpus;
    let named: Vec<&RecordId> = match request.definitions.is_empty() {
        true => of_trials(builder),
        false => request.definitions.iter().map(|d| d.id()).collect(),
    };
    let chosen: Vec<(&Record, &Definition)> = named
        .into_iter()
        .filter_map(|id| corpus.get(id))
        .filter_map(|record| Some((record, record.as_kind::<Definition>()?)))
        .collect();
    let columns: Vec<Leaves<'_>> = chosen.iter().map(|(_, d)| Leaves::of(d.criteria.as_ref())).collect();
    let key = "Criteria without a letter must all hold. Of those of one definition that share a letter, it is enough \
               that one holds, or as many as the mark says.";
    let lettered = columns.iter().any(|leaves| leaves.groups > 0);
    let mut blocks = vec![Block::Table(table(builder, &chosen, &columns))];
    if lettered {
        blocks.push(Block::Prose {
            text: Prose::block(key),
        });
    }
    blocks
}

/// The definitions by which trials enrolled, the oldest trial's first.
fn of_trials<'a>(builder: &Builder<'a>) -> Vec<&'a RecordId> {
    let mut used: Vec<(Option<&Date>, &RecordId)> = builder
        .context
        .corpus
        .all::<Trial>()
        .filter_map(|(_, trial)| {
            Some((
                trial.year.as_ref(),
                trial.population.as_ref()?.definition.as_ref()?.id(),
            ))
        })
        .collect();
    used.sort();
    let mut ids: Vec<&RecordId> = used.into_iter().map(|(_, id)| id).collect();
    let mut seen = BTreeSet::new();
    ids.retain(|id| seen.insert(*id));
    ids
}

fn table(builder: &mut Builder<'_>, chosen: &[(&Record, &Definition)], columns: &[Leaves<'_>]) -> Table {
    // Subjects in the order in which the definitions first name them, and for each the lines of each definition.
    let mut subjects: Vec<String> = Vec::new();
    let mut lines: BTreeMap<(String, usize), Rich> = BTreeMap::new();
    for (column, leaves) in columns.iter().enumerate() {
        for (criterion, mark) in &leaves.leaves {
            let subject = subject(builder, criterion);
            if !subjects.contains(&subject) {
                subjects.push(subject.clone());
            }
            let cell = lines.entry((subject, column)).or_default();
            if !cell.is_empty() {
                cell.push(Piece::Break);
            }
            cell.extend(leaf_value(builder, criterion));
            if let Some(mark) = mark {
                cell.push(Piece::muted(format!(" [{mark}]")));
            }
        }
    }
    let rows = subjects
        .into_iter()
        .map(|subject| {
            let cells = (0..columns.len()).map(|column| lines.remove(&(subject.clone(), column)).unwrap_or_default());
            let cells: Vec<Rich> = cells.collect();
            Row {
                cells: std::iter::once(vec![Piece::text(subject)]).chain(cells).collect(),
                ..Row::default()
            }
        })
        .collect();
    let head = chosen.iter().map(|(record, _)| Column::from(builder.link(&record.id)));
    Table {
        caption: "Definitions side by side".to_owned(),
        head: std::iter::once(Column::from("Criterion")).chain(head).collect(),
        rows,
        noted: false,
    }
}

/// The leaves of a tree of criteria. Those that are not simply required are marked with the group they belong to and how
/// many of it must hold: `any of A`, `2 of B`.
#[derive(Default)]
struct Leaves<'a> {
    leaves: Vec<(&'a Criterion, Option<String>)>,
    groups: u8,
}

impl<'a> Leaves<'a> {
    fn of(criteria: Option<&'a Criterion>) -> Self {
        let mut leaves = Self::default();
        if let Some(criteria) = criteria {
            leaves.collect(criteria, None);
        }
        leaves
    }

    fn collect(&mut self, criterion: &'a Criterion, mark: Option<&str>) {
        match criterion.form() {
            Some(Form::All(items)) => items.iter().for_each(|item| self.collect(item, mark)),
            Some(Form::Any(items)) => self.group(items, "any", mark),
            Some(Form::AtLeast(n, items)) => self.group(items, &format!("at least {n}"), mark),
            _ => self.leaves.push((criterion, mark.map(str::to_owned))),
        }
    }

    fn group(&mut self, items: &'a [Criterion], how_many: &str, around: Option<&str>) {
        let letter = char::from(b'A' + self.groups.min(25));
        self.groups += 1;
        let mark = match around {
            Some(around) => format!("{how_many} of {letter}, within {around}"),
            None => format!("{how_many} of {letter}"),
        };
        items.iter().for_each(|item| self.collect(item, Some(&mark)));
    }
}
