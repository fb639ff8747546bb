//! Staging systems: ordered stages, each with criteria.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::criterion::{Case, Criterion};
use super::reference::{CiteKey, Ref};
use super::source::Sources;
use super::text::{Id, Markdown, Text};

/// An ordered system of stages.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Staging {
    /// The condition that is staged.
    pub of: Option<Ref<Condition>>,
    /// Who set the system up.
    pub issuer: Option<Text>,
    /// The publication that sets it up.
    pub reference: Option<CiteKey>,
    /// How the stages are told apart.
    pub assign: Assign,
    /// Stages, mildest first.
    pub stages: Vec<Stage>,
    /// Made-up patients and the stage that they are in.
    #[serde(default)]
    pub cases: Vec<Case>,
}

/// How the stages of a system are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Assign {
    /// Stages may contain each other; the patient is in the last one met.
    HighestMet,
    /// No patient can be in two stages.
    Exclusive,
}

/// One stage.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Stage {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// The letter or number.
    pub name: Text,
    /// What the stage is called.
    pub title: Option<Text>,
    /// The stage in words.
    pub text: Option<Markdown>,
    /// Who is in it.
    pub criteria: Option<Criterion>,
    #[serde(default)]
    pub source: Sources,
}
