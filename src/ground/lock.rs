//! `grounding.lock`: a seal for every claim, one line each, so that a merge and a review read well.
//!
//! A line is the claim's name, then what it says, where it was read and how it was verified, as one TOML table. No text
//! of a paper is in it. Behind the claims stand the reviews, and what was there to be read in each.

use std::collections::BTreeMap;
use std::fmt::Write;
use std::ops::Range;

use serde::Deserialize;

use super::claim::{Claim, ClaimNumber};
use super::lock_lines::Lines;
use crate::model::source::Source;
use crate::read::merge;

/// What every lock begins with.
const HEAD: &str = "# A seal for every claim of the handbook: what it says, and how that was held against the papers.\n\
                    # Written by `sourcebook ground`. A claim that no longer matches its seal is an error.\n";

/// What was sealed of a claim.
#[derive(Debug, Clone, PartialEq, Eq, Hash, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Seal {
    /// Numbers with their comparators and units, in the order of the record.
    pub numbers: Vec<String>,
    /// Records and works referred to, in the order of the record.
    pub refers: Vec<String>,
    /// Choices and decisive words.
    pub words: Vec<String>,
    /// Works read and the places in them, `key: place`: as the record says, or where an entry of the bibliography was found.
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
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Deserialize, serde::Serialize)]
#[serde(rename_all = "kebab-case")]
pub enum How {
    /// Its numbers stand together in the paper, beside a name of what it is about; of an entry of the bibliography, a list
    /// of references prints it.
    Found,
    /// It has no numbers; a name of what it is about stands in the place.
    Named,
    /// Not found by machine, and accepted with a reason.
    Accepted,
    /// An entry of the bibliography that no list at hand prints; it is sealed as it was written.
    Unlisted,
}

impl How {
    pub const ALL: [Self; 4] = [Self::Found, Self::Named, Self::Accepted, Self::Unlisted];

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|how| how.name() == name)
    }

    pub fn name(self) -> &'static str {
        match self {
            Self::Found => "found",
            Self::Named => "named",
            Self::Accepted => "accepted",
            Self::Unlisted => "unlisted",
        }
    }
}

impl Seal {
    /// What a claim says, to be sealed or held against its seal.
    pub fn of(claim: &Claim, how: How) -> Self {
        Self {
            numbers: numbers(claim).collect(),
            refers: claim.references.clone(),
            words: claim.words.clone(),
            read: read(claim).collect(),
            how,
            papers: Vec::new(),
            at: Vec::new(),
            because: None,
            by: None,
        }
    }

    /// Whether a claim still says what was sealed.
    pub fn holds(&self, claim: &Claim) -> bool {
        // Every claim is held against its seal each time, so nothing is put together to be compared.
        self.refers == claim.references
            && self.words == claim.words
            && (claim.is_entry() || all_are(&self.read, &claim.sources, is_read))
            && all_are(&self.numbers, &claim.numbers, is_number)
    }

    /// What a claim says otherwise than its seal, in words.
    pub fn differences(&self, claim: &Claim) -> Vec<String> {
        let mut now = Self::of(claim, self.how);
        if claim.is_entry() {
            now.read.clone_from(&self.read);
        }
        let mut found = Vec::new();
        for (what, sealed, now) in [
            ("number", &self.numbers, &now.numbers),
            ("reference", &self.refers, &now.refers),
            ("word", &self.words, &now.words),
            ("source", &self.read, &now.read),
        ] {
            if sealed == now {
                continue;
            }
            let (mut lost, mut gained) = (minus(sealed, now), minus(now, sealed));
            if lost.is_empty() && gained.is_empty() {
                found.push(format!("its {what}s stand in another order than was sealed"));
            }
            // What has become of what, where both name the same field.
            while let Some((l, g)) = pair(&lost, &gained) {
                found.push(format!(
                    "{what}: sealed `{}`, now `{}`",
                    lost.remove(l),
                    gained.remove(g)
                ));
            }
            found.extend(lost.iter().map(|item| format!("{what}: sealed `{item}`, now gone")));
            found.extend(gained.iter().map(|item| format!("{what}: `{item}` is new")));
        }
        found
    }

    /// The first number of a claim that was not sealed.
    pub fn new_number<'c>(&self, claim: &'c Claim) -> Option<&'c ClaimNumber> {
        let mut said = claim.numbers.iter().zip(numbers(claim));
        let new = said.find(|(_, said)| !self.numbers.contains(said));
        new.map(|(number, _)| number)
    }

    /// Whether everything that was sealed is still said, in its order and read in the same places: nothing lost, nothing
    /// exchanged, nothing turned round. A claim may say more.
    pub fn keeps(&self, claim: &Claim) -> bool {
        let now = Self::of(claim, self.how);
        goes_through(&self.numbers, &now.numbers)
            && goes_through(&self.refers, &now.refers)
            && self.words == now.words
            && (self.read == now.read || claim.is_entry())
    }
}

/// The numbers of a claim as a seal has them.
fn numbers(claim: &Claim) -> impl Iterator<Item = String> {
    claim.numbers.iter().map(|number| {
        let sign = number.comparator.map_or("", |c| c.sign());
        let unit = number.unit.as_deref().unwrap_or_default();
        format!("{}={sign}{}{unit}", number.field(), number.digits)
    })
}

