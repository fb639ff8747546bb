//! The way of a patient through a pathway.

use std::collections::{BTreeMap, BTreeSet};

use super::evaluate::Evaluation;
use super::truth::Truth;
use crate::model::pathway::{Branch, Pathway, PathwayStep};

/// A way out of a step, and whether it is the patient's.
#[derive(Debug, Clone, Copy)]
pub struct Way<'s> {
    pub branch: &'s Branch,
    pub taken: Truth,
}

/// A way through a pathway, as far as it goes.
#[derive(Debug)]
pub struct Route<'s> {
    /// The steps passed through, the first one first.
    pub steps: Vec<&'s PathwayStep>,
    pub halt: Halt<'s>,
}

/// Why a way goes no further.
#[derive(Debug)]
pub enum Halt<'s> {
    /// The step that was looked for.
    Reached,
    /// A step with no way out.
    End,
    /// No way out of the last step is the patient's.
    NoWay(Vec<Way<'s>>),
    /// More than one is.
    Several(Vec<Way<'s>>),
    /// It cannot be told which one is.
    Untold(Vec<Way<'s>>),
    /// Care comes back to a step where nothing has changed.
    Circle,
    /// The next step is not there, which is another rule's matter.
    Missing,
}

/// Whether a way is taken where no other is.
pub fn is_otherwise(branch: &Branch, step: &PathwayStep) -> bool {
    branch.otherwise || branch.when.is_none() && step.next.len() > 1
}

/// Every way out of a step, and whether it is the patient's. What is otherwise is so when no other way is; its own words,
/// where it has some and they were said to hold or not, go before that.
pub fn ways<'s>(step: &'s PathwayStep, evaluation: &Evaluation<'_, '_, '_>) -> Vec<Way<'s>> {
    let said = |branch: &Branch| match &branch.when {
        Some(when) => evaluation.of(when),
        None if step.next.len() == 1 => Truth::Yes,
        None => Truth::Unknown,
    };
    let answers = step.next.iter().filter(|branch| !is_otherwise(branch, step));
    let any = Truth::any(answers.map(said));
    let taken = |branch: &Branch| match said(branch) {
        Truth::Unknown if is_otherwise(branch, step) => !any,
        known => known,
    };
    let way = |branch: &'s Branch| Way {
        branch,
        taken: taken(branch),
    };
    step.next.iter().map(way).collect()
}

/// Steps by their ids.
pub fn by_id(pathway: &Pathway) -> BTreeMap<&str, &PathwayStep> {
    pathway.steps.iter().map(|step| (step.id.as_str(), step)).collect()
}

/// Goes from the start until `wanted` is reached, or as far as it can be told.
pub fn follow<'s>(
    start: &'s str,
    chart: &BTreeMap<&str, &'s PathwayStep>,
    evaluation: &Evaluation<'_, '_, '_>,
    wanted: Option<&str>,
) -> Route<'s> {
    let mut steps: Vec<&PathwayStep> = Vec::new();
    let mut passed = BTreeSet::new();
    let mut next = start;
    let halt = loop {
        let Some(step) = chart.get(next) else {
            break Halt::Missing;
        };
        let step: &'s PathwayStep = step;
        steps.push(step);
        if wanted == Some(next) {
            break Halt::Reached;
        }
        if !passed.insert(next) {
            break Halt::Circle;
        }
        if step.next.is_empty() {
            break Halt::End;
        }
        let ways = ways(step, evaluation);
        let count = |wanted: Truth| ways.iter().filter(|way| way.taken == wanted).count();
        match (count(Truth::Yes), count(Truth::Unknown)) {
            (1, 0) => {}
            (0, 0) => break Halt::NoWay(ways),
            (0 | 1, _) => break Halt::Untold(ways),
            _ => break Halt::Several(ways),
        }
        // One of them is: that was counted.
        let Some(way) = ways.iter().find(|way| way.taken == Truth::Yes) else {
            break Halt::NoWay(ways);
        };
        next = way.branch.to.as_str();
    };
    Route { steps, halt }
}
