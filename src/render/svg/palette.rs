//! What the meanings of shapes and texts look like in files. Pages have the same in `templates/site/site.css`.

use std::fmt::Write;

use crate::view::figures::drawing::{Hand, Look};

/// A colour in the light and in the dark, as the style sheet of pages has it, and on printed sheets, where it is a grey.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Colour {
    light: &'static str,
    dark: &'static str,
    ink: &'static str,
}

const fn colour(light: &'static str, dark: &'static str, ink: &'static str) -> Colour {
    Colour { light, dark, ink }
}

/// What a colour is asked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Shade {
    Light,
    Ink,
}

impl Colour {
    fn shade(self, shade: Shade) -> &'static str {
        match shade {
            Shade::Light => self.light,
            Shade::Ink => self.ink,
        }
    }
}

const TEXT: Colour = colour("#1c2024", "#e6e9ed", "#000000");
const MUTED: Colour = colour("#5b6470", "#a2abb6", "#333333");
const LINE: Colour = colour("#d9dee4", "#343b44", "#bfbfbf");
const PAPER: Colour = colour("#ffffff", "#14171b", "#ffffff");
const TINT: Colour = colour("#f4f6f8", "#1d2127", "#f4f4f4");
const LINK: Colour = colour("#0a5aa8", "#82bdf5", "#000000");
const ACCENT: Colour = colour("#0a6b5c", "#7bd3c0", "#000000");
const ACCENT_TINT: Colour = colour("#e2f2ee", "#17312c", "#e6e6e6");
const WARNING: Colour = colour("#7a4b00", "#f0c775", "#000000");
const WARNING_TINT: Colour = colour("#fff3d6", "#342a14", "#efefef");
const DANGER: Colour = colour("#a01622", "#ff9c9c", "#000000");
const DANGER_TINT: Colour = colour("#fde8e8", "#3a1a1d", "#dedede");

/// How a shape is filled and drawn round.
struct Style {
    fill: Option<Colour>,
    stroke: Option<Colour>,
    width: &'static str,
    dashes: Option<&'static str>,
}

fn style(look: Look) -> Style {
    let (fill, stroke, width) = match look {
        Look::Sheet => (Some(PAPER), None, "0"),
        Look::Axis => (None, Some(MUTED), "1"),
        Look::Grid => (None, Some(LINE), "1"),
        Look::Divide => (None, Some(TEXT), "1"),
        Look::Line => (None, Some(TEXT), "1.5"),
        Look::Edge => (None, Some(MUTED), "1.5"),
        Look::Tip => (Some(MUTED), None, "0"),
        Look::Mark => (Some(ACCENT), None, "0"),
        Look::Hollow => (Some(PAPER), Some(TEXT), "1.5"),
        Look::Summary => (Some(TEXT), None, "0"),
        Look::Ground => (Some(TINT), None, "0"),
        Look::Box => (Some(TINT), Some(MUTED), "1"),
        Look::Bar => (Some(ACCENT_TINT), Some(ACCENT), "1"),
        Look::Warning => (Some(WARNING_TINT), Some(WARNING), "1"),
        Look::Danger => (Some(DANGER_TINT), Some(DANGER), "1"),
    };
    let dashes = (look == Look::Divide).then_some("4 3");
    Style {
        fill,
        stroke,
        width,
        dashes,
    }
}

/// The look of a shape, as attributes.
pub fn attributes(look: Look, shade: Shade) -> String {
    let style = style(look);
    let fill = style.fill.map_or("none", |fill| fill.shade(shade));
    let mut out = format!(" fill=\"{fill}\"");
    if let Some(stroke) = style.stroke {
        // Writing to a string cannot fail.
        let _ = write!(
            out,
            " stroke=\"{}\" stroke-width=\"{}\"",
            stroke.shade(shade),
            style.width
        );
    }
    if let Some(dashes) = style.dashes {
        let _ = write!(out, " stroke-dasharray=\"{dashes}\"");
    }
    out
}

/// The colour of a text, as an attribute.
pub fn ink(hand: Hand, shade: Shade) -> String {
    format!(" fill=\"{}\"", colour_of(hand).shade(shade))
}

fn colour_of(hand: Hand) -> Colour {
    match hand {
        Hand::Body | Hand::Strong => TEXT,
        Hand::Small => MUTED,
    }
}

/// The style of a file: links, and all colours in the dark.
pub fn dark() -> String {
    let mut out = String::from("a text{fill:");
    out.push_str(LINK.light);
    // The class of a text says more than its element; within a link it must not.
    out.push_str(";text-decoration:underline}@media (prefers-color-scheme:dark){");
    for look in Look::ALL {
        let style = style(look);
        let fill = style.fill.map(|fill| format!("fill:{}", fill.dark));
        let stroke = style.stroke.map(|stroke| format!("stroke:{}", stroke.dark));
        let both: Vec<String> = fill.into_iter().chain(stroke).collect();
        let _ = write!(out, ".d-{}{{{}}}", look.name(), both.join(";"));
    }
    for hand in Hand::ALL {
        let _ = write!(out, ".d-{}{{fill:{}}}", hand.name(), colour_of(hand).dark);
    }
    let _ = write!(out, "a .d-body,a .d-strong,a .d-small{{fill:{}}}}}", LINK.dark);
    out
}

/// All colours, for the test that holds them against the style sheet of pages.
#[cfg(test)]
pub fn all() -> Vec<&'static str> {
    let styles = Look::ALL.into_iter().map(style);
    let colours = styles.flat_map(|style| [style.fill, style.stroke]).flatten();
    colours
        .chain([TEXT, LINK])
        .flat_map(|colour| [colour.light, colour.dark])
        .collect()
}
