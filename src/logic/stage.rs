//! Which stage of a system a patient is in.

use super::evaluate::Evaluation;
use super::truth::Truth;
use crate::model::staging::{Assign, Stage, Staging};

/// Where a patient comes out.
#[derive(Debug, Clone)]
pub enum Assigned<'s> {
    In(&'s Stage),
    /// In no stage, for sure.
    Nowhere,
    /// Stages that the patient may or may not be in decide it.
    Untold(Vec<&'s Stage>),
    /// In several stages of which nobody can be in two.
    Several(Vec<&'s Stage>),
}

/// Whether the patient meets a stage. One in words is what was said of it.
pub fn meets(stage: &Stage, evaluation: &Evaluation<'_, '_, '_>) -> Truth {
    let said = || evaluation.patient.facts.get(stage.id.as_str()).copied();
    let criteria = stage.criteria.as_ref().map(|criteria| evaluation.of(criteria));
    match criteria {
        Some(known) if known.is_known() => known,
        _ => said().map_or(Truth::Unknown, Truth::from),
    }
}

/// The stage of a patient.
pub fn assign<'s>(staging: &'s Staging, evaluation: &Evaluation<'_, '_, '_>) -> Assigned<'s> {
    let stages: Vec<(&Stage, Truth)> = (staging.stages.iter())
        .map(|stage| (stage, meets(stage, evaluation)))
        .collect();
    let that = |wanted: Truth| -> Vec<&Stage> {
        let these = stages.iter().filter(|(_, truth)| *truth == wanted);
        these.map(|(stage, _)| *stage).collect()
    };
    match staging.assign {
        Assign::HighestMet => match stages.iter().rev().find(|(_, truth)| *truth != Truth::No) {
            Some((stage, Truth::Yes)) => Assigned::In(stage),
            // A stage above all that are met may be met as well.
            Some(_) => Assigned::Untold(that(Truth::Unknown)),
            None => Assigned::Nowhere,
        },
        Assign::Exclusive => match that(Truth::Yes).as_slice() {
            [stage] => Assigned::In(stage),
            [] if that(Truth::Unknown).is_empty() => Assigned::Nowhere,
            [] => Assigned::Untold(that(Truth::Unknown)),
            _ => Assigned::Several(that(Truth::Yes)),
        },
    }
}
