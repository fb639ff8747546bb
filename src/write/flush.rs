//! Has what was written on the disk, so that neither a power cut nor a full disk shows after the exchange.
//!
//! A killed process needs none of this: what it wrote stays with the system.

use std::fs::File;
use std::io;
use std::path::{Path, PathBuf};

/// Watches over the files of one new folder, from before the first is written.
#[derive(Debug)]
pub(super) struct Flush {
    /// The new folder. Windows does not open folders as files.
    #[cfg(unix)]
    root: File,
}

/// On Linux one call flushes the whole file system, where a call for each of ten thousand files would take minutes on
/// a slow disk. It reports errors that came up since `root` was opened.
#[cfg(target_os = "linux")]
impl Flush {
    pub fn start(root: &Path) -> io::Result<Self> {
        let root = File::open(root)?;
        Ok(Self { root })
    }

    pub fn file(&self, _file: &File) -> io::Result<()> {
        Ok(())
    }

    pub fn finish(self, _folders: &[PathBuf]) -> io::Result<()> {
        Ok(rustix::fs::syncfs(&self.root)?)
    }
}

/// On other Unix systems each file and folder is handed to the disk, and the disk's own memory flushed once, which is
/// the slow part on macOS.
#[cfg(all(unix, not(target_os = "linux")))]
impl Flush {
    pub fn start(root: &Path) -> io::Result<Self> {
        let root = File::open(root)?;
        Ok(Self { root })
    }

    pub fn file(&self, file: &File) -> io::Result<()> {
        Ok(rustix::fs::fsync(file)?)
    }

    pub fn finish(self, folders: &[PathBuf]) -> io::Result<()> {
        for folder in folders {
            rustix::fs::fsync(File::open(folder)?)?;
        }
        self.root.sync_all()
    }
}

#[cfg(not(unix))]
impl Flush {
    pub fn start(_root: &Path) -> io::Result<Self> {
        Ok(Self {})
    }

    pub fn file(&self, file: &File) -> io::Result<()> {
        file.sync_all()
    }

    pub fn finish(self, _folders: &[PathBuf]) -> io::Result<()> {
        Ok(())
    }
}

/// Has the names in a folder on the disk.
pub(super) fn names(folder: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder)?.sync_all()?;
    }
    Ok(())
}
