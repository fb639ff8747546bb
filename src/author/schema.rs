//! JSON Schemas, by which editors complete, explain and check TOML files while they are written.
//!
//! They are made of the same shapes as the checks of form, and allow whatever these allow.

use serde_json::{Map, Value as Json, json};

use crate::model::Kind;
use crate::model::book::Book;
use crate::model::corpus::Abbreviation;
use crate::model::scalar::{ScalarType, Spelt};
use crate::model::shape::{Choice, Shape, Shapes, TableShape};
use crate::model::text::{ID_PATTERN, Id, Markdown, Text};

/// A sort of TOML file that has a schema.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Subject {
    Record(Kind),
    /// `book.toml`.
    Book,
    /// `abbreviations.toml`.
    Abbreviations,
}

/// The folder of a handbook in which editors find its schemas.
pub const FOLDER: &str = "schemas";

impl Subject {
    pub fn all() -> impl Iterator<Item = Self> {
        let kinds = Kind::ALL.iter().copied().map(Self::Record);
        kinds.chain([Self::Book, Self::Abbreviations])
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Record(kind) => kind.name(),
            Self::Book => "book",
            Self::Abbreviations => "abbreviations",
        }
    }

    pub fn from_name(name: &str) -> Option<Self> {
        Self::all().find(|subject| subject.name() == name)
    }

    /// The name of its schema's file: `trial.schema.json`.
    pub fn file(self) -> String {
        format!("{}.schema.json", self.name())
    }

    /// What it is, in a sentence.
    pub fn doc(self) -> String {
        match self {
            Self::Record(kind) => {
                let shapes = Shapes::get();
                table_of(shapes, &shapes.record(kind)).map_or(String::new(), |table| table.doc.clone())
            }
            Self::Book => "The settings of a handbook: `book.toml`.".to_owned(),
            Self::Abbreviations => "Short forms and what they stand for: `abbreviations.toml`.".to_owned(),
        }
    }
}

/// The schema as text, with a line break at its end.
pub fn text(subject: Subject) -> String {
    format!("{:#}\n", schema(subject))
}

/// The schema of the files of a sort (JSON Schema, draft 2020-12).
pub fn schema(subject: Subject) -> Json {
    match subject {
        Subject::Record(kind) => {
            let shapes = Shapes::get();
            of_table(subject, shapes, &shapes.record(kind))
        }
        Subject::Book => {
            let (shapes, shape) = Shapes::of_type::<Book>();
            of_table(subject, &shapes, &shape)
        }
        Subject::Abbreviations => {
            let (shapes, shape) = Shapes::of_type::<Abbreviation>();
            let mut writer = Writer::new(&shapes);
            let short_form = writer.shape(&shape);
            let body = json!({ "type": "object", "additionalProperties": short_form });
            writer.file(subject, body)
        }
    }
}

fn of_table(subject: Subject, shapes: &Shapes, shape: &Shape) -> Json {
    let mut writer = Writer::new(shapes);
    let body = match table_of(shapes, shape) {
        Some(table) => writer.table(table),
        None => writer.shape(shape),
    };
    writer.file(subject, body)
}

fn table_of<'s>(shapes: &'s Shapes, shape: &Shape) -> Option<&'s TableShape> {
    match shape {
        Shape::Table(id) => Some(shapes.table(*id)),
        _ => None,
    }
}

/// Writes shapes as schemas. Tables inside a file stand once each, under `$defs`, for a table may contain itself.
struct Writer<'s> {
    shapes: &'s Shapes,
    definitions: Map<String, Json>,
}

impl<'s> Writer<'s> {
    fn new(shapes: &'s Shapes) -> Self {
        Self {
            shapes,
            definitions: Map::new(),
        }
    }

    fn file(mut self, subject: Subject, body: Json) -> Json {
        let mut file = json!({
            "$schema": "https://json-schema.org/draft/2020-12/schema",
            "$comment": "Made by `sourcebook schema`.",
            "title": subject.name(),
            "description": subject.doc(),
        });
        let whole = file.as_object_mut().expect("it was made as an object");
        for (key, value) in body.as_object().into_iter().flatten() {
            whole.entry(key.clone()).or_insert_with(|| value.clone());
        }
        self.definitions.sort_keys();
        if !self.definitions.is_empty() {
            whole.insert("$defs".to_owned(), Json::Object(self.definitions));
        }
        file
    }

    fn table(&mut self, table: &TableShape) -> Json {
        let mut properties = Map::new();
        for field in &table.fields {
            let mut schema = self.shape(&field.shape);
            let form = schema["description"].as_str().unwrap_or_default();
            let doc: Vec<&str> = [field.doc.as_str(), form]
                .into_iter()
                .filter(|d| !d.is_empty())
                .collect();
            if !doc.is_empty() {
                schema["description"] = doc.join("\n\n").into();
            }
            if let Some(example) = field.example.as_ref().and_then(|text| serde_json::from_str(text).ok()) {
                schema["examples"] = Json::Array(vec![example]);
            }
            properties.insert(field.name.clone(), schema);
        }
        let required = table.fields.iter().filter(|f| f.required).map(|f| f.name.as_str());
        let required: Vec<&str> = required.collect();
        let mut schema = json!({ "type": "object" });
        if !table.doc.is_empty() {
            schema["description"] = table.doc.as_str().into();
        }
        schema["properties"] = Json::Object(properties);
        if !required.is_empty() {
            schema["required"] = required.into();
        }
        schema["additionalProperties"] = false.into();
        schema
    }

