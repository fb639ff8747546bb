//! A file that TOML cannot read.

use crate::diagnostic::{Severity, codes};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: codes::INVALID_TOML,
    name: "invalid-toml",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a file is not valid TOML",
    rationale: "A record that cannot be read is missing from the handbook, and with it everything that a reader would have learnt from it.",
    fix: "Mend the syntax at the place shown. All syntax errors of a file are shown at once.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE
design = "randomised"
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
