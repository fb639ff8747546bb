//! Two parts of a record with one id.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::index::Origin;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB105"),
    name: "duplicate-part",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "two parts of a record have the same id",
    rationale: "A link to one of them may show the other's value.",
    fix: "Give each part an id of its own within the record.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[outcomes]]
id = "death"
name = "Death"
[[complications]]
id = "death"
name = "Bleeding"
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[outcomes]]
id = "death"
name = "Death"
[[complications]]
id = "bleeding"
name = "Bleeding"
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    if let Origin::Record(record) = &text.from {
        for (id, part) in &text.parts {
            for again in &part.again {
                found.push(
                    Diagnostic::error(
                        RULE.code,
                        again.clone(),
                        format!("`{record}` has two parts `{id}`"),
                        "the same id again",
                    )
                    .related(part.span.clone(), "first here")
                    .about(record, "id")
                    .help("give each part an id of its own"),
                );
            }
        }
    }
}
