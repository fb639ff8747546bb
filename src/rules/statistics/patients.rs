//! How many patients a record has, in all and by arm.

use super::rounding::Printed;
use super::share::{always_possible_from, is_possible};
use crate::model::effect::Arm;
use crate::model::number::Count;
use crate::model::scalar::Scalar;
use crate::model::trial::Design;
use crate::model::{Body, Record};
use crate::read::node::{KeyPath, Node, Step};

/// The patients of a trial, a study or an analysis.
#[derive(Debug, Clone, Copy)]
pub struct Patients<'a> {
    pub total: Option<&'a Count>,
    /// How many were analysed, where the source tells the two apart.
    pub analysed: Option<&'a Count>,
    pub arms: &'a [Arm],
    record: &'a Record,
    /// Whether each patient is in just one of the arms, and in one of those of the record.
    pub parted: bool,
    pub of: Of,
}

/// Whose patients they are.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Of {
    Trial,
    /// A study under way, with planned numbers.
    Study,
    /// An analysis, whose groups need not be all that it looked at.
    Analysis,
}

impl<'a> Patients<'a> {
    pub fn of(record: &'a Record) -> Option<Self> {
        let parted = |design: Option<Design>, arms: &[Arm]| match design {
            // A patient is in several arms at once, or in all one after the other.
            Some(Design::RandomisedFactorial | Design::RandomisedCrossover) => false,
            Some(Design::SingleArm) => arms.len() == 1,
            // A comparison with one arm has another that the record does not tell.
            _ => arms.len() > 1,
        };
        match &record.body {
            Body::Trial(trial) => Some(Self {
                total: trial.sample_size.as_ref(),
                analysed: trial.analysed.as_ref(),
                arms: &trial.arms,
                record,
                parted: parted(Some(trial.design), &trial.arms),
                of: Of::Trial,
            }),
            Body::Study(study) => Some(Self {
                total: study.sample_size.as_ref(),
                analysed: None,
                arms: &study.arms,
                record,
                parted: parted(study.design, &study.arms),
                of: Of::Study,
            }),
            Body::Analysis(analysis) => Some(Self {
                total: analysis.sample_size.as_ref(),
                analysed: None,
                arms: &analysis.arms,
                record,
                parted: analysis.arms.len() > 1,
                of: Of::Analysis,
            }),
            _ => None,
        }
    }

    /// How many patients there were, by each source that says so: all, those analysed, and what others report of either.
    pub fn totals(&self) -> Vec<u64> {
        let mut totals = vec![];
        totals.extend(self.total.map(Count::value));
        totals.extend(self.analysed.map(Count::value));
        for (i, other) in self.record.common.also_reported.iter().enumerate() {
            if matches!(other.field.as_str(), "sample_size" | "analysed") {
                let path = KeyPath::default()
                    .key("also_reported")
                    .child(Step::Index(i, None))
                    .key("value");
                let value = self.record.tree.at(&path).and_then(Node::as_text);
                totals.extend(
                    value
                        .and_then(|value| Count::parse(value).ok())
                        .map(|count| count.value()),
                );
            }
        }
        totals.sort_unstable();
        totals.dedup();
        totals
    }

    /// The sizes of the arms that have one.
    pub fn sizes(&self) -> impl Iterator<Item = u64> + use<'a> {
        self.arms.iter().filter_map(|arm| Some(arm.size.as_ref()?.value()))
    }
}

/// `17 + 18 = 35`; of one number, itself.
pub fn sum_in_words(numbers: impl Iterator<Item = u64>) -> (u64, String) {
    let numbers: Vec<u64> = numbers.collect();
    let sum = numbers.iter().fold(0u64, |sum, n| sum.saturating_add(*n));
    let terms: Vec<String> = numbers.iter().map(u64::to_string).collect();
    match terms.as_slice() {
        [one] => (sum, one.clone()),
        _ => (sum, format!("{} = {sum}", terms.join(" + "))),
    }
}

