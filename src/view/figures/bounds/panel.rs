//! Draws stretches of an axis below each other, so that the eye sees where one ends and another begins.

use crate::logic::interval::{End, Interval};
use crate::view::block::LinkTo;
use crate::view::figures::drawing::{Anchor, Drawing, Hand, Look, Point, Shape, at};
use crate::view::figures::measure::{widest, wrap};

/// An axis with its lanes.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    pub title: LinkOrText,
    /// The unit of the axis.
    pub unit: String,
    /// Where the axis begins, if nothing can lie before it.
    pub floor: Option<f64>,
    /// Values on the axis, and how they are spelled.
    pub ticks: Vec<(f64, String)>,
    pub lanes: Vec<Lane>,
    /// What is to be said below.
    pub notes: Vec<String>,
}

/// Words that may lead somewhere.
#[derive(Debug, Clone)]
pub enum LinkOrText {
    Link(LinkTo),
    Text(String),
}

impl Default for LinkOrText {
    fn default() -> Self {
        Self::Text(String::new())
    }
}

impl LinkOrText {
    fn shape(&self, place: Point, hand: Hand, most: f64) -> (Vec<Shape>, f64) {
        let text = match self {
            Self::Link(link) => &link.text,
            Self::Text(text) => text,
        };
        let lines = wrap(text, hand, most);
        let first = at(place.x, place.y + hand.size());
        let shapes = Shape::lines(first, &lines, Anchor::Start, hand);
        let shapes = match self {
            Self::Link(link) => vec![Shape::linked(link.clone(), shapes)],
            Self::Text(_) => shapes,
        };
        (shapes, high(lines.len(), hand))
    }
}

/// What a row says, and where on the axis that is.
#[derive(Debug, Clone)]
pub struct Lane {
    pub name: LinkTo,
    /// The same in words, as its source spells it.
    pub says: String,
    pub stretches: Vec<Stretch>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Stretch {
    pub interval: Interval,
    pub sort: Sort,
}

/// How much a stretch says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// It must be so.
    Needed,
    /// One way of several.
    OneWay,
    /// The source says "about".
    About,
}

/// The room between two panels.
const BETWEEN: f64 = 26.0;

/// The radius of the mark of an end.
const END: f64 = 4.0;

/// Names beside the lanes.
pub fn wide(panels: &[Panel]) -> Drawing {
    Sheet {
        width: 680.0,
        names: 236.0,
    }
    .draw(panels)
}

/// Names above the lanes, for a phone or a column of a card.
pub fn narrow(panels: &[Panel]) -> Drawing {
    Sheet {
        width: super::super::NARROW,
        names: 0.0,
    }
    .draw(panels)
}

struct Sheet {
    width: f64,
    /// The room for names at the left; none where they stand above.
    names: f64,
}

impl Sheet {
    fn draw(&self, panels: &[Panel]) -> Drawing {
        let mut drawing = Drawing::new(self.width, 0.0);
        let mut y = 2.0;
        for (nth, panel) in panels.iter().enumerate() {
            if nth > 0 {
                y += BETWEEN;
            }
            y = self.panel(&mut drawing, panel, y);
        }
        drawing.height = y + 4.0;
        drawing
    }

