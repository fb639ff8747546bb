//! Tells the program by which source it was compiled, so that what another one printed is not taken for its own.

use std::fs;
use std::hash::{DefaultHasher, Hash, Hasher};
use std::io;
use std::path::{Path, PathBuf};

/// What decides what is printed: the program, what is compiled into it, and the libraries.
const SOURCE: [&str; 3] = ["src", "templates", "Cargo.lock"];

fn main() -> io::Result<()> {
    let mut files = Vec::new();
    for path in SOURCE {
        println!("cargo::rerun-if-changed={path}");
        below(Path::new(path), &mut files)?;
    }
    files.sort();
    let mut hasher = DefaultHasher::new();
    for path in files {
        (path.as_os_str(), fs::read(&path)?).hash(&mut hasher);
    }
    println!("cargo::rustc-env=SOURCEBOOK_SOURCE={:016x}", hasher.finish());
    Ok(())
}

/// The files of a folder and of all folders in it, or a file alone.
fn below(path: &Path, files: &mut Vec<PathBuf>) -> io::Result<()> {
    if !path.is_dir() {
        files.push(path.to_owned());
        return Ok(());
    }
    for entry in fs::read_dir(path)? {
        below(&entry?.path(), files)?;
    }
    Ok(())
}
