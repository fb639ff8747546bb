//! A folder that is already on disk: whose it is, and what is in it that is not ours.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};
use std::{fs, io};

use rayon::prelude::*;

use super::error::WriteError;
use super::marker::{self, Listed};

/// What file managers leave wherever someone looks. Nobody misses it, so it is no reason to refuse.
const LITTER: [&str; 3] = [".DS_Store", "Thumbs.db", "desktop.ini"];

/// A folder on disk and what is in it. Links are never followed.
#[derive(Debug)]
pub(super) struct Tree {
    pub root: PathBuf,
    /// The marker's text, of a folder that sourcebook made.
    pub marker: Option<String>,
    /// The files that the marker lists and that are there, by their path in the folder.
    pub files: BTreeSet<String>,
    /// All else, sorted. A folder ends with a slash and is not looked into.
    foreign: Vec<String>,
}

impl Tree {
    /// The folder at `root`, or `None` if nothing is there.
    pub fn find(root: &Path) -> Result<Option<Self>, WriteError> {
        match fs::symlink_metadata(root) {
            Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(e) => return Err(WriteError::io("read", root)(e)),
            Ok(found) if found.is_symlink() => return Err(WriteError::Symlink(root.to_owned())),
            Ok(found) if !found.is_dir() => return Err(WriteError::NotAFolder(root.to_owned())),
            Ok(_) => {}
        }
        let marker = read_marker(root)?;
        let listed = marker.as_deref().and_then(Listed::read);
        let is_ours = listed.is_some();
        let mut found = Found {
            is_ours,
            listed: listed.unwrap_or_default(),
            files: BTreeSet::new(),
            foreign: Vec::new(),
        };
        found.walk(root, "")?;
        found.foreign.sort();
        Ok(Some(Self {
            root: root.to_owned(),
            files: found.files,
            foreign: found.foreign,
            marker: marker.filter(|_| is_ours),
        }))
    }

    /// Refuses to lose what is not ours; `dest` is the output folder that this is, or was until now.
    pub fn refuse_foreign(&self, dest: &Path) -> Result<(), WriteError> {
        let folder = dest.to_owned();
        if self.foreign.is_empty() {
            Ok(())
        } else if self.marker.is_some() {
            let paths = self.foreign.clone();
            Err(WriteError::Foreign { folder, paths })
        } else if self.foreign.iter().any(|path| path == "book.toml") {
            Err(WriteError::Handbook(folder))
        } else {
            Err(WriteError::NotOurs(folder))
        }
    }

    /// Removes a folder that a build left or replaced, which stands under one of the hidden names.
    ///
    /// The marker goes last: a removal that is cut short leaves a folder that is still known as ours.
    pub fn remove(self) -> Result<(), WriteError> {
        // A build that is killed with its first file half written leaves a marker that says nothing, and nothing else.
        let only_marker = self.foreign == [marker::NAME];
        if !self.foreign.is_empty() && !only_marker {
            return Err(WriteError::Leftover {
                folder: self.root,
                paths: self.foreign,
            });
        }
        let entries: Vec<fs::DirEntry> = fs::read_dir(&self.root)
            .and_then(Iterator::collect)
            .map_err(WriteError::io("read", &self.root))?;
        entries
            .par_iter()
            .filter(|entry| entry.file_name() != marker::NAME)
            .try_for_each(|entry| {
                let path = entry.path();
                let is_dir = entry.file_type().is_ok_and(|kind| kind.is_dir());
                // The library's own removal does not follow links, even those that appear meanwhile.
                let removed = if is_dir {
                    fs::remove_dir_all(&path)
                } else {
                    fs::remove_file(&path)
                };
                removed.map_err(WriteError::io("remove", &path))
            })?;
        let marker = self.root.join(marker::NAME);
        match fs::remove_file(&marker) {
            Err(e) if e.kind() != io::ErrorKind::NotFound => {
                return Err(WriteError::io("remove", &marker)(e));
            }
            _ => {}
        }
        fs::remove_dir(&self.root).map_err(WriteError::io("remove", &self.root))
    }
}

/// The text at the marker's name, if that is a file; `None` also for bytes that sourcebook would not have written.
fn read_marker(root: &Path) -> Result<Option<String>, WriteError> {
    let path = root.join(marker::NAME);
    match fs::symlink_metadata(&path) {
        Ok(found) if found.is_file() => {}
        Ok(_) => return Ok(None),
        Err(e) if e.kind() == io::ErrorKind::NotFound => return Ok(None),
        Err(e) => return Err(WriteError::io("read", &path)(e)),
    }
    let bytes = fs::read(&path).map_err(WriteError::io("read", &path))?;
    Ok(String::from_utf8(bytes).ok())
}

struct Found<'a> {
    listed: Listed<'a>,
    is_ours: bool,
    files: BTreeSet<String>,
    foreign: Vec<String>,
}

impl Found<'_> {
    /// `within` is the folder's path in the tree, with a slash behind it.
    fn walk(&mut self, folder: &Path, within: &str) -> Result<(), WriteError> {
        let entries = fs::read_dir(folder).map_err(WriteError::io("read", folder))?;
        for entry in entries {
            let entry = entry.map_err(WriteError::io("read", folder))?;
            let kind = entry.file_type().map_err(WriteError::io("read", &entry.path()))?;
            let name = entry.file_name();
            let path = format!("{within}{}", name.to_string_lossy());
            let Some(name) = name.to_str() else {
                // Never ours, and its readable form may look like a name that is.
                self.foreign.push(path);
                continue;
            };
            if kind.is_dir() {
                if self.listed.folders.contains(path.as_str()) {
                    self.walk(&entry.path(), &format!("{path}/"))?;
                } else {
                    self.foreign.push(format!("{path}/"));
                }
            } else if !kind.is_file() {
                self.foreign.push(path);
            } else if self.listed.files.contains(path.as_str()) {
                self.files.insert(path);
            } else {
                let is_marker = path == marker::NAME && self.is_ours;
                if !is_marker && !LITTER.contains(&name) {
                    self.foreign.push(path);
                }
            }
        }
        Ok(())
    }
}
