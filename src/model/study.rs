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
    pub design: Option<Design>,
    pub population: Option<Population>,
    #[serde(default)]
    pub arms: Vec<Arm>,
    /// Planned size.
    pub sample_size: Option<Count>,
    #[serde(default)]
    pub endpoints: Vec<Endpoint>,
    pub status: Status,
    /// The day, month or year for which the status was stated.
    pub as_of: Option<Date>,
    /// A publication of its design, or of part of its results.
    #[serde(default)]
    pub reports: Vec<CiteKey>,
    pub funding: Option<Funding>,
}

/// What a source listed of a trial before its results came out.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Plan {
    pub sample_size: Option<Count>,
    pub population: Option<Markdown>,
    pub intervention: Option<Markdown>,
    pub control: Option<Markdown>,
    #[serde(default)]
    pub endpoints: Vec<Endpoint>,
    pub status: Option<Status>,
    pub as_of: Option<Date>,
    #[serde(default)]
    pub source: Sources,
}

/// What a study sets out to measure.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Endpoint {
    pub id: Id,
    pub name: Text,
    pub time: Option<Duration>,
    #[serde(default)]
    pub primary: bool,
    /// What a composite is made of.
    #[serde(default)]
    pub composite: Vec<Text>,
    /// The arm to which the endpoint belongs, where arms have different ones.
    #[serde(default)]
    pub arms: Vec<ArmRef>,
    pub text: Option<Markdown>,
    #[serde(default)]
    pub source: Sources,
}

/// Where a study stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Status {
    NotYetRecruiting,
    Recruiting,
    /// Recruiting, or completed and not published: the source does not say which.
    Ongoing,
    Suspended,
    StoppedEarly,
    CompletedUnpublished,
    Published,
}
