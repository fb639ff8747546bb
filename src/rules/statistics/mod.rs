//! Family 3xx: results that disagree with themselves. Each rule allows for what the printed digits leave open, shows its
//! arithmetic, and names where its formula is from.

pub mod arms_off_total;
pub mod effect_off_rates;
pub mod estimate_outside_interval;
pub mod events_over_total;
pub mod impossible_percentage;
pub mod impossible_split;
pub mod off_centre_interval;
pub mod p_off_interval;
pub mod patients_off_randomised;
pub mod percent_off_counts;
pub mod pool_off_members;
pub mod pooled_below_listed;
pub mod significance_at_odds;
pub mod unsupported_favours;

mod interval;
mod patients;
mod rounding;
mod share;

use crate::model::effect::{Arm, Complication, Effect, Outcome, Results};
use crate::model::number::PValue;
use crate::model::{Body, Record};
use crate::read::node::{KeyPath, Step};

/// A comparison as a record states it: an outcome, a complication or a finding.
#[derive(Debug, Clone, Copy)]
pub struct Comparison<'a> {
    pub sort: Sort,
    index: usize,
    id: &'a str,
    pub effect: Option<&'a Effect>,
    pub results: &'a [Results],
    /// The P value that stands beside results and not in an effect.
    beside: Option<&'a PValue>,
    /// The groups of the record.
    pub arms: &'a [Arm],
    /// Whether it is of some of the patients, and not of all.
    pub of_some: bool,
}

/// In which list a comparison stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    Outcome,
    /// A complication, of which more is worse.
    Harm,
    Finding,
}

impl<'a> Comparison<'a> {
    /// All of a record, in the order in which kinds declare them.
    pub fn all(record: &'a Record) -> impl Iterator<Item = Self> {
        let (arms, outcomes, complications): (&[Arm], &[Outcome], &[Complication]) = match &record.body {
            Body::Trial(trial) => (&trial.arms, &trial.outcomes, &trial.complications),
            Body::Analysis(analysis) => (&analysis.arms, &analysis.outcomes, &analysis.complications),
            Body::Study(study) => (&study.arms, &[], &[]),
            _ => (&[], &[], &[]),
        };
        let outcomes = outcomes.iter().enumerate().map(move |(index, outcome)| Self {
            sort: Sort::Outcome,
            index,
            id: outcome.id.as_str(),
            effect: outcome.effect.as_ref(),
            results: &outcome.results,
            beside: outcome.p.as_ref(),
            arms,
            of_some: false,
        });
        let harms = complications.iter().enumerate().map(move |(index, harm)| Self {
            sort: Sort::Harm,
            index,
            id: harm.id.as_str(),
            effect: harm.effect.as_ref(),
            results: &harm.results,
            beside: harm.p.as_ref(),
            arms,
            of_some: false,
        });
        let findings = record
            .common
            .findings
            .iter()
            .enumerate()
            .map(move |(index, finding)| Self {
                sort: Sort::Finding,
                index,
                id: finding.id.as_str(),
                effect: finding.effect.as_ref(),
                results: &finding.results,
                beside: None,
                arms,
                of_some: finding.of.is_some(),
            });
        outcomes.chain(harms).chain(findings)
    }

    /// Where it stands: `outcomes.death`.
    pub fn path(&self) -> KeyPath {
        let list = match self.sort {
            Sort::Outcome => "outcomes",
            Sort::Harm => "complications",
            Sort::Finding => "findings",
        };
        let step = Step::Index(self.index, Some(self.id.into()));
        KeyPath::default().key(list).child(step)
    }

    /// The path of a field of its effect.
    pub fn effect_path(&self, field: &str) -> KeyPath {
        self.path().key("effect").key(field)
    }

    /// The path of a field of one of its results.
    pub fn result_path(&self, index: usize, field: &str) -> KeyPath {
        let arm = self.results[index].arm.as_str().into();
        let results = self.path().key("results");
        results.child(Step::Index(index, Some(arm))).key(field)
    }

    /// Its P value, and where it stands.
    pub fn p(&self) -> Option<(&'a PValue, KeyPath)> {
        let in_effect = self.effect.and_then(|effect| effect.p.as_ref());
        in_effect
            .map(|p| (p, self.effect_path("p")))
            .or_else(|| Some((self.beside?, self.path().key("p"))))
    }

    pub fn arm(&self, id: &str) -> Option<&'a Arm> {
        self.arms.iter().find(|arm| arm.id.as_str() == id)
    }

    /// What readers call an arm.
    pub fn called(&self, id: &'a str) -> &'a str {
        let name = self.arm(id).and_then(|arm| arm.name.as_ref());
        name.map_or(id, |name| name.as_str())
    }
}
