//! What devices deliver, side by side: how much flow, which sides they support, whether they oxygenate and unload.

use super::panel::{Lane, LinkOrText, Panel, Sort, Stretch};
use super::{drawn, in_order};
use crate::logic::interval::{End, Interval};
use crate::model::quantity::{Comparator, Magnitude, Quantity};
use crate::model::therapy::{Capability, Therapy};
use crate::model::unit::{Conversion, Unit};
use crate::model::{Record, RecordId};
use crate::view::block::{Piece, Rich, Row, Table, columns};
use crate::view::builder::{Builder, prose};
use crate::view::figures::drawing::Drawing;
use crate::view::figures::{Figure, FigureId, stated};
use crate::view::said::chosen as in_words;

/// The figure of these devices, or of all; none where no record says what a device delivers.
pub fn of_named(builder: &Builder<'_>, named: &[RecordId]) -> Option<FigureId> {
    (!chosen(builder, named).is_empty()).then(|| FigureId::Devices(named.to_vec()))
}

fn chosen<'a>(builder: &Builder<'a>, named: &[RecordId]) -> Vec<(&'a Record, &'a Capability)> {
    let records: Vec<&Record> = match named.is_empty() {
        true => builder
            .context
            .ask
            .all::<Therapy>()
            .map(|(record, _)| &**record)
            .collect(),
        false => named.iter().filter_map(|id| builder.record(id)).collect(),
    };
    let delivers = |record: &'a Record| Some((record, record.as_kind::<Therapy>()?.capability.as_ref()?));
    records.into_iter().filter_map(delivers).collect()
}

pub fn figure(builder: &mut Builder<'_>, id: &FigureId, named: &[RecordId]) -> Option<Figure> {
    let chosen = chosen(builder, named);
    if chosen.is_empty() {
        return None;
    }
    let say = builder.context.words;
    let title = say.say("devices-title");
    let unit = commonest(&chosen);
    let lanes = chosen
        .iter()
        .map(|(record, of)| lane(builder, record, of, unit))
        .collect();
    let flows = chosen.iter().filter_map(|(_, of)| of.flow.as_ref());
    let ticks = flows.flat_map(|flow| ticks(flow, unit)).chain([(0.0, "0".to_owned())]);
    let panel = Panel {
        title: LinkOrText::Text(say.say("devices-flow").to_owned()),
        unit: unit.map(ToString::to_string).unwrap_or_default(),
        floor: Some(0.0),
        ticks: in_order(ticks.collect()),
        lanes,
        notes: Vec::new(),
    };
    let rows = chosen
        .iter()
        .map(|(record, of)| builder.of(&record.id, |builder| row(builder, record, of)))
        .collect();
    let heads = ["device", "flow", "supports", "oxygenates", "unloads", "details"];
    let table = Table {
        caption: title.to_owned(),
        head: columns(
            heads
                .map(|head| format!("devices-{head}"))
                .each_ref()
                .map(|id| say.say(id)),
        ),
        rows,
        noted: true,
    };
    let mut figure = Figure::new(id, title, Drawing::default(), table.without_empty_columns());
    drawn(&mut figure, &[panel]);
    figure.description = say.say("devices-description").to_owned();
    Some(figure)
}

/// The unit in which most flows are written; of several the first.
fn commonest<'a>(chosen: &[(&'a Record, &'a Capability)]) -> Option<&'a Unit> {
    let flows = chosen.iter().filter_map(|(_, of)| of.flow.as_ref());
    let units: Vec<&Unit> = flows.filter_map(|flow| flow.unit.as_ref()).collect();
    let written = |unit: &Unit| units.iter().filter(|other| **other == unit).count();
    // The last of equals is the greatest: looked at from behind, the first.
    units.iter().rev().copied().max_by_key(|unit| written(unit))
}

