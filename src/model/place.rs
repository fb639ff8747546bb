//! Where a file of the content folder belongs.

use super::kind::Kind;
use super::reference::RecordId;
use super::text::{kebab, kebab_form};
use crate::diagnostic::{Diagnostic, FileId, Span, codes, nearest};
use crate::read::retractions::RETRACTIONS;

/// Where a file of the content folder belongs.
pub enum Place {
    Record(RecordId),
    /// A record but for its name.
    BadId(Kind),
    /// Read by its own reader.
    Known,
    Stray,
}

impl Place {
    /// The place of a file by its path below the content folder.
    pub fn of(path: &str) -> Self {
        match path.split_once('/') {
            None if matches!(
                path,
                "SUMMARY.md" | "references.bib" | "abbreviations.toml" | RETRACTIONS | "README.md" | "LICENSE"
            ) =>
            {
                Self::Known
            }
            None if path.ends_with(".csl") => Self::Known,
            Some(("chapters", rest)) if rest.ends_with(".md") => Self::Known,
            Some((folder, rest)) => match (Kind::from_folder(folder), rest.strip_suffix(".toml")) {
                (Some(kind), Some(stem)) if kebab(stem).is_ok() => Self::Record(RecordId {
                    kind,
                    id: stem.to_owned(),
                }),
                (Some(kind), Some(stem)) if !stem.contains('/') => Self::BadId(kind),
                _ => Self::Stray,
            },
            None => Self::Stray,
        }
    }
}

/// The id that a record's file would have, were it named as ids are.
pub fn mended_id(path: &str) -> String {
    let name = path.rsplit('/').next().unwrap_or(path);
    let mut stem = name;
    while let Some(shorter) = stem.strip_suffix(".toml") {
        stem = shorter;
    }
    kebab_form(stem)
}

pub fn bad_id(file: FileId, path: &str) -> Diagnostic {
    let name = path.rsplit('/').next().unwrap_or(path);
    let wrong = Diagnostic::error(
        codes::INVALID_ID,
        Span::new(file, 0..0),
        format!("the file name `{name}` gives no id: use lower-case letters, digits and single hyphens, at most 64"),
        "the file's name is the record's id",
    );
    match mended_id(path) {
        id if id.is_empty() => wrong.help("call it by a few plain letters or digits, such as `sample-2.toml`"),
        id => wrong.help(format!("call the file `{id}.toml`")),
    }
}

pub fn stray(file: FileId, path: &str) -> Diagnostic {
    let folder = path.split_once('/').map(|(folder, _)| folder);
    let folders = Kind::ALL.iter().map(|k| k.folder()).chain(["chapters"]);
    let wrong = Diagnostic::warning(
        codes::STRAY_FILE,
        Span::new(file, 0..0),
        format!("`{path}` belongs to nothing and was passed over"),
        "not read",
    );
    match folder.map(|folder| (folder, nearest(folder, folders))) {
        Some(("chapters", _)) => wrong.help("chapters are `chapters/<name>.md`; remove what is none"),
        Some((folder, Some(near))) if near == folder => {
            wrong.help(format!("records stand right in their folder, as `{folder}/<id>.toml`"))
        }
        Some((_, Some(near))) => wrong.help(format!("a folder `{near}` would be read")),
        _ => wrong.help(
            "records are `<folder of the kind>/<id>.toml`, chapters are `chapters/<name>.md`; remove what is neither",
        ),
    }
}
