//! A citation that Markdown or the bibliography would misread.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::read::markdown::FaultKind;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB017"),
    name: "malformed-citation",
    severity: Severity::Error,
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
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for prose in &context.index.prose {
        for (kind, span) in prose.faults() {
            let message = match kind {
                FaultKind::MalformedCitation => "this is not a citation",
                FaultKind::CitationAsDefinition => {
                    "a colon after a citation makes it a link definition, which is not shown"
                }
                FaultKind::RawHtml | FaultKind::UndefinedFootnote => continue,
            };
            found.push(
               Diagnostic::error(RULE.code, span, message, "not understood")
                   .help("write `[@key]`, or `[@key, p. 3; @other]`; put a word before a citation that begins a line with a colon after it"),
           );
        }
    }
}
