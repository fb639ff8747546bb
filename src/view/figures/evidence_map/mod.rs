//! The evidence map: which therapies were studied in which conditions, by what sort of study, how large, and which way the
//! results point. Where nothing was studied, that shows too.

mod draw;
mod gather;

use super::{Figure, FigureId, linked};
use crate::model::design::StudyDesign;
use crate::model::{Body, RecordId};
use crate::view::block::{LinkTo, Piece, Rich, Row, Section, Table, columns};
use crate::view::builder::{Builder, capitalised};
use crate::view::common::only;
use crate::view::derived::sourced;
use crate::view::doubts::marks;
use crate::view::role::Role;
use crate::view::said::{self, Said};
use crate::view::{Context, Page};
use draw::{Key, Mark};
use gather::{Direction, Entry, Map, Shape, map};

pub use gather::is_empty;

pub const PATH: &str = "evidence-map.html";

/// The page that shows the map.
pub fn page(context: &Context<'_>) -> Page {
    let mut builder = Builder::new(context);
    let mut page = Page::new(PATH, context.words.say("map-title"));
    page.sections = vec![Section {
        anchor: String::new(),
        title: String::new(),
        link: None,
        role: Role::default(),
        blocks: super::blocks(&mut builder, &[FigureId::EvidenceMap]),
    }];
    page.template = "list.html";
    page.notes = builder.into_notes();
    page
}

pub fn figure(builder: &mut Builder<'_>, id: &FigureId) -> Option<Figure> {
    let map = map(builder);
    if map.rows.is_empty() {
        return None;
    }
    let words = builder.context.words;
    let conditions: Vec<String> = map
        .conditions
        .iter()
        .map(|condition| name(builder, condition.as_ref()))
        .collect();
    let sizes = map.rows.iter().flat_map(|(_, cells)| cells.values().flatten());
    let largest = sizes.filter_map(|entry| Some(entry.size?.value())).max();
    let rows: Vec<draw::Row> = map
        .rows
        .iter()
        .map(|(therapy, cells)| draw::Row {
            therapy: builder.link(therapy),
            cells: map
                .conditions
                .iter()
                .map(|condition| {
                    cells
                        .get(condition)
                        .into_iter()
                        .flatten()
                        .map(|entry| mark(builder, entry, largest))
                        .collect()
                })
                .collect(),
        })
        .collect();
    let designs = [Shape::Randomised, Shape::Pooled, Shape::Other];
    let key = Key {
        designs: designs
            .map(|shape| (shape, words.say(shape_message(shape)).to_owned()))
            .to_vec(),
        directions: Direction::ALL
            .map(|direction| (direction, words.say(direction.message()).to_owned()))
            .to_vec(),
        no_study: words.say("map-no-study").to_owned(),
        flagged: words.say("map-flagged").to_owned(),
    };
    let table = table(builder, &map);
    let mut figure = Figure::new(id, words.say("map-figure"), draw::draw(&conditions, &rows, &key), table);
    figure.description = words.say("map-description").to_owned();
    Some(figure)
}

fn name(builder: &Builder<'_>, condition: Option<&RecordId>) -> String {
    let unknown = || builder.context.words.say("map-condition-not-stated").to_owned();
    condition.map_or_else(unknown, |id| builder.name(id))
}

fn shape_message(shape: Shape) -> &'static str {
    match shape {
        Shape::Randomised => "map-randomised",
        Shape::Pooled => "map-pooled",
        Shape::Other => "map-other",
    }
}

fn mark(builder: &Builder<'_>, entry: &Entry<'_>, largest: Option<u64>) -> Mark {
    let words = builder.context.words;
    let study = study(builder, entry);
    let mut name = vec![study.text.clone(), design(builder, entry)];
    let size = entry.size.map(ToString::to_string);
    name.extend(size.map(|size| words.with("map-patients", &[("size", (&size).into())])));
    name.push(words.say(entry.direction.message()).to_owned());
    name.extend(study.state.map(|state| words.say(state.message()).to_owned()));
    #[expect(clippy::cast_precision_loss, reason = "no study has so many patients")]
    let share = |size: u64| largest.map(|largest| size as f64 / largest.max(1) as f64);
    Mark {
        study,
        name: name.join(", "),
        design: entry.design,
        direction: entry.direction,
        share: entry.size.and_then(|size| share(size.value())),
    }
}

