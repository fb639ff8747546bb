//! Publishes a whole output folder, or changes nothing.
//!
//! The new folder is prepared beside the old one, under a hidden name, file by file as each is made: files whose bytes are
//! the same by hard link, the others written and flushed. Then the two are exchanged in one step, and the old one is
//! removed. Whatever kills the run, the folder is the old one or the new one, whole; what the run leaves under hidden
//! names, the next one clears away.
//!
//! Nothing of anyone else's is lost. A file `.sourcebook` in the folder marks it as made by sourcebook and lists what was
//! written; a folder that has none, or holds more than the list says, is refused.

mod error;
mod exchange;
mod flush;
mod fresh;
mod lock;
mod marker;
mod output;
mod path;
mod place;
mod single;
mod stage;
mod tree;

use std::fs;
use std::path::Path;

pub use error::WriteError;
pub use fresh::create_folder;
pub use output::{Content, Output, OutputError, OutputOf, Turn};
pub use path::OutPath;
pub use single::{create_file, replace_file, replace_files};

use lock::Lock;
use place::Place;
use tree::Tree;

/// What a publication did to the files of the output. The marker is not counted.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Report {
    /// Files that are new or have other bytes.
    pub written: usize,
    /// Files that have the bytes that they had.
    pub unchanged: usize,
    /// Files that the old folder had and the new one has not.
    pub removed: usize,
}

/// Makes `dest` a folder that holds this output and nothing else.
///
/// If nothing is to change, the folder is not touched.
///
/// # Errors
///
/// Where a file cannot be made or written, or the folder is not ours. What was there before is then still there, except
/// after [`WriteError::Tidying`].
pub fn publish<T: Content>(dest: &Path, output: &OutputOf<T>) -> Result<Report, T::Error> {
    publish_if(dest, output, || Ok(()))
}

/// The same, where `is_fine` has the last word: it is asked when all files have been made, and before anything changes.
///
/// # Errors
///
/// As for [`publish`], and where `is_fine` gives one.
pub fn publish_if<T: Content>(
    dest: &Path,
    output: &OutputOf<T>,
    is_fine: impl FnOnce() -> Result<(), T::Error>,
) -> Result<Report, T::Error> {
    let place = Place::of(dest)?;
    fs::create_dir_all(&place.parent).map_err(WriteError::io("create", &place.parent))?;
    let _lock = Lock::take(&place)?;
    clear_leftovers(&place)?;

    let old = Tree::find(&place.dest)?;
    if let Some(old) = &old {
        old.refuse_foreign(&place.dest)?;
    }
    let prepared = stage::prepare(&place.stage, old.as_ref(), output).and_then(|prepared| {
        is_fine()?;
        let replaced = match (prepared.is_new, &old) {
            (false, _) => None,
            (true, Some(_)) => replace(&place)?,
            (true, None) => {
                exchange::move_in(&place)?;
                None
            }
        };
        Ok((prepared, replaced))
    });
    let (prepared, replaced) = prepared.inspect_err(|_| {
        // The error at hand says more than one from here; what stays is cleared away by the next build.
        let _ = Tree::find(&place.stage).map(|stage| stage.map(Tree::remove));
    })?;
    if prepared.is_new {
        flush::names(&place.parent)
            .map_err(WriteError::io("flush", &place.parent))
            .and_then(|()| replaced.map_or(Ok(()), Tree::remove))
            .map_err(|e| e.after(&place.dest))?;
    }
    Ok(prepared.report)
}

/// The same as [`publish_if`] for a folder below `root` that content names. Content is not trusted to lead elsewhere by a
/// link.
///
/// # Errors
///
/// As for [`publish_if`].
pub fn publish_below<T: Content>(
    root: &Path,
    folder: &str,
    output: &OutputOf<T>,
    is_fine: impl FnOnce() -> Result<(), T::Error>,
) -> Result<Report, T::Error> {
    refuse_links(root, folder)?;
    publish_if(&root.join(folder), output, is_fine)
}

fn refuse_links(root: &Path, folder: &str) -> Result<(), WriteError> {
    for (slash, _) in folder.match_indices('/') {
        let part = root.join(&folder[..slash]);
        if fs::symlink_metadata(&part).is_ok_and(|found| found.is_symlink()) {
            return Err(WriteError::Symlink(part));
        }
    }
    Ok(())
}

/// Removes an output folder that sourcebook made, and gives the number of its files; 0 if nothing is there.
///
/// Any other folder is refused. A run that is killed leaves all of the folder or nothing of it.
pub fn clean(dest: &Path) -> Result<usize, WriteError> {
    let place = Place::of(dest)?;
    let has_parent = fs::exists(&place.parent).map_err(WriteError::io("read", &place.parent))?;
    if !has_parent {
        return Ok(0);
    }
    let _lock = Lock::take(&place)?;
    clear_leftovers(&place)?;
    let Some(old) = Tree::find(&place.dest)? else {
        return Ok(0);
    };
    old.refuse_foreign(&place.dest)?;
    if old.marker.is_none() {
        return Err(WriteError::NotOurs(place.dest));
    }
    fs::rename(&place.dest, &place.stage).map_err(WriteError::io("remove", &place.dest))?;
    clear_leftovers(&place)?;
    Ok(old.files.len())
}

/// The same for a folder below `root` that content names.
pub fn clean_below(root: &Path, folder: &str) -> Result<usize, WriteError> {
    refuse_links(root, folder)?;
    clean(&root.join(folder))
}

/// Exchanges the new folder and the old one, and gives the old one, which is now in the new one's place.
///
/// What someone put into the old folder while the new one was written is found here: then all is put back.
fn replace(place: &Place) -> Result<Option<Tree>, WriteError> {
    exchange::swap(place)?;
    let replaced = Tree::find(&place.stage).and_then(|old| {
        if let Some(old) = &old {
            old.refuse_foreign(&place.dest)?;
        }
        Ok(old)
    });
    if replaced.is_err() {
        exchange::swap(place)?;
    }
    replaced
}

/// Puts right what a killed run left beside the output folder.
fn clear_leftovers(place: &Place) -> Result<(), WriteError> {
    if let Some(aside) = Tree::find(&place.aside)? {
        let has_dest = fs::exists(&place.dest).map_err(WriteError::io("read", &place.dest))?;
        if aside.marker.is_some() && !has_dest {
            exchange::put_back(place)?;
        } else {
            aside.remove()?;
        }
    }
    if let Some(stage) = Tree::find(&place.stage)? {
        stage.remove()?;
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_comes_into_the_old_folder_during_a_build_is_put_back() {
        let parent = tempfile::tempdir().expect("a temporary folder can be made");
        let dest = parent.path().join("book");
        let place = Place::of(&dest).expect("the folder has a name");
        let output = Output::default();
        publish(&dest, &output).expect("nothing is in the way");
        stage::prepare(&place.stage, None, &output).expect("the parent is writable");
        fs::write(dest.join("notes.txt"), "mine").expect("the folder is writable");

        let error = replace(&place).expect_err("the notes would be lost");
        assert!(matches!(error, WriteError::Foreign { folder, .. } if folder == dest));
        assert!(dest.join("notes.txt").exists());
        assert!(!place.stage.join("notes.txt").exists());
    }
}