    fn panel(&self, drawing: &mut Drawing, panel: &Panel, top: f64) -> f64 {
        let scale = Scale::of(panel, self.names + 14.0, self.width - 14.0);
        let beside = if self.names > 0.0 {
            0.0
        } else {
            Hand::Small.width(&panel.unit) + 8.0
        };
        let (shapes, height) = panel.title.shape(at(0.0, top), Hand::Strong, self.width - beside);
        drawing.shapes.extend(shapes);
        let (labels, rows) = scale.labels(panel);
        let mut y = top + height + 4.0;
        for label in &labels {
            let foot = at(label.x, y + high(label.row, Hand::Small) + Hand::Small.size());
            drawing.push(Shape::text(foot, label.text.as_str(), Anchor::Middle, Hand::Small));
        }
        if self.names > 0.0 {
            let foot = at(0.0, y + Hand::Small.size());
            drawing.push(Shape::text(foot, panel.unit.as_str(), Anchor::Start, Hand::Small));
        } else {
            let foot = at(self.width, top + Hand::Strong.size());
            drawing.push(Shape::text(foot, panel.unit.as_str(), Anchor::End, Hand::Small));
        }
        y += high(rows, Hand::Small) + 6.0;
        let axis = y;
        drawing.push(Shape::line(at(scale.left, axis), at(scale.right, axis), Look::Axis));
        // The lines to be read along come before what stands on them, and how long they are is known after.
        let grid = drawing.shapes.len();
        y += 6.0;
        for lane in &panel.lanes {
            y = self.lane(drawing, lane, &scale, y);
        }
        let lines = panel.ticks.iter().map(|(value, _)| {
            let x = scale.across(*value);
            Shape::line(at(x, axis - 4.0), at(x, y), Look::Grid)
        });
        let lines: Vec<Shape> = lines.collect();
        drawing.shapes.splice(grid..grid, lines);
        for note in &panel.notes {
            let lines = wrap(note, Hand::Small, self.width);
            let first = at(0.0, y + 4.0 + Hand::Small.size());
            drawing
                .shapes
                .extend(Shape::lines(first, &lines, Anchor::Start, Hand::Small));
            y += 4.0 + high(lines.len(), Hand::Small);
        }
        y
    }

    fn lane(&self, drawing: &mut Drawing, lane: &Lane, scale: &Scale, top: f64) -> f64 {
        let most = if self.names > 0.0 { self.names - 8.0 } else { self.width };
        let name = LinkOrText::Link(lane.name.clone());
        let (shapes, mut height) = name.shape(at(0.0, top), Hand::Body, most);
        drawing.shapes.extend(shapes);
        if !lane.says.is_empty() {
            let says = LinkOrText::Text(lane.says.clone());
            let (shapes, more) = says.shape(at(0.0, top + height), Hand::Small, most);
            drawing.shapes.extend(shapes);
            height += more;
        }
        let (middle, bottom) = match self.names > 0.0 {
            true => (top + height / 2.0, top + height.max(20.0) + 8.0),
            false if lane.stretches.is_empty() => (top, top + height + 8.0),
            false => (top + height + 9.0, top + height + 24.0),
        };
        for stretch in &lane.stretches {
            drawing.shapes.extend(scale.stretch(stretch, middle));
        }
        bottom
    }
}

#[expect(clippy::cast_precision_loss, reason = "a panel has few lines")]
fn high(lines: usize, hand: Hand) -> f64 {
    lines as f64 * hand.line()
}

/// Where values stand across.
struct Scale {
    low: f64,
    high: f64,
    left: f64,
    right: f64,
    has_floor: bool,
}

struct Label {
    x: f64,
    /// How many lines it stands below the first, where others are in its way.
    row: usize,
    text: String,
}

impl Scale {
    /// From somewhat below the lowest bound to somewhat above the highest.
    fn of(panel: &Panel, left: f64, right: f64) -> Self {
        let ends = panel.lanes.iter().flat_map(|lane| &lane.stretches);
        let ends = ends.flat_map(|stretch| [stretch.interval.low, stretch.interval.high]);
        let values: Vec<f64> = ends
            .flatten()
            .map(|end| end.value)
            .chain(panel.ticks.iter().map(|tick| tick.0))
            .collect();
        let lowest = values.iter().copied().fold(f64::INFINITY, f64::min);
        let highest = values.iter().copied().fold(f64::NEG_INFINITY, f64::max);
        let (lowest, highest) = match lowest.is_finite() {
            true => (lowest, highest),
            false => (0.0, 1.0),
        };
        let span = highest - lowest;
        let room = match span > 0.0 {
            true => span * 0.3,
            false => (highest.abs() * 0.4).max(f64::MIN_POSITIVE),
        };
        let low = match panel.floor {
            Some(floor) => floor.min(lowest),
            // Where no bound is negative, no value is likely to be.
            None if lowest > 0.0 => (lowest - room).max(0.0),
            None => lowest - room,
        };
        let high = highest + if panel.floor.is_some() { span * 0.04 } else { room };
        let high = if high > low { high } else { low + 1.0 };
        Self {
            low,
            high,
            left,
            right,
            has_floor: panel.floor.is_some(),
        }
    }

