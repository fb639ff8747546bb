//! What is wrong with a handbook's own catalogue, with the place of each fault.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use fluent_syntax::ast::{CallArguments, Entry, Expression, Identifier, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser::{self, ErrorKind};

use super::ENGLISH;

/// Something wrong with a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Fault {
    /// Where in the text.
    pub bytes: Range<usize>,
    pub what: What,
}

/// What may be wrong with a catalogue.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum What {
    /// It is not written as Project Fluent wants it; the reason in words.
    Syntax(String),
    /// A message stands twice.
    Twice(String),
    /// A message that is never said, for sourcebook has none of this name.
    Unknown(String),
    /// A message names something that it is not told: the message, the name, and what it is told.
    NotTold(String, String, Vec<String>),
    /// A message is made up of another that is not there.
    NoSuchPart(String, String),
    /// A function that sourcebook does not have.
    NoSuchFunction(String),
}

/// Everything that is wrong with a catalogue, in the order of places.
pub fn of(text: &str) -> Vec<Fault> {
    let english = told(ENGLISH);
    let (resource, errors) = match parser::parse(text) {
        Ok(resource) => (resource, Vec::new()),
        Err((resource, errors)) => (resource, errors),
    };
    let mut faults: Vec<Fault> = errors
        .into_iter()
        .map(|error| Fault {
            bytes: error.pos.start.min(text.len())..error.pos.end.min(text.len()),
            what: What::Syntax(reason(&error.kind)),
        })
        .collect();
    let own: BTreeSet<String> = resource.body.iter().filter_map(name_of).collect();
    let mut seen = BTreeSet::new();
    for entry in &resource.body {
        let (id, is_message) = match entry {
            Entry::Message(message) => (&message.id, true),
            Entry::Term(term) => (&term.id, false),
            _ => continue,
        };
        let name = id.name.to_owned();
        let place = place(text, id);
        if name_of(entry).is_some_and(|name| !seen.insert(name)) {
            faults.push(Fault {
                bytes: place.clone(),
                what: What::Twice(name.clone()),
            });
        }
        let known = english.get(&name);
        if is_message && known.is_none() {
            faults.push(Fault {
                bytes: place.clone(),
                what: What::Unknown(name.clone()),
            });
            continue;
        }
        let mut uses = Uses::default();
        patterns(entry).for_each(|pattern| uses.pattern(pattern));
        // A term is told nothing but what the message hands to it.
        for variable in uses.variables.iter().filter(|_| is_message) {
            let told = known.into_iter().flatten();
            if !told.clone().any(|told| told == variable.name) {
                faults.push(Fault {
                    bytes: self::place(text, variable),
                    what: What::NotTold(name.clone(), variable.name.to_owned(), told.cloned().collect()),
                });
            }
        }
        for (part, at) in &uses.parts {
            if !own.contains(part) && !english.contains_key(part) {
                faults.push(Fault {
                    bytes: self::place(text, at),
                    what: What::NoSuchPart(name.clone(), part.clone()),
                });
            }
        }
        faults.extend(uses.functions.iter().map(|function| Fault {
            bytes: self::place(text, function),
            what: What::NoSuchFunction(function.name.to_owned()),
        }));
    }
    faults.sort_by_key(|fault| fault.bytes.start);
    faults
}

/// The messages of sourcebook that a catalogue does not have, in the order of the English one.
pub fn missing(text: &str) -> Vec<String> {
    let own = super::messages(text).into_iter().map(|(id, _)| id);
    let own: BTreeSet<String> = own.collect();
    let all = super::messages(ENGLISH).into_iter().map(|(id, _)| id);
    all.filter(|id| !own.contains(id)).collect()
}

/// The messages of a catalogue with the names of what they are told.
pub fn told(text: &str) -> BTreeMap<String, Vec<String>> {
    let resource = parser::parse(text).unwrap_or_else(|(resource, _)| resource);
    let messages = resource.body.iter().filter_map(|entry| {
        let Entry::Message(message) = entry else { return None };
        let mut uses = Uses::default();
        patterns(entry).for_each(|pattern| uses.pattern(pattern));
        let names: BTreeSet<String> = uses.variables.iter().map(|id| id.name.to_owned()).collect();
        Some((message.id.name.to_owned(), names.into_iter().collect()))
    });
    messages.collect()
}

/// Where an identifier stands, which is a piece of the text.
fn place(text: &str, id: &Identifier<&str>) -> Range<usize> {
    let start = (id.name.as_ptr() as usize).saturating_sub(text.as_ptr() as usize);
    start..start + id.name.len()
}

/// What a message or term is called where others are made up of it.
fn name_of(entry: &Entry<&str>) -> Option<String> {
    match entry {
        Entry::Message(message) => Some(message.id.name.to_owned()),
        Entry::Term(term) => Some(format!("-{}", term.id.name)),
        _ => None,
    }
}

fn patterns<'e>(entry: &'e Entry<&'e str>) -> impl Iterator<Item = &'e Pattern<&'e str>> {
    let pattern = match entry {
        Entry::Message(message) => message.value.as_ref(),
        Entry::Term(term) => Some(&term.value),
        _ => None,
    };
    pattern.into_iter()
}

