//! What sourcebook checks: one file for each rule, by family. The value `RULE` of each file is also its documentation.

pub mod docs;
pub mod evidence;
pub mod form;
pub mod references;
pub mod report;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ground::Grounding;
use crate::index::{Index, Origin};
use crate::model::Corpus;
use crate::read::Sources;
use crate::read::node::KeyPath;

/// A rule: what it finds, why that matters, and the check itself.
#[derive(Debug)]
pub struct Rule {
    pub code: Code,
    /// Says what is wrong, and reads well after "allow".
    pub name: &'static str,
    pub severity: Severity,
    /// One line.
    pub summary: &'static str,
    /// For a clinician editor: what would a reader suffer?
    pub rationale: &'static str,
    /// What to do.
    pub fix: &'static str,
    /// Files that make just this rule fire.
    pub bad: Example,
    /// The same, mended.
    pub good: Example,
    pub check: Check,
}

/// Files of a small handbook, by path. What every handbook needs is added where it is missing.
pub type Example = &'static [(&'static str, &'static str)];

/// When a rule's faults are found.
#[derive(Debug)]
pub enum Check {
    /// By `read` and `model`, while files become records.
    WhileReading,
    /// Over the whole handbook.
    Handbook(fn(&Context<'_>, &mut Vec<Diagnostic>)),
}

/// What a rule may look at.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub sources: &'a Sources,
    pub corpus: &'a Corpus,
    pub index: &'a Index,
    pub grounding: &'a Grounding,
}

/// Every rule, by code.
pub static RULES: &[&Rule] = &[
    &form::invalid_toml::RULE,
    &form::unknown_field::RULE,
    &form::wrong_type::RULE,
    &form::missing_field::RULE,
    &form::invalid_id::RULE,
    &form::invalid_value::RULE,
    &form::unknown_choice::RULE,
    &form::stray_file::RULE,
    &form::unreadable_file::RULE,
    &form::invalid_bibliography::RULE,
    &form::invalid_summary::RULE,
    &form::invalid_style::RULE,
    &form::duplicate_citation_key::RULE,
    &form::invalid_embed::RULE,
    &form::ambiguous_criterion::RULE,
    &form::raw_html::RULE,
    &form::malformed_citation::RULE,
    &form::undefined_footnote::RULE,
    &references::unknown_reference::RULE,
    &references::unknown_part::RULE,
    &references::unknown_citation::RULE,
    &references::unknown_abbreviation::RULE,
    &references::duplicate_part::RULE,
    &references::duplicate_registry::RULE,
    &references::duplicate_doi::RULE,
    &references::duplicate_name::RULE,
    &references::orphan_record::RULE,
    &references::circular_reference::RULE,
    &references::broken_link::RULE,
    &references::unsafe_link::RULE,
    &references::unknown_local::RULE,
    &references::unknown_field_path::RULE,
    &references::unknown_rule::RULE,
    &references::duplicate_former_id::RULE,
    &evidence::unsourced_claim::RULE,
    &evidence::unsealed_claim::RULE,
    &evidence::changed_claim::RULE,
    &evidence::seal_without_claim::RULE,
    &evidence::invalid_lock::RULE,
    &evidence::suspect_review::RULE,
    &evidence::review_without_seal::RULE,
];

/// The rule of this code or name.
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .copied()
        .find(|r| r.code.0.eq_ignore_ascii_case(code_or_name) || r.name == code_or_name)
}

/// Runs every rule that looks at the whole handbook, and puts all that was found into a stable order.
pub fn check(context: &Context<'_>, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    use rayon::prelude::*;
    let more: Vec<Vec<Diagnostic>> = RULES
        .par_iter()
        .filter_map(|rule| match rule.check {
            Check::Handbook(check) => Some((rule, check)),
            Check::WhileReading => None,
        })
        .map(|(rule, check)| {
            let mut found = Vec::new();
            check(context, &mut found);
            debug_assert!(
                found.iter().all(|d| d.code == rule.code),
                "{} reports under its own code",
                rule.name
            );
            found
        })
        .collect();
    found.extend(more.into_iter().flatten());
    sorted(found)
}

/// Names the record and field at fault, where the fault is in a record.
fn about(diagnostic: Diagnostic, from: &Origin, field: &KeyPath) -> Diagnostic {
    match from {
        Origin::Record(record) => diagnostic.about(record, field),
        Origin::Chapter(_) | Origin::Glossary | Origin::Book => diagnostic,
    }
}

/// By file, place, code and message, each only once.
pub fn sorted(mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by(|a, b| {
        let key = |d: &Diagnostic| {
            let span = &d.primary.span;
            (span.file, span.bytes.start, span.bytes.end, d.code, d.message.clone())
        };
        key(a).cmp(&key(b))
    });
    found.dedup();
    found
}
