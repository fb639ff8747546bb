//! Studies under way, by how far they are.

use std::collections::BTreeMap;

use super::drawing::{Anchor, Drawing, Hand, Look, Shape, at};
use super::measure::{widest, wrap};
use super::{Figure, FigureId, stated};
use crate::model::study::{Status, Study};
use crate::model::{Record, RecordId};
use crate::view::block::{LinkTo, Piece, Rich, Row, Table, columns};
use crate::view::builder::Builder;
use crate::view::common::only;
use crate::view::embed::{forms, testing};
use crate::view::kinds::{comparison, status_words};

/// The studies of a therapy and its forms, or all; none where there is none.
pub fn of_therapy(builder: &Builder<'_>, therapy: Option<&RecordId>) -> Option<FigureId> {
    (!studies(builder, therapy).is_empty()).then(|| FigureId::Progress(therapy.cloned()))
}

/// By status, in the order in which a study goes through them.
fn studies<'a>(builder: &Builder<'a>, therapy: Option<&RecordId>) -> BTreeMap<Status, Vec<(&'a Record, &'a Study)>> {
    let wanted = therapy.map(|therapy| forms(builder, therapy));
    let mut studies: BTreeMap<Status, Vec<_>> = BTreeMap::new();
    for (record, study) in testing::<Study>(builder, wanted.as_ref(), |study| &study.arms) {
        studies.entry(study.status).or_default().push((record, study));
    }
    studies
}

pub fn figure(builder: &mut Builder<'_>, id: &FigureId, therapy: Option<&RecordId>) -> Option<Figure> {
    let studies = studies(builder, therapy);
    if studies.is_empty() {
        return None;
    }
    let say = builder.context.words;
    let title = match therapy {
        Some(therapy) => say.with("progress-title-of", &[("therapy", (&builder.name(therapy)).into())]),
        None => say.say("progress-title").to_owned(),
    };
    let mut groups = Vec::new();
    let mut rows = Vec::new();
    for (status, studies) in &studies {
        let status = status_words(say, *status);
        rows.push(Row {
            cells: vec![vec![Piece::text(status.as_str())]],
            group: true,
            ..Row::default()
        });
        rows.extend(
            studies
                .iter()
                .map(|(record, study)| builder.of(&record.id, |builder| row(builder, record, study))),
        );
        let chips = studies
            .iter()
            .map(|(record, study)| Chip::new(builder, record, study))
            .collect();
        let count = studies.len();
        let heading = say.with(
            "progress-heading",
            &[("status", (&status).into()), ("count", count.into())],
        );
        groups.push((heading, chips));
    }
    let heads = [
        "progress-study",
        "progress-comparison",
        "progress-status",
        "progress-as-of",
    ];
    let table = Table {
        caption: title.clone(),
        head: columns(heads.map(|id| say.say(id))),
        rows,
        noted: false,
    };
    let mut figure = Figure::new(id, title, draw(&groups, 680.0), table);
    figure.narrow = Some(draw(&groups, super::NARROW));
    figure.description = say.say("progress-description").to_owned();
    Some(figure)
}

fn row(builder: &mut Builder<'_>, record: &Record, study: &Study) -> Row {
    let status = builder.sourced(
        status_words(builder.context.words, study.status),
        record.source_of("status"),
    );
    let as_of: Rich = match &study.as_of {
        Some(day) => vec![builder.sourced(day, record.source_of("as_of"))],
        None => vec![Piece::muted(builder.context.words.say("progress-no-day"))],
    };
    Row {
        cells: vec![
            only(builder.link(&record.id)),
            comparison(builder, &study.arms),
            vec![status],
            as_of,
        ],
        ..Row::default()
    }
}

/// A study in its box.
struct Chip {
    link: LinkTo,
    /// For which day its status was stated.
    as_of: String,
}

impl Chip {
    fn new(builder: &Builder<'_>, record: &Record, study: &Study) -> Self {
        let say = builder.context.words;
        Self {
            link: stated(builder, builder.link(&record.id)),
            as_of: match &study.as_of {
                Some(day) => say.with("progress-day", &[("day", day.as_str().into())]),
                None => say.say("progress-no-day").to_owned(),
            },
        }
    }
}

/// Between boxes, and between their words and their edges.
const ROOM: f64 = 8.0;

/// Boxes in lines, under a heading for each status.
fn draw(groups: &[(String, Vec<Chip>)], width: f64) -> Drawing {
    let mut drawing = Drawing::new(width, 0.0);
    let mut y = 0.0;
    for (heading, chips) in groups {
        let lines = wrap(heading, Hand::Strong, width);
        let first = at(0.0, y + Hand::Strong.size());
        drawing
            .shapes
            .extend(Shape::lines(first, &lines, Anchor::Start, Hand::Strong));
        y += high(lines.len(), Hand::Strong) + 4.0;
        let (mut x, mut row) = (1.0, 0.0_f64);
        for chip in chips {
            let lines = wrap(&chip.link.text, Hand::Body, width - 2.0 * ROOM - 2.0);
            let words = widest(lines.iter().map(String::as_str), Hand::Body);
            let wide = words.max(Hand::Small.width(&chip.as_of)) + 2.0 * ROOM;
            let tall = high(lines.len(), Hand::Body) + Hand::Small.line() + ROOM;
            if x > 1.0 && x + wide > width - 1.0 {
                (x, y) = (1.0, y + row + ROOM);
                row = 0.0;
            }
            let mut shapes = vec![Shape::Rect {
                at: at(x, y),
                width: wide,
                height: tall,
                round: 4.0,
                look: Look::Box,
            }];
            let first = at(x + ROOM, y + ROOM / 2.0 + Hand::Body.size());
            shapes.extend(Shape::lines(first, &lines, Anchor::Start, Hand::Body));
            drawing.push(Shape::linked(chip.link.clone(), shapes));
            let foot = at(x + ROOM, y + tall - ROOM / 2.0 - 3.0);
            drawing.push(Shape::text(foot, chip.as_of.as_str(), Anchor::Start, Hand::Small));
            x += wide + ROOM;
            row = row.max(tall);
        }
        y += row + 16.0;
    }
    drawing.height = y;
    drawing
}

#[expect(clippy::cast_precision_loss, reason = "a box has few lines")]
fn high(lines: usize, hand: Hand) -> f64 {
    lines as f64 * hand.line()
}
