//! Takes a handbook's files off the disk, and never anything outside its root.

use std::collections::{BTreeMap, HashMap};
use std::fs;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, SystemTime};

use rayon::prelude::*;

use super::listing::{Listing, Refused};
use super::name::first_unseen;
use super::retractions::RETRACTIONS;
use super::sources::{Sources, whole_file, without_mark};
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

/// Reads a handbook again and again, and each time only the files that may have changed since.
#[derive(Debug, Default)]
pub struct Reader {
    known: HashMap<String, Known>,
}

/// A file that was read, and what the system said of it before.
#[derive(Debug)]
struct Known {
    stamp: Stamp,
    loaded: Loaded,
}

impl Reader {
    /// Reads the handbook whose `book.toml` stands in `root`.
    ///
    /// # Errors
    ///
    /// As for [`Sources::load`].
    pub fn load(&mut self, root: &Path) -> Result<Sources, ReadError> {
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
            Some(Ok(Loaded::Text { text, .. })) => text,
            _ => Arc::from(""),
        };
        let settings = Sources::from_texts([("book.toml", &*text)]);
        listing.add_content(root, &settings.content, &settings.output)?;
        listing.add_folder(root, "templates")?;

        let read: Vec<(String, Result<Known, Refused>)> = std::mem::take(&mut listing.paths)
            .into_par_iter()
            .with_max_len(64)
            .map(|path| {
                let known = self.read(root, &path);
                (path, known)
            })
            .collect();
        let mut sources = Files::default();
        self.known.clear();
        for (path, read) in read {
            match read {
                Ok(known) => {
                    sources.add(&path, &known.loaded);
                    self.known.insert(path, known);
                }
                Err(why) => {
                    listing.refused.insert(path, why);
                }
            }
        }
        let mut sources = sources.into_sources(&listing.refused);
        sources.content = settings.content;
        sources.output = settings.output;
        Ok(sources)
    }

    /// Reads a file, unless it is known and the system says that it has not changed since.
    fn read(&self, root: &Path, path: &str) -> Result<Known, Refused> {
        let full = root.join(path);
        let stamp = Stamp::of(&full);
        if let (Some(stamp), Some(known)) = (&stamp, self.known.get(path))
            && known.stamp == *stamp
            && stamp.settled
        {
            return Ok(Known {
                stamp: stamp.clone(),
                loaded: known.loaded.clone(),
            });
        }
        Ok(Known {
            stamp: stamp.unwrap_or_default(),
            loaded: read_one(&full, path)?,
        })
    }
}

/// What was read, on its way to sources.
#[derive(Debug, Default)]
struct Files {
    texts: Vec<(String, Arc<str>)>,
    images: BTreeMap<String, Arc<[u8]>>,
    unseen: Vec<(String, usize, char)>,
}

impl Files {
    fn add(&mut self, path: &str, loaded: &Loaded) {
        match loaded {
            Loaded::Text { text, unseen } => {
                if let (Some((at, letter)), false) = (unseen, path.starts_with("templates/")) {
                    self.unseen.push((path.to_owned(), *at, *letter));
                }
                self.texts.push((path.to_owned(), Arc::clone(text)));
            }
            Loaded::Image(bytes) => drop(self.images.insert(path.to_owned(), Arc::clone(bytes))),
        }
    }

    /// Refused files stand among the sources as empty ones, so that a diagnostic can point at them.
    fn into_sources(mut self, refused: &BTreeMap<String, Refused>) -> Sources {
        let empty = Arc::from("");
        self.texts
            .extend(refused.keys().map(|path| (path.clone(), Arc::clone(&empty))));
        let mut sources = Sources::from_files(self.texts);
        sources.images = self.images;
        sources.refused = refused.keys().filter_map(|path| sources.find(path)).collect();
        let not_read = refused.iter().filter_map(|(path, why)| {
            let id = sources.find(path)?;
            let wrong = whole_file(codes::UNREADABLE_FILE, id, format!("`{path}` {why}"), "not read");
            Some(wrong.help(why.help()))
        });
        let unseen = self.unseen.iter().filter_map(|(path, at, letter)| {
            let code = u32::from(*letter);
            let wrong = Diagnostic::error(
                codes::UNREADABLE_FILE,
                Span::new(sources.find(path)?, *at..*at + letter.len_utf8()),
                format!("`{path}` has the character U+{code:04X}, which cannot be seen"),
                "behind this",
            );
            Some(wrong.help("take it out: the text may read otherwise than it is written"))
        });
        let found: Vec<Diagnostic> = not_read.chain(unseen).collect();
        sources.diagnostics = found;
        sources
    }
}

