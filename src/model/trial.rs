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
    /// How the trial was made.
    pub design: Design,
    /// Whether patients, staff or assessors knew the arm.
    pub blinding: Option<Text>,
    /// The trial's own publication.
    pub reference: Option<CiteKey>,
    /// Further publications of the trial.
    #[serde(default)]
    pub reports: Vec<CiteKey>,
    /// The year of publication, as the source prints it.
    #[schemars(example = 2026)]
    pub year: Option<Date>,
    /// Patients randomised.
    pub sample_size: Option<Count>,
    /// Patients analysed, where the source tells the two apart.
    pub analysed: Option<Count>,
    /// Who was studied.
    pub population: Option<Population>,
    /// The groups that were compared.
    #[serde(default)]
    pub arms: Vec<Arm>,
    /// What was measured, and what came out.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// Set where no source says which outcome was the primary one.
    #[serde(default)]
    pub primary_not_stated: bool,
    /// Harms, by arm.
    #[serde(default)]
    pub complications: Vec<Complication>,
    /// How the trial ended.
    pub ended: Option<Ended>,
    /// What a source listed before the results came out.
    pub planned: Option<Plan>,
    /// Who paid, where a source says so.
    pub funding: Option<Funding>,
}

/// How a study was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Design {
    /// Patients were assigned by chance.
    Randomised,
    /// By chance, to two or more treatments at once.
    RandomisedFactorial,
    /// By chance, to the order in which each patient gets all treatments.
    RandomisedCrossover,
    /// Whole hospitals or wards were assigned by chance.
    ClusterRandomised,
    /// Assigned otherwise than by chance.
    NonRandomised,
    /// All patients got the same.
    SingleArm,
    /// The source does not say.
    NotStated,
}

/// Who was studied, or for whom a recommendation is.
#[derive(Debug, Clone, Default, Deserialize, JsonSchema)]
#[serde(default)]
pub struct Population {
    /// Who, in words.
    pub text: Option<Markdown>,
    /// The conditions that they have.
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
    /// How it ended.
    pub how: Ending,
    /// The reason that the source gives.
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
    /// As planned.
    Completed,
    /// Before the planned size or time was reached.
    StoppedEarly,
    /// On hold.
    Suspended,
}

/// Who paid, where a source says so.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Funding {
    /// What the payers had to do with it, in words.
    pub text: Option<Markdown>,
    /// The payers.
    #[serde(default)]
    pub by: Vec<Text>,
    #[serde(default)]
    pub source: Sources,
}
