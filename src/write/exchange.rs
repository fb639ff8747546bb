//! Puts the new folder in the old one's place.

use std::fs;
use std::io;
use std::path::Path;

use super::error::WriteError;
use super::place::Place;

/// Gives a prepared folder the output's name, which nothing has yet.
pub(super) fn move_in(place: &Place) -> Result<(), WriteError> {
    fs::rename(&place.stage, &place.dest).map_err(WriteError::io("create", &place.dest))
}

/// Exchanges the prepared folder and the output folder. Done twice, all is as before.
///
/// Linux and macOS do this in one step. Windows and some network file systems cannot: there the old folder is renamed
/// away first, and a run that is killed before the next rename leaves no output folder until the next build puts it
/// back ([`put_back`]).
pub(super) fn swap(place: &Place) -> Result<(), WriteError> {
    let refused = |source: io::Error| match source.kind() {
        io::ErrorKind::CrossesDevices | io::ErrorKind::ResourceBusy => WriteError::MountPoint(place.dest.clone()),
        _ => WriteError::io("replace", &place.dest)(source),
    };
    if at_once(&place.stage, &place.dest).map_err(refused)? {
        return Ok(());
    }
    by_renames(place).map_err(refused)?;
    fs::rename(&place.aside, &place.stage)
        .map_err(WriteError::io("rename", &place.aside))
        .map_err(|e| e.after(&place.dest))
}

/// Returns the old folder to its place after a run that was killed while it was renamed away.
pub(super) fn put_back(place: &Place) -> Result<(), WriteError> {
    fs::rename(&place.aside, &place.dest).map_err(WriteError::io("put back", &place.dest))
}

/// Whether the two were exchanged; `false` where the file system cannot.
#[cfg(any(target_os = "linux", target_vendor = "apple"))]
fn at_once(one: &Path, other: &Path) -> io::Result<bool> {
    use rustix::fs::{CWD, RenameFlags, renameat_with};
    use rustix::io::Errno;
    const CANNOT: [Errno; 4] = [Errno::INVAL, Errno::NOSYS, Errno::NOTSUP, Errno::OPNOTSUPP];
    match renameat_with(CWD, one, CWD, other, RenameFlags::EXCHANGE) {
        Ok(()) => Ok(true),
        Err(e) if CANNOT.contains(&e) => Ok(false),
        Err(e) => Err(e.into()),
    }
}

#[cfg(not(any(target_os = "linux", target_vendor = "apple")))]
fn at_once(_one: &Path, _other: &Path) -> io::Result<bool> {
    Ok(false)
}

/// Moves the old folder aside and the new one in, or changes nothing.
fn by_renames(place: &Place) -> io::Result<()> {
    fs::rename(&place.dest, &place.aside)?;
    fs::rename(&place.stage, &place.dest).inspect_err(|_| {
        // The first error says more; if this fails too, the next build puts the old folder back.
        let _ = fs::rename(&place.aside, &place.dest);
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn two_renames_do_what_an_exchange_does() {
        let parent = tempfile::tempdir().expect("a temporary folder can be made");
        let place = Place::of(&parent.path().join("book")).expect("the folder has a name");
        for (folder, text) in [(&place.dest, "old"), (&place.stage, "new")] {
            fs::create_dir(folder).expect("the parent is writable");
            fs::write(folder.join("index.html"), text).expect("the folder is writable");
        }
        let read = |folder: &Path| fs::read_to_string(folder.join("index.html")).ok();
        swap(&place).expect("both folders are there");
        assert_eq!(read(&place.dest).as_deref(), Some("new"));
        assert_eq!(read(&place.stage).as_deref(), Some("old"));

        by_renames(&place).expect("the third name is free");
        assert_eq!(read(&place.dest).as_deref(), Some("old"));
        assert_eq!(read(&place.aside).as_deref(), Some("new"));
        by_renames(&place).expect_err("the prepared folder is not there");
    }
}
