//! Recommendations, and the grading systems that their strength and level belong to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::number::Count;
use super::reference::{AnyRef, CiteKey, Ref};
use super::source::Sources;
use super::text::{Date, Id, Markdown, Text};
use super::therapy::Therapy;
use super::trial::Population;

use super::grading::Grading;

/// What an issuer recommends.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Recommendation {
    /// The recommendation, in the handbook's own words.
    pub text: Markdown,
    #[serde(rename = "for")]
    pub population: Option<Population>,
    pub therapies: Vec<Ref<Therapy>>,
    pub direction: Stance,
    /// The class, as a part of a grading system: `grading:sample#class-i`.
    pub strength: Option<Ref<Grading>>,
    /// The level of evidence, as a part of a grading system.
    pub level: Option<Ref<Grading>>,
    /// Who recommends.
    pub issuer: Text,
    pub year: Option<Date>,
    /// The document.
    #[serde(default)]
    pub reference: Vec<CiteKey>,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Vec<AnyRef>,
    /// The number or label that the issuer gives it.
    pub label: Option<Text>,
    /// How many times it was revised, where the issuer counts.
    pub revision: Option<Count>,
    /// The source's own words on how strong it is, where it gives no class.
    pub wording: Option<Wording>,
}

/// How strongly a source words a recommendation to which it gives no class.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Wording {
    pub text: Text,
    #[serde(default)]
    pub source: Sources,
}

/// Whether a recommendation is for or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Stance {
    For,
    Consider,
    AgainstRoutine,
    Against,
}

/// One class or level.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Grade {
    pub id: Id,
    pub name: Text,
    /// What it means, as the issuer says.
    pub text: Option<Markdown>,
    #[serde(default)]
    pub source: Sources,
}
