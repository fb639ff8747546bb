//! Takes a handbook's files off the disk, and never anything outside its root.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::name::{self, is_unseen};
use super::sources::{SourceFile, Sources, whole_file};
use crate::diagnostic::{Diagnostic, Span, codes};

/// The largest text file that is read. Records are a few kilobytes; a larger file is a mistake.
const LARGEST: u64 = 16 * 1024 * 1024;

/// Why there is no handbook to read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("{} is not a handbook: it has no book.toml\n  help: go to the handbook's folder, or name it with --root", .0.display())]
    NoBook(PathBuf),
    #[error("cannot read {}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
}

impl ReadError {
    fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}

pub fn load(root: &Path) -> Result<Sources, ReadError> {
    fs::read_dir(root).map_err(ReadError::at(root))?;
    let book = root.join("book.toml");
    if !fs::symlink_metadata(&book).is_ok_and(|m| m.is_file() || m.is_symlink()) {
        return Err(ReadError::NoBook(root.to_owned()));
    }
    let mut found = Found::default();
    // `book.toml` says where the content is, so it is read first.
    let is_link = found.refuse_link(root, "book.toml");
    let text = match read_one(&book, "book.toml") {
        Ok(Loaded::Text(text)) if !is_link => text,
        _ => String::new(),
    };
    let settings = Sources::from_texts([("book.toml", text)]);
    if !is_link {
        found.paths.push("book.toml".to_owned());
    }
    // Where the content folder is the root itself, these stand in it and are no content.
    let aside = ["book.toml", "templates", settings.output.as_str()];
    found.list_folder(root, &settings.content, &aside)?;
    found.refuse_unpublishable(&settings.content);
    found.list_folder(root, "templates", &[])?;
    found.paths.sort();
    found.paths.dedup();

    let read: Vec<(String, Result<Loaded, String>)> = std::mem::take(&mut found.paths)
        .into_par_iter()
        .map(|path| {
            let loaded = read_one(&root.join(&path), &path);
            (path, loaded)
        })
        .collect();
    let mut images = BTreeMap::new();
    let mut texts = Vec::new();
    for (path, loaded) in read {
        match loaded {
            Ok(Loaded::Text(text)) => texts.push(SourceFile { path, text }),
            Ok(Loaded::Image(bytes)) => {
                images.insert(path, bytes);
            }
            Err(why) => found.refuse(
                path,
                why,
                "put a plain UTF-8 text file of reasonable size in its place, or remove it",
            ),
        }
    }
    // Refused files stand among the sources as empty ones, so that a diagnostic can point at them.
    texts.extend(found.refused.keys().map(|path| SourceFile {
        path: path.clone(),
        text: String::new(),
    }));
    let mut sources = Sources::from_texts(texts.into_iter().map(|f| (f.path, f.text)));
    sources.content = settings.content;
    sources.output = settings.output;
    sources.images = images;
    let refused = found.refused.into_iter().filter_map(|(path, Refusal { why, help })| {
        let id = sources.find(&path)?;
        Some(whole_file(codes::UNREADABLE_FILE, id, format!("`{path}` {why}"), "not read").help(help))
    });
    let refused: Vec<Diagnostic> = refused.collect();
    sources.diagnostics = refused;
    sources.diagnostics.extend(unseen(&sources));
    Ok(sources)
}

/// Characters that nobody can see, in what is not a template.
fn unseen(sources: &Sources) -> Vec<Diagnostic> {
    let texts = sources.iter().filter(|(_, file)| !file.path.starts_with("templates/"));
    texts
        .filter_map(|(id, file)| {
            let (at, letter) = file.text.char_indices().find(|(_, c)| is_unseen(*c))?;
            let code = u32::from(letter);
            Some(
                Diagnostic::error(
                    codes::UNREADABLE_FILE,
                    Span::new(id, at..at + letter.len_utf8()),
                    format!("`{}` has the character U+{code:04X}, which cannot be seen", file.path),
                    "behind this",
                )
                .help("take it out: the text may read otherwise than it is written"),
            )
        })
        .collect()
}

/// What is below the root.
#[derive(Default)]
struct Found {
    paths: Vec<String>,
    refused: BTreeMap<String, Refusal>,
}

/// Why a file is not read, and what to do.
struct Refusal {
    why: String,
    help: &'static str,
}

enum Loaded {
    Text(String),
    Image(Vec<u8>),
}

/// Kinds of image that a browser shows and that hold no script.
pub const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "avif"];

/// Kinds of file that are read as text. Whatever else someone keeps in the folder is not looked into.
const TEXTS: [&str; 7] = ["toml", "md", "bib", "csl", "html", "css", "js"];

