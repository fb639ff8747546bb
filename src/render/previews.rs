//! What links to records and works show before they are followed, in files that the script of the pages loads by part.
//!
//! As with the search, each file is a script that hands over its data, for pages from `file://` may not fetch. A page's part
//! goes by its path, so that the script knows which to load, and a reader loads only what a link needs.

use std::collections::BTreeMap;

use serde_json::{Value, json};

use super::csv::words;
use super::markdown::Renderer;
use super::supplies::Stock;
use crate::index::Origin;
use crate::model::RecordId;
use crate::view::preview::{self, Preview};
use crate::view::{Context, State, record_path};

/// Where the files are.
pub const FOLDER: &str = "previews";

/// The records of each file, by its path.
pub fn parts(context: &Context<'_>) -> Vec<(String, Vec<RecordId>)> {
    let count = preview::parts(context.ask);
    let mut parts: Vec<(String, Vec<RecordId>)> = (0..count)
        .map(|number| (format!("{FOLDER}/{number}.js"), Vec::new()))
        .collect();
    for id in preview::all(context.ask) {
        let part = part_of(&record_path(&id), count);
        parts[part].1.push(id);
    }
    parts
}

/// The file of some records.
pub fn file(context: &Context<'_>, stock: Stock<'_>, of: &[RecordId]) -> Vec<u8> {
    let all: BTreeMap<String, Value> = of
        .iter()
        .map(|id| {
            let preview = preview::of(context, id);
            (preview.to.clone(), entry(context, stock, id, &preview))
        })
        .collect();
    format!("sourcebook_previews({});\n", json!(all)).into_bytes()
}

/// What stands in the preview: the sort, the name, the full name, warnings, and a text.
fn entry(context: &Context<'_>, stock: Stock<'_>, id: &RecordId, preview: &Preview) -> Value {
    let cited = preview.cite_key.as_ref().and_then(|key| stock.works().entry(key));
    let text = match (&preview.text, cited) {
        (_, Some((_, html))) => words(html),
        (Some(text), None) => {
            let mut renderer = Renderer::new(*context, stock, Origin::Record(id.clone()), &preview.to);
            words(&renderer.html(&text.markdown, true, &[]))
        }
        (None, None) => String::new(),
    };
    let state = preview.state.map(|state| match state {
        State::Withdrawn => "state-withdrawn",
        State::Retracted => "state-retracted",
        State::Superseded => "state-superseded",
        State::Doubted => "state-doubted",
        State::Corrected => "state-corrected",
    });
    let suspect = preview.is_suspect.then_some("ways-suspect");
    let warnings: Vec<&str> = state
        .into_iter()
        .chain(suspect)
        .map(|id| context.words.say(id))
        .collect();
    json!([preview.sort, preview.name, preview.title, warnings, text])
}

/// The part that a path stands in: FNV-1a of its letters, which the script calculates too.
pub(super) fn part_of(path: &str, parts: usize) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    for letter in path.chars() {
        hash = (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193);
    }
    hash as usize % parts
}
