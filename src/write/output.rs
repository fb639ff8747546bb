//! The files of an output folder, before any is on disk.

use std::collections::BTreeMap;

use super::path::OutPath;

/// Why a file cannot be part of an output.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum OutputError {
    #[error("the output path {path:?} {why}\n  help: rename what the file is made from")]
    Path { path: String, why: &'static str },
    #[error("two files of the output have the path `{0}`\n  help: rename what one of them is made from")]
    Twice(OutPath),
    #[error("the output path `{file}` is both a file and a folder\n  help: rename what one of them is made from")]
    FileAndFolder { file: String },
    #[error(
        "the output paths `{first}` and `{second}` differ only in case, and are one on Windows and macOS\n  help: rename what one of them is made from"
    )]
    Case { first: String, second: String },
}

/// What a build makes: paths and their bytes, in the order of the paths.
///
/// It can be written on any file system: no path is taken twice, also where case does not count.
#[derive(Debug, Clone, Default)]
pub struct Output {
    files: BTreeMap<OutPath, Vec<u8>>,
    /// Every file and folder by its path without case.
    taken: BTreeMap<String, Taken>,
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Taken {
    path: String,
    is_folder: bool,
}

impl Output {
    /// Adds a file, or leaves the output as it was.
    pub fn insert(&mut self, path: OutPath, bytes: impl Into<Vec<u8>>) -> Result<(), OutputError> {
        for folder in path.folders() {
            match self.taken.get(&fold(folder)) {
                Some(taken) if taken.path != folder => return Err(case(&taken.path, folder)),
                Some(taken) if !taken.is_folder => return Err(file_and_folder(folder)),
                _ => {}
            }
        }
        match self.taken.get(&fold(path.as_str())) {
            Some(taken) if taken.path != path.as_str() => {
                return Err(case(&taken.path, path.as_str()));
            }
            Some(taken) if taken.is_folder => return Err(file_and_folder(path.as_str())),
            Some(_) => return Err(OutputError::Twice(path)),
            None => {}
        }
        for folder in path.folders() {
            self.take(folder, true);
        }
        self.take(path.as_str(), false);
        self.files.insert(path, bytes.into());
        Ok(())
    }

    pub fn get(&self, path: &str) -> Option<&[u8]> {
        self.files.get(path).map(Vec::as_slice)
    }

    /// All files, in the order of their paths.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (&OutPath, &[u8])> {
        self.files.iter().map(|(path, bytes)| (path, &bytes[..]))
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    fn take(&mut self, path: &str, is_folder: bool) {
        let path = path.to_owned();
        self.taken.insert(fold(&path), Taken { path, is_folder });
    }
}

fn case(first: &str, second: &str) -> OutputError {
    OutputError::Case {
        first: first.to_owned(),
        second: second.to_owned(),
    }
}

fn file_and_folder(path: &str) -> OutputError {
    OutputError::FileAndFolder { file: path.to_owned() }
}

/// The path as a file system that ignores case sees it: up and down again, so that `ς` and `σ`, `ſ` and `s` are one.
fn fold(path: &str) -> String {
    path.chars()
        .flat_map(char::to_uppercase)
        .flat_map(char::to_lowercase)
        .collect()
}
