//! What sourcebook checks: one file for each rule, by family. The value `RULE` of each file is also its documentation.

pub mod accepting;
pub mod currency;
pub mod docs;
pub mod evidence;
mod family;
pub mod form;
pub mod logic;
pub mod output;
mod quality;
pub mod quantities;
pub mod references;
pub mod report;
pub mod statistics;
mod text;

pub use family::{FAMILIES, Family};

use std::collections::HashMap;
use std::sync::Arc;

use rayon::prelude::*;

use crate::ask::{Ask, Asked, Digest, Question, still};
use crate::diagnostic::{Accepted, Code, Diagnostic, Severity};
use crate::index::{Fragment, Origin};
use crate::kept::Kept;
use crate::read::Sources;
use crate::read::node::KeyPath;

/// A rule: what it finds, why that matters, and the check itself.
#[derive(Debug)]
pub struct Rule {
    pub code: Code,
    /// Says what is wrong, and reads well after "allow".
    pub name: &'static str,
    pub severity: Severity,
    /// Whether a record may accept what it finds, because a source really prints it so.
    pub may_be_accepted: bool,
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

impl Rule {
    /// Whether what it finds depends on the day.
    pub fn needs_a_day(&self) -> bool {
        self.code.0.starts_with("SB60") || self.code.0.starts_with("SB61")
    }
}

/// Files of a small handbook, by path. What every handbook needs is added where it is missing.
pub type Example = &'static [(&'static str, &'static str)];

/// When a rule's faults are found.
#[derive(Debug)]
pub enum Check {
    /// By `read` and `model`, while files become records.
    WhileReading,
    /// In each text by itself: a record, a chapter, the glossary or `book.toml`. What else it looks at it asks for, so
    /// that a text is checked again only when something of that has changed.
    Text(fn(&Text<'_>, &mut Vec<Diagnostic>)),
    /// Over the whole handbook.
    Handbook(fn(&Context<'_>, &mut Vec<Diagnostic>)),
    /// In the pages of the site, when they have been made ([`output`]).
    Pages(fn(&output::Site, &mut Vec<output::Fault>)),
    /// When all else has been found, and what records accept of it is taken out ([`accepting`]).
    Accepting,
}

/// What a rule over the whole handbook may look at.
pub use crate::ask::Whole as Context;
pub use text::Text;

/// What the rules say of a handbook.
#[derive(Debug)]
pub struct Verdict {
    /// What is wrong with it.
    pub found: Vec<Diagnostic>,
    /// What was found too, and records accept.
    pub accepted: Vec<Accepted>,
    /// For the next check.
    pub checked: Checked,
}

/// What was found in each text, with what was asked to find it.
#[derive(Debug, Default)]
pub struct Checked {
    /// In the order of the index.
    texts: Vec<Arc<CheckedText>>,
}

#[derive(Debug)]
struct CheckedText {
    of: Kept<Fragment>,
    asked: Vec<(Question, Digest)>,
    found: Vec<Diagnostic>,
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
    &form::unmarked_footnote::RULE,
    &form::invalid_retractions::RULE,
    &form::invalid_catalogue::RULE,
    &form::unknown_message::RULE,
    &form::untranslated_message::RULE,
    &form::missing_catalogue::RULE,
    &form::marked_up_description::RULE,
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
    &references::unused_acceptance::RULE,
    &quantities::unfit_unit::RULE,
    &quantities::implausible_value::RULE,
    &quantities::reversed_range::RULE,
    &quantities::share_out_of_range::RULE,
    &quantities::two_spellings::RULE,
    &quantities::wrong_factor::RULE,
    &statistics::estimate_outside_interval::RULE,
    &statistics::off_centre_interval::RULE,
    &statistics::p_off_interval::RULE,
    &statistics::significance_at_odds::RULE,
    &statistics::unsupported_favours::RULE,
    &statistics::effect_off_rates::RULE,
    &statistics::impossible_percentage::RULE,
    &statistics::impossible_split::RULE,
    &statistics::percent_off_counts::RULE,
    &statistics::events_over_total::RULE,
    &statistics::arms_off_total::RULE,
    &statistics::patients_off_randomised::RULE,
    &statistics::pool_off_members::RULE,
    &statistics::pooled_below_listed::RULE,
    &logic::failed_case::RULE,
    &logic::contradictory_case::RULE,
    &logic::gap_between_stages::RULE,
    &logic::overlapping_stages::RULE,
    &logic::reversed_stages::RULE,
    &logic::impossible_criterion::RULE,
    &logic::always_met_criterion::RULE,
    &logic::differing_boundary::RULE,
    &logic::unreachable_step::RULE,
    &logic::dead_end::RULE,
    &logic::uncovered_values::RULE,
    &logic::overlapping_answers::RULE,
    &logic::endless_loop::RULE,
    &logic::step_to_itself::RULE,
    &evidence::unsourced_claim::RULE,
    &evidence::unsealed_claim::RULE,
    &evidence::changed_claim::RULE,
    &evidence::seal_without_claim::RULE,
    &evidence::invalid_lock::RULE,
    &evidence::suspect_review::RULE,
    &evidence::review_without_seal::RULE,
    &evidence::typed_number::RULE,
    &evidence::wrong_derivation::RULE,
    &evidence::unexplained_difference::RULE,
    &evidence::strong_on_weak_evidence::RULE,
    &evidence::level_without_its_designs::RULE,
    &evidence::superseded_evidence::RULE,
    &evidence::position_as_evidence::RULE,
    &evidence::undisclosed_funding::RULE,
    &evidence::outcome_without_time::RULE,
    &evidence::no_primary_outcome::RULE,
    &currency::overdue_review::RULE,
    &currency::review_due_soon::RULE,
    &currency::outdated_status::RULE,
    &currency::outdated_search::RULE,
    &currency::expired_acceptance::RULE,
    &currency::unmarked_retraction::RULE,
    &currency::retracted_evidence::RULE,
    &currency::unmarked_correction::RULE,
    &output::broken_page_link::RULE,
    &output::missing_text_alternative::RULE,
    &output::heading_out_of_order::RULE,
    &output::duplicate_page_id::RULE,
    &output::request_elsewhere::RULE,
];

/// The rule of this code or name.
pub fn find(code_or_name: &str) -> Option<&'static Rule> {
    RULES
        .iter()
        .copied()
        .find(|r| r.code.0.eq_ignore_ascii_case(code_or_name) || r.name == code_or_name)
}

/// Runs every rule, and puts all that was found into a stable order. `found` is what was found while reading.
pub fn check(context: Context<'_>, mut found: Vec<Diagnostic>) -> Verdict {
    let fragments: Vec<&Kept<Fragment>> = context.index.fragments().collect();
    let texts = fragments.into_par_iter().with_max_len(64);
    let texts = texts.flat_map_iter(|of| of_text(of, Ask::unnoted(context)));
    let (over_all, of_texts) = rayon::join(|| over_all(&context), || texts.collect::<Vec<_>>());
    found.extend(over_all);
    found.extend(of_texts);
    verdict(context, found, Checked::default())
}

/// The same of a handbook that will be edited: what was asked is noted. Texts that were checked before, and for which nothing
/// has changed since, are not checked again.
pub fn check_after(context: Context<'_>, mut found: Vec<Diagnostic>, before: Option<&Checked>) -> Verdict {
    let (over_all, checked) = rayon::join(|| over_all(&context), || text_by_text(context, before));
    found.extend(over_all);
    found.extend(checked.texts.iter().flat_map(|text| &text.found).cloned());
    verdict(context, found, checked)
}

fn verdict(context: Context<'_>, found: Vec<Diagnostic>, checked: Checked) -> Verdict {
    let (found, mut accepted) = accepting::apply(&context, found);
    accepted.sort_by_cached_key(|accepted| order(context.sources, &accepted.fault));
    Verdict {
        found: sorted(context.sources, found),
        accepted,
        checked,
    }
}

/// What the rules over the whole handbook find.
fn over_all(context: &Context<'_>) -> Vec<Diagnostic> {
    let rules = RULES.par_iter().filter_map(|rule| match rule.check {
        Check::Handbook(check) => Some((rule, check)),
        Check::WhileReading | Check::Text(_) | Check::Pages(_) | Check::Accepting => None,
    });
    let found = rules.flat_map_iter(|(rule, check)| {
        let mut found = Vec::new();
        check(context, &mut found);
        debug_assert!(
            found.iter().all(|d| d.code == rule.code),
            "{} reports under its own code",
            rule.name
        );
        found
    });
    found.collect()
}

/// What the rules over one text find in each.
fn text_by_text(context: Context<'_>, before: Option<&Checked>) -> Checked {
    let known: HashMap<u64, &Arc<CheckedText>> = before
        .into_iter()
        .flat_map(|before| &before.texts)
        .map(|text| (Kept::number(&text.of), text))
        .collect();
    let fragments: Vec<&Kept<Fragment>> = context.index.fragments().collect();
    let texts = fragments.into_par_iter().with_max_len(64).map(|of| {
        let known = known.get(&Kept::number(of));
        match known.filter(|known| still(&known.asked, context)) {
            Some(known) => Arc::clone(known),
            None => Arc::new(CheckedText::new(context, of)),
        }
    });
    Checked { texts: texts.collect() }
}

impl CheckedText {
    fn new(context: Context<'_>, of: &Kept<Fragment>) -> Self {
        let asked = Asked::default();
        let found = of_text(of, Ask::noted(context, &asked));
        Self {
            of: of.clone(),
            asked: asked.into_questions(),
            found,
        }
    }
}

fn of_text(of: &Fragment, ask: Ask<'_>) -> Vec<Diagnostic> {
    let text = Text::new(of, ask);
    let mut found = Vec::new();
    for rule in RULES {
        let Check::Text(check) = rule.check else { continue };
        let before = found.len();
        check(&text, &mut found);
        debug_assert!(
            found[before..].iter().all(|d: &Diagnostic| d.code == rule.code),
            "{} reports under its own code",
            rule.name
        );
    }
    found
}

/// Names the record and field at fault, where the fault is in a record.
fn about(diagnostic: Diagnostic, from: &Origin, field: &KeyPath) -> Diagnostic {
    match from {
        Origin::Record(record) => diagnostic.about(record, field),
        Origin::Chapter(_) | Origin::Glossary | Origin::Book => diagnostic,
    }
}

/// By file, place, code and message, each only once.
pub fn sorted(sources: &Sources, mut found: Vec<Diagnostic>) -> Vec<Diagnostic> {
    found.sort_by_cached_key(|diagnostic| order(sources, diagnostic));
    found.dedup();
    found
}

fn order(sources: &Sources, diagnostic: &Diagnostic) -> impl Ord + use<> {
    let span = &diagnostic.primary.span;
    (
        sources.place(span.file),
        span.bytes.start,
        span.bytes.end,
        diagnostic.code,
        diagnostic.message.clone(),
    )
}
