//! Draws a chart: boxes with their words, and the ways between them.

use super::layout::{Layout, Route, Size, lay_out};
use crate::view::block::LinkTo;
use crate::view::figures::drawing::{Anchor, Drawing, Hand, Look, Point, Shape, Step, at};
use crate::view::figures::measure::{widest, wrap};

/// Around the whole chart.
const MARGIN: f64 = 4.0;

/// Between the words of a box and its edge.
const PADDING: f64 = 9.0;

/// How far the sides of a decision stand out.
const SIDES: f64 = 12.0;

/// The length of the head of an arrow.
const TIP: f64 = 7.0;

/// A box of the chart.
#[derive(Debug, Clone)]
pub struct Node {
    sort: Sort,
    /// Its words, in lines.
    lines: Vec<String>,
    /// Where it leads.
    link: Option<LinkTo>,
    /// What it speaks of, each in its lines.
    with: Vec<(LinkTo, Vec<String>)>,
    size: Size,
}

/// What a box is, which its shape says.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Start,
    Action,
    Decision,
    End,
    Answer,
}

impl Node {
    /// The dot at which the chart begins.
    pub fn start() -> Self {
        let side = 12.0;
        Self {
            sort: Sort::Start,
            lines: Vec::new(),
            link: None,
            with: Vec::new(),
            size: Size {
                width: side,
                height: side,
            },
        }
    }

    pub fn step(sort: Sort, link: LinkTo, with: Vec<LinkTo>) -> Self {
        let most = match link.text.chars().count() {
            0..=45 => 116.0,
            46..=90 => 150.0,
            _ => 190.0,
        };
        let lines = wrap(&link.text, Hand::Body, most);
        let with: Vec<(LinkTo, Vec<String>)> = with
            .into_iter()
            .map(|link| {
                let lines = wrap(&link.text, Hand::Small, most);
                (link, lines)
            })
            .collect();
        let small = with.iter().flat_map(|(_, lines)| lines);
        let wide = widest(lines.iter().map(String::as_str), Hand::Body)
            .max(widest(small.clone().map(String::as_str), Hand::Small));
        let sides = if sort == Sort::Decision { 2.0 * SIDES } else { 0.0 };
        let height = high(lines.len(), Hand::Body) + high(small.count(), Hand::Small);
        Self {
            sort,
            lines,
            link: Some(link),
            with,
            size: Size {
                width: wide + 2.0 * PADDING + sides,
                height: height + 2.0 * PADDING,
            },
        }
    }

    /// What is answered, which stands on the way.
    pub fn answer(text: &str) -> Self {
        let most = if text.chars().count() <= 60 { 112.0 } else { 170.0 };
        let lines = wrap(text, Hand::Small, most);
        let size = Size {
            width: widest(lines.iter().map(String::as_str), Hand::Small) + 6.0,
            height: high(lines.len(), Hand::Small) + 4.0,
        };
        Self {
            sort: Sort::Answer,
            lines,
            link: None,
            with: Vec::new(),
            size,
        }
    }
}

#[expect(clippy::cast_precision_loss, reason = "a box has few lines")]
fn high(lines: usize, hand: Hand) -> f64 {
    lines as f64 * hand.line()
}

/// The whole chart; none where nobody could follow it.
pub fn chart(nodes: &[Node], ways: &[(usize, usize)]) -> Option<Drawing> {
    let sizes: Vec<Size> = nodes.iter().map(|node| node.size).collect();
    let Layout { size, centres, routes } = lay_out(&sizes, ways)?;
    let mut drawing = Drawing::new(size.width + 2.0 * MARGIN, size.height + 2.0 * MARGIN);
    let moved = |point: Point| at(point.x + MARGIN, point.y + MARGIN);
    for ((_, to), route) in ways.iter().zip(&routes) {
        let has_tip = nodes[*to].sort != Sort::Answer;
        let points: Vec<Point> = route.points.iter().copied().map(moved).collect();
        drawing.shapes.extend(way(&points, route, has_tip));
    }
    for (node, centre) in nodes.iter().zip(centres) {
        drawing.shapes.extend(shapes(node, moved(centre)));
    }
    Some(drawing)
}

