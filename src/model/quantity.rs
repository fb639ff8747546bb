//! Quantities as people write them: `"< 90 mmHg"`, `"6–8 mL/kg"`, `">= 30 min"`.

use std::fmt;

use super::number::Number;
use super::scalar::{Scalar, ScalarError, Spelt, scalar_serde};
use super::unit::Unit;

/// How a value is bounded.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Comparator {
    Less,
    AtMost,
    More,
    AtLeast,
    About,
}

impl Comparator {
    /// The sign that readers see.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Less => "<",
            Self::AtMost => "≤",
            Self::More => ">",
            Self::AtLeast => "≥",
            Self::About => "≈",
        }
    }

    /// Takes a comparator off the front of `text`.
    fn strip(text: &str) -> (Option<Self>, &str) {
        const SPELLINGS: [(&str, Comparator); 8] = [
            ("<=", Comparator::AtMost),
            (">=", Comparator::AtLeast),
            ("≤", Comparator::AtMost),
            ("≥", Comparator::AtLeast),
            ("<", Comparator::Less),
            (">", Comparator::More),
            ("~", Comparator::About),
            ("≈", Comparator::About),
        ];
        SPELLINGS
            .iter()
            .find_map(|(sign, comparator)| Some((Some(*comparator), text.strip_prefix(sign)?)))
            .unwrap_or((None, text))
    }
}

/// One number, or a range with both ends included.
#[derive(Debug, Clone, PartialEq)]
pub enum Magnitude {
    One(Number),
    Range(Number, Number),
}

/// A comparator, a number or range, and a unit.
#[derive(Debug, Clone, PartialEq)]
pub struct Quantity {
    pub comparator: Option<Comparator>,
    pub magnitude: Magnitude,
    /// Absent for a plain number.
    pub unit: Option<Unit>,
}

impl fmt::Display for Quantity {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        if let Some(comparator) = self.comparator {
            write!(f, "{}\u{202f}", comparator.sign())?;
        }
        match &self.magnitude {
            Magnitude::One(number) => write!(f, "{number}")?,
            Magnitude::Range(low, high) => write!(f, "{low}–{high}")?,
        }
        let plural = !matches!(&self.magnitude, Magnitude::One(n) if n.as_str() == "1");
        match &self.unit {
            Some(unit) if unit.is_percent() => write!(f, "{unit}"),
            Some(unit) => match unit.time_word(plural) {
                Some(word) => write!(f, "\u{a0}{word}"),
                None => write!(f, "\u{a0}{unit}"),
            },
            None => Ok(()),
        }
    }
}

impl Scalar for Quantity {
    const NAME: &'static str = "quantity";
    const WANTED: &'static str = "a quantity such as `\"< 90 mmHg\"`, `\"6–8 mL/kg\"` or `\"40 %\"`";
    const SPELT: Spelt = Spelt::TextOrNumber;
    const PATTERN: &'static str = r"^\s*(<=|>=|[<>≤≥~≈])?\s*-?[0-9.]*[0-9]";
    const EXAMPLE: &'static str = "\"< 90 mmHg\"";

    fn parse(text: &str) -> Result<Self, ScalarError> {
        if text.trim().is_empty() {
            return Err(ScalarError::new("the value is empty").help("write it, or leave the field out"));
        }
        let (comparator, rest) = Comparator::strip(text.trim());
        let rest = rest.trim_start();
        let offset = text.len() - text.trim_end().len();
        let start = text.len() - offset - rest.len();

        let (first, after) = take_number(rest).ok_or_else(|| {
            ScalarError::new(format!("`{text}` has no number where one should stand"))
                .at(start..text.len())
                .help("write a comparator if there is one, then a number or a range, then the unit: `\"< 90 mmHg\"`")
        })?;
        let low = Number::parse(first)?;
        let dash = after.trim_start();
        let (magnitude, after) = match dash.strip_prefix(['–', '-']) {
            Some(tail) => {
                let (second, after) = take_number(tail.trim_start()).ok_or_else(|| {
                    ScalarError::new(format!("the range in `{text}` has no upper end"))
                        .help("write both ends, as in `\"6–8 mL/kg\"`, or a bound, as in `\"> 6 mL/kg\"`")
                })?;
                (Magnitude::Range(low, Number::parse(second)?), after)
            }
            None => (Magnitude::One(low), after),
        };
        if comparator.is_some_and(|c| c != Comparator::About) && matches!(magnitude, Magnitude::Range(..)) {
            return Err(ScalarError::new(format!("`{text}` has both a comparator and a range"))
                .help("keep the one that the source prints"));
        }
        let written = after.trim();
        let unit = (!written.is_empty())
            .then(|| {
                let at = text.trim_end().len() - written.len();
                Unit::parse(written).map_err(|e| e.at(at..at + written.len()))
            })
            .transpose()?;
        Ok(Self {
            comparator,
            magnitude,
            unit,
        })
    }
}

