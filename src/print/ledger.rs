//! The list of the sheets in a folder: what each is, up to when it may be used, and what it was made of. By it a sheet that
//! would come out the same is taken over, and not made again.
//!
//! A sheet is made of the program, the templates and its data, and of nothing else: the same always give the same bytes. All
//! of these are known before anything is laid out, and [`Drawn::made_of`] is their digest. A file that is not, byte for byte,
//! the one that was listed is made anew.

use std::collections::BTreeMap;
use std::fmt;

use serde::{Deserialize, Serialize};

use super::data::Drawn;
use super::sheet::{Made, Sheet};

/// The name of the list, at the root of the folder.
pub const NAME: &str = "sheets.json";

/// The version of the list. A field may be added without another one.
const VERSION: u32 = 1;

/// The program that prints, as its source has it: another one may lay out the same data in another way.
const SOURCE: &str = env!("SOURCEBOOK_SOURCE");

/// All sheets of a folder, in the order of their paths.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ledger {
    version: u32,
    sheets: Vec<Listed>,
}

/// A sheet in a folder.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct Listed {
    /// Its path in the folder.
    pub file: String,
    /// `card`, `table` or `book`.
    pub sort: String,
    /// The name by which it is asked for.
    pub record: String,
    pub title: String,
    pub paper: String,
    /// The last day on which it may be used.
    pub until: Option<String>,
    pub draft: bool,
    /// Of what it may say, in hexadecimal, as it stands on the sheet.
    pub digest: String,
    /// What it was made of.
    pub made_of: String,
    /// The BLAKE3 hash of the file.
    pub blake3: String,
}

impl Listed {
    pub fn new(sheet: &Sheet, made: &Made) -> Self {
        Self {
            file: sheet.path(),
            sort: sheet.sort().to_owned(),
            record: sheet.name(),
            title: made.title.clone(),
            paper: sheet.paper().name(),
            until: made.until.clone(),
            draft: !made.reasons.is_empty(),
            digest: made.digest.clone(),
            made_of: made.made_of.clone(),
            blake3: digest(&made.pdf),
        }
    }
}

impl Ledger {
    pub fn new(mut sheets: Vec<Listed>) -> Self {
        sheets.sort_by(|one, other| one.file.cmp(&other.file));
        Self {
            version: VERSION,
            sheets,
        }
    }

    pub fn bytes(&self) -> Vec<u8> {
        let mut bytes = serde_json::to_vec_pretty(self).expect("a list is plain data");
        bytes.push(b'\n');
        bytes
    }
}

impl Drawn {
    /// The digest of all that its PDF is made of, in hexadecimal.
    pub fn made_of(&self) -> String {
        let mut hasher = blake3::Hasher::new();
        for piece in [
            SOURCE.as_bytes(),
            &self.data,
            self.figures.as_deref().unwrap_or_default(),
        ] {
            hasher.update(&(piece.len() as u64).to_le_bytes());
            hasher.update(piece);
        }
        hasher.finalize().to_hex().to_string()
    }
}

/// Gives a file of a folder by its path, where it is there.
pub type Reading = Box<dyn Fn(&str) -> Option<Vec<u8>> + Send + Sync>;

/// The sheets that are in a folder already.
pub struct Before {
    listed: BTreeMap<String, Listed>,
    file: Reading,
}

impl fmt::Debug for Before {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Before")
            .field("listed", &self.listed)
            .finish_non_exhaustive()
    }
}

impl Before {
    /// The sheets of a folder, as far as it has a list that can be read.
    pub fn new(file: Reading) -> Self {
        let ledger = file(NAME).and_then(|bytes| serde_json::from_slice::<Ledger>(&bytes).ok());
        let sheets = ledger.filter(|ledger| ledger.version == VERSION);
        let sheets = sheets.into_iter().flat_map(|ledger| ledger.sheets);
        Self {
            listed: sheets.map(|sheet| (sheet.file.clone(), sheet)).collect(),
            file,
        }
    }

    /// The PDF at a path, if it was made of this and nobody has changed it since.
    pub fn same(&self, path: &str, made_of: &str) -> Option<Vec<u8>> {
        let listed = self.listed.get(path).filter(|listed| listed.made_of == made_of)?;
        let pdf = (self.file)(path)?;
        (digest(&pdf) == listed.blake3).then_some(pdf)
    }
}

/// The digest of a file, in hexadecimal.
pub fn digest(file: &[u8]) -> String {
    blake3::hash(file).to_hex().to_string()
}
