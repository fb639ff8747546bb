//! What was studied in whom: each trial and analysis with what it tried, the conditions of its patients, and what came out.

use std::collections::{BTreeMap, BTreeSet};

use crate::ask::Ask;
use crate::model::analysis::Analysis;
use crate::model::design::StudyDesign;
use crate::model::effect::{Arm, Effect, Outcome, Role};
use crate::model::number::Count;
use crate::model::trial::{Population, Trial};
use crate::model::{Body, Record, RecordId};
use crate::view::builder::Builder;

/// A study in the cell of a therapy and a condition.
#[derive(Debug, Clone, Copy)]
pub struct Entry<'a> {
    pub record: &'a Record,
    pub design: Shape,
    pub direction: Direction,
    /// The outcome that the direction is of.
    pub outcome: Option<&'a Outcome>,
    pub size: Option<&'a Count>,
}

/// What sort of study it is, as the map tells studies apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Shape {
    Randomised,
    Pooled,
    Other,
}

/// Which way the result of a study points.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Direction {
    /// The source says that what was tried did better.
    Better,
    /// The source says that what it was compared with did better.
    Worse,
    /// The interval reaches over no effect.
    NotShown,
    /// The interval does not, and the source does not say which arm did better.
    Differs,
    /// No effect with an interval is printed.
    NotStated,
}

impl Direction {
    pub const ALL: [Self; 5] = [
        Self::Better,
        Self::Worse,
        Self::NotShown,
        Self::Differs,
        Self::NotStated,
    ];

    /// Its sign in the map: a colour alone says nothing to many.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Better => "+",
            Self::Worse => "−",
            Self::NotShown => "=",
            Self::Differs => "≠",
            Self::NotStated => "?",
        }
    }

    /// Its name in the catalogue of words.
    pub fn message(self) -> &'static str {
        match self {
            Self::Better => "map-better",
            Self::Worse => "map-worse",
            Self::NotShown => "map-not-shown",
            Self::Differs => "map-differs",
            Self::NotStated => "map-not-stated",
        }
    }
}

/// The studies of a therapy, by condition.
pub type Cells<'a> = BTreeMap<Option<RecordId>, Vec<Entry<'a>>>;

/// The map: its rows are therapies and its columns conditions. A study that does not say whom it studied has no condition.
pub struct Map<'a> {
    pub conditions: Vec<Option<RecordId>>,
    pub rows: Vec<Row<'a>>,
}

/// A therapy with its studies.
pub struct Row<'a> {
    pub therapy: RecordId,
    pub cells: Cells<'a>,
    /// Whether it has all studies of the therapy, so that an empty cell means that there is none.
    pub is_whole: bool,
}

impl<'a> Row<'a> {
    fn new(therapy: RecordId, cells: Cells<'a>) -> Self {
        Self {
            therapy,
            cells,
            is_whole: true,
        }
    }
}

/// Whether there is anything to show.
pub fn is_empty(ask: Ask<'_>) -> bool {
    let trials = ask.all::<Trial>().any(|(_, trial)| !tried(&trial.arms).is_empty());
    !trials
        && !ask
            .all::<Analysis>()
            .any(|(_, analysis)| !tried(&analysis.arms).is_empty())
}

/// The whole map.
pub fn map<'a>(builder: &Builder<'a>) -> Map<'a> {
    let ask = builder.context.ask;
    let mut rows: BTreeMap<RecordId, Cells<'a>> = BTreeMap::new();
    let trials = ask.all::<Trial>().map(|(record, _)| record);
    let analyses = ask.all::<Analysis>().map(|(record, _)| record);
    for study in trials.chain(analyses).filter_map(|record| Study::of(record)) {
        for therapy in tried(study.arms) {
            for condition in conditions(study.population) {
                let cells = rows.entry(therapy.clone()).or_default();
                cells.entry(condition).or_default().push(study.entry(therapy));
            }
        }
    }
    let mut rows: Vec<Row<'a>> = rows
        .into_iter()
        .map(|(therapy, cells)| Row::new(therapy, cells))
        .collect();
    for entries in rows.iter_mut().flat_map(|row| row.cells.values_mut()) {
        entries.sort_by_key(|entry| (entry.design, &entry.record.id));
    }
    Map::of(rows)
}

/// A study in a cell, by which a part of the map knows it.
pub struct Place {
    pub therapy: RecordId,
    pub condition: Option<RecordId>,
    pub study: RecordId,
}

/// The part of the map that has these studies, in this order. Of the therapies in `torn` other parts have studies too.
pub fn part<'a>(builder: &Builder<'a>, places: &[Place], torn: &[&RecordId]) -> Map<'a> {
    let mut rows: Vec<Row<'a>> = Vec::new();
    for place in places {
        let Some(study) = builder.record(&place.study).and_then(Study::of) else {
            continue;
        };
        if rows.last().is_none_or(|row| row.therapy != place.therapy) {
            rows.push(Row {
                is_whole: !torn.contains(&&place.therapy),
                ..Row::new(place.therapy.clone(), Cells::new())
            });
        }
        let entry = study.entry(&place.therapy);
        let cells = rows
            .last_mut()
            .map(|row| row.cells.entry(place.condition.clone()).or_default());
        cells.into_iter().for_each(|cell| cell.push(entry));
    }
    Map::of(rows)
}

