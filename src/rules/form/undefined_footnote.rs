//! A footnote mark without its footnote.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::read::markdown::FaultKind;
use crate::rules::{Check, Rule, Text, about};

pub static RULE: Rule = Rule {
    code: Code("SB018"),
    name: "undefined-footnote",
    severity: Severity::Error,
    may_be_accepted: false,
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
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    for prose in &text.prose {
        for (_, span) in prose.faults().filter(|(kind, _)| *kind == FaultKind::UndefinedFootnote) {
            let spelt = text.ask.text(&span.file).map_or("", |text| &text[span.bytes.clone()]);
            let mark = if spelt.starts_with("[^") { spelt } else { "[^name]" }.to_owned();
            let wrong = Diagnostic::error(RULE.code, span, format!("there is no footnote `{mark}`"), "marked here");
            found.push(
                about(wrong, &prose.from, &prose.field).help(format!("write it on a line of its own: `{mark}: …`")),
            );
        }
    }
}
