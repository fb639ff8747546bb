//! A footnote without its mark.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::read::markdown::FaultKind;
use crate::rules::{Check, Rule, Text, about};

pub static RULE: Rule = Rule {
    code: Code("SB019"),
    name: "unmarked-footnote",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a footnote is written and never marked",
    rationale: "No mark leads to it, so readers never see it, and what qualified the sentence is lost.",
    fix: "Mark the words that it belongs to: `[^name]`.",
    bad: &[(
        "content/chapters/all.md",
        r#"# All

It helps.

[^when]: Within a day.
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
        for (_, span) in prose.faults().filter(|(kind, _)| *kind == FaultKind::UnmarkedFootnote) {
            let spelt = text.ask.text(&span.file).map_or("", |text| &text[span.bytes.clone()]);
            let mark = if spelt.starts_with("[^") { spelt } else { "[^name]" }.to_owned();
            let message = format!("nothing is marked with the footnote `{mark}`");
            let wrong = Diagnostic::error(RULE.code, span, message, "readers never see it");
            let help = format!("write `{mark}` behind the words that it belongs to, or remove the footnote");
            found.push(about(wrong, &prose.from, &prose.field).help(help));
        }
    }
}
