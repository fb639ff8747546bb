//! The stages of a system along the axis of each parameter by which they are told apart.

use super::panel::{Lane, LinkOrText, Panel, Sort, Stretch};
use super::{drawn, in_order, ticks, unit};
use crate::logic::Lookup;
use crate::logic::axis::Axis;
use crate::logic::evaluate::Evaluation;
use crate::logic::interval::Interval;
use crate::logic::stage::meets;
use crate::logic::truth::Truth;
use crate::model::criterion::{Criterion, Form};
use crate::model::staging::{Stage, Staging};
use crate::model::{Record, RecordId};
use crate::view::block::{LinkTo, Piece, Rich, Row, Table, columns};
use crate::view::builder::{Builder, separated};
use crate::view::criteria::leaf_value;
use crate::view::figures::drawing::Drawing;
use crate::view::figures::plain::plain;
use crate::view::figures::{Figure, FigureId, linked, stated};

/// The figures of all systems.
pub fn ids(builder: &Builder<'_>) -> Vec<FigureId> {
    let all = builder.context.ask.all::<Staging>();
    all.flat_map(|(record, _)| of_staging(builder, &record.id)).collect()
}

/// The figure of a system; none where no parameter tells its stages apart.
pub fn of_staging(builder: &Builder<'_>, id: &RecordId) -> Option<FigureId> {
    let staging = builder.record(id)?.as_kind::<Staging>()?;
    (!axes(builder, staging).is_empty()).then(|| FigureId::Stages(id.clone()))
}

fn axes(builder: &Builder<'_>, staging: &Staging) -> Vec<Axis> {
    let ask = builder.context.ask;
    let find = |id: &RecordId| ask.record(id).map(|record| &**record);
    let criteria: Vec<&Criterion> = staging.stages.iter().filter_map(|s| s.criteria.as_ref()).collect();
    Axis::all(&criteria, Lookup(&find))
}

pub fn figure(builder: &mut Builder<'_>, id: &FigureId, staging: &RecordId) -> Option<Figure> {
    let record = builder.record(staging)?;
    let body = record.as_kind::<Staging>()?;
    let say = builder.context.words;
    let title = say.with("stages-title", &[("staging", record.name().into())]);
    let axes = axes(builder, body);
    if axes.is_empty() {
        return None;
    }
    let mut rows = Vec::new();
    let panels: Vec<Panel> = axes
        .iter()
        .filter_map(|axis| builder.of(staging, |builder| panel(builder, record, body, axis, &mut rows)))
        .collect();
    let table = Table {
        caption: title.clone(),
        head: columns([
            say.say("bounds-stage"),
            say.say("bounds-bound"),
            say.say("bounds-counts"),
        ]),
        rows,
        noted: true,
    };
    let mut figure = Figure::new(id, title, Drawing::default(), table.notes_by_row());
    drawn(&mut figure, &panels);
    figure.description = say.say("stages-description").to_owned();
    Some(figure)
}

/// The stages on one axis, and the same as rows.
fn panel(
    builder: &mut Builder<'_>,
    record: &Record,
    staging: &Staging,
    axis: &Axis,
    rows: &mut Vec<Row>,
) -> Option<Panel> {
    let parameter = builder.record(&axis.parameter)?.as_kind()?;
    let link = builder.link(&axis.parameter);
    let heading = match unit(parameter).as_str() {
        "" => link.text.clone(),
        unit => format!("{}, {unit}", link.text),
    };
    rows.push(Row {
        cells: vec![vec![Piece::text(heading)]],
        group: true,
        ..Row::default()
    });
    let mut spelled = Vec::new();
    let mut lanes = Vec::new();
    for stage in &staging.stages {
        let leaves = stage
            .criteria
            .as_ref()
            .map(|c| leaves(c, &axis.parameter))
            .unwrap_or_default();
        spelled.extend(
            leaves
                .iter()
                .filter_map(|leaf| leaf.is.as_ref())
                .flat_map(|is| ticks(is, parameter)),
        );
        let needed = needed(builder, stage, axis);
        let is_needed = !needed.is_empty();
        let stretches = match is_needed {
            true => needed,
            false => one_way(&leaves, parameter),
        };
        let say = builder.context.words;
        let counts = match (is_needed, leaves.is_empty()) {
            (true, _) => say.say("bounds-needed"),
            (false, false) => say.say("bounds-one-way"),
            (false, true) => say.say("bounds-none"),
        };
        let bounds = leaves
            .iter()
            .map(|leaf| leaf_value(builder, leaf))
            .collect::<Vec<Rich>>();
        let bounds = separated(bounds, "; ");
        let says = match (plain(builder, &bounds), is_needed) {
            (bounds, true) => bounds,
            (bounds, false) if leaves.is_empty() => bounds + counts,
            (bounds, false) => format!("{bounds} ({counts})"),
        };
        let link = linked(builder, &record.id, Some(stage.id.as_str()));
        let text = heading_of(stage);
        let name = LinkTo { text, ..link };
        rows.push(Row {
            cells: vec![vec![Piece::Link(name.clone())], bounds, vec![Piece::text(counts)]],
            notes: builder.notes(&stage.source),
            ..Row::default()
        });
        lanes.push(Lane { name, says, stretches });
    }
    Some(Panel {
        title: LinkOrText::Link(stated(builder, link)),
        unit: unit(parameter),
        floor: None,
        ticks: in_order(spelled),
        lanes,
        notes: Vec::new(),
    })
}

fn heading_of(stage: &Stage) -> String {
    match &stage.title {
        Some(title) => format!("{} – {title}", stage.name),
        None => stage.name.to_string(),
    }
}

/// Where a patient of the stage must be; nothing where it may be anywhere.
fn needed(builder: &Builder<'_>, stage: &Stage, axis: &Axis) -> Vec<Stretch> {
    let ask = builder.context.ask;
    let find = |id: &RecordId| ask.record(id).map(|record| &**record);
    let allowed = axis.mark(|patient| meets(stage, &Evaluation::new(patient, Lookup(&find))) != Truth::No);
    let anywhere = axis.mark(|_| true);
    if allowed == anywhere {
        return Vec::new();
    }
    let intervals = axis.join(&allowed).into_iter();
    intervals
        .map(|interval| Stretch {
            interval,
            sort: Sort::Needed,
        })
        .collect()
}

/// What the criteria name, where none of it must be so.
fn one_way(leaves: &[&Criterion], parameter: &crate::model::parameter::Parameter) -> Vec<Stretch> {
    let bounds = leaves.iter().filter_map(|leaf| leaf.is.as_ref());
    let intervals = bounds.filter_map(|is| Interval::of(is, parameter));
    intervals
        .map(|interval| Stretch {
            interval,
            sort: Sort::OneWay,
        })
        .collect()
}

/// The leaves of a tree that are about a parameter.
fn leaves<'c>(criterion: &'c Criterion, parameter: &RecordId) -> Vec<&'c Criterion> {
    match criterion.form() {
        Some(Form::Measured(of)) if of.id() == parameter => vec![criterion],
        _ => criterion
            .children()
            .iter()
            .flat_map(|child| leaves(child, parameter))
            .collect(),
    }
}