impl<'a> Map<'a> {
    fn of(rows: Vec<Row<'a>>) -> Self {
        let used: BTreeSet<&Option<RecordId>> = rows.iter().flat_map(|row| row.cells.keys()).collect();
        // What says nothing of its patients comes last.
        let (known, unknown): (Vec<_>, Vec<_>) = used.into_iter().cloned().partition(Option::is_some);
        let conditions = known.into_iter().chain(unknown).collect();
        Self { conditions, rows }
    }

    /// The cells of a row that have studies, each with its column, in the order of the columns. Nearly all cells of a large map
    /// are empty, and none of those is looked at.
    pub fn filled<'m>(&'m self, row: &'m Row<'a>) -> impl Iterator<Item = (usize, &'m [Entry<'a>])> {
        let column = |condition: &Option<RecordId>| match condition {
            Some(_) => self
                .conditions
                .partition_point(|other| other.is_some() && other < condition),
            None => self.conditions.len() - 1,
        };
        let (unknown, known): (Vec<_>, Vec<_>) = row.cells.iter().partition(|(condition, _)| condition.is_none());
        let cells = known.into_iter().chain(unknown);
        cells.map(move |(condition, entries)| (column(condition), entries.as_slice()))
    }
}

/// A trial or an analysis, as far as the map wants it.
struct Study<'a> {
    record: &'a Record,
    arms: &'a [Arm],
    population: Option<&'a Population>,
    outcomes: &'a [Outcome],
    size: Option<&'a Count>,
}

impl<'a> Study<'a> {
    fn of(record: &'a Record) -> Option<Self> {
        Some(match &record.body {
            Body::Trial(trial) => Self {
                record,
                arms: &trial.arms,
                population: trial.population.as_ref(),
                outcomes: &trial.outcomes,
                size: trial.analysed.as_ref().or(trial.sample_size.as_ref()),
            },
            Body::Analysis(analysis) => Self {
                record,
                arms: &analysis.arms,
                population: analysis.population.as_ref(),
                outcomes: &analysis.outcomes,
                size: analysis.sample_size.as_ref(),
            },
            _ => return None,
        })
    }

    fn entry(&self, therapy: &RecordId) -> Entry<'a> {
        let (outcome, direction) = result(self.arms, self.outcomes, therapy);
        Entry {
            record: self.record,
            design: shape(&self.record.body),
            direction,
            outcome,
            size: self.size,
        }
    }
}

/// What a study tries: what its experimental arms get and the others do not. Where all get the same, as when only the time
/// differs, that is what is tried.
fn tried(arms: &[Arm]) -> BTreeSet<&RecordId> {
    let given = |role: Role| {
        let arms = arms.iter().filter(move |arm| arm.role == role);
        arms.flat_map(|arm| &arm.therapies).map(|therapy| therapy.id())
    };
    let all: BTreeSet<&RecordId> = given(Role::Experimental).collect();
    let background: BTreeSet<&RecordId> = given(Role::Control).collect();
    let alone: BTreeSet<&RecordId> = all.difference(&background).copied().collect();
    if alone.is_empty() { all } else { alone }
}

fn conditions(population: Option<&Population>) -> Vec<Option<RecordId>> {
    let conditions = population.into_iter().flat_map(|population| &population.conditions);
    let mut ids: Vec<Option<RecordId>> = conditions.map(|condition| Some(condition.id().clone())).collect();
    ids.sort();
    ids.dedup();
    if ids.is_empty() { vec![None] } else { ids }
}

fn shape(body: &Body) -> Shape {
    match StudyDesign::of(body) {
        Some(design) if design.is_a(StudyDesign::Randomised) => Shape::Randomised,
        Some(design) if design.is_a(StudyDesign::MetaAnalysis) => Shape::Pooled,
        _ => Shape::Other,
    }
}

/// The result that speaks for a study: that of its primary outcome, else the one that the record has first, as in lists. No
/// other is looked for where this has no effect: it would be one of a subgroup, or of what the study was not made for.
fn result<'a>(arms: &[Arm], outcomes: &'a [Outcome], therapy: &RecordId) -> (Option<&'a Outcome>, Direction) {
    let primary = outcomes.iter().find(|outcome| outcome.primary);
    let Some(outcome) = primary.or_else(|| outcomes.first()) else {
        return (None, Direction::NotStated);
    };
    let direction = outcome.effect.as_ref().map(|effect| direction(arms, effect, therapy));
    (Some(outcome), direction.unwrap_or(Direction::NotStated))
}

fn direction(arms: &[Arm], effect: &Effect, therapy: &RecordId) -> Direction {
    let gets = |arm: &Arm| arm.therapies.iter().any(|given| given.id() == therapy);
    if let Some(favoured) = &effect.favours {
        let favoured = arms.iter().find(|arm| arm.id.as_str() == favoured.as_str());
        return match favoured {
            Some(arm) if arm.role == Role::Experimental && gets(arm) => Direction::Better,
            Some(_) => Direction::Worse,
            None => Direction::NotStated,
        };
    }
    let Some([low, high]) = &effect.ci else {
        return Direction::NotStated;
    };
    let nothing = effect.measure.no_effect();
    match low.value() <= nothing && nothing <= high.value() {
        true => Direction::NotShown,
        false => Direction::Differs,
    }
}
