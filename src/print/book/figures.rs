//! Figures of the book: drawings as vectors, in the colours that a file has.

use typst::foundations::Bytes;

use crate::print::press::Files;
use crate::print::tree::Node;
use crate::render::drawing_file;
use crate::view::Page;
use crate::view::block::Block;
use crate::view::figures::Figure;

/// Where the press has a figure.
fn path(figure: &Figure) -> String {
    format!("figures/{}.svg", figure.stem)
}

fn svg(figure: &Figure) -> String {
    drawing_file(&figure.drawing, &figure.title, &figure.description)
}

/// The figure as a template sees it.
pub fn node(figure: &Figure) -> Node {
    Node::Figure {
        path: path(figure),
        digest: blake3::hash(svg(figure).as_bytes()).to_hex()[..16].to_owned(),
        width: figure.drawing.width,
        height: figure.drawing.height,
        anchor: Some(figure.anchor.clone()),
        title: figure.title.clone(),
        description: figure.description.clone(),
    }
}

/// The drawings of a page.
pub fn files(page: &Page) -> Files {
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
