//! Finds the passage of a paper that holds what a claim says.

use std::collections::BTreeSet;
use std::ops::Range;

use super::arms::are_exchanged;
use super::claim::{Claim, ClaimNumber};
use super::decisive::Said;
use super::figure::is_read;
use super::hints::{Figure, figures};
use super::names::{Around, Mentions};
use super::paper::Paper;
use super::place::{Place, PlaceKind};
use super::text::TokenKind;
use crate::model::Record;
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
    /// The numbers are together, and stand beside the words of another arm than theirs.
    Exchanged,
    /// Records that the claim refers to and the place does not name.
    Unnamed(Vec<String>),
}

/// Looks for a claim of a record in a paper, in the places that its source names.
pub fn find(paper: &Paper, source: &Source, record: &Record, claim: &Claim, mentions: &Mentions<'_>) -> Found {
    let places = match paper.places(source.at.as_str()) {
        Ok(places) => places,
        Err(missing) => return Found::Missing(Why::NoPlace(missing.to_owned())),
    };
    let beyond = places.iter().filter_map(|place| paper.beyond(place));
    let all: Vec<(Place, Around)> = places
        .iter()
        .cloned()
        .chain(beyond)
        .map(|place| {
            let around = mentions.around(claim, source, paper, &place);
            (place, around)
        })
        .collect();
    let unsaid: Vec<String> = claim
        .said
        .iter()
        .filter(|said| !all.iter().any(|(place, _)| prints(paper, place, said)))
        .map(|said| said.digits.clone())
        .collect();
    if !unsaid.is_empty() {
        return Found::Missing(Why::NotPrinted(unsaid));
    }
    let unnamed: Vec<String> = mentions
        .subjects(claim, source)
        .filter(|id| !all.iter().any(|(place, _)| mentions.names(id, place)))
        .map(ToString::to_string)
        .collect();
    if !unnamed.is_empty() && !all.iter().any(|(place, _)| mentions.prints_near(source, paper, place)) {
        return Found::Missing(Why::Unnamed(unnamed));
    }
    if claim.numbers.is_empty() {
        let named = all.iter().find(|(_, around)| around.nameless || !around.own.is_empty());
        return match named {
            Some((place, _)) => Found::Named(place.tokens.clone()),
            None => Found::Missing(Why::Nameless),
        };
    }
    let numbers = figures(record, source, claim);
    let mut why = None;
    for (place, around) in &all {
        match in_place(paper, place, &numbers, around) {
            Ok(passage) => return Found::Passage(passage),
            Err(reason) => why = why.or(Some(reason)),
        }
    }
    // A claim may rest on several places together: each number then stands in one of them.
    match places.len() {
        0 | 1 => Found::Missing(why.unwrap_or(Why::Scattered)),
        n => match across(paper, &all[..n], &numbers) {
            Ok(passage) => Found::Passage(passage),
            Err(reason) => Found::Missing(reason),
        },
    }
}

/// Whether a place prints a number of a sentence, with its unit where both print one.
fn prints(paper: &Paper, place: &Place, said: &Said) -> bool {
    let is = |at: usize| {
        let printed = &paper.tokens[at];
        let units = match (said.unit, paper.unit(at)) {
            (Some(said), Some(printed)) => said == printed,
            (Some(_), None) => place.kind.is_tabular(),
            (None, _) => true,
        };
        let comparators = said.comparator.is_none() || said.comparator == paper.comparator(at);
        let is_number = printed.kind == TokenKind::Number && !paper.is_label(at);
        is_number && same_number(&printed.text, &said.digits) && units && comparators
    };
    place
        .tokens
        .clone()
        .chain(place.heads.iter().cloned().flatten())
        .any(is)
}

