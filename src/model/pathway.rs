//! Steps and decisions of care, as a graph.

use schemars::JsonSchema;
use serde::Deserialize;

use super::criterion::{Case, Criterion};
use super::reference::{AnyRef, Ref, StepRef};
use super::source::Sources;
use super::text::{Id, Markdown, Text};
use super::therapy::Therapy;
use super::trial::Population;

/// Steps and decisions of care.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Pathway {
    #[serde(rename = "for")]
    pub population: Option<Population>,
    /// The step at which care begins.
    pub start: StepRef,
    pub steps: Vec<PathwayStep>,
    /// Made-up patients and the step that they must reach.
    #[serde(default)]
    pub cases: Vec<Case>,
}

/// A thing to do or to decide.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct PathwayStep {
    pub id: Id,
    pub name: Text,
    pub text: Option<Markdown>,
    #[serde(default)]
    pub therapies: Vec<Ref<Therapy>>,
    /// What the step rests on.
    #[serde(default)]
    pub evidence: Vec<AnyRef>,
    /// Where care goes from here: one branch after an action, several after a decision, none at an end.
    #[serde(default)]
    pub next: Vec<Branch>,
    #[serde(default)]
    pub source: Sources,
}

/// A way out of a step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Branch {
    pub to: StepRef,
    /// When this way is taken; always, where absent.
    pub when: Option<Criterion>,
    /// The answer as the chart shows it.
    pub label: Option<Text>,
}
