//! Claims: what a record says under one source.

use std::collections::BTreeSet;
use std::sync::Arc;

use ecow::EcoString;

use super::decisive::Said;
use crate::model::RecordId;
use crate::model::corpus::Record;
use crate::model::formula::{Formula, derived_field};
use crate::model::number::{Count, Number, PValue};
use crate::model::quantity::{Comparator, Duration, Magnitude, Quantity};
use crate::model::reference::Target;
use crate::model::scalar::{Scalar, ScalarType};
use crate::model::shape::{Field, Shape, Shapes};
use crate::model::source::{Source, Sources};
use crate::model::text::{Date, Markdown, Registry, Text};
use crate::model::unit::Unit;
use crate::read::decode::decode;
use crate::read::markdown::Scan;
use crate::read::node::{KeyPath, Node, Step, Value};

/// What a record says under one source.
#[derive(Debug, Clone, Hash)]
pub struct Claim {
    pub record: RecordId,
    /// The table that has the source; empty for the record as a whole.
    pub path: KeyPath,
    pub sources: Vec<Source>,
    /// Numbers that the source has to print.
    pub numbers: Vec<ClaimNumber>,
    /// Numbers in its sentences. The place has to print them, though not beside each other.
    pub said: Vec<Said>,
    /// Records and works referred to, as written and in the order of the record: two arms must not be exchanged.
    pub references: Vec<String>,
    /// Records that the source speaks of by their names.
    pub subjects: BTreeSet<RecordId>,
    /// What the record as a whole refers to: the paper may name this in the place of the record.
    pub around: Arc<BTreeSet<String>>,
    /// Choices and words that turn a statement round, each with the field that it stands in.
    pub words: Vec<String>,
}

/// A number of a claim, with what has to stand beside it.
#[derive(Debug, Clone, PartialEq, Hash)]
pub struct ClaimNumber {
    /// Digits as spelt.
    pub digits: EcoString,
    pub comparator: Option<Comparator>,
    /// The UCUM code.
    pub unit: Option<String>,
    /// The number that has to follow it, as the upper end of a range or interval.
    pub upper: bool,
    /// Where the record has it. The words that a paper may print beside it are found from there ([`super::hints`]), for
    /// only grounding wants them.
    pub path: KeyPath,
}

impl ClaimNumber {
    /// The name of its field.
    pub fn field(&self) -> &str {
        last(&self.path)
    }
}

/// Fields that say nothing clinical, or that quote what other fields say.
const SILENT: [&str; 13] = [
    "id",
    "summary",
    "source",
    "field_sources",
    "formerly",
    "review",
    "accept",
    "cases",
    "plausible",
    // How the answers of a chart leave nobody out is the handbook's own.
    "otherwise",
    "field",
    "superseded_by",
    "primary_not_stated",
];

/// Fields that refer to what the source names: what was given to whom, and what was measured. What else a record refers to,
/// such as the evidence that it rests on, is put together by the handbook.
const NAMED: [&str; 6] = [
    "therapies",
    "components",
    "conditions",
    "condition",
    "parameter",
    "needs",
];

/// The claims of a record.
pub fn claims(record: &Record) -> Vec<Claim> {
    let shapes = Shapes::get();
    let mut collector = Collector {
        record,
        shapes,
        claims: Vec::new(),
    };
    let root = collector.open(&KeyPath::default(), record.common.source.clone());
    collector.table(
        &record.tree,
        &shapes.record(record.id.kind),
        &mut KeyPath::default(),
        root,
    );
    let around: Arc<BTreeSet<String>> = Arc::new(collector.claims[root].references.iter().cloned().collect());
    for claim in &mut collector.claims {
        claim.around = Arc::clone(&around);
    }
    collector.claims.retain(|claim| !claim.is_empty());
    collector.claims
}

impl Claim {
    /// What the claim is called: `trial:sample#outcomes.death`.
    pub fn name(&self) -> String {
        match self.path.0.is_empty() {
            true => self.record.to_string(),
            false => format!("{}#{}", self.record, self.path),
        }
    }

    fn is_empty(&self) -> bool {
        self.numbers.is_empty() && self.references.is_empty() && self.words.is_empty()
    }
}

struct Collector<'a> {
    record: &'a Record,
    shapes: &'static Shapes,
    claims: Vec<Claim>,
}

