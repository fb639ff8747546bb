//! An acceptance that has run out.

use jiff::civil::Date;

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::rules::accepting::Acceptance;
use crate::rules::{Check, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB610"),
    name: "expired-acceptance",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "an `accept` has run out",
    rationale: "Someone wanted the fault to be looked at again by that day, and nobody has.",
    fix: "Look at the source again; mend the value, or set a later day.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
accept = [{ rule = "SB301", field = "outcomes.death", because = "So printed.", until = 2026-01-31 }]
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
effect = { measure = "HR", estimate = 1.20, ci = [0.55, 0.99], compares = ["pump", "usual"] }
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
accept = [{ rule = "SB301", field = "outcomes.death", because = "So printed.", until = 2099-01-31 }]
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
effect = { measure = "HR", estimate = 1.20, ci = [0.55, 0.99], compares = ["pump", "usual"] }
"#,
    )],
    check: Check::Accepting,
};

/// What is wrong with an acceptance that is in use, on a day.
pub fn fault(acceptance: &Acceptance<'_>, today: Date) -> Option<Diagnostic> {
    let until = acceptance.accept.until.as_ref()?;
    if today <= until.last_day() {
        return None;
    }
    let path = acceptance.path.key("until");
    let message = format!(
        "the acceptance of {} at `{}` ran out on {until}",
        acceptance.accept.rule, acceptance.accept.field
    );
    let fault = Diagnostic::warning(RULE.code, acceptance.record.span(&path), message, "ran out");
    let help = "look at the source again: mend the value, or set a later day";
    Some(fault.about(&acceptance.record.id, &path).help(help))
}
