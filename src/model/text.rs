//! Names, prose, dates and registry numbers.

use std::fmt;

use ecow::EcoString;

use super::scalar::{Scalar, ScalarError, Spelt, scalar_serde};
use crate::read::name::first_unseen;

/// What [`kebab`] allows, but for its length.
pub const ID_PATTERN: &str = "^[a-z0-9]+(-[a-z0-9]+)*$";

/// A string newtype whose grammar is `$check`, and which editors know by `$pattern`.
macro_rules! text_type {
    ($(#[$doc:meta])* $type:ident, $name:literal, $wanted:literal, $spelt:expr, $check:expr, $pattern:expr, $example:literal) => {
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub struct $type(EcoString);

        impl $type {
            pub fn as_str(&self) -> &str {
                &self.0
            }
        }

        impl fmt::Display for $type {
            fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
                f.write_str(&self.0)
            }
        }

        impl Scalar for $type {
            const NAME: &'static str = $name;
            const WANTED: &'static str = $wanted;
            const SPELT: Spelt = $spelt;
            const PATTERN: &'static str = $pattern;
            const EXAMPLE: &'static str = $example;

            fn parse(text: &str) -> Result<Self, ScalarError> {
                let check: fn(&str) -> Result<(), ScalarError> = $check;
                check(text)?;
                Ok(Self(text.into()))
            }
        }

        scalar_serde!($type);
    };
}

text_type! {
    /// A name or short plain text: one line, no mark-up.
    Text, "text", "a line of text in quotation marks", Spelt::Text, plain,
    r"^[^\n]*\S[^\n]*$", "\"…\""
}

text_type! {
    /// Prose in Markdown. It may link records and cite references.
    Markdown, "markdown", "text in quotation marks", Spelt::Text, prose,
    r"\S", "\"…\""
}

text_type! {
    /// The id of a record or of a part of one: lower-case ASCII kebab-case, at most 64 characters.
    Id, "id", "an id such as `\"death-30d\"`", Spelt::Text, kebab,
    ID_PATTERN, "\"sample-1\""
}

text_type! {
    /// A key path into the record, such as `outcomes.death-30d.effect`.
    FieldPath, "field-path", "a key path such as `\"outcomes.death-30d.effect\"`", Spelt::Text, plain,
    r"^[^\n]*\S[^\n]*$", "\"name\""
}

text_type! {
    /// The number of a study in a registry, such as `NCT00000000`.
    Registry, "registry", "a registry number such as `\"NCT00000000\"`", Spelt::Text, registry,
    r"^[A-Za-z0-9/.-]{6,}$", "\"NCT00000000\""
}

text_type! {
    /// The address of a site or a mailbox: `https://…` or `mailto:…`.
    Address, "address", "an address such as `\"https://example.org/\"` or `\"mailto:someone@example.org\"`", Spelt::Text, address,
    r"^(https?://|mailto:)\S*$", "\"https://example.org/\""
}

text_type! {
    /// A language as a BCP 47 tag: `en-GB`.
    Language, "language", "a language such as `\"en-GB\"`", Spelt::Text, language,
    r"^[A-Za-z]{2,8}(-[A-Za-z0-9]{1,8})*$", "\"en-GB\""
}

text_type! {
    /// A day, month or year, as exact as the source: `2024-02-01`, `2024-02` or `2024`.
    Date, "date", "a date such as `2024-02-01`, `\"2024-02\"` or `\"2024\"`", Spelt::Any, date,
    r"^[0-9]{4}(-[0-9]{2}(-[0-9]{2})?)?$", "2026-01-31"
}

impl Date {
    /// The last day that it may mean: of a month its last, of a year the last of December.
    pub fn last_day(&self) -> jiff::civil::Date {
        let mut parts = self.as_str().split('-').map(|part| part.parse::<i16>().unwrap_or(1));
        let year = parts.next().unwrap_or(1);
        let month = parts.next().map_or(12, |month| month as i8);
        // The grammar allows only dates that exist.
        let first = jiff::civil::Date::new(year, month, 1).unwrap_or(jiff::civil::Date::ZERO);
        match parts.next() {
            Some(day) => first.with().day(day as i8).build().unwrap_or(first),
            None => first.last_of_month(),
        }
    }
}

fn not_blank(text: &str) -> Result<(), ScalarError> {
    if text.trim().is_empty() {
        return Err(ScalarError::new("the text is empty").help("write it, or leave the field out"));
    }
    Ok(())
}

fn plain(text: &str) -> Result<(), ScalarError> {
    not_blank(text)?;
    match text.char_indices().find(|(_, c)| c.is_control()) {
        Some((at, c)) => Err(ScalarError::new("the text has a line break or control character")
            .at(at..at + c.len_utf8())
            .help("keep it on one line")),
        None => seen(text),
    }
}

fn prose(text: &str) -> Result<(), ScalarError> {
    not_blank(text)?;
    seen(text)
}

fn seen(text: &str) -> Result<(), ScalarError> {
    match first_unseen(text) {
        Some((at, c)) => {
            let error = ScalarError::new(format!(
                "the text has the character U+{:04X}, which cannot be seen",
                u32::from(c)
            ));
            Err(error
                .at(at..at + c.len_utf8())
                .help("take it out: the text may read otherwise than it is written"))
        }
        None => Ok(()),
    }
}

