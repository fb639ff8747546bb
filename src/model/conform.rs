//! Holds a tree against its shape, and reports every fault of form at once.

use super::kind::Kind;
use super::reference::Target;
use super::scalar::{ScalarError, ScalarType};
use super::shape::{Choice, Shape, Shapes, TableShape};
use crate::diagnostic::{Diagnostic, FileId, Span, codes, nearest};
use crate::read::node::{KeyPath, Node, Step, Value};
use crate::read::places::Places;

/// What is being held against its shape.
pub struct Subject<'a> {
    pub shapes: &'a Shapes,
    pub file: FileId,
    /// What the spans of the tree count in.
    pub text: &'a str,
    /// The name of the record or file for messages (`trial:sample`, `book.toml`).
    pub name: &'a str,
    pub kind: Option<Kind>,
    pub root: &'a Node,
}

impl Subject<'_> {
    /// Every way in which the root departs from `shape`.
    pub fn check(&self, shape: &Shape) -> Vec<Diagnostic> {
        let mut found = Vec::new();
        self.value(self.root, shape, &mut KeyPath::default(), &mut found);
        found
    }

    fn value(&self, node: &Node, shape: &Shape, path: &mut KeyPath, found: &mut Vec<Diagnostic>) {
        match shape {
            Shape::Table(id) => self.table(node, self.shapes.table(*id), path, found),
            Shape::List(item, length) => self.list(node, item, *length, path, found),
            Shape::OneOrMany(item) => match &node.value {
                Value::Array(_) => self.list(node, item, None, path, found),
                _ => self.value(node, item, path, found),
            },
            Shape::Choice(options) => self.choice(node, options, path, found),
            Shape::Bool if matches!(node.value, Value::Bool(_)) => {}
            Shape::Bool => self.wrong_type(node, "`true` or `false`", path, found),
            Shape::Scalar(scalar) => self.scalar(node, scalar, path, found),
            Shape::Reference(kind) => self.reference(node, *kind, path, found),
            Shape::Cite => {
                if !matches!(node.value, Value::Text(_)) {
                    self.wrong_type(node, "a citation key in quotation marks", path, found);
                }
            }
            Shape::Local(list) => {
                if !matches!(node.value, Value::Text(_)) {
                    let wanted = match list.strip_suffix('s') {
                        Some(one) => format!("the id of one of the record's {one}s, in quotation marks"),
                        None => "the id of a part of the record, in quotation marks".to_owned(),
                    };
                    self.wrong_type(node, &wanted, path, found);
                }
            }
            // Resolved by the table that has the sibling.
            Shape::SameAs(_) => {}
        }
    }

    fn table(&self, node: &Node, shape: &TableShape, path: &mut KeyPath, found: &mut Vec<Diagnostic>) {
        let Some(table) = node.as_table() else {
            return self.wrong_type(node, &table_with(shape), path, found);
        };
        for entry in &table.entries {
            path.with(Step::Key(entry.key.clone()), |path| {
                match shape.field(&entry.key).map(|f| &f.shape) {
                    Some(Shape::SameAs(sibling)) => {
                        let resolved = self
                            .kind
                            .and_then(|kind| self.shapes.same_as(kind, self.root, node, sibling));
                        // A path that leads nowhere is reported where it stands, by `unknown-field-path`.
                        if let Some(resolved) = resolved {
                            self.value(&entry.value, &resolved, path, found);
                        }
                    }
                    Some(shape) => self.value(&entry.value, shape, path, found),
                    None => {
                        let place = match path.0.len() {
                            1 => self.kind.map_or(self.name.to_owned(), |k| article(k.name())),
                            _ => format!("the table `{}`", parent(path)),
                        };
                        let unknown = Diagnostic::error(
                            codes::UNKNOWN_FIELD,
                            Span::new(self.file, entry.key_span.clone()),
                            format!("{place} has no field `{}`", entry.key),
                            "unknown field",
                        );
                        let known: Vec<&str> = shape.fields.iter().map(|f| f.name.as_str()).collect();
                        found.push(self.about(
                            path,
                            match nearest(&entry.key, known.iter().copied()) {
                                Some(near) => unknown.help(format!("a field `{near}` exists")),
                                None => unknown.help(format!("the fields are {}", known.join(", "))),
                            },
                        ));
                    }
                }
            });
        }
        for field in shape.fields.iter().filter(|f| f.required) {
            if table.get(&field.name).is_none() {
                let missing = Diagnostic::error(
                    codes::MISSING_FIELD,
                    Span::new(self.file, self.head(node)),
                    format!("`{}` is missing", field.name),
                    format!("this needs `{}`", field.name),
                );
                let form = match &field.shape {
                    Shape::Table(_) => format!("add a table `{}`", field.name),
                    _ => format!("add `{} = …`", field.name),
                };
                let missing = match field.doc.is_empty() {
                    true => missing.help(form),
                    false => missing.help(format!("{form}: {}", lower(&field.doc))),
                };
                let missing = match &field.shape {
                    Shape::Choice(options) => missing.help(format!("the choices are {}", quoted(options))),
                    _ => missing,
                };
                found.push(self.about(&path.key(&field.name), missing));
            }
        }
    }

    /// The bytes that stand for a whole table: its header or first line; the first key where it is a whole file.
    fn head(&self, node: &Node) -> std::ops::Range<usize> {
        let spelt = self.text.get(node.span.clone()).unwrap_or_default();
        let line = spelt.lines().next().unwrap_or_default();
        let whole_file = node.span == self.root.span && !(line.starts_with('[') && line.ends_with(']'));
        match node.as_table().and_then(|t| t.entries.first()) {
            Some(first) if whole_file => first.key_span.clone(),
            None if whole_file => node.span.start..node.span.start,
            _ => node.span.start..node.span.start + line.len(),
        }
    }

    fn list(&self, node: &Node, item: &Shape, length: Option<usize>, path: &mut KeyPath, found: &mut Vec<Diagnostic>) {
        let Some(items) = node.as_array() else {
            let wanted = match (item, path.0.last()) {
                (Shape::Table(_), Some(Step::Key(key))) => format!("a list of tables, as in `[[{key}]]`"),
                _ => "a list in square brackets".to_owned(),
            };
            return self.wrong_type(node, &wanted, path, found);
        };
        if let Some(length) = length
            && items.len() != length
        {
            let wrong = Diagnostic::error(
                codes::WRONG_TYPE,
                Span::new(self.file, node.span.clone()),
                match items.len() {
                    1 => format!("`{path}` has 1 element, and needs {length}"),
                    n => format!("`{path}` has {n} elements, and needs {length}"),
                },
                format!("wanted {length}"),
            );
            found.push(self.about(path, wrong));
        }
        for (index, node) in items.iter().enumerate() {
            let step = Step::Index(index, node.element_name().map(Into::into));
            path.with(step, |path| self.value(node, item, path, found));
        }
    }

    fn choice(&self, node: &Node, options: &[Choice], path: &KeyPath, found: &mut Vec<Diagnostic>) {
        let Value::Text(text) = &node.value else {
            return self.wrong_type(node, &format!("one of {}", quoted(options)), path, found);
        };
        if !options.iter().any(|option| option.name == *text) {
            let wrong = Diagnostic::error(
                codes::UNKNOWN_CHOICE,
                Span::new(self.file, node.span.clone()),
                format!("`{path}` cannot be `{text}`"),
                "not one of the choices",
            );
            let wrong = match nearest(text, options.iter().map(Choice::as_str)) {
                Some(near) => wrong.help(format!("did you mean `{near}`?")),
                None => wrong,
            };
            found.push(self.about(path, wrong.help(format!("the choices are {}", quoted(options)))));
        }
    }

    fn scalar(&self, node: &Node, scalar: &ScalarType, path: &KeyPath, found: &mut Vec<Diagnostic>) {
        if !scalar.spelt.allows(&node.value) {
            return self.wrong_type(node, scalar.wanted, path, found);
        }
        if let Some(text) = node.as_text()
            && let Err(error) = (scalar.check)(text)
        {
            let code = if scalar.name == "id" {
                codes::INVALID_ID
            } else {
                codes::INVALID_VALUE
            };
            found.push(self.invalid(code, node, path, error));
        }
    }

    fn reference(&self, node: &Node, kind: Option<Kind>, path: &KeyPath, found: &mut Vec<Diagnostic>) {
        let wanted = kind.map_or("kind", Kind::name);
        let Value::Text(text) = &node.value else {
            let wanted = format!("a reference such as `\"{wanted}:some-id\"`");
            return self.wrong_type(node, &wanted, path, found);
        };
        match (Target::parse(text), kind) {
            (Err(error), _) => found.push(self.invalid(codes::INVALID_VALUE, node, path, error)),
            (Ok(target), Some(kind)) if target.record.kind != kind => {
                let wrong = Diagnostic::error(
                    codes::INVALID_VALUE,
                    Span::new(self.file, node.span.clone()),
                    format!(
                        "`{path}` refers to {}, and needs {}",
                        article(target.record.kind.name()),
                        article(kind.name())
                    ),
                    format!("wanted `{}:…`", kind.name()),
                );
                found.push(self.about(path, wrong));
            }
            _ => {}
        }
    }

    fn invalid(&self, code: crate::diagnostic::Code, node: &Node, path: &KeyPath, error: ScalarError) -> Diagnostic {
        let bytes = match error.at {
            Some(at) => Places::of(self.text, node).at(&at),
            None => node.span.clone(),
        };
        let mut wrong = Diagnostic::error(code, Span::new(self.file, bytes), error.message, "cannot be used");
        wrong.help.extend(error.help);
        self.about(path, wrong)
    }

    fn wrong_type(&self, node: &Node, wanted: &str, path: &KeyPath, found: &mut Vec<Diagnostic>) {
        let wrong = Diagnostic::error(
            codes::WRONG_TYPE,
            Span::new(self.file, node.span.clone()),
            format!("`{path}` is {}, and needs {wanted}", node.kind_name()),
            format!("this is {}", node.kind_name()),
        );
        found.push(self.about(path, wrong));
    }

    fn about(&self, path: &KeyPath, diagnostic: Diagnostic) -> Diagnostic {
        match self.kind {
            Some(_) => diagnostic.about(self.name, path),
            None => diagnostic,
        }
    }
}

