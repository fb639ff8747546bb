//! Steps and decisions of care, as a graph.

use schemars::JsonSchema;
use serde::Deserialize;

use super::criterion::{Case, Criterion};
use super::position::Position;
use super::reference::{AnyRef, Ref, StepRef};
use super::source::Sources;
use super::text::{Id, Markdown, Text};
use super::therapy::Therapy;
use super::trial::Population;

/// Steps and decisions of care.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Pathway {
    /// For whom it is.
    #[serde(rename = "for")]
    pub population: Option<Population>,
    /// The step at which care begins.
    pub start: StepRef,
    /// The steps, in the order in which they are shown.
    pub steps: Vec<PathwayStep>,
    /// Made-up patients and the step that they must reach.
    #[serde(default)]
    pub cases: Vec<Case>,
}

/// A thing to do or to decide.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct PathwayStep {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// What is done or decided, in a few words.
    pub name: Text,
    /// What to know of it.
    pub text: Option<Markdown>,
    /// What is given or done.
    #[serde(default)]
    pub therapies: Vec<Ref<Therapy>>,
    /// What the step rests on.
    #[serde(default)]
    pub evidence: Vec<AnyRef>,
    /// What authors argue for it, which is no evidence.
    #[serde(default)]
    pub positions: Vec<Ref<Position>>,
    /// Where care goes from here: one branch after an action, several after a decision, none at an end.
    #[serde(default)]
    pub next: Vec<Branch>,
    #[serde(default)]
    pub source: Sources,
}

/// A way out of a step.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Branch {
    /// The next step, by its id.
    pub to: StepRef,
    /// When this way is taken. Where absent, it is the only way, or the one that is taken otherwise.
    pub when: Option<Criterion>,
    /// Whether this way is taken where no other is: the answer that leaves nobody out. `when` then says so in words.
    #[serde(default)]
    pub otherwise: bool,
    /// The answer as the chart shows it.
    pub label: Option<Text>,
}
