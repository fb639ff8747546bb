//! Family 3xx: results that disagree with themselves. Each rule allows for what the printed digits leave open, shows its
//! arithmetic, and names where its formula is from.

pub mod estimate_outside_interval;

use crate::model::effect::{Arm, Complication, Effect, Outcome, Results};
use crate::model::number::PValue;
use crate::model::quantity::Duration;
use crate::model::{Body, Record};
use crate::read::node::{KeyPath, Step};

/// A comparison as a record states it: an outcome, a complication or a finding.
#[derive(Debug, Clone)]
pub struct Comparison<'a> {
    /// Where it stands: `outcomes.death`.
    pub path: KeyPath,
    pub name: &'a str,
    pub time: Option<&'a Duration>,
    pub effect: Option<&'a Effect>,
    pub results: &'a [Results],
    /// The P value that stands beside results and not in an effect.
    pub p: Option<&'a PValue>,
    /// The groups of the record.
    pub arms: &'a [Arm],
}

impl<'a> Comparison<'a> {
    /// All of a record, in the order in which kinds declare them.
    pub fn all(record: &'a Record) -> Vec<Self> {
        let (arms, outcomes, complications): (&[Arm], &[Outcome], &[Complication]) = match &record.body {
            Body::Trial(trial) => (&trial.arms, &trial.outcomes, &trial.complications),
            Body::Analysis(analysis) => (&analysis.arms, &analysis.outcomes, &analysis.complications),
            Body::Study(study) => (&study.arms, &[], &[]),
            _ => (&[], &[], &[]),
        };
        let outcomes = outcomes.iter().enumerate().map(|(i, outcome)| Self {
            path: place("outcomes", i, outcome.id.as_str()),
            name: outcome.name.as_str(),
            time: outcome.time.as_ref(),
            effect: outcome.effect.as_ref(),
            results: &outcome.results,
            p: outcome.p.as_ref(),
            arms,
        });
        let complications = complications.iter().enumerate().map(|(i, harm)| Self {
            path: place("complications", i, harm.id.as_str()),
            name: harm.name.as_str(),
            time: harm.time.as_ref(),
            effect: harm.effect.as_ref(),
            results: &harm.results,
            p: harm.p.as_ref(),
            arms,
        });
        let findings = record.common.findings.iter().enumerate().map(|(i, finding)| Self {
            path: place("findings", i, finding.id.as_str()),
            name: finding.name.as_str(),
            time: finding.time.as_ref(),
            effect: finding.effect.as_ref(),
            results: &finding.results,
            p: None,
            arms,
        });
        outcomes.chain(complications).chain(findings).collect()
    }

    /// The path of a field of its effect.
    pub fn effect_path(&self, field: &str) -> KeyPath {
        self.path.key("effect").key(field)
    }
}

fn place(list: &str, index: usize, id: &str) -> KeyPath {
    KeyPath::default().key(list).child(Step::Index(index, Some(id.into())))
}
