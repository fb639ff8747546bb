//! An id that is not kebab-case.

use crate::diagnostic::{Severity, codes};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: codes::INVALID_ID,
    name: "invalid-id",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "an id is not lower-case kebab-case, or is too long",
    rationale: "Ids are in every link to the page, also in printed ones. One spelling that works everywhere keeps them alive.",
    fix: "Use lower-case letters, digits and single hyphens, at most 64. A record's id is the name of its file.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[arms]]
id = "Pump Arm"
role = "experimental"
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[arms]]
id = "pump-arm"
role = "experimental"
"#,
    )],
    check: Check::WhileReading,
};
