//! What authors or societies argue. Kept apart from evidence.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::reference::AnyRef;
use super::text::{Date, Markdown, Text};

/// An argued opinion or a call on policy.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Position {
    /// Whose position it is.
    pub holder: Text,
    /// What sort of position it is.
    pub sort: PositionSort,
    /// The position, in the handbook's own words.
    pub text: Markdown,
    /// The reasons that the holder gives.
    #[serde(default)]
    pub reasons: Vec<Markdown>,
    /// What in the handbook speaks for it.
    #[serde(default)]
    pub evidence_for: Vec<AnyRef>,
    /// What in the handbook speaks against it.
    #[serde(default)]
    pub evidence_against: Vec<AnyRef>,
    /// The day, month or year in which it was held.
    pub as_of: Option<Date>,
}

/// What sort of position it is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum PositionSort {
    /// An argued opinion.
    Opinion,
    /// A call on those who decide about care or research.
    PolicyCall,
}
