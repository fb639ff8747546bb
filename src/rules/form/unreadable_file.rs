//! A file that cannot be taken in.

use crate::diagnostic::{Severity, codes};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: codes::UNREADABLE_FILE,
    name: "unreadable-file",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a file cannot be read, is not UTF-8, is too large, or is a link",
    rationale: "What it says would be missing. Links are refused, for they could bring in files from outside the handbook.",
    fix: "Save the file as UTF-8 text, and put a copy in the place of a link.",
    bad: &[],
    good: &[],
    check: Check::WhileReading,
};
