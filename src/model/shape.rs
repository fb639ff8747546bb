//! The shape of each record kind as data, made from the types' own JSON Schemas.
//!
//! Checks of form, the index of references and the quoting of values walk over shapes, so that a new field in a record
//! type is checked, linked and back-linked without further code.

use std::collections::BTreeMap;
use std::sync::LazyLock;

use serde_json::Value as Json;

use super::common::Common;
use super::formula::Formula;
use super::kind::Kind;
use super::number::{Count, Number, PValue};
use super::quantity::{Duration, Quantity};
use super::scalar::{Scalar, ScalarType};
use super::text::{Address, Date, FieldPath, Id, Language, Markdown, Registry, Text};
use super::unit::Unit;
use crate::read::node::{KeyPath, Node, Step};

/// What a value may be.
#[derive(Debug, Clone)]
pub enum Shape {
    Table(TableId),
    /// A list, and how many elements it has where that is fixed.
    List(Box<Shape>, Option<usize>),
    OneOrMany(Box<Shape>),
    Choice(Vec<Choice>),
    Bool,
    Scalar(ScalarType),
    /// A record of one kind, or of any.
    Reference(Option<Kind>),
    /// A work in the bibliography.
    Cite,
    /// An element of the nearest list of this name around; any part of the record where the name is empty.
    Local(String),
    /// The type of the field that the named sibling points at.
    SameAs(String),
}

/// One of the words that a field may be.
#[derive(Debug, Clone)]
pub struct Choice {
    pub name: String,
    /// What it means, from the type's documentation.
    pub doc: String,
}

impl Choice {
    pub fn as_str(&self) -> &str {
        &self.name
    }
}

impl std::fmt::Display for Choice {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(&self.name)
    }
}

/// A position in [`Shapes`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct TableId(usize);

/// The fields of a table.
#[derive(Debug, Clone, Default)]
pub struct TableShape {
    /// The name of the Rust type, by which views know how to show it.
    pub name: String,
    /// What it is, from the type's documentation.
    pub doc: String,
    pub fields: Vec<Field>,
}

#[derive(Debug, Clone)]
pub struct Field {
    pub name: String,
    pub shape: Shape,
    pub required: bool,
    /// What the field is, from the type's documentation.
    pub doc: String,
    /// A value that it may have, as a file spells it, where one of its type alone would say too little.
    pub example: Option<String>,
}

impl TableShape {
    pub fn field(&self, name: &str) -> Option<&Field> {
        self.fields.iter().find(|f| f.name == name)
    }
}

/// All shapes, by kind.
#[derive(Debug)]
pub struct Shapes {
    tables: Vec<TableShape>,
    records: BTreeMap<Kind, TableId>,
}

static SHAPES: LazyLock<Shapes> = LazyLock::new(|| {
    let mut builder = Builder::default();
    let records = Kind::ALL.iter().map(|&kind| (kind, builder.record(kind))).collect();
    Shapes {
        tables: builder.tables,
        records,
    }
});

