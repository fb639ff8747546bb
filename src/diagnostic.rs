//! What sourcebook says about faults in content: a code, a place in a file, and what to do about it.
//!
//! Every step can give diagnostics, so this module stands before all of them and uses none.

use std::ops::Range;

/// The code of a rule, such as `SB101`.
///
/// Rules that run over the whole handbook own their code; those that fire while files are read are listed in
/// [`codes`], so that `read` and `model` can name them without knowing the rules.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Code(pub &'static str);

/// Codes of the rules that fire while files are read and given their types.
pub mod codes {
    use super::Code;

    pub const INVALID_TOML: Code = Code("SB001");
    pub const UNKNOWN_FIELD: Code = Code("SB002");
    pub const WRONG_TYPE: Code = Code("SB003");
    pub const MISSING_FIELD: Code = Code("SB004");
    pub const INVALID_ID: Code = Code("SB005");
    pub const INVALID_VALUE: Code = Code("SB006");
    pub const UNKNOWN_CHOICE: Code = Code("SB007");
    pub const STRAY_FILE: Code = Code("SB008");
    pub const UNREADABLE_FILE: Code = Code("SB009");
    pub const INVALID_BIBLIOGRAPHY: Code = Code("SB010");
    pub const INVALID_SUMMARY: Code = Code("SB011");
    pub const INVALID_STYLE: Code = Code("SB012");
    pub const DUPLICATE_KEY: Code = Code("SB013");
    pub const INVALID_EMBED: Code = Code("SB014");
    pub const INVALID_RETRACTIONS: Code = Code("SB020");
}

/// How grave a diagnostic is. Errors stop a build; warnings do not.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    Error,
    Warning,
    Hint,
}

impl Severity {
    /// The word that reports print.
    pub fn name(self) -> &'static str {
        match self {
            Self::Error => "error",
            Self::Warning => "warning",
            Self::Hint => "hint",
        }
    }
}

/// A file of the handbook, by its position in [`crate::read::Sources`].
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct FileId(pub u32);

/// A run of bytes in a file.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Span {
    pub file: FileId,
    pub bytes: Range<usize>,
}

impl Span {
    pub fn new(file: FileId, bytes: Range<usize>) -> Self {
        Self { file, bytes }
    }
}

/// A place and a few words about it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Label {
    pub span: Span,
    pub text: String,
}

/// One fault: what is wrong, where, and what to do.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Diagnostic {
    pub code: Code,
    pub severity: Severity,
    /// Stands alone; lower case, no full stop.
    pub message: String,
    /// The place at fault.
    pub primary: Label,
    /// Other places, only where they explain the fault.
    pub related: Vec<Label>,
    /// The record at fault (`trial:sample`), where it is one.
    pub record: Option<String>,
    /// The key path of the field at fault.
    pub field: Option<String>,
    /// How it was worked out, so that a person can follow by hand; each stands alone.
    pub notes: Vec<String>,
    /// What a person can do; each stands alone.
    pub help: Vec<String>,
}

/// A fault that a record accepts, because a source really prints it so.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Accepted {
    pub fault: Diagnostic,
    /// The reason, in Markdown.
    pub because: String,
}

impl Diagnostic {
    /// An error at `span`; `label` is a few words that stand under the marked bytes.
    pub fn error(code: Code, span: Span, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            code,
            severity: Severity::Error,
            message: message.into(),
            primary: Label {
                span,
                text: label.into(),
            },
            related: Vec::new(),
            record: None,
            field: None,
            notes: Vec::new(),
            help: Vec::new(),
        }
    }

    /// The same, as a warning.
    pub fn warning(code: Code, span: Span, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            severity: Severity::Warning,
            ..Self::error(code, span, message, label)
        }
    }

    /// The same, as a hint.
    pub fn hint(code: Code, span: Span, message: impl Into<String>, label: impl Into<String>) -> Self {
        Self {
            severity: Severity::Hint,
            ..Self::error(code, span, message, label)
        }
    }

    pub fn note(mut self, note: impl Into<String>) -> Self {
        self.notes.push(note.into());
        self
    }

    pub fn help(mut self, help: impl Into<String>) -> Self {
        self.help.push(help.into());
        self
    }

    pub fn related(mut self, span: Span, text: impl Into<String>) -> Self {
        self.related.push(Label {
            span,
            text: text.into(),
        });
        self
    }

    /// Names the record and the field that the fault is in.
    pub fn about(mut self, record: impl ToString, field: impl ToString) -> Self {
        self.record = Some(record.to_string());
        self.field = Some(field.to_string()).filter(|f| !f.is_empty());
        self
    }
}

/// The name of `known` that is nearest to `wrong`, if any is near enough to be a likely slip.
pub fn nearest<'a>(wrong: &str, known: impl IntoIterator<Item = &'a str>) -> Option<&'a str> {
    let wrong = wrong.to_lowercase();
    let likeness = |name: &str| {
        // One letter too many, too few or in the wrong place is a likely slip in a short word too.
        let slip = name.chars().count() > 2 && strsim::osa_distance(&wrong, name) == 1;
        strsim::jaro_winkler(&wrong, name).max(if slip { 0.8 } else { 0.0 })
    };
    known
        .into_iter()
        .map(|name| (likeness(&name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness >= 0.8)
        .max_by(|a, b| a.0.total_cmp(&b.0).then(b.1.cmp(a.1)))
        .map(|(_, name)| name)
}
