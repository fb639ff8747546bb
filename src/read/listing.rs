//! Lists what is below a handbook's root, and refuses what may not be read or could not be published.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::path::Path;

use super::disk::{IMAGES, ReadError, extension};
use super::name;
use super::sources::ASIDE;

/// The files to be read, by their paths from the root, and those that are not.
#[derive(Debug, Default)]
pub(super) struct Listing {
    pub paths: Vec<String>,
    pub refused: BTreeMap<String, Refused>,
}

/// Why a file is not taken in; stands behind its name.
#[derive(Debug, thiserror::Error)]
pub(super) enum Refused {
    #[error("is a symbolic link, which may lead out of the handbook")]
    Link,
    #[error("is larger than {0} MiB")]
    TooLarge(u64),
    #[error("is not UTF-8 text (line {0})")]
    NotText(usize),
    #[error("is neither a file nor a folder")]
    Special,
    #[error("has a name that is not UTF-8")]
    NameNotText,
    #[error("{0}")]
    Name(String),
    #[error("and `{0}` are one file where case does not count, as on Windows and macOS")]
    Twin(String),
    #[error("cannot be read: {0}")]
    Io(String),
}

impl Refused {
    /// What to do.
    pub fn help(&self) -> &'static str {
        match self {
            Self::Link => "put a copy of what it leads to in its place, or remove it",
            Self::TooLarge(_) => "take out what is no content; records and chapters are a few kilobytes",
            Self::NotText(_) => "save it as UTF-8 text, or remove it",
            Self::Special => "put a plain file in its place, or remove it",
            Self::NameNotText | Self::Name(_) => "give it a plain name, with hyphens for spaces",
            Self::Twin(_) => "rename one of them",
            Self::Io(_) => "see that it can be read, or remove it",
        }
    }
}

impl Listing {
    /// A file in the root, if it is there.
    pub fn add_file(&mut self, root: &Path, path: &str) {
        if self.refuse_link(root, path) {
            return;
        }
        match fs::metadata(root.join(path)) {
            // That a folder cannot be read as a file is said when it is read.
            Ok(found) if found.is_file() || found.is_dir() => self.paths.push(path.to_owned()),
            Ok(_) => drop(self.refused.insert(path.to_owned(), Refused::Special)),
            Err(_) => {}
        }
    }

    /// What is below a folder, if it is there and no part of the way to it is a link.
    pub fn add_folder(&mut self, root: &Path, folder: &str) -> Result<(), ReadError> {
        self.add_below(root, folder, &[])
    }

    /// The same of the content folder, whose files become pages under their names. The output may stand in it.
    pub fn add_content(&mut self, root: &Path, folder: &str, output: &str) -> Result<(), ReadError> {
        let others = std::mem::take(&mut self.paths);
        self.add_below(root, folder, &[&ASIDE[..], &[output]].concat())?;
        self.refuse_unpublishable(folder);
        self.paths.extend(others);
        Ok(())
    }

    fn add_below(&mut self, root: &Path, folder: &str, aside: &[&str]) -> Result<(), ReadError> {
        let parts = folder.match_indices('/').map(|(at, _)| &folder[..at]).chain([folder]);
        for part in parts {
            if self.refuse_link(root, part) {
                return Ok(());
            }
        }
        match root.join(folder).is_dir() {
            true => self.list(root, folder, aside),
            false => Ok(()),
        }
    }

    /// Refuses `path` if it is a link, which could lead out of the handbook.
    fn refuse_link(&mut self, root: &Path, path: &str) -> bool {
        let is_link = fs::symlink_metadata(root.join(path)).is_ok_and(|m| m.is_symlink());
        if is_link {
            self.refused.insert(path.to_owned(), Refused::Link);
        }
        is_link
    }

    /// Hidden files and editors' backups are no content.
    fn list(&mut self, root: &Path, folder: &str, aside: &[&str]) -> Result<(), ReadError> {
        let path = root.join(folder);
        let entries = fs::read_dir(&path).map_err(ReadError::at(&path))?;
        for entry in entries {
            let entry = entry.map_err(ReadError::at(&path))?;
            let Ok(name) = entry.file_name().into_string() else {
                let shown = format!("{folder}/{}", entry.file_name().to_string_lossy());
                self.refused.insert(shown, Refused::NameNotText);
                continue;
            };
            if name.starts_with('.') || name.ends_with('~') {
                continue;
            }
            let relative = match folder {
                "." => name,
                _ => format!("{folder}/{name}"),
            };
            if aside.contains(&relative.as_str()) {
                continue;
            }
            // The folder's own list says it, without a look at each file.
            let kind = entry.file_type().map_err(ReadError::at(&entry.path()))?;
            if kind.is_dir() {
                self.list(root, &relative, aside)?;
            } else if kind.is_file() {
                self.paths.push(relative);
            } else if kind.is_symlink() {
                self.refused.insert(relative, Refused::Link);
            } else {
                self.refused.insert(relative, Refused::Special);
            }
        }
        Ok(())
    }

    /// Refuses content whose page or image could not be published under its name.
    fn refuse_unpublishable(&mut self, content: &str) {
        self.paths.sort();
        let mut taken: HashMap<String, String> = HashMap::new();
        for path in std::mem::take(&mut self.paths) {
            let below = path.strip_prefix(content).unwrap_or(&path).trim_start_matches('/');
            let extension = extension(below);
            let becomes_page = extension == "md" || IMAGES.contains(&extension.as_str());
            let fault = match extension.as_str() {
                _ if becomes_page => name::fault(below),
                // What else is wrong with the name of a record, its id says.
                "toml" => name::device_fault(below),
                _ => None,
            };
            let twin = taken.insert(path.to_lowercase(), path.clone()).filter(|_| becomes_page);
            let why = fault.map(Refused::Name).or(twin.map(Refused::Twin));
            match why {
                Some(why) => drop(self.refused.insert(path, why)),
                None => self.paths.push(path),
            }
        }
    }
}
