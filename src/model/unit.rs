//! Units as clinicians write them, read as UCUM.

use std::collections::HashMap;
use std::fmt;
use std::sync::{LazyLock, RwLock};

use super::scalar::{Scalar, ScalarError, scalar_serde};

/// A unit: the UCUM code for machines and the usual form for readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    ucum: String,
    shown: String,
}

/// How a number in one unit becomes a number in another: multiplied, then shifted where their zeros differ, as those of
/// temperatures do.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Conversion {
    pub factor: f64,
    pub offset: f64,
}

impl Conversion {
    pub const NONE: Self = Self {
        factor: 1.0,
        offset: 0.0,
    };

    pub fn by_factor(factor: f64) -> Self {
        Self { factor, ..Self::NONE }
    }

    /// UCUM's conversions are lines, but for a few logarithms, which no two points tell: these are refused.
    fn by_ucum(from: &str, to: &str) -> Option<Self> {
        let convert = |number| octofhir_ucum::convert(number, from, to).ok().filter(|n| n.is_finite());
        let (zero, one, ten) = (convert(0.0)?, convert(1.0)?, convert(10.0)?);
        let line = Self {
            factor: rounded(one - zero),
            offset: rounded(zero),
        };
        let is_line = (line.apply(10.0) - ten).abs() <= 1e-6 * ten.abs().max(1.0);
        is_line.then_some(line)
    }

    pub fn apply(self, number: f64) -> f64 {
        if self == Self::NONE {
            return number;
        }
        rounded(number * self.factor + self.offset)
    }
}

/// Without the last digits, in which binary fractions are not quite what they stand for: a bound and a value that are the
/// same in two units must be the same number.
fn rounded(number: f64) -> f64 {
    format!("{number:.11e}").parse().unwrap_or(number)
}

/// What UCUM said of pairs of units, by their codes.
type Conversions = HashMap<(String, String), Option<Conversion>>;

/// It is a function of the codes, so that nobody need know who asked first.
static CONVERSIONS: LazyLock<RwLock<Conversions>> = LazyLock::new(RwLock::default);

/// Written forms of single units that differ from their UCUM code. Everything else is written as UCUM writes it.
const WRITTEN: &[(&str, &str)] = &[
    ("mmHg", "mm[Hg]"),
    ("cmH2O", "cm[H2O]"),
    ("mcg", "ug"),
    ("hr", "h"),
    ("l", "L"),
    ("ml", "mL"),
    ("dyn", "dyn"),
    ("°C", "Cel"),
    ("IU", "[IU]"),
    ("years", "a"),
    ("y", "a"),
];

/// UCUM codes that readers see in another form.
const SHOWN: &[(&str, &str)] = &[
    ("mm[Hg]", "mm\u{a0}Hg"),
    ("cm[H2O]", "cm\u{a0}H₂O"),
    ("ug", "µg"),
    ("Cel", "°C"),
    ("[IU]", "IU"),
    ("m2", "m²"),
    ("cm2", "cm²"),
    ("cm3", "cm³"),
    ("cm5", "cm⁵"),
    ("cm-5", "cm⁻⁵"),
    ("m3", "m³"),
    ("10*9", "10⁹"),
    ("a", "y"),
];

/// Units of time: UCUM code, days, singular, plural.
const TIMES: &[(&str, f64, &str, &str)] = &[
    ("s", 1.0 / 86_400.0, "second", "seconds"),
    ("min", 1.0 / 1_440.0, "minute", "minutes"),
    ("h", 1.0 / 24.0, "hour", "hours"),
    ("d", 1.0, "day", "days"),
    ("wk", 7.0, "week", "weeks"),
    ("mo", 30.4375, "month", "months"),
    ("a", 365.25, "year", "years"),
];

impl Unit {
    /// The UCUM code.
    pub fn ucum(&self) -> &str {
        &self.ucum
    }

    pub fn is_percent(&self) -> bool {
        self.ucum == "%"
    }

    /// Days in one of this unit, for units of time.
    pub fn in_days(&self) -> Option<f64> {
        Some(self.time()?.1)
    }

