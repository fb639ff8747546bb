//! What each claim rests on, and whether it still does.

pub mod claim;
mod decisive;
pub mod find;
pub mod names;
pub mod paper;
mod text;
