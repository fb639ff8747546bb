//! The file by which sourcebook knows a folder as its own: a sentence for people, and the list of the files it wrote.

use std::collections::BTreeSet;

use super::output::OutputOf;
use super::path::folders;

/// The marker's name, at the root of the output folder.
pub(super) const NAME: &str = ".sourcebook";

/// The marker's first line. Its start alone is recognised, so that the rest may change.
const START: &str = "This folder is made by sourcebook";
const REST: &str = ", and each build replaces everything in it. The files that it wrote:";

/// The marker of a folder that holds this output. Paths have no line breaks, so each is a line.
pub(super) fn text<T>(output: &OutputOf<T>) -> String {
    let mut text = format!("{START}{REST}\n");
    for (path, _) in output.files() {
        text.push_str(path.as_str());
        text.push('\n');
    }
    text
}

/// What a marker says was written: only ever compared with what is found, never used as a path.
#[derive(Debug, Default)]
pub(super) struct Listed<'a> {
    pub files: BTreeSet<&'a str>,
    pub folders: BTreeSet<&'a str>,
}

impl<'a> Listed<'a> {
    pub fn read(marker: &'a str) -> Option<Self> {
        let mut lines = marker.lines();
        lines.next().filter(|line| line.starts_with(START))?;
        let files: BTreeSet<&str> = lines.collect();
        let folders = files.iter().flat_map(|path| folders(path)).collect();
        Some(Self { files, folders })
    }
}