fn lane(builder: &Builder<'_>, record: &Record, of: &Capability, unit: Option<&Unit>) -> Lane {
    let say = builder.context.words;
    let mut says = vec![
        of.flow
            .as_ref()
            .map_or_else(|| say.say("devices-no-flow").to_owned(), ToString::to_string),
    ];
    if !of.supports.is_empty() {
        let sides: Vec<String> = of
            .supports
            .iter()
            .map(|side| in_words(say, side).to_lowercase())
            .collect();
        says.push(say.with("devices-supports-sides", &[("sides", (&sides.join(", ")).into())]));
    }
    let yes_no = |flag: Option<bool>, yes, no| flag.map(|flag| say.say(if flag { yes } else { no }).to_owned());
    says.extend(yes_no(
        of.oxygenation,
        "devices-does-oxygenate",
        "devices-does-not-oxygenate",
    ));
    says.extend(yes_no(of.unloads, "devices-does-unload", "devices-does-not-unload"));
    Lane {
        name: stated(builder, builder.link(&record.id)),
        says: says.join("; "),
        stretches: of
            .flow
            .as_ref()
            .and_then(|flow| stretch(flow, unit))
            .into_iter()
            .collect(),
    }
}

/// How numbers of a flow become numbers on the axis.
fn conversion(flow: &Quantity, unit: Option<&Unit>) -> Option<Conversion> {
    match (&flow.unit, unit) {
        (None, None) => Some(Conversion::NONE),
        (Some(own), Some(unit)) if own == unit => Some(Conversion::NONE),
        (Some(own), Some(unit)) => own.conversion_to(unit),
        _ => None,
    }
}

/// The flow on the axis; none where its unit is no unit of flow.
fn stretch(flow: &Quantity, unit: Option<&Unit>) -> Option<Stretch> {
    let conversion = conversion(flow, unit)?;
    let end = |value: f64, closed| {
        Some(End {
            value: conversion.apply(value),
            closed,
        })
    };
    let (low, high) = match (&flow.magnitude, flow.comparator) {
        (Magnitude::Range(low, high), _) if low.value() <= high.value() => {
            (end(low.value(), true), end(high.value(), true))
        }
        (Magnitude::Range(..), _) => return None,
        (Magnitude::One(n), Some(Comparator::Less)) => (None, end(n.value(), false)),
        (Magnitude::One(n), Some(Comparator::More)) => (end(n.value(), false), None),
        (Magnitude::One(n), Some(Comparator::AtLeast)) => (end(n.value(), true), None),
        (Magnitude::One(n), Some(Comparator::About)) => (end(n.value(), true), end(n.value(), true)),
        // What a device delivers, it delivers less of as well.
        (Magnitude::One(n), Some(Comparator::AtMost) | None) => (None, end(n.value(), true)),
    };
    let sort = match flow.comparator {
        Some(Comparator::About) => Sort::About,
        _ => Sort::Needed,
    };
    Some(Stretch {
        interval: Interval { low, high },
        sort,
    })
}

/// The numbers of a flow as they are spelled, where they are written in the unit of the axis.
fn ticks(flow: &Quantity, unit: Option<&Unit>) -> Vec<(f64, String)> {
    if conversion(flow, unit) != Some(Conversion::NONE) {
        return Vec::new();
    }
    match &flow.magnitude {
        Magnitude::One(number) => vec![(number.value(), number.to_string())],
        Magnitude::Range(low, high) => vec![(low.value(), low.to_string()), (high.value(), high.to_string())],
    }
}

fn row(builder: &mut Builder<'_>, record: &Record, of: &Capability) -> Row {
    let source = &of.source;
    let say = builder.context.words;
    let not_stated = || vec![Piece::muted(say.say("devices-not-stated"))];
    let mut shown =
        |value: Option<String>| -> Rich { value.map_or_else(not_stated, |value| vec![builder.sourced(value, source)]) };
    let yes_no =
        |flag: Option<bool>| flag.map(|flag| say.say(if flag { "devices-yes" } else { "devices-no" }).to_owned());
    let sides: Vec<String> = of.supports.iter().map(|side| in_words(say, side)).collect();
    let cells = [
        shown(of.flow.as_ref().map(ToString::to_string)),
        shown((!sides.is_empty()).then(|| sides.join(", "))),
        shown(yes_no(of.oxygenation)),
        shown(yes_no(of.unloads)),
    ];
    let device = vec![Piece::Link(builder.link(&record.id))];
    Row {
        cells: std::iter::once(device)
            .chain(cells)
            .chain([prose(of.text.as_ref())])
            .collect(),
        notes: builder.notes(source),
        ..Row::default()
    }
}
