//! Views become pages: Markdown, citations and templates.

pub mod citations;
mod fill;
mod markdown;
mod site;
mod templates;

pub use site::{RenderError, site};
