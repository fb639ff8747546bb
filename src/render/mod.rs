//! Views become pages: Markdown, citations and templates.

pub mod beside;
pub mod citations;
mod csv;
pub mod feeds;
mod fill;
mod line;
mod markdown;
mod not_found;
pub mod offline;
mod previews;
pub mod search;
mod site;
mod supplies;
mod svg;
mod templates;
mod web_manifest;

pub use crate::view::NOT_FOUND;
pub use markdown::escape;
pub use not_found::{published, rooted};
pub use site::{MadePage, RenderError, figure, files, page, page_once};
pub use supplies::{Supplies, all_citations};
/// A drawing as a file that stands alone.
pub use svg::on_sheet as drawing_on_sheet;
