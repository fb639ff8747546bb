//! Two entries of the bibliography under one key.

use crate::diagnostic::{Severity, codes};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: codes::DUPLICATE_KEY,
    name: "duplicate-citation-key",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "two entries of `references.bib` have the same citation key",
    rationale: "Half of the citations would lead to the wrong paper.",
    fix: "Give each work a key of its own, or remove the copy.",
    bad: &[(
        "content/references.bib",
        r#"@article{sample2020, title = {One}, year = {2020}}
@article{sample2020, title = {Two}, year = {2020}}
"#,
    )],
    good: &[(
        "content/references.bib",
        r#"@article{sample2020, title = {One}, year = {2020}}
@article{sample2021, title = {Two}, year = {2020}}
"#,
    )],
    check: Check::WhileReading,
};
