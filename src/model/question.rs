//! Evidence gaps, and the studies that may close them.

use schemars::JsonSchema;
use serde::Deserialize;

use super::reference::AnyRef;
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
}
