//! Everything that comes from disk: files as text, TOML as trees with places, the bibliography, Markdown.

pub mod bibliography;
pub mod decode;
mod disk;
pub mod markdown;
pub mod name;
pub mod node;
pub mod sources;
pub mod style;

pub use disk::{IMAGES, ReadError};
pub use sources::{SourceFile, Sources, Tree};
