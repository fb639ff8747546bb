//! A forest plot as shapes, for a desk and for a phone.

use super::scale::{Scale, Stretch, written};
use crate::view::block::LinkTo;
use crate::view::figures::drawing::{Anchor, Drawing, Hand, Look, Point, Shape, at};
use crate::view::figures::measure::wrap;

/// What stands under one heading.
pub struct Panel {
    pub title: String,
    pub scale: Scale,
    pub no_effect: f64,
    pub lines: Vec<Line>,
    /// What the sides of no effect mean, the lower first.
    pub sides: [String; 2],
}

/// A result, in words and numbers as printed.
pub struct Line {
    pub study: LinkTo,
    pub comparison: String,
    /// What happened in the arms compared: the share, and of how many.
    pub arms: [Vec<String>; 2],
    /// The estimate with its interval, and what else to know of it.
    pub estimate: Vec<String>,
    pub stretch: Stretch,
    pub mark: Mark,
    /// The share of this study in the largest, by patients; none where the size is not known.
    pub share: Option<f64>,
}

/// How an estimate is drawn.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Mark {
    Square,
    Hollow,
    Diamond,
}

/// The words over the columns.
pub struct Heads {
    pub study: String,
    pub arms: [String; 2],
    pub estimate: String,
}

/// Where the columns stand: their left edges and widths.
struct Columns {
    width: f64,
    study: f64,
    arms: Option<[f64; 2]>,
    arm: f64,
    plot: (f64, f64),
    estimate: f64,
}

const GAP: f64 = 12.0;
/// Above and below what stands in a row.
const PAD: f64 = 7.0;
/// Half the side of the square of the largest study, and of the smallest.
const LARGEST: f64 = 8.0;
const SMALLEST: f64 = 3.0;

/// For a desk and for paper: a row for each result.
pub fn wide(panels: &[Panel], heads: &Heads) -> Drawing {
    let has_arms = panels
        .iter()
        .flat_map(|p| &p.lines)
        .any(|line| line.arms.iter().any(|arm| !arm.is_empty()));
    let columns = match has_arms {
        true => Columns {
            width: 760.0,
            study: 188.0,
            arms: Some([200.0, 290.0]),
            arm: 78.0,
            plot: (384.0, 600.0),
            estimate: 616.0,
        },
        false => Columns {
            width: 760.0,
            study: 238.0,
            arms: None,
            arm: 0.0,
            plot: (254.0, 600.0),
            estimate: 616.0,
        },
    };
    let mut drawing = Drawing::new(columns.width, 0.0);
    let mut y = wide_heads(&mut drawing, &columns, heads);
    for panel in panels {
        y = title(&mut drawing, panel, y, columns.width);
        let top = y;
        for line in &panel.lines {
            y = wide_row(&mut drawing, &columns, panel, line, y);
        }
        y = foot(&mut drawing, panel, columns.plot, columns.width, &[(top, y)]);
    }
    drawing.height = y;
    drawing
}

/// The words over the columns, and where what stands under them begins.
fn wide_heads(drawing: &mut Drawing, columns: &Columns, heads: &Heads) -> f64 {
    let [first, second] = columns.arms.unwrap_or_default();
    let mut over = vec![
        (0.0, columns.study, &heads.study),
        (columns.estimate, columns.width - columns.estimate, &heads.estimate),
    ];
    if columns.arms.is_some() {
        over.extend([
            (first, columns.arm, &heads.arms[0]),
            (second, columns.arm, &heads.arms[1]),
        ]);
    }
    let mut foot: f64 = 0.0;
    for (x, width, words) in over {
        let lines = wrap(words, Hand::Small, width);
        foot = foot.max(height(&lines, Hand::Small));
        drawing.shapes.extend(Shape::lines(
            at(x, Hand::Small.line()),
            &lines,
            Anchor::Start,
            Hand::Small,
        ));
    }
    let y = foot + PAD;
    drawing.push(Shape::line(at(0.0, y), at(columns.width, y), Look::Axis));
    y
}

fn title(drawing: &mut Drawing, panel: &Panel, y: f64, width: f64) -> f64 {
    let lines = wrap(&panel.title, Hand::Strong, width);
    let first = y + PAD + Hand::Strong.line();
    drawing
        .shapes
        .extend(Shape::lines(at(0.0, first), &lines, Anchor::Start, Hand::Strong));
    y + PAD + height(&lines, Hand::Strong) + 4.0
}

