//! The families of rules: what each looks at.

use super::{RULES, Rule};

/// Rules that look at the same thing. Their codes begin alike.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Family {
    /// What their codes begin with: `SB3`.
    pub prefix: &'static str,
    pub title: &'static str,
    /// What they find; goes on behind "finds".
    pub finds: &'static str,
}

/// All families that have rules, or may have some, in the order of codes.
pub const FAMILIES: &[Family] = &[
    Family {
        prefix: "SB0",
        title: "Form",
        finds: "what cannot be read: broken TOML or Markdown, unknown fields, wrong types, bad ids",
    },
    Family {
        prefix: "SB1",
        title: "References",
        finds: "records, parts, works and abbreviations that are named and not there, or there twice",
    },
    Family {
        prefix: "SB2",
        title: "Quantities",
        finds: "units that do not fit, values that cannot be, ranges the wrong way round, percentages over 100",
    },
    Family {
        prefix: "SB3",
        title: "Statistics",
        finds: "results that disagree with themselves: estimates, intervals, P values and counts",
    },
    Family {
        prefix: "SB4",
        title: "Logic",
        finds: "stages with gaps or overlaps, criteria that nobody can meet, pathways without a way out",
    },
    Family {
        prefix: "SB5",
        title: "Evidence",
        finds: "claims without a source or a seal, and advice that its evidence does not carry",
    },
    Family {
        prefix: "SB6",
        title: "Currency",
        finds: "what has run out on the day of the check: reviews, statuses, acceptances, retracted works",
    },
    Family {
        prefix: "SB7",
        title: "Local adaptations",
        finds: "adaptations without a reason or an approval, or of what has changed since",
    },
    Family {
        prefix: "SB8",
        title: "Output",
        finds: "pages of the finished site with broken links, images without words, or calls to other hosts",
    },
];

impl Family {
    /// The family of a rule.
    ///
    /// # Panics
    ///
    /// Where a rule has a code of no family, which a test would find.
    pub fn of(rule: &Rule) -> &'static Self {
        let family = FAMILIES.iter().find(|family| family.has(rule));
        family.expect("every code begins as those of one family")
    }

    pub fn has(&self, rule: &Rule) -> bool {
        rule.code.0.starts_with(self.prefix)
    }

    /// Its rules, in the order of their codes.
    pub fn rules(&self) -> impl Iterator<Item = &'static Rule> {
        RULES.iter().copied().filter(|rule| self.has(rule))
    }
}
