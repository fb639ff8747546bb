//! A number that is typed into a text, and not quoted from a record.

use std::ops::Range;

use super::typed;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::index::{Origin, Prose};
use crate::rules::about;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB508"),
    name: "typed-number",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a summary, chapter, glossary text, disclaimer or word on the search has a number of its own",
    rationale: "A number that is typed into a text leads to no paper, and stays as it was when the record beside it is mended.",
    fix: "Quote it from a record by an empty link, or mark it as saying nothing clinical: `[24](plain:)`.",
    bad: &[
        (
            "book.toml",
            r#"[book]
title = "Sample"
[grounding]
"#,
        ),
        (
            "content/chapters/all.md",
            r#"# All

Half of them had died within 30 days.
"#,
        ),
        ("grounding.lock", ""),
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
            "content/chapters/all.md",
            r#"# All

Half of them had died within [](trial:sample#death.time); see page [30](plain:).
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
[[outcomes]]
id = "death"
name = "Death"
time = "30 d"
"#,
        ),
        (
            "grounding.lock",
            r#""trial:sample" = { how = "found", numbers = ["time=30d"], refers = [], words = ["design=randomised", "name=Death"], read = ["sample2020: Results"] }
"reference:sample2020#entry" = { how = "unlisted", numbers = ["year=2020"], refers = [], words = ["author=Sample, A.", "title=One"], read = [] }
"#,
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    if !text.ask.sealing_is_wanted() {
        return;
    }
    for prose in text.prose.iter().filter(|prose| is_ours(prose)) {
        let visible = &prose.scan.visible;
        for at in typed::numbers(visible, &|| text.ask.names_with_digits()) {
            let bytes = visible.bytes(&at);
            let faulty = |fault: &Range<usize>| fault.start < bytes.end && bytes.start < fault.end;
            if prose.scan.faults.iter().any(|fault| faulty(&fault.bytes)) {
                continue;
            }
            let number = &visible.text[at];
            let wrong = Diagnostic::error(
                RULE.code,
                prose.span(&bytes),
                format!("the number `{number}` is typed here"),
                "typed, not quoted",
            );
            found.push(
                about(wrong, &prose.from, &prose.field)
                    .help("quote it from a record: `[](<kind>:<id>#<part>.<field>)`")
                    .help(format!("or mark it, if it says nothing clinical: `[{number}](plain:)`")),
            );
        }
    }
}

/// Whether a text is the handbook's own, and not a claim that is held against a paper.
fn is_ours(prose: &Prose) -> bool {
    match &prose.from {
        Origin::Chapter(_) | Origin::Glossary | Origin::Book => true,
        Origin::Record(_) => matches!(prose.field.0.as_slice(), [field] if field.is_key("summary")),
    }
}
