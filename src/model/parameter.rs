//! Measured variables.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::number::Number;
use super::quantity::Quantity;
use super::source::Sources;
use super::text::{Id, Markdown, Text};
use super::unit::{Conversion, Unit};

/// A measured variable.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Parameter {
    /// The abbreviation or symbol that tables use.
    pub symbol: Option<Text>,
    /// The unit in which the handbook shows it. Absent for a pure number.
    pub unit: Option<Unit>,
    /// Other units in which it may be written.
    #[serde(default)]
    pub units: Vec<AcceptedUnit>,
    /// The range outside which a value is a slip of the pen.
    pub plausible: Option<Plausible>,
    /// The direction that is worse for the patient.
    pub worse: Option<Worse>,
    /// What is measured and how, where a source says.
    pub text: Option<Markdown>,
    /// Bounds that sources name, such as an upper limit of normal.
    #[serde(default)]
    pub thresholds: Vec<Threshold>,
}

impl Parameter {
    /// How a number in this unit becomes one in the unit shown: by the factor that the parameter gives for the unit, else
    /// by UCUM. None where the parameter is not measured in it. A number without a unit is taken to be in the unit shown
    /// only where the parameter has none.
    pub fn conversion_of(&self, unit: Option<&Unit>) -> Option<Conversion> {
        let (unit, shown) = match (unit, &self.unit) {
            (None, None) => return Some(Conversion::NONE),
            (Some(unit), Some(shown)) => (unit, shown),
            _ => return None,
        };
        let given = self.units.iter().find(|accepted| accepted.unit == *unit);
        let factor = given.and_then(|accepted| accepted.factor.as_ref());
        match factor {
            Some(factor) => Some(Conversion::by_factor(factor.value())),
            None => unit.conversion_to(shown),
        }
    }
}

/// A range of plausible values. It is a check on typing and no clinical statement.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Plausible {
    /// The lowest plausible value, in the shown unit.
    #[schemars(example = 20)]
    pub low: Number,
    /// The highest plausible value, in the shown unit.
    #[schemars(example = 300)]
    pub high: Number,
}

/// A unit other than the shown one, and how to convert.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct AcceptedUnit {
    /// The unit.
    pub unit: Unit,
    /// Multiply a value in this unit by this to get the shown unit; needed where UCUM cannot tell.
    pub factor: Option<Number>,
}

/// The direction that is worse for the patient.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Worse {
    /// Lower values are worse.
    Lower,
    /// Higher values are worse.
    Higher,
    /// Both too low and too high is bad.
    Either,
}

/// A bound that a source names.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Threshold {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// What the bound is called.
    pub name: Text,
    /// The bound.
    pub is: Quantity,
    /// What it means to be beyond it.
    pub text: Option<Markdown>,
    #[serde(default)]
    pub source: Sources,
}
