//! Why a folder was not published.

use std::io;
use std::path::{Path, PathBuf};

/// Why an output folder was not published or removed. What stood there before is then still there, whole, except after
/// [`WriteError::Tidying`].
#[derive(Debug, thiserror::Error)]
pub enum WriteError {
    #[error("{} does not name a folder by itself\n  help: name a folder for the output alone, such as `book`", .0.display())]
    NoName(PathBuf),
    #[error("{} holds the current folder, which cannot be replaced\n  help: name a folder for the output alone, such as `book`", .0.display())]
    CurrentFolder(PathBuf),
    #[error("{} is not a folder\n  help: move it away, or name another folder", .0.display())]
    NotAFolder(PathBuf),
    #[error("{} is not empty\n  help: name a folder that is empty or not there yet; nothing was written", .0.display())]
    NotEmpty(PathBuf),
    #[error("{} is a symbolic link, which is not followed\n  help: name the folder that it leads to, or remove the link", .0.display())]
    Symlink(PathBuf),
    #[error("{} holds a handbook (book.toml), and an output folder is replaced whole\n  help: name a folder for the output alone, such as `book`", .0.display())]
    Handbook(PathBuf),
    #[error("{} was not made by sourcebook, and an output folder is replaced whole\n  help: name another output folder, or move away what is in this one", .0.display())]
    NotOurs(PathBuf),
    #[error("{} holds what sourcebook did not write: {}\n  help: move it elsewhere, because an output folder is replaced whole", folder.display(), few(paths))]
    Foreign { folder: PathBuf, paths: Vec<String> },
    #[error("{} is where sourcebook prepares its files, and holds what it did not write: {}\n  help: look into it, and move or delete it", folder.display(), few(paths))]
    Leftover { folder: PathBuf, paths: Vec<String> },
    #[error("another sourcebook is writing {}\n  help: wait until it has finished, and try again", .0.display())]
    Busy(PathBuf),
    #[error("{} cannot be replaced: it is a mount point, or on another file system than the folder that holds it\n  help: name a folder inside it", .0.display())]
    MountPoint(PathBuf),
    #[error("{} is the new one, whole, but what is left to do after it failed: {source}", dest.display())]
    Tidying { dest: PathBuf, source: Box<WriteError> },
    #[error("cannot {action} {}: {source}\n  help: {}", path.display(), help(source))]
    Io {
        /// What was tried, as a verb.
        action: &'static str,
        path: PathBuf,
        source: io::Error,
    },
}

impl WriteError {
    /// For `map_err`: what was tried, and with which file.
    pub(super) fn io(action: &'static str, path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { action, path, source }
    }

    /// The same, once the new folder is in place.
    pub(super) fn after(self, dest: &Path) -> Self {
        Self::Tidying {
            dest: dest.to_owned(),
            source: Box::new(self),
        }
    }
}

fn help(source: &io::Error) -> &'static str {
    use io::ErrorKind::*;
    match source.kind() {
        PermissionDenied | ReadOnlyFilesystem => {
            "sourcebook must be allowed to write in the folder, and in the one that holds it"
        }
        StorageFull | QuotaExceeded | FileTooLarge => "make room, and try again",
        InvalidFilename => "give the folder or the record a shorter name",
        _ => "mend this, and try again",
    }
}

/// At most five names, with control characters made visible: a name is not trusted with the terminal.
fn few(paths: &[String]) -> String {
    let shown: Vec<String> = paths
        .iter()
        .take(5)
        .map(|path| path.escape_debug().to_string())
        .collect();
    let more = paths.len().saturating_sub(5);
    match more {
        0 => shown.join(", "),
        _ => format!("{} and {more} more", shown.join(", ")),
    }
}
