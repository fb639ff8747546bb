//! A file in the content folder that is no content.

use crate::diagnostic::{Severity, codes};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: codes::STRAY_FILE,
    name: "stray-file",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "a file in the content folder belongs to no kind",
    rationale: "Someone wrote it to be read, and no reader will see it.",
    fix: "Move it into the folder of its kind, or out of the content folder.",
    bad: &[(
        "content/trails/sample.toml",
        r#"name = "SAMPLE"
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
