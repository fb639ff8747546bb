//! Takes out what records accept of what was found. A paper may really print what a rule finds wrong; then the record says
//! so, with a reason that the reader sees beside the value.

use std::collections::BTreeMap;

use super::currency::expired_acceptance;
use super::references::unused_acceptance;
use super::{Context, Rule, find};
use crate::diagnostic::{Accepted, Diagnostic};
use crate::model::Record;
use crate::model::common::Accept;
use crate::read::node::{KeyPath, Step};

/// An acceptance of a record.
#[derive(Debug)]
pub struct Acceptance<'a> {
    pub record: &'a Record,
    pub accept: &'a Accept,
    /// Where it stands in the record.
    pub path: KeyPath,
    rule: &'static Rule,
    used: bool,
}

impl Acceptance<'_> {
    /// Whether it is of this fault: one of its rule, at its field or below.
    fn covers(&self, fault: &Diagnostic) -> bool {
        let accepted = self.accept.field.as_str();
        let below = |field: &str| {
            let rest = field.strip_prefix(accepted);
            rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
        };
        fault.code == self.rule.code && fault.field.as_deref().is_some_and(below)
    }

    /// Whether this fault is that its field is not there.
    fn has_no_field_by(&self, fault: &Diagnostic) -> bool {
        let (record, field) = (self.record.id.to_string(), self.path.key("field").to_string());
        (&fault.record, &fault.field) == (&Some(record), &Some(field))
    }
}

/// Parts what was found into what stays and what is accepted. What is wrong with the acceptances stays too.
pub fn apply(context: &Context<'_>, found: Vec<Diagnostic>) -> (Vec<Diagnostic>, Vec<Accepted>) {
    let mut acceptances = acceptances(context);
    if acceptances.is_empty() {
        return (found, Vec::new());
    }
    let (mut stays, mut accepted) = (Vec::new(), Vec::new());
    for fault in found {
        let of_record = fault.record.as_ref().and_then(|record| acceptances.get_mut(record));
        let mut because = None;
        for acceptance in of_record.into_iter().flatten().filter(|a| a.covers(&fault)) {
            acceptance.used = true;
            because.get_or_insert(acceptance.accept.because.as_str());
        }
        match because.map(str::to_owned) {
            Some(because) => accepted.push(Accepted { fault, because }),
            None => stays.push(fault),
        }
    }
    let today = context.sources.as_of;
    let mut wrong = Vec::new();
    for acceptance in acceptances.values().flatten() {
        let is_judged = today.is_some() || !acceptance.rule.needs_a_day();
        // That the field is not there has been said.
        if !acceptance.used && is_judged && !stays.iter().any(|fault| acceptance.has_no_field_by(fault)) {
            wrong.push(unused_acceptance::fault(acceptance));
        }
        wrong.extend(today.and_then(|today| expired_acceptance::fault(acceptance, today)));
    }
    stays.extend(wrong);
    (stays, accepted)
}

/// What is accepted by record, of the rules that may be; of others another rule speaks.
fn acceptances<'a>(context: &Context<'a>) -> BTreeMap<String, Vec<Acceptance<'a>>> {
    let mut by_record = BTreeMap::new();
    for record in context.corpus.records.values() {
        let record: &Record = record;
        let of_record: Vec<Acceptance<'_>> = (record.common.accept.iter().enumerate())
            .filter_map(|(i, accept)| {
                let rule = find(accept.rule.as_str()).filter(|rule| rule.may_be_accepted)?;
                Some(Acceptance {
                    record,
                    accept,
                    path: KeyPath::default().key("accept").child(Step::Index(i, None)),
                    rule,
                    used: false,
                })
            })
            .collect();
        if !of_record.is_empty() {
            by_record.insert(record.id.to_string(), of_record);
        }
    }
    by_record
}