/// What is known of the size of one arm.
#[derive(Debug, Clone, Copy)]
pub struct Constraint {
    /// Its size.
    pub size: Option<u64>,
    /// A percentage that whole patients have to make of it.
    pub percent: Option<Printed>,
}

impl Constraint {
    pub fn allows(self, n: u64) -> bool {
        self.size.is_none_or(|size| size == n) && self.percent.is_none_or(|percent| is_possible(percent, n))
    }
}

/// More patients than this are not parted: from 20,000 on, two percentages with two decimals are always possible, and more
/// arms or decimals take longer than they are worth.
const MOST_IN_TWO: u64 = 20_000;
const MOST: u64 = 1_000;

/// Whether `total` patients can be parted into arms so that each gets what it needs; none if that was not tried.
pub fn can_be_parted(total: u64, arms: &[Constraint]) -> Option<bool> {
    let enough: f64 = arms
        .iter()
        .map(|arm| arm.percent.map_or(1.0, always_possible_from).ceil())
        .sum();
    let free = arms.iter().all(|arm| arm.size.is_none());
    if free && total as f64 >= enough {
        return Some(true);
    }
    match arms {
        [one] => Some(one.allows(total)),
        [a, b] if total <= MOST_IN_TWO => Some((1..total).any(|n| a.allows(n) && b.allows(total - n))),
        [_, _, _, ..] if arms.len() <= 6 && total <= MOST => Some(by_sums(total as usize, arms)),
        _ => None,
    }
}

/// Adds arm to arm and notes which sums of sizes can be reached.
fn by_sums(total: usize, arms: &[Constraint]) -> bool {
    let mut reached = vec![false; total + 1];
    reached[0] = true;
    for arm in arms {
        let sizes: Vec<usize> = (1..=total).filter(|n| arm.allows(*n as u64)).collect();
        let mut next = vec![false; total + 1];
        for from in (0..=total).filter(|sum| reached[*sum]) {
            for size in sizes.iter().take_while(|size| from + **size <= total) {
                next[from + size] = true;
            }
        }
        reached = next;
    }
    reached[total]
}

/// In how many ways `total` patients can be parted into so many arms with one in each at least: of 42 into two in 41.
pub fn ways(total: u64, arms: usize) -> u128 {
    (1..arms as u128).fold(1, |ways, i| ways * (u128::from(total) - i) / i)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::number::Number;

    fn arm(percent: &str) -> Constraint {
        Constraint {
            size: None,
            percent: Some(Printed::of(&Number::parse(percent).unwrap())),
        }
    }

    #[test]
    fn patients_are_parted_where_both_shares_are_possible() {
        assert_eq!(can_be_parted(40, &[arm("36.8"), arm("28.6")]), Some(true), "19 and 21");
        assert_eq!(can_be_parted(42, &[arm("19.0"), arm("33.0")]), Some(false));
        assert_eq!(can_be_parted(2_000, &[arm("19.0"), arm("33.0")]), Some(true));
        assert_eq!(can_be_parted(100_000, &[arm("19.0001"), arm("33.0001")]), None);
    }

    #[test]
    fn three_arms_are_parted_as_two_are() {
        let three = |total| can_be_parted(total, &[arm("33.3"), arm("50.0"), arm("0")]);
        assert_eq!(three(3 + 2 + 1), Some(true));
        assert_eq!(three(5), Some(false));
        let fixed = Constraint {
            size: Some(21),
            percent: None,
        };
        assert_eq!(can_be_parted(40, &[fixed, arm("36.8")]), Some(true));
        assert_eq!(can_be_parted(41, &[fixed, arm("36.8")]), Some(false));
    }

    #[test]
    fn ways_are_counted() {
        assert_eq!(ways(42, 2), 41);
        assert_eq!(ways(5, 3), 6);
        assert_eq!(ways(5, 1), 1);
    }
}
