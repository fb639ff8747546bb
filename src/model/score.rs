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
    #[serde(rename = "for")]
    pub population: Option<Population>,
    /// What it predicts.
    pub predicts: Option<Text>,
    #[serde(default)]
    pub reference: Vec<CiteKey>,
    #[serde(default)]
    pub items: Vec<ScoreItem>,
    pub text: Option<Markdown>,
}

/// What a score counts.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct ScoreItem {
    pub id: Id,
    pub name: Text,
    pub parameter: Option<Ref<Parameter>>,
    pub is: Option<Quantity>,
    pub points: Option<Number>,
    #[serde(default)]
    pub source: Sources,
}
