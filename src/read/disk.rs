//! Takes a handbook's files off the disk, and never anything outside its root.

use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::sources::{SourceFile, Sources, whole_file};
use crate::diagnostic::codes;

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

/// The seals of the handbook's claims, in its root.
pub const LOCK: &str = "grounding.lock";

pub fn load(root: &Path) -> Result<Sources, ReadError> {
    fs::read_dir(root).map_err(ReadError::at(root))?;
    let book = root.join("book.toml");
    if !book.is_file() {
        return Err(ReadError::NoBook(root.to_owned()));
    }
    // `book.toml` says where the content is, so it is read first.
    let text = fs::read_to_string(&book).map_err(ReadError::at(&book))?;
    let content = Sources::from_texts([("book.toml", text)]).content;

    let mut paths = vec!["book.toml".to_owned()];
    let mut refused = Vec::new();
    if root.join(LOCK).exists() {
        paths.push(LOCK.to_owned());
    }
    for folder in [content.as_str(), "templates"] {
        if root.join(folder).is_dir() {
            list(root, folder, &mut paths, &mut refused)?;
        }
    }
    paths.sort();
    paths.dedup();
    refused.sort();

    let read: Vec<(String, Result<Loaded, Refused>)> = paths
        .into_par_iter()
        .map(|path| {
            let loaded = read_one(&root.join(&path), &path);
            (path, loaded)
        })
        .collect();

    let mut images = std::collections::BTreeMap::new();
    let mut texts = Vec::new();
    for (path, loaded) in read {
        match loaded {
            Ok(Loaded::Text(text)) => texts.push(SourceFile { path, text }),
            Ok(Loaded::Image(bytes)) => {
                images.insert(path, bytes);
            }
            Err(why) => refused.push((path, why)),
        }
    }
    // Refused files stand among the sources as empty ones, so that a diagnostic can point at them.
    texts.extend(refused.iter().map(|(path, _)| SourceFile {
        path: path.clone(),
        text: String::new(),
    }));
    let mut sources = Sources::from_texts(texts.into_iter().map(|f| (f.path, f.text)));
    sources.images = images;
    sources.refused = refused.iter().filter_map(|(path, _)| sources.find(path)).collect();
    sources.diagnostics = refused
        .into_iter()
        .filter_map(|(path, why)| {
            let id = sources.find(&path)?;
            let help = match &why {
                Refused::Link => "put a copy of what it leads to in its place, or remove it",
                Refused::TooLarge => "take out what is no content; records and chapters are a few kilobytes",
                Refused::NotText(_) => "save it as UTF-8 text, or remove it",
                Refused::Special | Refused::Name => "put a plain file with a plain name in its place, or remove it",
                Refused::Io(_) => "see that it can be read, or remove it",
            };
            Some(whole_file(codes::UNREADABLE_FILE, id, format!("`{path}` {why}"), "not read").help(help))
        })
        .collect();
    Ok(sources)
}

/// Why a file is not taken in; stands behind its name.
#[derive(Debug, PartialEq, Eq, PartialOrd, Ord, thiserror::Error)]
enum Refused {
    #[error("is a symbolic link, which may lead out of the handbook")]
    Link,
    #[error("is larger than {} MiB", LARGEST / 1024 / 1024)]
    TooLarge,
    #[error("is not UTF-8 text (line {0})")]
    NotText(usize),
    #[error("is neither a file nor a folder")]
    Special,
    #[error("has a name that is not UTF-8")]
    Name,
    #[error("cannot be read: {0}")]
    Io(String),
}

enum Loaded {
    Text(String),
    Image(Vec<u8>),
}

/// Kinds of image that a browser shows and that hold no script.
pub const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "avif"];

fn read_one(path: &Path, relative: &str) -> Result<Loaded, Refused> {
    let io = |e: io::Error| Refused::Io(e.to_string());
    if fs::metadata(path).map_err(io)?.len() > LARGEST {
        return Err(Refused::TooLarge);
    }
    let bytes = fs::read(path).map_err(io)?;
    let extension = relative.rsplit_once('.').map_or("", |(_, e)| e);
    if IMAGES.contains(&extension) {
        return Ok(Loaded::Image(bytes));
    }
    String::from_utf8(bytes).map(Loaded::Text).map_err(|e| {
        let readable = &e.as_bytes()[..e.utf8_error().valid_up_to()];
        Refused::NotText(1 + readable.iter().filter(|b| **b == b'\n').count())
    })
}

/// Collects the files below `folder`. Hidden files and editors' backups are no content; links are refused, for they could
/// lead out of the handbook.
fn list(
    root: &Path,
    folder: &str,
    paths: &mut Vec<String>,
    refused: &mut Vec<(String, Refused)>,
) -> Result<(), ReadError> {
    let path = root.join(folder);
    if fs::symlink_metadata(&path).is_ok_and(|m| m.file_type().is_symlink()) {
        refused.push((folder.to_owned(), Refused::Link));
        return Ok(());
    }
    let entries = fs::read_dir(&path).map_err(ReadError::at(&path))?;
    for entry in entries {
        let entry = entry.map_err(ReadError::at(&path))?;
        let Ok(name) = entry.file_name().into_string() else {
            refused.push((
                format!("{folder}/{}", entry.file_name().to_string_lossy()),
                Refused::Name,
            ));
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
        let kind = entry.file_type().map_err(ReadError::at(&entry.path()))?;
        if kind.is_symlink() {
            refused.push((relative, Refused::Link));
        } else if kind.is_dir() {
            list(root, &relative, paths, refused)?;
        } else if kind.is_file() {
            paths.push(relative);
        } else {
            refused.push((relative, Refused::Special));
        }
    }
    Ok(())
}