/// Whether `text` can be an id, and what is wrong if not.
pub fn kebab(text: &str) -> Result<(), ScalarError> {
    let well_formed = !text.is_empty()
        && text.len() <= 64
        && text
            .split('-')
            .all(|part| !part.is_empty() && part.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit()));
    if well_formed {
        return Ok(());
    }
    let suggestion = kebab_form(text);
    let error = ScalarError::new(format!(
        "`{text}` is not an id: use lower-case letters, digits and single hyphens, at most 64"
    ));
    Err(if suggestion.is_empty() {
        error.help("take a few plain letters or digits, such as `sample-2`")
    } else {
        error.help(format!("`{suggestion}` would do"))
    })
}

/// The id that is nearest to a text; empty where it has no letter or digit that an id may have.
pub fn kebab_form(text: &str) -> String {
    let mut id: String = text
        .to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|part| !part.is_empty())
        .collect::<Vec<_>>()
        .join("-");
    id.truncate(64);
    id.truncate(id.trim_end_matches('-').len());
    id
}

fn registry(text: &str) -> Result<(), ScalarError> {
    let well_formed = text.len() >= 6
        && text.bytes().any(|b| b.is_ascii_digit())
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || b"-/.".contains(&b));
    if !well_formed {
        return Err(ScalarError::new(format!("`{text}` is not a registry number"))
            .help("write it as the registry does, without spaces: `NCT00000000`"));
    }
    if let Some(digits) = text.strip_prefix("NCT")
        && (digits.len() != 8 || !digits.bytes().all(|b| b.is_ascii_digit()))
    {
        return Err(ScalarError::new(format!("`{text}` is not a ClinicalTrials.gov number"))
            .help("such a number is `NCT` and eight digits"));
    }
    Ok(())
}

fn address(text: &str) -> Result<(), ScalarError> {
    let known = ["https://", "http://", "mailto:"]
        .iter()
        .any(|scheme| text.starts_with(scheme));
    if known && !text.contains(|c: char| c.is_whitespace() || c.is_control()) {
        return Ok(());
    }
    Err(ScalarError::new(format!("`{text}` is not an address")).help("begin with `https://`, `http://` or `mailto:`"))
}

fn language(text: &str) -> Result<(), ScalarError> {
    let mut parts = text.split('-');
    let letters = |part: &str| (2..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphabetic());
    let known = |part: &str| (1..=8).contains(&part.len()) && part.bytes().all(|b| b.is_ascii_alphanumeric());
    if parts.next().is_some_and(letters) && parts.all(known) {
        return Ok(());
    }
    Err(ScalarError::new(format!("`{text}` is not a language tag")).help("write it as BCP 47 has it: `en-GB`, `de`"))
}

fn date(text: &str) -> Result<(), ScalarError> {
    let numbers: Option<Vec<u16>> = text
        .split('-')
        .enumerate()
        .map(|(i, part)| {
            let width = if i == 0 { 4 } else { 2 };
            (part.len() == width).then(|| part.parse().ok()).flatten()
        })
        .collect();
    let valid = match numbers.as_deref() {
        Some([_]) => true,
        Some([_, month]) => (1..=12).contains(month),
        Some([year, month, day]) => {
            let leap = (year % 4 == 0 && year % 100 != 0) || year % 400 == 0;
            let last = match month {
                2 if leap => 29,
                2 => 28,
                4 | 6 | 9 | 11 => 30,
                _ => 31,
            };
            (1..=12).contains(month) && (1..=last).contains(day)
        }
        _ => false,
    };
    if valid {
        return Ok(());
    }
    Err(ScalarError::new(format!("`{text}` is not a date"))
        .help("write a day `2024-02-01`, a month `\"2024-02\"` or a year `\"2024\"`"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn ids_are_kebab_case() {
        assert!(kebab("death-30d").is_ok());
        for bad in ["Death", "a--b", "-a", "a_b", "", "é"] {
            assert!(kebab(bad).is_err(), "{bad}");
        }
        assert_eq!(kebab("Death 30 d").unwrap_err().help.unwrap(), "`death-30-d` would do");
    }

    #[test]
    fn dates_may_be_partial_but_must_exist() {
        for good in ["2024", "2024-02", "2024-02-29"] {
            assert!(date(good).is_ok(), "{good}");
        }
        for bad in ["2023-02-29", "24-01-01", "2024-13", "2024-1-1", "May"] {
            assert!(date(bad).is_err(), "{bad}");
        }
    }

    #[test]
    fn a_partial_date_lasts_to_its_end() {
        let last = |text| Date::parse(text).unwrap().last_day().to_string();
        assert_eq!(last("2024"), "2024-12-31");
        assert_eq!(last("2024-02"), "2024-02-29");
        assert_eq!(last("2024-02-03"), "2024-02-03");
    }

    #[test]
    fn registry_numbers_have_their_digits() {
        assert!(registry("NCT00000001").is_ok());
        assert!(registry("NCT0000000").is_err());
        assert!(registry("ISRCTN12345").is_ok());
    }
}
