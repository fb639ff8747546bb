//! The output folder and the hidden names beside it that a build uses.

use std::ffi::OsStr;
use std::path::{Path, PathBuf, absolute};
use std::{env, fs};

use super::error::WriteError;

/// The output folder, and what stands beside it during a build. All are in one folder, thus on one file system, thus
/// one can be renamed to the other.
///
/// The names are fixed, so that a build finds what a killed one left without a search.
#[derive(Debug)]
pub(super) struct Place {
    pub parent: PathBuf,
    pub dest: PathBuf,
    /// Where the new folder is prepared, and where the old one is removed.
    pub stage: PathBuf,
    /// Where the old folder waits between two renames, on file systems that cannot exchange folders.
    pub aside: PathBuf,
    pub lock: PathBuf,
}

impl Place {
    pub fn of(dest: &Path) -> Result<Self, WriteError> {
        let full = absolute(dest).map_err(WriteError::io("find", dest))?;
        let (Some(parent), Some(name)) = (full.parent(), full.file_name()) else {
            return Err(WriteError::NoName(dest.to_owned()));
        };
        // Joined again without a trailing slash, which would make the system follow a link.
        let place = Self {
            dest: parent.join(name),
            stage: hidden(parent, name, "stage"),
            aside: hidden(parent, name, "old"),
            lock: hidden(parent, name, "lock"),
            parent: parent.to_owned(),
        };
        place.refuse_current_folder()?;
        Ok(place)
    }

    /// A shell that stands in the output folder would stand in a removed one after the exchange.
    fn refuse_current_folder(&self) -> Result<(), WriteError> {
        let here = env::current_dir().and_then(fs::canonicalize);
        let dest = fs::canonicalize(&self.dest);
        match (here, dest) {
            (Ok(here), Ok(dest)) if here.starts_with(&dest) => Err(WriteError::CurrentFolder(self.dest.clone())),
            _ => Ok(()),
        }
    }
}

/// `.book.sourcebook-stage` for `book`.
fn hidden(parent: &Path, name: &OsStr, role: &str) -> PathBuf {
    let mut hidden = OsStr::new(".").to_owned();
    hidden.push(name);
    hidden.push(".sourcebook-");
    hidden.push(role);
    parent.join(hidden)
}
