//! A record to be filled in: every field that its kind has, each with what it is.
//!
//! What a record needs stands empty, so that `check` asks for it; all else is commented out, with a value of the right
//! form. Explanations begin with `# `, fields with `#` alone.

use std::collections::BTreeMap;

use super::schema::{self, Subject};
use crate::model::Kind;
use crate::model::common::Common;
use crate::model::shape::{Field, Shape, Shapes, TableId, TableShape};
use crate::model::text::Id;

/// The longest line of an explanation.
const WIDTH: usize = 100;

/// The form of a record of this kind, for a file that lies `depth` folders below the handbook's root.
pub fn form(kind: Kind, depth: usize) -> String {
    let shapes = Shapes::get();
    let Some((_, record, _)) = tables_of(shapes, &shapes.record(kind)) else {
        return String::new();
    };
    let up = "../".repeat(depth);
    let mut form = Form {
        shapes,
        shown: BTreeMap::new(),
        text: format!("#:schema {up}{}/{}\n", schema::FOLDER, Subject::Record(kind).file()),
    };
    form.explain(&record.doc);
    form.explain("Fill in what is empty; take the `#` off a field to use it; leave out what no source states.");
    form.explain("`sourcebook check` says what is missing or wrong.");
    form.table(&in_order(record), "", true);
    form.text
}

/// What names the record and its source, then what its kind adds, then what few records need.
fn in_order(record: &TableShape) -> Vec<&Field> {
    let (shapes, shape) = Shapes::of_type::<Common>();
    let common: Vec<&str> = tables_of(&shapes, &shape)
        .map(|(_, common, _)| common.fields.iter().map(|field| field.name.as_str()).collect())
        .unwrap_or_default();
    let source = common.iter().position(|name| *name == "source");
    let mut fields: Vec<&Field> = record.fields.iter().collect();
    fields.sort_by_key(|field| match common.iter().position(|name| *name == field.name) {
        Some(at) if Some(at) <= source => 0,
        None => 1,
        Some(_) => 2,
    });
    fields
}

/// The table that a shape is, or that it is a list of, and whether it is a list.
fn tables_of<'s>(shapes: &'s Shapes, shape: &Shape) -> Option<(TableId, &'s TableShape, bool)> {
    match shape {
        Shape::Table(id) => Some((*id, shapes.table(*id), false)),
        Shape::List(item, _) => tables_of(shapes, item).map(|(id, table, _)| (id, table, true)),
        Shape::OneOrMany(item) => tables_of(shapes, item),
        _ => None,
    }
}

struct Form<'s> {
    shapes: &'s Shapes,
    /// The tables explained so far, and where.
    shown: BTreeMap<TableId, String>,
    text: String,
}

impl<'s> Form<'s> {
    /// The fields of the table whose header is `path`. Where it is `live`, what it needs stands there to be filled in.
    fn table(&mut self, fields: &[&Field], path: &str, live: bool) {
        // Fields on lines of their own come first: behind the header of a table they would be the table's.
        let (sections, lines): (Vec<&Field>, Vec<&Field>) =
            fields.iter().copied().partition(|field| self.is_section(field));
        for field in lines {
            if path.is_empty() {
                self.text.push('\n');
            }
            self.line(field, singular(path.rsplit('.').next().unwrap_or(path)), live);
        }
        for field in sections {
            let path = match path {
                "" => field.name.clone(),
                path => format!("{path}.{}", field.name),
            };
            self.text.push('\n');
            self.section(field, &path, live && field.required);
        }
    }

    /// Whether a field is a table under a header of its own: one that was not explained yet and has more to it than a few
    /// values.
    fn is_section(&self, field: &Field) -> bool {
        let found = tables_of(self.shapes, &field.shape).filter(|_| !matches!(field.shape, Shape::OneOrMany(_)));
        found.is_some_and(|(id, table, _)| !self.shown.contains_key(&id) && !self.is_small(table))
    }

    fn is_small(&self, table: &TableShape) -> bool {
        let plain = |field: &Field| tables_of(self.shapes, &field.shape).is_none();
        table.fields.len() <= 4 && table.fields.iter().all(plain)
    }

    fn section(&mut self, field: &Field, path: &str, live: bool) {
        self.explain(&field.doc);
        let Some((id, table, several)) = tables_of(self.shapes, &field.shape) else {
            return;
        };
        let header = if several {
            format!("[[{path}]]")
        } else {
            format!("[{path}]")
        };
        // Another section may have explained it meanwhile.
        let before = self.shown.get(&id).cloned();
        let fields: Vec<&Field> = match &before {
            None => table.fields.iter().collect(),
            Some(before) => {
                self.explain(&format!("Its fields are those of `{before}`, above."));
                self.telling(table)
            }
        };
        self.shown.entry(id).or_insert_with(|| path.to_owned());
        self.put(&header, live);
        match before {
            None => self.table(&fields, path, live),
            Some(_) => fields.iter().for_each(|needed| {
                let value = match live {
                    true => self.empty(&needed.shape),
                    false => self.example_of(needed, singular(&field.name)),
                };
                self.put(&format!("{} = {value}", needed.name), live);
            }),
        }
    }

