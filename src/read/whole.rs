//! One file as it is, byte-order mark and line ends included, to be edited.

use std::io;
use std::path::Path;

/// The text of a file.
///
/// # Errors
///
/// Where the file cannot be read, or is no UTF-8. The message names the path.
pub fn whole(path: &Path) -> io::Result<String> {
    std::fs::read_to_string(path)
        .map_err(|error| io::Error::new(error.kind(), format!("cannot read {}: {error}", path.display())))
}
