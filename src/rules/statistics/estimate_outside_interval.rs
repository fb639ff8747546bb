//! An estimate that lies outside of its own interval.

use super::Comparison;
use super::interval::{Scale, outside};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::model::number::Number;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB301"),
    name: "estimate-outside-interval",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "an estimate is not between the ends of its interval, the ends are the wrong way round, or a ratio is below 0",
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
    found.extend(Comparison::all(record).filter_map(|c| fault(record, &c)));
}

/// Rounding never takes an estimate out of its interval where all three are rounded to the same decimals; where they are
/// not, it may by less than half a unit of the coarser digit.
fn fault(record: &Record, comparison: &Comparison<'_>) -> Option<Diagnostic> {
    let effect = comparison.effect?;
    let wrong = |field: &str, message: String, label: &str| {
        let path = comparison.effect_path(field);
        Diagnostic::error(RULE.code, record.span(&path), message, label)
            .about(&record.id, &path)
            .help("compare the three numbers with the source")
    };
    let is_negative = |number: &Number| Scale::of(effect.measure) == Scale::Log && number.value() < 0.0;
    let measure = effect.measure.in_words();
    if is_negative(&effect.estimate) {
        let message = format!("a {measure} cannot be below 0, and this is {}", effect.estimate);
        return Some(wrong("estimate", message, "not a ratio"));
    }
    let [low, high] = effect.ci.as_ref()?;
    if is_negative(low) {
        let message = format!("a {measure} cannot be below 0, and its interval begins at {low}");
        return Some(wrong("ci", message, "not of a ratio"));
    }
    if low.value() > high.value() {
        let message = format!("the interval runs from {low} down to {high}");
        return Some(wrong("ci", message, "the higher end stands first"));
    }
    let side = outside(effect)?;
    let estimate = &effect.estimate;
    let message = format!("the estimate {estimate} lies {side} its own interval, {low} to {high}");
    Some(wrong("estimate", message, "outside of the interval"))
}
