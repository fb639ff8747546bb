//! The files of a handbook, held in memory. All later steps are functions of these.

use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;

use toml::de::DeTable;

use super::disk::{self, LOCK};
use super::merge;
use super::node::Node;
use crate::diagnostic::{Code, Diagnostic, FileId, Span, codes};

/// What stands in the root beside the content. Where the content folder is the root itself, this is no content.
pub(super) const ASIDE: [&str; 4] = ["book.toml", LOCK, "schemas", "templates"];

/// One text file. A clone shares the text.
#[derive(Debug, Clone)]
pub struct SourceFile {
    pub id: FileId,
    /// Relative to the handbook's root, with forward slashes.
    pub path: Arc<str>,
    pub text: Arc<str>,
}

/// Every file of a handbook, in the order of their paths.
#[derive(Debug, Clone, Default)]
pub struct Sources {
    files: Vec<SourceFile>,
    /// Where each file stands in `files`, by its id; nowhere for those that are gone.
    places: Vec<Option<usize>>,
    /// Images below the content folder, by path.
    pub images: BTreeMap<String, Arc<[u8]>>,
    /// What was wrong with files that could not be taken in.
    pub diagnostics: Vec<Diagnostic>,
    /// The files that could not be taken in. They stand among the others without a text.
    pub refused: BTreeSet<FileId>,
    /// The content folder, relative to the root.
    pub content: String,
    /// The output folder that `book.toml` names, relative to the root. It may stand in the content folder.
    pub output: String,
    /// The day on which what has run out is judged. Without one, nothing is.
    pub as_of: Option<jiff::civil::Date>,
}

/// A TOML file as a tree; `whole` is false where a syntax error leaves the tree in doubt.
#[derive(Debug, Clone)]
pub struct Tree {
    pub root: Node,
    pub whole: bool,
}

impl Sources {
    /// Reads the handbook whose `book.toml` stands in `root`.
    ///
    /// # Errors
    ///
    /// Only where there is no handbook to speak of: `root` or its `book.toml` cannot be read. What is wrong with single
    /// files goes into `diagnostics`.
    pub fn load(root: &Path) -> Result<Self, disk::ReadError> {
        disk::Reader::default().load(root)
    }

    /// A handbook given as paths and texts.
    pub fn from_texts<P: Into<String>, T: Into<String>>(texts: impl IntoIterator<Item = (P, T)>) -> Self {
        let files = texts
            .into_iter()
            .map(|(path, text)| (path.into(), without_mark(text.into()).into()));
        let mut sources = Self::from_files(files);
        sources.content = sources.folder("book", "src", "content");
        sources.output = sources.folder("build", "build-dir", "book");
        sources
    }

    /// The same, without looking where the content is.
    pub(super) fn from_files(files: impl IntoIterator<Item = (String, Arc<str>)>) -> Self {
        let mut files: Vec<SourceFile> = files
            .into_iter()
            .map(|(path, text)| SourceFile {
                id: FileId(0),
                path: path.into(),
                text,
            })
            .collect();
        files.sort_by(|a, b| a.path.cmp(&b.path));
        for (id, file) in (0..).map(FileId).zip(&mut files) {
            file.id = id;
        }
        Self {
            places: (0..files.len()).map(Some).collect(),
            files,
            ..Self::default()
        }
    }

    /// A file by its id, if it is there.
    pub fn get(&self, id: FileId) -> Option<&SourceFile> {
        let place = *self.places.get(id.0 as usize)?;
        Some(&self.files[place?])
    }

    pub fn file(&self, id: FileId) -> &SourceFile {
        &self.files[self.place(id)]
    }

    /// How many files stand before this one. Ids say nothing of it: a file that is added later has a later id.
    pub fn place(&self, id: FileId) -> usize {
        self.places[id.0 as usize].expect("an id is of a file that is there")
    }

    pub fn find(&self, path: &str) -> Option<FileId> {
        let place = self.files.binary_search_by(|f| (*f.path).cmp(path)).ok()?;
        Some(self.files[place].id)
    }

    /// Whether a file was taken in before and now, with the same text under the same path.
    pub fn is_unchanged(&self, before: &Self, id: FileId) -> bool {
        let refused = self.refused.contains(&id) || before.refused.contains(&id);
        let same = |now: &SourceFile, was: &SourceFile| Arc::ptr_eq(&now.text, &was.text);
        matches!((self.get(id), before.get(id)), (Some(now), Some(was)) if !refused && same(now, was))
    }

