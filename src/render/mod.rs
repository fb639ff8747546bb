//! Views become pages: Markdown, citations and templates.

pub mod citations;
mod fill;
mod line;
mod markdown;
mod not_found;
pub mod offline;
pub mod search;
mod site;
mod supplies;
mod templates;
mod web_manifest;

pub use crate::view::NOT_FOUND;
pub use markdown::escape;
pub use not_found::{not_found, rooted};
pub use site::{MadePage, RenderError, files, page, page_once};
pub use supplies::Supplies;
