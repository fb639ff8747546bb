//! An entry of the bibliography that cannot be used.

use crate::diagnostic::{Severity, codes};
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: codes::INVALID_BIBLIOGRAPHY,
    name: "invalid-bibliography",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "an entry of `references.bib` cannot be read or lacks what a citation needs",
    rationale: "A source that cannot be found cannot be checked.",
    fix: "Mend the entry at the place shown, or export it anew from the reference manager.",
    bad: &[(
        "content/references.bib",
        r#"@article{sample2020,
  author = {Sample, A.},
  title = {A study},
  year = {soon},
}
"#,
    )],
    good: &[(
        "content/references.bib",
        r#"@article{sample2020,
  author = {Sample, A.},
  title = {A study},
  year = {2020},
}
"#,
    )],
    check: Check::WhileReading,
};
