//! What lets a site be read without a network, once it was opened from a server: a service worker, and the list of the files
//! that it keeps.
//!
//! The list names each file with its digest, so that a new edition is fetched only as far as it differs, and no file of one
//! edition is taken for that of another. It can be made only when all other files have been.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde_json::json;

use crate::read::Sources;
use crate::view::{NOT_FOUND, OFFLINE};

use super::templates;

/// The list of what is kept.
pub const LIST: &str = "kept.json";

/// The service worker. It speaks for the folder that it is in.
pub const WORKER: &str = "worker.js";

/// What is made when all other files have been.
pub const LAST: [&str; 2] = [LIST, WORKER];

/// A site of more files is kept as far as a reader opens it. More would be too much to be fetched unasked.
const MOST: usize = 2_000;

/// The version of the form of the list.
const VERSION: u32 = 1;

/// The digests of the files that are kept, noted as the files are made.
#[derive(Debug)]
pub struct Digests {
    /// By path; none until the file has been made.
    files: Mutex<BTreeMap<String, Option<String>>>,
    whole: bool,
}

impl Digests {
    /// `paths` are those of all files that the site will have.
    pub fn new<'p>(paths: impl IntoIterator<Item = &'p str>) -> Self {
        Self::of(paths, MOST)
    }

    fn of<'p>(paths: impl IntoIterator<Item = &'p str>, most: usize) -> Self {
        let kept: Vec<&str> = paths.into_iter().filter(|path| is_kept(path)).collect();
        let whole = kept.len() <= most;
        let files = kept.into_iter().filter(|path| whole || is_frame(path));
        Self {
            files: Mutex::new(files.map(|path| (path.to_owned(), None)).collect()),
            whole,
        }
    }

    /// Notes a file. Any thread may.
    pub fn note(&self, path: &str, bytes: &[u8]) {
        let wanted = |files: &BTreeMap<String, Option<String>>| files.contains_key(path);
        let is_wanted = wanted(&self.files.lock().unwrap_or_else(PoisonError::into_inner));
        if is_wanted {
            let digest = digest(bytes);
            let mut files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
            files.insert(path.to_owned(), Some(digest));
        }
    }

    /// One of the files that are made last, by its path.
    pub fn file(&self, sources: &Sources, path: &str) -> Vec<u8> {
        let files = self.files.lock().unwrap_or_else(PoisonError::into_inner);
        debug_assert!(files.values().all(Option::is_some), "all other files were made before");
        let files: BTreeMap<&str, &str> = files
            .iter()
            .filter_map(|(path, digest)| Some((path.as_str(), digest.as_deref()?)))
            .collect();
        let mut all = blake3::Hasher::new();
        for (path, digest) in &files {
            all.update(format!("{path} {digest}\n").as_bytes());
        }
        let edition = &all.finalize().to_hex()[..16];
        if path == WORKER {
            let text = templates::asset(sources, WORKER);
            return format!("\"use strict\";\nconst EDITION = \"{edition}\";\n{text}").into_bytes();
        }
        let frame: Vec<&str> = files.keys().copied().filter(|path| is_frame(path)).collect();
        let list = json!({
            "version": VERSION,
            "edition": edition,
            "whole": self.whole,
            "frame": frame,
            "files": files,
        });
        format!("{list:#}\n").into_bytes()
    }
}

/// Whether readers without a network may want a file: data for machines they do not, and a server's page for what is not
/// there comes from the server.
fn is_kept(path: &str) -> bool {
    let is_data = [".json", ".xml", ".csv", ".pdf"].iter().any(|end| path.ends_with(end));
    !is_data && !LAST.contains(&path) && path != NOT_FOUND
}

/// Whether every reader needs a file: styles and scripts, the first page, and the one that says what is missing.
fn is_frame(path: &str) -> bool {
    let is_page = path.ends_with(".html");
    path == "index.html" || path == OFFLINE || (!is_page && !path.contains('/'))
}

/// By the first half two editions of a file are told apart. The second is its CRC-32, which browsers can work out too, to see
/// whether what they fetched is the file of this edition.
fn digest(bytes: &[u8]) -> String {
    let hash = blake3::hash(bytes).to_hex();
    format!("{}-{:08x}", &hash[..24], crc32fast::hash(bytes))
}

#[cfg(test)]
mod tests {
    use super::*;

    const PATHS: [&str; 7] = [
        "404.html",
        "index.html",
        "offline.html",
        "qa.json",
        "search/names.js",
        "site.css",
        "trial/a.html",
    ];

    fn list(digests: &Digests) -> serde_json::Value {
        for path in PATHS {
            digests.note(path, path.as_bytes());
        }
        serde_json::from_slice(&digests.file(&Sources::default(), LIST)).expect("it is JSON")
    }

    #[test]
    fn a_small_site_is_kept_whole_but_for_data() {
        let list = list(&Digests::of(PATHS, 5));
        let files = list["files"].as_object().expect("files by path");
        let kept: Vec<&str> = files.keys().map(String::as_str).collect();
        assert_eq!(
            kept,
            [
                "index.html",
                "offline.html",
                "search/names.js",
                "site.css",
                "trial/a.html"
            ]
        );
        assert_eq!(list["whole"], true);
        assert_eq!(files["site.css"], digest(b"site.css"));
    }

    #[test]
    fn of_a_large_site_only_what_all_pages_need_is_listed() {
        let list = list(&Digests::of(PATHS, 4));
        let kept: Vec<&String> = list["files"].as_object().expect("files by path").keys().collect();
        assert_eq!(kept, ["index.html", "offline.html", "site.css"]);
        assert_eq!(list["whole"], false);
    }

    #[test]
    fn a_digest_ends_with_what_browsers_can_check() {
        // The check value of CRC-32 as catalogues of such sums give it.
        assert!(digest(b"123456789").ends_with("-cbf43926"));
    }

    #[test]
    fn the_worker_changes_with_any_kept_file() {
        let worker = |text: &str| {
            let digests = Digests::new(["index.html"]);
            digests.note("index.html", text.as_bytes());
            digests.file(&Sources::default(), WORKER)
        };
        assert_ne!(worker("a"), worker("b"));
        assert_eq!(worker("a"), worker("a"));
    }
}
