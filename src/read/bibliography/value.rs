//! The value of a field as the file has it, with its `@string` abbreviations resolved.

use std::collections::BTreeMap;
use std::ops::Range;

use biblatex::{RawChunk, Spanned};

use super::date::MONTHS;

/// A value that grows longer than this through its abbreviations is refused; they can be made to double at each step.
const MAX_LENGTH: usize = 100_000;

/// The `@string` abbreviations of a file, by their names in lower case.
#[derive(Debug, Default, Clone)]
pub(super) struct Strings(BTreeMap<String, String>);

impl Strings {
    pub(super) fn define(&mut self, name: &str, text: String) {
        self.0.insert(name.to_lowercase(), text);
    }

    pub(super) fn names(&self) -> impl Iterator<Item = &str> {
        self.0.keys().map(String::as_str)
    }

    fn get(&self, name: &str) -> Option<&str> {
        let name = name.to_lowercase();
        let month = || MONTHS.into_iter().find(|month| month[..3].eq_ignore_ascii_case(&name));
        self.0.get(&name).map(String::as_str).or_else(month)
    }
}

/// Why a value cannot be read, with the place in the entry.
#[derive(Debug, PartialEq)]
pub(super) enum ValueError {
    UnknownString(String, Range<usize>),
    TooLong(Range<usize>),
    Tex(&'static str, Range<usize>),
}

/// A value as TeX source, with its abbreviations resolved.
pub(super) fn source(value: &Spanned<Vec<Spanned<RawChunk<'_>>>>, strings: &Strings) -> Result<String, ValueError> {
    let mut source = String::new();
    for chunk in &value.v {
        source.push_str(match chunk.v {
            RawChunk::Normal(text) => text,
            RawChunk::Abbreviation(name) => strings
                .get(name)
                .ok_or_else(|| ValueError::UnknownString(name.to_owned(), chunk.span.clone()))?,
        });
        if source.len() > MAX_LENGTH && value.v.len() > 1 {
            return Err(ValueError::TooLong(value.span.clone()));
        }
    }
    Ok(source)
}

#[cfg(test)]
mod tests {
    use super::*;
    use biblatex::RawBibliography;

    #[test]
    fn strings() {
        let mut strings = Strings::default();
        strings.define("J", "Journal".to_owned());
        let read = |text: &str| {
            let raw = RawBibliography::parse(text).expect("it can be parsed");
            source(&raw.entries[0].v.fields[0].value, &strings)
        };
        assert_eq!(
            read("@misc{a, t = j # { of } # jan}").as_deref(),
            Ok("Journal of January")
        );
        assert_eq!(
            read("@misc{a, t = {x} # jj}"),
            Err(ValueError::UnknownString("jj".to_owned(), 19..21))
        );
        let mut doubling = Strings::default();
        doubling.define("a", "x".repeat(MAX_LENGTH));
        let raw = RawBibliography::parse("@misc{a, t = a # a}").expect("it can be parsed");
        assert!(matches!(
            source(&raw.entries[0].v.fields[0].value, &doubling),
            Err(ValueError::TooLong(_))
        ));
    }
}