    /// A field of a table that is one of what `noun` says.
    fn line(&mut self, field: &Field, noun: &str, live: bool) {
        if noun.is_empty() && field.name == "review" {
            self.explain(&field.doc);
            return self.explain("`sourcebook review` writes it, and nobody by hand.");
        }
        // Every value of a record has a source; most have that of the record.
        let is_needed = field.required || (noun.is_empty() && field.name == "source");
        match is_needed {
            true => self.explain(&format!("{} (needed)", field.doc)),
            false => self.explain(&field.doc),
        }
        self.explain_values(&field.shape, &field.name);
        let is_live = live && is_needed;
        let value = match is_live {
            true => self.empty(&field.shape),
            false => self.example_of(field, noun),
        };
        self.put(&format!("{} = {value}", field.name), is_live);
    }

    /// The choices that there are, or the fields of a small table.
    fn explain_values(&mut self, shape: &Shape, name: &str) {
        match shape {
            Shape::Choice(choices) => {
                for choice in choices {
                    self.item(&choice.name, &choice.doc);
                }
            }
            Shape::List(item, _) if matches!(**item, Shape::Choice(_)) => self.explain_values(item, name),
            _ => {
                let Some((id, table, _)) = tables_of(self.shapes, shape) else {
                    return;
                };
                match self.shown.get(&id).cloned() {
                    // A source is a thing that everyone knows after the first.
                    Some(_) if matches!(shape, Shape::OneOrMany(_)) => {}
                    Some(before) => self.explain(&format!("Its fields are those of `{before}`, above.")),
                    None => {
                        self.shown.insert(id, name.to_owned());
                        for field in &table.fields {
                            self.item(&field.name, &field.doc);
                        }
                    }
                }
            }
        }
    }

    /// A value that a person has to fill in.
    fn empty(&self, shape: &Shape) -> String {
        match shape {
            Shape::List(..) => "[]".to_owned(),
            _ => match tables_of(self.shapes, shape) {
                Some((_, table, _)) => {
                    let needed = table.fields.iter().filter(|field| field.required);
                    inline(needed.map(|field| (field.name.as_str(), self.empty(&field.shape))))
                }
                None => "\"\"".to_owned(),
            },
        }
    }

    /// A value that the field of a table may have; `noun` is what the table is one of.
    fn example_of(&self, field: &Field, noun: &str) -> String {
        match (&field.example, &field.shape) {
            (Some(example), _) => example.clone(),
            (None, Shape::Scalar(scalar)) if scalar.is::<Id>() && !noun.is_empty() => format!("\"{noun}-1\""),
            (None, shape) => self.example(shape, singular(&field.name)),
        }
    }

    /// A value of this shape; `noun` is what it is one of.
    fn example(&self, shape: &Shape, noun: &str) -> String {
        match shape {
            Shape::Table(id) => {
                let fields = self.telling(self.shapes.table(*id)).into_iter();
                inline(fields.map(|field| (field.name.as_str(), self.example_of(field, noun))))
            }
            Shape::List(item, length) => {
                let one = self.example(item, noun);
                let several = (1..=length.unwrap_or(1)).map(|n| match **item {
                    // Two arms are two.
                    Shape::Local(_) => one.replace("-1\"", &format!("-{n}\"")),
                    _ => one.clone(),
                });
                format!("[{}]", several.collect::<Vec<_>>().join(", "))
            }
            Shape::OneOrMany(item) => self.example(item, noun),
            Shape::Choice(choices) => format!("\"{}\"", choices.first().map_or("", |choice| choice.as_str())),
            Shape::Bool => "true".to_owned(),
            Shape::Scalar(scalar) => scalar.example.to_owned(),
            Shape::Reference(kind) => format!("\"{}:sample-1\"", kind.unwrap_or(Kind::Trial).name()),
            Shape::Cite => "\"author2026\"".to_owned(),
            Shape::Local(list) if list.is_empty() => "\"sample-1\"".to_owned(),
            Shape::Local(list) => format!("\"{}-1\"", singular(list)),
            Shape::SameAs(_) => "\"…\"".to_owned(),
        }
    }

    /// The fields that a short example of a table has: those that it needs, else the first plain ones.
    fn telling<'t>(&self, table: &'t TableShape) -> Vec<&'t Field> {
        let needed: Vec<&Field> = table.fields.iter().filter(|field| field.required).collect();
        if !needed.is_empty() {
            return needed;
        }
        let plain = table
            .fields
            .iter()
            .filter(|field| tables_of(self.shapes, &field.shape).is_none());
        plain.take(2).collect()
    }

    fn put(&mut self, line: &str, live: bool) {
        let mark = if live { "" } else { "#" };
        self.text.push_str(&format!("{mark}{line}\n"));
    }

    fn explain(&mut self, words: &str) {
        self.wrapped("# ", "# ", words);
    }

    fn item(&mut self, name: &str, words: &str) {
        self.wrapped("#   ", "#     ", &format!("{name}: {words}"));
    }

    fn wrapped(&mut self, first: &str, others: &str, words: &str) {
        let mut line = first.trim_end().to_owned();
        let mut indent = &first[line.len()..];
        for word in words.split_whitespace() {
            if line.chars().count() + indent.len() + word.chars().count() > WIDTH {
                self.text.push_str(&line);
                self.text.push('\n');
                line = others.trim_end().to_owned();
                indent = &others[line.len()..];
            }
            line += indent;
            line += word;
            indent = " ";
        }
        self.text.push_str(&line);
        self.text.push('\n');
    }
}

fn inline<'f>(fields: impl Iterator<Item = (&'f str, String)>) -> String {
    let fields: Vec<String> = fields.map(|(name, value)| format!("{name} = {value}")).collect();
    format!("{{ {} }}", fields.join(", "))
}

/// One of what a list holds, by the list's name.
fn singular(list: &str) -> &str {
    list.strip_suffix('s').unwrap_or(list)
}
