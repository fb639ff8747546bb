//! The files of an output folder, before any is on disk.

use std::borrow::Cow;
use std::collections::BTreeMap;

use rayon::prelude::*;

use super::error::WriteError;
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

/// What a build makes: paths and what stands there, in the order of the paths.
///
/// It can be written on any file system: no path is taken twice, also where case does not count.
#[derive(Debug, Clone)]
pub struct OutputOf<T> {
    files: BTreeMap<OutPath, T>,
    /// Every file and folder by its path without case.
    taken: BTreeMap<String, Taken>,
}

/// An output whose bytes are at hand.
pub type Output = OutputOf<Vec<u8>>;

/// What stands in a file: its bytes, or what they are made of when the file is written.
pub trait Content: Sync {
    type Error: From<WriteError> + Send;

    /// The bytes.
    ///
    /// # Errors
    ///
    /// Where they cannot be made.
    fn bytes(&self) -> Result<Cow<'_, [u8]>, Self::Error>;

    /// When they are made.
    fn turn(&self) -> Turn {
        Turn::Usual
    }
}

/// When the bytes of a file are made. The files of a turn are made side by side, and those of the first two are one turn.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Turn {
    /// Making them takes so long that it is begun before others.
    Long,
    Usual,
    /// When all of these have been made.
    Later,
    /// When all else has been.
    Last,
}

/// Files as they are made, one turn after the other.
pub(super) fn turns<F>(files: impl Iterator<Item = F>, turn: impl Fn(&F) -> Turn) -> [Vec<F>; 3] {
    let mut turns = [Vec::new(), Vec::new(), Vec::new()];
    for file in files {
        let place = match turn(&file) {
            Turn::Long | Turn::Usual => 0,
            Turn::Later => 1,
            Turn::Last => 2,
        };
        turns[place].push(file);
    }
    turns[0].sort_by_key(&turn);
    turns
}

impl Content for Vec<u8> {
    type Error = WriteError;

    fn bytes(&self) -> Result<Cow<'_, [u8]>, WriteError> {
        Ok(Cow::Borrowed(self))
    }
}

impl<T> Default for OutputOf<T> {
    fn default() -> Self {
        Self {
            files: BTreeMap::new(),
            taken: BTreeMap::new(),
        }
    }
}

#[derive(Debug, Clone, PartialEq, Eq)]
struct Taken {
    path: String,
    is_folder: bool,
}

impl<T> OutputOf<T> {
    /// Adds a file, or leaves the output as it was.
    pub fn insert(&mut self, path: OutPath, content: impl Into<T>) -> Result<(), OutputError> {
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
        self.files.insert(path, content.into());
        Ok(())
    }

    pub fn get(&self, path: &str) -> Option<&T> {
        self.files.get(path)
    }

    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
    }

    /// All files, in the order of their paths.
    pub fn files(&self) -> impl ExactSizeIterator<Item = (&OutPath, &T)> {
        self.files.iter()
    }

    pub fn len(&self) -> usize {
        self.files.len()
    }

    pub fn is_empty(&self) -> bool {
        self.files.is_empty()
    }

    /// The same files with their bytes, made on all cores.
    ///
    /// # Errors
    ///
    /// Where one cannot be made.
    pub fn made(self) -> Result<Output, T::Error>
    where
        T: Content + Send,
    {
        let make = |(path, content): (OutPath, T)| {
            let bytes = content.bytes()?.into_owned();
            Ok((path, bytes))
        };
        let mut files = BTreeMap::new();
        for turn in turns(self.files.into_iter(), |(_, content)| content.turn()) {
            let made: Vec<(OutPath, Vec<u8>)> = turn.into_par_iter().map(make).collect::<Result<_, T::Error>>()?;
            files.extend(made);
        }
        let taken = self.taken;
        Ok(OutputOf { files, taken })
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
