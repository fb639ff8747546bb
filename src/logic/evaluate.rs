//! Whether a patient meets a tree of criteria.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::rc::Rc;

use super::Lookup;
use super::interval::Interval;
use super::patient::Patient;
use super::truth::Truth;
use crate::model::criterion::{Criterion, Form};
use crate::model::quantity::Quantity;
use crate::model::{RecordId, Target};

/// How many definitions are looked through in a row. Papers go to two; what lies deeper is unknown.
pub(super) const DEEPEST: usize = 4;

/// A patient before criteria of one record.
pub struct Evaluation<'p, 'f, 'a> {
    pub patient: &'p Patient,
    pub lookup: Lookup<'f, 'a>,
    /// Definitions that were looked through, each once. One that is still open leads back to itself, which is another
    /// rule's matter, and is unknown meanwhile.
    definitions: Rc<RefCell<BTreeMap<RecordId, Truth>>>,
    depth: usize,
}

impl<'p, 'f, 'a> Evaluation<'p, 'f, 'a> {
    pub fn new(patient: &'p Patient, lookup: Lookup<'f, 'a>) -> Self {
        Self {
            patient,
            lookup,
            definitions: Rc::default(),
            depth: 0,
        }
    }

    /// Whether the criterion is met. What follows from values goes before what was said of the criterion itself.
    pub fn of(&self, criterion: &Criterion) -> Truth {
        match self.worked_out(criterion) {
            Truth::Unknown => self.said(criterion).map_or(Truth::Unknown, Truth::from),
            known => known,
        }
    }

    /// What was said of the criterion itself.
    pub fn said(&self, criterion: &Criterion) -> Option<bool> {
        let id = criterion.id.as_ref()?;
        self.patient.facts.get(id.as_str()).copied()
    }

    /// Whether the criterion is met by all that is known but what was said of itself.
    pub fn worked_out(&self, criterion: &Criterion) -> Truth {
        let each = |items: &[Criterion]| -> Vec<Truth> { items.iter().map(|item| self.of(item)).collect() };
        let truth = match criterion.form() {
            Some(Form::All(items)) => Truth::all(each(items)),
            Some(Form::Any(items)) => Truth::any(each(items)),
            Some(Form::AtLeast(n, items)) => Truth::at_least(n, each(items)),
            Some(Form::Measured(parameter)) => match &criterion.is {
                Some(is) => self.bound(parameter.id(), is),
                None => Truth::Unknown,
            },
            Some(Form::Definition(definition)) => self.definition(definition.id()),
            // Nobody can tell but who says so.
            Some(Form::Needs(_) | Form::Condition(_) | Form::Words(_)) | None => Truth::Unknown,
        };
        // A single value does not tell how long it has been so, which way it goes, or how far from an event.
        let asks_more = criterion.lasting.is_some() || criterion.trend.is_some() || criterion.time.is_some();
        if asks_more { truth.and(Truth::Unknown) } else { truth }
    }

    /// Whether a value lies within a bound.
    fn bound(&self, parameter: &RecordId, is: &Quantity) -> Truth {
        let bound = self.lookup.parameter(parameter).and_then(|of| Interval::of(is, of));
        match (self.patient.values.get(parameter), bound) {
            (Some(value), Some(bound)) if value.is_within(&bound) => Truth::Yes,
            (Some(value), Some(bound)) if value.is_apart(&bound) => Truth::No,
            _ => Truth::Unknown,
        }
    }

    /// Looks through to the criteria of a definition, whose ids are its own.
    fn definition(&self, id: &RecordId) -> Truth {
        if let Some(known) = self.definitions.borrow().get(id) {
            return *known;
        }
        let criteria = self.lookup.definition(id).and_then(|of| of.criteria.as_ref());
        let Some(criteria) = criteria.filter(|_| self.depth < DEEPEST) else {
            return Truth::Unknown;
        };
        self.definitions.borrow_mut().insert(id.clone(), Truth::Unknown);
        let patient = self.patient.elsewhere();
        let there = Evaluation {
            patient: &patient,
            lookup: self.lookup,
            definitions: Rc::clone(&self.definitions),
            depth: self.depth + 1,
        };
        let truth = there.of(criteria);
        self.definitions.borrow_mut().insert(id.clone(), truth);
        truth
    }

