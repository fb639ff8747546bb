//! Takes a handbook's files off the disk, and never anything outside its root.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::listing::{Listing, Refused};
use super::name::is_unseen;
use super::sources::{SourceFile, Sources, whole_file};
use crate::diagnostic::{Diagnostic, Span, codes};

/// The largest file that is read. Records are a few kilobytes; a larger file is a mistake.
const LARGEST: u64 = 16 * 1024 * 1024;

/// The same of the lock and of bibliographies, which grow with the handbook.
const LARGEST_OF_ALL: u64 = 256 * 1024 * 1024;

/// Why there is no handbook to read.
#[derive(Debug, thiserror::Error)]
pub enum ReadError {
    #[error("{} is not a handbook: it has no book.toml\n  help: go to the handbook's folder, or name it with --root", .0.display())]
    NoBook(PathBuf),
    #[error("cannot read {}: {source}", path.display())]
    Io { path: PathBuf, source: io::Error },
}

impl ReadError {
    pub(super) fn at(path: &Path) -> impl FnOnce(io::Error) -> Self {
        let path = path.to_owned();
        move |source| Self::Io { path, source }
    }
}

/// The seals of the handbook's claims, in its root.
pub const LOCK: &str = "grounding.lock";

pub fn load(root: &Path) -> Result<Sources, ReadError> {
    fs::read_dir(root).map_err(ReadError::at(root))?;
    let book = root.join("book.toml");
    if !fs::symlink_metadata(&book).is_ok_and(|m| m.is_file() || m.is_symlink()) {
        return Err(ReadError::NoBook(root.to_owned()));
    }
    let mut listing = Listing::default();
    listing.add_file(root, "book.toml");
    listing.add_file(root, LOCK);
    // `book.toml` says where the content is, so it is read first.
    let is_refused = listing.refused.contains_key("book.toml");
    let text = match (!is_refused).then(|| read_one(&book, "book.toml")) {
        Some(Ok(Loaded::Text(text))) => text,
        _ => String::new(),
    };
    let settings = Sources::from_texts([("book.toml", text)]);
    listing.add_content(root, &settings.content, &settings.output)?;
    listing.add_folder(root, "templates")?;

    let read: Vec<(String, Result<Loaded, Refused>)> = std::mem::take(&mut listing.paths)
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
            Err(why) => {
                listing.refused.insert(path, why);
            }
        }
    }
    // Refused files stand among the sources as empty ones, so that a diagnostic can point at them.
    texts.extend(listing.refused.keys().map(|path| SourceFile {
        path: path.clone(),
        text: String::new(),
    }));
    let mut sources = Sources::from_texts(texts.into_iter().map(|f| (f.path, f.text)));
    sources.content = settings.content;
    sources.output = settings.output;
    sources.images = images;
    sources.refused = listing.refused.keys().filter_map(|path| sources.find(path)).collect();
    let refused = listing.refused.iter().filter_map(|(path, why)| {
        let id = sources.find(path)?;
        Some(whole_file(codes::UNREADABLE_FILE, id, format!("`{path}` {why}"), "not read").help(why.help()))
    });
    let refused: Vec<Diagnostic> = refused.chain(unseen(&sources)).collect();
    sources.diagnostics = refused;
    Ok(sources)
}

/// Characters that nobody can see, in what is not a template.
fn unseen(sources: &Sources) -> Vec<Diagnostic> {
    let texts = sources.iter().filter(|(_, file)| !file.path.starts_with("templates/"));
    let texts: Vec<_> = texts.collect();
    let found = texts.into_par_iter().filter_map(|(id, file)| {
        let (at, letter) = file.text.char_indices().find(|(_, c)| is_unseen(*c))?;
        let code = u32::from(letter);
        let wrong = Diagnostic::error(
            codes::UNREADABLE_FILE,
            Span::new(id, at..at + letter.len_utf8()),
            format!("`{}` has the character U+{code:04X}, which cannot be seen", file.path),
            "behind this",
        );
        Some(wrong.help("take it out: the text may read otherwise than it is written"))
    });
    found.collect()
}

enum Loaded {
    Text(String),
    Image(Vec<u8>),
}

/// Kinds of image that a browser shows and that hold no script.
pub const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "avif"];

/// Kinds of file that are read as text. Whatever else someone keeps in the folder is not looked into.
const TEXTS: [&str; 8] = ["toml", "md", "bib", "csl", "html", "css", "js", "lock"];

fn read_one(path: &Path, relative: &str) -> Result<Loaded, Refused> {
    let extension = extension(relative);
    let is_image = IMAGES.contains(&extension.as_str());
    if !is_image && !TEXTS.contains(&extension.as_str()) {
        return Ok(Loaded::Text(String::new()));
    }
    let io = |e: io::Error| Refused::Io(e.to_string());
    let largest = match extension.as_str() {
        "lock" | "bib" => LARGEST_OF_ALL,
        _ => LARGEST,
    };
    if fs::metadata(path).map_err(io)?.len() > largest {
        return Err(Refused::TooLarge(largest / 1024 / 1024));
    }
    let bytes = fs::read(path).map_err(io)?;
    if is_image {
        return Ok(Loaded::Image(bytes));
    }
    String::from_utf8(bytes).map(Loaded::Text).map_err(|e| {
        let readable = &e.as_bytes()[..e.utf8_error().valid_up_to()];
        Refused::NotText(1 + readable.iter().filter(|b| **b == b'\n').count())
    })
}

/// What follows the last full stop of a path, in lower case.
pub(super) fn extension(path: &str) -> String {
    path.rsplit_once('.').map_or("", |(_, e)| e).to_lowercase()
}
