//! Views become pages: Markdown, citations and templates.

pub mod citations;
pub mod feeds;
mod fill;
mod line;
mod markdown;
pub mod search;
mod site;
mod supplies;
mod templates;

pub use markdown::escape;
pub use site::{MadePage, RenderError, files, page, page_once};
pub use supplies::Supplies;