    /// Whether these are the very same files, after [`Self::after`].
    pub fn is_same(&self, before: &Self) -> bool {
        let same = |now: &SourceFile, was: &SourceFile| now.id == was.id && Arc::ptr_eq(&now.text, &was.text);
        let same_image = |(path, image): (&String, &Arc<[u8]>), (other, was): (&String, &Arc<[u8]>)| {
            path == other && Arc::ptr_eq(image, was)
        };
        self.files.len() == before.files.len()
            && self.files.iter().zip(&before.files).all(|(now, was)| same(now, was))
            && self.images.len() == before.images.len()
            && self
                .images
                .iter()
                .zip(&before.images)
                .all(|(now, was)| same_image(now, was))
            && (&self.refused, &self.diagnostics) == (&before.refused, &before.diagnostics)
            && (&self.content, &self.output) == (&before.content, &before.output)
            && self.as_of == before.as_of
    }

    /// The same files with the ids that they had before, so that what was made of them then can be taken over. Files that
    /// were not there get new ids, and no id ever becomes that of another file.
    pub fn after(mut self, before: &Self) -> Self {
        let mut ids: BTreeMap<FileId, FileId> = BTreeMap::new();
        let mut places = vec![None; before.places.len()];
        let mut was = before.files.iter().peekable();
        for (place, file) in self.files.iter_mut().enumerate() {
            while was.next_if(|old| old.path < file.path).is_some() {}
            let id = match was.next_if(|old| old.path == file.path) {
                Some(old) => {
                    file.path = Arc::clone(&old.path);
                    if !Arc::ptr_eq(&old.text, &file.text) && old.text == file.text {
                        file.text = Arc::clone(&old.text);
                    }
                    places[old.id.0 as usize] = Some(place);
                    old.id
                }
                None => {
                    places.push(Some(place));
                    FileId(u32::try_from(places.len() - 1).expect("there are fewer than 2³² files"))
                }
            };
            ids.insert(file.id, id);
            file.id = id;
        }
        for (path, image) in &mut self.images {
            if let Some(old) = before
                .images
                .get(path)
                .filter(|old| Arc::ptr_eq(old, image) || *old == image)
            {
                *image = Arc::clone(old);
            }
        }
        self.places = places;
        self.refused = self.refused.iter().map(|id| ids[id]).collect();
        for found in &mut self.diagnostics {
            found.primary.span.file = ids[&found.primary.span.file];
            for label in &mut found.related {
                label.span.file = ids[&label.span.file];
            }
        }
        self
    }

    /// All files with their ids, in the order of their paths.
    pub fn iter(&self) -> impl Iterator<Item = (FileId, &SourceFile)> {
        self.files.iter().map(|file| (file.id, file))
    }

    /// Files below a folder of the content, with their paths relative to it.
    pub fn below<'a>(&'a self, folder: &'a str) -> impl Iterator<Item = (FileId, &'a str)> {
        let prefix = match (self.content.as_str(), folder) {
            (".", "") => String::new(),
            (".", folder) => format!("{folder}/"),
            (content, "") => format!("{content}/"),
            (content, folder) => format!("{content}/{folder}/"),
        };
        let aside = |path: &str| self.content == "." && path.split('/').next().is_some_and(|top| ASIDE.contains(&top));
        self.iter()
            .filter(move |(_, file)| !aside(&file.path))
            .filter_map(move |(id, file)| Some((id, file.path.strip_prefix(&prefix)?)))
    }

    /// A file of the content folder by its path relative to it.
    pub fn in_content(&self, path: &str) -> Option<FileId> {
        match self.content.as_str() {
            "." => self.find(path),
            content => self.find(&format!("{content}/{path}")),
        }
    }

    /// The folder that `book.toml` names; `default` where it names none or none that is safe.
    fn folder(&self, table: &str, key: &str, default: &str) -> String {
        let named = self.find("book.toml").and_then(|id| {
            let (tree, _) = self.tree(id);
            let folder = tree.root.get(table)?.get(key)?;
            Some(folder.as_text()?.trim_end_matches('/').to_owned())
        });
        named
            .filter(|folder| is_plain_relative(folder))
            .unwrap_or_else(|| default.to_owned())
    }

    /// Parses a TOML file, with every syntax error in it.
    pub fn tree(&self, id: FileId) -> (Tree, Vec<Diagnostic>) {
        Tree::parse(id, &self.file(id).text)
    }
}

