//! Finds the passage of a paper that holds what a claim says.

use std::collections::BTreeSet;
use std::ops::Range;

use super::claim::{Claim, ClaimNumber};
use super::names::Mentions;
use super::paper::Paper;
use super::text::TokenKind;
use crate::model::source::Source;

/// How far a passage may spread: so many tokens, and so many more for each number in it. A table row or a sentence with a
/// result and its interval fits; two neighbouring results do not.
const BASE: usize = 24;
const PER_NUMBER: usize = 12;
/// How far before or behind its numbers a passage may have its name: a sentence or two.
const REACH: usize = 140;

/// What came of looking for a claim in one paper.
#[derive(Debug, Clone, PartialEq)]
pub enum Found {
    /// All numbers stand together beside a name of what the claim is about.
    Passage(Range<usize>),
    /// The claim has no numbers; a name of what it is about stands in the place.
    Named(Range<usize>),
    Missing(Why),
}

/// Why a claim was not found.
#[derive(Debug, Clone, PartialEq)]
pub enum Why {
    /// The locator names a place that the text does not have.
    NoPlace(String),
    /// Numbers that the place does not print at all, or not with this comparator and unit.
    NotPrinted(Vec<String>),
    /// The numbers are there, and not together.
    Scattered,
    /// The numbers are together, and nothing that the claim is about stands near.
    Nameless,
}

/// Looks for a claim in a paper, in the places that the locator names.
pub fn find(paper: &Paper, source: &Source, claim: &Claim, mentions: &Mentions<'_>) -> Found {
    let places = match paper.places(source.at.as_str()) {
        Ok(places) => places,
        Err(missing) => return Found::Missing(Why::NoPlace(missing.to_owned())),
    };
    let own = mentions.own(claim, source, paper);
    let foreign = mentions.foreign(claim, &own);
    if claim.numbers.is_empty() {
        let beyond = places.iter().map(|place| paper.beyond(place));
        let named = places
            .iter()
            .cloned()
            .chain(beyond)
            .find(|place| own.is_empty() || own.range(place.clone()).next().is_some());
        return match named {
            Some(place) => Found::Named(place),
            None => Found::Missing(Why::Nameless),
        };
    }
    let mut why = None;
    let beyond: Vec<Range<usize>> = places.iter().map(|place| paper.beyond(place)).collect();
    for place in places.iter().chain(&beyond) {
        match in_place(paper, place, claim, &own, &foreign) {
            Ok(passage) => return Found::Passage(passage),
            Err(reason) => why = why.or(Some(reason)),
        }
    }
    // A claim may rest on several places together: the numbers then stand in any of them.
    if places.len() > 1
        && let Ok(passage) = across(paper, &places, claim, &own, &foreign)
    {
        return Found::Passage(passage);
    }
    Found::Missing(why.unwrap_or(Why::Scattered))
}

fn across(
    paper: &Paper,
    places: &[Range<usize>],
    claim: &Claim,
    own: &BTreeSet<usize>,
    foreign: &BTreeSet<usize>,
) -> Result<Range<usize>, Why> {
    let mut left = claim.clone();
    let mut first = None;
    for place in places {
        let here: Vec<ClaimNumber> = left
            .numbers
            .iter()
            .filter(|n| !occurrences(paper, place, n).is_empty())
            .cloned()
            .collect();
        if here.is_empty() {
            continue;
        }
        let part = Claim {
            numbers: here.clone(),
            ..claim.clone()
        };
        let passage = in_place(paper, place, &part, own, foreign)?;
        first.get_or_insert(passage);
        left.numbers.retain(|n| !here.contains(n));
    }
    match (left.numbers.is_empty(), first) {
        (true, Some(passage)) => Ok(passage),
        _ => Err(Why::Scattered),
    }
}

/// Tokens of a place that print a number with its comparator and unit.
fn occurrences(paper: &Paper, place: &Range<usize>, number: &ClaimNumber) -> Vec<usize> {
    place
        .clone()
        .filter(|&at| {
            let token = &paper.tokens[at];
            token.kind == TokenKind::Number && same_number(&token.text, &number.digits) && fits(paper, at, number)
        })
        .collect()
}

/// `0.80` is `0.80` and not `0.8`; but `.80` and `0.80` are one, as are `33` and `33.0` never.
fn same_number(printed: &str, claimed: &str) -> bool {
    let plain = |text: &str| text.trim_start_matches('-').trim_start_matches('0').to_owned();
    printed == claimed || plain(printed) == plain(claimed) && !plain(printed).is_empty()
}

