//! A claim that nobody has held against its paper.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB502"),
    name: "unsealed-claim",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a claim has no seal in `grounding.lock`",
    rationale: "It may be right, but nobody has held it against the paper that it cites.",
    fix: "Run `sourcebook ground --papers <folder>` with the papers at hand, or accept the claim with a reason.",
    bad: &[
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
            r#""reference:sample2020#entry" = { how = "unlisted", numbers = ["year=2020"], refers = [], words = ["author=Sample, A.", "title=One"], read = [] }
"#,
        ),
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
    let Some(claims) = text.claimant().and_then(|claimant| text.ask.locked(&claimant)) else {
        return;
    };
    let unsealed = claims.iter().filter(|(_, seal)| seal.is_none());
    for (claim, _) in unsealed.filter(|(claim, _)| !claim.sources.is_empty() || claim.is_entry()) {
        let Some(span) = text.span_of(claim) else { continue };
        found.push(
            Diagnostic::error(
                RULE.code,
                span,
                format!("`{}` is not sealed", claim.name()),
                "not held against its paper",
            )
            .about(&claim.record, &claim.path)
            .help("run `sourcebook ground --papers <folder>`")
            .help(format!(
                "or accept it: `sourcebook ground --accept {} --because <reason>`",
                claim.name()
            )),
        );
    }
}