    /// The schema of a value; its description says how the value is written.
    fn shape(&mut self, shape: &Shape) -> Json {
        match shape {
            Shape::Table(id) => {
                let shapes = self.shapes;
                let table = shapes.table(*id);
                if !self.definitions.contains_key(&table.name) {
                    // The name is taken first, so that a table which contains itself ends.
                    self.definitions.insert(table.name.clone(), Json::Null);
                    let schema = self.table(table);
                    self.definitions.insert(table.name.clone(), schema);
                }
                json!({ "$ref": format!("#/$defs/{}", table.name) })
            }
            Shape::List(item, length) => {
                let mut schema = self.list(item);
                if let Some(length) = length {
                    schema["minItems"] = (*length).into();
                    schema["maxItems"] = (*length).into();
                }
                schema
            }
            Shape::OneOrMany(item) => {
                let (one, many) = (self.shape(item), self.list(item));
                json!({ "anyOf": [one, many] })
            }
            Shape::Choice(choices) => choice(choices),
            Shape::Bool => json!({ "type": "boolean" }),
            Shape::Scalar(scalar) => scalar_schema(scalar),
            Shape::Reference(kind) => reference(*kind),
            Shape::Cite => json!({
                "description": "The citation key of a work in `references.bib`.",
                "type": "string",
            }),
            Shape::Local(list) => json!({
                "description": match list.strip_suffix('s') {
                    Some(one) => format!("The id of one of the record's {one}s."),
                    None => "The id of a part of the record.".to_owned(),
                },
                "type": "string",
            }),
            Shape::SameAs(sibling) => json!({
                "description": format!("A value of the type that the field named by `{sibling}` has."),
            }),
        }
    }

    fn list(&mut self, item: &Shape) -> Json {
        let mut items = self.shape(item);
        let mut schema = json!({ "type": "array" });
        // What an element is says what the list is of; there it need not stand twice.
        if let Some(form) = items
            .as_object_mut()
            .and_then(|items| items.shift_remove("description"))
        {
            schema["description"] = form;
        }
        schema["items"] = items;
        schema
    }
}

fn choice(choices: &[Choice]) -> Json {
    if choices.iter().all(|choice| choice.doc.is_empty()) {
        let names: Vec<&str> = choices.iter().map(Choice::as_str).collect();
        return json!({ "type": "string", "enum": names });
    }
    let documented = choices.iter().map(|choice| match choice.doc.is_empty() {
        true => json!({ "const": choice.name }),
        false => json!({ "const": choice.name, "description": choice.doc }),
    });
    json!({ "type": "string", "oneOf": documented.collect::<Vec<_>>() })
}

fn scalar_schema(scalar: &ScalarType) -> Json {
    let mut schema = match (scalar.spelt, scalar.name) {
        (Spelt::Text, _) => json!({ "type": "string", "pattern": scalar.pattern }),
        (Spelt::Number, "count") => json!({ "type": "integer", "minimum": 0 }),
        // A number may be whole, but language servers explain a whole one only where that is said.
        (Spelt::Number, _) => json!({ "type": ["number", "integer"] }),
        (Spelt::TextOrNumber, _) => json!({ "type": ["string", "number", "integer"], "pattern": scalar.pattern }),
        // Some tools take a date of TOML for a text, others for a thing of its own, which they know by the format.
        (Spelt::Any, _) => json!({ "anyOf": [
            { "type": "string", "pattern": scalar.pattern },
            { "type": "string", "format": "date", "pattern": scalar.pattern },
            { "type": "integer", "minimum": 0, "maximum": 9999 },
        ] }),
    };
    if scalar.is::<Id>() {
        schema["maxLength"] = 64.into();
    }
    // How a text is written, everyone knows.
    if !scalar.is::<Text>() && !scalar.is::<Markdown>() {
        schema["description"] = format!("Write {}.", scalar.wanted).into();
    }
    schema
}

/// A reference to a record of one kind, or of any.
fn reference(kind: Option<Kind>) -> Json {
    let (kinds, form) = match kind {
        Some(kind) => (kind.name().to_owned(), kind.name()),
        None => {
            let names: Vec<&str> = Kind::ALL.iter().map(|kind| kind.name()).collect();
            (format!("({})", names.join("|")), "kind")
        }
    };
    let id = ID_PATTERN.trim_matches(['^', '$']);
    json!({
        "description": format!("Write `\"{form}:some-id\"`, or `\"{form}:some-id#part\"` for a part of it."),
        "type": "string",
        "pattern": format!("^{kinds}:{id}(#.+)?$"),
    })
}
