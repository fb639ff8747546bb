//! The papers' texts, one `<citekey>.txt` for each, from a folder outside the handbook.

use std::fs;
use std::io;
use std::path::Path;

/// The texts by citation key, in the order of the keys.
///
/// # Errors
///
/// Where the folder, or a text in it, cannot be read. Letters that are not UTF-8 are replaced: OCR leaves such.
pub fn texts(folder: &Path) -> io::Result<Vec<(String, String)>> {
    let at = |path: &Path| {
        let path = path.to_owned();
        move |error: io::Error| io::Error::new(error.kind(), format!("cannot read {}: {error}", path.display()))
    };
    let mut texts = Vec::new();
    for entry in fs::read_dir(folder).map_err(at(folder))? {
        let path = entry.map_err(at(folder))?.path();
        let key = path.file_stem().and_then(|stem| stem.to_str());
        if let (Some(key), true) = (key, path.extension().is_some_and(|e| e == "txt")) {
            let bytes = fs::read(&path).map_err(at(&path))?;
            texts.push((key.to_owned(), String::from_utf8_lossy(&bytes).into_owned()));
        }
    }
    texts.sort();
    Ok(texts)
}
