//! What printed digits leave open. A number that is printed as 0.74 was something from 0.735 to 0.745.

use crate::model::number::{Number, PValue};

/// Numbers that have been through arithmetic may be off by a hair, and a finding must never hang on that.
const HAIR: f64 = 1e-9;

/// The numbers that a printed one may have been, or that were worked out of such: both ends included, for sources round
/// halves up or to the even digit.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Printed {
    pub low: f64,
    pub high: f64,
}

impl Printed {
    /// Half a unit of the last printed digit to both sides.
    pub fn of(number: &Number) -> Self {
        let half = 0.5 * 10f64.powi(-(number.decimals() as i32));
        Self {
            low: number.value() - half,
            high: number.value() + half,
        }
    }

    pub fn exactly(value: f64) -> Self {
        Self {
            low: value,
            high: value,
        }
    }

    /// What a P value says: a number goes by its digits, a bound reaches to 0 or 1.
    pub fn of_p(p: &PValue) -> Self {
        let Self { low, high } = Self::of(&p.value);
        let (low, high) = match p.comparator {
            Some("<") => (0.0, p.value.value()),
            Some(">") => (p.value.value(), 1.0),
            _ => (low, high),
        };
        Self {
            low: low.max(0.0),
            high: high.min(1.0),
        }
    }

    /// How far apart the two are; nothing where some number is in both.
    pub fn gap(self, other: Self) -> f64 {
        let gap = (self.low - other.high).max(other.low - self.high);
        let size = [self.low, self.high, other.low, other.high]
            .into_iter()
            .filter(|end| end.is_finite())
            .fold(1.0, |size: f64, end| size.max(end.abs()));
        if gap > HAIR * size { gap } else { 0.0 }
    }

    /// Whether some number is in both.
    pub fn meets(self, other: Self) -> bool {
        self.gap(other) == 0.0
    }

    /// Whether it was the smaller one. Two numbers printed to the same decimals stay in order when they are rounded, so
    /// that ranges which touch are in order too.
    pub fn is_below(self, other: Self) -> bool {
        self.low < other.low && self.high <= other.low + HAIR * self.high.abs().max(1.0)
    }

    /// What a rising function makes of it.
    pub fn rising(self, f: impl Fn(f64) -> f64) -> Self {
        Self {
            low: f(self.low),
            high: f(self.high),
        }
    }

    /// What a function of two makes of it that rises in the first and falls in the second.
    pub fn against(self, other: Self, f: impl Fn(f64, f64) -> f64) -> Self {
        Self {
            low: f(self.low, other.high),
            high: f(self.high, other.low),
        }
    }

    /// As far as it is not below `least`.
    pub fn at_least(self, least: f64) -> Self {
        self.rising(|end| end.max(least))
    }

    /// Its size without the sign.
    pub fn size(self) -> Self {
        let (a, b) = (self.low.abs(), self.high.abs());
        let crosses = self.low <= 0.0 && self.high >= 0.0;
        Self {
            low: if crosses { 0.0 } else { a.min(b) },
            high: a.max(b),
        }
    }
}

/// A number of a calculation as a person would note it: three digits that count.
pub fn noted(value: f64) -> String {
    if value == 0.0 || !value.is_finite() {
        return format!("{value}");
    }
    let digits = 2 - value.abs().log10().floor() as i32;
    format!("{value:.*}", digits.clamp(0, 6) as usize)
}

/// A P value as papers print it.
pub fn noted_p(p: f64) -> String {
    match p {
        p if p < 0.0001 => "under 0.0001".to_owned(),
        p if p < 0.001 => format!("{p:.4}"),
        p if p < 0.1 => format!("{p:.3}"),
        p => format!("{p:.2}"),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::scalar::Scalar;

    fn printed(text: &str) -> Printed {
        Printed::of(&Number::parse(text).unwrap())
    }

    #[test]
    fn digits_say_what_is_open() {
        assert!(printed("0.74").meets(Printed::exactly(0.745)));
        assert!(!printed("0.740").meets(Printed::exactly(0.741)));
        assert!(printed("7").meets(printed("7.5")));
        assert!(printed("0.50").meets(printed("0.51")), "both may have been 0.505");
        assert!(printed("0.50").is_below(printed("0.51")), "of two numbers in order");
        assert!(!printed("0.6").is_below(printed("0.61")), "0.6 may have been 0.64");
        assert!(!printed("0.50").is_below(printed("0.50")));
    }

    #[test]
    fn p_values_reach_as_far_as_they_say() {
        let p = |text| Printed::of_p(&PValue::parse(text).unwrap());
        assert_eq!(p("< 0.001"), Printed { low: 0.0, high: 0.001 });
        assert_eq!(p("> 0.9"), Printed { low: 0.9, high: 1.0 });
        assert!(p("0.04").meets(Printed::exactly(0.0449)));
        assert_eq!(p("0.000").low, 0.0);
    }

    #[test]
    fn three_digits_count() {
        assert_eq!(noted(0.1504), "0.150");
        assert_eq!(noted(41.176), "41.2");
        assert_eq!(noted(-2.0099), "-2.01");
        assert_eq!(noted(1234.5), "1234");
        assert_eq!(noted_p(0.0449), "0.045");
    }
}
