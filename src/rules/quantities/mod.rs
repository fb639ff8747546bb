//! Family 2xx: quantities that cannot be what was meant. Units are read and converted by UCUM.

pub mod implausible_value;
pub mod reversed_range;
pub mod share_out_of_range;
pub mod two_spellings;
pub mod unfit_unit;
pub mod wrong_factor;

use crate::model::quantity::{Magnitude, Quantity};
use crate::model::scalar::Scalar;
use crate::model::shape::Shape;
use crate::model::walk::{Visit, walk};
use crate::model::{Kind, Record, RecordId, Target};
use crate::read::node::KeyPath;

/// A quantity, where it stands.
#[derive(Debug, Clone)]
pub struct Placed {
    pub path: KeyPath,
    pub quantity: Quantity,
    /// The parameter that it is a value or bound of, where it is one.
    pub of: Option<RecordId>,
}

/// Every quantity of a record but lengths of time. Those beside a `parameter`, and the thresholds of a parameter, are its
/// values.
pub fn quantities(record: &Record) -> Vec<Placed> {
    quantities_like(record, &[Quantity::NAME], |_| true)
}

/// The same, of these scalar types and with a text that may be meant: to read a unit takes longer than to look for a sign.
pub fn quantities_like(record: &Record, types: &[&str], may_be_meant: impl Fn(&str) -> bool) -> Vec<Placed> {
    let mut found = Vec::new();
    walk(record.id.kind, &record.tree, &mut |visit: Visit<'_>| {
        let Shape::Scalar(scalar) = visit.shape else { return };
        let text = visit.node.as_text().filter(|_| types.contains(&scalar.name));
        let Some(text) = text.filter(|text| may_be_meant(text)) else {
            return;
        };
        let Ok(quantity) = Quantity::parse(text) else { return };
        let step = |at: usize, name: &str| visit.path.0.get(at).is_some_and(|step| step.is_key(name));
        let is_value = visit.path.0.last().is_some_and(|step| step.is_key("is"));
        let beside = visit.around.last().and_then(|table| table.get("parameter")?.as_text());
        let of = match beside.and_then(|text| Target::parse(text).ok()) {
            Some(target) if is_value => Some(target.record),
            _ if is_value && record.id.kind == Kind::Parameter && step(0, "thresholds") => Some(record.id.clone()),
            _ => None,
        };
        found.push(Placed {
            path: visit.path.clone(),
            quantity,
            of,
        });
    });
    found
}

/// The same, of those that are values of a parameter. Kinds without criteria, items or thresholds have none.
pub fn values(record: &Record) -> Vec<Placed> {
    match record.id.kind {
        Kind::Definition | Kind::Staging | Kind::Pathway | Kind::Score | Kind::Parameter => {
            let placed = quantities(record).into_iter();
            placed.filter(|placed| placed.of.is_some()).collect()
        }
        _ => Vec::new(),
    }
}

/// The numbers of a quantity.
fn numbers(quantity: &Quantity) -> Vec<f64> {
    match &quantity.magnitude {
        Magnitude::One(number) => vec![number.value()],
        Magnitude::Range(low, high) => vec![low.value(), high.value()],
    }
}