/// What a pattern names.
#[derive(Default)]
struct Uses<'p> {
    variables: Vec<&'p Identifier<&'p str>>,
    /// Messages, and terms with their hyphen.
    parts: Vec<(String, &'p Identifier<&'p str>)>,
    functions: Vec<&'p Identifier<&'p str>>,
}

impl<'p> Uses<'p> {
    fn pattern(&mut self, pattern: &'p Pattern<&'p str>) {
        for element in &pattern.elements {
            if let PatternElement::Placeable { expression } = element {
                self.expression(expression);
            }
        }
    }

    fn expression(&mut self, expression: &'p Expression<&'p str>) {
        match expression {
            Expression::Inline(inline) => self.inline(inline),
            Expression::Select { selector, variants } => {
                self.inline(selector);
                variants.iter().for_each(|variant| self.pattern(&variant.value));
            }
        }
    }

    fn inline(&mut self, inline: &'p InlineExpression<&'p str>) {
        match inline {
            InlineExpression::VariableReference { id } => self.variables.push(id),
            InlineExpression::MessageReference { id, .. } => self.parts.push((id.name.to_owned(), id)),
            InlineExpression::TermReference { id, arguments, .. } => {
                self.parts.push((format!("-{}", id.name), id));
                arguments.iter().for_each(|arguments| self.arguments(arguments));
            }
            InlineExpression::FunctionReference { id, arguments } => {
                self.functions.push(id);
                self.arguments(arguments);
            }
            InlineExpression::Placeable { expression } => self.expression(expression),
            InlineExpression::StringLiteral { .. } | InlineExpression::NumberLiteral { .. } => {}
        }
    }

    fn arguments(&mut self, arguments: &'p CallArguments<&'p str>) {
        arguments.positional.iter().for_each(|inline| self.inline(inline));
        arguments.named.iter().for_each(|named| self.inline(&named.value));
    }
}

/// Why a text is no catalogue, for its author.
fn reason(kind: &ErrorKind) -> String {
    match kind {
        ErrorKind::ExpectedToken(token) => format!("`{token}` is missing here"),
        ErrorKind::ExpectedCharRange { range } => format!("one of `{range}` is missing here"),
        ErrorKind::ExpectedMessageField { entry_id } => format!("the message `{entry_id}` has no text"),
        ErrorKind::ExpectedTermField { entry_id } => format!("the term `-{entry_id}` has no text"),
        ErrorKind::MissingDefaultVariant => {
            "a choice has no variant with `*`, which holds where no other does".to_owned()
        }
        ErrorKind::MultipleDefaultVariants => "a choice has two variants with `*`".to_owned(),
        ErrorKind::MissingValue => "a text is missing here".to_owned(),
        ErrorKind::UnterminatedStringLiteral => "a quotation mark is not closed".to_owned(),
        ErrorKind::UnbalancedClosingBrace => "a brace is closed that was not opened".to_owned(),
        other => {
            let said = other.to_string();
            let mut letters = said.chars();
            let first = letters.next().map(|c| c.to_ascii_lowercase());
            first.into_iter().chain(letters).collect()
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whats(text: &str) -> Vec<(&str, What)> {
        of(text).into_iter().map(|f| (&text[f.bytes], f.what)).collect()
    }

    #[test]
    fn a_sound_catalogue_has_no_fault() {
        assert_eq!(
            whats("search = Suche\n-this = Buch\nglossary = { -this }: { search }\n"),
            []
        );
        assert_eq!(of(ENGLISH), []);
    }

    #[test]
    fn faults_stand_where_they_are() {
        assert_eq!(
            whats(
                "serch = Suche\nsearch = A\nsearch = B { $count }\nfound-count = { $number } { nowhere } { NUMBER($count) }\n"
            ),
            [
                ("serch", What::Unknown("serch".to_owned())),
                ("search", What::Twice("search".to_owned())),
                ("count", What::NotTold("search".to_owned(), "count".to_owned(), vec![])),
                (
                    "number",
                    What::NotTold("found-count".to_owned(), "number".to_owned(), vec!["count".to_owned()])
                ),
                (
                    "nowhere",
                    What::NoSuchPart("found-count".to_owned(), "nowhere".to_owned())
                ),
                ("NUMBER", What::NoSuchFunction("NUMBER".to_owned())),
            ]
        );
    }

    #[test]
    fn what_is_no_catalogue_is_said_and_the_rest_is_read() {
        let found = whats("search\nglossary = { $\nbibliography = Werke\n");
        assert!(
            matches!(found.as_slice(), [(_, What::Syntax(_)), (_, What::Syntax(_))]),
            "{found:?}"
        );
    }

    #[test]
    fn what_is_missing_is_told_in_the_order_of_the_english_catalogue() {
        let missing = missing("search = Suche\n");
        assert_eq!(missing.first().map(String::as_str), Some("skip-to-text"));
        assert!(!missing.contains(&"search".to_owned()));
    }
}
