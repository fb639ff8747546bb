//! An acceptance of a fault that is not there.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::rules::accepting::Acceptance;
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB117"),
    name: "unused-acceptance",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "an `accept` accepts nothing",
    rationale: "A fault that someone brings in there later would be accepted unseen, and readers are told of one that is \
                not there.",
    fix: "Take the acceptance out, or correct its rule or field.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
accept = [{ rule = "SB301", field = "outcomes.death", because = "So printed." }]
[[arms]]
id = "pump"
role = "experimental"
[[arms]]
id = "usual"
role = "control"
[[outcomes]]
id = "death"
name = "Death"
time = "30 d"
primary = true
effect = { measure = "HR", estimate = 0.74, ci = [0.55, 0.99], compares = ["pump", "usual"] }
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[arms]]
id = "pump"
role = "experimental"
[[arms]]
id = "usual"
role = "control"
[[outcomes]]
id = "death"
name = "Death"
time = "30 d"
primary = true
effect = { measure = "HR", estimate = 0.74, ci = [0.55, 0.99], compares = ["pump", "usual"] }
"#,
    )],
    check: Check::Accepting,
};

/// What is wrong with an acceptance that nothing was found for.
pub fn fault(acceptance: &Acceptance<'_>) -> Diagnostic {
    let (rule, field) = (&acceptance.accept.rule, &acceptance.accept.field);
    let message = format!("at `{field}` there is nothing of {rule} to accept");
    Diagnostic::warning(
        RULE.code,
        acceptance.record.span(&acceptance.path),
        message,
        "accepts nothing",
    )
    .about(&acceptance.record.id, &acceptance.path)
    .help("take it out, or correct its rule or field")
}
