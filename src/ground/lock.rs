//! `grounding.lock`: a seal for every claim, one line each, so that a merge and a review read well.
//!
//! A line is the claim's name, then what it says, where it was read and how it was verified, as one TOML table. No text
//! of a paper is in it.

use std::collections::BTreeMap;
use std::fmt::Write;

use serde::Deserialize;
use toml::de::DeTable;

use super::claim::Claim;
use crate::read::decode::decode;
use crate::read::node::Node;

/// What every lock begins with.
const HEAD: &str = "# A seal for every claim of the handbook: what it says, and how that was held against the papers.\n\
                    # Written by `sourcebook ground`. A claim that no longer matches its seal is an error.\n";

/// What was sealed of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct Seal {
    /// Numbers with their comparators and units, in the order of the record.
    pub numbers: Vec<String>,
    /// Records and works referred to.
    pub refers: Vec<String>,
    /// Choices and decisive words.
    pub words: Vec<String>,
    /// Works read and the places in them, `key: place`.
    pub read: Vec<String>,
    /// How it was verified.
    pub how: How,
    /// The digest of each paper's text in which it was found.
    #[serde(default)]
    pub papers: Vec<String>,
    /// The bytes of each paper's text in which it was found, `from-to`.
    #[serde(default)]
    pub at: Vec<String>,
    /// Why it was accepted.
    pub because: Option<String>,
    /// Who read it, where someone did.
    pub by: Option<String>,
}

/// How a claim was verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Its numbers stand together in the paper, beside a name of what it is about.
    Found,
    /// It has no numbers; a name of what it is about stands in the place.
    Named,
    /// Not found by machine, and accepted with a reason.
    Accepted,
}

impl How {
    pub fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Named => "named",
            Self::Accepted => "accepted",
        }
    }
}

impl Seal {
    /// What a claim says, to be sealed or held against its seal.
    pub fn of(claim: &Claim, how: How) -> Self {
        let numbers = claim.numbers.iter().map(|number| {
            let sign = number.comparator.map_or("", |c| c.sign());
            let unit = number.unit.as_deref().unwrap_or_default();
            format!("{}={sign}{}{unit}", number.field, number.digits)
        });
        let read = claim.sources.iter().map(|s| format!("{}: {}", s.cite.as_str(), s.at));
        Self {
            numbers: numbers.collect(),
            refers: claim.references.iter().cloned().collect(),
            words: claim.words.clone(),
            read: read.collect(),
            how,
            papers: Vec::new(),
            at: Vec::new(),
            because: None,
            by: None,
        }
    }

    /// Whether a claim still says what was sealed.
    pub fn holds(&self, claim: &Claim) -> bool {
        self.differences(claim).is_empty()
    }

    /// What a claim says otherwise than its seal, in words.
    pub fn differences(&self, claim: &Claim) -> Vec<String> {
        let now = Self::of(claim, self.how);
        let mut found = Vec::new();
        for (what, sealed, now) in [
            ("numbers", &self.numbers, &now.numbers),
            ("references", &self.refers, &now.refers),
            ("words", &self.words, &now.words),
            ("sources", &self.read, &now.read),
        ] {
            if sealed == now {
                continue;
            }
            let (lost, gained) = (minus(sealed, now), minus(now, sealed));
            found.push(match (lost.is_empty(), gained.is_empty()) {
                (false, false) => format!("{what}: sealed `{}`, now `{}`", lost.join(" "), gained.join(" ")),
                (false, true) => format!("{what}: `{}` is gone", lost.join(" ")),
                (true, false) => format!("{what}: `{}` is new", gained.join(" ")),
                (true, true) => format!("{what} stand in another order"),
            });
        }
        found
    }

    /// Whether everything that was sealed is still said: nothing lost, nothing turned round.
    pub fn keeps(&self, claim: &Claim) -> bool {
        let now = Self::of(claim, self.how);
        minus(&self.numbers, &now.numbers).is_empty()
            && minus(&self.refers, &now.refers).is_empty()
            && self.words == now.words
    }
}

/// What `all` has more than `taken`, each as often.
fn minus(all: &[String], taken: &[String]) -> Vec<String> {
    let mut taken = taken.to_vec();
    let left = all.iter().filter(|item| match taken.iter().position(|t| t == *item) {
        Some(at) => {
            taken.swap_remove(at);
            false
        }
        None => true,
    });
    left.cloned().collect()
}

/// All seals by the names of their claims.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    pub seals: BTreeMap<String, Seal>,
}

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    ///
    /// What is wrong with it and at which byte: it was edited by hand, or a merge left its marks.
    pub fn parse(text: &str) -> Result<Self, (usize, String)> {
        let table =
            DeTable::parse(text).map_err(|e| (e.span().map_or(0, |s| s.start), e.message().replace('\n', " ")))?;
        let root = Node::from_toml(&table);
        let entries = root.as_table().into_iter().flat_map(|t| &t.entries);
        let seals = entries.map(|entry| {
            let seal = decode::<Seal>(&entry.value).map_err(|e| (entry.key_span.start, e.to_string()))?;
            Ok((entry.key.clone(), seal))
        });
        Ok(Self {
            seals: seals.collect::<Result<_, (usize, String)>>()?,
        })
    }

    /// The lock as text, in the order of the names.
    pub fn text(&self) -> String {
        let mut out = HEAD.to_owned();
        for (name, seal) in &self.seals {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{} = {}", quoted(name), seal.text());
        }
        out
    }
}

impl Seal {
    fn text(&self) -> String {
        let list = |items: &[String]| {
            let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
            format!("[{}]", items.join(", "))
        };
        let mut out = format!(
            "{{ how = \"{}\", numbers = {}, refers = {}, words = {}, read = {}",
            self.how.name(),
            list(&self.numbers),
            list(&self.refers),
            list(&self.words),
            list(&self.read)
        );
        for (key, items) in [("papers", &self.papers), ("at", &self.at)] {
            if !items.is_empty() {
                let _ = write!(out, ", {key} = {}", list(items));
            }
        }
        for (key, text) in [("because", &self.because), ("by", &self.by)] {
            if let Some(text) = text {
                let _ = write!(out, ", {key} = {}", quoted(text));
            }
        }
        out + " }"
    }
}

/// A TOML string on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(text.replace('\n', " ")).to_string()
}
