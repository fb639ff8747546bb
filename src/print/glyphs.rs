//! Whether the fonts have every letter of a sheet. Typst would leave a box in the place of one that is missing.

use typst::text::FontBook;

use crate::model::Record;
use crate::read::Sources;
use crate::read::node::{KeyPath, Node, Step, Value};

/// The first character of a text that no font has.
pub fn missing(fonts: &FontBook, text: &str) -> Option<char> {
    // Most letters are plain, and all fonts have these.
    let is_plain = |c: char| c == '\n' || c == '\t' || (' '..='~').contains(&c);
    text.chars().filter(|c| !is_plain(*c)).find(|c| !has(fonts, *c))
}

fn has(fonts: &FontBook, c: char) -> bool {
    let mut nth = 0;
    while let Some(font) = fonts.info(nth) {
        if font.coverage.contains(u32::from(c)) {
            return true;
        }
        nth += 1;
    }
    // What is invisible needs no glyph: marks of direction, joiners, soft hyphens.
    matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}' | '\u{2066}'..='\u{2069}' | '\u{feff}')
}

/// Where a record has a character: file, line and column, and the field.
pub fn place(sources: &Sources, record: &Record, character: char) -> Option<(String, String)> {
    let (path, node) = find(&record.tree, character, &KeyPath::default())?;
    let file = sources.file(record.file);
    // A letter that is written as an escape is not there as itself: then the field is pointed at.
    let within = file.text.get(node.span.clone()).and_then(|text| text.find(character));
    let at = node.span.start + within.unwrap_or(0);
    let before = file.text.get(..at).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    Some((
        format!("{}:{line}:{column}", file.path),
        format!(", in the field `{path}` of `{}`", record.id),
    ))
}

fn find<'n>(node: &'n Node, character: char, path: &KeyPath) -> Option<(KeyPath, &'n Node)> {
    match &node.value {
        Value::Table(table) => {
            let mut entries = table.entries.iter();
            entries.find_map(|entry| find(&entry.value, character, &path.key(&entry.key)))
        }
        Value::Array(items) => {
            let mut items = items.iter().enumerate();
            items.find_map(|(nth, item)| {
                let step = Step::Index(nth, item.element_name().map(Into::into));
                find(item, character, &path.child(step))
            })
        }
        _ => node.as_text()?.contains(character).then(|| (path.clone(), node)),
    }
}
