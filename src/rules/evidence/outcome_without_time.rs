//! An effect of which nobody says when it was measured.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Body;
use crate::read::node::{KeyPath, Step};
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB516"),
    name: "outcome-without-time",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "an outcome has an effect, and neither `time` nor `when`",
    rationale: "A ratio of deaths means one thing at thirty days and another at five years. A reader who is not told takes it for the one that they know.",
    fix: "Give `time`; where the source gives no length of time, say in `when` what it says (`until discharge`), or `not stated`.",
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
when = "not stated"
primary = true
effect = { measure = "HR", estimate = 0.74, ci = [0.55, 0.99], compares = ["pump", "usual"] }
"#,
    )],
    check: Check::Text(check),
};

/// Results without an effect are let be: papers often count them "in hospital", as the outcome's name then says.
fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let outcomes = match &record.body {
        Body::Trial(trial) => &trial.outcomes,
        Body::Analysis(analysis) => &analysis.outcomes,
        _ => return,
    };
    for (i, outcome) in outcomes.iter().enumerate() {
        if outcome.effect.is_none() || outcome.time.is_some() || outcome.when.is_some() {
            continue;
        }
        let step = Step::Index(i, Some(outcome.id.as_str().into()));
        let path = KeyPath::default().key("outcomes").child(step);
        let message = format!("the effect on `{}` has no time at which it was measured", outcome.name);
        found.push(
            Diagnostic::warning(RULE.code, record.span(&path.key("name")), message, "when?")
                .about(&record.id, &path)
                .help("give `time`, or say in `when` that the source does not: `when = \"not stated\"`"),
        );
    }
}
