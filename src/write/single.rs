//! Single files: put in the place of others, or only where none is.

use std::fs::{self, File};
use std::io::{self, Write};
use std::path::Path;

use tempfile::{Builder, NamedTempFile};

/// Puts a file in the place of another, or leaves the other as it is.
///
/// # Errors
///
/// Where the new file cannot be written beside the old one, or not put in its place. The message names the path.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let new = prepared(path, bytes).map_err(at(path))?;
    // The old file's permissions stay.
    if let Ok(metadata) = File::open(path).and_then(|old| old.metadata()) {
        let same = new.as_file().set_permissions(metadata.permissions());
        same.map_err(at(path))?;
    }
    new.persist(path).map_err(|error| at(path)(error.error))?;
    Ok(())
}

/// Puts files into a folder, which is made where it is missing, and gives how many were not there with these bytes.
///
/// # Errors
///
/// Where the folder or a file cannot be written. The message names the path; files before it are written.
pub fn replace_files(folder: &Path, files: &[(String, Vec<u8>)]) -> io::Result<usize> {
    fs::create_dir_all(folder).map_err(at(folder))?;
    let mut written = 0;
    for (name, bytes) in files {
        let path = folder.join(name);
        if fs::read(&path).is_ok_and(|old| old == *bytes) {
            continue;
        }
        replace_file(&path, bytes)?;
        written += 1;
    }
    Ok(written)
}

/// Makes a file where there is none, below a folder that is there; the folders between are made where they are missing.
///
/// # Errors
///
/// Where something has the path, or a part of the way below `root` is a symbolic link, which might lead elsewhere, or
/// the file cannot be written. The message names the path.
pub fn create_file(root: &Path, below: &str, bytes: &[u8]) -> io::Result<()> {
    let path = root.join(below);
    for (slash, _) in below.match_indices('/') {
        let part = root.join(&below[..slash]);
        if fs::symlink_metadata(&part).is_ok_and(|found| found.is_symlink()) {
            let why = io::Error::other("it is a symbolic link, which is not followed");
            return Err(at(&part)(why));
        }
    }
    if let Some(folder) = path.parent() {
        fs::create_dir_all(folder).map_err(at(folder))?;
    }
    let new = prepared(&path, bytes).map_err(at(&path))?;
    new.persist_noclobber(&path).map_err(|error| at(&path)(error.error))?;
    Ok(())
}

/// The file's bytes under another name in its folder, flushed.
fn prepared(path: &Path, bytes: &[u8]) -> io::Result<NamedTempFile> {
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut new = builder(0o666).tempfile_in(folder)?;
    new.write_all(bytes)?;
    new.as_file().sync_all()?;
    Ok(new)
}

fn at(path: &Path) -> impl Fn(io::Error) -> io::Error {
    move |error| io::Error::new(error.kind(), format!("cannot write {}: {error}", path.display()))
}

/// Temporary files are their owner's alone; a file of the handbook is made like any other, as the umask allows.
pub(super) fn builder(mode: u32) -> Builder<'static, 'static> {
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(mode));
    }
    #[cfg(not(unix))]
    let _ = mode;
    builder.prefix(".sourcebook-");
    builder
}
