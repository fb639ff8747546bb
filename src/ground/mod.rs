//! What each claim rests on, and whether it still does.

pub mod claim;
mod decisive;
mod text;
