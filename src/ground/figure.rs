//! What a paper prints around a number: its comparator and its unit, as signs or in words.

use super::paper::Paper;
use super::text::TokenKind;
use crate::model::quantity::Comparator;

impl Paper {
    /// The comparator that the paper prints with the number at `at`, as a sign or in words.
    pub fn comparator(&self, at: usize) -> Option<Comparator> {
        let word = |back: usize| at.checked_sub(back).map(|i| &self.tokens[i]);
        if let Some(sign) = word(1).filter(|t| t.kind == TokenKind::Comparator) {
            return match sign.text.as_str() {
                "<" => Some(Comparator::Less),
                ">" => Some(Comparator::More),
                "≤" => Some(Comparator::AtMost),
                "≥" => Some(Comparator::AtLeast),
                "~" => Some(Comparator::About),
                _ => None,
            };
        }
        let before = |n: usize| -> String {
            let from = at.saturating_sub(n);
            let words: Vec<&str> = self.tokens[from..at].iter().map(|t| t.text.as_str()).collect();
            words.join(" ")
        };
        let phrase = PHRASES.iter().find(|(phrase, _)| {
            let n = phrase.split(' ').count();
            before(n) == *phrase
        });
        if let Some((_, comparator)) = phrase {
            return Some(*comparator);
        }
        // "90 mm Hg or higher": behind the number and its unit.
        let after: Vec<&str> = self.tokens[at + 1..].iter().take(6).map(|t| t.text.as_str()).collect();
        let or = after.iter().position(|w| *w == "or")?;
        match after.get(or + 1) {
            Some(&("higher" | "more" | "greater" | "longer")) => Some(Comparator::AtLeast),
            Some(&("lower" | "less" | "fewer")) => Some(Comparator::AtMost),
            _ => None,
        }
    }

    /// Whether the number at `at` only counts tables, figures or references.
    pub fn is_label(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.tokens[before].text.as_str());
        before.is_some_and(|word| ["table", "figure", "fig", "panel", "reference"].contains(&word))
    }

    /// The UCUM code of the unit that the paper prints behind the number at `at`.
    pub fn unit(&self, at: usize) -> Option<&'static str> {
        // "50 to 60%": the unit of a range stands behind its upper end.
        let mut from = at + 1;
        let joined = self.tokens.get(from).is_some_and(|t| t.text == "-" || t.text == "to");
        if joined && self.tokens.get(from + 1).is_some_and(|t| t.kind == TokenKind::Number) {
            from += 2;
        } else if self.tokens.get(from).is_some_and(|t| t.text == "-") {
            from += 1;
        }
        let after: Vec<&str> = self.tokens[from.min(self.tokens.len())..]
            .iter()
            .take(9)
            .map(|t| t.text.as_str())
            .collect();
        let behind = UNITS.iter().find(|(written, _)| {
            let written: Vec<&str> = written.split(' ').collect();
            after.starts_with(&written)
        });
        // "on day 30"
        let before = at.checked_sub(1).map(|before| self.tokens[before].text.as_str());
        let before = || {
            UNITS
                .iter()
                .find(|(written, ucum)| before == Some(written) && ["h", "d", "wk", "mo", "a"].contains(ucum))
        };
        behind.or_else(before).map(|(_, ucum)| *ucum)
    }
}

/// Comparators in words.
const PHRASES: [(&str, Comparator); 16] = [
    ("less than", Comparator::Less),
    ("lower than", Comparator::Less),
    ("fewer than", Comparator::Less),
    ("below", Comparator::Less),
    ("under", Comparator::Less),
    ("more than", Comparator::More),
    ("greater than", Comparator::More),
    ("higher than", Comparator::More),
    ("over", Comparator::More),
    ("above", Comparator::More),
    ("at least", Comparator::AtLeast),
    ("up to", Comparator::AtMost),
    ("at most", Comparator::AtMost),
    ("approximately", Comparator::About),
    ("about", Comparator::About),
    ("roughly", Comparator::About),
];

/// Whether a unit is looked for behind figures: of others nothing is known of how papers write them.
pub fn is_read(ucum: &str) -> bool {
    UNITS.iter().any(|(_, known)| *known == ucum)
}

/// Units as papers write them, in the spelling of tokens; a unit stands before those that it begins with.
const UNITS: [(&str, &str); 62] = [
    ("litres per minute per square meter", "L/min/m2"),
    ("l / min / m2", "L/min/m2"),
    ("dynes per centimeter per second", "dyn/cm/s"),
    ("ug / kg / min", "ug/kg/min"),
    ("ug per kilogram per minute", "ug/kg/min"),
    ("litres per minute", "L/min"),
    ("l / min", "L/min"),
    ("mmol per litre", "mmol/L"),
    ("mmol / litre", "mmol/L"),
    ("mmol / l", "mmol/L"),
    ("umol / l", "umol/L"),
    ("meq / l", "meq/L"),
    ("mg / dl", "mg/dL"),
    ("g / dl", "g/dL"),
    ("g / l", "g/L"),
    ("ng / ml", "ng/mL"),
    ("pg / ml", "pg/mL"),
    ("ug / ml", "ug/mL"),
    ("u / l", "U/L"),
    ("ml per kilogram", "mL/kg"),
    ("ml / kg", "mL/kg"),
    ("mg per kilogram", "mg/kg"),
    ("mg / kg", "mg/kg"),
    ("ug / kg", "ug/kg"),
    ("ml / min", "mL/min"),
    ("ml / hr", "mL/h"),
    ("ml / h", "mL/h"),
    ("beats / min", "{beats}/min"),
    ("beats per minute", "{beats}/min"),
    ("breaths / min", "{breaths}/min"),
    ("breaths per minute", "{breaths}/min"),
    ("mm hg", "mm[Hg]"),
    ("mmhg", "mm[Hg]"),
    ("kpa", "kPa"),
    ("%", "%"),
    ("percent", "%"),
    ("per cent", "%"),
    ("seconds", "s"),
    ("minutes", "min"),
    ("minute", "min"),
    ("min", "min"),
    ("hours", "h"),
    ("hour", "h"),
    ("hrs", "h"),
    ("hr", "h"),
    ("h", "h"),
    ("days", "d"),
    ("day", "d"),
    ("weeks", "wk"),
    ("week", "wk"),
    ("months", "mo"),
    ("month", "mo"),
    ("years", "a"),
    ("year", "a"),
    ("kg", "kg"),
    ("mg", "mg"),
    ("ug", "ug"),
    ("ml", "mL"),
    ("cm", "cm"),
    ("mm", "mm"),
    ("litres", "L"),
    ("litre", "L"),
];
