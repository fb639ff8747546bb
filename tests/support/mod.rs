//! What tests share: small handbooks in memory and on disk, the program run over them, and pages read as a browser reads
//! them.

#![allow(dead_code, reason = "each test program uses a part of it")]

pub mod cases;
pub mod digest;
pub mod handbook;
pub mod memory;
pub mod page;
pub mod run;
pub mod sheets;
pub mod strange;
pub mod structure;

use std::collections::BTreeMap;
use std::fs;
use std::path::{Path, PathBuf};

/// Every file below a folder by its path with forward slashes, with its bytes.
pub type Files = BTreeMap<String, Vec<u8>>;

/// The root of this repository.
pub fn repository() -> &'static Path {
    Path::new(env!("CARGO_MANIFEST_DIR"))
}

/// Every file below a folder.
pub fn files_below(folder: &Path) -> Files {
    let mut found = Files::new();
    let mut open: Vec<PathBuf> = vec![folder.to_owned()];
    while let Some(next) = open.pop() {
        for entry in fs::read_dir(&next).unwrap_or_else(|e| panic!("{}: {e}", next.display())) {
            let entry = entry.expect("the folder can be read");
            let path = entry.path();
            if entry.file_type().expect("the file has a type").is_dir() {
                open.push(path);
                continue;
            }
            let name = path.strip_prefix(folder).expect("it is below the folder");
            let name = name.to_str().expect("names are UTF-8").replace('\\', "/");
            found.insert(name, fs::read(&path).expect("the file can be read"));
        }
    }
    found
}

/// Copies files and folders.
pub fn copy(from: &Path, to: &Path) {
    for (name, bytes) in files_below(from) {
        write(&to.join(name), bytes);
    }
}

/// Writes a file and makes the folders that it stands in.
pub fn write(path: &Path, bytes: impl AsRef<[u8]>) {
    fs::create_dir_all(path.parent().expect("a file stands in a folder")).expect("the folder can be made");
    fs::write(path, bytes).unwrap_or_else(|e| panic!("{}: {e}", path.display()));
}
