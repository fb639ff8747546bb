//! A P value that is not that of its interval.

use super::Comparison;
use super::interval::{Agreement, Implied, Interval, Scale};
use super::rounding::{Printed, noted, noted_p};
use super::significance_at_odds;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::model::number::Number;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB303"),
    name: "p-off-interval",
    severity: Severity::Warning,
    may_be_accepted: true,
    summary: "a P value is not the one that the estimate and its interval imply, nor what another usual test would give",
    rationale: "The interval and the P value tell a reader how sure to be, and here they say two things: one of the four \
                numbers is probably wrong.",
    fix: "Compare the estimate, the interval and P with the source; P may belong to another comparison. Where the source \
          prints them so, accept it with what it says of its test.",
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
effect = { measure = "HR", estimate = 0.74, ci = [0.55, 0.99], p = 0.004, compares = ["pump", "usual"] }
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
effect = { measure = "HR", estimate = 0.74, ci = [0.55, 0.99], p = 0.04, compares = ["pump", "usual"] }
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    found.extend(Comparison::all(record).filter_map(|c| fault(record, &c)));
}

fn fault(record: &Record, comparison: &Comparison<'_>) -> Option<Diagnostic> {
    let interval = Interval::of(comparison.effect?)?;
    let (p, path) = comparison.p()?;
    let printed = Printed::of_p(p);
    let implied = interval.implied();
    if interval.is_unfit() || significance_at_odds::verdicts(&interval, printed).is_some() {
        return None;
    }
    let [low, high] = interval.ends;
    let message = format!("the P value printed, P{p}, is not that of the interval {low} to {high}");
    let (span, label) = (record.span(&path), "does not follow from the interval");
    let found = match implied.agreement(printed) {
        Agreement::Agrees | Agreement::ByAnotherTest => return None,
        Agreement::Seldom => Diagnostic::hint(RULE.code, span, message, label).help(
            "compare the numbers with the source; another test, such as the log-rank test, seldom differs by as much",
        ),
        Agreement::Differs => Diagnostic::warning(RULE.code, span, message, label)
            .help("compare the estimate, the interval and P with the source"),
    };
    Some(with_working(found.about(&record.id, &path), &interval, &implied))
}

/// Notes how P comes from an interval.
pub fn with_working(found: Diagnostic, interval: &Interval<'_>, implied: &Implied) -> Diagnostic {
    let ([low, high], estimate) = (interval.ends, &interval.effect.estimate);
    let Implied { error, z, p, .. } = *implied;
    let reach = format!("{:.2}", interval.reach());
    let (width, distance) = match interval.scale {
        Scale::Log => (format!("(ln {high} − ln {low})"), format!("|ln {estimate}|")),
        Scale::Linear => (format!("({high} − {})", in_parentheses(low)), format!("|{estimate}|")),
    };
    let ps = implied.ps();
    let found = found.note(format!("standard error: {width} ÷ (2 × {reach}) = {}", noted(error)));
    match z.is_finite() {
        true => found
            .note(format!(
                "z: {distance} ÷ {} = {}; P by the normal distribution: {}",
                noted(error),
                noted(z),
                noted_p(p)
            ))
            .note(format!(
                "as far as rounding of the printed numbers goes, P is from {} to {}",
                noted_p(ps.low),
                noted_p(ps.high)
            )),
        false => found,
    }
}

/// A number behind a minus sign.
fn in_parentheses(number: &Number) -> String {
    match number.value() < 0.0 {
        true => format!("({number})"),
        false => number.to_string(),
    }
}
