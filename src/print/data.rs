//! The data of a sheet: all that its template sees, and what the PDF carries so that the sheet can be held against the
//! handbook later.

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;

use super::code;
use super::fault::PrintError;
use super::frame::Frame;
use super::press::{About, Files};
use crate::ask::Whole;

/// What tells a sheet apart from all others, and what made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// `card`, `table` or `book`.
    pub sort: String,
    /// By which it is asked for: `therapy:sample`.
    pub record: String,
    /// `a5-landscape`.
    pub paper: String,
    pub draft: bool,
    /// The version of the handbook.
    pub edition: Option<String>,
    /// The program that printed it.
    pub program: String,
    /// The digest of the templates that drew it.
    pub templates: String,
}

/// What a template sees.
#[derive(Debug, Serialize)]
pub struct Data<'d, S> {
    pub sheet: Stamp,
    pub shown: &'d S,
    #[serde(flatten)]
    pub frame: Frame<'d>,
    /// Where the code leads.
    pub address: Option<String>,
    /// For measuring: the page is as long as it has to be.
    pub endless: bool,
    /// Places have labels, by which references find them.
    pub labelled: bool,
}

/// A sheet that was laid out: all that its PDF is made of, but for templates and images.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Drawn {
    pub data: Vec<u8>,
    /// The drawings of a book.
    pub figures: Option<Vec<u8>>,
    /// Of all that the sheet may say.
    pub digest: String,
}

/// What is needed of such data to print it once more.
#[derive(Debug, Clone, Deserialize)]
pub struct Carried {
    pub sheet: Stamp,
    /// Of whatever sort of sheet: a title, and perhaps the images with their digests.
    pub shown: serde_json::Value,
    pub book: String,
    pub digest: String,
    pub address: Option<String>,
    /// The address of the site.
    pub site: Option<String>,
}

impl<S: Serialize> Data<'_, S> {
    pub fn bytes(&self) -> Vec<u8> {
        serde_json::to_vec(self).expect("a sheet is plain data")
    }
}

impl Carried {
    /// Reads data that a sheet carries; nothing where it is none that this program knows.
    pub fn read(data: &[u8]) -> Option<Self> {
        serde_json::from_slice(data).ok()
    }

    /// What the PDF says of itself.
    pub fn about(&self) -> About {
        let Stamp {
            sort,
            record,
            paper,
            draft,
            ..
        } = &self.sheet;
        let draft = draft.then(|| DRAFT.to_owned());
        let keywords = [sort, record, paper, &self.digest].into_iter().cloned().chain(draft);
        About {
            title: self.shown["title"].as_str().unwrap_or_default().to_owned(),
            book: self.book.clone(),
            keywords: keywords.collect(),
        }
    }
}

/// What prints.
pub const PROGRAM: &str = concat!("sourcebook ", env!("CARGO_PKG_VERSION"));

/// The last keyword of a sheet that must not be used.
pub const DRAFT: &str = "draft";

/// The files of a sheet: its data, its code, and those of the handbook's images that it shows.
///
/// # Errors
///
/// Where the address is too long for a code.
pub fn files(whole: Whole<'_>, data: Vec<u8>, address: Option<&str>, images: &[&str]) -> Result<Files, PrintError> {
    let mut files = Files::new();
    if let Some(address) = address {
        files.push(("code.svg".to_owned(), Bytes::from_string(code::svg(address)?)));
    }
    files.push(("data.json".to_owned(), Bytes::new(data)));
    let shown = images
        .iter()
        .filter_map(|path| Some((path, whole.sources.images.get(*path)?)));
    files.extend(shown.map(|(path, bytes)| (format!("images/{path}"), Bytes::new(bytes.to_vec()))));
    Ok(files)
}
