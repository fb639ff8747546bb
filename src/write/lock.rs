//! One build at a time for each output folder.

use std::fs::{File, OpenOptions, TryLockError};
use std::path::PathBuf;
use std::{fs, io};

use super::error::WriteError;
use super::place::Place;

/// The right to write an output folder, until dropped.
///
/// The system releases the lock when the process ends, however it ends; the file alone means nothing.
///
/// On Unix the file is removed with the lock still held. Whoever opened it before that gets a lock on a file without a
/// name, so [`Lock::take`] looks whether the name still leads to the file that it locked, and else tries again. Without
/// a stable way to ask this on Windows, the empty file stays there.
#[derive(Debug)]
pub(super) struct Lock {
    _file: File,
    path: PathBuf,
}

impl Lock {
    pub fn take(place: &Place) -> Result<Self, WriteError> {
        let path = &place.lock;
        loop {
            let file = open(place).map_err(WriteError::io("create", path))?;
            match file.try_lock() {
                Ok(()) => {}
                Err(TryLockError::WouldBlock) => return Err(WriteError::Busy(place.dest.clone())),
                Err(TryLockError::Error(e)) => return Err(WriteError::io("lock", path)(e)),
            }
            if has_name(&file, place).map_err(WriteError::io("lock", path))? {
                return Ok(Self {
                    _file: file,
                    path: path.clone(),
                });
            }
        }
    }
}

impl Drop for Lock {
    fn drop(&mut self) {
        if cfg!(unix) {
            // A file that stays is empty, hidden and harmless: the next build uses it.
            let _ = fs::remove_file(&self.path);
        }
    }
}

fn open(place: &Place) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.write(true).create(true).truncate(false);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt;
        // A link at this name must not make a file elsewhere.
        options.custom_flags(rustix::fs::OFlags::NOFOLLOW.bits() as i32);
    }
    options.open(&place.lock)
}

#[cfg(unix)]
fn has_name(file: &File, place: &Place) -> io::Result<bool> {
    use std::os::unix::fs::MetadataExt;
    let held = file.metadata()?;
    match fs::symlink_metadata(&place.lock) {
        Ok(named) => Ok((named.dev(), named.ino()) == (held.dev(), held.ino())),
        Err(e) if e.kind() == io::ErrorKind::NotFound => Ok(false),
        Err(e) => Err(e),
    }
}

#[cfg(not(unix))]
fn has_name(_file: &File, _place: &Place) -> io::Result<bool> {
    Ok(true)
}
