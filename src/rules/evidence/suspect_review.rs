//! A review whose record, or something that it rests on, has changed since.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::ground::LockState;
use crate::ground::lock::line_of;
use crate::ground::review;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB506"),
    name: "suspect-review",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "a reviewed record, or something that it rests on, changed since a person read it",
    rationale: "A reader trusts the name under a record. That person has never seen what stands there now.",
    fix: "Let someone read the record again, and run `sourcebook review` with their name.",
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

[review]
reviewed_on = 2026-01-31
reviewed_by = "A. Sample, consultant"
"#,
        ),
        (
            "grounding.lock",
            r#""trial:sample" = { how = "found", numbers = ["sample_size=41"], refers = [], words = ["design=randomised"], read = ["sample2020: Results"] }
"reference:sample2020#entry" = { how = "unlisted", numbers = ["year=2020"], refers = [], words = ["author=Sample, A.", "title=One"], read = [] }
"review trial:sample" = { on = "2026-01-31", by = "A. Sample, consultant", wording = "0d140feb341dd219", saw = ["reference:sample2020 6b96fad9a11da2f5", "trial:sample b3bd874343921843"] }
"seen reference:sample2020 6b96fad9a11da2f5" = ["year=2020", "author=Sample, A.", "title=One"]
"seen trial:sample b3bd874343921843" = ["sample_size=40", "design=randomised", "read in sample2020: Results"]
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
sample_size = 41

[review]
reviewed_on = 2026-01-31
reviewed_by = "A. Sample, consultant"
"#,
        ),
        (
            "grounding.lock",
            r#""trial:sample" = { how = "found", numbers = ["sample_size=41"], refers = [], words = ["design=randomised"], read = ["sample2020: Results"] }
"reference:sample2020#entry" = { how = "unlisted", numbers = ["year=2020"], refers = [], words = ["author=Sample, A.", "title=One"], read = [] }
"review trial:sample" = { on = "2026-01-31", by = "A. Sample, consultant", wording = "0d140feb341dd219", saw = ["reference:sample2020 6b96fad9a11da2f5", "trial:sample 230611b24a637eab"] }
"seen reference:sample2020 6b96fad9a11da2f5" = ["year=2020", "author=Sample, A.", "title=One"]
"seen trial:sample 230611b24a637eab" = ["sample_size=41", "design=randomised", "read in sample2020: Results"]
"#,
        ),
    ],
    check: Check::Handbook(check),
};

/// Of many reasons the first say enough.
const SAID: usize = 5;

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let LockState::Read(file, _) = &context.grounding.lock else {
        return;
    };
    for (id, suspect) in &context.grounding.reviews.suspects {
        let Some(record) = context.corpus.get(id) else { continue };
        let mut wrong = Diagnostic::warning(
            RULE.code,
            record.span(&review::place().key("reviewed_on")),
            format!("`{id}` has to be read again: it, or what it rests on, has changed"),
            format!("read by {}", suspect.by),
        )
        .about(id, review::place());
        let line = line_of(&context.sources.file(*file).text, &format!("review {id}"));
        if let Some(line) = line {
            wrong = wrong.related(Span::new(*file, line), "sealed here");
        }
        wrong = suspect
            .reasons
            .iter()
            .take(SAID)
            .fold(wrong, |wrong, reason| wrong.help(reason.words()));
        if suspect.reasons.len() > SAID {
            let more = suspect.reasons.len() - SAID;
            wrong = wrong.help(format!("{more} more changed: `sourcebook review --suspect` lists them"));
        }
        found.push(wrong.help(format!("read it again, then run `sourcebook review {id} --by <name>`")));
    }
}
