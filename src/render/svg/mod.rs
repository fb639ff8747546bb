//! Drawings as SVG: within pages, where the style sheet gives them their look, as files that carry it themselves, and on
//! sheets, which are black on white.
//!
//! A page may hold no style of its own, so a shape there has only its class. A file has to look right in a browser, in a
//! word processor and on a printed sheet; so there each shape has its colours as attributes, which all of them know, and a
//! style for the dark, which browsers know.

mod palette;

use std::fmt::Write;

use palette::Shade;

use super::markdown::push_escaped;
use crate::view::figures::drawing::{Anchor, Drawing, Hand, Look, Point, Shape, Step};

/// Fonts whose widths the drawings are laid out by, and what comes nearest.
const FONTS: &str = "Arial, 'Liberation Sans', Helvetica, 'Nimbus Sans', sans-serif";

/// Around a drawing that stands alone.
const MARGIN: f64 = 12.0;

/// A drawing within a page. `named_by` and `told_by` are the ids of the elements that say what it is and what it shows.
pub fn in_page(drawing: &Drawing, named_by: &str, told_by: &str) -> String {
    let mut svg = Svg::new(Medium::Page);
    svg.open(drawing, 0.0);
    svg.attribute("aria-labelledby", named_by);
    svg.attribute("aria-describedby", told_by);
    svg.out.push('>');
    svg.shapes(&drawing.shapes);
    svg.out.push_str("</svg>");
    svg.out
}

/// A drawing as a file.
pub fn file(drawing: &Drawing, title: &str, description: &str) -> String {
    let mut svg = Svg::new(Medium::File);
    svg.open(drawing, MARGIN);
    svg.attribute("xmlns", "http://www.w3.org/2000/svg");
    svg.attribute("aria-labelledby", "title");
    svg.attribute("aria-describedby", "description");
    svg.attribute("font-family", FONTS);
    svg.out.push_str(">\n<title id=\"title\">");
    push_text(title, &mut svg.out);
    svg.out.push_str("</title>\n<desc id=\"description\">");
    push_text(description, &mut svg.out);
    svg.out.push_str("</desc>\n<style>");
    svg.out.push_str(&palette::dark());
    svg.out.push_str("</style>\n");
    let sheet = Shape::Rect {
        at: Point { x: -MARGIN, y: -MARGIN },
        width: drawing.width + 2.0 * MARGIN,
        height: drawing.height + 2.0 * MARGIN,
        round: 0.0,
        look: Look::Sheet,
    };
    svg.shape(&sheet);
    svg.shapes(&drawing.shapes);
    svg.out.push_str("</svg>\n");
    svg.out
}

/// A drawing on a printed sheet, which names it and has its own margin: in black and grey, and nothing leads anywhere.
pub fn on_sheet(drawing: &Drawing) -> String {
    let mut svg = Svg::new(Medium::Sheet);
    svg.open(drawing, 0.0);
    svg.attribute("xmlns", "http://www.w3.org/2000/svg");
    svg.attribute("font-family", FONTS);
    svg.out.push_str(">\n");
    svg.shapes(&drawing.shapes);
    svg.out.push_str("</svg>\n");
    svg.out
}

/// Where a drawing is shown.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Medium {
    Page,
    File,
    Sheet,
}

struct Svg {
    out: String,
    medium: Medium,
}

impl Svg {
    fn new(medium: Medium) -> Self {
        let out = String::new();
        Self { out, medium }
    }

    /// Whether shapes carry their look.
    fn alone(&self) -> bool {
        self.medium != Medium::Page
    }

    fn shade(&self) -> Shade {
        match self.medium {
            Medium::Page | Medium::File => Shade::Light,
            Medium::Sheet => Shade::Ink,
        }
    }

    fn class(&mut self, name: &str) {
        if self.medium != Medium::Sheet {
            self.attribute("class", &format!("d-{name}"));
        }
    }

    /// What is a picture to a reader of screens hides the links in it; so one with links is a group.
    fn open(&mut self, drawing: &Drawing, margin: f64) {
        let [width, height] = [drawing.width, drawing.height].map(|side| number(side + 2.0 * margin));
        let corner = number(-margin);
        let role = if drawing.has_links() { "group" } else { "img" };
        self.out.push_str("<svg");
        self.attribute("role", role);
        self.attribute("width", &width);
        self.attribute("height", &height);
        self.attribute("viewBox", &format!("{corner} {corner} {width} {height}"));
    }

    fn attribute(&mut self, name: &str, value: &str) {
        self.out.push(' ');
        self.out.push_str(name);
        self.out.push_str("=\"");
        push_text(value, &mut self.out);
        self.out.push('"');
    }

    fn number(&mut self, name: &str, value: f64) {
        self.attribute(name, &number(value));
    }

    fn look(&mut self, look: Look) {
        self.class(look.name());
        if self.alone() {
            self.out.push_str(&palette::attributes(look, self.shade()));
        }
    }

    fn shapes(&mut self, shapes: &[Shape]) {
        if self.alone() {
            shapes.iter().for_each(|shape| self.shape(shape));
            return;
        }
        // A grid is many lines of one look: in a page, which has to be light, they are one.
        for alike in shapes.chunk_by(|one, next| line_look(one).is_some() && line_look(one) == line_look(next)) {
            match (alike, alike.first().and_then(line_look)) {
                ([shape], _) | ([shape, ..], None) => self.shape(shape),
                (lines, Some(look)) => self.lines(lines, look),
                ([], None) => {}
            }
        }
    }

