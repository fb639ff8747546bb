//! Family 4xx: criteria, stages and pathways that cannot mean what they say. What they mean is told by [`crate::logic`];
//! findings about values draw them on their axis.

pub mod always_met_criterion;
pub mod contradictory_case;
pub mod dead_end;
pub mod differing_boundary;
pub mod endless_loop;
pub mod failed_case;
pub mod gap_between_stages;
mod graded;
pub mod impossible_criterion;
pub mod overlapping_answers;
pub mod overlapping_stages;
pub mod reversed_stages;
pub mod step_to_itself;
pub mod uncovered_values;
pub mod unreachable_step;

use std::cell::RefCell;
use std::collections::BTreeMap;

use super::Text;
use crate::logic::Lookup;
use crate::logic::axis::{Axis, everybody};
use crate::logic::evaluate::Evaluation;
use crate::logic::patient::Patient;
use crate::logic::placed::element;
use crate::logic::truth::Truth;
use crate::model::criterion::{Case, Criterion};
use crate::model::{Body, Record, RecordId};
use crate::read::node::KeyPath;

/// Calls `check` with the record of a text, and with a way to the records that its criteria name.
fn with_record<'a>(text: &Text<'a>, check: impl FnOnce(&'a Record, Lookup<'_, 'a>)) {
    let Some(record) = text.record() else { return };
    // The same few records are looked up for each made-up patient, and to ask for one takes longer than to remember it.
    let known: RefCell<BTreeMap<RecordId, Option<&'a Record>>> = RefCell::default();
    let find = |id: &RecordId| {
        if let Some(record) = known.borrow().get(id) {
            return *record;
        }
        let record = text.ask.record(id).map(|record| &**record);
        known.borrow_mut().insert(id.clone(), record);
        record
    };
    check(record, Lookup(&find));
}

/// The worked cases of a record, with their places.
fn cases(record: &Record) -> Vec<(KeyPath, &Case)> {
    let cases: &[Case] = match &record.body {
        Body::Definition(definition) => &definition.cases,
        Body::Staging(staging) => &staging.cases,
        Body::Pathway(pathway) => &pathway.cases,
        _ => &[],
    };
    let list = KeyPath::default().key("cases");
    let placed = cases.iter().enumerate();
    placed
        .map(|(i, case)| (element(&list, i, Some(case.id.as_str())), case))
        .collect()
}

/// Whether patients of whom only values are known meet a criterion.
fn by_values(criterion: &Criterion, patient: &Patient, lookup: Lookup<'_, '_>) -> Truth {
    Evaluation::new(patient, lookup).of(criterion)
}

/// What a criterion says of everybody there can be: the one verdict that all get, yes or no. None where it tells patients
/// apart or cannot tell, and where it bounds no parameter.
fn one_verdict(criterion: &Criterion, lookup: Lookup<'_, '_>) -> Option<Truth> {
    let axes = Axis::all(&[criterion], lookup);
    let patients = everybody(&axes);
    let mut verdicts = patients.iter().map(|patient| by_values(criterion, patient, lookup));
    let first = verdicts.next().filter(|first| first.is_known() && !axes.is_empty())?;
    verdicts.all(|verdict| verdict == first).then_some(first)
}

/// The title of a drawing.
fn axis_title(axis: &Axis, lookup: Lookup<'_, '_>) -> String {
    let unit = lookup.unit(&axis.parameter);
    let unit = unit.trim();
    match unit.is_empty() {
        true => lookup.name(&axis.parameter),
        false => format!("{} in {unit}", lookup.name(&axis.parameter)),
    }
}

/// What is known of a made-up patient, in words: `glow > 40 cm and heat 37–39 °C`.
fn whereabouts(patient: &Patient, lookup: Lookup<'_, '_>) -> String {
    let values = patient
        .values
        .iter()
        .map(|(id, value)| format!("{} {value}{}", lookup.name(id), lookup.unit(id)));
    values.collect::<Vec<_>>().join(" and ")
}
