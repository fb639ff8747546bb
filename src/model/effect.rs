//! Arms, outcomes, results and effect estimates.

use std::fmt;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::formula::Formula;
use super::number::{Count, Number, PValue};
use super::quantity::{Duration, Quantity};
use super::reference::{AnyRef, ArmRef, Ref};
use super::source::Sources;
use super::text::{Id, Markdown, Text};
use super::therapy::Therapy;

/// A group that a study compares.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Arm {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// What tables call it; made from its therapies where absent.
    pub name: Option<Text>,
    /// What the arm is for.
    pub role: Role,
    /// What the arm receives: one, several or none.
    #[serde(default)]
    pub therapies: Vec<Ref<Therapy>>,
    /// What else to know of it.
    pub text: Option<Markdown>,
    /// Patients in the arm, only if a source prints it.
    pub size: Option<Count>,
    #[serde(default)]
    pub source: Sources,
}

/// What an arm is for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Role {
    /// What is tried.
    Experimental,
    /// What it is compared with.
    Control,
}

/// An outcome, with an effect estimate, results by arm, or both.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Outcome {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// What was measured.
    pub name: Text,
    /// When it was assessed.
    pub time: Option<Duration>,
    /// The same in words, where the source gives no length of time: `until discharge`, or `not stated`.
    #[schemars(example = &"until discharge")]
    pub when: Option<Text>,
    /// Whether the source calls it the primary outcome.
    #[serde(default)]
    pub primary: bool,
    /// What a composite outcome is made of.
    #[serde(default)]
    pub composite: Vec<Text>,
    /// The effect, as the source prints it.
    pub effect: Option<Effect>,
    /// Results by arm.
    #[serde(default)]
    pub results: Vec<Results>,
    /// The P value of the comparison, where no effect estimate is printed beside it.
    pub p: Option<PValue>,
    /// The result in words, where no figure is printed, or what to know beside the figures.
    pub text: Option<Markdown>,
    /// Records that it speaks of.
    #[serde(default)]
    pub about: Vec<AnyRef>,
    /// The record, or part of one, that has overtaken it.
    pub superseded_by: Option<AnyRef>,
    #[serde(default)]
    pub source: Sources,
}

/// A harm, by arm.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Complication {
    /// The id by which references reach this part: `kind:id#part`.
    pub id: Id,
    /// What happened.
    pub name: Text,
    /// Within what time.
    pub time: Option<Duration>,
    /// The effect, as the source prints it.
    pub effect: Option<Effect>,
    /// Results by arm.
    #[serde(default)]
    pub results: Vec<Results>,
    /// The P value of the comparison, where no effect estimate is printed beside it.
    pub p: Option<PValue>,
    /// The finding in words.
    pub text: Option<Markdown>,
    /// Records that it speaks of.
    #[serde(default)]
    pub about: Vec<AnyRef>,
    #[serde(default)]
    pub source: Sources,
}

/// An effect estimate with its interval.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Effect {
    /// What the estimate measures.
    pub measure: Measure,
    /// The estimate, as printed.
    pub estimate: Number,
    /// How the estimate was made of other values, where no source prints it.
    pub derived: Option<Formula>,
    /// The ends of the confidence interval, lower first.
    #[schemars(example = [0.55, 0.99])]
    pub ci: Option<[Number; 2]>,
    /// The level of the interval in percent; 95 where absent.
    #[schemars(example = 95)]
    pub ci_level: Option<Number>,
    /// The P value.
    pub p: Option<PValue>,
    /// The arms compared: the first against the second.
    pub compares: Option<[ArmRef; 2]>,
    /// The arm that the source says did better. Left out where it names none.
    pub favours: Option<ArmRef>,
    #[serde(default)]
    pub source: Sources,
}

/// What an effect estimate measures.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[schemars(inline)]
pub enum Measure {
    /// Hazard ratio.
    HR,
    /// Relative risk.
    RR,
    /// Odds ratio.
    OR,
    /// Risk difference, in percentage points.
    RD,
    /// Mean difference.
    MD,
    /// Standardised mean difference.
    SMD,
    /// Rate ratio.
    IRR,
}

impl Measure {
    pub fn abbreviation(self) -> &'static str {
        match self {
            Self::HR => "HR",
            Self::RR => "RR",
            Self::OR => "OR",
            Self::RD => "RD",
            Self::MD => "MD",
            Self::SMD => "SMD",
            Self::IRR => "IRR",
        }
    }

    /// Whether it is a ratio, in which a half is as far from no effect as a double.
    pub fn is_ratio(self) -> bool {
        match self {
            Self::HR | Self::RR | Self::OR | Self::IRR => true,
            Self::RD | Self::MD | Self::SMD => false,
        }
    }

    /// The number that says that nothing differs.
    pub fn no_effect(self) -> f64 {
        if self.is_ratio() { 1.0 } else { 0.0 }
    }

    pub fn in_words(self) -> &'static str {
        match self {
            Self::HR => "hazard ratio",
            Self::RR => "relative risk",
            Self::OR => "odds ratio",
            Self::RD => "risk difference",
            Self::MD => "mean difference",
            Self::SMD => "standardised mean difference",
            Self::IRR => "rate ratio",
        }
    }
}

impl fmt::Display for Effect {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} {}", self.measure.abbreviation(), self.estimate)?;
        if let Some([low, high]) = &self.ci {
            let level = self.ci_level.as_ref().map_or("95", Number::as_str);
            write!(f, " ({level}% CI {low} to {high})")?;
        }
        match &self.p {
            Some(p) => write!(f, ", P{p}"),
            None => Ok(()),
        }
    }
}

/// What happened in one arm.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Results {
    /// The arm, by its id.
    pub arm: ArmRef,
    /// Share of patients with the event, in percent, as printed.
    #[schemars(example = 40.5)]
    pub percent: Option<Number>,
    /// Patients with the event.
    #[schemars(example = 81)]
    pub events: Option<Count>,
    /// Patients that the share is of.
    #[schemars(example = 200)]
    pub n: Option<Count>,
    /// A measured value, where the outcome is not an event.
    pub value: Option<Quantity>,
    /// How the percentage came about.
    pub kind: Option<ResultKind>,
    /// How the percentage, else the value or count, was made of others, where no source prints it.
    pub derived: Option<Formula>,
    #[serde(default)]
    pub source: Sources,
}

/// How a percentage came about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum ResultKind {
    /// Patients with the event of all patients.
    Proportion,
    /// An estimate by Kaplan and Meier.
    KaplanMeier,
    /// The source does not say.
    NotStated,
}

impl fmt::Display for Results {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let counts = match (&self.events, &self.n) {
            (Some(events), Some(n)) => Some(format!("{events} of {n}")),
            (Some(events), None) => Some(format!("{events} patients")),
            (None, Some(n)) => Some(format!("of {n}")),
            (None, None) => None,
        };
        match (&self.percent, &self.value, counts) {
            (Some(percent), _, Some(counts)) => write!(f, "{percent}% ({counts})"),
            (Some(percent), _, None) => write!(f, "{percent}%"),
            (None, Some(value), _) => write!(f, "{value}"),
            (None, None, Some(counts)) => f.write_str(&counts),
            (None, None, None) => f.write_str("not stated"),
        }
    }
}
