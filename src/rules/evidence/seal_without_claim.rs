//! A seal whose claim is gone.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use std::collections::HashSet;

use crate::ground::LockState;
use crate::ground::lock::line_of;
use crate::model::reference::Target;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB504"),
    name: "seal-without-claim",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "`grounding.lock` has a seal for a claim that the handbook no longer makes",
    rationale: "A value was taken out. If that was a slip, its reader now finds nothing where a number stood.",
    fix: "Put the claim back; or run `sourcebook ground`, which drops the seal and says so.",
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
            r#""trial:sample" = { how = "named", numbers = [], refers = [], words = ["design=randomised"], read = ["sample2020: Results"] }
"trial:sample#outcomes.death" = { how = "found", numbers = ["percent=40"], refers = [], words = [], read = ["sample2020: Results"] }
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
    let LockState::Read(file, lock) = &context.grounding.lock else {
        return;
    };
    let claims: HashSet<&String> = context.grounding.claim_names().collect();
    for name in lock.seals.keys().filter(|name| !claims.contains(*name)) {
        // A record that cannot be read has been reported, and its claims with it.
        let record = Target::parse(name).map(|target| target.record);
        let works = &context.corpus.bibliography.unread;
        if record.is_ok_and(|id| context.corpus.unread.has_record(&id) || (id.kind.is_work() && works.contains(&id.id)))
        {
            continue;
        }
        let line = line_of(&context.sources.file(*file).text, name);
        let span = Span::new(*file, line.unwrap_or_default());
        found.push(
            Diagnostic::error(
                RULE.code,
                span,
                format!("the handbook no longer makes the claim `{name}`"),
                "sealed, and gone",
            )
            .help("put it back, or run `sourcebook ground`, which drops the seal"),
        );
    }
}
