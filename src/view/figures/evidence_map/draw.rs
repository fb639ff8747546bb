//! The evidence map as shapes. A phone moves it sideways: a second drawing of a whole handbook would weigh as much again.

use std::collections::BTreeSet;

use super::gather::{Direction, Shape as Design};
use crate::view::State;
use crate::view::block::LinkTo;
use crate::view::figures::drawing::{Anchor, Drawing, Hand, Look, Point, Shape, at};
use crate::view::figures::measure::wrap;

/// A study in a cell.
pub struct Mark {
    pub study: LinkTo,
    /// What it is, for those who cannot see the mark.
    pub name: String,
    pub design: Design,
    pub direction: Direction,
    /// The share of its patients in those of the largest study; none where the size is not known.
    pub share: Option<f64>,
}

/// A therapy with the studies of each condition.
pub struct Row {
    pub therapy: LinkTo,
    /// Those that have studies, with their columns, in order.
    pub cells: Vec<(usize, Vec<Mark>)>,
    /// Whether an empty cell means that there is no study.
    pub shows_empty: bool,
}

/// What the signs mean, with the mark of each.
pub struct Key {
    pub designs: Vec<(Design, String)>,
    pub directions: Vec<(Direction, String)>,
    /// Of a cell without a study.
    pub no_study: String,
    /// Of a study that is not to be relied on.
    pub flagged: String,
}

/// A mark with its sign.
const SLOT: f64 = 30.0;
const SLOTS: usize = 3;
const LINE: f64 = 26.0;
const LARGEST: f64 = 9.0;
const SMALLEST: f64 = 3.5;
const PAD: f64 = 6.0;

/// What stands behind the sign of a study that is not to be relied on.
const FLAG: &str = "!";

/// What stands in a cell without a study, as a sign.
const EMPTY: &str = "·";

#[expect(clippy::cast_precision_loss, reason = "there are few of what is counted")]
fn times(count: usize, each: f64) -> f64 {
    count as f64 * each
}

/// A grid of therapies and conditions.
pub fn draw(conditions: &[String], rows: &[Row], key: &Key) -> Drawing {
    const NAMES: f64 = 140.0;
    let cell = times(SLOTS, SLOT) + 4.0;
    let width = (NAMES + times(conditions.len(), cell)).max(600.0);
    let left = |column: usize| NAMES + times(column, cell);
    let mut drawing = Drawing::new(width, 0.0);
    let mut y = legend(&mut drawing, key, width);
    let heads: Vec<Vec<String>> = conditions
        .iter()
        .map(|name| wrap(name, Hand::Small, cell - 8.0))
        .collect();
    let tallest = heads.iter().map(Vec::len).max().unwrap_or_default();
    for (column, lines) in heads.iter().enumerate() {
        let first = at(left(column) + 4.0, y + Hand::Small.size());
        drawing
            .shapes
            .extend(Shape::lines(first, lines, Anchor::Start, Hand::Small));
    }
    y += times(tallest, Hand::Small.line()) + 2.0;
    let top = y;
    drawing.push(Shape::line(at(0.0, y), at(width, y), Look::Axis));
    let mut grid = Vec::new();
    let mut empty = Vec::new();
    for row in rows {
        let name = wrap(&row.therapy.text, Hand::Body, NAMES - 8.0);
        let most = row
            .cells
            .iter()
            .map(|(_, marks)| marks.len().div_ceil(SLOTS))
            .max()
            .unwrap_or_default();
        let height = times(most, LINE).max(times(name.len(), Hand::Body.line()) + PAD) + PAD;
        let lines = Shape::lines(at(0.0, y + PAD + Hand::Body.size()), &name, Anchor::Start, Hand::Body);
        drawing.push(Shape::linked(row.therapy.clone(), lines));
        for (column, marks) in &row.cells {
            cells(&mut drawing, at(left(*column) + 4.0, y + PAD / 2.0), marks);
        }
        if row.shows_empty {
            let filled: BTreeSet<usize> = row.cells.iter().map(|(column, _)| *column).collect();
            for column in (0..conditions.len()).filter(|column| !filled.contains(column)) {
                let middle = at(left(column) + cell / 2.0, y + height / 2.0);
                empty.push(Shape::line(
                    at(middle.x - 0.8, middle.y),
                    at(middle.x + 0.8, middle.y),
                    Look::Line,
                ));
            }
        }
        y += height;
        grid.push(Shape::line(at(0.0, y), at(width, y), Look::Grid));
    }
    for column in 0..conditions.len() {
        grid.push(Shape::line(at(left(column), top), at(left(column), y), Look::Grid));
    }
    drawing.shapes.extend(grid);
    drawing.shapes.extend(empty);
    drawing.height = y + 2.0;
    drawing
}

