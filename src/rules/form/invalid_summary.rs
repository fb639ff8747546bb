//! A line of SUMMARY.md that leads nowhere, or a chapter that it leaves out.

use crate::diagnostic::{Severity, codes};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: codes::INVALID_SUMMARY,
    name: "invalid-summary",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "`SUMMARY.md` lists what is not there, or leaves a chapter out",
    rationale: "A chapter that is not in the order of reading is not in the handbook.",
    fix: "Write `- [Title](chapters/name.md)` for each chapter, and headings for parts.",
    bad: &[(
        "content/SUMMARY.md",
        r#"# Summary

- [All](chapters/all.md)
- [Care](chapters/caer.md)
"#,
    )],
    good: &[(
        "content/SUMMARY.md",
        r#"# Summary

- [All](chapters/all.md)
"#,
    )],
    check: Check::WhileReading,
};
