//! A handbook in a temporary folder.

use std::path::{Path, PathBuf};

use tempfile::TempDir;

use super::run::{Run, run};
use super::{Files, copy, files_below, repository, write};

/// A handbook in a folder of its own, removed with the value. The output folder `book` stands in it.
#[derive(Debug)]
pub struct Handbook {
    pub root: PathBuf,
    _parent: TempDir,
}

/// Enough of a `book.toml`.
pub const BOOK: &str = "[book]\ntitle = \"Sample\"\n";

impl Handbook {
    /// An empty folder.
    pub fn empty() -> Self {
        let parent = tempfile::tempdir().expect("a temporary folder can be made");
        let root = parent.path().join("handbook");
        std::fs::create_dir(&root).expect("the temporary folder can be written");
        Self { root, _parent: parent }
    }

    /// These files, and a `book.toml` if there is none among them.
    pub fn of<T: AsRef<[u8]>>(files: &[(&str, T)]) -> Self {
        let handbook = Self::empty();
        handbook.write("book.toml", BOOK);
        for (path, text) in files {
            handbook.write(path, text);
        }
        handbook
    }

    /// One chapter with this text.
    pub fn of_chapter(text: &str) -> Self {
        Self::of(&[
            ("content/SUMMARY.md", "- [Sample](chapters/sample.md)\n"),
            ("content/chapters/sample.md", text),
        ])
    }

    /// A copy of a folder below `tests/books`.
    pub fn copy_of(name: &str) -> Self {
        let handbook = Self::empty();
        copy(&repository().join("tests/books").join(name), &handbook.root);
        handbook
    }

    /// A copy of the repository's own handbook.
    pub fn copy_of_own() -> Self {
        let handbook = Self::empty();
        copy(&repository().join("content"), &handbook.root.join("content"));
        for name in ["book.toml", "grounding.lock"] {
            if let Ok(bytes) = std::fs::read(repository().join(name)) {
                handbook.write(name, bytes);
            }
        }
        handbook
    }

    pub fn path(&self, path: &str) -> PathBuf {
        self.root.join(path)
    }

    pub fn write(&self, path: &str, bytes: impl AsRef<[u8]>) {
        write(&self.path(path), bytes);
    }

    pub fn read(&self, path: &str) -> String {
        std::fs::read_to_string(self.path(path)).unwrap_or_else(|e| panic!("{path}: {e}"))
    }

    /// Puts `with` in the place of `what`, which stands in the file once.
    #[track_caller]
    pub fn edit(&self, path: &str, what: &str, with: &str) {
        let text = self.read(path);
        assert_eq!(text.matches(what).count(), 1, "{path} has {what:?} once");
        self.write(path, text.replace(what, with));
    }

    #[track_caller]
    pub fn run(&self, arguments: &[&str]) -> Run {
        run(&self.root, arguments)
    }

    /// Builds without an error, and gives the files of the site.
    #[track_caller]
    pub fn site(&self) -> Files {
        self.run(&["build"]).ended_with(0);
        self.built("book")
    }

    /// The files of an output folder, without sourcebook's own list of them.
    pub fn built(&self, folder: &str) -> Files {
        let mut files = files_below(&self.path(folder));
        let marker = files.remove(".sourcebook");
        assert!(marker.is_some(), "an output folder has its marker");
        files
    }

    /// All text of the handbook, to look up what a page may have from it.
    pub fn text(&self) -> String {
        let mut files = files_below(&self.root);
        files.retain(|path, _| !path.starts_with("book/"));
        let texts = files.into_values().filter_map(|bytes| String::from_utf8(bytes).ok());
        let text = texts.collect::<Vec<_>>().join("\n");
        // As TOML and addresses have it, too.
        let unescaped = text.replace("\\\"", "\"");
        let encoded = unescaped.replace('"', "%22");
        [text, unescaped, encoded].join("\n")
    }

    pub fn parent(&self) -> &Path {
        self._parent.path()
    }
}
