//! A claim that no longer says what was sealed.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use std::ops::Range;

use crate::diagnostic::FileId;
use crate::ground::LockState;
use crate::rules::{Check, Context, Rule};

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
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let LockState::Read(file, lock) = &context.grounding.lock else {
        return;
    };
    for claim in &context.grounding.claims {
        let name = claim.name();
        let (Some(seal), Some(span)) = (lock.seals.get(&name), claim.span(context.corpus)) else {
            continue;
        };
        let differences = seal.differences(claim);
        if differences.is_empty() {
            continue;
        }
        let wrong = Diagnostic::error(
            RULE.code,
            span,
            format!("`{name}` no longer says what was sealed"),
            "changed",
        )
        .related(Span::new(*file, line_of(context, *file, &name)), "sealed here")
        .about(&claim.record, &claim.path);
        let wrong = differences.into_iter().fold(wrong, Diagnostic::help);
        found.push(wrong.help("put it back, or run `sourcebook ground` with the paper at hand"));
    }
}

/// Where the lock has the seal of a claim.
pub fn line_of(context: &Context<'_>, file: FileId, name: &str) -> Range<usize> {
    let start = format!("\"{name}\"");
    let text = &context.sources.file(file).text;
    let at = text
        .find(&format!("\n{start}"))
        .map(|at| at + 1)
        .or_else(|| text.starts_with(&start).then_some(0));
    at.map_or(0..0, |at| at..at + start.len())
}
