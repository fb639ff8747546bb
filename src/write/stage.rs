//! Prepares the new folder beside the old one.

use std::collections::BTreeSet;
use std::fs::{self, File};
use std::io::{self, Read, Write};
use std::path::Path;
use std::sync::OnceLock;

use rayon::prelude::*;

use super::Report;
use super::error::WriteError;
use super::flush::Flush;
use super::marker;
use super::output::{Content, OutputOf, turns};
use super::path::OutPath;
use super::tree::Tree;

/// What came of preparing a folder.
pub(super) struct Prepared {
    pub report: Report,
    /// There is a new folder, for something is to change.
    pub is_new: bool,
}

/// Makes the new folder at `folder`, where nothing must be, and has it on disk before it returns. If nothing is to change,
/// nothing is made.
///
/// Each file is written as soon as its bytes are there, so that few of them are in memory at a time.
pub(super) fn prepare<T: Content>(
    folder: &Path,
    old: Option<&Tree>,
    output: &OutputOf<T>,
) -> Result<Prepared, T::Error> {
    let stage = Stage {
        folder,
        old,
        folders: output.files().flat_map(|(path, _)| path.folders()).collect(),
        marker: marker::text(output),
        begun: OnceLock::new(),
    };
    let put = |(path, content): &(&OutPath, &T)| {
        let bytes = content.bytes()?;
        let is_there = stage.is_there(path, &bytes);
        if !is_there {
            stage.write(path, &bytes)?;
        }
        Ok(is_there)
    };
    let mut is_there: Vec<bool> = Vec::new();
    let mut files: Vec<(&OutPath, &T)> = Vec::new();
    for turn in turns(output.files(), |(_, content)| content.turn()) {
        let put: Vec<bool> = turn.par_iter().map(put).collect::<Result<_, T::Error>>()?;
        is_there.extend(put);
        files.extend(turn);
    }
    let unchanged = is_there.iter().filter(|is_there| **is_there).count();
    let report = Report {
        written: files.len() - unchanged,
        unchanged,
        removed: stage.removed(output),
    };
    // The marker lists the files, so one more or one less shows there.
    let is_new = report.written > 0 || old.and_then(|old| old.marker.as_ref()) != Some(&stage.marker);
    if is_new {
        let kept = files.par_iter().zip(&is_there).filter(|(_, is_there)| **is_there);
        kept.try_for_each(|((path, _), _)| stage.keep(path))?;
        stage.finish()?;
    }
    Ok(Prepared { report, is_new })
}

/// The new folder while it is made.
struct Stage<'a> {
    folder: &'a Path,
    old: Option<&'a Tree>,
    /// Sorted, so that a folder comes before those in it.
    folders: BTreeSet<&'a str>,
    marker: String,
    /// The folder is made when there is something to be put into it. None where that failed.
    begun: OnceLock<Option<Flush>>,
}

impl Stage<'_> {
    /// Whether the old folder has the file with these bytes. One that cannot be read is written anew.
    fn is_there(&self, path: &OutPath, bytes: &[u8]) -> bool {
        self.old.is_some_and(|old| {
            old.files.contains(path.as_str()) && has_bytes(&path.below(&old.root), bytes).unwrap_or(false)
        })
    }

    /// How many files of the old folder are not in the new one.
    fn removed<T>(&self, output: &OutputOf<T>) -> usize {
        self.old.map_or(0, |old| {
            let gone = |path: &&String| !output.has(path);
            old.files.iter().filter(gone).count()
        })
    }

    fn write(&self, path: &OutPath, bytes: &[u8]) -> Result<(), WriteError> {
        let Some(flush) = self.flush()? else { return Ok(()) };
        let new = path.below(self.folder);
        write_new(&new, bytes, flush).map_err(WriteError::io("write", &new))
    }

    /// Gives an unchanged file its place in the new folder: without a copy, where the file system can.
    fn keep(&self, path: &OutPath) -> Result<(), WriteError> {
        let (Some(old), Some(_)) = (self.old, self.flush()?) else {
            return Ok(());
        };
        let (old, new) = (path.below(&old.root), path.below(self.folder));
        if fs::hard_link(&old, &new).is_ok() {
            return Ok(());
        }
        let bytes = fs::read(&old).map_err(WriteError::io("read", &old))?;
        self.write(path, &bytes)
    }

    /// What has the files on disk in the end. Making the folder fails in one thread, which says why; the others get none.
    fn flush(&self) -> Result<Option<&Flush>, WriteError> {
        let mut failed = None;
        let begin = || self.begin().map_err(|error| failed = Some(error)).ok();
        let begun = self.begun.get_or_init(begin);
        failed.map_or(Ok(begun.as_ref()), Err)
    }

    fn begin(&self) -> Result<Flush, WriteError> {
        fs::create_dir(self.folder).map_err(WriteError::io("create", self.folder))?;
        let flush = Flush::start(self.folder).map_err(WriteError::io("open", self.folder))?;
        // The marker comes first: whatever a killed run leaves is then known as ours.
        let marker = self.folder.join(marker::NAME);
        write_new(&marker, self.marker.as_bytes(), &flush).map_err(WriteError::io("write", &marker))?;
        for folder in &self.folders {
            let folder = self.folder.join(folder);
            fs::create_dir(&folder).map_err(WriteError::io("create", &folder))?;
        }
        Ok(flush)
    }

    fn finish(self) -> Result<(), WriteError> {
        self.flush()?;
        // Who may enter the output folder is for its owner to say, and stays as it was.
        if let Some(old) = self.old {
            fs::metadata(&old.root)
                .and_then(|old| fs::set_permissions(self.folder, old.permissions()))
                .map_err(WriteError::io("set the permissions of", self.folder))?;
        }
        let folders: Vec<_> = self.folders.iter().map(|folder| self.folder.join(folder)).collect();
        let Some(flush) = self.begun.into_inner().flatten() else {
            return Ok(());
        };
        flush.finish(&folders).map_err(WriteError::io("flush", self.folder))
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