impl Tree {
    /// Parses the text of a TOML file, with every syntax error in it.
    pub fn parse(id: FileId, text: &str) -> (Self, Vec<Diagnostic>) {
        let (table, errors) = DeTable::parse_recoverable(text);
        let mut found: Vec<Diagnostic> = errors
            .iter()
            .map(|error| {
                let bytes = error.span().unwrap_or(0..0);
                // An error at the very end of a file has no byte of its own to stand under.
                let start = bytes.start.min(text.len());
                let bytes = start..bytes.end.clamp(start, text.len());
                let (message, label) = in_plain_words(error.message(), &text[bytes.clone()]);
                Diagnostic::error(codes::INVALID_TOML, Span::new(id, bytes), message, label)
                    .help("mend this first: nothing else in the file is checked until its TOML can be read")
            })
            .collect();
        found.sort_by_key(|d| (d.primary.span.bytes.start, d.message.clone()));
        found.dedup_by(|a, b| a.primary.span == b.primary.span && a.message == b.message);
        without_keys_of_second_tables(&mut found, text);
        if !found.is_empty() {
            instead_of_merges(id, text, &mut found);
        }
        let root = Node::from_toml(&table);
        let tree = Self {
            whole: found.is_empty(),
            root,
        };
        (tree, found)
    }
}

/// Where a merge left its marks, nothing that the parser says of them helps: each merge is said once, where it begins.
fn instead_of_merges(id: FileId, text: &str, found: &mut Vec<Diagnostic>) {
    let begins = merge::marks(text).filter(|at| text[*at..].starts_with("<<<<<<<"));
    let merges: Vec<Diagnostic> = begins
        .map(|at| {
            let message = "a merge left its marks in this file".to_owned();
            Diagnostic::error(codes::INVALID_TOML, Span::new(id, at..at + 7), message, "from here on")
                .help("keep what is right of the two sides, and take out the lines of marks")
        })
        .collect();
    if !merges.is_empty() {
        *found = merges;
    }
}

/// What the parser of TOML says, for people who have not read TOML's grammar; and what to put under the place.
fn in_plain_words(message: &str, spelt: &str) -> (String, &'static str) {
    const WORDS: [(&str, &str); 6] = [
        (
            "string values must be quoted",
            "not a value; a text needs quotation marks",
        ),
        (
            "invalid basic string, expected `\"`",
            "a text is not closed by its quotation mark",
        ),
        (
            "invalid literal string, expected `'`",
            "a text is not closed by its quotation mark",
        ),
        ("unclosed array", "a list is not closed by its bracket"),
        ("unclosed table", "a table's name is not closed by its bracket"),
        ("cannot recurse further", "lists and tables are nested too deeply"),
    ];
    if message == "duplicate key" {
        return (
            format!("this is not valid TOML: `{spelt}` stands twice"),
            "for the second time",
        );
    }
    let plain = WORDS.iter().find(|(start, _)| message.starts_with(start));
    let words = plain.map_or(message.replace('\n', " "), |(_, words)| (*words).to_owned());
    (
        format!("this is not valid TOML: {words}"),
        "TOML stops making sense here",
    )
}

/// Where a table stands twice, its keys do too; that is one fault.
fn without_keys_of_second_tables(found: &mut Vec<Diagnostic>, text: &str) {
    let second = |d: &Diagnostic| d.message.ends_with("stands twice");
    let mut tables: Vec<usize> = Vec::new();
    found.retain(|d| {
        let at = d.primary.span.bytes.start;
        let line = text[..at].rfind('\n').map_or(0, |i| i + 1);
        let is_table = text[line..].starts_with('[');
        let inside = tables.last().is_some_and(|table| !text[*table..at].contains("\n["));
        if is_table && second(d) {
            tables.push(at);
        }
        is_table || !inside || !second(d)
    });
}

/// A text without the byte-order mark that some editors put at its head: no reader of a text wants it.
pub(super) fn without_mark(text: String) -> String {
    match text.strip_prefix('\u{feff}') {
        Some(rest) => rest.to_owned(),
        None => text,
    }
}

/// Whether a path stays below where it starts, and is written in the shortest way.
pub fn is_plain_relative(path: &str) -> bool {
    let plain = |part: &str| !part.is_empty() && part != "." && part != "..";
    path == "." || !path.contains(['\\', '\0', ':']) && path.split('/').all(plain)
}

/// A diagnostic for a file as a whole.
pub(super) fn whole_file(code: Code, id: FileId, message: String, label: &str) -> Diagnostic {
    Diagnostic::error(code, Span::new(id, 0..0), message, label)
}
