//! A trial with effects, of which none is the primary one.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::trial::Trial;
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB517"),
    name: "no-primary-outcome",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "a trial has effects, and no primary outcome",
    rationale: "A trial is built to answer its primary question. An effect on another outcome is weaker evidence, and a reader cannot tell which of them this is.",
    fix: "Mark the outcome that the source calls primary by `primary = true`; where no source says which it was, say so by `primary_not_stated = true`.",
    bad: &[(
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
effect = { measure = "HR", estimate = 0.74, ci = [0.55, 0.99], compares = ["pump", "usual"] }
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
primary_not_stated = true
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
effect = { measure = "HR", estimate = 0.74, ci = [0.55, 0.99], compares = ["pump", "usual"] }
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let Some(trial) = record.as_kind::<Trial>() else { return };
    let primary = trial.outcomes.iter().any(|outcome| outcome.primary);
    let effects = trial.outcomes.iter().any(|outcome| outcome.effect.is_some());
    let (field, message, label, help) = match (primary, trial.primary_not_stated) {
        (false, false) if effects => (
            "outcomes",
            "the trial has effects, and none of its outcomes is the primary one",
            "which is primary?",
            "mark it by `primary = true`; where no source says, write `primary_not_stated = true` at the top",
        ),
        (true, true) => (
            "primary_not_stated",
            "an outcome is marked as primary, and the record says that no source names one",
            "one of the two is wrong",
            "take out this line, or the mark",
        ),
        _ => return,
    };
    let path = KeyPath::default().key(field);
    found.push(
        Diagnostic::warning(RULE.code, record.span(&path), message, label)
            .about(&record.id, &path)
            .help(help),
    );
}
