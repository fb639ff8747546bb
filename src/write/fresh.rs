//! A folder that is new: made whole, or not at all.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use super::error::WriteError;
use super::flush::{self, Flush};
use super::output::Output;
use super::place::Place;
use super::single::builder;

/// Makes `dest` a folder with these files. Nothing may be there yet but an empty folder.
///
/// The files are prepared in a folder beside it, which then gets its name: whatever kills the run, `dest` is whole or as
/// it was.
pub fn create_folder(dest: &Path, output: &Output) -> Result<(), WriteError> {
    let place = Place::of(dest)?;
    let is_there = match fs::symlink_metadata(&place.dest) {
        Err(e) if e.kind() == io::ErrorKind::NotFound => false,
        Err(e) => return Err(WriteError::io("read", &place.dest)(e)),
        Ok(found) if found.is_symlink() => return Err(WriteError::Symlink(place.dest)),
        Ok(found) if !found.is_dir() => return Err(WriteError::NotAFolder(place.dest)),
        Ok(_) => {
            let mut entries = fs::read_dir(&place.dest).map_err(WriteError::io("read", &place.dest))?;
            if entries.next().is_some() {
                return Err(WriteError::NotEmpty(place.dest));
            }
            true
        }
    };
    fs::create_dir_all(&place.parent).map_err(WriteError::io("create", &place.parent))?;
    // Removed when dropped, unless it gets the folder's name.
    let stage = builder(0o777)
        .tempdir_in(&place.parent)
        .map_err(WriteError::io("create a folder in", &place.parent))?;
    fill(stage.path(), output)?;
    if is_there && cfg!(windows) {
        // Elsewhere an empty folder is replaced by the renaming itself.
        fs::remove_dir(&place.dest).map_err(WriteError::io("replace", &place.dest))?;
    }
    fs::rename(stage.path(), &place.dest).map_err(WriteError::io("create", &place.dest))?;
    // Its name is gone, so there is nothing to remove.
    let _ = stage.keep();
    flush::names(&place.parent).map_err(WriteError::io("flush", &place.parent))
}

fn fill(stage: &Path, output: &Output) -> Result<(), WriteError> {
    let flush = Flush::start(stage).map_err(WriteError::io("open", stage))?;
    let mut folders = Vec::new();
    for (path, bytes) in output.files() {
        for folder in path.folders().map(|folder| stage.join(folder)) {
            if !folders.contains(&folder) {
                fs::create_dir(&folder).map_err(WriteError::io("create", &folder))?;
                folders.push(folder);
            }
        }
        let path = path.below(stage);
        File::create_new(&path)
            .and_then(|mut file| file.write_all(bytes).and_then(|()| flush.file(&file)))
            .map_err(WriteError::io("write", &path))?;
    }
    flush.finish(&folders).map_err(WriteError::io("flush", stage))
}