fn fits(paper: &Paper, at: usize, number: &ClaimNumber) -> bool {
    let comparator = paper.comparator(at);
    let comparators = match (number.comparator, comparator) {
        (Some(claimed), Some(printed)) => claimed == printed,
        (Some(_), None) => false,
        // "approximately 4.3" may be claimed as 4.3 only with its sign.
        (None, Some(_)) => number.upper,
        (None, None) => true,
    };
    let units = match (&number.unit, paper.unit(at)) {
        (Some(claimed), Some(printed)) => claimed == printed || claimed.starts_with('{'),
        _ => true,
    };
    comparators && units
}

fn in_place(
    paper: &Paper,
    place: &Range<usize>,
    claim: &Claim,
    own: &BTreeSet<usize>,
    foreign: &BTreeSet<usize>,
) -> Result<Range<usize>, Why> {
    let wanted: Vec<Vec<usize>> = claim.numbers.iter().map(|n| occurrences(paper, place, n)).collect();
    let missing: Vec<String> = claim
        .numbers
        .iter()
        .zip(&wanted)
        .filter(|(_, found)| found.is_empty())
        .map(|(number, _)| number.digits.clone())
        .collect();
    if !missing.is_empty() {
        return Err(Why::NotPrinted(missing));
    }
    let limit = BASE + PER_NUMBER * claim.numbers.len();
    let mut best: Option<Range<usize>> = None;
    let mut nameless = false;
    // A passage begins at an occurrence of one of the numbers; each start is tried with the nearest of the others.
    let starts: BTreeSet<usize> = wanted.iter().flatten().copied().collect();
    for start in starts {
        let Some(passage) = from(start, &wanted, claim, limit) else {
            continue;
        };
        if foreign.range(passage.clone()).next().is_some() {
            continue;
        }
        if !named(&passage, place, own, foreign) {
            nameless = true;
            continue;
        }
        if best.as_ref().is_none_or(|b| passage.len() < b.len()) {
            best = Some(passage);
        }
    }
    best.ok_or(if nameless { Why::Nameless } else { Why::Scattered })
}

/// The tightest passage that begins at `start` and gives every number an occurrence of its own; the upper end of an interval
/// stands right behind its lower end.
fn from(start: usize, wanted: &[Vec<usize>], claim: &Claim, limit: usize) -> Option<Range<usize>> {
    let mut taken: BTreeSet<usize> = BTreeSet::new();
    let mut end = start;
    // Numbers with the fewest occurrences choose first, so that none takes another's only one.
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|i| (wanted[*i].len(), *i));
    let mut place_of: Vec<Option<usize>> = vec![None; wanted.len()];
    for i in order {
        let lower = (claim.numbers[i].upper && i > 0).then(|| place_of[i - 1]).flatten();
        let at = wanted[i]
            .iter()
            .copied()
            .filter(|at| *at >= start && *at < start + limit && !taken.contains(at))
            .find(|at| match lower {
                Some(lower) => *at > lower && *at <= lower + 4,
                None => true,
            })?;
        place_of[i] = Some(at);
        taken.insert(at);
        end = end.max(at);
    }
    // Ends that were placed before their lower ends are held against them now.
    let in_order = (1..wanted.len())
        .filter(|i| claim.numbers[*i].upper)
        .all(|i| matches!((place_of[i - 1], place_of[i]), (Some(low), Some(high)) if high > low && high <= low + 4));
    (taken.contains(&start) && in_order).then_some(start..end + 1)
}

/// Whether something that the claim is about stands in the passage or near it, with nothing foreign between.
fn named(passage: &Range<usize>, place: &Range<usize>, own: &BTreeSet<usize>, foreign: &BTreeSet<usize>) -> bool {
    if own.is_empty() {
        return true;
    }
    let before = passage.start.saturating_sub(REACH).max(place.start);
    let after = (passage.end + REACH).min(place.end);
    let clear = |between: Range<usize>| foreign.range(between).next().is_none();
    let last_before = own.range(before..passage.start).next_back();
    let first_after = own.range(passage.end..after).next();
    own.range(passage.clone()).next().is_some()
        || last_before.is_some_and(|m| clear(*m..passage.start))
        || first_after.is_some_and(|m| clear(passage.end..*m))
}
