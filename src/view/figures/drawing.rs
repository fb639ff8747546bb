//! A drawing as plain shapes: what stands where, and what it means. No colours, no fonts and no SVG here; `render` gives each
//! meaning its look, so that a page in the dark, a file and a printed sheet show the same drawing.

use super::measure;
use crate::view::block::LinkTo;

/// Shapes on a sheet. A unit is a pixel where the drawing is shown at its own size; y grows downwards.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Drawing {
    pub width: f64,
    pub height: f64,
    /// Later shapes cover earlier ones.
    pub shapes: Vec<Shape>,
}

/// A place on the sheet.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Point {
    pub x: f64,
    pub y: f64,
}

pub fn at(x: f64, y: f64) -> Point {
    Point { x, y }
}

#[derive(Debug, Clone, PartialEq)]
pub enum Shape {
    /// Straight from point to point.
    Line {
        points: Vec<Point>,
        look: Look,
    },
    /// The same, closed and filled.
    Polygon {
        points: Vec<Point>,
        look: Look,
    },
    /// A line that may bend.
    Path {
        from: Point,
        steps: Vec<Step>,
        look: Look,
    },
    Rect {
        /// The upper left corner.
        at: Point,
        width: f64,
        height: f64,
        /// The radius of its corners.
        round: f64,
        look: Look,
    },
    Circle {
        centre: Point,
        radius: f64,
        look: Look,
    },
    /// One line of text, whose foot is at a place.
    Text {
        at: Point,
        text: String,
        anchor: Anchor,
        hand: Hand,
    },
    /// Shapes that belong together and lead somewhere, or say something as one.
    Group {
        /// What it is for those who cannot see it, and the tip for those who can.
        name: Option<String>,
        link: Option<LinkTo>,
        shapes: Vec<Shape>,
    },
}

/// How a path goes on.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum Step {
    To(Point),
    /// By a curve with two points that draw it to themselves.
    Bend(Point, Point, Point),
}

/// What a shape means. `render` gives each its line and its fill, in the light, in the dark and in print.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Look {
    /// The sheet itself, where it is not that of a page.
    Sheet,
    /// An axis and its ticks.
    Axis,
    /// A faint line to be read along.
    Grid,
    /// A dashed line that divides, such as that of no effect.
    Divide,
    /// A line that carries a value.
    Line,
    /// A way from one thing to another.
    Edge,
    /// The head of an arrow.
    Tip,
    /// A value.
    Mark,
    /// A value of another sort, or an open end: an outline.
    Hollow,
    /// A value made of several.
    Summary,
    /// A faint ground behind what belongs together.
    Ground,
    /// A thing with words in it.
    Box,
    /// A stretch or an amount.
    Bar,
    /// What asks for care.
    Warning,
    /// What is not to be done, or not to be relied on.
    Danger,
}

impl Look {
    pub const ALL: [Self; 15] = [
        Self::Sheet,
        Self::Axis,
        Self::Grid,
        Self::Divide,
        Self::Line,
        Self::Edge,
        Self::Tip,
        Self::Mark,
        Self::Hollow,
        Self::Summary,
        Self::Ground,
        Self::Box,
        Self::Bar,
        Self::Warning,
        Self::Danger,
    ];

    /// The word for it in class names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Sheet => "sheet",
            Self::Axis => "axis",
            Self::Grid => "grid",
            Self::Divide => "divide",
            Self::Line => "line",
            Self::Edge => "edge",
            Self::Tip => "tip",
            Self::Mark => "mark",
            Self::Hollow => "hollow",
            Self::Summary => "summary",
            Self::Ground => "ground",
            Self::Box => "box",
            Self::Bar => "bar",
            Self::Warning => "warning",
            Self::Danger => "danger",
        }
    }
}

/// How a text is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Hand {
    Body,
    Strong,
    /// What stands beside the matter: units, notes, scales.
    Small,
}

impl Hand {
    pub const ALL: [Self; 3] = [Self::Body, Self::Strong, Self::Small];

    /// The word for it in class names.
    pub fn name(self) -> &'static str {
        match self {
            Self::Body => "body",
            Self::Strong => "strong",
            Self::Small => "small",
        }
    }

    /// The height of its letters in units of the drawing.
    pub fn size(self) -> f64 {
        match self {
            Self::Body | Self::Strong => 13.0,
            Self::Small => 11.5,
        }
    }

    /// From the foot of a line to the foot of the next.
    pub fn line(self) -> f64 {
        self.size() * 1.3
    }

    /// How wide a text is.
    pub fn width(self, text: &str) -> f64 {
        measure::width(text, self)
    }
}

/// Which end of a text stands at its place.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Anchor {
    Start,
    Middle,
    End,
}

impl Drawing {
    pub fn new(width: f64, height: f64) -> Self {
        Self {
            width,
            height,
            shapes: Vec::new(),
        }
    }

    pub fn push(&mut self, shape: Shape) {
        self.shapes.push(shape);
    }

    /// The links in it, in order.
    pub fn links_mut(&mut self) -> Vec<&mut LinkTo> {
        let mut found = Vec::new();
        collect(&mut self.shapes, &mut found);
        found
    }

    /// Whether anything in it leads somewhere.
    pub fn has_links(&self) -> bool {
        self.shapes.iter().any(Shape::has_links)
    }

    /// All texts in it, in order.
    pub fn texts(&self) -> Vec<&str> {
        let mut found = Vec::new();
        self.shapes.iter().for_each(|shape| shape.texts(&mut found));
        found
    }
}

fn collect<'s>(shapes: &'s mut [Shape], found: &mut Vec<&'s mut LinkTo>) {
    for shape in shapes {
        if let Shape::Group { link, shapes, .. } = shape {
            found.extend(link.as_mut());
            collect(shapes, found);
        }
    }
}

impl Shape {
    pub fn line(from: Point, to: Point, look: Look) -> Self {
        let points = vec![from, to];
        Self::Line { points, look }
    }

    pub fn text(at: Point, text: impl Into<String>, anchor: Anchor, hand: Hand) -> Self {
        let text = text.into();
        Self::Text { at, text, anchor, hand }
    }

    /// Lines below each other, the first with its foot at a place.
    pub fn lines(at: Point, lines: &[String], anchor: Anchor, hand: Hand) -> Vec<Self> {
        let line = |(nth, text): (usize, &String)| {
            #[expect(clippy::cast_precision_loss, reason = "a text has few lines")]
            let y = at.y + hand.line() * nth as f64;
            Self::text(Point { x: at.x, y }, text.as_str(), anchor, hand)
        };
        lines.iter().enumerate().map(line).collect()
    }

    /// Shapes that lead somewhere as one.
    pub fn linked(link: LinkTo, shapes: Vec<Self>) -> Self {
        let (name, link) = (None, Some(link));
        Self::Group { name, link, shapes }
    }

    /// Shapes that say something as one.
    pub fn named(name: impl Into<String>, shapes: Vec<Self>) -> Self {
        let (name, link) = (Some(name.into()), None);
        Self::Group { name, link, shapes }
    }

    fn has_links(&self) -> bool {
        match self {
            Self::Group { link, shapes, .. } => link.is_some() || shapes.iter().any(Self::has_links),
            _ => false,
        }
    }

    fn texts<'s>(&'s self, found: &mut Vec<&'s str>) {
        match self {
            Self::Text { text, .. } => found.push(text),
            Self::Group { shapes, .. } => shapes.iter().for_each(|shape| shape.texts(found)),
            _ => {}
        }
    }
}
