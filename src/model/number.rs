//! Numbers, counts and P values as printed.

use std::fmt;

use ecow::EcoString;

use super::scalar::{Scalar, ScalarError, Spelt, scalar_serde};

/// A number as printed: its value for arithmetic, its spelling for readers. `0.80` stays `0.80`.
#[derive(Debug, Clone, PartialEq)]
pub struct Number {
    spelling: EcoString,
    value: f64,
}

impl Number {
    pub fn value(&self) -> f64 {
        self.value
    }

    /// Digits after the decimal point, which say how the source rounded.
    pub fn decimals(&self) -> usize {
        self.spelling.split_once('.').map_or(0, |(_, d)| d.len())
    }

    pub fn as_str(&self) -> &str {
        &self.spelling
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.spelling)
    }
}

impl Scalar for Number {
    const NAME: &'static str = "number";
    const WANTED: &'static str = "a number such as `0.74`, without quotation marks";
    const SPELT: Spelt = Spelt::Number;
    const EXAMPLE: &'static str = "0.74";

    fn parse(text: &str) -> Result<Self, ScalarError> {
        let plain = text.trim_start_matches(['+', '-']);
        let digits = plain
            .chars()
            .all(|c| c.is_ascii_digit() || c == '.')
            .then(|| text.parse::<f64>().ok().filter(|value| value.is_finite()))
            .flatten();
        match digits {
            Some(value) => Ok(Self {
                spelling: text.trim_start_matches('+').into(),
                value,
            }),
            None => Err(ScalarError::new(format!("`{text}` is not a plain decimal number"))
                .help("write the digits as the source prints them, without exponents or words")),
        }
    }
}

/// A whole number of people, events or centres.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Count(u64);

impl Count {
    pub fn value(&self) -> u64 {
        self.0
    }
}

impl fmt::Display for Count {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0)
    }
}

impl Scalar for Count {
    const NAME: &'static str = "count";
    const WANTED: &'static str = "a whole number such as `360`, without quotation marks";
    const SPELT: Spelt = Spelt::Number;
    const EXAMPLE: &'static str = "360";

    fn parse(text: &str) -> Result<Self, ScalarError> {
        text.parse().map(Self).map_err(|_| {
            ScalarError::new(format!("`{text}` is not a whole number of zero or more"))
                .help("write plain digits, such as `360`")
        })
    }
}

/// A P value: a number (`0.04`) or a bound (`"< 0.001"`). Between 0 and 1.
#[derive(Debug, Clone, PartialEq)]
pub struct PValue {
    pub comparator: Option<&'static str>,
    pub value: Number,
}

impl fmt::Display for PValue {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", self.comparator.unwrap_or("="), self.value)
    }
}

impl Scalar for PValue {
    const NAME: &'static str = "p-value";
    const WANTED: &'static str = "a P value such as `0.04` or `\"< 0.001\"`";
    const SPELT: Spelt = Spelt::TextOrNumber;
    const PATTERN: &'static str = r"^\s*[<>]?\s*[+-]*[0-9.]+\s*$";
    const EXAMPLE: &'static str = "0.04";

    fn parse(text: &str) -> Result<Self, ScalarError> {
        let (comparator, digits) = match text.trim_start().chars().next() {
            Some('<') => (Some("<"), text.trim_start()[1..].trim()),
            Some('>') => (Some(">"), text.trim_start()[1..].trim()),
            _ => (None, text.trim()),
        };
        let value = Number::parse(digits)?;
        if !(0.0..=1.0).contains(&value.value()) {
            return Err(
                ScalarError::new(format!("a P value lies between 0 and 1, not at {value}"))
                    .help("write it as the source prints it: `0.04`, or `\"< 0.001\"`"),
            );
        }
        Ok(Self { comparator, value })
    }
}

scalar_serde!(Number, Count, PValue);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keeps_the_spelling() {
        assert_eq!(Number::parse("0.80").unwrap().to_string(), "0.80");
        assert_eq!(Number::parse("0.80").unwrap().decimals(), 2);
        assert!(Number::parse("nan").is_err());
        assert!(Number::parse("1e3").is_err());
    }

    #[test]
    fn p_values_are_numbers_or_bounds() {
        assert_eq!(PValue::parse("< 0.001").unwrap().to_string(), "<0.001");
        assert_eq!(PValue::parse("0.04").unwrap().to_string(), "=0.04");
        assert!(PValue::parse("1.2").is_err());
    }
}
