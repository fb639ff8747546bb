//! Words that a paper may print beside a figure: they tell it from its neighbours.

use std::collections::BTreeSet;
use std::ops::Deref;

use super::claim::{Claim, ClaimNumber};
use super::text::tokens;
use crate::model::corpus::Record;
use crate::model::source::Source;
use crate::read::node::{KeyPath, Node};

/// A number of a claim that is looked for.
#[derive(Debug, Clone)]
pub struct Figure<'c> {
    number: &'c ClaimNumber,
    /// Words for what was measured, in whom, in which arm.
    pub hints: BTreeSet<String>,
    /// Words for the arm that it is a result of.
    pub arm: BTreeSet<String>,
}

impl Deref for Figure<'_> {
    type Target = ClaimNumber;

    fn deref(&self) -> &ClaimNumber {
        self.number
    }
}

/// The numbers of a claim of this record, with the words that its source says stand near them.
pub fn figures<'c>(record: &Record, source: &Source, claim: &'c Claim) -> Vec<Figure<'c>> {
    let near = source.near.iter().flat_map(|words| tokens(words.as_str()));
    let near: Vec<String> = near.map(|token| token.text).collect();
    let numbers = claim.numbers.iter().map(|number| {
        let mut hints = match number.field() {
            "value" | "percent" => around(record, &number.path),
            _ => BTreeSet::new(),
        };
        if !hints.is_empty() {
            hints.extend(near.iter().cloned());
        }
        Figure {
            number,
            hints,
            arm: of_arm(record, &number.path),
        }
    });
    numbers.collect()
}

/// The words of the names around a value, and of the arm that it belongs to.
fn around(record: &Record, path: &KeyPath) -> BTreeSet<String> {
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
fn of_arm(record: &Record, path: &KeyPath) -> BTreeSet<String> {
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