fn read_one(path: &Path, relative: &str) -> Result<Loaded, String> {
    let extension = extension(relative);
    let is_image = IMAGES.contains(&extension.as_str());
    if !is_image && !TEXTS.contains(&extension.as_str()) {
        return Ok(Loaded::Text(String::new()));
    }
    let metadata = fs::metadata(path).map_err(|e| format!("cannot be read: {e}"))?;
    if metadata.len() > LARGEST {
        return Err(format!("is larger than {} MiB", LARGEST / 1024 / 1024));
    }
    let bytes = fs::read(path).map_err(|e| format!("cannot be read: {e}"))?;
    if is_image {
        return Ok(Loaded::Image(bytes));
    }
    String::from_utf8(bytes)
        .map(Loaded::Text)
        .map_err(|e| format!("is not UTF-8 text (byte {})", e.utf8_error().valid_up_to()))
}

fn extension(path: &str) -> String {
    path.rsplit_once('.').map_or("", |(_, e)| e).to_lowercase()
}

impl Found {
    fn refuse(&mut self, path: String, why: impl Into<String>, help: &'static str) {
        self.refused.insert(path, Refusal { why: why.into(), help });
    }

    /// Refuses `path` if it is a link, which could lead out of the handbook.
    fn refuse_link(&mut self, root: &Path, path: &str) -> bool {
        let is_link = fs::symlink_metadata(root.join(path)).is_ok_and(|m| m.is_symlink());
        if is_link {
            self.refuse(
                path.to_owned(),
                "is a symbolic link, which may lead out of the handbook",
                "put a copy of what it leads to in its place",
            );
        }
        is_link
    }

    /// Collects the files below a folder, if it is there and no part of the way to it is a link.
    fn list_folder(&mut self, root: &Path, folder: &str, aside: &[&str]) -> Result<(), ReadError> {
        let parts = folder.match_indices('/').map(|(at, _)| &folder[..at]).chain([folder]);
        for part in parts {
            if self.refuse_link(root, part) {
                return Ok(());
            }
        }
        if root.join(folder).is_dir() {
            self.list(root, folder, aside)?;
        }
        Ok(())
    }

    /// Collects the files below `folder`. Hidden files and editors' backups are no content.
    fn list(&mut self, root: &Path, folder: &str, aside: &[&str]) -> Result<(), ReadError> {
        let path = root.join(folder);
        let entries = fs::read_dir(&path).map_err(ReadError::at(&path))?;
        for entry in entries {
            let entry = entry.map_err(ReadError::at(&path))?;
            let Ok(name) = entry.file_name().into_string() else {
                let shown = format!("{folder}/{}", entry.file_name().to_string_lossy());
                self.refuse(shown, "has a name that is not UTF-8", "rename it");
                continue;
            };
            if name.starts_with('.') || name.ends_with('~') {
                continue;
            }
            let relative = if folder == "." {
                name
            } else {
                format!("{folder}/{name}")
            };
            if aside.contains(&relative.as_str()) || self.refuse_link(root, &relative) {
                continue;
            }
            let kind = entry.file_type().map_err(ReadError::at(&entry.path()))?;
            if kind.is_dir() {
                self.list(root, &relative, aside)?;
            } else if kind.is_file() {
                self.paths.push(relative);
            } else {
                self.refuse(relative, "is neither a file nor a folder", "remove it");
            }
        }
        Ok(())
    }

    /// Refuses content whose page or image could not be published under its name.
    fn refuse_unpublishable(&mut self, content: &str) {
        self.paths.sort();
        let mut taken: BTreeMap<String, String> = BTreeMap::new();
        for path in std::mem::take(&mut self.paths) {
            let below = path.strip_prefix(content).unwrap_or(&path).trim_start_matches('/');
            let extension = extension(below);
            let named = extension == "md" || IMAGES.contains(&extension.as_str());
            let fault = match extension.as_str() {
                // What else a record's name may have, its id says.
                "toml" => {
                    name::device(below).map(|name| format!("cannot be a file on Windows, where `{name}` is a device"))
                }
                _ if named => name::fault(below),
                _ => None,
            };
            let twin = taken.insert(path.to_lowercase(), path.clone()).filter(|_| named);
            match (fault, twin) {
                (Some(fault), _) => self.refuse(path, fault, "give it a plain name, with hyphens for spaces"),
                (None, Some(twin)) => {
                    let why = format!("and `{twin}` are one file where case does not count, as on Windows and macOS");
                    self.refuse(path, why, "rename one of them");
                }
                (None, None) => self.paths.push(path),
            }
        }
    }
}
