//! A claim that nobody has held against its paper.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::ground::LockState;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB502"),
    name: "unsealed-claim",
    severity: Severity::Error,
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
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let LockState::Read(_, lock) = &context.grounding.lock else {
        return;
    };
    let claims = context
        .grounding
        .claims
        .iter()
        .filter(|claim| !claim.sources.is_empty() || claim.is_entry());
    for claim in claims.filter(|claim| !lock.seals.contains_key(&claim.name())) {
        let Some(span) = claim.span(context.corpus) else {
            continue;
        };
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
