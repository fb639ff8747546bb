//! Lists that grow with the handbook, cut into parts that a page can show.
//!
//! Where a list is cut depends on all of it, and each of its parts is a page. So it is cut once for a handbook, and each page
//! asks for the cuts and looks at nothing but its own part. How a list is ordered, and what its entries weigh on a page, is
//! the matter of views; here is what came of it.

use std::collections::BTreeMap;
use std::hash::{Hash, Hasher};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use super::{Ask, Hashed, Whole};
use crate::model::{Kind, RecordId};

/// A list that grows with the handbook.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Listing {
    /// The records of a kind.
    Kind(Kind),
    /// The bibliography.
    Works,
    /// All names from A to Z.
    Names,
    /// The papers against which claims were held.
    Papers,
    /// Claims that were accepted without being found.
    Accepted,
    /// Therapies in the evidence map.
    Map,
}

/// A list with the way to cut it.
#[derive(Debug, Clone, Copy)]
pub struct Cut {
    pub list: Listing,
    pub by: for<'a> fn(Ask<'a>, Listing) -> Parts,
}

/// There is one way to cut a list.
impl PartialEq for Cut {
    fn eq(&self, other: &Self) -> bool {
        self.list == other.list
    }
}

impl Eq for Cut {}

impl Hash for Cut {
    fn hash<H: Hasher>(&self, state: &mut H) {
        self.list.hash(state);
    }
}

/// The parts of a list, in order; none where one page bears all of it.
pub type Parts = Vec<Part>;

/// What one page shows of a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Part {
    /// From where to where it goes, in words.
    pub range: String,
    /// The heading under which all of it stands, where the parts of a list never reach over one.
    pub head: String,
    pub entries: Vec<Entry>,
}

/// Something in a list.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Entry {
    pub record: Option<RecordId>,
    /// What tells it from others of the record, or from others where it is none: a name, a citation key.
    pub text: String,
}

impl From<&RecordId> for Entry {
    fn from(record: &RecordId) -> Self {
        Self {
            record: Some(record.clone()),
            text: String::new(),
        }
    }
}

/// Parts that many pages share.
pub type Shared = Arc<Hashed<Parts>>;

/// The parts of lists, each list cut when it is first asked for.
#[derive(Debug, Default)]
pub struct Lists(Mutex<BTreeMap<Listing, Arc<OnceLock<Shared>>>>);

impl Lists {
    /// The parts of a list.
    pub(super) fn parts(&self, whole: Whole<'_>, cut: &Cut) -> Shared {
        let place = Arc::clone(
            self.0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .entry(cut.list)
                .or_default(),
        );
        // Other lists can be cut at the same time.
        Arc::clone(place.get_or_init(|| {
            let parts = (cut.by)(Ask::unnoted(whole), cut.list);
            let digest = super::digest(&parts);
            Arc::new(Hashed::by(parts, &digest))
        }))
    }
}
