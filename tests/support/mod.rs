//! Small handbooks for tests: given as a few files, completed with what every handbook needs.
#![allow(dead_code)] // Each file of tests uses a part of it.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use sourcebook::diagnostic::Diagnostic;
use sourcebook::handbook::Handbook;
use sourcebook::model::Kind;
use sourcebook::read::{IMAGES, Sources};
use sourcebook::rules::report::{Format, report};

/// The handbook of these files, with `book.toml`, `SUMMARY.md` and a chapter that lists every kind where they are missing.
///
/// The summary lists all chapters, so that a case can add one without saying so twice.
pub fn handbook<'a>(given: impl IntoIterator<Item = (&'a str, &'a str)>) -> Sources {
    handbook_without(given, &[])
}

fn handbook_without<'a>(given: impl IntoIterator<Item = (&'a str, &'a str)>, without: &[String]) -> Sources {
    let (images, mut files): (BTreeMap<_, _>, BTreeMap<_, _>) = given
        .into_iter()
        .map(|(path, text)| (path.to_owned(), text.to_owned()))
        .partition(|(path, _)| is_image(path));
    let mut add = |path: &str, text: String| {
        files.entry(path.to_owned()).or_insert(text);
    };
    add("book.toml", "[book]\ntitle = \"Sample handbook\"\n".to_owned());
    add("content/chapters/all.md", everything());
    let chapters = files.keys().filter_map(|path| path.strip_prefix("content/"));
    let listed: String = chapters
        .filter(|path| path.starts_with("chapters/") && path.ends_with(".md"))
        .map(|path| format!("- [{path}]({path})\n"))
        .collect();
    files
        .entry("content/SUMMARY.md".to_owned())
        .or_insert(format!("# Summary\n\n{listed}"));
    files.retain(|path, _| !without.contains(path));
    let mut sources = Sources::from_texts(files);
    sources.images = images
        .into_iter()
        .map(|(path, text)| (path, text.into_bytes()))
        .collect();
    sources
}

/// A chapter that lists every kind, so that no record is an orphan.
fn everything() -> String {
    Kind::ALL.iter().fold("# All\n".to_owned(), |mut chapter, kind| {
        let _ = write!(chapter, "\n```sourcebook:list\nkind = \"{}\"\n```\n", kind.name());
        chapter
    })
}

fn is_image(path: &str) -> bool {
    path.rsplit_once('.')
        .is_some_and(|(_, extension)| IMAGES.contains(&extension))
}

/// Everything that is wrong with a handbook.
pub fn found(sources: &Sources) -> Vec<Diagnostic> {
    Handbook::new(sources).1
}

/// The same as people read it.
pub fn human(sources: &Sources) -> String {
    report(Format::Human, sources, &found(sources), false)
}

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
    fn read(path: PathBuf) -> Self {
        let text = fs::read_to_string(&path).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
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

    /// Where the report that it must give stands.
    pub fn expected(&self) -> PathBuf {
        self.path.with_extension("txt")
    }
}

/// Every case below `tests/rules/`, in the order of their paths.
pub fn cases() -> Vec<Case> {
    files_below(&repository().join("tests/rules"))
        .into_iter()
        .filter(|path| path.extension().is_some_and(|e| e == "case"))
        .map(Case::read)
        .collect()
}

/// Every file below a folder, in order.
pub fn files_below(folder: &Path) -> Vec<PathBuf> {
    let mut files = Vec::new();
    let entries = fs::read_dir(folder).unwrap_or_else(|e| panic!("{}: {e}", folder.display()));
    for entry in entries {
        let path = entry.expect("a folder that opens can be read").path();
        if path.is_dir() {
            files.extend(files_below(&path));
        } else {
            files.push(path);
        }
    }
    files.sort();
    files
}

pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}
