//! A record that is not there yet: where it belongs, and whether its id is free.

use super::form::form;
use crate::diagnostic::nearest;
use crate::model::Kind;
use crate::model::place::Place;
use crate::model::text::kebab;
use crate::read::name::device_fault;
use crate::read::node::Node;
use crate::read::{Sources, bibliography};

/// A record to be written.
#[derive(Debug)]
pub struct Fresh {
    /// From the handbook's root.
    pub path: String,
    pub text: String,
    /// What else its author has to see to.
    pub note: Option<String>,
}

/// Why there can be no such record.
#[derive(Debug, thiserror::Error)]
pub enum Taken {
    #[error("{message}\n  help: {help}")]
    Id { message: String, help: String },
    #[error("`{record}` is there already: {path}\n  help: take another id, or edit that file")]
    There { record: String, path: String },
    #[error("`{record}` is what `{now}` was called before, and links to it lead there\n  help: take another id")]
    Former { record: String, now: String },
    #[error(
        "the content folder is not known, for book.toml cannot be read\n  help: `sourcebook check` says what is wrong with it"
    )]
    Book,
}

/// The record of this kind and id, to be filled in. Records elsewhere may be broken.
///
/// # Errors
///
/// Where the id is none, or is used, be it as a former one.
pub fn record(sources: &Sources, kind: Kind, id: &str) -> Result<Fresh, Taken> {
    let book = sources.find("book.toml").filter(|file| !sources.refused.contains(file));
    if !book.is_some_and(|file| sources.tree(file).0.whole) {
        return Err(Taken::Book);
    }
    kebab(id).map_err(|error| Taken::Id {
        message: error.message,
        help: error.help.unwrap_or_default(),
    })?;
    let below = format!("{}/{id}.toml", kind.folder());
    if let Some(why) = device_fault(&below) {
        let message = format!("`{id}.toml` {why}");
        let help = "take another id".to_owned();
        return Err(Taken::Id { message, help });
    }
    let record = format!("{}:{id}", kind.name());
    let path = match sources.content.as_str() {
        "." => below,
        content => format!("{content}/{below}"),
    };
    if sources.find(&path).is_some() {
        return Err(Taken::There { record, path });
    }
    if let Some(now) = renamed(sources, kind, id) {
        return Err(Taken::Former { record, now });
    }
    Ok(Fresh {
        text: form(kind, path.matches('/').count()),
        note: (kind.is_work()).then(|| unknown_work(sources, id)).flatten(),
        path,
    })
}

/// The record that says that it once had this id.
fn renamed(sources: &Sources, kind: Kind, id: &str) -> Option<String> {
    let says = |root: &Node| {
        let former = root.get("formerly").and_then(Node::as_array).unwrap_or_default();
        former.iter().any(|old| old.as_text() == Some(id))
    };
    sources.below("").find_map(|(file, path)| match Place::of(path) {
        Place::Record(now) if now.kind == kind => says(&sources.tree(file).0.root).then(|| now.to_string()),
        _ => None,
    })
}

/// That a note on a work needs the work.
fn unknown_work(sources: &Sources, key: &str) -> Option<String> {
    let works = match sources.in_content("references.bib") {
        Some(file) => bibliography::parse(file, &sources.file(file).text).0.works,
        None => Default::default(),
    };
    if works.contains_key(key) {
        return None;
    }
    let near = nearest(key, works.keys().map(String::as_str));
    let near = near
        .map(|near| format!("; there is a work `{near}`"))
        .unwrap_or_default();
    Some(format!("references.bib has no work with the key `{key}`{near}"))
}
