//! One entry of the file: its form, and its fields as text.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;

use biblatex::{Chunks, RawBibliography, RawEntry};

use super::Field;
use super::date::{canonical_date, day, is_year, month};
use super::faults::Filed;
use super::known::{self, is_citation_key, is_key_char};
use super::tex;
use super::value::{self, Strings};
use crate::diagnostic::{Diagnostic, FileId, Span, nearest};

/// The file that is being read, and what has been found wrong with it.
pub(super) struct Source<'t> {
    pub(super) file: FileId,
    pub(super) text: &'t str,
    pub(super) strings: Cow<'t, Strings>,
    pub(super) found: Vec<Diagnostic>,
}

/// An entry whose fields have been read, before it takes over what it inherits.
#[derive(Debug, Clone)]
pub(super) struct Draft {
    pub(super) key: String,
    pub(super) key_span: Range<usize>,
    /// In lower case.
    pub(super) kind: String,
    /// Every field that is not empty, for people.
    pub(super) fields: BTreeMap<String, Field>,
    /// The same for the parser of types, without what is not of its field's type.
    pub(super) tex: BTreeMap<String, Chunks>,
    /// Fields that are there but cannot be read, which has been said of them.
    pub(super) broken: BTreeSet<String>,
}

impl Source<'_> {
    /// Takes in the abbreviations of an `@string`.
    pub(super) fn define_strings(&mut self, bytes: &Range<usize>) {
        let raw = match RawBibliography::parse(&self.text[bytes.clone()]) {
            Ok(raw) => raw,
            Err(error) => return self.syntax_fault(bytes.start, &error),
        };
        for pair in raw.abbreviations {
            match value::source(&pair.value, &self.strings) {
                Ok(text) => self.strings.to_mut().define(pair.key.v, text),
                Err(error) => self.value_fault(bytes.start, error, None),
            }
        }
    }

    /// Reads an entry. None where it is no entry or has no key.
    pub(super) fn draft(&mut self, bytes: &Range<usize>) -> Option<Draft> {
        let raw = match RawBibliography::parse(&self.text[bytes.clone()]) {
            Ok(raw) => raw.entries.into_iter().next()?.v,
            Err(error) => {
                self.syntax_fault(bytes.start, &error);
                return None;
            }
        };
        let key_span = shifted(&raw.key.span, bytes.start);
        self.check_key(raw.key.v, &key_span);
        if raw.key.v.is_empty() {
            return None;
        }
        self.check_kind(&raw, bytes.start);
        let mut draft = Draft {
            key: raw.key.v.to_owned(),
            key_span,
            kind: raw.kind.v.to_lowercase(),
            fields: BTreeMap::new(),
            tex: BTreeMap::new(),
            broken: BTreeSet::new(),
        };
        for pair in &raw.fields {
            self.field(&mut draft, pair, bytes.start);
        }
        self.check_dates(&mut draft);
        Some(draft)
    }

    fn check_key(&mut self, key: &str, span: &Range<usize>) {
        if key.is_empty() {
            self.error(
                span.start..span.start + 1,
                "an entry needs a citation key",
                "no key before this",
            )
            .push_help("write a key before the comma, such as `sample2021`");
        } else if let Some(at) = key.find(|c| !is_key_char(c)) {
            let letter = key[at..].chars().next().unwrap_or_default();
            let bytes = span.start + at..span.start + at + letter.len_utf8();
            let plain: String = key.chars().filter(|c| is_key_char(*c)).collect();
            let fault = self.error(
                bytes,
                format!("the citation key `{key}` cannot be cited: it holds `{letter}`"),
                "not in a key",
            );
            fault.push_help("a key is made of letters, digits and `-_:.+/`");
            if is_citation_key(&plain) {
                fault.push_help(format!("`{plain}` would do"));
            }
        }
    }

    fn check_kind(&mut self, raw: &RawEntry<'_>, offset: usize) {
        let kind = raw.kind.v.to_lowercase();
        if !known::TYPES.contains(&kind.as_str()) {
            let near = nearest(&kind, known::TYPES.iter().copied());
            let help = match near {
                Some(near) => format!("a type `@{near}` exists"),
                None => "use `@misc` for what is no article, book or report".to_owned(),
            };
            let span = shifted(&raw.kind.span, offset);
            self.error(
                span,
                format!("there is no entry type `@{}`", raw.kind.v),
                "unknown type",
            )
            .push_help(help)
            .record = Some(format!("reference:{}", raw.key.v));
        }
    }

    fn field(&mut self, draft: &mut Draft, pair: &biblatex::Pair<'_>, offset: usize) {
        let name = known::canonical(pair.key.v);
        let name_span = shifted(&pair.key.span, offset);
        if !known::is_field(&name) {
            let help = match nearest(&name, known::field_names()) {
                Some(near) => format!("a field `{near}` exists"),
                None => "take it out, or put what it says into `note`".to_owned(),
            };
            self.warning(
                name_span.clone(),
                format!("there is no field `{}`", pair.key.v),
                "unknown field",
            )
            .push_help(help)
            .concerns(draft, &name);
        }
        // A value in one piece is pointed at without its braces.
        let inside = match pair.value.v.as_slice() {
            [only] => &only.span,
            _ => &pair.value.span,
        };
        let span = shifted(inside, offset);
        let read =
            value::source(&pair.value, &self.strings).and_then(|source| tex::chunks(&name, &source, inside.start));
        let chunks = match read {
            Ok(chunks) => chunks,
            Err(error) => {
                self.value_fault(offset, error, Some((draft, &name)));
                draft.broken.insert(name);
                return;
            }
        };
        let text = tex::plain(&chunks);
        // Reference managers write out empty fields.
        if text.is_empty() {
            return;
        }
        match draft.fields.get(&name) {
            // Some write a field under both its names.
            Some(first) if first.text == text => {}
            Some(first) => {
                let first = Span::new(self.file, first.span.clone());
                self.warning(name_span, format!("`{name}` is given twice"), "passed over")
                    .push_help("keep one of the two")
                    .concerns(draft, &name)
                    .related
                    .push(crate::diagnostic::Label {
                        span: first,
                        text: "given here".to_owned(),
                    });
            }
            None => {
                draft.tex.insert(name.clone(), chunks);
                draft.fields.insert(name, Field { text, span });
            }
        }
    }

    /// Lets only true dates through to the parser, and makes one date of year, month and day.
    fn check_dates(&mut self, draft: &mut Draft) {
        for name in ["date", "eventdate", "origdate", "urldate"] {
            let Some(field) = draft.fields.get(name) else {
                continue;
            };
            match canonical_date(&field.text) {
                Some(date) => draft.set_tex(name, &date),
                None => {
                    self.date_fault(draft, name, "date", "write it as `2021`, `2021-05` or `2021-05-31`");
                    draft.tex.remove(name);
                }
            }
        }
        let parts = ["year", "month", "day"].map(|name| {
            draft.tex.remove(name);
            draft.fields.get(name).map(|field| field.text.clone())
        });
        let [Some(year), month_text, day_text] = parts else {
            return;
        };
        if !is_year(&year) {
            return self.date_fault(
                draft,
                "year",
                "year",
                "write four digits; `pubstate = {inpress}` says that it is to come",
            );
        }
        let mut date = year;
        if let Some(text) = month_text {
            match month(&text) {
                Some(number) => date += &format!("-{number:02}"),
                None => self.date_fault(
                    draft,
                    "month",
                    "month",
                    "write a number from 1 to 12, or a name such as `jan`",
                ),
            }
        }
        if let Some(text) = day_text {
            match day(&text).and_then(|number| canonical_date(&format!("{date}-{number:02}"))) {
                Some(whole) => date = whole,
                None => self.date_fault(
                    draft,
                    "day",
                    "day of that month",
                    "write the number of a day, and `month` with it",
                ),
            }
        }
        if !draft.tex.contains_key("date") {
            draft.set_tex("date", &date);
        }
    }

    fn date_fault(&mut self, draft: &Draft, name: &str, what: &str, help: &str) {
        let Some(field) = draft.fields.get(name) else {
            return;
        };
        let message = format!("`{}` is not a {what}", field.text);
        self.error(field.span.clone(), message, format!("not a {what}"))
            .push_help(help)
            .concerns(draft, name);
    }
}

impl Draft {
    /// Whether it takes fields over from other entries.
    pub(super) fn inherits(&self) -> bool {
        ["crossref", "xdata"].iter().any(|by| self.fields.contains_key(*by))
    }

    /// Gives the parser of types a text that needs no reading of TeX.
    pub(super) fn set_tex(&mut self, name: &str, text: &str) {
        let chunk = biblatex::Chunk::Verbatim(text.to_owned());
        self.tex.insert(name.to_owned(), vec![biblatex::Spanned::zero(chunk)]);
    }
}

pub(super) fn shifted(span: &Range<usize>, offset: usize) -> Range<usize> {
    span.start + offset..span.end + offset
}