    /// Several lines as one path.
    fn lines(&mut self, lines: &[Shape], look: Look) {
        let paths = lines.iter().filter_map(|line| match line {
            Shape::Line { points, .. } => {
                let points: Vec<String> = points.iter().map(|point| pair(*point)).collect();
                Some(format!("M{}", points.join("L")))
            }
            _ => None,
        });
        let paths: String = paths.collect();
        self.out.push_str("<path");
        self.attribute("d", &paths);
        self.end(look);
    }

    fn shape(&mut self, shape: &Shape) {
        match shape {
            Shape::Line { points, look } => match points.as_slice() {
                [from, to] => {
                    self.out.push_str("<line");
                    self.number("x1", from.x);
                    self.number("y1", from.y);
                    self.number("x2", to.x);
                    self.number("y2", to.y);
                    self.end(*look);
                }
                points => self.pointed("polyline", points, *look),
            },
            Shape::Polygon { points, look } => self.pointed("polygon", points, *look),
            Shape::Path { from, steps, look } => {
                self.out.push_str("<path");
                self.attribute("d", &path(*from, steps));
                self.end(*look);
            }
            Shape::Rect {
                at,
                width,
                height,
                round,
                look,
            } => {
                self.out.push_str("<rect");
                self.number("x", at.x);
                self.number("y", at.y);
                self.number("width", *width);
                self.number("height", *height);
                if *round > 0.0 {
                    self.number("rx", *round);
                }
                self.end(*look);
            }
            Shape::Circle { centre, radius, look } => {
                self.out.push_str("<circle");
                self.number("cx", centre.x);
                self.number("cy", centre.y);
                self.number("r", *radius);
                self.end(*look);
            }
            Shape::Text { at, text, anchor, hand } => self.text(*at, text, *anchor, *hand),
            Shape::Group { name, link, shapes } => {
                // A link that leads nowhere, as on paper, is no link.
                let href = link
                    .as_ref()
                    .map(|link| link.href.as_str())
                    .filter(|href| !href.is_empty() && self.medium != Medium::Sheet);
                self.out.push_str(if href.is_some() { "<a" } else { "<g" });
                if let Some(href) = href {
                    self.attribute("href", href);
                }
                self.out.push('>');
                if let Some(name) = name {
                    self.out.push_str("<title>");
                    push_text(name, &mut self.out);
                    self.out.push_str("</title>");
                }
                self.shapes(shapes);
                self.out.push_str(if href.is_some() { "</a>" } else { "</g>" });
                self.line();
            }
        }
    }

    /// Lines, so that two versions of a file can be compared.
    fn line(&mut self) {
        if self.alone() {
            self.out.push('\n');
        }
    }

    fn end(&mut self, look: Look) {
        self.look(look);
        self.out.push_str("/>");
        self.line();
    }

    fn pointed(&mut self, element: &str, points: &[Point], look: Look) {
        let points: Vec<String> = points.iter().map(|point| pair(*point)).collect();
        self.out.push('<');
        self.out.push_str(element);
        self.attribute("points", &points.join(" "));
        self.end(look);
    }

    fn text(&mut self, at: Point, text: &str, anchor: Anchor, hand: Hand) {
        self.out.push_str("<text");
        self.number("x", at.x);
        self.number("y", at.y);
        match anchor {
            Anchor::Start => {}
            Anchor::Middle => self.attribute("text-anchor", "middle"),
            Anchor::End => self.attribute("text-anchor", "end"),
        }
        // In a page small letters need no class: most are.
        if self.alone() || hand != Hand::Small {
            self.class(hand.name());
        }
        if self.alone() {
            self.number("font-size", hand.size());
            if hand == Hand::Strong {
                self.attribute("font-weight", "700");
            }
            self.out.push_str(&palette::ink(hand, self.shade()));
        }
        self.out.push('>');
        push_text(text, &mut self.out);
        self.out.push_str("</text>");
        self.line();
    }
}

/// The look of a line.
fn line_look(shape: &Shape) -> Option<Look> {
    match shape {
        Shape::Line { look, .. } => Some(*look),
        _ => None,
    }
}

/// A tenth of a unit is finer than any screen, and the same on every machine.
fn number(value: f64) -> String {
    let tenths = (value * 10.0).round() / 10.0;
    // No minus before a zero.
    let tenths = if tenths == 0.0 { 0.0 } else { tenths };
    format!("{tenths}")
}

fn pair(point: Point) -> String {
    format!("{},{}", number(point.x), number(point.y))
}

fn path(from: Point, steps: &[Step]) -> String {
    let mut path = format!("M{}", pair(from));
    for step in steps {
        // Writing to a string cannot fail.
        let _ = match step {
            Step::To(to) => write!(path, "L{}", pair(*to)),
            Step::Bend(one, two, to) => write!(path, "C{} {} {}", pair(*one), pair(*two), pair(*to)),
        };
    }
    path
}

/// Text as XML takes it: what it has no way to spell stands as the sign for that.
fn push_text(text: &str, out: &mut String) {
    let is_none =
        |c: char| (c.is_control() && !matches!(c, '\t' | '\n' | '\r')) || matches!(c, '\u{fffe}' | '\u{ffff}');
    match text.contains(is_none) {
        true => push_escaped(&text.replace(is_none, "\u{fffd}"), out),
        false => push_escaped(text, out),
    }
}

#[cfg(test)]
mod tests;
