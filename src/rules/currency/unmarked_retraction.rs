//! A work that was retracted, and whose notes do not say so.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::read::retractions::Weight;
use crate::rules::{Check, Context, Rule};

/// An error, though it comes from without: a retraction is no matter of the calendar, it arrives by a change of a committed
/// list, and it is mended by a line. Until then a page would show withdrawn science as sound.
pub static RULE: Rule = Rule {
    code: Code("SB620"),
    name: "unmarked-retraction",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "`retractions.json` says that a work was retracted, and `references/<key>.toml` does not",
    rationale: "What a retracted work reports does not stand. Readers must be told wherever it is cited, with the reason.",
    fix: "Read the notice, and write into `references/<key>.toml` a table `[retracted]` with `on` and `reason`.",
    bad: &[
        (
            "content/references.bib",
            "@article{sample2031, author = {Sample, A.}, title = {A}, year = {2031}, doi = {10.5555/sample}}\n",
        ),
        (
            "content/retractions.json",
            r#"[{ "DOI": "10.5555/sample", "updated-by": [{ "DOI": "10.5555/notice", "type": "retraction", "updated": { "date-parts": [[2032, 2, 1]] } }] }]
"#,
        ),
    ],
    good: &[
        (
            "content/references.bib",
            "@article{sample2031, author = {Sample, A.}, title = {A}, year = {2031}, doi = {10.5555/sample}}\n",
        ),
        (
            "content/retractions.json",
            r#"[{ "DOI": "10.5555/sample", "updated-by": [{ "DOI": "10.5555/notice", "type": "retraction", "updated": { "date-parts": [[2032, 2, 1]] } }] }]
"#,
        ),
        (
            "content/references/sample2031.toml",
            "[retracted]\non = 2032-02-01\nreason = \"Patients were made up.\"\n",
        ),
    ],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for cited in super::noticed(context) {
        let retraction = cited.notices.iter().find(|n| n.weight() == Some(Weight::Retracted));
        let marked = cited.notes.is_some_and(|notes| notes.retracted.is_some());
        let Some(retraction) = retraction.filter(|_| !marked) else {
            continue;
        };
        let key = cited.key;
        let span = Span::new(cited.file, cited.work.key_span.clone());
        let message = format!("`{key}` was retracted, and its notes do not say so");
        found.push(
            Diagnostic::error(RULE.code, span, message, "retracted")
                .note(format!("the list has a {}", retraction.in_words()))
                .help(format!(
                    "read the notice, and write `[retracted]` with `on` and `reason` into `references/{key}.toml`"
                )),
        );
    }
}