    /// The unit of time in words.
    pub fn time_word(&self, plural: bool) -> Option<&'static str> {
        let (_, _, one, many) = self.time()?;
        Some(if plural { many } else { one })
    }

    /// How a number in this unit becomes one in another; none where UCUM knows no way.
    pub fn conversion_to(&self, other: &Self) -> Option<Conversion> {
        if self.ucum == other.ucum {
            return Some(Conversion::NONE);
        }
        // The same few pairs are asked for again and again, and UCUM reads both codes each time.
        let pair = (self.ucum.clone(), other.ucum.clone());
        let known = CONVERSIONS.read().ok().and_then(|known| known.get(&pair).copied());
        known.unwrap_or_else(|| {
            let conversion = Conversion::by_ucum(&self.ucum, &other.ucum);
            if let Ok(mut known) = CONVERSIONS.write() {
                known.insert(pair, conversion);
            }
            conversion
        })
    }

    /// Whether the unit is nothing but a word for what is counted: `{patients}`.
    pub fn is_word(&self) -> bool {
        self.ucum.starts_with('{') && self.ucum.ends_with('}') && !self.ucum.contains(['/', '.'])
    }

    /// The code without the words in braces, which mean nothing to UCUM: `{beats}/min` is `/min`.
    pub fn without_words(&self) -> String {
        let mut depth = 0_usize;
        let outside = self.ucum.chars().filter(|c| {
            match c {
                '{' => depth += 1,
                '}' => depth = depth.saturating_sub(1),
                _ => return depth == 0,
            }
            false
        });
        outside.collect()
    }

    fn time(&self) -> Option<&'static (&'static str, f64, &'static str, &'static str)> {
        TIMES.iter().find(|(code, ..)| *code == self.ucum)
    }
}

impl fmt::Display for Unit {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.shown)
    }
}

impl Scalar for Unit {
    const NAME: &'static str = "unit";
    const WANTED: &'static str = "a unit such as `\"mmHg\"` or `\"µg/kg/min\"`";
    const EXAMPLE: &'static str = "\"mmHg\"";

    fn parse(text: &str) -> Result<Self, ScalarError> {
        let ucum = map_terms(text.trim(), |term| {
            let term = term.replace(['µ', 'μ'], "u").replace('²', "2").replace('³', "3");
            WRITTEN
                .iter()
                .find(|(written, _)| *written == term)
                .map_or(term, |(_, code)| (*code).to_owned())
        });
        octofhir_ucum::validate(&ucum).map_err(|_| {
            ScalarError::new(format!("`{}` is not a unit", text.trim())).help(
                "write units as UCUM does (`mmHg` and `µg` are understood): `mmol/L`, `L/min/m2`, `%`; \
                 what is counted stands in braces: `{patients}`",
            )
        })?;
        let shown = map_terms(&ucum, |term| {
            let bare = term.trim_start_matches('{').trim_end_matches('}');
            SHOWN
                .iter()
                .find(|(code, _)| *code == term)
                .map_or(bare.to_owned(), |(_, shown)| (*shown).to_owned())
        });
        Ok(Self {
            ucum,
            shown: shown.replace('.', "·"),
        })
    }
}

/// Applies `f` to each single unit of a compound one, keeping what joins them. Braces hold free words.
fn map_terms(unit: &str, f: impl Fn(&str) -> String) -> String {
    let mut out = String::new();
    let mut term = String::new();
    let mut braces = 0_usize;
    for c in unit.chars() {
        match c {
            '{' => braces += 1,
            '}' => braces = braces.saturating_sub(1),
            _ => {}
        }
        if braces == 0 && matches!(c, '/' | '.' | '·') {
            if !term.is_empty() {
                out.push_str(&f(&term));
                term.clear();
            }
            out.push(if c == '·' { '.' } else { c });
        } else {
            term.push(c);
        }
    }
    if !term.is_empty() {
        out.push_str(&f(&term));
    }
    out
}

scalar_serde!(Unit);

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn written_units_become_ucum_and_read_well() {
        let unit = |t| Unit::parse(t).unwrap();
        assert_eq!(unit("mmHg").ucum(), "mm[Hg]");
        assert_eq!(unit("µg/kg/min").ucum(), "ug/kg/min");
        assert_eq!(unit("L/min/m2").to_string(), "L/min/m²");
        assert_eq!(unit("dyn.s/cm5.m2").to_string(), "dyn·s/cm⁵·m²");
        assert_eq!(unit("{beats}/min").to_string(), "beats/min");
        assert_eq!(unit("h").time_word(true), Some("hours"));
    }

    #[test]
    fn units_of_one_dimension_are_converted() {
        let unit = |t: &str| Unit::parse(t).unwrap();
        let converted = |number, from: &str, to: &str| Some(unit(from).conversion_to(&unit(to))?.apply(number));
        assert_eq!(converted(1.5, "L", "mL"), Some(1500.0));
        assert_eq!(converted(12.0, "kPa", "mmHg").map(f64::round), Some(90.0));
        assert_eq!(converted(37.0, "°C", "[degF]"), Some(98.6));
        assert_eq!(converted(104.0, "[degF]", "°C"), Some(40.0));
        assert_eq!(converted(60.0, "{beats}/min", "/min"), Some(60.0));
        assert_eq!(converted(1.0, "mg/dL", "mmol/L"), None);
        assert_eq!(converted(7.0, "[pH]", "mol/L"), None);
    }
}
