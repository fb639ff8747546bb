//! Citation styles: those that come with the program, and CSL files of the handbook's own.

use hayagriva::archive::ArchivedStyle;
use hayagriva::citationberg::{IndependentStyle, Style};

use super::sources::Sources;
use crate::diagnostic::nearest;

/// The style of a handbook that names none: numbered, as medical journals do.
pub const DEFAULT: &str = "springer-vancouver";

/// Why there is no such style.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Problem {
    pub message: String,
    pub help: Option<String>,
}

/// The style that `book.toml` names: one that comes with the program, or a `.csl` file in the content folder.
///
/// # Errors
///
/// Where there is no style of that name, or the file is not a style that stands on its own.
pub fn find(sources: &Sources, name: &str) -> Result<IndependentStyle, Problem> {
    if let Some(path) = name.strip_suffix(".csl").map(|_| name) {
        let file = sources.in_content(path).ok_or_else(|| Problem {
            message: format!("there is no style file `{path}`"),
            help: Some("put the `.csl` file into the content folder".to_owned()),
        })?;
        return IndependentStyle::from_xml(&sources.file(file).text).map_err(|error| Problem {
            message: format!("`{path}` is not a citation style: {error}"),
            help: Some("take a style in CSL 1.0.2 that does not depend on another".to_owned()),
        });
    }
    match ArchivedStyle::by_name(name).map(|style| style.get()) {
        Some(Style::Independent(style)) => Ok(style),
        Some(Style::Dependent(_)) | None => Err(Problem {
            message: format!("there is no citation style `{name}`"),
            help: nearest(name, names()).map(|near| format!("a style `{near}` exists")),
        }),
    }
}

fn names() -> impl Iterator<Item = &'static str> {
    ArchivedStyle::all().iter().flat_map(|style| style.names().iter().copied())
}
