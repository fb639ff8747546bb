//! Designs of studies, as grading systems name them: those of trials and those of analyses.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::analysis::AnalysisDesign;
use super::kind::Body;
use super::trial::Design;

/// How a study was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum StudyDesign {
    /// A randomised trial of any form.
    Randomised,
    /// A randomised trial of two or more treatments at once.
    RandomisedFactorial,
    /// A randomised trial of the order of treatments.
    RandomisedCrossover,
    /// A trial in which whole hospitals or wards were randomised.
    ClusterRandomised,
    /// A trial whose arms were assigned otherwise than by chance.
    NonRandomised,
    /// A trial in which all patients got the same.
    SingleArm,
    /// A meta-analysis of any form.
    MetaAnalysis,
    /// A meta-analysis of each patient's data.
    IndividualPatientMetaAnalysis,
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
}

impl StudyDesign {
    /// The design of a trial or analysis; none of other records, and where the source does not say.
    pub fn of(body: &Body) -> Option<Self> {
        match body {
            Body::Trial(trial) => match trial.design {
                Design::Randomised => Some(Self::Randomised),
                Design::RandomisedFactorial => Some(Self::RandomisedFactorial),
                Design::RandomisedCrossover => Some(Self::RandomisedCrossover),
                Design::ClusterRandomised => Some(Self::ClusterRandomised),
                Design::NonRandomised => Some(Self::NonRandomised),
                Design::SingleArm => Some(Self::SingleArm),
                Design::NotStated => None,
            },
            Body::Analysis(analysis) => match analysis.design {
                AnalysisDesign::IndividualPatientMetaAnalysis => Some(Self::IndividualPatientMetaAnalysis),
                AnalysisDesign::MetaAnalysis => Some(Self::MetaAnalysis),
                AnalysisDesign::SystematicReview => Some(Self::SystematicReview),
                AnalysisDesign::SecondaryAnalysis => Some(Self::SecondaryAnalysis),
                AnalysisDesign::MatchedComparison => Some(Self::MatchedComparison),
                AnalysisDesign::Registry => Some(Self::Registry),
                AnalysisDesign::Cohort => Some(Self::Cohort),
                AnalysisDesign::CaseSeries => Some(Self::CaseSeries),
                AnalysisDesign::NotStated => None,
            },
            _ => None,
        }
    }

    /// Whether a study of this design is wanted where `wanted` is: a factorial trial is a randomised one.
    pub fn is_a(self, wanted: Self) -> bool {
        let wider = match self {
            Self::RandomisedFactorial | Self::RandomisedCrossover | Self::ClusterRandomised => Self::Randomised,
            Self::IndividualPatientMetaAnalysis => Self::MetaAnalysis,
            other => other,
        };
        wanted == self || wanted == wider
    }

    pub fn in_words(self) -> &'static str {
        match self {
            Self::Randomised => "randomised trial",
            Self::RandomisedFactorial => "randomised factorial trial",
            Self::RandomisedCrossover => "randomised crossover trial",
            Self::ClusterRandomised => "cluster-randomised trial",
            Self::NonRandomised => "non-randomised trial",
            Self::SingleArm => "single-arm trial",
            Self::MetaAnalysis => "meta-analysis",
            Self::IndividualPatientMetaAnalysis => "meta-analysis of individual patients' data",
            Self::SystematicReview => "systematic review",
            Self::SecondaryAnalysis => "secondary analysis of a trial",
            Self::MatchedComparison => "matched comparison",
            Self::Registry => "registry",
            Self::Cohort => "cohort",
            Self::CaseSeries => "case series",
        }
    }
}
