//! A required field that is not there.

use crate::diagnostic::{Severity, codes};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: codes::MISSING_FIELD,
    name: "missing-field",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a field that the record needs is missing",
    rationale: "Without it the page cannot say what it is about, or where its values were read.",
    fix: "Add the field.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
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
