//! Cases of rules, each a handbook in a file.

use std::path::{Path, PathBuf};

use sourcebook::diagnostic::Diagnostic;
use sourcebook::read::Sources;
use sourcebook::rules::find;

use super::memory::{found_by, handbook_without};
use super::{files_below, repository};

/// A handbook in a file, with what is to be found wrong with it in a file beside.
///
/// Its text is a sentence or two on what the case is for, then sections, each a file of the handbook under its path:
/// `=== content/trials/sample.toml`. Behind the path may stand `crlf` (lines end as on Windows), `bom` (a byte-order mark
/// stands at the head) and `none` (the file, which would be added, is not there).
pub struct Case {
    /// The folder that it stands in, named for a rule.
    pub rule: String,
    pub path: PathBuf,
    files: Vec<(String, String)>,
    without: Vec<String>,
}

impl Case {
    fn read(path: PathBuf, text: &str) -> Self {
        let mut files: Vec<(String, String)> = Vec::new();
        let mut without = Vec::new();
        let mut marks: Vec<&str> = Vec::new();
        for line in text.split_inclusive('\n') {
            if let Some(header) = line.strip_prefix("=== ") {
                let mut words = header.split_whitespace();
                let file = words
                    .next()
                    .unwrap_or_else(|| panic!("{}: a section needs a path", path.display()));
                marks = words.collect();
                if marks.contains(&"none") {
                    without.push(file.to_owned());
                    continue;
                }
                let head = if marks.contains(&"bom") { "\u{feff}" } else { "" };
                files.push((file.to_owned(), head.to_owned()));
            } else if let Some((_, body)) = files.last_mut() {
                match line.strip_suffix('\n') {
                    Some(line) if marks.contains(&"crlf") => body.extend([line, "\r\n"]),
                    _ => body.push_str(line),
                }
            }
        }
        let folder = path.parent().and_then(Path::file_name).expect("cases stand in folders");
        let rule = folder.to_string_lossy().into_owned();
        Self {
            rule,
            path,
            files,
            without,
        }
    }

    pub fn sources(&self) -> Sources {
        let files = self.files.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        handbook_without(files, &self.without)
    }

    /// What is found in it.
    pub fn found(&self) -> Vec<Diagnostic> {
        let rule = find(&self.rule).unwrap_or_else(|| panic!("no rule is called {}", self.rule));
        found_by(rule, &self.sources())
    }

    /// Where the report that it must give stands.
    pub fn expected(&self) -> PathBuf {
        self.path.with_extension("txt")
    }
}

/// Every case below `tests/rules/`, in the order of their paths.
pub fn cases() -> Vec<Case> {
    let folder = repository().join("tests/rules");
    let read = |(path, text): (String, Vec<u8>)| {
        let text = String::from_utf8(text).unwrap_or_else(|e| panic!("{path}: {e}"));
        Case::read(folder.join(path), &text)
    };
    let mut files = files_below(&folder);
    files.retain(|path, _| path.ends_with(".case"));
    files.into_iter().map(read).collect()
}
