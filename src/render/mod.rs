//! Views become pages: Markdown, citations and templates.

pub mod citations;
mod csv;
mod fill;
mod line;
mod markdown;
pub mod search;
mod site;
mod supplies;
mod svg;
mod templates;

pub use markdown::escape;
pub use site::{MadePage, RenderError, figure, files, page, page_once};
pub use supplies::Supplies;
