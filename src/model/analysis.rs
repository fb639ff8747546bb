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
    /// Further publications of the analysis.
    #[serde(default)]
    pub reports: Vec<CiteKey>,
    /// The year of publication, as the source prints it.
    #[schemars(example = 2026)]
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
    /// Who was studied.
    pub population: Option<Population>,
    /// The groups that are compared.
    #[serde(default)]
    pub arms: Vec<Arm>,
    /// What was measured, and what came out.
    #[serde(default)]
    pub outcomes: Vec<Outcome>,
    /// Harms, by arm.
    #[serde(default)]
    pub complications: Vec<Complication>,
    /// Who paid, where a source says so.
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
    /// A meta-analysis of each patient's data.
    IndividualPatientMetaAnalysis,
    /// A meta-analysis of published results.
    MetaAnalysis,
    /// A systematic review that pools nothing.
    SystematicReview,
    /// A further analysis of a trial.
    SecondaryAnalysis,
    /// Patients compared who were matched or weighted to be alike.
    MatchedComparison,
    /// A registry.
    Registry,
    /// A cohort.
    Cohort,
    /// A series of cases.
    CaseSeries,
    /// The source does not say.
    NotStated,
}
