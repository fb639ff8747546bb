//! Whether results stand beside the words of their own arms.

use std::collections::BTreeSet;

use super::hints::Figure;
use super::paper::Paper;

/// How far from a result the words of its arm may stand, in tokens.
const REACH: usize = 30;
/// By how much the words of the other arm have to be nearer: two groups in one sentence are often about as far from both figures.
const CLEARLY: usize = 2;

/// Whether the text speaks against the places that were found for results of several arms: it has words of each arm near, and
/// each figure is nearer to those of the other arm; or the figures come in one order and the arms in the other. Where it has no
/// such words, it does not tell.
pub fn are_exchanged(paper: &Paper, numbers: &[Figure<'_>], places: &[usize]) -> bool {
    let results: Vec<(&Figure<'_>, usize)> = numbers
        .iter()
        .zip(places.iter().copied())
        .filter(|(number, _)| !number.arm.is_empty())
        .collect();
    let pairs = results.iter().enumerate();
    let mut pairs = pairs.flat_map(|(n, one)| results[n + 1..].iter().map(move |other| (one, other)));
    pairs.any(|((one, at), (other, beside))| {
        one.field() == other.field() && one.arm != other.arm && is_exchanged(paper, (one, *at), (other, *beside))
    })
}

fn is_exchanged(paper: &Paper, (one, at): (&Figure<'_>, usize), (other, beside): (&Figure<'_>, usize)) -> bool {
    let ones: BTreeSet<&str> = one.arm.difference(&other.arm).map(String::as_str).collect();
    let others: BTreeSet<&str> = other.arm.difference(&one.arm).map(String::as_str).collect();
    let found = [
        nearest(paper, at, &ones),
        nearest(paper, beside, &others),
        nearest(paper, at, &others),
        nearest(paper, beside, &ones),
    ];
    let [Some(a), Some(b), Some(c), Some(d)] = found else {
        return false;
    };
    let (straight, crossed) = (at.abs_diff(a) + beside.abs_diff(b), at.abs_diff(c) + beside.abs_diff(d));
    match straight.abs_diff(crossed) < CLEARLY {
        true => a != b && (at < beside) != (a < b),
        false => crossed < straight,
    }
}

/// The nearest of these words within reach; of two that are as near, the one before.
fn nearest(paper: &Paper, at: usize, words: &BTreeSet<&str>) -> Option<usize> {
    let is = |i: &usize| {
        paper
            .tokens
            .get(*i)
            .is_some_and(|token| words.contains(token.text.as_str()))
    };
    (1..=REACH).find_map(|distance| {
        let before = at.checked_sub(distance).filter(is);
        before.or_else(|| Some(at + distance).filter(is))
    })
}
