//! Sections under a heading from the catalogue.

use super::block::{Block, Section};
use super::role::Role;
use crate::words::Words;

/// What all names of headings begin with.
const NAMES: &str = "section-";

/// A section, unless it would be empty. Its anchor comes from the name of the message, so that it is the same in every
/// language.
pub fn section(words: &Words, id: &str, blocks: Vec<Block>) -> Option<Section> {
    let empty = blocks.iter().all(|block| match block {
        Block::Facts { facts } => facts.is_empty(),
        Block::Table(table) => table.rows.is_empty(),
        Block::Items { items } => items.is_empty(),
        // It is of what stands above it.
        Block::File { .. } => true,
        _ => false,
    });
    (!empty).then(|| Section {
        // Anchors of headings and of parts of records have no underscore.
        anchor: format!("about_{}", id.strip_prefix(NAMES).unwrap_or(id)),
        title: words.say(id).to_owned(),
        link: None,
        role: Role::default(),
        blocks,
    })
}
