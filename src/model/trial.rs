//! Completed trials: PICO, arms, outcomes with effect estimates, complications, how they ended.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::condition::Condition;
use super::definition::Definition;
use super::effect::{Arm, Complication, Outcome};
use super::number::Count;
use super::reference::{AnyRef, CiteKey, Ref};
use super::source::Sources;
use super::study::Plan;
use super::text::{Date, Markdown, Registry, Text};

/// A completed trial.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Trial {
    /// The number in a registry of trials. One number belongs to one record.
    pub registry: Option<Registry>,
    pub design: Design,
    /// Whether patients, staff or assessors knew the arm.
    pub blinding: Option<Text>,
    /// The trial's own publication.
    pub reference: Option<CiteKey>,
    /// Further publications of the trial.
    #[serde(default)]
    pub reports: Vec<CiteKey>,
    /// The year of publication, as the source prints it.
    pub year: Option<Date>,
    /// Patients randomised.
    pub sample_size: Option<Count>,
    /// Patients analysed, where the source tells the two apart.
    pub analysed: Option<Count>,
    pub population: Option<Population>,
    #[serde(default)]
    pub arms: Vec<Arm>,
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    #[serde(default)]
    pub complications: Vec<Complication>,
    /// How the trial ended.
    pub ended: Option<Ended>,
    /// What a source listed before the results came out.
    pub planned: Option<Plan>,
    pub funding: Option<Funding>,
}

/// How a study was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Design {
    Randomised,
    RandomisedFactorial,
    RandomisedCrossover,
    ClusterRandomised,
    NonRandomised,
    SingleArm,
    NotStated,
}

/// Who was studied, or for whom a recommendation is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Population {
    pub text: Option<Markdown>,
    pub conditions: Vec<Ref<Condition>>,
    /// The definition by which patients were enrolled.
    pub definition: Option<Ref<Definition>>,
    /// The stages concerned.
    pub stages: Vec<AnyRef>,
    /// Who was left out.
    pub excluded: Option<Markdown>,
    pub source: Sources,
}

/// How a trial ended.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Ended {
    pub how: Ending,
    pub why: Option<Markdown>,
    /// The size that had been planned.
    pub planned_size: Option<Count>,
    #[serde(default)]
    pub source: Sources,
}

/// How a trial ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Ending {
    Completed,
    StoppedEarly,
    Suspended,
}

/// Who paid, where a source says so.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Funding {
    pub text: Option<Markdown>,
    /// The payers.
    #[serde(default)]
    pub by: Vec<Text>,
    #[serde(default)]
    pub source: Sources,
}
