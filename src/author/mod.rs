//! What helps to write a handbook: schemas for editors, records to be filled in, a handbook to begin with, and what is
//! known of a record for those who look it up.
//!
//! Schemas and forms are made of the shapes of the record types, so that a new field is in them by being declared.

pub mod entry;
pub mod form;
pub mod fresh;
pub mod notices;
pub mod schema;
pub mod sheet;
pub mod starter;
pub mod values;

use crate::diagnostic::Diagnostic;
use crate::ground::Grounding;
use crate::index::Index;
use crate::model::Corpus;
use crate::read::Sources;

/// What is known of a handbook, and everything that is wrong with it.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub sources: &'a Sources,
    pub corpus: &'a Corpus,
    pub index: &'a Index,
    pub grounding: &'a Grounding,
    pub found: &'a [Diagnostic],
}
