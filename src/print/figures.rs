//! The drawings of a book, as vectors in the colours that a file has, and how a book carries them.

use std::collections::BTreeMap;

use serde_json::Value;
use typst::foundations::Bytes;

use super::fault::PrintError;
use super::press::Files;
use super::tree::Node;
use crate::render::drawing_file;
use crate::view::Page;
use crate::view::block::Block;
use crate::view::figures::Figure;

/// The name under which a book carries its drawings.
pub const CARRIED: &str = "figures.json";

/// Where the press has a figure.
fn path(figure: &Figure) -> String {
    format!("figures/{}.svg", figure.stem)
}

fn svg(figure: &Figure) -> String {
    drawing_file(&figure.drawing, &figure.title, &figure.description)
}

fn digest(svg: &[u8]) -> String {
    blake3::hash(svg).to_hex()[..16].to_owned()
}

/// The figure as a template sees it.
pub fn node(figure: &Figure) -> Node {
    Node::Figure {
        path: path(figure),
        digest: digest(svg(figure).as_bytes()),
        width: figure.drawing.width,
        height: figure.drawing.height,
        anchor: Some(figure.anchor.clone()),
        title: figure.title.clone(),
        description: figure.description.clone(),
    }
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
            Block::Figure(figure) => files.push((path(figure), Bytes::from_string(svg(figure)))),
            Block::Group { blocks, .. } => of_blocks(blocks, files),
            Block::Chapter { embeds, .. } => embeds.iter().for_each(|blocks| of_blocks(blocks, files)),
            _ => {}
        }
    }
}

/// Drawings as a book carries them: its data alone would not give the same pages once more.
pub fn carried(drawings: &Files) -> Vec<u8> {
    let texts: BTreeMap<&str, &str> = drawings
        .iter()
        .filter_map(|(path, svg)| Some((path.as_str(), std::str::from_utf8(svg).ok()?)))
        .collect();
    serde_json::to_vec(&texts).expect("drawings are texts")
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
    let mut files = vec![(CARRIED.to_owned(), Bytes::new(carried.to_vec()))];
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
