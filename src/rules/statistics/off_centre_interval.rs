//! An interval whose estimate does not stand in its middle.

use super::Comparison;
use super::interval::{Interval, Scale};
use super::rounding::noted;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB302"),
    name: "off-centre-interval",
    severity: Severity::Warning,
    may_be_accepted: true,
    summary: "an estimate is not in the middle of its interval, by logarithms for ratios, and rounding does not explain it",
    rationale: "One of the three numbers is probably mistyped or misprinted, and a reader takes it for the size of the effect. \
                Exact intervals lean by a little, which is a hint; intervals by resampling, and those of designs that look at \
                their data in between, may lean by more.",
    fix: "Compare the three numbers with the source; where it prints them so, accept it and say what kind of interval it is.",
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
effect = { measure = "HR", estimate = 0.84, ci = [0.55, 0.99], compares = ["pump", "usual"] }
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

fn fault(record: &Record, comparison: &Comparison<'_>) -> Option<Diagnostic> {
    let effect = comparison.effect?;
    let interval = Interval::of(effect)?;
    let off = interval.off_centre()?;
    let ([low, high], estimate) = (interval.ends, &effect.estimate);
    let message = format!("the estimate {estimate} is not in the middle of its interval, {low} to {high}");
    let working = match interval.scale {
        Scale::Log => {
            let middle = noted((low.value() * high.value()).sqrt());
            format!("the middle of a ratio's interval is √({low} × {high}) = {middle}")
        }
        Scale::Linear => {
            let middle = noted((low.value() + high.value()) / 2.0);
            format!("the middle is ({low} + {high}) ÷ 2 = {middle}")
        }
    };
    let open = format!(
        "as far as rounding of the ends goes, it is from {} to {}",
        noted(off.centre.low),
        noted(off.centre.high)
    );
    let path = comparison.effect_path("ci");
    let span = record.span(&path);
    let found = match off.of_another_kind {
        true => Diagnostic::hint(RULE.code, span, message, "an exact interval could lie so")
            .note(working)
            .note(open)
            .help("compare the three numbers with the source; an exact or likelihood interval leans by as much"),
        false => Diagnostic::warning(RULE.code, span, message, "not even about the estimate")
            .note(working)
            .note(open)
            .help("compare the three numbers with the source"),
    };
    Some(found.about(&record.id, &path))
}
