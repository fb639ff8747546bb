//! Papers, and how large letters are on them.

use serde::Serialize;

use super::tree::Node;

/// A paper size.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Format {
    /// 210 × 297 mm
    #[default]
    A4,
    /// 215.9 × 279.4 mm
    Letter,
    /// 148 × 210 mm
    A5,
    /// 105 × 148 mm
    A6,
}

/// A sheet of paper, upright or on its side.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct Paper {
    pub format: Format,
    pub landscape: bool,
}

/// What templates see of a paper. Lengths are in millimetres, sizes of letters in points.
#[derive(Debug, Clone, Copy, PartialEq, Serialize)]
pub struct Measures {
    pub width: f64,
    pub height: f64,
    pub margin: f64,
    /// Columns of running text.
    pub columns: usize,
    /// What is read in use is never smaller than this.
    pub legible: f64,
    /// There is less air, for all there is to be said would not fit with more.
    pub tight: bool,
    /// What is read in use.
    pub text: f64,
    /// Sources, and up to when the sheet may be trusted.
    pub small: f64,
    pub title: f64,
}

/// What is read in use is never smaller: 9 points, which the European Medicines Agency asks of package leaflets
/// ("Guideline on the readability of the labelling and package leaflet of medicinal products for human use", 2009).
pub const LEGIBLE: f64 = 9.0;

/// Letters, in points, that are no smaller for a figure's sake.
pub const COMFORTABLE: f64 = 10.5;

/// Sources and the foot of a sheet are for whoever checks it, and never smaller than this.
pub const LEGIBLE_NOTES: f64 = 7.0;

pub(super) const MILLIMETRES_PER_POINT: f64 = 25.4 / 72.0;

impl Measures {
    /// Whether a drawing has room between the margins in letters of a legible size; anything else has.
    pub fn has_room_for(&self, node: &Node) -> bool {
        let Node::Figure {
            width, height, letters, ..
        } = node
        else {
            return true;
        };
        let scale = self.legible / letters * MILLIMETRES_PER_POINT;
        let inside = |side: f64| side - 2.0 * self.margin;
        width * scale <= inside(self.width) && height * scale <= inside(self.height)
    }
}

impl Format {
    pub fn name(self) -> &'static str {
        match self {
            Self::A4 => "a4",
            Self::Letter => "letter",
            Self::A5 => "a5",
            Self::A6 => "a6",
        }
    }

    /// Width and height upright, in millimetres.
    fn size(self) -> (f64, f64) {
        match self {
            Self::A4 => (210.0, 297.0),
            Self::Letter => (215.9, 279.4),
            Self::A5 => (148.0, 210.0),
            Self::A6 => (105.0, 148.0),
        }
    }
}

impl Paper {
    /// `a5-landscape`, for names of files.
    pub fn name(self) -> String {
        let side = if self.landscape { "-landscape" } else { "" };
        format!("{}{side}", self.format.name())
    }

    /// `A5, landscape`, for people.
    pub fn title(self) -> String {
        let format = match self.format {
            Format::Letter => "Letter".to_owned(),
            other => other.name().to_uppercase(),
        };
        if self.landscape { format + ", landscape" } else { format }
    }

    /// How it is asked for: `--paper a5 --landscape`.
    pub fn options(self) -> String {
        let side = if self.landscape { " --landscape" } else { "" };
        format!("--paper {}{side}", self.format.name())
    }

    /// Where there may be room for what has none here: turned round, then larger and larger paper.
    pub fn roomier(self) -> Vec<Self> {
        let larger: &[Format] = match self.format {
            Format::A6 => &[Format::A5, Format::A4, Format::Letter],
            Format::A5 => &[Format::A4, Format::Letter],
            // Neither is larger: one is longer, the other wider.
            Format::A4 => &[Format::Letter],
            Format::Letter => &[Format::A4],
        };
        let turned = Self {
            landscape: !self.landscape,
            ..self
        };
        let larger = larger.iter().flat_map(|format| {
            [self.landscape, !self.landscape].map(|landscape| Self {
                format: *format,
                landscape,
            })
        });
        [turned].into_iter().chain(larger).collect()
    }

    /// The paper of this name.
    pub fn parse(name: &str) -> Option<Self> {
        let (format, landscape) = match name.strip_suffix("-landscape") {
            Some(format) => (format, true),
            None => (name, false),
        };
        let formats = [Format::A4, Format::Letter, Format::A5, Format::A6];
        let format = formats.into_iter().find(|known| known.name() == format)?;
        Some(Self { format, landscape })
    }

    /// The sizes of letters in which a card is tried, largest first. The last is the smallest that is printed.
    pub fn sizes(self) -> &'static [f64] {
        match self.format {
            Format::A4 | Format::Letter => &[15.0, 12.0, 10.5, 9.5, LEGIBLE],
            Format::A5 => &[12.0, 10.5, LEGIBLE],
            Format::A6 => &[LEGIBLE],
        }
    }

    /// The paper of a book, which is read in lines and not at a glance.
    pub fn of_book(self) -> Measures {
        let (text, margin) = match self.format {
            Format::A4 | Format::Letter => (10.0, 20.0),
            Format::A5 => (LEGIBLE, 12.0),
            Format::A6 => (LEGIBLE, 7.0),
        };
        Measures {
            margin,
            ..self.measures(text, false)
        }
    }

    /// The paper with letters of this size, with air or without.
    pub fn measures(self, text: f64, tight: bool) -> Measures {
        let (mut width, mut height) = self.format.size();
        if self.landscape {
            std::mem::swap(&mut width, &mut height);
        }
        let (margin, small, title) = match self.format {
            Format::A4 | Format::Letter => (10.0, 7.5, 22.0),
            Format::A5 => (9.0, LEGIBLE_NOTES, 17.0),
            Format::A6 => (6.0, LEGIBLE_NOTES, 13.0),
        };
        Measures {
            width,
            height,
            margin,
            columns: match (self.format, self.landscape) {
                (Format::A4 | Format::Letter | Format::A5, true) => 3,
                (Format::A4 | Format::Letter | Format::A5, false) | (Format::A6, true) => 2,
                (Format::A6, false) => 1,
            },
            text,
            legible: LEGIBLE,
            tight,
            // Where there is room for large letters, there is for these.
            small: f64::max(small, text * 0.6),
            title,
        }
    }
}
