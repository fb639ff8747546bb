//! A claim that no longer says what was sealed.

use crate::diagnostic::{Code, Diagnostic, Severity};

use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB503"),
    name: "changed-claim",
    severity: Severity::Error,
    summary: "a claim differs from its seal in `grounding.lock`",
    rationale: "Someone changed a number, a comparator, a unit, a reference or a decisive word. If it was a slip, it can kill.",
    fix: "Put the value back; or, if the change is right, run `sourcebook ground` with the paper at hand.",
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
sample_size = 41
"#,
        ),
        (
            "grounding.lock",
            r#""trial:sample" = { how = "named", numbers = ["sample_size=40"], refers = [], words = ["design=randomised"], read = ["sample2020: Results"] }
"reference:sample2020#entry" = { how = "unlisted", numbers = ["year=2020"], refers = [], words = ["author=Sample, A.", "title=One"], read = [] }
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
sample_size = 40
"#,
        ),
        (
            "grounding.lock",
            r#""trial:sample" = { how = "named", numbers = ["sample_size=40"], refers = [], words = ["design=randomised"], read = ["sample2020: Results"] }
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
    for (claim, seal) in claims.iter() {
        let differences = seal.map(|seal| seal.differences(claim)).unwrap_or_default();
        if differences.is_empty() {
            continue;
        }
        let Some(span) = text.span_of(claim) else { continue };
        let name = claim.name();
        let mut wrong = Diagnostic::error(
            RULE.code,
            span,
            format!("`{name}` no longer says what was sealed"),
            "changed",
        );
        if let Some(line) = text.ask.lock_line(&name) {
            wrong = wrong.related(line, "sealed here");
        }
        let wrong = wrong.about(&claim.record, &claim.path);
        let wrong = differences.into_iter().fold(wrong, Diagnostic::help);
        found.push(wrong.help("put it back, or run `sourcebook ground` with the paper at hand"));
    }
}
