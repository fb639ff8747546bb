//! A percentage that is not that of the counts beside it.

use super::Comparison;
use super::impossible_percentage::{patients, whole};
use super::rounding::Printed;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::model::effect::{ResultKind, Results};
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB309"),
    name: "percent-off-counts",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "a percentage is not the share that the events and patients beside it make",
    rationale: "One of the three numbers is wrong, and a reader cannot tell which.",
    fix: "Compare the three numbers with the source. Give `kind = \"kaplan-meier\"` where the percentage comes from a survival curve; where the source prints them so, accept it.",
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
results = [{ arm = "pump", percent = 45.0, events = 81, n = 200, kind = "proportion" }, { arm = "usual", percent = 35.0, events = 70, n = 200, kind = "proportion" }]
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
results = [{ arm = "pump", percent = 40.5, events = 81, n = 200, kind = "proportion" }, { arm = "usual", percent = 35.0, events = 70, n = 200, kind = "proportion" }]
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    for comparison in Comparison::all(record) {
        let results = comparison.results.iter().enumerate();
        found.extend(results.filter_map(|(i, results)| fault(record, &comparison, i, results)));
    }
}

fn fault(record: &Record, comparison: &Comparison<'_>, i: usize, results: &Results) -> Option<Diagnostic> {
    let percent = whole(results)?;
    let (events, n) = (results.events.as_ref()?, patients(comparison, results)?);
    let share = 100.0 * events.value() as f64 / n.value() as f64;
    // More events than patients are another rule's.
    if events.value() > n.value() || Printed::of(percent).meets(Printed::exactly(share)) {
        return None;
    }
    let decimals = percent.decimals();
    let message = format!("{events} of {n} patients are {share:.decimals$}%, not {percent}%");
    let path = comparison.result_path(i, "percent");
    let (span, label) = (record.span(&path), "not the share of these counts");
    let found = match (&results.n, results.kind) {
        (Some(_), Some(ResultKind::Proportion)) => Diagnostic::error(RULE.code, span, message, label),
        (Some(_), _) | (None, Some(ResultKind::Proportion)) => Diagnostic::warning(RULE.code, span, message, label),
        (None, _) => Diagnostic::hint(RULE.code, span, message, label),
    };
    let found = found
        .about(&record.id, &path)
        .note(format!("{events} ÷ {n} × 100 = {share:.2}"));
    Some(match results.n {
        Some(_) => found.help("compare the three numbers with the source"),
        None => found.help(format!(
            "{n} is the size of the arm: say as `n` of how many patients the share is, if it is of fewer"
        )),
    })
}