/// Splits a leading decimal number off `text`.
fn take_number(text: &str) -> Option<(&str, &str)> {
    let sign = usize::from(text.starts_with('-'));
    let end = text[sign..]
        .find(|c: char| !c.is_ascii_digit() && c != '.')
        .map_or(text.len(), |i| i + sign);
    // A point that no digit follows ends a sentence, not a number.
    let digits = text[..end].trim_end_matches('.');
    digits
        .ends_with(|c: char| c.is_ascii_digit())
        .then(|| (digits, &text[digits.len()..]))
}

/// A length of time with its comparator: `"> 30 min"`, `"180 d"`.
#[derive(Debug, Clone, PartialEq)]
pub struct Duration(pub Quantity);

impl Duration {
    /// Time in days, by the calendar units of UCUM (a month is 30.4375 days, a year 365.25); the lower end of a range.
    pub fn days(&self) -> f64 {
        let number = match &self.0.magnitude {
            Magnitude::One(n) | Magnitude::Range(n, _) => n.value(),
        };
        number * self.0.unit.as_ref().and_then(Unit::in_days).unwrap_or(1.0)
    }
}

impl fmt::Display for Duration {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.fmt(f)
    }
}

impl Scalar for Duration {
    const NAME: &'static str = "duration";
    const WANTED: &'static str = "a length of time such as `\"180 d\"` or `\"> 30 min\"`";
    const PATTERN: &'static str = r"^\s*(<=|>=|[<>≤≥~≈])?\s*-?[0-9.]*[0-9].*(s|min|h|hr|d|wk|mo|a|y|years)\s*$";
    const EXAMPLE: &'static str = "\"30 d\"";

    fn parse(text: &str) -> Result<Self, ScalarError> {
        let quantity = Quantity::parse(text)?;
        if quantity.unit.as_ref().and_then(Unit::in_days).is_none() {
            return Err(ScalarError::new(format!("`{text}` is not a length of time"))
                .help("use one of the units s, min, h, d, wk, mo and a (a year)"));
        }
        Ok(Self(quantity))
    }
}

scalar_serde!(Quantity, Duration);

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(text: &str) -> String {
        Quantity::parse(text)
            .unwrap()
            .to_string()
            .replace('\u{a0}', " ")
            .replace('\u{202f}', "")
    }

    #[test]
    fn reads_what_people_write() {
        assert_eq!(shown("< 90 mmHg"), "<90 mm Hg");
        assert_eq!(shown(">= 0.15 µg/kg/min"), "≥0.15 µg/kg/min");
        assert_eq!(shown("6–8 mL/kg"), "6–8 mL/kg");
        assert_eq!(shown("6-8 mL/kg"), "6–8 mL/kg");
        assert_eq!(shown("40 %"), "40%");
        assert_eq!(shown("8974 {patients}"), "8974 patients");
        assert_eq!(shown("2"), "2");
    }

    #[test]
    fn says_what_is_wrong() {
        assert_eq!(
            Quantity::parse("< mmHg").unwrap_err().message,
            "`< mmHg` has no number where one should stand"
        );
        assert!(Quantity::parse("90 mmhq").is_err());
        assert!(Quantity::parse("< 6–8 mL").is_err());
        assert!(Duration::parse("30 mL").is_err());
    }

    #[test]
    fn durations_read_as_words() {
        let shown = |t| {
            Duration::parse(t)
                .unwrap()
                .to_string()
                .replace(['\u{a0}', '\u{202f}'], " ")
        };
        assert_eq!(shown("180 d"), "180 days");
        assert_eq!(shown("1 a"), "1 year");
        assert_eq!(shown("> 30 min"), "> 30 minutes");
    }
}