/// Whether this is a number as a seal has it.
fn is_number(sealed: &str, number: &ClaimNumber) -> bool {
    let sign = number.comparator.map_or("", |c| c.sign());
    let rest = sealed
        .strip_prefix(number.field())
        .and_then(|rest| rest.strip_prefix('='));
    let rest = rest.and_then(|rest| rest.strip_prefix(sign)?.strip_prefix(&*number.digits));
    rest == Some(number.unit.as_deref().unwrap_or_default())
}

/// Whether this is a source as a seal has it.
fn is_read(sealed: &str, source: &Source) -> bool {
    let rest = sealed.strip_prefix(source.cite.as_str());
    rest.and_then(|rest| rest.strip_prefix(": ")) == Some(source.at.as_str())
}

/// Whether these items are, one by one, what was sealed of them.
fn all_are<T>(sealed: &[String], items: &[T], is: fn(&str, &T) -> bool) -> bool {
    sealed.len() == items.len() && sealed.iter().zip(items).all(|(sealed, item)| is(sealed, item))
}

/// Where a claim was read, as a seal has it.
fn read(claim: &Claim) -> impl Iterator<Item = String> {
    claim.sources.iter().map(|s| format!("{}: {}", s.cite.as_str(), s.at))
}

/// Whether `all` has these items in their order, perhaps with others between.
fn goes_through(items: &[String], all: &[String]) -> bool {
    let mut all = all.iter();
    items.iter().all(|item| all.any(|other| other == item))
}

/// The first two that stand in the same field; items without a field go together.
fn pair(lost: &[String], gained: &[String]) -> Option<(usize, usize)> {
    let field = |item: &str| item.split_once('=').map(|(field, _)| field.to_owned());
    let found = |(l, item): (usize, &String)| {
        let same = gained.iter().position(|other| field(other) == field(item))?;
        Some((l, same))
    };
    lost.iter().enumerate().find_map(found)
}

/// What `all` has more than `taken`, each as often.
pub(super) fn minus(all: &[String], taken: &[String]) -> Vec<String> {
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

/// What was sealed of a review.
#[derive(Debug, Clone, PartialEq, Eq, Deserialize)]
pub struct ReviewSeal {
    /// The day of the reading.
    pub on: String,
    pub by: String,
    /// The day by which it must be read again.
    pub next: Option<String>,
    /// The fingerprint of the record's own words.
    pub wording: String,
    /// The record and all it rests on, each with the fingerprint of what it said: keys of [`Lock::seen`].
    pub saw: Vec<String>,
}

/// All seals by the names of their claims, and reviews.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Lock {
    pub seals: BTreeMap<String, Seal>,
    /// By the names of the records.
    pub reviews: BTreeMap<String, ReviewSeal>,
    /// What records said when a record that rests on them was reviewed, by name and fingerprint.
    pub seen: BTreeMap<String, Vec<String>>,
}

/// What begins the name of a review's line, and of a line on what was seen. No claim's name has a space.
pub(super) const REVIEW: &str = "review ";
pub(super) const SEEN: &str = "seen ";

impl Lock {
    /// Reads a lock.
    ///
    /// # Errors
    ///
    /// What is wrong with it and at which byte: it was edited by hand, or a merge left its marks.
    pub fn parse(text: &str) -> Result<Self, (usize, String)> {
        if let Some(at) = merge::marks(text).next() {
            return Err((at, "a merge left its marks in it".to_owned()));
        }
        // Where pieces cannot be read, or seal the same thing, reading all says what is wrong and where.
        Lines::in_pieces(text).map_or_else(|| Ok(Lines::read(text)?.into_lock()), Ok)
    }

    /// The lock as text, in the order of the names.
    pub fn text(&self) -> String {
        let mut out = HEAD.to_owned();
        for (name, seal) in &self.seals {
            // Writing to a string cannot fail.
            let _ = writeln!(out, "{} = {}", quoted(name), seal.text());
        }
        for (record, review) in &self.reviews {
            let _ = writeln!(out, "{} = {}", quoted(&format!("{REVIEW}{record}")), review.text());
        }
        for (look, said) in &self.seen {
            let _ = writeln!(out, "{} = {}", quoted(&format!("{SEEN}{look}")), list(said));
        }
        out
    }
}

impl Seal {
    fn text(&self) -> String {
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

/// Where the text of a lock has the line of this name.
pub fn line_of(text: &str, name: &str) -> Option<Range<usize>> {
    let start = format!("\"{name}\"");
    let at = text
        .find(&format!("\n{start}"))
        .map(|at| at + 1)
        .or_else(|| text.starts_with(&start).then_some(0));
    at.map(|at| at..at + start.len())
}

impl ReviewSeal {
    fn text(&self) -> String {
        let mut out = format!("{{ on = {}, by = {}", quoted(&self.on), quoted(&self.by));
        if let Some(next) = &self.next {
            let _ = write!(out, ", next = {}", quoted(next));
        }
        let _ = write!(
            out,
            ", wording = {}, saw = {} }}",
            quoted(&self.wording),
            list(&self.saw)
        );
        out
    }
}

/// A TOML list on one line.
fn list(items: &[String]) -> String {
    let items: Vec<String> = items.iter().map(|item| quoted(item)).collect();
    format!("[{}]", items.join(", "))
}

/// A TOML string on one line.
fn quoted(text: &str) -> String {
    toml::Value::String(text.replace('\n', " ")).to_string()
}
