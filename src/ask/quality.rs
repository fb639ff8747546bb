//! What the rules found in a handbook, as plain data: pages show it, and know no rules.
//!
//! Nothing of it depends on a day, for the bytes of a page must not.

use std::collections::BTreeMap;

use crate::diagnostic::Severity;
use crate::model::RecordId;

/// What the rules said of a handbook that can be built.
#[derive(Debug, Clone, Default, PartialEq, Eq, Hash)]
pub struct Quality {
    /// Every family that has rules, in the order of codes.
    pub families: Vec<Family>,
    /// What is wrong and does not keep the handbook from being built, in the order of places.
    pub open: Vec<Found>,
    /// What records accept, by record, in the order of places.
    pub accepted: BTreeMap<RecordId, Vec<Found>>,
}

/// Rules that look at the same thing.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Family {
    pub title: &'static str,
    /// Goes on behind "finds".
    pub finds: &'static str,
    pub rules: Vec<Rule>,
}

/// A rule, and how often it found something.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Rule {
    pub code: &'static str,
    pub name: &'static str,
    /// Goes on behind "fires when".
    pub summary: &'static str,
    pub tally: Tally,
}

/// How often something was found. There are no errors, for these keep a handbook from being built.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Hash)]
pub struct Tally {
    pub warnings: usize,
    pub hints: usize,
    pub accepted: usize,
}

/// Something that was found.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Found {
    pub code: &'static str,
    /// The name of the rule as words: "Estimate outside interval".
    pub rule: String,
    pub severity: Severity,
    pub message: String,
    /// How it was worked out.
    pub notes: Vec<String>,
    /// The record that it is in, where it is in one.
    pub record: Option<RecordId>,
    /// The key path of the field.
    pub field: Option<String>,
    /// The file that it is in.
    pub file: String,
    /// Why it is accepted, in Markdown, where it is.
    pub because: Option<String>,
}

impl Quality {
    /// How often anything was found.
    pub fn tally(&self) -> Tally {
        let rules = self.families.iter().flat_map(|family| &family.rules);
        Tally::of(rules.map(|rule| rule.tally))
    }
}

impl Tally {
    /// All of these together.
    pub fn of(tallies: impl IntoIterator<Item = Self>) -> Self {
        tallies.into_iter().fold(Self::default(), |all, one| Self {
            warnings: all.warnings + one.warnings,
            hints: all.hints + one.hints,
            accepted: all.accepted + one.accepted,
        })
    }

    pub fn is_clean(self) -> bool {
        self == Self::default()
    }
}

impl Found {
    /// Whether its field is this one, or below it.
    pub fn is_in(&self, field: &str) -> bool {
        let rest = self.field.as_deref().and_then(|own| own.strip_prefix(field));
        rest.is_some_and(|rest| rest.is_empty() || rest.starts_with('.'))
    }
}
