//! An estimate that lies outside of its own interval.

use super::Comparison;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB301"),
    name: "estimate-outside-interval",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "an estimate is not between the ends of its interval, or the ends are the wrong way round",
    rationale: "One of the three numbers is wrong, and a reader cannot tell which.",
    fix: "Compare the three numbers with the source; where it prints them so, accept it with a reason.",
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
primary = true
effect = { measure = "HR", estimate = 1.20, ci = [0.55, 0.99], compares = ["pump", "usual"] }
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
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    found.extend(Comparison::all(record).iter().filter_map(|c| fault(record, c)));
}

/// Rounding never takes an estimate out of its interval: what is between two numbers is so as well when all three are
/// rounded to the same decimals, and ends are not printed with fewer.
fn fault(record: &Record, comparison: &Comparison<'_>) -> Option<Diagnostic> {
    let effect = comparison.effect?;
    let [low, high] = effect.ci.as_ref()?;
    let wrong = |field: &str, message: String, label: &str| {
        let path = comparison.effect_path(field);
        Diagnostic::error(RULE.code, record.span(&path), message, label)
            .about(&record.id, &path)
            .help("compare the three numbers with the source")
    };
    if low.value() > high.value() {
        let message = format!("the interval runs from {low} down to {high}");
        return Some(wrong("ci", message, "the higher end stands first"));
    }
    let estimate = &effect.estimate;
    let side = match estimate.value() {
        value if value < low.value() => "below",
        value if value > high.value() => "above",
        _ => return None,
    };
    let message = format!("the estimate {estimate} lies {side} its own interval, {low} to {high}");
    Some(wrong("estimate", message, "outside of the interval"))
}
