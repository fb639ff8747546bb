//! Lines of pieces as HTML. A page has hundreds of pieces, and a template for each would take longer than all the rest.

use std::fmt::Write;

use super::markdown::push_escaped;
use crate::view::State;
use crate::view::block::{LinkTo, Piece, Sourced};

/// The HTML of a line whose links and texts have been filled in.
pub fn html(line: &[Piece]) -> String {
    let mut out = String::new();
    for piece in line {
        push(piece, &mut out);
    }
    out
}

fn push(piece: &Piece, out: &mut String) {
    match piece {
        Piece::Text { text } => push_escaped(text, out),
        Piece::Muted { text } => span("muted", text, out),
        Piece::Badge { text, tone } => span(&format!("badge {tone}"), text, out),
        Piece::Link(link) => push_link(link, out),
        Piece::Prose(prose) => out.push_str(&prose.html),
        Piece::Value(value) => push_value(value, out),
        Piece::Break => out.push_str("<br>"),
        Piece::Note { number } => push_note(*number, out),
        Piece::Doubt {
            number,
            name,
            elsewhere,
        } => push_doubt(*number, name, elsewhere.as_ref(), out),
        Piece::Day { text, until, late } => push_day(text, until, late, out),
        Piece::Scale { filled, of } => push_scale(*filled, *of, out),
        Piece::Html { html } => out.push_str(html),
    }
}

fn push_day(text: &str, until: &str, late: &str, out: &mut String) {
    let attributes = [
        (" datetime=\"", text),
        (" data-until=\"", until),
        (" data-late=\"", late),
    ];
    out.push_str("<time");
    for (name, value) in attributes {
        out.push_str(name);
        push_escaped(value, out);
        out.push('"');
    }
    out.push('>');
    push_escaped(text, out);
    out.push_str("</time>");
}

/// Not read out, for the words beside it say the same.
fn push_scale(filled: usize, of: usize, out: &mut String) {
    out.push_str("<span class=\"scale\" aria-hidden=\"true\">");
    for step in 0..of {
        out.push_str(if step < filled {
            "<i class=\"on\"></i>"
        } else {
            "<i></i>"
        });
    }
    out.push_str("</span>");
}

fn span(class: &str, text: &str, out: &mut String) {
    out.push_str("<span class=\"");
    push_escaped(class, out);
    out.push_str("\">");
    push_escaped(text, out);
    out.push_str("</span>");
}

fn push_link(link: &LinkTo, out: &mut String) {
    out.push_str("<a href=\"");
    push_escaped(&link.href, out);
    out.push_str("\">");
    push_escaped(&link.text, out);
    out.push_str("</a>");
    out.push_str(badge(link.state));
}

/// A badge behind what is not to be relied on.
pub fn badge(state: Option<State>) -> &'static str {
    match state {
        Some(State::Withdrawn) => " <span class=\"badge danger\">withdrawn</span>",
        Some(State::Superseded) => " <span class=\"badge warning\">superseded</span>",
        Some(State::Retracted) => " <span class=\"badge danger\">retracted</span>",
        Some(State::Doubted) => " <span class=\"badge warning\">expression of concern</span>",
        Some(State::Corrected) => " <span class=\"badge accent\">corrected</span>",
        None => "",
    }
}

fn push_value(value: &Sourced, out: &mut String) {
    span("value", value.text(), out);
    for number in value.own_notes() {
        push_note(*number, out);
    }
    if !value.has_source() {
        out.push_str(" <span class=\"badge danger\">no source</span>");
    }
}

fn push_note(number: usize, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(
        out,
        "<a class=\"mark\" href=\"#note_{number}\" aria-label=\"s{number}, source\">s{number}</a>"
    );
}

/// A link to the reason, which works without script, by keyboard and on paper.
fn push_doubt(number: usize, name: &str, elsewhere: Option<&LinkTo>, out: &mut String) {
    out.push_str("<a class=\"mark doubt\" href=\"");
    match elsewhere {
        Some(link) => push_escaped(&link.href, out),
        None => out.push_str(&format!("#accepted_{number}")),
    }
    out.push_str("\" aria-label=\"as printed, and in doubt: ");
    push_escaped(name, out);
    out.push_str("\">as printed</a>");
}
