//! Shares of patients: which are possible, and what two of them make of an effect.

use super::Comparison;
use super::rounding::Printed;
use crate::model::effect::{Arm, Measure, ResultKind, Results};
use crate::model::number::Number;

/// The share of patients with an event in one arm.
#[derive(Debug, Clone)]
pub struct Share {
    /// As a fraction.
    pub fraction: Printed,
    /// By the printed numbers as they stand.
    pub middle: f64,
    /// As a reader would write it down: `45.9%`, `81/200`.
    pub shown: String,
    /// Whether it comes from a survival curve.
    pub of_curve: bool,
}

impl Share {
    /// Of counts where there are any, for they are exact; else of the percentage. None where it was made of other values,
    /// or cannot be a share.
    pub fn of(results: &Results, arm: Option<&Arm>) -> Option<Self> {
        if results.derived.is_some() {
            return None;
        }
        let of_curve = results.kind == Some(ResultKind::KaplanMeier);
        let n = results.n.as_ref().or(arm.and_then(|arm| arm.size.as_ref()));
        if let (Some(events), Some(n), false) = (&results.events, n, of_curve) {
            let fraction = events.value() as f64 / n.value() as f64;
            return (fraction <= 1.0).then(|| Self {
                fraction: Printed::exactly(fraction),
                middle: fraction,
                shown: format!("{events}/{n}"),
                of_curve,
            });
        }
        let percent = results.percent.as_ref().filter(|percent| is_share(percent))?;
        Some(Self {
            fraction: Printed::of(percent).rising(|end| (end / 100.0).clamp(0.0, 1.0)),
            middle: percent.value() / 100.0,
            shown: format!("{percent}%"),
            of_curve,
        })
    }

    /// The two shares that an effect compares, in its order.
    pub fn compared(comparison: &Comparison<'_>) -> Option<[Self; 2]> {
        let compares = comparison.effect?.compares.as_ref()?;
        let share = |arm: &str| {
            let mut of_arm = comparison.results.iter().filter(|r| r.arm.as_str() == arm);
            let results = of_arm.next()?;
            // With two results for one arm it is not known which was compared.
            let share = Self::of(results, comparison.arm(arm))?;
            of_arm.next().is_none().then_some(share)
        };
        Some([share(compares[0].as_str())?, share(compares[1].as_str())?])
    }
}

/// An effect as two shares give it, with its arithmetic.
#[derive(Debug, Clone)]
pub struct Crude {
    /// As far as rounding of the shares leaves it open.
    pub effect: Printed,
    /// `45.9% ÷ 55.4% = 0.829`, of the numbers as they stand.
    pub working: String,
}

impl Crude {
    /// None where the measure does not come from shares, and where a share is nought or all: sources then add half a
    /// patient to each cell, or print something else.
    ///
    /// RR = a ÷ b, OR = a/(1 − a) ÷ b/(1 − b), RD = a − b (Altman, "Practical Statistics for Medical Research", 1991,
    /// chapter 10). HR = ln(1 − a) ÷ ln(1 − b) holds where hazards are proportional, as then the one share of survivors
    /// is a power of the other, and all patients were followed.
    pub fn of(measure: Measure, [a, b]: &[Share; 2]) -> Option<Self> {
        let inner = |share: &Share| share.fraction.low > 0.0 && share.fraction.high < 1.0;
        let made: fn(f64, f64) -> f64 = match measure {
            Measure::RD => |a, b| 100.0 * (a - b),
            Measure::RR if inner(a) && inner(b) => |a, b| a / b,
            Measure::OR if inner(a) && inner(b) => |a, b| a / (1.0 - a) / (b / (1.0 - b)),
            Measure::HR if inner(a) && inner(b) => |a, b| (1.0 - a).ln() / (1.0 - b).ln(),
            _ => return None,
        };
        let (x, y) = (&a.shown, &b.shown);
        let working = match measure {
            Measure::RD => format!("{x} − {y}"),
            Measure::OR => format!("{x} ÷ (1 − {x}) ÷ [{y} ÷ (1 − {y})]"),
            Measure::HR => format!("ln(1 − {x}) ÷ ln(1 − {y})"),
            _ => format!("{x} ÷ {y}"),
        };
        let unit = if measure == Measure::RD {
            " percentage points"
        } else {
            ""
        };
        let middle = super::rounding::noted(made(a.middle, b.middle));
        Some(Self {
            effect: a.fraction.against(b.fraction, made),
            working: format!("{working} = {middle}{unit}"),
        })
    }
}

/// Whether a number can be a share in percent.
pub fn is_share(percent: &Number) -> bool {
    (0.0..=100.0).contains(&percent.value())
}

/// Whether some whole number of `n` patients makes this percentage, by the granularity of shares (the GRIM test: Brown &
/// Heathers, "The GRIM Test", Social Psychological and Personality Science 2017;8:363).
pub fn is_possible(percent: Printed, n: u64) -> bool {
    let n = n as f64;
    // The first number of patients that is not below the percentage, but for a hair.
    let patients = (percent.low.max(0.0) * n / 100.0 - 1e-9).ceil();
    patients <= n && patients * 100.0 / n <= percent.high + 1e-9
}

/// From how many patients on every percentage of so many decimals is possible.
pub fn always_possible_from(percent: Printed) -> f64 {
    100.0 / (percent.high - percent.low)
}

/// The shares of whole patients next to a percentage, in words.
pub fn neighbours(percent: &Number, n: u64) -> String {
    let below = (percent.value() * n as f64 / 100.0).floor() as u64;
    let decimals = percent.decimals().max(1);
    let share = |patients: u64| {
        let share = 100.0 * patients as f64 / n as f64;
        format!("{patients} of {n} is {share:.decimals$}%")
    };
    match below >= n {
        true => share(n),
        false => format!("{}, {}", share(below), share(below + 1)),
    }
}

/// What would explain a percentage that `n` patients do not make, in words: the next smaller number of patients that does.
/// None where trying them all would take long.
pub fn explanation(percent: &Number, n: u64) -> Option<String> {
    if n > 20_000 {
        return None;
    }
    let printed = Printed::of(percent);
    // That more than half of the patients were left out is no explanation.
    let fewer = (n / 2..n)
        .rev()
        .find(|fewer| *fewer > 0 && is_possible(printed, *fewer));
    Some(match fewer {
        Some(fewer) => {
            let patients = (percent.value() * fewer as f64 / 100.0).round();
            format!("of fewer patients it could be {patients} of {fewer}")
        }
        None => "nor does any smaller number of patients make it, down to half of them".to_owned(),
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scalar::Scalar;

    fn possible(percent: &str, n: u64) -> bool {
        is_possible(Printed::of(&Number::parse(percent).unwrap()), n)
    }

    #[test]
    fn whole_patients_make_shares() {
        assert!(possible("41.2", 17), "7 of 17");
        assert!(!possible("43.8", 17));
        assert!(possible("0", 17) && possible("100", 17));
        assert!(!possible("99", 17));
        assert!(possible("12", 8) && possible("13", 8), "12.5 is rounded either way");
        assert!(possible("33.3", 3) && !possible("33.4", 3));
    }

    #[test]
    fn some_number_of_patients_is_enough_for_any() {
        for tenths in 0..=1000u32 {
            assert!(possible(&format!("{}.{}", tenths / 10, tenths % 10), 1000), "{tenths}");
        }
    }
}
