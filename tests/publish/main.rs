//! What `write` promises of an output folder: whole or untouched, and nothing of anyone else's lost.

mod folder;
mod foreign;
mod interrupted;
mod paths;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

use sourcebook::write::{OutPath, Output, Report, WriteError, publish};

pub fn path(path: &str) -> OutPath {
    OutPath::new(path).expect("the test's paths are sound")
}

pub fn output(files: &[(&str, &str)]) -> Output {
    let mut output = Output::default();
    for (name, text) in files {
        output.insert(path(name), *text).expect("the test's paths differ");
    }
    output
}

pub fn report(written: usize, unchanged: usize, removed: usize) -> Report {
    Report {
        written,
        unchanged,
        removed,
    }
}

/// A folder for one test, and the output folder in it.
pub fn scene() -> (tempfile::TempDir, PathBuf) {
    let parent = tempfile::tempdir().expect("a temporary folder can be made");
    let dest = parent.path().join("book");
    (parent, dest)
}

/// Every file below a folder, with its bytes; links and empty folders by name.
pub fn contents(folder: &Path) -> BTreeMap<String, Vec<u8>> {
    let mut found = BTreeMap::new();
    let mut open = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        let entries: Vec<_> = fs::read_dir(&next).unwrap().map(Result::unwrap).collect();
        let name = |path: &Path| path.strip_prefix(folder).unwrap().display().to_string();
        if entries.is_empty() && next != folder {
            found.insert(name(&next) + "/", Vec::new());
        }
        for entry in entries {
            let kind = entry.file_type().unwrap();
            if kind.is_dir() {
                open.push(entry.path());
            } else if kind.is_file() {
                found.insert(name(&entry.path()), fs::read(entry.path()).unwrap());
            } else {
                found.insert(name(&entry.path()) + " (link)", Vec::new());
            }
        }
    }
    found
}

/// What a folder holds that a build of this output made.
pub fn expected(output: &Output) -> BTreeMap<String, Vec<u8>> {
    let mut marker = "This folder is made by sourcebook, and each build replaces everything in it. \
                      The files that it wrote:\n"
        .to_owned();
    let mut files = BTreeMap::new();
    for (path, bytes) in output.files() {
        marker += &format!("{path}\n");
        files.insert(path.to_string(), bytes.to_vec());
    }
    files.insert(".sourcebook".into(), marker.into_bytes());
    files
}

pub fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> = fs::read_dir(folder)
        .unwrap()
        .map(|entry| entry.unwrap().file_name().into_string().unwrap())
        .collect();
    names.sort();
    names
}

/// The names beside the output folder when no build runs. The lock's file stays where it cannot be removed safely.
pub fn assert_only_book(parent: &Path) {
    let mut names = names(parent);
    if !cfg!(unix) {
        names.retain(|name| !name.ends_with("-lock"));
    }
    assert_eq!(names, ["book"]);
}

/// Refused, with a message that has these words, and with nothing changed.
pub fn assert_refused(parent: &Path, dest: &Path, words: &[&str]) -> WriteError {
    let before = contents(parent);
    let error = publish(dest, &output(&[("index.html", "new")])).expect_err("this is refused");
    let message = error.to_string();
    for word in words {
        assert!(message.contains(word), "no {word:?} in: {message}");
    }
    assert!(message.contains("\n  help: "), "no help in: {message}");
    assert!(!message.starts_with(char::is_uppercase), "{message}");
    let mut after = contents(parent);
    if !cfg!(unix) {
        after.retain(|name, _| !name.ends_with("-lock"));
    }
    assert_eq!(before, after);
    error
}
