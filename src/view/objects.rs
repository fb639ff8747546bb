//! Every record, part, chapter and abbreviation with its name and place, for other handbooks and for machines to link to.

use serde_json::{Map, Value, json};

use super::block::State;
use super::{Context, abbreviation_path, chapter_path, record_path, state, work_path};
use crate::model::{Kind, Record};

/// The version of the form. A new field leaves it as it is; one that goes or means something else does not.
pub const VERSION: u32 = 1;

/// What stands at the head of the list.
pub fn head(context: &Context<'_>) -> Vec<(&'static str, Value)> {
    let book = context.ask.book();
    let mut head = vec![
        ("version", json!(VERSION)),
        ("title", json!(book.book.title.as_str())),
        ("language", json!(book.language())),
    ];
    head.extend(book.site().map(|site| ("url", json!(site))));
    let edition = book.book.version.as_ref();
    head.extend(edition.map(|version| ("edition", json!(version.as_str()))));
    head
}

/// The list: chapters in reading order, records by kind and id, works and abbreviations by their keys.
pub fn all(context: &Context<'_>) -> Vec<Value> {
    let ask = context.ask;
    let mut objects: Vec<Value> = ask
        .chapters()
        .into_iter()
        .map(|(path, title)| json!({"kind": "chapter", "id": path, "name": title, "path": chapter_path(path)}))
        .collect();
    let kinds = Kind::ALL.iter().filter(|kind| !kind.is_work());
    objects.extend(
        kinds
            .flat_map(|kind| ask.records(*kind))
            .map(|record| of_record(context, record)),
    );
    let works = ask.bibliography().works.keys();
    objects.extend(works.map(|key| {
        let name = ask.work_name(key).unwrap_or_else(|| key.clone());
        json!({"kind": Kind::Work.name(), "id": key, "name": name, "path": work_path(key)})
    }));
    let short = ask.abbreviations().known.iter();
    objects.extend(short.map(|(short, meaning)| {
        let (means, path) = (meaning.means.as_str(), abbreviation_path(short));
        json!({"kind": "abbreviation", "id": short, "name": short, "others": [means], "path": path})
    }));
    objects
}

fn of_record(context: &Context<'_>, record: &Record) -> Value {
    let id = &record.id;
    let path = record_path(id);
    let mut said = Map::from_iter([
        ("kind".to_owned(), json!(id.kind.name())),
        ("id".to_owned(), json!(id.id)),
        ("name".to_owned(), json!(record.name())),
        ("path".to_owned(), json!(path)),
    ]);
    let shared = &record.common;
    let others = shared.title.iter().chain(&shared.aliases).map(|name| name.as_str());
    let others: Vec<&str> = others.collect();
    if !others.is_empty() {
        said.insert("others".to_owned(), json!(others));
    }
    let formerly: Vec<&str> = shared.formerly.iter().map(|id| id.as_str()).collect();
    if !formerly.is_empty() {
        said.insert("formerly".to_owned(), json!(formerly));
    }
    if let Some(why) = state(context, id, None) {
        said.insert("state".to_owned(), json!(why));
    }
    let parts = context.ask.parts(id).into_iter().flatten().map(|(part, of)| {
        let mut said = Map::from_iter([
            ("id".to_owned(), json!(part)),
            ("name".to_owned(), json!(of.name)),
            ("path".to_owned(), json!(format!("{path}#{part}"))),
        ]);
        let own = record
            .tree
            .at(&of.path)
            .is_some_and(|node| node.get("superseded_by").is_some());
        if own {
            said.insert("state".to_owned(), json!(State::Superseded));
        }
        Value::Object(said)
    });
    let parts: Vec<Value> = parts.collect();
    if !parts.is_empty() {
        said.insert("parts".to_owned(), json!(parts));
    }
    Value::Object(said)
}
