//! A reference to an arm, step or criterion that the record does not have.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::model::conform::article;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB113"),
    name: "unknown-local",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a reference within a record names an arm, step or criterion that is not there",
    rationale: "A result that belongs to no arm, or to the wrong one, turns a trial round.",
    fix: "Use the id of one that the record has.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[arms]]
id = "pump"
role = "experimental"
[[outcomes]]
id = "death"
name = "Death"
results = [{ arm = "pmup", percent = 40 }]
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[arms]]
id = "pump"
role = "experimental"
[[outcomes]]
id = "death"
name = "Death"
results = [{ arm = "pump", percent = 40 }]
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    for local in &text.locals {
        if local.known.contains(&local.id) {
            continue;
        }
        let many = if local.list.is_empty() { "parts" } else { &local.list };
        let one = many.trim_end_matches('s');
        let wrong = Diagnostic::error(
            RULE.code,
            local.span.clone(),
            format!("`{}` has no {one} `{}`", local.record, local.id),
            "not defined",
        )
        .about(&local.record, &local.field);
        found.push(match nearest(&local.id, local.known.iter().map(String::as_str)) {
            Some(near) => wrong.help(format!("{} `{near}` exists", article(one))),
            None if local.known.is_empty() => wrong.help(format!("the record has no {many} yet: add them")),
            None => wrong.help(format!("its {many} are {}", local.known.join(", "))),
        });
    }
}
