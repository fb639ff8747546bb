//! Sections under a heading from the catalogue.

use super::block::{Block, Section};
use super::common;
use crate::words::Words;

/// What all names of headings begin with.
const NAMES: &str = "section-";

/// A section, unless it would be empty. Its anchor comes from the name of the message, so that it is the same in every
/// language.
pub fn section(words: &Words, id: &str, blocks: Vec<Block>) -> Option<Section> {
    let section = common::section(words.say(id), blocks)?;
    Some(Section {
        // Anchors of headings and of parts of records have no underscore.
        anchor: format!("about_{}", id.strip_prefix(NAMES).unwrap_or(id)),
        ..section
    })
}
