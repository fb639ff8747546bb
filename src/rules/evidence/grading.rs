//! What a grading system asks of the evidence, and what the evidence that a recommendation names comes to.

use std::collections::BTreeSet;

use crate::ask::Ask;
use crate::model::design::StudyDesign;
use crate::model::grading::{Class, Grading, Level};
use crate::model::recommendation::Recommendation;
use crate::model::reference::Ref;
use crate::model::{Body, Kind, Record, RecordId};

/// The class of a recommendation, with the system that it belongs to.
pub fn class<'a>(ask: Ask<'a>, body: &Recommendation) -> Option<(&'a Record, &'a Grading, &'a Class)> {
    let (record, grading, part) = system(ask, body.strength.as_ref()?)?;
    let class = grading.classes.iter().find(|class| class.id.as_str() == part)?;
    Some((record, grading, class))
}

/// The level of a recommendation, with the system that it belongs to.
pub fn level<'a>(ask: Ask<'a>, body: &Recommendation) -> Option<(&'a Record, &'a Level)> {
    let (record, grading, part) = system(ask, body.level.as_ref()?)?;
    let level = grading.levels.iter().find(|level| level.id.as_str() == part)?;
    Some((record, level))
}

fn system<'a, 'r>(ask: Ask<'a>, grade: &'r Ref<Grading>) -> Option<(&'a Record, &'a Grading, &'r str)> {
    let record: &Record = ask.record(grade.id())?;
    Some((record, record.as_kind()?, grade.target().part.as_deref()?))
}

/// What the evidence comes to, held against the designs that a level wants.
#[derive(Debug)]
pub struct Tally {
    /// How many studies count.
    pub studies: u64,
    /// How each was counted, in words.
    pub lines: Vec<String>,
}

/// Counts the studies of the designs that a level wants. None where the level wants no design, or where something is
/// named of which nobody knows what it is: an unknown value is never false.
pub fn tally(ask: Ask<'_>, body: &Recommendation, level: &Level) -> Option<Tally> {
    if level.designs.is_empty() {
        return None;
    }
    // Two outcomes of a trial are one trial.
    let named: BTreeSet<&RecordId> = body.evidence.iter().map(|evidence| &evidence.0.record).collect();
    let mut tally = Tally {
        studies: 0,
        lines: Vec::new(),
    };
    for id in named {
        let record = ask.record(id)?;
        let (counts, what) = count(record, level)?;
        tally.studies += counts;
        let counts = match counts {
            0 => "does not count".to_owned(),
            n => format!("counts as {n}"),
        };
        tally.lines.push(format!("{} is a {what} and {counts}", record.name()));
    }
    Some(tally)
}

/// How many studies of the designs wanted a record is, and what it is; none where that cannot be known.
fn count(record: &Record, level: &Level) -> Option<(u64, &'static str)> {
    // Opinions, gaps and studies under way show nothing yet.
    match record.id.kind {
        Kind::Position => return Some((0, "position")),
        Kind::Question => return Some((0, "question")),
        Kind::Study => return Some((0, "study under way")),
        _ => {}
    }
    let design = StudyDesign::of(&record.body)?;
    if !level.designs.iter().any(|wanted| design.is_a(*wanted)) {
        return Some((0, design.in_words()));
    }
    let studies = match &record.body {
        // A meta-analysis is worth the studies that it pooled.
        Body::Analysis(analysis) if design.is_a(StudyDesign::MetaAnalysis) => match &analysis.pooled {
            Some(pooled) => pooled.value(),
            None if analysis.pools.is_empty() => return None,
            None => analysis.pools.len() as u64,
        },
        _ => 1,
    };
    Some((studies.max(1), design.in_words()))
}
