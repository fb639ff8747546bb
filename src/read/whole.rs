//! One file as it is: to be edited, byte-order mark and line ends included, or to be looked at.

use std::fs::File;
use std::io::{self, Read};
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

/// The bytes of a file of at most so many.
///
/// # Errors
///
/// Where the file cannot be read, is larger, or is none: what stands in its place may never end. The message names the path.
pub fn bytes(path: &Path, most: u64) -> io::Result<Vec<u8>> {
    let at = |error: io::Error| io::Error::new(error.kind(), format!("cannot read {}: {error}", path.display()));
    let other = |why: &str| at(io::Error::other(why));
    if !std::fs::metadata(path).map_err(at)?.is_file() {
        return Err(other("it is not a file"));
    }
    let mut bytes = Vec::new();
    let file = File::open(path).map_err(at)?;
    file.take(most + 1).read_to_end(&mut bytes).map_err(at)?;
    match bytes.len() as u64 > most {
        true => Err(other(&format!("it is larger than {} MB", most >> 20))),
        false => Ok(bytes),
    }
}
