//! A made-up patient: what is known of them.

use std::collections::BTreeMap;

use super::Lookup;
use super::interval::Interval;
use crate::model::RecordId;
use crate::model::criterion::Case;

/// What is known of a patient. All else is unknown.
#[derive(Debug, Clone, Default)]
pub struct Patient {
    /// Within what bounds a parameter is known to lie, in its shown unit.
    pub values: BTreeMap<RecordId, Interval>,
    /// Criteria, and stages in words, of which it was said whether they hold.
    pub facts: BTreeMap<String, bool>,
}

impl Patient {
    /// The patient of a case. A value that cannot be told in the parameter's unit stays unknown, and of two values of one
    /// parameter both hold.
    pub fn of(case: &Case, lookup: Lookup<'_, '_>) -> Self {
        let mut patient = Self::default();
        for value in &case.values {
            let id = value.parameter.id();
            let known = lookup.parameter(id).and_then(|of| Interval::of(&value.is, of));
            let Some(known) = known else { continue };
            let both = patient.values.get(id).map_or(Some(known), |other| other.and(&known));
            patient.values.insert(id.clone(), both.unwrap_or(known));
        }
        let said = |ids: &[crate::model::reference::CriterionRef], holds: bool| -> Vec<(String, bool)> {
            ids.iter().map(|id| (id.as_str().to_owned(), holds)).collect()
        };
        patient.facts.extend(said(&case.holds, true));
        patient.facts.extend(said(&case.fails, false));
        patient
    }

    /// The same values in a record whose criteria have other ids.
    pub fn elsewhere(&self) -> Self {
        Self {
            values: self.values.clone(),
            facts: BTreeMap::new(),
        }
    }
}
