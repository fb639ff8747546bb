//! A footnote mark without its footnote.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::read::markdown::FaultKind;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB018"),
    name: "undefined-footnote",
    severity: Severity::Error,
    summary: "a footnote is marked and never written",
    rationale: "The mark leads nowhere, and what qualified the sentence is lost.",
    fix: "Write the footnote: `[^name]: …`.",
    bad: &[(
        "content/chapters/all.md",
        r#"# All

It helps.[^when]
"#,
    )],
    good: &[(
        "content/chapters/all.md",
        r#"# All

It helps.[^when]

[^when]: Within a day.
"#,
    )],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for prose in &context.index.prose {
        for (_, span) in prose.faults().filter(|(kind, _)| *kind == FaultKind::UndefinedFootnote) {
            found.push(
                Diagnostic::error(RULE.code, span, "there is no such footnote", "marked here")
                    .help("write it on a line of its own: `[^name]: …`"),
            );
        }
    }
}
