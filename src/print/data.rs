//! The data of a sheet: all that its template sees, and what the PDF carries so that the sheet can be held against the
//! handbook later.

use std::collections::BTreeMap;

use serde::{Deserialize, Serialize};
use typst::foundations::Bytes;

use super::code;
use super::fault::PrintError;
use super::paper::Measures;
use super::press::{About, Files};
use super::shown::Shown;
use crate::ask::{Ask, Whole};
use crate::model::RecordId;
use crate::view::record_path;
use crate::words::Arg;

/// What tells a sheet apart from all others, and what made it.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Stamp {
    /// `card`.
    pub sort: String,
    /// `therapy:sample`.
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
pub struct Data<'d> {
    pub sheet: Stamp,
    pub shown: &'d Shown,
    pub paper: Measures,
    pub language: &'d str,
    pub book: &'d str,
    pub version: Option<String>,
    pub digest: &'d str,
    /// The address of the site, ending with a slash.
    pub site: Option<String>,
    /// Where the code leads.
    pub address: Option<String>,
    /// Words for a reader who cannot see the code, where there is one.
    pub code: Option<String>,
    /// Why it must not be used.
    pub draft: &'d [String],
    /// For measuring: the page is as long as it has to be.
    pub endless: bool,
    pub words: BTreeMap<&'static str, &'d str>,
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
}

/// Words that templates of cards use.
const WORDS: [&str; 13] = [
    "print-continued",
    "print-sources",
    "print-short-forms",
    "print-until",
    "print-no-until",
    "print-draft",
    "print-draft-because",
    "print-digest",
    "print-record",
    "print-no-address",
    "print-scan",
    "print-page-one",
    "print-carried",
];

impl<'d> Data<'d> {
    /// The data of a card. `draft` says why it must not be used.
    pub fn new(
        whole: Whole<'d>,
        sheet: Stamp,
        of: (&RecordId, &'d Shown, &'d str),
        paper: Measures,
        draft: &'d [String],
    ) -> Self {
        let (record, shown, digest) = of;
        let (book, words) = (Ask::unnoted(whole).book(), whole.words);
        let site = site(whole);
        let edition = sheet.edition.as_deref();
        let address = site
            .as_ref()
            .map(|site| code::address(site, &record_path(record), edition, digest));
        let described = |address: &String| words.with("print-code", &[("address", Arg::Text(address))]);
        Self {
            shown,
            paper,
            language: book.language(),
            book: book.book.title.as_str(),
            version: edition.map(|version| words.with("print-version", &[("version", Arg::Text(version))])),
            digest,
            code: address.as_ref().map(described),
            site,
            address,
            draft,
            endless: false,
            words: WORDS.iter().map(|id| (*id, words.say(id))).collect(),
            sheet,
        }
    }

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

/// The address of the site, ending with a slash.
pub fn site(whole: Whole<'_>) -> Option<String> {
    let url = whole.corpus.book.book.url.as_ref()?.as_str();
    url.starts_with("http")
        .then(|| format!("{}/", url.trim_end_matches('/')))
}

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
