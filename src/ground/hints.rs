//! Words that a paper may print beside a figure: they tell it from its neighbours.

use std::collections::BTreeSet;

use super::text::tokens;
use crate::model::corpus::Record;
use crate::read::node::{KeyPath, Node};

/// The words of the names around a value, and of the arm that it belongs to.
pub fn around(record: &Record, path: &KeyPath) -> BTreeSet<String> {
    let mut hints = words(&record.tree, &["name"]);
    for depth in 1..path.0.len() {
        let Some(node) = record.tree.at(&KeyPath(path.0[..depth].to_vec())) else {
            continue;
        };
        hints.extend(words(node, &["name", "of"]));
        if let Some(arm) = arm_of(record, node) {
            hints.extend(words(arm, &["name", "id"]));
        }
    }
    hints
}

/// Words for the arm that a value is a result of, or says the size of.
pub fn of_arm(record: &Record, path: &KeyPath) -> BTreeSet<String> {
    let tables = (1..path.0.len()).filter_map(|depth| record.tree.at(&KeyPath(path.0[..depth].to_vec())));
    let is_arm = path.0.first().is_some_and(|step| step.is_key("arms"));
    let mut arms = tables.filter_map(|table| match is_arm {
        true => Some(table).filter(|table| table.get("role").is_some()),
        false => arm_of(record, table),
    });
    let Some(arm) = arms.next() else {
        return BTreeSet::new();
    };
    let mut found = words(arm, &["name", "id", "text", "role"]);
    let therapies = arm.get("therapies").and_then(Node::as_array).unwrap_or_default();
    let named = therapies
        .iter()
        .filter_map(|therapy| therapy.as_text()?.split_once(':'));
    found.extend(named.flat_map(|(_, id)| tokens(id)).map(|token| token.text));
    found
}

/// The arm that a result names.
fn arm_of<'r>(record: &'r Record, result: &Node) -> Option<&'r Node> {
    let arm = result.get("arm").and_then(Node::as_text)?;
    let arms = record.tree.get("arms").and_then(Node::as_array)?;
    arms.iter().find(|a| a.id() == Some(arm))
}

fn words(node: &Node, fields: &[&str]) -> BTreeSet<String> {
    let texts = fields.iter().filter_map(|field| node.get(field)?.as_text());
    let words = texts.flat_map(tokens).map(|token| token.text);
    words.filter(|word| word.len() > 2).collect()
}
