//! Definitions: who counts as having the condition.

use schemars::JsonSchema;
use serde::Deserialize;

use super::condition::Condition;
use super::criterion::{Case, Criterion};
use super::reference::{CiteKey, Ref};
use super::text::{Markdown, Text};
use super::trial::Trial;

/// Who counts as having a condition.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Definition {
    /// The condition that is defined.
    pub of: Option<Ref<Condition>>,
    /// Who set the definition up.
    pub issuer: Option<Text>,
    /// The publication that sets it up.
    pub reference: Option<CiteKey>,
    /// Trials that enrolled by it.
    #[serde(default)]
    pub used_by: Vec<Ref<Trial>>,
    /// The definition in words, where it is not, or not only, a tree of criteria.
    pub text: Option<Markdown>,
    /// The criteria.
    pub criteria: Option<Criterion>,
    /// Made-up patients and whether they meet it.
    #[serde(default)]
    pub cases: Vec<Case>,
}
