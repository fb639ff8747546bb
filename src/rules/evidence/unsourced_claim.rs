//! A clinical value without a source.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB501"),
    name: "unsourced-claim",
    severity: Severity::Error,
    may_be_accepted: false,
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
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let claims = text.claimant().and_then(|claimant| text.ask.claims(&claimant));
    let claims = claims.into_iter().flat_map(|of| &of.claims);
    // An entry of the bibliography is a source itself.
    for claim in claims.filter(|claim| claim.sources.is_empty() && !claim.is_entry()) {
        let Some(span) = text.span_of(claim) else { continue };
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