/// What the shapes and signs mean, in lines that fit. Gives the foot.
fn legend(drawing: &mut Drawing, key: &Key, width: f64) -> f64 {
    let mut corner = at(0.0, 0.0);
    for (design, words) in &key.designs {
        let at = entry(drawing, &mut corner, width, (20.0, words));
        drawing.push(mark(
            Point {
                x: at.x + 9.0,
                y: at.y + 10.0,
            },
            *design,
            Direction::NotStated,
            6.0,
        ));
    }
    let signs = key
        .directions
        .iter()
        .map(|(direction, words)| (direction.sign(), words));
    for (sign, words) in signs.chain([(FLAG, &key.flagged), (EMPTY, &key.no_study)]) {
        let at = entry(drawing, &mut corner, width, (18.0, words));
        let place = Point {
            x: at.x + 4.0,
            y: at.y + 14.5,
        };
        drawing.push(Shape::text(place, sign, Anchor::Start, Hand::Strong));
    }
    corner.y + 20.0 + 8.0
}

/// Writes words of the legend, with room for their mark before them, and gives the corner of that.
fn entry(drawing: &mut Drawing, corner: &mut Point, width: f64, (room, words): (f64, &str)) -> Point {
    let needed = room + Hand::Small.width(words) + 14.0;
    if corner.x > 0.0 && corner.x + needed > width {
        *corner = at(0.0, corner.y + 20.0);
    }
    let here = *corner;
    drawing.push(Shape::text(
        at(here.x + room, here.y + 14.0),
        words,
        Anchor::Start,
        Hand::Small,
    ));
    corner.x += needed;
    here
}

/// The studies of a cell, some beside each other and the others below.
fn cells(drawing: &mut Drawing, corner: Point, marks: &[Mark]) {
    for (nth, study) in marks.iter().enumerate() {
        let x = corner.x + times(nth % SLOTS, SLOT);
        let middle = corner.y + times(nth / SLOTS, LINE) + LINE / 2.0;
        let half = study
            .share
            .map_or(SMALLEST, |share| (LARGEST * share.sqrt()).max(SMALLEST));
        let sign = at(x + 2.0 * LARGEST + 1.0, middle + 4.5);
        let flag = study.study.state.is_some_and(|state| state != State::Corrected);
        let signs = format!("{}{}", study.direction.sign(), if flag { FLAG } else { "" });
        drawing.push(Shape::Group {
            name: Some(study.name.clone()),
            link: Some(study.study.clone()),
            shapes: vec![
                mark(at(x + LARGEST, middle), study.design, study.direction, half),
                Shape::text(sign, signs, Anchor::Start, Hand::Strong),
            ],
        });
    }
}

fn mark(centre: Point, design: Design, direction: Direction, half: f64) -> Shape {
    let look = match direction {
        Direction::Better => Look::Mark,
        Direction::Worse => Look::Danger,
        Direction::NotShown | Direction::Differs | Direction::NotStated => Look::Hollow,
    };
    match design {
        Design::Randomised => Shape::Rect {
            at: at(centre.x - half, centre.y - half),
            width: 2.0 * half,
            height: 2.0 * half,
            round: 0.0,
            look,
        },
        Design::Pooled => {
            let half = half + 1.0;
            let points = vec![
                at(centre.x - half, centre.y),
                at(centre.x, centre.y - half),
                at(centre.x + half, centre.y),
                at(centre.x, centre.y + half),
            ];
            Shape::Polygon { points, look }
        }
        Design::Other => Shape::Circle {
            centre,
            radius: half,
            look,
        },
    }
}
