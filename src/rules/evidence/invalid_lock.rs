//! A lock that is missing or cannot be read.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::ground::LockState;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB505"),
    name: "invalid-lock",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "`book.toml` asks for grounding, and `grounding.lock` is missing or cannot be read",
    rationale: "Without the seals any number could be changed unnoticed.",
    fix: "Take the file back from version control, or make it anew with `sourcebook ground`.",
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
            r#"<<<<<<< ours
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
    if !context.grounding.wanted {
        return;
    }
    match &context.grounding.lock {
        LockState::Read(..) | LockState::Refused => {}
        LockState::Broken(file, at, message) => found.push(
            Diagnostic::error(
                RULE.code,
                Span::new(*file, *at..*at),
                format!("the lock cannot be read: {message}"),
                "here",
            )
            .help("after a merge, keep the lines of both sides, one for each claim, and run `sourcebook ground`")
            .help("or take the file back from version control"),
        ),
        LockState::Absent => {
            let Some(book) = context.sources.find("book.toml") else {
                return;
            };
            let (tree, _) = context.sources.tree(book);
            let entry = tree.root.as_table().and_then(|t| t.entry("grounding"));
            let span = Span::new(book, entry.map_or(0..0, |e| e.key_span.clone()));
            found.push(
                Diagnostic::error(RULE.code, span, "there is no `grounding.lock`", "asks for one")
                    .help("run `sourcebook ground --papers <folder>`"),
            );
        }
    }
}