impl Shapes {
    /// The shapes of the record kinds.
    pub fn get() -> &'static Self {
        &SHAPES
    }

    /// The shape of one type that is no record, such as the settings of a book.
    pub fn of_type<T: schemars::JsonSchema>() -> (Self, Shape) {
        let mut builder = Builder::default();
        let schema = schemars::schema_for!(T).to_value();
        let id = builder.table(schema_name::<T>(), &schema, &definitions(&schema));
        let shapes = Self {
            tables: builder.tables,
            records: BTreeMap::new(),
        };
        (shapes, Shape::Table(id))
    }

    pub fn table(&self, id: TableId) -> &TableShape {
        &self.tables[id.0]
    }

    /// The shape of a record of `kind`.
    pub fn record(&self, kind: Kind) -> Shape {
        Shape::Table(self.records[&kind])
    }

    /// The shape of the value at `path` in a record of `kind`.
    pub fn at(&self, kind: Kind, path: &KeyPath) -> Option<Shape> {
        path.0
            .iter()
            .try_fold(self.record(kind), |shape, step| match (shape, step) {
                (Shape::Table(id), Step::Key(key)) => Some(self.table(id).field(key)?.shape.clone()),
                (Shape::OneOrMany(one), Step::Key(key)) => match *one {
                    Shape::Table(id) => Some(self.table(id).field(key)?.shape.clone()),
                    _ => None,
                },
                (Shape::List(item, _) | Shape::OneOrMany(item), Step::Index(..)) => Some(*item),
                _ => None,
            })
    }

    /// The shape that `SameAs(sibling)` stands for in a table of a record.
    pub fn same_as(&self, kind: Kind, root: &Node, table: &Node, sibling: &str) -> Option<Shape> {
        let written = table.get(sibling)?.as_text()?;
        if kind == Kind::Work {
            // The fields of a work are those of its BibLaTeX entry.
            return Some(Shape::Scalar(ScalarType::of::<Text>()));
        }
        self.written(kind, root, written)
    }

    /// The shape of the field that a path written by a person means, whether or not the record sets it.
    pub fn written(&self, kind: Kind, root: &Node, written: &str) -> Option<Shape> {
        if let Some((path, _)) = KeyPath::resolve(root, written) {
            return self.at(kind, &path);
        }
        let (path, last) = match written.rsplit_once('.') {
            Some((parent, last)) => (KeyPath::resolve(root, parent)?.0, last),
            None => (KeyPath::default(), written),
        };
        self.at(kind, &path.key(last))
    }
}

/// Scalar types by the name in schemas.
const SCALARS: [ScalarType; 15] = [
    ScalarType::of::<Address>(),
    ScalarType::of::<Count>(),
    ScalarType::of::<Date>(),
    ScalarType::of::<Duration>(),
    ScalarType::of::<FieldPath>(),
    ScalarType::of::<Formula>(),
    ScalarType::of::<Id>(),
    ScalarType::of::<Language>(),
    ScalarType::of::<Markdown>(),
    ScalarType::of::<Number>(),
    ScalarType::of::<PValue>(),
    ScalarType::of::<Quantity>(),
    ScalarType::of::<Registry>(),
    ScalarType::of::<Text>(),
    ScalarType::of::<Unit>(),
];

impl ScalarType {
    /// The type called `name` in schemas.
    fn named(name: &str) -> Self {
        *SCALARS
            .iter()
            .find(|s| s.name == name)
            .unwrap_or_else(|| panic!("no scalar type is called {name}: add it to SCALARS"))
    }

    pub fn is<T: Scalar>(&self) -> bool {
        self.name == T::NAME
    }
}

type Definitions = serde_json::Map<String, Json>;

fn definitions(schema: &Json) -> Definitions {
    schema["$defs"].as_object().cloned().unwrap_or_default()
}

fn schema_name<T: schemars::JsonSchema>() -> String {
    T::schema_name().into_owned()
}

/// Reads JSON Schemas, giving each named table one shape.
#[derive(Default)]
struct Builder {
    tables: Vec<TableShape>,
    named: BTreeMap<String, TableId>,
}

impl Builder {
    /// What all kinds share, then what the kind adds.
    fn record(&mut self, kind: Kind) -> TableId {
        let shared = schemars::schema_for!(Common).to_value();
        let own = kind.schema().to_value();
        let name = own["title"].as_str().unwrap_or_default().to_owned();
        let doc = description(&own);
        let mut fields = self.fields(&shared, &definitions(&shared));
        fields.extend(self.fields(&own, &definitions(&own)));
        for field in &mut fields {
            // Every record has a name, but a work in the bibliography goes by its citation key.
            field.required |= field.name == "name" && kind != Kind::Work;
        }
        self.push(TableShape { name, doc, fields })
    }

    fn push(&mut self, shape: TableShape) -> TableId {
        self.tables.push(shape);
        TableId(self.tables.len() - 1)
    }

    fn table(&mut self, name: String, schema: &Json, definitions: &Definitions) -> TableId {
        if let Some(&id) = self.named.get(&name) {
            return id;
        }
        // The place is taken first, for a table may contain itself.
        let id = self.push(TableShape {
            name: name.clone(),
            doc: description(schema),
            fields: Vec::new(),
        });
        self.named.insert(name, id);
        self.tables[id.0].fields = self.fields(schema, definitions);
        id
    }