impl Collector<'_> {
    fn open(&mut self, path: &KeyPath, sources: Sources) -> usize {
        self.claims.push(Claim {
            record: self.record.id.clone(),
            path: path.clone(),
            sources: sources.0,
            numbers: Vec::new(),
            said: Vec::new(),
            references: Vec::new(),
            subjects: BTreeSet::new(),
            around: Arc::default(),
            words: Vec::new(),
        });
        self.claims.len() - 1
    }

    fn table(&mut self, node: &Node, shape: &Shape, path: &mut KeyPath, claim: usize) {
        let Shape::Table(id) = shape else { return };
        let fields: &'static [Field] = &self.shapes.table(*id).fields;
        let derived = derived_field(node);
        for entry in node.as_table().into_iter().flat_map(|t| &t.entries) {
            let known = fields.iter().find(|f| f.name == entry.key);
            let Some(field) = known.filter(|_| !SILENT.contains(&entry.key.as_str())) else {
                continue;
            };
            if derived == Some(entry.key.as_str()) {
                // No source prints it: its formula says what it is.
                continue;
            }
            let claim = match path.0.len() {
                // A field at the top may have been read elsewhere than the record.
                0 if self.record.source_of(&entry.key) != &self.record.common.source => {
                    let sources = self.record.source_of(&entry.key).clone();
                    self.open(&path.key(&entry.key), sources)
                }
                _ => claim,
            };
            let resolved;
            let shape = match &field.shape {
                Shape::SameAs(sibling) => {
                    let found = self
                        .shapes
                        .same_as(self.record.id.kind, &self.record.tree, node, sibling);
                    let Some(found) = found else { continue };
                    resolved = found;
                    &resolved
                }
                shape => shape,
            };
            path.with(Step::Key(entry.key.clone()), |path| {
                self.value(&entry.value, shape, path, claim);
            });
        }
    }

    fn value(&mut self, node: &Node, shape: &Shape, path: &mut KeyPath, claim: usize) {
        match (shape, &node.value) {
            (Shape::Table(_), Value::Table(table)) => {
                let own = table.get("source").and_then(|s| decode::<Sources>(s).ok());
                let claim = match own {
                    Some(sources) => self.open(path, sources),
                    None => claim,
                };
                self.table(node, shape, path, claim);
            }
            (Shape::List(item, length), Value::Array(items)) => {
                for (index, node) in items.iter().enumerate() {
                    let step = Step::Index(index, node.element_name().map(Into::into));
                    let first = self.claims[claim].numbers.len();
                    path.with(step, |path| self.value(node, item, path, claim));
                    if *length == Some(2) && index == 1 {
                        self.claims[claim].numbers[first..]
                            .iter_mut()
                            .for_each(|n| n.upper = true);
                    }
                }
            }
            (Shape::Choice(_), _) => self.word(claim, path, node.as_text().unwrap_or_default()),
            (Shape::Bool, Value::Bool(flag)) => self.word(claim, path, if *flag { "yes" } else { "no" }),
            (Shape::Reference(_), Value::Text(text)) => {
                if let Ok(target) = Target::parse(text) {
                    self.claims[claim].references.push(text.to_string());
                    if NAMED.contains(&last(path)) {
                        self.claims[claim].subjects.insert(target.record);
                    }
                }
            }
            (Shape::Cite, Value::Text(key)) => {
                self.claims[claim].references.push(format!("@{key}"));
            }
            (Shape::Local(_), Value::Text(id)) => self.word(claim, path, id),
            (Shape::Scalar(scalar), _) => {
                if let Some(text) = node.as_text() {
                    self.scalar(scalar, text, path, claim);
                }
            }
            _ => {}
        }
    }

    fn word(&mut self, claim: usize, path: &KeyPath, word: &str) {
        let word = format!("{}={word}", last(path));
        self.claims[claim].words.push(word);
    }

    fn scalar(&mut self, scalar: &ScalarType, text: &str, path: &KeyPath, claim: usize) {
        let field = last(path);
        let mut number = |digits: &str, comparator, unit: Option<&Unit>, upper| {
            self.claims[claim].numbers.push(ClaimNumber {
                digits: digits.into(),
                comparator,
                unit: unit.map(|u| u.ucum().to_owned()),
                upper,
                path: path.clone(),
            });
        };
        let quantity = if scalar.is::<Quantity>() {
            Quantity::parse(text).ok()
        } else if scalar.is::<Duration>() {
            Duration::parse(text).ok().map(|d| d.0)
        } else {
            None
        };
        if let Some(quantity) = quantity {
            let unit = quantity.unit.as_ref();
            match &quantity.magnitude {
                Magnitude::One(n) => number(n.as_str(), quantity.comparator, unit, false),
                Magnitude::Range(low, high) => {
                    number(low.as_str(), quantity.comparator, None, false);
                    number(high.as_str(), None, unit, true);
                }
            }
        } else if scalar.is::<PValue>() {
            if let Ok(p) = PValue::parse(text) {
                let comparator = match p.comparator {
                    Some("<") => Some(Comparator::Less),
                    Some(_) => Some(Comparator::More),
                    None => None,
                };
                number(p.value.as_str(), comparator, None, false);
            }
        } else if scalar.is::<Date>() && field != "year" {
            // When a thing was known is the source's own date, which it need not print beside the thing.
            self.claims[claim].words.push(format!("{field}={text}"));
        } else if scalar.is::<Date>() {
            number(text.split('-').next().unwrap_or(text), None, None, false);
        } else if scalar.is::<Number>() || scalar.is::<Count>() {
            let unit = (field == "percent").then(|| Unit::parse("%").ok()).flatten();
            number(text, None, unit.as_ref(), false);
        } else if scalar.is::<Formula>() {
            let table = self.record.tree.at(&KeyPath(path.0[..path.0.len() - 1].to_vec()));
            let value = table.and_then(|table| table.get(derived_field(table)?)?.as_text());
            let value = value.unwrap_or_default();
            self.claims[claim].words.push(format!("derived={value} from {text}"));
        } else if scalar.is::<Registry>() {
            self.claims[claim].words.push(format!("registry={text}"));
        } else if scalar.is::<Unit>() {
            self.word(claim, path, text);
        } else if scalar.is::<Text>() || scalar.is::<Markdown>() {
            self.text(text, path, claim);
        }
    }

    /// What a sentence says that must not change unseen: its numbers, what it refers to, the words that turn it round. A
    /// name inside the record says whose the numbers beside it are, and is kept whole.
    fn text(&mut self, text: &str, path: &KeyPath, claim: usize) {
        let field = last(path);
        if field == "because" {
            // An explanation is ours and speaks of several sources, so no one place has to print its numbers.
            self.claims[claim].words.push(format!("{field}:"));
            self.claims[claim].words.extend(super::decisive::words(text));
            return;
        }
        // Most texts have no link.
        let scan = match text.contains(['[', '<']) {
            true => crate::read::markdown::scan(text),
            false => Scan::default(),
        };
        let claim = &mut self.claims[claim];
        for link in &scan.links {
            if let Ok(target) = Target::parse(&link.dest) {
                claim.references.push(link.dest.clone());
                claim.subjects.insert(target.record);
            }
        }
        for cite in scan.citations.iter().flat_map(|c| &c.cites) {
            claim.references.push(format!("@{}", cite.key));
        }
        let own_name = path.0.len() == 1 && ["name", "title"].contains(&field) || field == "aliases";
        if own_name {
            // A name is no claim, unless it was read in a place of its own.
            if !claim.path.0.is_empty() {
                claim.words.push(format!("{field}:"));
            }
            claim.words.extend(super::decisive::words(text));
            if field == "name" {
                claim.said.extend(super::decisive::figures(text));
            }
        } else if field == "name" {
            claim.words.push(format!("name={text}"));
            claim.said.extend(super::decisive::figures(text));
        } else {
            // The field itself is said too, so that a sentence without any such word does not go unseen.
            if path.0.len() > 1 || !claim.path.0.is_empty() {
                claim.words.push(format!("{field}:"));
            }
            claim.words.extend(super::decisive::words(text));
            claim.said.extend(super::decisive::figures(text));
        }
    }
}

/// The name of the field, past positions in lists.
fn last(path: &KeyPath) -> &str {
    let key = path.0.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(..) => None,
    });
    key.unwrap_or_default()
}
