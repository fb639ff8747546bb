//! A field that the record's kind does not have.

use crate::diagnostic::{Severity, codes};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: codes::UNKNOWN_FIELD,
    name: "unknown-field",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a field is not one that the record's kind has",
    rationale: "A value under a misspelt name would be dropped in silence, and the page would say that it is not stated.",
    fix: "Use the field's right name; `sourcebook explain` and the message name the nearest one.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
sampel_size = 40
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
sample_size = 40
"#,
    )],
    check: Check::WhileReading,
};
