//! A correction of a cited work, or its journal's concern about it, that its notes do not name.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::read::retractions::{Notice, Weight};
use crate::rules::currency::Cited;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB622"),
    name: "unmarked-correction",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "`retractions.json` has a correction of a work, or a concern about it, that `references/<key>.toml` does not name",
    rationale: "A correction may change the very number that was read. Somebody has to hold it against the record before readers rely on it.",
    fix: "Read the notice and compare the values that were read in the work; then cite the correction in `corrected_by` of `references/<key>.toml`, with its DOI in `references.bib`; of a concern write a table `[concern]`.",
    bad: &[
        (
            "content/references.bib",
            "@article{sample2031, author = {Sample, A.}, title = {A}, year = {2031}, doi = {10.5555/sample}}\n",
        ),
        (
            "content/retractions.json",
            r#"[{ "DOI": "10.5555/sample", "updated-by": [{ "DOI": "10.5555/notice", "type": "correction", "updated": { "date-parts": [[2032, 2, 1]] } }] }]
"#,
        ),
    ],
    good: &[
        (
            "content/references.bib",
            r"@article{sample2031, author = {Sample, A.}, title = {A}, year = {2031}, doi = {10.5555/sample}}
@article{sample2032, author = {Sample, A.}, title = {Correction to A}, year = {2032}, doi = {10.5555/notice}}
",
        ),
        (
            "content/retractions.json",
            r#"[{ "DOI": "10.5555/sample", "updated-by": [{ "DOI": "10.5555/notice", "type": "correction", "updated": { "date-parts": [[2032, 2, 1]] } }] }]
"#,
        ),
        (
            "content/references/sample2031.toml",
            "corrected_by = [\"sample2032\"]\n",
        ),
    ],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for cited in super::noticed(context) {
        for notice in cited.notices {
            let key = cited.key;
            let (message, what_to_do) = match notice.weight() {
                Some(Weight::Corrected) if !names(context, &cited, notice) => (
                    format!("`{key}` was corrected by {}, which its notes do not name", notice.doi),
                    "cite it in `corrected_by` of",
                ),
                Some(Weight::Concern) if cited.notes.is_none_or(|notes| notes.concern.is_none()) => (
                    format!("the journal of `{key}` has published its concern about it, which its notes do not say"),
                    "write a table `[concern]` into",
                ),
                _ => continue,
            };
            let span = Span::new(cited.file, cited.work.key_span.clone());
            found.push(
                Diagnostic::warning(RULE.code, span, message, "has a notice")
                    .note(format!("the list has: {}", notice.in_words()))
                    .help(format!(
                        "compare what was read in the work with the notice, then {what_to_do} `references/{key}.toml`"
                    )),
            );
        }
    }
}

/// Whether the notes name a correction. A work that was corrected in place names itself; one without a DOI may be any.
fn names(context: &Context<'_>, cited: &Cited<'_>, notice: &Notice) -> bool {
    let works = &context.corpus.bibliography.works;
    let named = cited.notes.into_iter().flat_map(|notes| &notes.corrected_by);
    named
        .filter_map(|key| works.get(key.as_str()))
        .any(|work| work.doi().is_none_or(|doi| doi == notice.doi))
}