    /// The leaves that decide whether a criterion is met, each with what is known of it, in words.
    pub fn reasons(&self, criterion: &Criterion) -> Vec<String> {
        let truth = self.of(criterion);
        let by_itself = self.worked_out(criterion) != truth;
        let deciding: Vec<&Criterion> = match criterion.form() {
            _ if by_itself => Vec::new(),
            // All were needed for this, so all decide.
            Some(Form::All(items)) if truth == Truth::Yes => items.iter().collect(),
            Some(Form::Any(items)) if truth == Truth::No => items.iter().collect(),
            Some(Form::All(items) | Form::Any(items) | Form::AtLeast(_, items)) => {
                items.iter().filter(|item| self.of(item) == truth).collect()
            }
            _ => Vec::new(),
        };
        if deciding.is_empty() {
            return vec![self.reason(criterion, truth)];
        }
        deciding.into_iter().flat_map(|item| self.reasons(item)).collect()
    }

    /// What is known of one criterion.
    fn reason(&self, criterion: &Criterion, truth: Truth) -> String {
        let name = self.name(criterion);
        let (verdict, why) = (truth.in_words(), self.why(criterion, truth));
        format!("{name}: {verdict}{why}")
    }

    fn why(&self, criterion: &Criterion, truth: Truth) -> String {
        let parameter = criterion.parameter.as_ref().map(|p| p.id());
        let value = parameter.and_then(|id| {
            let value = self.patient.values.get(id)?;
            Some(format!("{} is {value}{}", self.lookup.name(id), self.lookup.unit(id)))
        });
        let said = self.said(criterion).filter(|said| Truth::from(*said) == truth);
        match (value, said) {
            (Some(value), _) if self.worked_out(criterion) == truth && truth.is_known() => format!(", for {value}"),
            (_, Some(_)) => ", as the case says".to_owned(),
            (Some(value), None) if criterion.lasting.is_some() => format!(": {value}, and nothing says for how long"),
            (Some(value), None) if criterion.trend.is_some() => format!(": {value}, and nothing says how it changes"),
            (Some(value), None) => format!(": {value}"),
            (None, None) => match parameter {
                Some(id) => format!(": no value of {} is given", self.lookup.name(id)),
                None => ": the case says nothing of it".to_owned(),
            },
        }
    }

    /// What a criterion is called in a line: its id, and what it asks where that can be said in a few words.
    pub fn name(&self, criterion: &Criterion) -> String {
        let asks = asks(criterion, self.lookup);
        match (&criterion.id, asks) {
            (Some(id), Some(asks)) => format!("`{id}` ({asks})"),
            (Some(id), None) => format!("`{id}`"),
            (None, Some(asks)) => asks,
            (None, None) => "a criterion without an id".to_owned(),
        }
    }
}

/// What a leaf asks, where it is a bound, a record or a few words.
pub fn asks(criterion: &Criterion, lookup: Lookup<'_, '_>) -> Option<String> {
    let name = |target: &Target| lookup.name(&target.record);
    match criterion.form()? {
        Form::Measured(parameter) => {
            let is = criterion.is.as_ref().map(|is| format!(" {}", written(is)));
            let lasting = criterion.lasting.as_ref().map(|d| format!(" for {}", written(&d.0)));
            let trend = criterion.trend.map(|trend| format!(" {}", trend.in_words()));
            let rest: String = [is, lasting, trend].into_iter().flatten().collect();
            Some(format!("{}{rest}", name(parameter.target())))
        }
        Form::Condition(condition) => Some(name(condition.target())),
        Form::Definition(definition) => Some(format!("meets {}", name(definition.target()))),
        Form::Words(text) if criterion.id.is_none() => Some(format!("\"{}\"", text.as_str())),
        _ => None,
    }
}

/// A quantity as readers see it, with plain spaces.
pub fn written(quantity: &Quantity) -> String {
    quantity.to_string().replace(['\u{a0}', '\u{202f}'], " ")
}
