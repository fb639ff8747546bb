//! Meta-analyses, registries and observational comparisons. What they find is an association unless they pool trials.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::effect::{Arm, Complication, Outcome};
use super::number::Count;
use super::reference::{CiteKey, Ref};
use super::text::{Date, Text};
use super::trial::{Funding, Population, Trial};

/// A meta-analysis, registry or observational comparison.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Analysis {
    pub design: AnalysisDesign,
    /// The analysis' own publication.
    pub reference: Option<CiteKey>,
    #[serde(default)]
    pub reports: Vec<CiteKey>,
    pub year: Option<Date>,
    /// The trials pooled, as far as the handbook has them.
    #[serde(default)]
    pub pools: Vec<Ref<Trial>>,
    /// How many trials or studies were pooled.
    pub pooled: Option<Count>,
    /// Patients.
    pub sample_size: Option<Count>,
    /// Where the data come from.
    pub data: Option<Text>,
    pub population: Option<Population>,
    #[serde(default)]
    pub arms: Vec<Arm>,
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    #[serde(default)]
    pub complications: Vec<Complication>,
    pub funding: Option<Funding>,
}

impl AnalysisDesign {
    pub fn in_words(self) -> &'static str {
        match self {
            Self::IndividualPatientMetaAnalysis => "Meta-analysis of individual patients' data",
            Self::MetaAnalysis => "Meta-analysis",
            Self::SystematicReview => "Systematic review",
            Self::SecondaryAnalysis => "Secondary analysis of a trial",
            Self::MatchedComparison => "Matched comparison",
            Self::Registry => "Registry",
            Self::Cohort => "Cohort",
            Self::CaseSeries => "Case series",
            Self::NotStated => "Not stated",
        }
    }
}

/// How an analysis was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum AnalysisDesign {
    IndividualPatientMetaAnalysis,
    MetaAnalysis,
    SystematicReview,
    SecondaryAnalysis,
    MatchedComparison,
    Registry,
    Cohort,
    CaseSeries,
    NotStated,
}
