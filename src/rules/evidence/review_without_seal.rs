//! A review that nobody is known to have made.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::ground::LockState;
use crate::ground::lock::line_of;
use crate::ground::review;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB507"),
    name: "review-without-seal",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a record says that it was reviewed, and `grounding.lock` knows of no such review",
    rationale: "A review that was typed by hand says nothing of what was read. A reader would trust a name that nobody gave.",
    fix: "Take `[review]` out; or let the person read the record, and run `sourcebook review` with their name.",
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
sample_size = 40

[review]
reviewed_on = 2026-01-31
reviewed_by = "A. Sample, consultant"
"#,
        ),
        (
            "grounding.lock",
            r#""trial:sample" = { how = "found", numbers = ["sample_size=40"], refers = [], words = ["design=randomised"], read = ["sample2020: Results"] }
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

[review]
reviewed_on = 2026-01-31
reviewed_by = "A. Sample, consultant"
"#,
        ),
        (
            "grounding.lock",
            r#""trial:sample" = { how = "found", numbers = ["sample_size=40"], refers = [], words = ["design=randomised"], read = ["sample2020: Results"] }
"reference:sample2020#entry" = { how = "unlisted", numbers = ["year=2020"], refers = [], words = ["author=Sample, A.", "title=One"], read = [] }
"review trial:sample" = { on = "2026-01-31", by = "A. Sample, consultant", wording = "0d140feb341dd219", saw = ["reference:sample2020 6b96fad9a11da2f5", "trial:sample b3bd874343921843"] }
"seen reference:sample2020 6b96fad9a11da2f5" = ["year=2020", "author=Sample, A.", "title=One"]
"seen trial:sample b3bd874343921843" = ["sample_size=40", "design=randomised", "read in sample2020: Results"]
"#,
        ),
    ],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let LockState::Read(file, _) = &context.grounding.lock else {
        return;
    };
    for unsealed in &context.grounding.reviews.unsealed {
        let id = &unsealed.record;
        let Some(record) = context.corpus.get(id) else { continue };
        let (message, label) = match &unsealed.sealed {
            None => (
                format!("the lock knows of no review of `{id}`"),
                "not made by `sourcebook review`",
            ),
            Some(seal) => {
                let next = seal
                    .next
                    .as_ref()
                    .map(|next| format!(", next on {next}"))
                    .unwrap_or_default();
                let sealed = format!("by {} on {}{next}", seal.by, seal.on);
                (
                    format!("the lock has the review of `{id}` otherwise: {sealed}"),
                    "changed by hand",
                )
            }
        };
        let mut wrong = Diagnostic::error(
            RULE.code,
            record.span(&review::place().key("reviewed_by")),
            message,
            label,
        )
        .about(id, review::place());
        let line = line_of(&context.sources.file(*file).text, &format!("review {id}"));
        if let (Some(line), true) = (line, unsealed.sealed.is_some()) {
            wrong = wrong.related(Span::new(*file, line), "sealed here");
        }
        found.push(wrong.help(format!(
            "take it out; or let the person read the record, then run `sourcebook review {id} --by <name>`"
        )));
    }
}
