//! HTML in Markdown.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::read::markdown::FaultKind;
use crate::rules::{Check, Rule, Text, about};

pub static RULE: Rule = Rule {
    code: Code("SB016"),
    name: "raw-html",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a Markdown text holds raw HTML",
    rationale: "HTML could run script in the reader's browser, or hide what the page says on paper and from a screen reader.",
    fix: "Say it in Markdown; write `&lt;` for a plain less-than sign before a letter.",
    bad: &[(
        "content/chapters/all.md",
        r#"# All

Take <b>care</b>.
"#,
    )],
    good: &[(
        "content/chapters/all.md",
        r#"# All

Take **care**.
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    for prose in &text.prose {
        for (_, span) in prose.faults().filter(|(kind, _)| *kind == FaultKind::RawHtml) {
            let wrong = Diagnostic::error(RULE.code, span, "raw HTML is not allowed", "HTML");
            found.push(
                about(wrong, &prose.from, &prose.field)
                    .help("say it in Markdown; a plain less-than sign before a letter is written `&lt;`"),
            );
        }
    }
}
