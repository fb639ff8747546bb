//! The evidence map: which therapies were studied in which conditions, by what sort of study, how large, and which way the
//! results point. Where nothing was studied, that shows too.

mod draw;
mod gather;

use super::{Figure, FigureId, linked};
use crate::ask::Ask;
use crate::ask::lists::{Entry as ListEntry, Listing, Parts};
use crate::model::design::StudyDesign;
use crate::model::therapy::Therapy;
use crate::model::{Body, Kind, Record, RecordId};
use crate::view::a_to_z::sorting;
use crate::view::block::{LinkTo, Piece, Rich, Row, Table, columns};
use crate::view::builder::{Builder, capitalised};
use crate::view::common::only;
use crate::view::derived::sourced;
use crate::view::doubts::marks;
use crate::view::parts::{self, Listed};
use crate::view::said::{self, Said};
use crate::view::{Context, Page};
use draw::{Key, Mark};
use gather::{Direction, Entry, Map, Place, Shape, map};

pub use gather::is_empty;

pub const PATH: &str = "evidence-map.html";

/// A map of more cells than these leaves the empty ones empty and does not list them: they would be nearly all of its page.
const MANY: usize = 3_000;

/// The same for a part of a map.
const MANY_IN_PART: usize = 200;

/// The page that shows the map, or says where its parts are.
pub fn page(context: &Context<'_>) -> Page {
    let mut builder = Builder::new(context);
    let mut page = Page::new(PATH, context.words.say("map-title"));
    page.template = "list.html";
    let id = FigureId::EvidenceMap;
    if !parts::of(context.ask, Listing::Map).is_empty() {
        let mut blocks = parts::overview(context, Listing::Map, "map-in-parts");
        blocks.push(parts::drawing(context, &id));
        page.sections = parts::unheaded(blocks);
        return page;
    }
    page.sections = parts::unheaded(super::blocks(&mut builder, &[id]));
    page.notes = builder.into_notes();
    page
}

/// A part of a map that no page could bear.
pub fn part(context: &Context<'_>, nth: usize) -> Page {
    let mut builder = Builder::new(context);
    let title = context.words.say("map-title");
    let (mut page, _) = parts::begun(context, (Listing::Map, nth), title, "map-part");
    page.sections = parts::unheaded(super::blocks(&mut builder, &[FigureId::EvidenceMapPart(nth)]));
    page.notes = builder.into_notes();
    page
}

/// The parts of the map: the forms of a therapy stand behind it.
pub fn cut(ask: Ask<'_>) -> Parts {
    let context = Context::new(ask, None);
    let builder = Builder::new(&context);
    let whole = map(&builder);
    let mut rows: Vec<_> = whole
        .rows
        .iter()
        .map(|row| {
            let root = root(&builder, &row.therapy);
            let (head, key) = (builder.name(&root), builder.name(&row.therapy));
            let order = (sorting(&head), root == row.therapy, sorting(&key));
            (order, row, head, key)
        })
        .collect();
    rows.sort_by(|(one, a, ..), (other, b, ..)| {
        let (one, other) = ((&one.0, !one.1, &one.2), (&other.0, !other.1, &other.2));
        one.cmp(&other).then_with(|| a.therapy.cmp(&b.therapy))
    });
    let entries = rows.into_iter().flat_map(|(_, row, head, key)| {
        let cells = whole
            .filled(row)
            .map(|(column, studies)| (&whole.conditions[column], studies));
        let studies = cells.flat_map(|(condition, studies)| studies.iter().map(move |study| (condition, study)));
        studies.map(move |(condition, study)| Listed {
            entry: placed(&row.therapy, condition.as_ref(), &study.record.id),
            head: head.clone(),
            key: key.clone(),
            weight: weight(study) + 2 * key.len(),
        })
    });
    let entries: Vec<Listed> = entries.collect();
    let beside = match whole.rows.len() * whole.conditions.len() {
        cells if cells <= MANY => cells * 40,
        _ => 0,
    };
    // A part has columns and empty cells of its own.
    let listed = |one: Listed| Listed {
        weight: one.weight + 400,
        ..one
    };
    match entries.iter().map(|one| one.weight).sum::<usize>() + beside <= parts::MOST {
        true => Parts::new(),
        false => parts::parts(context.words, entries.into_iter().map(listed).collect(), parts::MOST),
    }
}

