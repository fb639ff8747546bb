//! Where a file of the output lies.

use std::borrow::Borrow;
use std::fmt;
use std::path::{Path, PathBuf};

use super::marker;
use super::output::OutputError;

/// The longest path below the output folder, in bytes. It leaves room for the folder's own path in the 4,096 of Linux.
const LONGEST_PATH: usize = 1024;

/// The longest name of a file or folder, in bytes, that common file systems hold.
const LONGEST_NAME: usize = 255;

/// Names that Windows takes for devices, whatever extension follows.
const DEVICES: [&str; 6] = ["con", "prn", "aux", "nul", "conin$", "conout$"];

/// A path below the output folder, with forward slashes: `trials/sample.html`.
///
/// It cannot lead out of the folder, and its names can be written on Linux, macOS and Windows alike, because a handbook
/// is copied from one to the other.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct OutPath(String);

impl OutPath {
    pub fn new(path: impl Into<String>) -> Result<Self, OutputError> {
        let path = path.into();
        match fault(&path) {
            None => Ok(Self(path)),
            Some(why) => Err(OutputError::Path { path, why }),
        }
    }

    pub fn as_str(&self) -> &str {
        &self.0
    }

    /// The folders that the file lies in, outermost first: `a` and `a/b` for `a/b/c.html`.
    pub fn folders(&self) -> impl Iterator<Item = &str> {
        folders(&self.0)
    }

    /// The file on disk, where `root` is the output folder.
    pub(super) fn below(&self, root: &Path) -> PathBuf {
        root.join(&self.0)
    }
}

/// The folders of a path with forward slashes, outermost first.
pub(super) fn folders(path: &str) -> impl Iterator<Item = &str> {
    path.match_indices('/').map(|(slash, _)| &path[..slash])
}

impl fmt::Display for OutPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl Borrow<str> for OutPath {
    fn borrow(&self) -> &str {
        &self.0
    }
}

/// Why no file can have this path, if none can.
fn fault(path: &str) -> Option<&'static str> {
    if path.is_empty() {
        return Some("is empty");
    }
    if path.len() > LONGEST_PATH {
        return Some("is longer than 1,024 bytes");
    }
    // Any spelling, because file systems that fold case would take it for the marker.
    let first = path.split('/').next().unwrap_or(path);
    if first.eq_ignore_ascii_case(marker::NAME) {
        return Some("is where sourcebook keeps its list of the files");
    }
    path.split('/').find_map(fault_of_name)
}

fn fault_of_name(name: &str) -> Option<&'static str> {
    if name.is_empty() {
        return Some("has an empty part, or starts or ends with `/`");
    }
    if name.bytes().all(|b| b == b'.') {
        return Some("has a part that is only dots, which could lead out of the folder");
    }
    if name.len() > LONGEST_NAME {
        return Some("has a part that is longer than 255 bytes");
    }
    if name.chars().any(char::is_control) {
        return Some("has a control character");
    }
    if name.contains(['\\', '<', '>', ':', '"', '|', '?', '*']) {
        return Some("has one of \\ < > : \" | ? *, which Windows refuses in a name");
    }
    if name.ends_with(['.', ' ']) {
        return Some("has a part that ends with a dot or a space, which Windows drops");
    }
    is_device(name).then_some("has a part that Windows takes for a device, such as `con` or `aux`")
}

fn is_device(name: &str) -> bool {
    let stem = name.split('.').next().unwrap_or(name).trim_end();
    let stem = stem.to_lowercase();
    let port = stem.strip_prefix("com").or(stem.strip_prefix("lpt"));
    // Windows counts the superscript digits of Latin-1 among the ports.
    let numbered = |port: &str| {
        let mut digits = port.chars();
        let digit = digits.next();
        digits.next().is_none() && digit.is_some_and(|d| d.is_ascii_digit() || "¹²³".contains(d))
    };
    DEVICES.contains(&stem.as_str()) || port.is_some_and(numbered)
}
