//! What is said of an entry that cannot be read.

use std::ops::Range;

use biblatex::{ParseError, ParseErrorKind, Token};

use super::draft::{Draft, Source, shifted};
use super::value::ValueError;
use crate::diagnostic::{Diagnostic, Span, codes, nearest};

impl Source<'_> {
    pub(super) fn syntax_fault(&mut self, offset: usize, error: &ParseError) {
        let (message, help) = match &error.kind {
            ParseErrorKind::Expected(Token::Comma) => (
                "a comma is missing",
                "put a comma after the key and after every field, and text in braces",
            ),
            ParseErrorKind::Expected(Token::Equals) => ("an equals sign is missing", "write `name = {value}`"),
            ParseErrorKind::Expected(Token::Identifier) => ("the name of a field is missing", "write `name = {value}`"),
            ParseErrorKind::UnexpectedEof => ("a value is missing", "write `name = {value}`"),
            _ => (
                "this is not valid BibLaTeX",
                "write `name = {value}`, with a comma behind it",
            ),
        };
        // The parser points between two letters; the letter behind can be underlined.
        let mut start = (offset + error.span.start).min(self.text.len());
        while !self.text.is_char_boundary(start) {
            start -= 1;
        }
        let letter = self.text[start..].chars().next().map_or(0, char::len_utf8);
        self.error(start..start + letter, message, "BibLaTeX stops making sense here")
            .push_help(help);
    }

    pub(super) fn value_fault(&mut self, offset: usize, error: ValueError, of: Option<(&Draft, &str)>) {
        let fault = match error {
            ValueError::UnknownString(name, at) => {
                let near = nearest(&name, self.strings.names()).map(str::to_owned);
                let fault = self.error(
                    shifted(&at, offset),
                    format!("there is no `@string` named `{name}`"),
                    "not defined",
                );
                fault.push_help(match near {
                    Some(near) => format!("an `@string` named `{near}` exists"),
                    None => "put text in braces, or define the name before".to_owned(),
                })
            }
            ValueError::TooLong(at) => self
                .error(shifted(&at, offset), "this value is too long to be read", "too long")
                .push_help("take out braces and abbreviations that it can do without"),
            ValueError::Tex(message, at) => self
                .error(shifted(&at, offset), message, "TeX stops making sense here")
                .push_help("check the braces; a dollar sign is written `\\$`"),
        };
        if let Some((draft, name)) = of {
            fault.concerns(draft, name);
        }
    }

    pub(super) fn error(
        &mut self,
        bytes: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> &mut Diagnostic {
        let span = Span::new(self.file, bytes);
        self.push(Diagnostic::error(codes::INVALID_BIBLIOGRAPHY, span, message, label))
    }

    pub(super) fn warning(
        &mut self,
        bytes: Range<usize>,
        message: impl Into<String>,
        label: impl Into<String>,
    ) -> &mut Diagnostic {
        let span = Span::new(self.file, bytes);
        self.push(Diagnostic::warning(codes::INVALID_BIBLIOGRAPHY, span, message, label))
    }

    fn push(&mut self, diagnostic: Diagnostic) -> &mut Diagnostic {
        self.found.push(diagnostic);
        self.found.last_mut().expect("one was pushed just now")
    }
}

/// What is said of a diagnostic after it has been filed.
pub(super) trait Filed {
    fn push_help(&mut self, help: impl Into<String>) -> &mut Self;
    fn concerns(&mut self, draft: &Draft, field: &str) -> &mut Self;
}

impl Filed for Diagnostic {
    fn push_help(&mut self, help: impl Into<String>) -> &mut Self {
        self.help.push(help.into());
        self
    }

    fn concerns(&mut self, draft: &Draft, field: &str) -> &mut Self {
        self.record = Some(format!("reference:{}", draft.key));
        self.field = Some(field.to_owned());
        self
    }
}
