//! One file, replaced whole.

use std::fs::File;
use std::io::{self, Write};
use std::path::Path;

use tempfile::Builder;

/// Puts a file in the place of another, or leaves the other as it is.
///
/// # Errors
///
/// Where the new file cannot be written beside the old one, or not put in its place. The message names the path.
pub fn replace_file(path: &Path, bytes: &[u8]) -> io::Result<()> {
    let at = |error: io::Error| io::Error::new(error.kind(), format!("cannot write {}: {error}", path.display()));
    let folder = path
        .parent()
        .filter(|p| !p.as_os_str().is_empty())
        .unwrap_or(Path::new("."));
    let mut new = builder().tempfile_in(folder).map_err(at)?;
    new.write_all(bytes).map_err(at)?;
    // The old file's permissions stay.
    if let Ok(metadata) = File::open(path).and_then(|old| old.metadata()) {
        new.as_file().set_permissions(metadata.permissions()).map_err(at)?;
    }
    new.as_file().sync_all().map_err(at)?;
    new.persist(path).map_err(|error| at(error.error))?;
    Ok(())
}

/// Temporary files are their owner's alone; a file of the handbook is made like any other, as the umask allows.
fn builder() -> Builder<'static, 'static> {
    #[allow(unused_mut)]
    let mut builder = Builder::new();
    #[cfg(unix)]
    {
        use std::os::unix::fs::PermissionsExt;
        builder.permissions(std::fs::Permissions::from_mode(0o666));
    }
    builder
}
