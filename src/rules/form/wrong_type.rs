//! A value of the wrong TOML type.

use crate::diagnostic::{Severity, codes};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: codes::WRONG_TYPE,
    name: "wrong-type",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a value is of another type than its field",
    rationale: "A number in quotation marks cannot be checked, and a list read as one value loses the rest.",
    fix: "Write the value as the message says.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
sample_size = "40"
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
