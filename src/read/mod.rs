//! Everything that comes from disk: files as text, TOML as trees with places, the bibliography, Markdown.

pub mod bibliography;
pub mod chapters;
pub mod decode;
mod disk;
mod listing;
pub mod markdown;
pub mod merge;
pub mod name;
pub mod node;
pub mod papers;
pub mod places;
pub mod retractions;
pub mod sources;
pub mod style;
mod watch;
mod whole;

pub use disk::{IMAGES, LOCK, ReadError, Reader};
pub use sources::{SourceFile, Sources, Tree};
pub use watch::Watch;
pub use whole::{bytes, whole};
