//! What helps to write a handbook: schemas for editors, forms to fill in, a handbook to begin with, and what is known of a
//! record for those who look it up.
//!
//! All of it is made of the shapes of the record types, so that a new field is in it by being declared.

pub mod form;
pub mod fresh;
pub mod schema;
pub mod starter;