    fn fields(&mut self, schema: &Json, definitions: &Definitions) -> Vec<Field> {
        let required: Vec<&str> = schema["required"]
            .as_array()
            .into_iter()
            .flatten()
            .filter_map(Json::as_str)
            .collect();
        let properties = schema["properties"].as_object().into_iter().flatten();
        properties
            .map(|(name, property)| Field {
                name: name.clone(),
                shape: self.shape(property, definitions),
                required: required.contains(&name.as_str()),
                doc: description(property),
                example: property["examples"].get(0).map(Json::to_string),
            })
            .collect()
    }

    fn shape(&mut self, schema: &Json, definitions: &Definitions) -> Shape {
        if let Some(sibling) = schema["x-same-type-as"].as_str() {
            return Shape::SameAs(sibling.to_owned());
        }
        if let Some(name) = schema["x-scalar"].as_str() {
            return Shape::Scalar(ScalarType::named(name));
        }
        if let Some(kind) = schema["x-reference"].as_str() {
            return Shape::Reference(Kind::from_name(kind));
        }
        if schema["x-cite"].as_bool() == Some(true) {
            return Shape::Cite;
        }
        if let Some(list) = schema["x-local"].as_str() {
            return Shape::Local(list.to_owned());
        }
        if let Some(reference) = schema["$ref"].as_str() {
            let name = reference.rsplit('/').next().unwrap_or_default();
            let definition = &definitions[name];
            return if definition["properties"].is_object() {
                Shape::Table(self.table(name.to_owned(), definition, definitions))
            } else {
                self.shape(definition, definitions)
            };
        }
        if let Some(options) = schema["anyOf"].as_array() {
            let first = options
                .iter()
                .find(|o| o["type"] != "null")
                .expect("an optional type is something besides null");
            let shape = self.shape(first, definitions);
            return if schema["x-one-or-many"] == true {
                Shape::OneOrMany(Box::new(shape))
            } else {
                shape
            };
        }
        // Documented choices come as `oneOf` constants, others as `enum`.
        let own = [schema.clone()];
        let choices: Vec<Choice> = schema["oneOf"]
            .as_array()
            .map_or(&own[..], Vec::as_slice)
            .iter()
            .flat_map(choices)
            .collect();
        if !choices.is_empty() {
            return Shape::Choice(choices);
        }
        match has_type(schema) {
            Some("array") => {
                let fixed = (schema["minItems"] == schema["maxItems"])
                    .then(|| schema["minItems"].as_u64())
                    .flatten()
                    .map(|n| n as usize);
                Shape::List(Box::new(self.shape(&schema["items"], definitions)), fixed)
            }
            Some("boolean") => Shape::Bool,
            Some("string") => Shape::Scalar(ScalarType::of::<Text>()),
            _ => panic!("a record type has a field that shapes do not know: {schema}"),
        }
    }
}

fn description(schema: &Json) -> String {
    schema["description"].as_str().unwrap_or_default().to_owned()
}

/// The words that a schema lists, or the one that it is.
fn choices(schema: &Json) -> Vec<Choice> {
    let choice = |name: &str, doc| Choice {
        name: name.to_owned(),
        doc,
    };
    match (schema["const"].as_str(), schema["enum"].as_array()) {
        (Some(name), _) => vec![choice(name, description(schema))],
        (None, Some(names)) => {
            let names = names.iter().filter_map(Json::as_str);
            names.map(|name| choice(name, String::new())).collect()
        }
        (None, None) => Vec::new(),
    }
}

/// The type of a schema, whether or not it may also be null.
fn has_type(schema: &Json) -> Option<&str> {
    schema["type"].as_str().or_else(|| {
        schema["type"]
            .as_array()?
            .iter()
            .filter_map(Json::as_str)
            .find(|t| *t != "null")
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_kind_has_a_shape() {
        let shapes = Shapes::get();
        for kind in Kind::ALL {
            let Shape::Table(id) = shapes.record(*kind) else {
                panic!("{kind:?} is no table");
            };
            let table = shapes.table(id);
            assert!(table.field("name").is_some() && table.field("source").is_some());
            let mut names: Vec<_> = table.fields.iter().map(|f| &f.name).collect();
            names.sort();
            names.dedup();
            assert_eq!(names.len(), table.fields.len(), "{kind:?} has a field twice");
        }
    }
}