/// The widest therapy of which one is a form.
fn root(builder: &Builder<'_>, therapy: &RecordId) -> RecordId {
    let mut seen = vec![therapy.clone()];
    while let Some(wider) = seen.last().and_then(|last| builder.record(last)).and_then(wider) {
        // That none is a form of itself is for the checks to say.
        if seen.contains(wider) {
            break;
        }
        seen.push(wider.clone());
    }
    seen.pop().unwrap_or_else(|| therapy.clone())
}

fn wider(record: &Record) -> Option<&RecordId> {
    let therapy: &Therapy = record.as_kind()?;
    Some(therapy.parent.as_ref()?.id())
}

/// What a study weighs in the drawing and in its data, about.
fn weight(study: &Entry<'_>) -> usize {
    let outcome = study.outcome.map_or(0, |outcome| outcome.name.as_str().len());
    700 + 4 * study.record.id.id.len() + 3 * study.record.name().len() + outcome
}

/// A study in a cell, as an entry of a list: the therapy and the condition stand in its text.
fn placed(therapy: &RecordId, condition: Option<&RecordId>, study: &RecordId) -> ListEntry {
    ListEntry {
        record: Some(study.clone()),
        text: format!("{} {}", therapy.id, condition.map_or("", |condition| &condition.id)),
    }
}

/// The same read back.
fn place(entry: &ListEntry) -> Option<Place> {
    let (therapy, condition) = entry.text.split_once(' ')?;
    let id = |kind: Kind, id: &str| RecordId {
        kind,
        id: id.to_owned(),
    };
    Some(Place {
        therapy: id(Kind::Therapy, therapy),
        condition: (!condition.is_empty()).then(|| id(Kind::Condition, condition)),
        study: entry.record.clone()?,
    })
}

/// What a part of the map shows.
fn map_of_part<'a>(builder: &Builder<'a>, nth: usize) -> Map<'a> {
    let all = parts::of(builder.context.ask, Listing::Map);
    let places = |nth: Option<usize>| {
        let part = nth.and_then(|nth| all.get(nth)).into_iter();
        part.flat_map(|part| &part.entries).filter_map(place)
    };
    let before = places(nth.checked_sub(1)).next_back().map(|place| place.therapy);
    let after = places(Some(nth + 1)).next().map(|place| place.therapy);
    let torn: Vec<&RecordId> = before.iter().chain(&after).collect();
    gather::part(builder, &places(Some(nth)).collect::<Vec<_>>(), &torn)
}

pub fn figure(builder: &mut Builder<'_>, id: &FigureId) -> Option<Figure> {
    let (mut map, many) = match id {
        FigureId::EvidenceMapPart(nth) => (map_of_part(builder, *nth), MANY_IN_PART),
        _ => (map(builder), MANY),
    };
    if map.rows.is_empty() {
        return None;
    }
    if map.rows.len() * map.conditions.len() > many {
        map.rows.iter_mut().for_each(|row| row.is_whole = false);
    }
    let words = builder.context.words;
    let conditions: Vec<String> = map
        .conditions
        .iter()
        .map(|condition| name(builder, condition.as_ref()))
        .collect();
    let sizes = map.rows.iter().flat_map(|row| row.cells.values().flatten());
    let largest = sizes.filter_map(|entry| Some(entry.size?.value())).max();
    let rows: Vec<draw::Row> = map
        .rows
        .iter()
        .map(|row| draw::Row {
            therapy: builder.link(&row.therapy),
            shows_empty: row.is_whole,
            cells: map
                .filled(row)
                .map(|(column, studies)| {
                    let marks = studies.iter().map(|entry| mark(builder, entry, largest));
                    (column, marks.collect())
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
    for of in &map.rows {
        rows.push(Row {
            cells: vec![only(builder.link(&of.therapy))],
            group: true,
            ..Row::default()
        });
        for (column, studies) in map.filled(of) {
            for entry in studies {
                let shown = |builder: &mut Builder<'_>| row(builder, map.conditions[column].as_ref(), entry);
                rows.push(builder.of(&entry.record.id, shown));
            }
        }
        let without = map.conditions.iter().filter(|condition| {
            let is_empty = condition.is_some() && !of.cells.contains_key(*condition);
            of.is_whole && is_empty
        });
        let without: Vec<String> = without.map(|condition| name(builder, condition.as_ref())).collect();
        if !without.is_empty() {
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
