//! A line of a page as plain text, for drawings, which have no mark-up: quoted values are filled in, citations left out.

use pulldown_cmark::{Event, Tag, TagEnd};

use crate::model::reference::Target;
use crate::read::markdown::parser;
use crate::view::block::Piece;
use crate::view::builder::Builder;
use crate::view::value::quote;

/// The words of a line, with single spaces between.
pub fn plain(builder: &Builder<'_>, line: &[Piece]) -> String {
    let mut text = String::new();
    for piece in line {
        match piece {
            Piece::Text { text: words }
            | Piece::English { text: words }
            | Piece::Muted { text: words }
            | Piece::Badge { text: words, .. }
            | Piece::Day { text: words, .. } => {
                text.push_str(words);
            }
            Piece::Link(link) => text.push_str(&link.text),
            Piece::Value(value) => text.push_str(value.text()),
            Piece::Prose(prose) => text.push_str(&words_of(builder, &prose.markdown)),
            Piece::Break | Piece::Basis => text.push(' '),
            // The table beside the drawing has them.
            Piece::Note { .. } | Piece::Doubt { .. } | Piece::Scale { .. } | Piece::Html { .. } => {}
        }
    }
    // Spaces that hold a number and its unit together stay.
    let words = text.split([' ', '\n', '\t']).filter(|word| !word.is_empty());
    words.collect::<Vec<_>>().join(" ")
}

/// The words of a piece of Markdown.
fn words_of(builder: &Builder<'_>, markdown: &str) -> String {
    let mut words = String::new();
    let mut in_citation = false;
    let mut events = parser(markdown).peekable();
    while let Some(event) = events.next() {
        match event {
            Event::Start(Tag::Link { dest_url, .. }) => {
                in_citation = dest_url.starts_with("cite:");
                let is_empty = matches!(events.peek(), Some(Event::End(TagEnd::Link)));
                if let (true, false, Ok(target)) = (is_empty, in_citation, Target::parse(&dest_url)) {
                    words.push_str(
                        &quote(&builder.context, &target)
                            .map(|quote| quote.text)
                            .unwrap_or_default(),
                    );
                }
            }
            Event::End(TagEnd::Link) => in_citation = false,
            Event::Text(text) | Event::Code(text) if !in_citation => words.push_str(&text),
            Event::SoftBreak | Event::HardBreak | Event::End(TagEnd::Paragraph) => words.push(' '),
            _ => {}
        }
    }
    // A citation leaves the space before it.
    words.replace(" .", ".").trim().to_owned()
}
