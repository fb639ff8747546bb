//! Lines of pieces as HTML. A page has hundreds of pieces, and a template for each would take longer than all the rest.

use std::fmt::Write;

use super::markdown::push_escaped;
use crate::view::State;
use crate::view::block::{LinkTo, Piece, Sourced};
use crate::words::{Words, is_english};

/// The HTML of a line whose links and texts have been filled in.
pub fn html(words: &Words, line: &[Piece]) -> String {
    let mut out = String::new();
    for piece in line {
        push(words, piece, &mut out);
    }
    out
}

fn push(words: &Words, piece: &Piece, out: &mut String) {
    match piece {
        Piece::Text { text } => push_escaped(text, out),
        Piece::English { text } => push_english(words, text, out),
        Piece::Muted { text } => span("muted", text, out),
        Piece::Badge { text, tone } => span(&format!("badge {tone}"), text, out),
        Piece::Link(link) => push_link(words, link, out),
        Piece::Prose(prose) => out.push_str(&prose.html),
        Piece::Value(value) => push_value(words, value, out),
        Piece::Break | Piece::Basis => out.push_str("<br>"),
        Piece::Note { number } => push_note(words, *number, out),
        Piece::Doubt {
            number,
            name,
            elsewhere,
        } => push_doubt(words, *number, name, elsewhere.as_ref(), out),
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

/// Marked as English where the page is in another language, for those who hear it.
fn push_english(words: &Words, text: &str, out: &mut String) {
    if is_english(words.language()) {
        return push_escaped(text, out);
    }
    out.push_str("<span lang=\"en\" dir=\"ltr\">");
    push_escaped(text, out);
    out.push_str("</span>");
}

fn span(class: &str, text: &str, out: &mut String) {
    out.push_str("<span class=\"");
    push_escaped(class, out);
    out.push_str("\">");
    push_escaped(text, out);
    out.push_str("</span>");
}

fn push_link(words: &Words, link: &LinkTo, out: &mut String) {
    out.push_str("<a href=\"");
    push_escaped(&link.href, out);
    out.push_str("\">");
    push_escaped(&link.text, out);
    out.push_str("</a>");
    out.push_str(&badge(words, link.state));
}

/// A badge behind what is not to be relied on.
pub fn badge(words: &Words, state: Option<State>) -> String {
    let Some(state) = state else {
        return String::new();
    };
    let tone = match state {
        State::Withdrawn | State::Retracted => "danger",
        State::Superseded | State::Doubted => "warning",
        State::Corrected => "accent",
    };
    let mut out = String::from(" ");
    span(&format!("badge {tone}"), words.say(state.message()), &mut out);
    out
}

fn push_value(words: &Words, value: &Sourced, out: &mut String) {
    // From right to left, `< 90` would read as `90 >`: a value has its own direction.
    let element = if words.are_right_to_left() { "bdi" } else { "span" };
    out.push_str(&format!("<{element} class=\"value\">"));
    push_escaped(value.text(), out);
    out.push_str(&format!("</{element}>"));
    for number in value.own_notes() {
        push_note(words, *number, out);
    }
    if !value.has_source() {
        out.push(' ');
        span("badge danger", words.say("no-source"), out);
    }
}

fn push_note(words: &Words, number: usize, out: &mut String) {
    // Writing to a string cannot fail.
    let _ = write!(out, "<a class=\"mark\" href=\"#note_{number}\" aria-label=\"");
    push_escaped(&words.with("source-mark", &[("number", number.into())]), out);
    let _ = write!(out, "\">s{number}</a>");
}

/// A link to the reason, which works without script, by keyboard and on paper.
fn push_doubt(words: &Words, number: usize, name: &str, elsewhere: Option<&LinkTo>, out: &mut String) {
    out.push_str("<a class=\"mark doubt\" href=\"");
    match elsewhere {
        Some(link) => push_escaped(&link.href, out),
        None => out.push_str(&format!("#accepted_{number}")),
    }
    out.push_str("\" aria-label=\"");
    push_escaped(&words.with("in-doubt-mark", &[("rule", name.into())]), out);
    out.push_str("\">");
    push_escaped(words.say("as-printed"), out);
    out.push_str("</a>");
}
