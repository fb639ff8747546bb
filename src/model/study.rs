//! Ongoing studies.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::effect::Arm;
use super::number::Count;
use super::quantity::Duration;
use super::reference::{ArmRef, CiteKey};
use super::source::Sources;
use super::text::{Date, Id, Markdown, Registry, Text};
use super::trial::{Design, Funding, Population};

/// A study under way.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Study {
    /// The number in a registry of trials. One number belongs to one record.
    pub registry: Option<Registry>,
    /// How the study is made.
    pub design: Option<Design>,
    /// Who is studied.
    pub population: Option<Population>,
    /// The groups that are compared.
    #[serde(default)]
    pub arms: Vec<Arm>,
    /// Planned size.
    pub sample_size: Option<Count>,
    /// What it sets out to measure.
    #[serde(default)]
    pub endpoints: Vec<Endpoint>,
    /// Where it stands.
    pub status: Status,
    /// The day, month or year for which the status was stated.
    pub as_of: Option<Date>,
    /// A publication of its design, or of part of its results.
    #[serde(default)]
    pub reports: Vec<CiteKey>,
    /// Who pays, where a source says so.
    pub funding: Option<Funding>,
}

/// What a source listed of a trial before its results came out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Plan {
    /// Planned size.
    pub sample_size: Option<Count>,
    /// Who was to be studied.
    pub population: Option<Markdown>,
    /// What was to be tried.
    pub intervention: Option<Markdown>,
    /// What it was to be compared with.
    pub control: Option<Markdown>,
    /// What it set out to measure.
    #[serde(default)]
    pub endpoints: Vec<Endpoint>,
    /// Where it stood.
    pub status: Option<Status>,
    /// The day, month or year for which this was stated.
    pub as_of: Option<Date>,
    #[serde(default)]
    pub source: Sources,
}

/// What a study sets out to measure.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Endpoint {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// What is measured.
    pub name: Text,
    /// When it is assessed.
    pub time: Option<Duration>,
    /// Whether the source calls it the primary endpoint.
    #[serde(default)]
    pub primary: bool,
    /// What a composite is made of.
    #[serde(default)]
    pub composite: Vec<Text>,
    /// The arm to which the endpoint belongs, where arms have different ones.
    #[serde(default)]
    pub arms: Vec<ArmRef>,
    /// What else to know of it.
    pub text: Option<Markdown>,
    #[serde(default)]
    pub source: Sources,
}

/// Where a study stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Status {
    /// No patient is enrolled yet.
    NotYetRecruiting,
    /// Patients are being enrolled.
    Recruiting,
    /// Recruiting, or completed and not published: the source does not say which.
    Ongoing,
    /// On hold.
    Suspended,
    /// Ended before its time.
    StoppedEarly,
    /// Completed, and the results are not published.
    CompletedUnpublished,
    /// The results are published.
    Published,
}