/// What the system says of a file without reading it.
#[derive(Debug, Clone, Default)]
struct Stamp {
    length: u64,
    modified: Option<SystemTime>,
    /// Where the file is on its disk and when its entry last changed, for systems that say so: a file that was put in the
    /// place of another can have its age and length.
    entry: [i64; 4],
    /// Whether the file was old when it was looked at. A file that was just written may be written again without a newer
    /// date, for dates are coarse.
    settled: bool,
}

impl Stamp {
    /// The coarsest dates that file systems in use keep are of two seconds.
    const COARSE: Duration = Duration::from_secs(2);

    fn of(path: &Path) -> Option<Self> {
        let now = SystemTime::now();
        let found = fs::metadata(path).ok()?;
        let modified = found.modified().ok()?;
        let age = now.duration_since(modified);
        Some(Self {
            length: found.len(),
            modified: Some(modified),
            entry: entry(&found),
            settled: age.is_ok_and(|age| age > Self::COARSE),
        })
    }
}

/// Whether a file had the same stamp when it was read is what counts, and not how old it was then: it is read again until
/// it has been read when it was old.
impl PartialEq for Stamp {
    fn eq(&self, other: &Self) -> bool {
        let key = |stamp: &Self| (stamp.length, stamp.modified, stamp.entry, stamp.settled);
        self.modified.is_some() && key(self) == key(other)
    }
}

#[cfg(unix)]
fn entry(found: &fs::Metadata) -> [i64; 4] {
    use std::os::unix::fs::MetadataExt;
    [
        found.dev().cast_signed(),
        found.ino().cast_signed(),
        found.ctime(),
        found.ctime_nsec(),
    ]
}

#[cfg(not(unix))]
fn entry(_: &fs::Metadata) -> [i64; 4] {
    [0; 4]
}

/// A file as it was read. A clone shares it.
#[derive(Debug, Clone)]
enum Loaded {
    Text {
        text: Arc<str>,
        /// The first character that nobody can see, and where it stands.
        unseen: Option<(usize, char)>,
    },
    Image(Arc<[u8]>),
}

impl Loaded {
    fn text(text: String) -> Self {
        let text: Arc<str> = without_mark(text).into();
        Self::Text {
            unseen: first_unseen(&text),
            text,
        }
    }
}

/// Kinds of image that a browser shows and that hold no script.
pub const IMAGES: [&str; 6] = ["png", "jpg", "jpeg", "gif", "webp", "avif"];

/// Kinds of file that are read as text. Whatever else someone keeps in the folder is not looked into.
const TEXTS: [&str; 9] = ["toml", "md", "bib", "csl", "html", "css", "js", "lock", "typ"];

fn read_one(path: &Path, relative: &str) -> Result<Loaded, Refused> {
    let extension = extension(relative);
    let is_image = IMAGES.contains(&extension.as_str());
    // The icon of a handbook's own; other drawings might hold script, and are no images of content.
    let is_icon = extension == "svg" && relative.starts_with("templates/");
    let is_text = is_icon || TEXTS.contains(&extension.as_str()) || relative.rsplit('/').next() == Some(RETRACTIONS);
    if !is_image && !is_text {
        return Ok(Loaded::text(String::new()));
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
        return Ok(Loaded::Image(bytes.into()));
    }
    String::from_utf8(bytes).map(Loaded::text).map_err(|e| {
        let readable = &e.as_bytes()[..e.utf8_error().valid_up_to()];
        Refused::NotText(1 + readable.iter().filter(|b| **b == b'\n').count())
    })
}

/// What follows the last full stop of a path, in lower case.
pub(super) fn extension(path: &str) -> String {
    path.rsplit_once('.').map_or("", |(_, e)| e).to_lowercase()
}