/// The study, or the result in it that speaks for it.
fn study(builder: &Builder<'_>, entry: &Entry<'_>) -> LinkTo {
    linked(
        builder,
        &entry.record.id,
        entry.outcome.map(|outcome| outcome.id.as_str()),
    )
}

fn design(builder: &Builder<'_>, entry: &Entry<'_>) -> String {
    let words = builder.context.words;
    let design = StudyDesign::of(&entry.record.body).map(|design| said::named(words, "design", design));
    design.unwrap_or_else(|| words.say("map-design-not-stated").to_owned())
}

/// The data: a row for each study in each cell, and the conditions in which nothing was studied.
fn table(builder: &mut Builder<'_>, map: &Map<'_>) -> Table {
    let words = builder.context.words;
    let mut rows = Vec::new();
    for (therapy, cells) in &map.rows {
        rows.push(Row {
            cells: vec![only(builder.link(therapy))],
            group: true,
            ..Row::default()
        });
        for condition in &map.conditions {
            for entry in cells.get(condition).into_iter().flatten() {
                let shown = |builder: &mut Builder<'_>| row(builder, condition.as_ref(), entry);
                rows.push(builder.of(&entry.record.id, shown));
            }
        }
        let without = map
            .conditions
            .iter()
            .filter(|condition| condition.is_some() && !cells.contains_key(*condition));
        let without: Vec<String> = without.map(|condition| name(builder, condition.as_ref())).collect();
        if !without.is_empty() && map.rows.len() * map.conditions.len() <= draw::MANY {
            let cells = vec![
                vec![Piece::muted(words.say("map-no-study"))],
                vec![Piece::text(without.join("; "))],
            ];
            rows.push(Row {
                cells,
                ..Row::default()
            });
        }
    }
    Table {
        caption: words.say("map-figure").to_owned(),
        head: columns([
            words.say("map-study"),
            words.say("map-condition"),
            words.say("map-design"),
            words.say("map-size"),
            words.say("map-direction"),
            words.say("map-outcome"),
            words.say("map-effect"),
        ]),
        rows,
        noted: false,
    }
    .without_empty_columns()
}

fn row(builder: &mut Builder<'_>, condition: Option<&RecordId>, entry: &Entry<'_>) -> Row {
    let words = builder.context.words;
    let field = match &entry.record.body {
        Body::Trial(trial) if trial.analysed.is_some() => "analysed",
        _ => "sample_size",
    };
    let source = entry.record.source_of(field);
    let mut size: Rich = entry
        .size
        .map(|size| builder.sourced(size, source))
        .into_iter()
        .collect();
    size.extend(marks(builder, field));
    let (mut measured, mut effect) = (Rich::new(), Rich::new());
    if let Some(outcome) = entry.outcome {
        let time = outcome.time.as_ref().map(|time| format!(", {}", time.said(words)));
        measured.push(Piece::text(format!("{}{}", outcome.name, time.unwrap_or_default())));
        if let Some(of) = &outcome.effect {
            effect.extend(sourced(builder, of.said(words), &of.source, of.derived.as_ref()));
            effect.extend(marks(builder, &format!("outcomes.{}.effect", outcome.id)));
        }
    }
    let condition = match condition {
        Some(id) => only(builder.link(id)),
        None => vec![Piece::muted(name(builder, None))],
    };
    Row {
        cells: vec![
            only(study(builder, entry)),
            condition,
            vec![Piece::text(capitalised(&design(builder, entry)))],
            size,
            vec![Piece::text(words.say(entry.direction.message()))],
            measured,
            effect,
        ],
        ..Row::default()
    }
}