/// A way with the head of its arrow, where it leads to a step.
fn way(points: &[Point], route: &Route, has_tip: bool) -> Vec<Shape> {
    let (Some(first), Some(last)) = (points.first(), points.last()) else {
        return Vec::new();
    };
    let (end, back) = match route.upwards {
        true => (*first, 1.0),
        false => (*last, -1.0),
    };
    let mut line = points.to_vec();
    if has_tip {
        // The line ends within the head, which would not be sharp else.
        let nth = if route.upwards { 0 } else { line.len() - 1 };
        line[nth].y += back * TIP / 2.0;
    }
    let steps = line.windows(2).enumerate().map(|(nth, pair)| {
        let (from, to) = (pair[0], pair[1]);
        // Straight along the boxes of a row, bent between the rows.
        match nth % 2 == 0 {
            true => Step::To(to),
            false => {
                let middle = f64::midpoint(from.y, to.y);
                Step::Bend(at(from.x, middle), at(to.x, middle), to)
            }
        }
    });
    let mut shapes = vec![Shape::Path {
        from: line[0],
        steps: steps.collect(),
        look: Look::Edge,
    }];
    if has_tip {
        shapes.push(Shape::Polygon {
            points: vec![
                end,
                at(end.x - TIP / 2.0, end.y + back * TIP),
                at(end.x + TIP / 2.0, end.y + back * TIP),
            ],
            look: Look::Tip,
        });
    }
    shapes
}

fn shapes(node: &Node, centre: Point) -> Vec<Shape> {
    let Size { width, height } = node.size;
    let corner = at(centre.x - width / 2.0, centre.y - height / 2.0);
    let outline = |within: f64, round: f64| Shape::Rect {
        at: at(corner.x + within, corner.y + within),
        width: width - 2.0 * within,
        height: height - 2.0 * within,
        round,
        look: Look::Box,
    };
    let mut drawn = match node.sort {
        Sort::Start => vec![Shape::Circle {
            centre,
            radius: width / 2.0,
            look: Look::Summary,
        }],
        Sort::Action => vec![outline(0.0, 4.0)],
        Sort::End => vec![outline(0.0, 10.0), outline(3.0, 7.0)],
        Sort::Decision => vec![Shape::Polygon {
            points: hexagon(corner, node.size),
            look: Look::Box,
        }],
        Sort::Answer => Vec::new(),
    };
    let (hand, padding) = match node.sort {
        Sort::Answer => (Hand::Small, 2.0),
        _ => (Hand::Body, PADDING),
    };
    let first = at(centre.x, corner.y + padding + hand.size());
    drawn.extend(Shape::lines(first, &node.lines, Anchor::Middle, hand));
    let mut shapes = match &node.link {
        Some(link) => vec![Shape::linked(link.clone(), drawn)],
        None => drawn,
    };
    let mut y = corner.y + padding + high(node.lines.len(), hand);
    for (link, lines) in &node.with {
        let first = at(centre.x, y + Hand::Small.size());
        let words = Shape::lines(first, lines, Anchor::Middle, Hand::Small);
        shapes.push(Shape::linked(link.clone(), words));
        y += high(lines.len(), Hand::Small);
    }
    shapes
}

fn hexagon(corner: Point, size: Size) -> Vec<Point> {
    let (left, right) = (corner.x, corner.x + size.width);
    let (top, middle, bottom) = (corner.y, corner.y + size.height / 2.0, corner.y + size.height);
    vec![
        at(left, middle),
        at(left + SIDES, top),
        at(right - SIDES, top),
        at(right, middle),
        at(right - SIDES, bottom),
        at(left + SIDES, bottom),
    ]
}