/// A table as a message asks for it: by the fields that it needs, else by some that it may have.
fn table_with(shape: &TableShape) -> String {
    let names = |required: bool| shape.fields.iter().filter(move |f| !required || f.required);
    let wanted: Vec<String> = match names(true).count() {
        0 => names(false).take(3).map(|f| format!("`{}`", f.name)).collect(),
        _ => names(true).map(|f| format!("`{}`", f.name)).collect(),
    };
    format!("a table with {}", wanted.join(", "))
}

/// A noun with its indefinite article.
pub fn article(noun: &str) -> String {
    let vowel = noun.starts_with(['a', 'e', 'i', 'o', 'u']);
    format!("{} {noun}", if vowel { "an" } else { "a" })
}

fn parent(path: &KeyPath) -> KeyPath {
    KeyPath(path.0[..path.0.len() - 1].to_vec())
}

fn quoted(options: &[Choice]) -> String {
    let quoted: Vec<String> = options.iter().map(|o| format!("`{o}`")).collect();
    quoted.join(", ")
}

/// The first sentence of a field's documentation, to stand after a colon.
fn lower(doc: &str) -> String {
    let sentence = doc.split(". ").next().unwrap_or(doc).trim_end_matches('.');
    let mut letters = sentence.chars();
    match letters.next() {
        Some(first) => first
            .to_lowercase()
            .chain(letters)
            .collect::<String>()
            .replace('\n', " "),
        None => String::new(),
    }
}