fn across(paper: &Paper, places: &[(Place, Around)], numbers: &[Figure<'_>]) -> Result<Range<usize>, Why> {
    let mut left = numbers.to_vec();
    let mut first = None;
    for (place, around) in places {
        let printed = |number: &Figure<'_>| !occurrences(paper, place, number, numbers).is_empty();
        let (here, elsewhere): (Vec<_>, Vec<_>) = left.iter().cloned().partition(printed);
        if !here.is_empty() {
            first.get_or_insert(in_place(paper, place, &here, around)?);
            left = elsewhere;
        }
    }
    match (left.as_slice(), first) {
        ([], Some(passage)) => Ok(passage),
        (left, _) => Err(Why::NotPrinted(left.iter().map(|n| n.digits.to_string()).collect())),
    }
}

/// Tokens of a place that print a number with its comparator and unit.
fn occurrences(paper: &Paper, place: &Place, number: &Figure<'_>, all: &[Figure<'_>]) -> Vec<usize> {
    let printed = place.tokens.clone().filter(|&at| {
        let token = &paper.tokens[at];
        token.kind == TokenKind::Number && same_number(&token.text, &number.digits) && fits(paper, place, at, number)
    });
    printed
        .filter(|at| stands_with_its_words(paper, &place.tokens, *at, number, all))
        .collect()
}

/// How far from a figure the words are that say what it is.
const NEAR: usize = 12;

/// Whether no other figure of the same unit stands nearer to the words that say what this one is. Words that the place has
/// often say little; the claim's other figures are no rivals.
fn stands_with_its_words(
    paper: &Paper,
    place: &Range<usize>,
    at: usize,
    number: &Figure<'_>,
    all: &[Figure<'_>],
) -> bool {
    // Figures that stand close together tell each other apart by being close.
    let alone = all.iter().filter(|n| !n.hints.is_empty()).count() == 1;
    let Some(unit) = paper.unit(at).filter(|_| alone && !number.hints.is_empty()) else {
        return true;
    };
    let text = |i: usize| paper.tokens[i].text.as_str();
    let often = |word: &str| place.clone().filter(|i| text(*i) == word).count();
    let weights: Vec<(&str, usize)> = number.hints.iter().map(|word| (word.as_str(), often(word))).collect();
    // Counts and distances are small numbers, so nothing is lost.
    #[allow(clippy::cast_precision_loss)]
    let score = |at: usize| -> f64 {
        let near = |word: &str| {
            (1..=NEAR).find(|d| {
                let is = |i: usize| place.contains(&i) && text(i) == word;
                is(at + d) || at.checked_sub(*d).is_some_and(is)
            })
        };
        let scores = weights.iter().filter_map(|(word, often)| Some((near(word)?, *often)));
        scores.map(|(distance, often)| 1.0 / (distance * often) as f64).sum()
    };
    let own = score(at);
    let rivals = place
        .clone()
        .filter(|i| *i != at && paper.tokens[*i].kind == TokenKind::Number);
    let rivals =
        rivals.filter(|i| paper.unit(*i) == Some(unit) && !all.iter().any(|n| same_number(text(*i), &n.digits)));
    rivals.map(score).all(|rival| rival <= own + f64::EPSILON)
}

/// `0.80` is `0.80` and not `0.8`; but `.80` and `0.80` are one.
fn same_number(printed: &str, claimed: &str) -> bool {
    let bare = |text: &'_ str| {
        text.strip_prefix('0')
            .filter(|rest| rest.starts_with('.'))
            .map(str::to_owned)
    };
    printed == claimed || bare(claimed).is_some_and(|claimed| printed == claimed)
}

fn fits(paper: &Paper, place: &Place, at: usize, number: &ClaimNumber) -> bool {
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
        // The head of a table may say the unit for all below it.
        (Some(claimed), None) => claimed.starts_with('{') || place.kind.is_tabular() || !is_read(claimed),
        (None, _) => true,
    };
    comparators && units && !paper.is_label(at)
}

