//! What pages say, for the results of the search: a result shows the sentence in which the words were found.
//!
//! As with all that search reads, each file is a script that hands over its data. A page's file goes by its path, as with
//! previews, and has so few pages that a reader loads little more than what the results on the screen need.

use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};

use serde_json::{Value, json};

use super::places::{self, Group, Place};
use crate::ask::{Ask, Whole};
use crate::render::previews::part_of;
use crate::view::{self, PageId};

/// Where the files are.
pub const FOLDER: &str = "said";

/// How many pages stand in one file, about. As with previews, the number of files doubles when they become too large.
const TOGETHER: usize = 8;

/// How many files there are for the pages that can be found.
pub fn count(pages: usize) -> usize {
    (pages / TOGETHER).next_power_of_two()
}

/// The pages of each file, by its path.
pub fn parts(whole: Whole<'_>) -> Vec<(String, Vec<PageId>)> {
    let pages = view::sure_pages(Ask::unnoted(whole)).into_iter().filter(says_something);
    let pages: Vec<PageId> = pages.collect();
    let count = count(pages.len());
    let mut parts: Vec<(String, Vec<PageId>)> = (0..count)
        .map(|number| (format!("{FOLDER}/{number}.js"), Vec::new()))
        .collect();
    for id in pages {
        parts[part_of(&id.path(), count)].1.push(id);
    }
    parts
}

/// Whether the search finds a page by what it says.
pub fn says_something(id: &PageId) -> bool {
    matches!(id, PageId::Record(_) | PageId::Chapter(_) | PageId::Work(_))
}

/// A file of what finished pages say, by their paths.
pub fn file<'p>(pages: impl IntoIterator<Item = (String, &'p [u8])>) -> Vec<u8> {
    script(&pages.into_iter().map(|(path, html)| (path, value(html))).collect())
}

fn script(pages: &BTreeMap<String, Value>) -> Vec<u8> {
    format!("sourcebook_search.said({});\n", json!(pages)).into_bytes()
}

/// For each heading its words, its anchor, and what stands below it: a text, or the anchor of a place (or nothing), its text,
/// and how many hundredths of it are links, where they are any.
fn value(html: &[u8]) -> Value {
    let place = |place: Place| match (place.anchor, place.linked) {
        (anchor, linked) if linked > 0 => json!([anchor.unwrap_or_default(), place.text, linked]),
        (Some(anchor), _) => json!([anchor, place.text]),
        (None, _) => json!(place.text),
    };
    let group = |group: Group| {
        let places: Vec<Value> = group.places.into_iter().map(place).collect();
        json!([group.heading, group.anchor, places])
    };
    places::of(html).into_iter().map(group).collect()
}

/// What pages say, noted as they are made.
#[derive(Debug, Default)]
pub struct Noted(Mutex<BTreeMap<String, Value>>);

impl Noted {
    /// Notes a finished page. Any thread may.
    pub fn note(&self, id: &PageId, html: &[u8]) {
        if says_something(id) {
            let value = value(html);
            self.0
                .lock()
                .unwrap_or_else(PoisonError::into_inner)
                .insert(id.path(), value);
        }
    }

    /// The file of these pages, if all of them have been made.
    pub fn file(&self, of: &[PageId]) -> Option<Vec<u8>> {
        let noted = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let pages = of.iter().map(|id| {
            let path = id.path();
            let value = noted.get(&path)?.clone();
            Some((path, value))
        });
        Some(script(&pages.collect::<Option<_>>()?))
    }
}
