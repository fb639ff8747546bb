//! An interval that says one thing of whether there is an effect, and a P value that says another.

use super::Comparison;
use super::interval::{Agreement, Interval, Verdict};
use super::p_off_interval::with_working;
use super::rounding::{Printed, noted};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB304"),
    name: "significance-at-odds",
    severity: Severity::Warning,
    may_be_accepted: true,
    summary: "an interval excludes no effect and P does not, or the other way round",
    rationale: "A reader who looks at the interval and one who looks at P come to opposite conclusions about the same result. \
                Near to the border two tests can differ so, which is a hint.",
    fix: "Compare the interval and P with the source, and give the level of the interval as `ci_level` if it is not 95. Where \
          the source prints them so, accept it and say which the reader should go by.",
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
effect = { measure = "HR", estimate = 0.74, ci = [0.55, 0.99], p = 0.40, compares = ["pump", "usual"] }
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

/// Whether the interval excludes no effect, where P says the opposite. An interval of 95% excludes it just if P of the same
/// test is below 0.05 (Altman & Bland, BMJ 2011;343:d2304). Silent where rounding leaves either open; "< 0.05" and "> 0.05"
/// say on which side P is.
pub fn verdicts(interval: &Interval<'_>, p: Printed) -> Option<Verdict> {
    let threshold = interval.threshold();
    let verdict = interval.verdict();
    match verdict {
        Verdict::Excludes if p.low > threshold - 1e-9 => Some(verdict),
        Verdict::Includes if p.high < threshold + 1e-9 => Some(verdict),
        _ => None,
    }
}

fn fault(record: &Record, comparison: &Comparison<'_>) -> Option<Diagnostic> {
    let interval = Interval::of(comparison.effect?)?;
    let (p, path) = comparison.p()?;
    let printed = Printed::of_p(p);
    let verdict = verdicts(&interval, printed).filter(|_| !interval.is_unfit())?;
    let implied = interval.implied();
    let [low, high] = interval.ends;
    let threshold = noted(interval.threshold()).trim_end_matches('0').to_owned();
    let none = interval.scale.no_effect();
    let message = match verdict {
        Verdict::Includes => {
            format!("the interval {low} to {high} includes no effect ({none}), but P{p} is below {threshold}")
        }
        _ => format!("the interval {low} to {high} excludes no effect ({none}), but P{p} is not below {threshold}"),
    };
    let span = record.span(&path);
    let found = match implied.agreement(printed) {
        Agreement::Differs => Diagnostic::warning(RULE.code, span, message, "the interval says the opposite")
            .help("compare the interval and P with the source, and give `ci_level` if it is not 95"),
        _ => Diagnostic::hint(RULE.code, span, message, "the interval says the opposite")
            .help("two tests can differ by as much: say in `text` which of them the source goes by"),
    };
    Some(with_working(found.about(&record.id, &path), &interval, &implied))
}
