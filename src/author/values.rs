//! What a record's file says, value by value, each with where it was read.

use serde::Serialize;

use crate::read::bibliography::Bibliography;
use crate::read::node::{Entry, KeyPath, Node, Step, Table, Value as Held};

/// One value of a record, or a list of plain ones.
#[derive(Debug, Clone, Serialize)]
pub struct Value {
    /// Elements of lists go by their `id`, results by their arm.
    pub path: String,
    /// As the file spells it.
    pub value: Spelt,
    /// `text`, `number`, `bool` or `date`; of a list, that of its elements.
    #[serde(rename = "type")]
    pub sort: &'static str,
    /// Where it was read.
    pub sources: Vec<ReadAt>,
}

/// Numbers are texts here, for `0.80` is not `0.8`.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
#[serde(untagged)]
pub enum Spelt {
    One(String),
    Many(Vec<String>),
}

/// A work and a place in it.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct ReadAt {
    pub cite: String,
    pub at: String,
}

/// The values at and below a path, in the order of the file.
pub fn values(root: &Node, path: &KeyPath) -> Vec<Value> {
    let mut collector = Collector {
        root,
        wanted: path,
        values: Vec::new(),
    };
    collector.node(root, &KeyPath::default(), &sources_of(root));
    collector.values
}

/// Fields at the top of a record that say something of the handbook and nothing that was read.
const OURS: [&str; 3] = ["accept", "formerly", "review"];

struct Collector<'a> {
    root: &'a Node,
    wanted: &'a KeyPath,
    values: Vec<Value>,
}

impl Collector<'_> {
    fn node(&mut self, node: &Node, path: &KeyPath, sources: &[ReadAt]) {
        match &node.value {
            Held::Table(table) => {
                let own = sources_of(node);
                let sources = if own.is_empty() { sources } else { &own };
                for entry in &table.entries {
                    // They stand beside the values that they are the sources of.
                    if entry.key == "source" || (path.0.is_empty() && entry.key == "field_sources") {
                        continue;
                    }
                    let elsewhere = match path.0.is_empty() {
                        true => field_sources(self.root, &entry.key),
                        false => Vec::new(),
                    };
                    let sources = match elsewhere.as_slice() {
                        // No paper says who has read the record here, or what it was called.
                        _ if path.0.is_empty() && OURS.contains(&entry.key.as_str()) => &[],
                        [] => sources,
                        elsewhere => elsewhere,
                    };
                    self.node(&entry.value, &path.key(&entry.key), sources);
                }
            }
            Held::Array(items) if items.iter().any(|item| spelt(item).is_none()) => {
                for (index, item) in items.iter().enumerate() {
                    let step = Step::Index(index, item.element_name().map(Into::into));
                    self.node(item, &path.child(step), sources);
                }
            }
            Held::Array(items) => {
                let texts: Vec<String> = items.iter().filter_map(spelt).collect();
                self.put(path, Spelt::Many(texts), items.first().map_or("text", sort), sources);
            }
            _ => self.put(path, Spelt::One(spelt(node).unwrap_or_default()), sort(node), sources),
        }
    }

    fn put(&mut self, path: &KeyPath, value: Spelt, sort: &'static str, sources: &[ReadAt]) {
        if path.0.starts_with(&self.wanted.0) {
            self.values.push(Value {
                path: path.to_string(),
                value,
                sort,
                sources: sources.to_vec(),
            });
        }
    }
}

/// A plain value as spelt.
fn spelt(node: &Node) -> Option<String> {
    match &node.value {
        Held::Bool(flag) => Some(flag.to_string()),
        _ => node.as_text().map(str::to_owned),
    }
}

fn sort(node: &Node) -> &'static str {
    match &node.value {
        Held::Number(_) => "number",
        Held::Bool(_) => "bool",
        Held::Date(_) => "date",
        _ => "text",
    }
}

/// The `source` of a table, be it one or several; half a one is none.
fn sources_of(table: &Node) -> Vec<ReadAt> {
    let one = |node: &Node| {
        Some(ReadAt {
            cite: node.get("cite")?.as_text()?.to_owned(),
            at: node.get("at")?.as_text()?.to_owned(),
        })
    };
    match table.get("source") {
        Some(node) => match node.as_array() {
            Some(several) => several.iter().filter_map(one).collect(),
            None => one(node).into_iter().collect(),
        },
        None => Vec::new(),
    }
}

/// Where a field at the top of a record was read, if it was read elsewhere than the record.
fn field_sources(root: &Node, field: &str) -> Vec<ReadAt> {
    let elsewhere = root.get("field_sources").and_then(Node::as_array).unwrap_or_default();
    let names = |table: &&Node| {
        let fields = table.get("fields").and_then(Node::as_array).unwrap_or_default();
        fields.iter().any(|name| name.as_text() == Some(field))
    };
    elsewhere.iter().find(names).map(sources_of).unwrap_or_default()
}

/// The fields of a work's entry in the bibliography.
pub fn of_work(bibliography: &Bibliography, key: &str) -> Node {
    let fields = bibliography.works.get(key).map(|work| &work.fields);
    let entries = fields.into_iter().flatten().map(|(name, field)| Entry {
        key: name.as_str().into(),
        key_span: 0..0,
        value: Node {
            span: 0..0,
            value: Held::Text(field.text.as_str().into()),
        },
    });
    Node {
        span: 0..0,
        value: Held::Table(Table {
            entries: entries.collect(),
        }),
    }
}