fn wide_row(drawing: &mut Drawing, columns: &Columns, panel: &Panel, line: &Line, y: f64) -> f64 {
    let first = y + PAD + Hand::Body.size();
    let name = wrap(&line.study.text, Hand::Body, columns.study);
    let comparison = wrap(&line.comparison, Hand::Small, columns.study);
    let mut foot = y + PAD + height(&name, Hand::Body);
    let shapes = Shape::lines(at(0.0, first), &name, Anchor::Start, Hand::Body);
    drawing.push(Shape::linked(line.study.clone(), shapes));
    if !line.comparison.is_empty() {
        let below = Shape::lines(
            at(0.0, foot + Hand::Small.size()),
            &comparison,
            Anchor::Start,
            Hand::Small,
        );
        drawing.shapes.extend(below);
        foot += height(&comparison, Hand::Small);
    }
    for (x, arm) in columns.arms.unwrap_or_default().into_iter().zip(&line.arms) {
        foot = foot.max(cell(drawing, at(x, y + PAD), columns.arm, arm));
    }
    let width = columns.width - columns.estimate;
    foot = foot.max(cell(drawing, at(columns.estimate, y + PAD), width, &line.estimate));
    let next = foot.max(y + PAD + 2.0 * LARGEST) + PAD;
    plotted(drawing, panel, line, columns.plot, first - 4.5);
    drawing.push(Shape::line(at(0.0, next), at(columns.width, next), Look::Grid));
    next
}

/// A cell: its first line as it is, the others small. Gives the foot.
fn cell(drawing: &mut Drawing, corner: Point, width: f64, lines: &[String]) -> f64 {
    let mut foot = corner.y;
    for (nth, line) in lines.iter().enumerate() {
        let hand = if nth == 0 { Hand::Body } else { Hand::Small };
        let lines = wrap(line, hand, width);
        drawing.shapes.extend(Shape::lines(
            at(corner.x, foot + hand.size()),
            &lines,
            Anchor::Start,
            hand,
        ));
        foot += height(&lines, hand);
    }
    foot
}

/// For a phone, or a column of a card: what is known of a result stands above its interval, which has the whole width.
pub fn narrow(panels: &[Panel], heads: &Heads) -> Drawing {
    const WIDTH: f64 = super::super::NARROW;
    const PLOT: (f64, f64) = (10.0, WIDTH - 10.0);
    let mut drawing = Drawing::new(WIDTH, 0.0);
    let mut y = 0.0;
    for panel in panels {
        y = title(&mut drawing, panel, y, WIDTH);
        let mut plotted = Vec::new();
        for line in &panel.lines {
            let (top, next) = narrow_row(&mut drawing, heads, panel, line, (y, WIDTH, PLOT));
            plotted.push((top, next));
            y = next;
        }
        y = foot(&mut drawing, panel, PLOT, WIDTH, &plotted);
    }
    drawing.height = y;
    drawing
}

/// Gives from where to where the plot of the row reaches: above it are words.
fn narrow_row(
    drawing: &mut Drawing,
    heads: &Heads,
    panel: &Panel,
    line: &Line,
    (y, width, plot): (f64, f64, (f64, f64)),
) -> (f64, f64) {
    let name = wrap(&line.study.text, Hand::Body, width);
    let shapes = Shape::lines(at(0.0, y + PAD + Hand::Body.size()), &name, Anchor::Start, Hand::Body);
    drawing.push(Shape::linked(line.study.clone(), shapes));
    let mut foot = y + PAD + height(&name, Hand::Body);
    let arms = heads.arms.iter().zip(&line.arms).filter(|(_, arm)| !arm.is_empty());
    let arms: Vec<String> = arms.map(|(head, arm)| format!("{head}: {}", arm.join(", "))).collect();
    let arms = arms.join("; ");
    for words in [&line.comparison, &arms].into_iter().filter(|words| !words.is_empty()) {
        let lines = wrap(words, Hand::Small, width);
        let shapes = Shape::lines(at(0.0, foot + Hand::Small.size()), &lines, Anchor::Start, Hand::Small);
        drawing.shapes.extend(shapes);
        foot += height(&lines, Hand::Small);
    }
    foot = cell(drawing, at(0.0, foot + 2.0), width, &[line.estimate.join(", ")]);
    plotted(drawing, panel, line, plot, foot + LARGEST + 5.0);
    let next = foot + 2.0 * LARGEST + 5.0 + PAD;
    drawing.push(Shape::line(at(0.0, next), at(width, next), Look::Grid));
    (foot, next)
}

