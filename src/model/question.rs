//! Evidence gaps, and the studies that may close them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::position::Position;
use super::reference::{AnyRef, Ref};
use super::text::Markdown;

/// Something that the evidence does not answer.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Question {
    /// The question.
    pub text: Markdown,
    /// Studies that may answer it, wholly or in part.
    #[serde(default)]
    pub studies: Vec<AnyRef>,
    /// What is known so far.
    #[serde(default)]
    pub evidence: Vec<AnyRef>,
    /// What authors argue, which is no evidence.
    #[serde(default)]
    pub positions: Vec<Ref<Position>>,
}
