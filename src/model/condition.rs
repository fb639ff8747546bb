//! Causes and phenotypes, as a tree.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reference::Ref;
use super::text::Markdown;

/// A cause, phenotype or complication.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Condition {
    /// What sort of thing it is.
    pub role: Option<ConditionRole>,
    /// The wider condition that this is a form of.
    pub parent: Option<Ref<Condition>>,
    /// What it is.
    pub text: Option<Markdown>,
}

/// What sort of condition it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum ConditionRole {
    /// A syndrome.
    Syndrome,
    /// What brings a condition about.
    Cause,
    /// A form in which a condition shows.
    Phenotype,
    /// What a condition or its treatment may lead to.
    Complication,
    /// A condition that comes beside another.
    Comorbidity,
}
