//! A clinical value without a source.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ground::claim::Claim;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB501"),
    name: "unsourced-claim",
    severity: Severity::Error,
    summary: "a clinical value has no source",
    rationale: "A number that leads nowhere cannot be checked by the one who has to act on it.",
    fix: "Add `source = { cite = …, at = … }` to the table, or to one around it.",
    bad: &[
        (
            "book.toml",
            r#"[book]
title = "Sample"
[grounding]
"#,
        ),
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
"#,
        ),
        ("grounding.lock", ""),
    ],
    good: &[
        (
            "book.toml",
            r#"[book]
title = "Sample"
[grounding]
"#,
        ),
        (
            "content/references.bib",
            r#"@article{sample2020, author = {Sample, A.}, title = {One}, year = {2020}}
"#,
        ),
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
source = { cite = "sample2020", at = "Results" }
"#,
        ),
        (
            "grounding.lock",
            r#""trial:sample" = { how = "named", numbers = [], refers = [], words = ["design=randomised"], read = ["sample2020: Results"] }
"reference:sample2020#entry" = { how = "unlisted", numbers = ["year=2020"], refers = [], words = ["author=Sample, A.", "title=One"], read = [] }
"#,
        ),
    ],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    // An entry of the bibliography is a source itself.
    let unsourced = |claim: &&Claim| claim.sources.is_empty() && !claim.is_entry();
    for claim in context.grounding.claims.iter().filter(unsourced) {
        let Some(span) = claim.span(context.corpus) else {
            continue;
        };
        found.push(
            Diagnostic::error(
                RULE.code,
                span,
                format!("`{}` has no source", claim.name()),
                "read where?",
            )
            .about(&claim.record, &claim.path)
            .help("add `source = { cite = \"<key>\", at = \"<place>\" }` here, or at the top of the record"),
        );
    }
}