/// The estimate and its interval, at a height.
fn plotted(drawing: &mut Drawing, panel: &Panel, line: &Line, plot: (f64, f64), y: f64) {
    let x = |value: f64| plot.0 + panel.scale.place(value) * (plot.1 - plot.0);
    let on = |x: f64| x.clamp(plot.0, plot.1);
    let centre = x(line.stretch.estimate);
    if let Some((low, high)) = line.stretch.interval {
        let (low, high) = (x(low), x(high));
        if line.mark != Mark::Diamond {
            drawing.push(Shape::line(at(on(low), y), at(on(high), y), Look::Line));
        }
        if low < plot.0 {
            drawing.push(arrow(at(plot.0, y), -1.0));
        }
        if high > plot.1 {
            drawing.push(arrow(at(plot.1, y), 1.0));
        }
    }
    if centre != on(centre) {
        drawing.push(arrow(at(on(centre), y), if centre < plot.0 { -1.0 } else { 1.0 }));
        return;
    }
    let half = line
        .share
        .map_or(SMALLEST, |share| (LARGEST * share.sqrt()).max(SMALLEST));
    let square = |look| Shape::Rect {
        at: at(centre - half, y - half),
        width: 2.0 * half,
        height: 2.0 * half,
        round: 0.0,
        look,
    };
    drawing.push(match line.mark {
        Mark::Square => square(Look::Mark),
        Mark::Hollow => square(Look::Hollow),
        Mark::Diamond => {
            let (low, high) = line
                .stretch
                .interval
                .map_or((centre - 5.0, centre + 5.0), |(low, high)| (on(x(low)), on(x(high))));
            Shape::Polygon {
                points: vec![at(low, y), at(centre, y - 6.0), at(high, y), at(centre, y + 6.0)],
                look: Look::Summary,
            }
        }
    });
}

/// The head of an arrow that says that an interval goes on.
fn arrow(tip: Point, to: f64) -> Shape {
    let back = tip.x - to * 7.0;
    Shape::Polygon {
        points: vec![tip, at(back, tip.y - 4.0), at(back, tip.y + 4.0)],
        look: Look::Summary,
    }
}

/// The line of no effect where results are plotted, from where to where; the axis; and what its sides mean.
fn foot(drawing: &mut Drawing, panel: &Panel, plot: (f64, f64), width: f64, plotted: &[(f64, f64)]) -> f64 {
    let x = |value: f64| plot.0 + panel.scale.place(value) * (plot.1 - plot.0);
    let middle = x(panel.no_effect);
    let axis = plotted.last().map_or(0.0, |(_, foot)| *foot) + 6.0;
    // Behind what is drawn so far, and through no words.
    let last = plotted.len().saturating_sub(1);
    let divides = plotted.iter().enumerate().map(|(nth, (top, foot))| {
        let foot = if nth == last { axis } else { *foot };
        Shape::line(at(middle, *top), at(middle, foot), Look::Divide)
    });
    drawing.shapes.splice(0..0, divides);
    drawing.push(Shape::line(at(plot.0, axis), at(plot.1, axis), Look::Axis));
    let numbers = axis + 5.0 + Hand::Small.size();
    for tick in panel.scale.ticks() {
        drawing.push(Shape::line(at(x(tick), axis), at(x(tick), axis + 4.0), Look::Axis));
        drawing.push(Shape::text(
            at(x(tick), numbers),
            written(tick),
            Anchor::Middle,
            Hand::Small,
        ));
    }
    let first = numbers + Hand::Small.line() + 2.0;
    let [lower, higher] = &panel.sides;
    let left = wrap(lower, Hand::Small, (middle - GAP).max(60.0));
    let right = wrap(higher, Hand::Small, (width - middle - GAP).max(60.0));
    drawing.shapes.extend(Shape::lines(
        at(middle - GAP / 2.0, first),
        &left,
        Anchor::End,
        Hand::Small,
    ));
    drawing.shapes.extend(Shape::lines(
        at(middle + GAP / 2.0, first),
        &right,
        Anchor::Start,
        Hand::Small,
    ));
    first + height(&left, Hand::Small).max(height(&right, Hand::Small))
}

#[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
fn height(lines: &[String], hand: Hand) -> f64 {
    lines.len() as f64 * hand.line()
}
