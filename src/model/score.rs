//! Prognostic instruments.

use schemars::JsonSchema;
use serde::Deserialize;

use super::number::Number;
use super::parameter::Parameter;
use super::quantity::Quantity;
use super::reference::{CiteKey, Ref};
use super::source::Sources;
use super::text::{Id, Markdown, Text};
use super::trial::Population;

/// A prognostic instrument, and the setting that it is for.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Score {
    /// The setting: before, in, or on support for the condition.
    pub setting: Option<Text>,
    /// For whom it is.
    #[serde(rename = "for")]
    pub population: Option<Population>,
    /// What it predicts.
    pub predicts: Option<Text>,
    /// The publications that set it up or tested it.
    #[serde(default)]
    pub reference: Vec<CiteKey>,
    /// What it counts.
    #[serde(default)]
    pub items: Vec<ScoreItem>,
    /// How it is reckoned and read.
    pub text: Option<Markdown>,
}

/// What a score counts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct ScoreItem {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// What is counted.
    pub name: Text,
    /// The variable, where it is measured.
    pub parameter: Option<Ref<Parameter>>,
    /// The bound that gives the points.
    pub is: Option<Quantity>,
    /// The points.
    #[schemars(example = 2)]
    pub points: Option<Number>,
    #[serde(default)]
    pub source: Sources,
}
