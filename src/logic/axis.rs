//! The axis of a parameter, cut at every bound that criteria draw on it. Between two cuts, and on each, nothing changes for
//! any of the criteria; so a handful of made-up patients stands for all values there are.

use std::collections::{BTreeMap, BTreeSet};

use super::Lookup;
use super::evaluate::DEEPEST;
use super::interval::{End, Interval};
use super::patient::Patient;
use crate::model::RecordId;
use crate::model::criterion::{Criterion, Form};

/// How many patients are made up at the most. Papers need a few dozen.
const MOST: usize = 512;

/// A parameter and the bounds on it.
#[derive(Debug, Clone, PartialEq)]
pub struct Axis {
    pub parameter: RecordId,
    /// In ascending order.
    pub cuts: Vec<f64>,
    plausible: Interval,
}

impl Axis {
    /// The axes of all parameters that these criteria bound, in the order of the parameters' ids. Definitions are looked
    /// through.
    pub fn all(criteria: &[&Criterion], lookup: Lookup<'_, '_>) -> Vec<Self> {
        let mut found = Found {
            lookup,
            cuts: BTreeMap::new(),
            seen: BTreeSet::new(),
            depth: 0,
        };
        criteria.iter().for_each(|criterion| found.add(criterion));
        let axes = found.cuts.into_iter().map(|(parameter, mut cuts)| {
            cuts.sort_by(f64::total_cmp);
            cuts.dedup();
            let range = lookup.parameter(&parameter).and_then(|of| of.plausible.as_ref());
            let end = |value| Some(End { value, closed: true });
            // A range the wrong way round says nothing.
            let range = range.filter(|range| range.low.value() <= range.high.value());
            let plausible = range.map_or(Interval::ALL, |range| Interval {
                low: end(range.low.value()),
                high: end(range.high.value()),
            });
            Self {
                parameter,
                cuts,
                plausible,
            }
        });
        axes.collect()
    }

    /// What lies before the first cut, the cut itself, what lies between it and the next, and so on.
    pub fn cells(&self) -> Vec<Interval> {
        let mut cells = Vec::new();
        let mut before = None;
        for cut in &self.cuts {
            cells.extend([Interval::between(before, Some(*cut)), Interval::point(*cut)]);
            before = Some(*cut);
        }
        cells.push(Interval::between(before, None));
        cells
    }

    /// Whether a patient can be there at all.
    pub fn is_plausible(&self, cell: &Interval) -> bool {
        !cell.is_apart(&self.plausible)
    }

    /// A patient of whom nothing is known but that the parameter lies in this cell.
    pub fn patient(&self, cell: Interval) -> Patient {
        Patient {
            values: BTreeMap::from([(self.parameter.clone(), cell)]),
            facts: BTreeMap::new(),
        }
    }

    /// Of each cell whether it is meant.
    pub fn mark(&self, is_meant: impl Fn(&Patient) -> bool) -> Vec<bool> {
        let cells = self.cells().into_iter();
        cells
            .map(|cell| self.is_plausible(&cell) && is_meant(&self.patient(cell)))
            .collect()
    }

    /// Marked cells as intervals, each as long as it goes on.
    pub fn join(&self, marked: &[bool]) -> Vec<Interval> {
        let mut joined: Vec<Interval> = Vec::new();
        let mut goes_on = false;
        for (cell, marked) in self.cells().into_iter().zip(marked) {
            match joined.last_mut().filter(|_| goes_on) {
                Some(last) if *marked => last.high = cell.high,
                _ if *marked => joined.push(cell),
                _ => {}
            }
            goes_on = *marked;
        }
        joined
    }
}

/// Patients who stand for everybody there can be on these axes together. Where they would be too many, each axis is looked
/// at by itself, with the others unknown; that says less, and nothing that is not so. Nobody, where even these are too many.
pub fn everybody(axes: &[Axis]) -> Vec<Patient> {
    let cells = |axis: &Axis| -> Vec<Interval> {
        let cells = axis.cells().into_iter();
        cells.filter(|cell| axis.is_plausible(cell)).collect()
    };
    let each: Vec<Vec<Interval>> = axes.iter().map(cells).collect();
    let many = each
        .iter()
        .try_fold(1_usize, |product, cells| product.checked_mul(cells.len()));
    if many.is_some_and(|many| many <= MOST) {
        let with = |patients: Vec<Patient>, (axis, cells): (&Axis, &Vec<Interval>)| -> Vec<Patient> {
            let with = |patient: &Patient, cell: &Interval| {
                let mut patient = patient.clone();
                patient.values.insert(axis.parameter.clone(), *cell);
                patient
            };
            let each = patients
                .iter()
                .map(|patient| cells.iter().map(move |cell| (patient, cell)));
            each.flatten().map(|(patient, cell)| with(patient, cell)).collect()
        };
        return axes.iter().zip(&each).fold(vec![Patient::default()], with);
    }
    if each.iter().map(Vec::len).sum::<usize>() > MOST {
        return Vec::new();
    }
    let alone = axes.iter().zip(&each);
    alone
        .flat_map(|(axis, cells)| cells.iter().map(|cell| axis.patient(*cell)))
        .collect()
}

struct Found<'f, 'a> {
    lookup: Lookup<'f, 'a>,
    cuts: BTreeMap<RecordId, Vec<f64>>,
    seen: BTreeSet<RecordId>,
    depth: usize,
}

impl Found<'_, '_> {
    fn add(&mut self, criterion: &Criterion) {
        match criterion.form() {
            Some(Form::Measured(parameter)) => {
                let bound = criterion.is.as_ref().and_then(|is| {
                    let of = self.lookup.parameter(parameter.id())?;
                    Interval::of(is, of)
                });
                if let Some(Interval { low, high }) = bound {
                    let cuts = self.cuts.entry(parameter.id().clone()).or_default();
                    cuts.extend([low, high].into_iter().flatten().map(|end| end.value));
                }
            }
            Some(Form::Definition(definition)) if self.seen.insert(definition.id().clone()) => {
                let there = self.lookup.definition(definition.id());
                let criteria = there.and_then(|of| of.criteria.as_ref());
                if let Some(criteria) = criteria.filter(|_| self.depth < DEEPEST) {
                    self.depth += 1;
                    self.add(criteria);
                    self.depth -= 1;
                }
            }
            _ => criterion.children().iter().for_each(|child| self.add(child)),
        }
    }
}
