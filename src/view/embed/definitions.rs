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
use crate::view::criteria::{leaf_value, subject, tree};
use crate::view::figures::differing_of;
use crate::view::kinds::flat;
use crate::view::said::{around, joined};
use crate::words::Words;

/// The table, and how to read it.
pub fn blocks(builder: &mut Builder<'_>, request: &Definitions) -> Vec<Block> {
    let chosen = chosen(builder, request.definitions.iter().map(|d| d.id()));
    side_by_side(builder, &chosen)
}

/// The same of definitions that were chosen.
pub fn side_by_side(builder: &mut Builder<'_>, chosen: &[(&Record, &Definition)]) -> Vec<Block> {
    let words = builder.context.words;
    let columns: Vec<Leaves<'_>> = chosen
        .iter()
        .map(|(_, d)| Leaves::of(words, d.criteria.as_ref()))
        .collect();
    let lettered = columns.iter().any(|leaves| leaves.groups > 0);
    let mut blocks = vec![Block::Table(table(builder, chosen, &columns))];
    if lettered {
        blocks.push(Block::Prose {
            text: Prose::block(words.say("definitions-key")),
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
pub fn of_trials<'a>(builder: &Builder<'a>) -> Vec<&'a RecordId> {
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
    let words = builder.context.words;
    // Subjects in the order in which the definitions first name them, and for each the lines of each definition.
    let mut subjects: Vec<String> = Vec::new();
    let mut lines: BTreeMap<(String, usize), Rich> = BTreeMap::new();
    let differing = differing_of(builder, chosen);
    for (column, leaves) in columns.iter().enumerate() {
        let definition = &chosen[column].0.id;
        for leaf in &leaves.leaves {
            let subject = subject(builder, leaf.criterion);
            if !subjects.contains(&subject) {
                subjects.push(subject.clone());
            }
            let differs = differing.contains(&(subject.clone(), definition.clone()));
            let cell = lines.entry((subject, column)).or_default();
            if !cell.is_empty() {
                cell.push(Piece::Break);
            }
            cell.extend(builder.of(definition, |builder| leaf.shown(builder)));
            if differs {
                let text = words.say("bounds-differs").to_owned();
                let tone = "warning";
                cell.extend([Piece::text(" "), Piece::Badge { text, tone }]);
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
        caption: words.say("definitions-side-by-side").to_owned(),
        head: std::iter::once(Column::from(words.say("column-criterion")))
            .chain(head)
            .collect(),
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
        let words = builder.context.words;
        let group = vec![Piece::muted(group.as_str())];
        let with = self.with.iter().map(|criterion| in_line(builder, criterion));
        let others = joined(words, "joined-and", with.collect::<Vec<_>>());
        line.push(Piece::text(" "));
        line.extend(match others.is_empty() {
            true => around(words, "group-mark", Piece::aside, &[("group", group)]),
            false => around(
                words,
                "group-mark-with",
                Piece::aside,
                &[("group", group), ("others", others)],
            ),
        });
        line
    }
}

fn in_line(builder: &mut Builder<'_>, criterion: &Criterion) -> Rich {
    let mut line = flat(builder.context.words, &tree(builder, criterion));
    if criterion.children().len() > 1 {
        line.insert(0, Piece::text("("));
        line.push(Piece::text(")"));
    }
    line
}

/// The leaves of a tree of criteria.
pub struct Leaves<'a> {
    words: &'a Words,
    pub leaves: Vec<Leaf<'a>>,
    groups: u8,
}

impl<'a> Leaves<'a> {
    pub fn of(words: &'a Words, criteria: Option<&'a Criterion>) -> Self {
        let mut leaves = Self {
            words,
            leaves: Vec::new(),
            groups: 0,
        };
        if let Some(criteria) = criteria {
            leaves.collect(criteria, None, &[]);
        }
        leaves
    }

    fn collect(&mut self, criterion: &'a Criterion, group: Option<&str>, with: &[&'a Criterion]) {
        match criterion.form() {
            Some(Form::All(items)) => self.all(items, group, with),
            Some(Form::Any(items)) => self.group(items, None, group, with),
            Some(Form::AtLeast(n, items)) => self.group(items, Some(n.to_string()), group, with),
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

    /// Of `at_least` so many must hold, else one.
    fn group(
        &mut self,
        items: &'a [Criterion],
        at_least: Option<String>,
        around: Option<&str>,
        with: &[&'a Criterion],
    ) {
        let letter = char::from(b'A' + self.groups.min(25)).to_string();
        self.groups += 1;
        let own = match &at_least {
            Some(number) => {
                let about = [("number", number.into()), ("letter", (&letter).into())];
                self.words.with("group-at-least", &about)
            }
            None => self.words.with("group-any", &[("letter", (&letter).into())]),
        };
        let mark = match around {
            Some(around) => {
                let about = [("group", (&own).into()), ("around", around.into())];
                self.words.with("group-within", &about)
            }
            None => own,
        };
        items.iter().for_each(|item| self.collect(item, Some(&mark), with));
    }
}
