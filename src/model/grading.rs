//! Grading systems.

use schemars::JsonSchema;
use serde::Deserialize;

use super::recommendation::Grade;
use super::text::Text;

/// A system of classes and levels, and what they mean.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Grading {
    /// Who grades by it.
    pub issuer: Option<Text>,
    /// Classes of recommendation, strongest first.
    #[serde(default)]
    pub classes: Vec<Grade>,
    /// Levels of evidence, strongest first.
    #[serde(default)]
    pub levels: Vec<Grade>,
}
