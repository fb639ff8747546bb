//! A verdict as plain data for pages and badges.

use super::docs::in_words;
use super::{FAMILIES, Verdict, find};
use crate::ask::quality::{Family, Found, Quality, Rule, Tally};
use crate::diagnostic::{Diagnostic, Severity};
use crate::model::common::Accept;
use crate::model::{Corpus, Record, Target};
use crate::read::Sources;

impl Verdict {
    /// What pages may show of it: not what depends on the day, and no errors, for with these there are no pages. What a
    /// record accepts whatever the day is shown, whether or not this is one on which it matters.
    pub fn quality(&self, corpus: &Corpus, sources: &Sources) -> Quality {
        let shown = |fault: &&Diagnostic| {
            let needs_a_day = find(fault.code.0).is_some_and(super::Rule::needs_a_day);
            fault.severity != Severity::Error && !needs_a_day
        };
        let open = self.found.iter().filter(shown);
        let mut quality = Quality {
            open: open.map(|fault| found(sources, fault, None)).collect(),
            ..Quality::default()
        };
        for accepted in &self.accepted {
            let of = found(sources, &accepted.fault, Some(accepted.because.clone()));
            let needs_a_day = find(of.code).is_some_and(super::Rule::needs_a_day);
            if let (Some(record), false) = (&of.record, needs_a_day) {
                quality.accepted.entry(record.clone()).or_default().push(of);
            }
        }
        for record in corpus.records.values() {
            let whatever_the_day = record.common.accept.iter().filter_map(|accept| {
                let rule = find(accept.rule.as_str())?;
                (rule.may_be_accepted && rule.needs_a_day()).then(|| ahead(sources, record, accept, rule))
            });
            let whatever_the_day: Vec<Found> = whatever_the_day.collect();
            if !whatever_the_day.is_empty() {
                quality
                    .accepted
                    .entry(record.id.clone())
                    .or_default()
                    .extend(whatever_the_day);
            }
        }
        let families = FAMILIES.iter().map(|family| Family {
            title: family.title,
            finds: family.finds,
            rules: family.rules().map(|rule| counted(&quality, rule)).collect(),
        });
        quality.families = families.filter(|family| !family.rules.is_empty()).collect();
        quality
    }
}

fn counted(quality: &Quality, rule: &'static super::Rule) -> Rule {
    let of_rule = |found: &&Found| found.code == rule.code.0;
    let open = |severity| {
        quality
            .open
            .iter()
            .filter(of_rule)
            .filter(move |found| found.severity == severity)
    };
    Rule {
        code: rule.code.0,
        name: rule.name,
        summary: rule.summary,
        tally: Tally {
            warnings: open(Severity::Warning).count(),
            hints: open(Severity::Hint).count(),
            accepted: quality.accepted.values().flatten().filter(of_rule).count(),
        },
    }
}

/// What a record accepts before it is found.
fn ahead(sources: &Sources, record: &Record, accept: &Accept, rule: &super::Rule) -> Found {
    Found {
        code: rule.code.0,
        rule: in_words(rule),
        severity: rule.severity,
        message: rule.summary.to_owned(),
        notes: Vec::new(),
        record: Some(record.id.clone()),
        field: Some(accept.field.to_string()),
        file: sources.file(record.file).path.to_string(),
        because: Some(accept.because.as_str().to_owned()),
    }
}

fn found(sources: &Sources, fault: &Diagnostic, because: Option<String>) -> Found {
    let record = fault.record.as_deref().and_then(|record| Target::parse(record).ok());
    Found {
        code: fault.code.0,
        rule: find(fault.code.0).map_or_else(|| fault.code.0.to_owned(), in_words),
        severity: fault.severity,
        message: fault.message.clone(),
        notes: fault.notes.clone(),
        record: record.map(|target| target.record),
        field: fault.field.clone(),
        file: sources.file(fault.primary.span.file).path.to_string(),
        because,
    }
}
