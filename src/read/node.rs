//! A TOML file as a tree in which every key and value knows its place, and every number its spelling.

use std::fmt;
use std::ops::Range;

use ecow::{EcoString, eco_format};
use toml::Spanned;
use toml::de::{DeTable, DeValue};

/// A value and the bytes that it stands in.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    pub span: Range<usize>,
    pub value: Value,
}

/// What a node holds. Numbers and dates are kept as the file spells them: `0.80` never becomes `0.8`.
///
/// Most keys and values are a few letters, and there are hundreds in a record: an `EcoString` holds them in itself.
#[derive(Debug, Clone, PartialEq)]
pub enum Value {
    Text(EcoString),
    Number(EcoString),
    Bool(bool),
    Date(EcoString),
    Array(Vec<Node>),
    Table(Table),
}

/// Keys in the order of the file.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Table {
    pub entries: Vec<Entry>,
}

#[derive(Debug, Clone, PartialEq)]
pub struct Entry {
    pub key: EcoString,
    pub key_span: Range<usize>,
    pub value: Node,
}

impl Table {
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entry(key).map(|e| &e.value)
    }

    pub fn entry(&self, key: &str) -> Option<&Entry> {
        self.entries.iter().find(|e| e.key == key)
    }
}

impl Node {
    /// The tree of a whole file. Not-a-number and infinity stay as they are spelt; the shapes refuse them.
    pub fn from_toml(table: &Spanned<DeTable<'_>>) -> Self {
        Self {
            span: table.span(),
            value: Value::Table(convert_table(table.get_ref())),
        }
    }

    pub fn as_table(&self) -> Option<&Table> {
        match &self.value {
            Value::Table(table) => Some(table),
            _ => None,
        }
    }

    pub fn as_array(&self) -> Option<&[Node]> {
        match &self.value {
            Value::Array(items) => Some(items),
            _ => None,
        }
    }

    /// The text of a string, number or date, as spelt.
    pub fn as_text(&self) -> Option<&str> {
        match &self.value {
            Value::Text(text) | Value::Number(text) | Value::Date(text) => Some(text),
            _ => None,
        }
    }

    pub fn get(&self, key: &str) -> Option<&Node> {
        self.as_table()?.get(key)
    }

    /// The `id` of a table that has one.
    pub fn id(&self) -> Option<&str> {
        self.get("id")?.as_text()
    }

    /// What an element of a list goes by in key paths: its `id`, else the arm that it belongs to.
    pub fn element_name(&self) -> Option<&str> {
        self.id().or_else(|| self.get("arm")?.as_text())
    }

    /// The node at `path`, if there is one.
    pub fn at(&self, path: &KeyPath) -> Option<&Node> {
        path.0.iter().try_fold(self, |node, step| match step {
            Step::Key(key) => node.get(key),
            Step::Index(index, _) => node.as_array()?.get(*index),
        })
    }

    /// What the value is called in a message.
    pub fn kind_name(&self) -> &'static str {
        match &self.value {
            Value::Text(_) => "a string",
            Value::Number(_) => "a number",
            Value::Bool(_) => "true or false",
            Value::Date(_) => "a date",
            Value::Array(_) => "a list",
            Value::Table(_) => "a table",
        }
    }
}

fn convert_table(table: &DeTable<'_>) -> Table {
    let mut entries: Vec<Entry> = table
        .iter()
        .map(|(key, value)| Entry {
            key: key.get_ref().as_ref().into(),
            key_span: key.span(),
            value: convert(value),
        })
        .collect();
    entries.sort_by_key(|e| e.key_span.start);
    Table { entries }
}

fn convert(value: &Spanned<DeValue<'_>>) -> Node {
    let tree = match value.get_ref() {
        DeValue::String(text) => Value::Text(text.as_ref().into()),
        DeValue::Integer(number) => Value::Number(eco_format!("{number}")),
        DeValue::Float(number) => Value::Number(number.as_str().into()),
        DeValue::Boolean(flag) => Value::Bool(*flag),
        DeValue::Datetime(date) => Value::Date(eco_format!("{date}")),
        DeValue::Array(items) => Value::Array(items.iter().map(convert).collect()),
        DeValue::Table(table) => Value::Table(convert_table(table)),
    };
    Node {
        span: value.span(),
        value: tree,
    }
}

/// Where a value stands in its record. Written `outcomes.death-180d.effect.ci.0`: an element of a list goes by its
/// `id`, or by its `arm` where it has none, else by its position.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct KeyPath(pub Vec<Step>);

#[derive(Debug, Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Step {
    Key(EcoString),
    /// A position in a list, and the `id` of what stands there.
    Index(usize, Option<EcoString>),
}

impl Step {
    /// Whether this is the field of a table that has this name.
    pub fn is_key(&self, name: &str) -> bool {
        matches!(self, Self::Key(key) if key == name)
    }
}

impl KeyPath {
    pub fn child(&self, step: Step) -> Self {
        let mut steps = self.0.clone();
        steps.push(step);
        Self(steps)
    }

    pub fn key(&self, key: &str) -> Self {
        self.child(Step::Key(key.into()))
    }

    /// Goes one step further for as long as `visit` runs: trees are walked without a new path for each of their nodes.
    pub fn with<T>(&mut self, step: Step, visit: impl FnOnce(&mut Self) -> T) -> T {
        self.0.push(step);
        let visited = visit(self);
        self.0.pop();
        visited
    }

    /// Finds the node that a path written by a person means, and its exact path.
    pub fn resolve<'n>(root: &'n Node, written: &str) -> Option<(KeyPath, &'n Node)> {
        let mut path = KeyPath::default();
        let mut node = root;
        for name in written.split('.') {
            match &node.value {
                Value::Table(table) => {
                    node = table.get(name)?;
                    path = path.key(name);
                }
                Value::Array(items) => {
                    let index = items
                        .iter()
                        .position(|item| item.element_name() == Some(name))
                        .or_else(|| name.parse().ok())?;
                    node = items.get(index)?;
                    path = path.child(Step::Index(index, node.element_name().map(EcoString::from)));
                }
                _ => return None,
            }
        }
        Some((path, node))
    }
}

impl fmt::Display for KeyPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, step) in self.0.iter().enumerate() {
            if i > 0 {
                f.write_str(".")?;
            }
            match step {
                Step::Key(key) => f.write_str(key)?,
                Step::Index(_, Some(id)) => f.write_str(id)?,
                Step::Index(index, None) => write!(f, "{index}")?,
            }
        }
        Ok(())
    }
}
