//! Abbreviations, with what they stand for.

use super::block::{Block, Piece, Prose, Row, Table, columns};
use super::builder::Builder;
use super::section::section;
use super::{Context, Page, tables};

pub const PATH: &str = "glossary.html";

pub fn page(context: &Context<'_>) -> Page {
    let words = context.words;
    let builder = Builder::new(context);
    let mut entries: Vec<_> = context.ask.abbreviations().known.iter().collect();
    entries.sort_by_key(|(short, _)| (short.to_lowercase(), (*short).clone()));
    let rows = entries
        .into_iter()
        .map(|(short, abbreviation)| {
            let mut meaning = vec![Piece::text(abbreviation.means.as_str())];
            if let Some(text) = &abbreviation.text {
                meaning.push(Piece::Break);
                meaning.push(Piece::Prose(Prose::inline(text.as_str())));
            }
            Row {
                anchor: Some(anchor(short)),
                cells: vec![
                    vec![Piece::text(short.as_str())],
                    meaning,
                    abbreviation
                        .about
                        .iter()
                        .map(|a| Piece::Link(builder.target(&a.0)))
                        .collect(),
                ],
                ..Row::default()
            }
        })
        .collect();
    let table = Table {
        caption: words.say("abbreviations").to_owned(),
        head: columns(words.all(["column-short-form", "column-meaning", "column-page"])),
        rows,
        noted: false,
    }
    .without_empty_columns();
    let mut page = Page::new(PATH, words.say("glossary"));
    let blocks = vec![Block::Table(table), tables::link(context, tables::GLOSSARY)];
    page.sections = section(words, "section-abbreviations", blocks).into_iter().collect();
    page.template = "list.html";
    page
}

/// The anchor of a short form.
pub fn anchor(short: &str) -> String {
    let kept = |c: char| c.is_alphanumeric() || c == '-';
    let letters = short.chars().map(|c| match c {
        ' ' => "_".to_owned(),
        c if kept(c) => c.to_string(),
        // `A B`, `A-B` and `A/B` are three places.
        c => format!(".{:x}.", u32::from(c)),
    });
    format!("abbr-{}", letters.collect::<String>())
}
