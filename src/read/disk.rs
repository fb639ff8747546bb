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
    for folder in [content.as_str(), "templates"] {
        if root.join(folder).is_dir() {
            list(root, folder, &mut paths, &mut refused)?;
        }
    }
    paths.sort();
    paths.dedup();
    refused.sort();

    let read: Vec<(String, Result<Loaded, String>)> = paths
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
            Some(
                whole_file(codes::UNREADABLE_FILE, id, format!("`{path}` {why}"), "not read")
                    .help("put a plain UTF-8 text file of reasonable size in its place, or remove it"),
            )
        })
        .collect();
    Ok(sources)
}

enum Loaded {
    Text(String),
    Image(Vec<u8>),
}

/// Kinds of image that a browser shows and that hold no script.
pub const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "avif"];

fn read_one(path: &Path, relative: &str) -> Result<Loaded, String> {
    let metadata = fs::metadata(path).map_err(|e| format!("cannot be read: {e}"))?;
    if metadata.len() > LARGEST {
        return Err(format!("is larger than {} MiB", LARGEST / 1024 / 1024));
    }
    let bytes = fs::read(path).map_err(|e| format!("cannot be read: {e}"))?;
    let extension = relative.rsplit_once('.').map_or("", |(_, e)| e);
    if IMAGES.contains(&extension) {
        return Ok(Loaded::Image(bytes));
    }
    String::from_utf8(bytes)
        .map(Loaded::Text)
        .map_err(|e| format!("is not UTF-8 text (byte {})", e.utf8_error().valid_up_to()))
}

/// Collects the files below `folder`. Hidden files and editors' backups are no content; links are refused, for they could
/// lead out of the handbook.
fn list(
    root: &Path,
    folder: &str,
    paths: &mut Vec<String>,
    refused: &mut Vec<(String, String)>,
) -> Result<(), ReadError> {
    let path = root.join(folder);
    if fs::symlink_metadata(&path).is_ok_and(|m| m.file_type().is_symlink()) {
        refused.push((
            folder.to_owned(),
            "is a symbolic link, which may lead out of the handbook".into(),
        ));
        return Ok(());
    }
    let entries = fs::read_dir(&path).map_err(ReadError::at(&path))?;
    for entry in entries {
        let entry = entry.map_err(ReadError::at(&path))?;
        let Ok(name) = entry.file_name().into_string() else {
            refused.push((
                format!("{folder}/{}", entry.file_name().to_string_lossy()),
                "has a name that is not UTF-8".into(),
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
            refused.push((
                relative,
                "is a symbolic link, which may lead out of the handbook".into(),
            ));
        } else if kind.is_dir() {
            list(root, &relative, paths, refused)?;
        } else if kind.is_file() {
            paths.push(relative);
        } else {
            refused.push((relative, "is neither a file nor a folder".into()));
        }
    }
    Ok(())
}
