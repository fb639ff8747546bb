//! Definitions side by side, with their bounds on one axis for each thing that they bound.

use std::collections::{BTreeMap, BTreeSet};

use super::panel::{Lane, LinkOrText, Panel, Sort, Stretch};
use super::{drawn, in_order, ticks, unit};
use crate::logic::interval::{End, Interval};
use crate::model::criterion::{Criterion, Form};
use crate::model::definition::Definition;
use crate::model::parameter::Parameter;
use crate::model::quantity::Quantity;
use crate::model::{Record, RecordId};
use crate::view::block::{Piece, Row, Table, columns};
use crate::view::builder::Builder;
use crate::view::criteria::{leaf_value, subject};
use crate::view::embed::{Leaf, Leaves, chosen};
use crate::view::figures::drawing::Drawing;
use crate::view::figures::plain::plain;
use crate::view::figures::{Figure, FigureId, stated};

/// The figure of these definitions; none where none of them bounds anything.
pub fn of_named(builder: &Builder<'_>, named: &[RecordId]) -> Option<FigureId> {
    let chosen = chosen(builder, named);
    (!subjects(builder, &chosen).is_empty()).then(|| FigureId::Definitions(named.to_vec()))
}

/// What is bounded, and by whom.
struct Subject<'a> {
    name: String,
    parameter: &'a Parameter,
    bounds: Vec<Bound<'a>>,
}

struct Bound<'a> {
    definition: &'a Record,
    leaf: Leaf<'a>,
    is: &'a Quantity,
    interval: Interval,
}

/// In the order in which the definitions first name them.
fn subjects<'a>(builder: &Builder<'a>, chosen: &[(&'a Record, &'a Definition)]) -> Vec<Subject<'a>> {
    let mut subjects: Vec<Subject<'a>> = Vec::new();
    for (definition, body) in chosen {
        for leaf in Leaves::of(builder.context.words, body.criteria.as_ref()).leaves {
            let Some((id, is)) = bounded(leaf.criterion) else {
                continue;
            };
            let Some(parameter) = builder.record(id).and_then(Record::as_kind::<Parameter>) else {
                continue;
            };
            let Some(interval) = Interval::of(is, parameter) else {
                continue;
            };
            let name = subject(builder, leaf.criterion);
            let bound = Bound {
                definition,
                leaf,
                is,
                interval,
            };
            match subjects.iter_mut().find(|subject| subject.name == name) {
                Some(subject) => subject.bounds.push(bound),
                None => subjects.push(Subject {
                    name,
                    parameter,
                    bounds: vec![bound],
                }),
            }
        }
    }
    subjects
}

/// What a leaf bounds, and how.
fn bounded(criterion: &Criterion) -> Option<(&RecordId, &Quantity)> {
    if let Some(keep) = &criterion.to_keep {
        return Some((keep.parameter.id(), &keep.is));
    }
    match criterion.form()? {
        Form::Measured(parameter) => Some((parameter.id(), criterion.is.as_ref()?)),
        _ => None,
    }
}

pub fn figure(builder: &mut Builder<'_>, id: &FigureId, named: &[RecordId]) -> Option<Figure> {
    let chosen = chosen(builder, named);
    let subjects = subjects(builder, &chosen);
    if subjects.is_empty() {
        return None;
    }
    let say = builder.context.words;
    let title = say.say("definitions-title");
    let mut rows = Vec::new();
    let panels: Vec<Panel> = subjects
        .iter()
        .map(|subject| panel(builder, subject, &mut rows))
        .collect();
    let table = Table {
        caption: title.to_owned(),
        head: columns(["bounds-definition", "bounds-bound", "bounds-beside"].map(|id| say.say(id))),
        rows,
        noted: true,
    };
    let mut figure = Figure::new(id, title, Drawing::default(), table.without_empty_columns());
    drawn(&mut figure, &panels);
    figure.description = say.say("definitions-description").to_owned();
    Some(figure)
}

fn panel(builder: &mut Builder<'_>, subject: &Subject<'_>, rows: &mut Vec<Row>) -> Panel {
    rows.push(Row {
        cells: vec![vec![Piece::text(subject.name.as_str())]],
        group: true,
        ..Row::default()
    });
    let differing = differing(subject);
    let mut lanes = Vec::new();
    for bound in &subject.bounds {
        let name = builder.link(&bound.definition.id);
        let differs = differing
            .values()
            .any(|sides| sides.iter().flatten().any(|of| *of == bound.definition.id));
        let words = builder.context.words;
        rows.push(builder.of(&bound.definition.id, |builder| Row {
            cells: vec![
                vec![Piece::Link(name.clone())],
                bound.leaf.shown(builder),
                differs.then(|| Piece::text(words.say("bounds-differs"))).into_iter().collect(),
            ],
            notes: builder.notes(&bound.leaf.criterion.source),
            ..Row::default()
        }));
        let says = builder.of(&bound.definition.id, |builder| {
            leaf_value(builder, bound.leaf.criterion)
        });
        let says = plain(builder, &says);
        let sort = match bound.leaf.group {
            Some(_) => Sort::OneWay,
            None => Sort::Needed,
        };
        let stretch = Stretch {
            interval: bound.interval,
            sort,
        };
        lanes.push(Lane {
            name: stated(builder, name),
            says,
            stretches: vec![stretch],
        });
    }
    let spelled = subject
        .bounds
        .iter()
        .flat_map(|bound| ticks(bound.is, subject.parameter));
    let spelled = in_order(spelled.collect());
    let notes = differing.values().map(|sides| note(builder, sides)).collect();
    Panel {
        title: LinkOrText::Text(subject.name.clone()),
        unit: unit(subject.parameter),
        floor: None,
        ticks: spelled,
        lanes,
        notes,
    }
}

/// Of which definitions a bound is taken in by some and left out by others, by what is bounded.
pub fn differing_of(builder: &Builder<'_>, chosen: &[(&Record, &Definition)]) -> BTreeSet<(String, RecordId)> {
    let subjects = subjects(builder, chosen);
    let each = subjects.iter().flat_map(|subject| {
        let sides = differing(subject).into_values().flatten().flatten();
        sides.map(|id| (subject.name.clone(), id))
    });
    each.collect()
}

/// Bounds that some definitions take in and others leave out, by where they are: who takes them in, and who does not.
fn differing(subject: &Subject<'_>) -> BTreeMap<(u64, bool), [Vec<RecordId>; 2]> {
    let mut found: BTreeMap<(u64, bool), [Vec<RecordId>; 2]> = BTreeMap::new();
    for bound in &subject.bounds {
        let mut add = |end: Option<End>, is_low: bool| {
            let Some(end) = end else { return };
            let sides = found.entry((end.value.to_bits(), is_low)).or_default();
            sides[usize::from(!end.closed)].push(bound.definition.id.clone());
        };
        add(bound.interval.low, true);
        add(bound.interval.high, false);
    }
    found.retain(|_, sides| sides.iter().all(|side| !side.is_empty()));
    found
}

fn note(builder: &Builder<'_>, [inside, outside]: &[Vec<RecordId>; 2]) -> String {
    let names = |ids: &[RecordId]| {
        let mut names: Vec<String> = ids.iter().map(|id| builder.name(id)).collect();
        names.dedup();
        names.join(", ")
    };
    let (inside, outside) = (names(inside), names(outside));
    let about = [("inside", (&inside).into()), ("outside", (&outside).into())];
    builder.context.words.with("bounds-differ", &about)
}
