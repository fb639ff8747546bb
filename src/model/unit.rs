//! Units as clinicians write them, read as UCUM.

use std::fmt;

use super::scalar::{Scalar, ScalarError, scalar_serde};

/// A unit: the UCUM code for machines and the usual form for readers.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Unit {
    ucum: String,
    shown: String,
}

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

    /// What a number in this unit is multiplied by to be in another one; none where UCUM knows no such factor.
    pub fn factor_to(&self, other: &Self) -> Option<f64> {
        if self.ucum == other.ucum {
            return Some(1.0);
        }
        let convert = |number| octofhir_ucum::convert(number, &self.ucum, &other.ucum).ok();
        // Degrees are no multiples of each other: their zeros differ.
        convert(0.0).filter(|zero| *zero == 0.0)?;
        convert(1.0)
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
}