    fn across(&self, value: f64) -> f64 {
        let share = ((value - self.low) / (self.high - self.low)).clamp(0.0, 1.0);
        self.left + share * (self.right - self.left)
    }

    /// The values on the axis, in as many lines as they need.
    fn labels(&self, panel: &Panel) -> (Vec<Label>, usize) {
        let mut taken: Vec<f64> = Vec::new();
        let mut labels = Vec::new();
        for (value, text) in &panel.ticks {
            let x = self.across(*value);
            let half = widest([text.as_str()], Hand::Small) / 2.0;
            let free = taken.iter().position(|end| *end + 6.0 <= x - half);
            let row = free.unwrap_or(taken.len());
            match taken.get_mut(row) {
                Some(end) => *end = x + half,
                None => taken.push(x + half),
            }
            labels.push(Label {
                x,
                row,
                text: text.clone(),
            });
        }
        (labels, taken.len().max(1))
    }

    fn stretch(&self, stretch: &Stretch, y: f64) -> Vec<Shape> {
        let Interval { low, high } = stretch.interval;
        let from = low.map_or(self.left, |end| self.across(end.value));
        let to = high.map_or(self.right, |end| self.across(end.value));
        if stretch.sort == Sort::About {
            let middle = f64::midpoint(from, to);
            let mut shapes = vec![self.bar(self.left, middle, y, Look::Bar, 8.0)];
            shapes.push(Shape::Polygon {
                points: vec![
                    at(middle - 6.0, y),
                    at(middle, y - 6.0),
                    at(middle + 6.0, y),
                    at(middle, y + 6.0),
                ],
                look: Look::Hollow,
            });
            return shapes;
        }
        let (look, thick) = match stretch.sort {
            Sort::Needed | Sort::About => (Look::Bar, 8.0),
            Sort::OneWay => (Look::Hollow, 4.0),
        };
        let mut shapes = vec![self.bar(from, to, y, look, thick)];
        shapes.extend(low.map_or_else(|| self.open_left(y), |end| vec![mark(end, from, y)]));
        shapes.extend(high.map_or_else(|| tip(self.right, y, 1.0), |end| vec![mark(end, to, y)]));
        shapes
    }

    fn bar(&self, from: f64, to: f64, y: f64, look: Look, thick: f64) -> Shape {
        Shape::Rect {
            at: at(from, y - thick / 2.0),
            width: (to - from).max(0.0),
            height: thick,
            round: 0.0,
            look,
        }
    }

    fn open_left(&self, y: f64) -> Vec<Shape> {
        // From a floor on there is nothing that it could go on to.
        if self.has_floor {
            Vec::new()
        } else {
            tip(self.left, y, -1.0)
        }
    }
}

/// An end that belongs to the stretch is full, one that does not is empty.
fn mark(end: End, x: f64, y: f64) -> Shape {
    Shape::Circle {
        centre: at(x, y),
        radius: END,
        look: if end.closed { Look::Summary } else { Look::Hollow },
    }
}

/// The stretch goes on.
fn tip(x: f64, y: f64, way: f64) -> Vec<Shape> {
    vec![Shape::Polygon {
        points: vec![at(x + way * 10.0, y), at(x, y - 6.0), at(x, y + 6.0)],
        look: Look::Tip,
    }]
}
