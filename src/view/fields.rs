//! Fields of records in words.

use super::builder::{Builder, capitalised};
use crate::model::Record;
use crate::read::node::{KeyPath, Node};
use crate::words::Words;

/// Fields that only hold others together, and say nothing to a reader who is told what they hold.
const SILENT: [&str; 6] = ["criteria", "all", "any", "of", "statements", "findings"];

/// A key path in words: `outcomes.death-30d.effect` of a trial is "Death from any cause: effect". A part goes by its name; one
/// without a name, or whose name is the very value that is meant, by its list and its id.
pub fn label(builder: &Builder<'_>, record: &Record, written: &str) -> String {
    let steps: Vec<&str> = written.split('.').collect();
    let node = |depth: usize| KeyPath::resolve(&record.tree, &steps[..=depth].join(".")).map(|(_, node)| node);
    let is_list = |depth: usize| node(depth).is_some_and(|node| node.as_array().is_some());
    let mut words: Vec<String> = Vec::new();
    for (depth, step) in steps.iter().enumerate() {
        let is_last = depth + 1 == steps.len();
        let is_part = depth > 0 && is_list(depth - 1);
        if is_part {
            let named_by_itself = steps.get(depth + 1) == Some(&"name");
            let name = node(depth).filter(|_| !named_by_itself).and_then(name);
            match name {
                Some(name) => words.push(name.to_owned()),
                None => {
                    let list = steps[depth - 1];
                    words.extend((!SILENT.contains(&list)).then(|| of_key(builder.context.words, list)));
                    words.push(builder.id_words(step));
                }
            }
        } else if is_last || !(is_list(depth) || SILENT.contains(step)) {
            // What a part says is the part.
            let is_the_part = is_last && !words.is_empty() && ["name", "text", "value"].contains(step);
            words.extend((!is_the_part).then(|| of_key(builder.context.words, step)));
        }
    }
    let rest = words.split_off(words.len().min(1));
    let first = words.pop().unwrap_or_default();
    let rest = rest.iter().map(|words| format!(": {words}"));
    capitalised(&std::iter::once(first).chain(rest).collect::<String>())
}

/// The part that a key path leads to or into, in words; none where there is no such field, or it is in no part.
pub fn part(builder: &Builder<'_>, record: &Record, written: &str) -> Option<String> {
    KeyPath::resolve(&record.tree, written)?;
    let steps: Vec<&str> = written.split('.').collect();
    let is_list = |end: usize| {
        let node = KeyPath::resolve(&record.tree, &steps[..end].join("."));
        node.is_some_and(|(_, node)| node.as_array().is_some())
    };
    let last = (1..steps.len()).rev().find(|at| is_list(*at))?;
    Some(label(builder, record, &steps[..=last].join(".")))
}

fn name(node: &Node) -> Option<&str> {
    node.get("name")?.as_text()
}

/// A field by the catalogue's words for it. Fields of works go by the names that bibliographies have for them.
pub fn of_key(words: &Words, key: &str) -> String {
    let id = format!("field-{}", key.replace('_', "-"));
    match words.find(&id) {
        Some(words) => words.to_owned(),
        None => key.replace(['_', '-'], " "),
    }
}
