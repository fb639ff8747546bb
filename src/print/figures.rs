//! The drawings of sheets, as vectors in black and grey, and how a sheet carries them.

use std::collections::{BTreeMap, BTreeSet};

use serde_json::Value;
use typst::foundations::Bytes;

use super::fault::PrintError;
use super::pen::Pen;
use super::press::Files;
use super::shown::Shown;
use super::tree::Node;
use crate::render::drawing_on_sheet;
use crate::view::Page;
use crate::view::block::Block;
use crate::view::card::Card;
use crate::view::figures::Figure;
use crate::view::figures::drawing::{Drawing, Hand};

/// The name under which a sheet carries its drawings.
pub const CARRIED: &str = "figures.json";

/// Where the press has a figure.
fn path(figure: &Figure) -> String {
    format!("figures/{}.svg", figure.stem)
}

/// The drawing that a card has: that of a phone, if there is one, for its columns are as narrow.
fn for_card(figure: &Figure) -> &Drawing {
    figure.narrow.as_ref().unwrap_or(&figure.drawing)
}

fn digest(svg: &[u8]) -> String {
    blake3::hash(svg).to_hex()[..16].to_owned()
}

/// The figure as the template of a book sees it.
pub fn in_book(figure: &Figure, pen: &Pen<'_>) -> Node {
    node(figure, &figure.drawing, pen)
}

/// The figure as the template of a card sees it.
pub fn on_card(figure: &Figure, pen: &Pen<'_>) -> Node {
    node(figure, for_card(figure), pen)
}

fn node(figure: &Figure, drawing: &Drawing, pen: &Pen<'_>) -> Node {
    let mut notes = BTreeSet::new();
    Node::Table(pen.table(&figure.table)).walk(&mut |_| {}, &mut |number| {
        notes.insert(number);
    });
    Node::Figure {
        path: path(figure),
        digest: digest(drawing_on_sheet(drawing).as_bytes()),
        width: drawing.width,
        height: drawing.height,
        anchor: Some(figure.anchor.clone()),
        title: figure.title.clone(),
        description: figure.description.clone(),
        letters: Hand::Small.size(),
        notes: notes.into_iter().collect(),
    }
}

/// The drawings that the card of a record may have.
pub fn of_card(card: &Card) -> Files {
    let figures = card.figures().into_iter();
    figures
        .map(|figure| (path(figure), Bytes::from_string(drawing_on_sheet(for_card(figure)))))
        .collect()
}

/// Those of the drawings that a card shows; nothing where it shows none.
pub fn named(drawings: &Files, shown: &Shown) -> Option<Files> {
    let is_named = |path: &str| {
        let mut nodes = shown.parts.iter().flat_map(|part| &part.blocks);
        nodes.any(|node| matches!(node, Node::Figure { path: named, .. } if named == path))
    };
    let named: Files = drawings.iter().filter(|(path, _)| is_named(path)).cloned().collect();
    (!named.is_empty()).then_some(named)
}

/// The drawings of a page.
pub fn of_page(page: &Page) -> Files {
    let mut files = Files::new();
    page.sections
        .iter()
        .for_each(|section| of_blocks(&section.blocks, &mut files));
    files
}

fn of_blocks(blocks: &[Block], files: &mut Files) {
    for block in blocks {
        match block {
            Block::Figure(figure) => files.push((path(figure), Bytes::from_string(drawing_on_sheet(&figure.drawing)))),
            Block::Group { blocks, .. } => of_blocks(blocks, files),
            Block::Chapter { embeds, .. } => embeds.iter().for_each(|blocks| of_blocks(blocks, files)),
            _ => {}
        }
    }
}

/// Drawings as a sheet carries them: its data alone would not give the same pages once more.
pub fn carried(drawings: &Files) -> Vec<u8> {
    let texts: BTreeMap<&str, &str> = drawings
        .iter()
        .filter_map(|(path, svg)| Some((path.as_str(), std::str::from_utf8(svg).ok()?)))
        .collect();
    serde_json::to_vec(&texts).expect("drawings are texts")
}

/// The file in which drawings are carried.
pub fn carried_file(carried: Vec<u8>) -> (String, Bytes) {
    (CARRIED.to_owned(), Bytes::new(carried))
}

/// The files of carried drawings, and the file in which they are carried.
///
/// # Errors
///
/// Where a drawing is not the one that the data name: it would be printed, and the data would not say so.
pub fn files(carried: &[u8], shown: &Value) -> Result<Files, PrintError> {
    let none = |_| PrintError::Template(format!("`{CARRIED}` holds no drawings"));
    let drawings: BTreeMap<String, String> = serde_json::from_slice(carried).map_err(none)?;
    let mut named = BTreeMap::new();
    digests(shown, &mut named);
    let mut files = vec![carried_file(carried.to_vec())];
    for (path, svg) in drawings {
        if named
            .get(path.as_str())
            .is_some_and(|named| *named == digest(svg.as_bytes()))
        {
            files.push((path, Bytes::from_string(svg)));
        } else {
            return Err(PrintError::Template(format!(
                "`{path}` is not the drawing that the sheet names"
            )));
        }
    }
    Ok(files)
}

/// The digests of the drawings in a tree, by their paths.
fn digests<'v>(shown: &'v Value, found: &mut BTreeMap<&'v str, &'v str>) {
    match shown {
        Value::Array(all) => all.iter().for_each(|one| digests(one, found)),
        Value::Object(fields) if fields.get("is").is_some_and(|is| is == "figure") => {
            if let (Some(path), Some(digest)) = (shown["path"].as_str(), shown["digest"].as_str()) {
                found.insert(path, digest);
            }
        }
        Value::Object(fields) => fields.values().for_each(|one| digests(one, found)),
        _ => {}
    }
}
