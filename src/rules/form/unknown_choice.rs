//! A word that is not one of its field's choices.

use crate::diagnostic::{Severity, codes};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: codes::UNKNOWN_CHOICE,
    name: "unknown-choice",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a value is not one of the choices that its field has",
    rationale: "Lists and filters go by these words; a record under a word of its own is in none of them.",
    fix: "Take one of the choices that the message lists.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomized"
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
"#,
    )],
    check: Check::WhileReading,
};
