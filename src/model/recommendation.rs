//! Recommendations, and the grading systems that their strength and level belong to.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::number::Count;
use super::reference::{AnyRef, CiteKey, Ref};
use super::source::Sources;
use super::text::{Date, Markdown, Text};
use super::therapy::Therapy;
use super::trial::Population;

use super::grading::Grading;
use super::position::Position;

/// What an issuer recommends.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Recommendation {
    /// The recommendation, in the handbook's own words.
    pub text: Markdown,
    /// For whom it is.
    #[serde(rename = "for")]
    pub population: Option<Population>,
    /// The therapies that it is about; an empty list, where it is about none.
    pub therapies: Vec<Ref<Therapy>>,
    /// Whether it is for or against them.
    pub direction: Stance,
    /// The class, as a part of a grading system: `grading:sample#class-i`.
    pub strength: Option<Ref<Grading>>,
    /// The level of evidence, as a part of a grading system.
    pub level: Option<Ref<Grading>>,
    /// Who recommends.
    pub issuer: Text,
    /// The year of the document.
    #[schemars(example = 2026)]
    pub year: Option<Date>,
    /// The document.
    #[serde(default)]
    pub reference: Vec<CiteKey>,
    /// What it rests on.
    #[serde(default)]
    pub evidence: Vec<AnyRef>,
    /// What authors argue for it, which is no evidence.
    #[serde(default)]
    pub positions: Vec<Ref<Position>>,
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
    /// The words.
    pub text: Text,
    #[serde(default)]
    pub source: Sources,
}

/// Whether a recommendation is for or against.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Stance {
    /// Do it.
    For,
    /// It may be considered.
    Consider,
    /// Not as a routine.
    AgainstRoutine,
    /// Do not.
    Against,
}
