//! Intervals on the axis of a parameter, in the unit in which the handbook shows it.

use std::fmt;

use crate::model::parameter::Parameter;
use crate::model::quantity::{Comparator, Magnitude, Quantity};

/// An end of an interval.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct End {
    pub value: f64,
    /// Whether the value itself belongs to the interval.
    pub closed: bool,
}

/// All values from one end to the other. An end that is not there is without bound. Never empty.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Interval {
    pub low: Option<End>,
    pub high: Option<End>,
}

impl Interval {
    pub const ALL: Self = Self { low: None, high: None };

    pub fn point(value: f64) -> Self {
        let end = Some(End { value, closed: true });
        Self { low: end, high: end }
    }

    /// What lies between two bounds, without them.
    pub fn between(low: Option<f64>, high: Option<f64>) -> Self {
        let open = |value| End { value, closed: false };
        Self {
            low: low.map(open),
            high: high.map(open),
        }
    }

    /// The values that a quantity allows a parameter. None where its unit does not fit, where it only says `about`, and
    /// where it is a range the wrong way round.
    pub fn of(quantity: &Quantity, parameter: &Parameter) -> Option<Self> {
        let conversion = parameter.conversion_of(quantity.unit.as_ref())?;
        let end = |value: f64, closed| {
            let value = conversion.apply(value);
            Some(End { value, closed })
        };
        let (low, high) = match (&quantity.magnitude, quantity.comparator) {
            (_, Some(Comparator::About)) => return None,
            (Magnitude::Range(low, high), _) if low.value() <= high.value() => {
                (end(low.value(), true), end(high.value(), true))
            }
            (Magnitude::Range(..), _) => return None,
            (Magnitude::One(n), None) => (end(n.value(), true), end(n.value(), true)),
            (Magnitude::One(n), Some(Comparator::Less)) => (None, end(n.value(), false)),
            (Magnitude::One(n), Some(Comparator::AtMost)) => (None, end(n.value(), true)),
            (Magnitude::One(n), Some(Comparator::More)) => (end(n.value(), false), None),
            (Magnitude::One(n), Some(Comparator::AtLeast)) => (end(n.value(), true), None),
        };
        Some(Self { low, high })
    }

    pub fn contains(&self, value: f64) -> bool {
        let above = |low: End| value > low.value || low.closed && value == low.value;
        let below = |high: End| value < high.value || high.closed && value == high.value;
        self.low.is_none_or(above) && self.high.is_none_or(below)
    }

    /// Whether every value of this one is in the other.
    pub fn is_within(&self, other: &Self) -> bool {
        let holds = |inner: Option<End>, outer: Option<End>, further: fn(f64, f64) -> bool| match (inner, outer) {
            (_, None) => true,
            (None, Some(_)) => false,
            (Some(inner), Some(outer)) => {
                further(inner.value, outer.value) || inner.value == outer.value && (outer.closed || !inner.closed)
            }
        };
        holds(self.low, other.low, |inner, outer| inner > outer)
            && holds(self.high, other.high, |inner, outer| inner < outer)
    }

    /// Whether no value is in both.
    pub fn is_apart(&self, other: &Self) -> bool {
        let before = |high: Option<End>, low: Option<End>| match (high, low) {
            (Some(high), Some(low)) => {
                high.value < low.value || high.value == low.value && !(high.closed && low.closed)
            }
            _ => false,
        };
        before(self.high, other.low) || before(other.high, self.low)
    }

    /// The values that are in both.
    pub fn and(&self, other: &Self) -> Option<Self> {
        let inner = |one: Option<End>, two: Option<End>, further: fn(f64, f64) -> bool| match (one, two) {
            (Some(one), Some(two)) if one.value == two.value => Some(End {
                closed: one.closed && two.closed,
                ..one
            }),
            (Some(one), Some(two)) => Some(if further(one.value, two.value) { one } else { two }),
            (one, two) => one.or(two),
        };
        (!self.is_apart(other)).then(|| Self {
            low: inner(self.low, other.low, |one, two| one > two),
            high: inner(self.high, other.high, |one, two| one < two),
        })
    }
}

/// As people write it, without a unit: `≤ 2`, `> 2 to 8`.
impl fmt::Display for Interval {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.low, self.high) {
            (None, None) => f.write_str("any"),
            (Some(low), None) => write!(f, "{} {}", if low.closed { "≥" } else { ">" }, plain(low.value)),
            (None, Some(high)) => write!(f, "{} {}", if high.closed { "≤" } else { "<" }, plain(high.value)),
            (Some(low), Some(high)) if low.value == high.value => f.write_str(&plain(low.value)),
            (Some(low), Some(high)) => {
                let from = if low.closed { "" } else { "> " };
                let to = if high.closed { "" } else { "< " };
                let dash = if low.closed && high.closed { "–" } else { " to " };
                write!(f, "{from}{}{dash}{to}{}", plain(low.value), plain(high.value))
            }
        }
    }
}

/// A number on an axis: as short as it is, and of a converted one no more digits than mean something.
pub fn plain(value: f64) -> String {
    let short = format!("{value}");
    if short.len() <= 8 {
        return short;
    }
    let rounded: f64 = format!("{value:.5e}").parse().unwrap_or(value);
    format!("{rounded}")
}
