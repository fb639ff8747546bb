//! Works out the numbers that a record derives from others.

use super::Index;
use crate::model::formula::Formula;
use crate::model::number::{Count, Number, PValue};
use crate::model::quantity::{Duration, Magnitude, Quantity};
use crate::model::reference::{RecordId, Target};
use crate::model::scalar::Scalar;
use crate::model::shape::Shape;
use crate::model::{Corpus, Record};
use crate::read::node::{KeyPath, Node};

/// A formula and the value that it gives.
#[derive(Debug, Clone)]
pub struct Derivation {
    pub record: RecordId,
    /// The table that has the formula.
    pub table: KeyPath,
    /// The value that is derived; none where the table has none.
    pub value: Option<KeyPath>,
    pub formula: Formula,
}

/// A formula with the quoted numbers put in.
#[derive(Debug, Clone, PartialEq)]
pub struct Worked {
    /// As people read it: `24 / 60 × 100`.
    pub shown: String,
    pub result: f64,
}

/// Why a formula gives nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Unworkable {
    /// A quoted value is not there, which is reported as such.
    Missing,
    /// What is quoted is no single number.
    NoNumber(Target),
    /// It divides by zero.
    Endless(String),
}

impl Index {
    /// Puts the quoted numbers into a formula that stands in `record`.
    ///
    /// # Errors
    ///
    /// Where a quoted value is missing or no number, or the formula divides by zero.
    pub fn work_out(&self, corpus: &Corpus, record: &RecordId, formula: &Formula) -> Result<Worked, Unworkable> {
        let numbers = formula.quotes().iter().map(|quote| {
            let target = quote.target(record);
            let quoted = self.quote(corpus, &target).ok_or(Unworkable::Missing)?;
            number(quoted.node, &quoted.shape).ok_or(Unworkable::NoNumber(target))
        });
        let numbers: Vec<String> = numbers.collect::<Result<_, _>>()?;
        let shown = formula.with(&numbers);
        match formula.result(&numbers) {
            Some(result) if result.is_finite() => Ok(Worked { shown, result }),
            _ => Err(Unworkable::Endless(shown)),
        }
    }

    /// The derivation of a value, or of the value of a table.
    pub fn derivation(&self, record: &Record, path: &KeyPath) -> Option<&Derivation> {
        // They stand in the order of the records.
        let from = self.derivations.partition_point(|d| d.record < record.id);
        let mut derivations = self.derivations[from..].iter().take_while(|d| d.record == record.id);
        derivations.find(|d| d.value.as_ref() == Some(path) || d.table == *path)
    }
}

/// The digits of a value that is a single number.
fn number(node: &Node, shape: &Shape) -> Option<String> {
    let Shape::Scalar(scalar) = shape else { return None };
    let text = node.as_text()?;
    let one = |quantity: Quantity| match quantity.magnitude {
        Magnitude::One(number) => Some(number.as_str().to_owned()),
        Magnitude::Range(..) => None,
    };
    if scalar.is::<Number>() || scalar.is::<Count>() {
        Number::parse(text).ok().map(|number| number.as_str().to_owned())
    } else if scalar.is::<Quantity>() {
        Quantity::parse(text).ok().and_then(one)
    } else if scalar.is::<Duration>() {
        Duration::parse(text).ok().and_then(|duration| one(duration.0))
    } else if scalar.is::<PValue>() {
        PValue::parse(text).ok().map(|p| p.value.as_str().to_owned())
    } else {
        None
    }
}
