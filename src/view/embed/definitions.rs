//! Definitions side by side, criterion by criterion.

use std::collections::{BTreeMap, BTreeSet};

use crate::index::embed::Definitions;
use crate::model::criterion::{Criterion, Form};
use crate::model::definition::Definition;
use crate::model::text::Date;
use crate::model::trial::Trial;
use crate::model::{Record, RecordId};
use crate::view::block::{Block, Column, Piece, Prose, Rich, Row, Table};
use crate::view::builder::{Builder, separated};
use crate::view::criteria::{leaf_value, subject, tree};
use crate::view::kinds::flat;

/// The table, and how to read it.
pub fn blocks(builder: &mut Builder<'_>, request: &Definitions) -> Vec<Block> {
    let chosen = chosen(builder, request.definitions.iter().map(|d| d.id()));
    let columns: Vec<Leaves<'_>> = chosen.iter().map(|(_, d)| Leaves::of(d.criteria.as_ref())).collect();
    let key = "Criteria without a letter must all hold. Of those of one definition that share a letter, it is enough \
               that one holds, or as many as the mark says; one that holds only together with others names them.";
    let lettered = columns.iter().any(|leaves| leaves.groups > 0);
    let mut blocks = vec![Block::Table(table(builder, &chosen, &columns))];
    if lettered {
        blocks.push(Block::Prose {
            text: Prose::block(key),
        });
    }
    blocks
}

/// The definitions that are named; those by which trials enrolled, where none is.
pub fn chosen<'a, 'i>(
    builder: &Builder<'a>,
    named: impl IntoIterator<Item = &'i RecordId>,
) -> Vec<(&'a Record, &'a Definition)> {
    let mut named: Vec<&RecordId> = named.into_iter().collect();
    if named.is_empty() {
        named = of_trials(builder);
    }
    let records = named.into_iter().filter_map(|id| builder.record(id));
    records
        .filter_map(|record| Some((record, record.as_kind::<Definition>()?)))
        .collect()
}

/// The definitions by which trials enrolled, the oldest trial's first.
fn of_trials<'a>(builder: &Builder<'a>) -> Vec<&'a RecordId> {
    let mut used: Vec<(Option<&Date>, &RecordId)> = builder
        .context
        .ask
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
        let definition = &chosen[column].0.id;
        for leaf in &leaves.leaves {
            let subject = subject(builder, leaf.criterion);
            if !subjects.contains(&subject) {
                subjects.push(subject.clone());
            }
            let cell = lines.entry((subject, column)).or_default();
            if !cell.is_empty() {
                cell.push(Piece::Break);
            }
            cell.extend(builder.of(definition, |builder| leaf.shown(builder)));
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

/// A leaf of a tree of criteria, in the row of what it is about.
pub struct Leaf<'a> {
    pub criterion: &'a Criterion,
    /// The group that it belongs to and how many of it must hold, where it is not simply required: `any of A`.
    pub group: Option<String>,
    /// What has to hold beside it for it to count in its group. It stands in other rows, where it could be taken for an
    /// alternative.
    with: Vec<&'a Criterion>,
}

impl Leaf<'_> {
    pub fn shown(&self, builder: &mut Builder<'_>) -> Rich {
        let mut line = leaf_value(builder, self.criterion);
        let Some(group) = &self.group else { return line };
        line.push(Piece::muted(format!(" [{group}")));
        if !self.with.is_empty() {
            line.push(Piece::muted(", only together with: "));
            let with = self.with.iter().map(|criterion| in_line(builder, criterion));
            line.extend(separated(with, " and "));
        }
        line.push(Piece::muted("]"));
        line
    }
}

fn in_line(builder: &mut Builder<'_>, criterion: &Criterion) -> Rich {
    let mut line = flat(&tree(builder, criterion));
    if criterion.children().len() > 1 {
        line.insert(0, Piece::text("("));
        line.push(Piece::text(")"));
    }
    line
}

/// The leaves of a tree of criteria.
#[derive(Default)]
pub struct Leaves<'a> {
    pub leaves: Vec<Leaf<'a>>,
    groups: u8,
}

impl<'a> Leaves<'a> {
    pub fn of(criteria: Option<&'a Criterion>) -> Self {
        let mut leaves = Self::default();
        if let Some(criteria) = criteria {
            leaves.collect(criteria, None, &[]);
        }
        leaves
    }

    fn collect(&mut self, criterion: &'a Criterion, group: Option<&str>, with: &[&'a Criterion]) {
        match criterion.form() {
            Some(Form::All(items)) => self.all(items, group, with),
            Some(Form::Any(items)) => self.group(items, "any", group, with),
            Some(Form::AtLeast(n, items)) => self.group(items, &format!("at least {n}"), group, with),
            _ => self.leaves.push(Leaf {
                criterion,
                group: group.map(str::to_owned),
                with: with.to_vec(),
            }),
        }
    }

    /// What is simply required needs no mark; in a group, each needs the others.
    fn all(&mut self, items: &'a [Criterion], group: Option<&str>, with: &[&'a Criterion]) {
        for (nth, item) in items.iter().enumerate() {
            let others = items
                .iter()
                .enumerate()
                .filter(|(other, _)| *other != nth && group.is_some());
            let with: Vec<&Criterion> = with.iter().copied().chain(others.map(|(_, item)| item)).collect();
            self.collect(item, group, &with);
        }
    }

    fn group(&mut self, items: &'a [Criterion], how_many: &str, around: Option<&str>, with: &[&'a Criterion]) {
        let letter = char::from(b'A' + self.groups.min(25));
        self.groups += 1;
        let mark = match around {
            Some(around) => format!("{how_many} of {letter}, within {around}"),
            None => format!("{how_many} of {letter}"),
        };
        items.iter().for_each(|item| self.collect(item, Some(&mark), with));
    }
}
