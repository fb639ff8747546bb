//! A citation that Markdown or the bibliography would misread.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::read::markdown::FaultKind;
use crate::rules::{Check, Rule, Text, about};

pub static RULE: Rule = Rule {
    code: Code("SB017"),
    name: "malformed-citation",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a citation is not written as `[@key]` or `[@key, p. 3; @other]`",
    rationale: "The reader would see the key and no source, or nothing at all.",
    fix: "Write `[@key]`, with a locator after a comma and further works after semicolons.",
    bad: &[(
        "content/chapters/all.md",
        r#"# All

It helps [@sample 2020].
"#,
    )],
    good: &[
        (
            "content/chapters/all.md",
            r#"# All

It helps [@sample2020].
"#,
        ),
        (
            "content/references.bib",
            r#"@article{sample2020, author = {Sample, A.}, title = {One}, year = {2020}}
"#,
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    for prose in &text.prose {
        for (kind, span) in prose.faults() {
            let (message, help) = match kind {
                FaultKind::MalformedCitation => ("this is not a citation", "write `[@key]`, or `[@key, p. 3; @other]`"),
                FaultKind::CitationAsDefinition => (
                    "a colon behind a citation makes a link definition of the line, which is not shown",
                    "put a word before the citation, or take the colon away",
                ),
                FaultKind::RawHtml | FaultKind::UndefinedFootnote | FaultKind::UnmarkedFootnote => continue,
            };
            let wrong = Diagnostic::error(RULE.code, span, message, "not understood");
            found.push(about(wrong, &prose.from, &prose.field).help(help));
        }
    }
}
