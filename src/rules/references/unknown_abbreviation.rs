//! An abbreviation that is not in the glossary.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::index::link::abbreviation;
use crate::rules::about;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB104"),
    name: "unknown-abbreviation",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a text uses `abbr:` with a short form that `abbreviations.toml` does not have",
    rationale: "A short form that means two things in two wards is a hazard; the glossary says which is meant.",
    fix: "Add the short form to `abbreviations.toml`, or spell it as it stands there.",
    bad: &[
        (
            "content/chapters/all.md",
            r#"# All

Give [](abbr:XYX).
"#,
        ),
        (
            "content/abbreviations.toml",
            r#"[XYZ]
means = "sample drug"
"#,
        ),
    ],
    good: &[
        (
            "content/chapters/all.md",
            r#"# All

Give [](abbr:XYZ).
"#,
        ),
        (
            "content/abbreviations.toml",
            r#"[XYZ]
means = "sample drug"
"#,
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    for prose in &text.prose {
        for link in &prose.scan.links {
            let Some(short) = abbreviation(link) else { continue };
            if text.ask.has_abbreviation(short) {
                continue;
            }
            let wrong = Diagnostic::error(
                RULE.code,
                prose.span(&link.bytes),
                format!("the glossary has no abbreviation `{short}`"),
                "not in abbreviations.toml",
            );
            let wrong = about(wrong, &prose.from, &prose.field);
            let known = &text.ask.abbreviations().known;
            found.push(match nearest(short, known.keys().map(String::as_str)) {
                Some(near) => wrong.help(format!("an abbreviation `{near}` exists")),
                None if short.is_empty() => wrong.help("name a short form behind `abbr:`"),
                None => wrong.help(format!("add `[{}]` with `means = …` to abbreviations.toml", key(short))),
            });
        }
    }
}

/// A key as TOML wants it.
fn key(short: &str) -> String {
    let bare = short.chars().all(|c| c.is_ascii_alphanumeric() || "-_".contains(c));
    if bare { short.to_owned() } else { format!("\"{short}\"") }
}
