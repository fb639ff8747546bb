//! Prepares the new folder beside the old one.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;

use rayon::prelude::*;

use super::error::WriteError;
use super::flush::Flush;
use super::marker;
use super::output::Output;
use super::path::OutPath;
use super::tree::Tree;

/// What is to be done to get from the old folder to the new one.
pub(super) struct Plan<'a> {
    old: Option<&'a Tree>,
    files: Vec<Planned<'a>>,
    marker: String,
}

struct Planned<'a> {
    path: &'a OutPath,
    bytes: &'a [u8],
    /// The old folder has the file with these bytes.
    is_there: bool,
}

impl<'a> Plan<'a> {
    pub fn new(old: Option<&'a Tree>, output: &'a Output) -> Self {
        let files: Vec<_> = output.files().collect();
        let files = files
            .into_par_iter()
            .map(|(path, bytes)| {
                let is_there = old.is_some_and(|old| {
                    // A file that cannot be read is written anew.
                    old.files.contains(path.as_str()) && has_bytes(&path.below(&old.root), bytes).unwrap_or(false)
                });
                Planned { path, bytes, is_there }
            })
            .collect();
        Self {
            old,
            files,
            marker: marker::text(output),
        }
    }

    pub fn unchanged(&self) -> usize {
        self.files.iter().filter(|file| file.is_there).count()
    }

    pub fn written(&self) -> usize {
        self.files.len() - self.unchanged()
    }

    /// How many files of the old folder are not in the new one.
    pub fn removed(&self) -> usize {
        let new: BTreeSet<&str> = self.files.iter().map(|file| file.path.as_str()).collect();
        self.old.map_or(0, |old| {
            let gone = |path: &&String| !new.contains(path.as_str());
            old.files.iter().filter(gone).count()
        })
    }

    /// Whether the old folder is the new one already.
    pub fn is_done(&self) -> bool {
        // The marker lists the files, so one more or one less shows there.
        self.written() == 0 && self.old.and_then(|old| old.marker.as_ref()) == Some(&self.marker)
    }

    /// Makes the new folder at `stage`, where nothing must be, and has it on disk before it returns.
    pub fn write(&self, stage: &Path) -> Result<(), WriteError> {
        fs::create_dir(stage).map_err(WriteError::io("create", stage))?;
        let flush = Flush::start(stage).map_err(WriteError::io("open", stage))?;

        // The marker comes first: whatever a killed run leaves is then known as ours.
        let marker = stage.join(marker::NAME);
        write_new(&marker, self.marker.as_bytes(), &flush).map_err(WriteError::io("write", &marker))?;

        // Sorted, so that a folder comes before those in it.
        let folders: BTreeSet<&str> = self.files.iter().flat_map(|f| f.path.folders()).collect();
        for folder in &folders {
            let folder = stage.join(folder);
            fs::create_dir(&folder).map_err(WriteError::io("create", &folder))?;
        }
        self.files.par_iter().try_for_each(|file| {
            let new = file.path.below(stage);
            if self.link(file, &new) {
                return Ok(());
            }
            write_new(&new, file.bytes, &flush).map_err(WriteError::io("write", &new))
        })?;
        // Who may enter the output folder is for its owner to say, and stays as it was.
        if let Some(old) = self.old {
            fs::metadata(&old.root)
                .and_then(|old| fs::set_permissions(stage, old.permissions()))
                .map_err(WriteError::io("set the permissions of", stage))?;
        }
        let folders: Vec<_> = folders.iter().map(|folder| stage.join(folder)).collect();
        flush.finish(&folders).map_err(WriteError::io("flush", stage))
    }

    /// Gives an unchanged file its place in the new folder without a copy. Not all file systems can.
    fn link(&self, file: &Planned, new: &Path) -> bool {
        self.old
            .is_some_and(|old| file.is_there && fs::hard_link(file.path.below(&old.root), new).is_ok())
    }
}

/// Writes a file where none is, also not a link to one.
fn write_new(path: &Path, bytes: &[u8], flush: &Flush) -> io::Result<()> {
    let mut file = File::create_new(path)?;
    file.write_all(bytes)?;
    flush.file(&file)
}

/// Whether the file holds just these bytes.
fn has_bytes(path: &Path, bytes: &[u8]) -> io::Result<bool> {
    let mut file = File::open(path)?;
    if file.metadata()?.len() != bytes.len() as u64 {
        return Ok(false);
    }
    let mut found = Vec::with_capacity(bytes.len());
    file.read_to_end(&mut found)?;
    Ok(found == bytes)
}