fn in_place(paper: &Paper, place: &Place, numbers: &[Figure<'_>], around: &Around) -> Result<Range<usize>, Why> {
    let wanted: Vec<Vec<usize>> = numbers.iter().map(|n| occurrences(paper, place, n, numbers)).collect();
    let missing: Vec<String> = numbers
        .iter()
        .zip(&wanted)
        .filter(|(_, found)| found.is_empty())
        .map(|(number, _)| number.digits.to_string())
        .collect();
    if !missing.is_empty() {
        return Err(Why::NotPrinted(missing));
    }
    let limit = BASE + PER_NUMBER * numbers.len();
    let mut best: Option<Range<usize>> = None;
    let (mut nameless, mut exchanged) = (false, false);
    // A passage begins at an occurrence of one of the numbers; each start is tried with the nearest of the others.
    let starts: BTreeSet<usize> = wanted.iter().flatten().copied().collect();
    for start in starts {
        let Some(at) = from(start, &wanted, numbers, limit) else {
            continue;
        };
        let end = at.iter().copied().max().unwrap_or(start);
        let passage = start..end + 1;
        if around.foreign.range(passage.clone()).next().is_some() {
            continue;
        }
        if !named(paper, &passage, place, around) {
            nameless = true;
            continue;
        }
        // The columns of a table need not come in the order in which its rows name the arms.
        if !place.kind.is_tabular() && are_exchanged(paper, numbers, &at) {
            exchanged = true;
            continue;
        }
        if best.as_ref().is_none_or(|b| passage.len() < b.len()) {
            best = Some(passage);
        }
    }
    best.ok_or(match (exchanged, nameless) {
        (true, _) => Why::Exchanged,
        (false, true) => Why::Nameless,
        (false, false) => Why::Scattered,
    })
}

/// The places of the tightest passage that begins at `start` and gives every number an occurrence of its own; the upper end of
/// an interval stands right behind its lower end.
fn from(start: usize, wanted: &[Vec<usize>], numbers: &[Figure<'_>], limit: usize) -> Option<Vec<usize>> {
    // Numbers with the fewest occurrences choose first, so that none takes another's only one.
    let mut order: Vec<usize> = (0..wanted.len()).collect();
    order.sort_by_key(|i| (wanted[*i].len(), *i));
    let mut places: Vec<Option<usize>> = vec![None; wanted.len()];
    for i in order {
        let lower = (numbers[i].upper && i > 0).then(|| places[i - 1]).flatten();
        let at = wanted[i]
            .iter()
            .copied()
            .filter(|at| *at >= start && *at < start + limit && !places.contains(&Some(*at)))
            .find(|at| match lower {
                Some(lower) => *at > lower && *at <= lower + 4,
                None => true,
            })?;
        places[i] = Some(at);
    }
    // Ends that were placed before their lower ends are held against them now.
    let in_order = (1..wanted.len())
        .filter(|i| numbers[*i].upper)
        .all(|i| matches!((places[i - 1], places[i]), (Some(low), Some(high)) if high > low && high <= low + 4));
    let places: Vec<usize> = places.into_iter().flatten().collect();
    (places.contains(&start) && in_order).then_some(places)
}

/// Whether something that the claim is about stands in the passage or near it, with nothing foreign between.
fn named(paper: &Paper, passage: &Range<usize>, place: &Place, around: &Around) -> bool {
    let Around { own, foreign, nameless } = around;
    let before = passage.start.saturating_sub(REACH).max(place.tokens.start);
    let after = (passage.end + REACH).min(place.tokens.end);
    let clear = |between: Range<usize>| foreign.range(between).next().is_none();
    let last_before = own.range(before..passage.start).next_back();
    let first_after = own.range(passage.end..after.max(passage.end)).next();
    // In a table or a list, what follows a foreign name in its row is that one's, whatever comes next. Prose may name
    // two trials in a sentence, each behind its figures.
    let rows = matches!(
        place.kind,
        PlaceKind::Captioned | PlaceKind::Cells | PlaceKind::References
    );
    let in_foreign_row = rows
        && foreign.range(before..passage.start).next_back().is_some_and(|f| {
            let ends = |at: usize| paper.tokens[at].kind == TokenKind::Stop || own.contains(&at);
            !(*f..passage.start).any(ends)
        });
    // What stands at the head of its column, or in its row or paragraph, is the only thing that it can be about.
    let by_head = place.heads.iter().any(|head| own.range(head.clone()).next().is_some());
    *nameless
        || by_head
        || own.range(passage.clone()).next().is_some()
        || last_before.is_some_and(|m| clear(*m..passage.start))
        || first_after.is_some_and(|m| !in_foreign_row && clear(passage.end..*m))
}
