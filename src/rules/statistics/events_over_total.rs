//! More patients with an event than there were patients.

use super::Comparison;
use super::impossible_percentage::patients;
use super::patients::Patients;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::model::effect::Results;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB310"),
    name: "events-over-total",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "more patients had an event than there were patients",
    rationale: "A reader would take a share of more than all patients, or events counted more than once, for patients.",
    fix: "Compare both numbers with the source. Where it counts events and not patients, give them as a `value`, such as `\"25 {events}\"`.",
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
results = [{ arm = "pump", events = 25, n = 20 }, { arm = "usual", events = 7, n = 20 }]
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
results = [{ arm = "pump", events = 5, n = 20 }, { arm = "usual", events = 7, n = 20 }]
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
    let events = results.events.as_ref()?;
    let arm = comparison.called(results.arm.as_str());
    let total = Patients::of(record).and_then(|patients| patients.total);
    let (n, message) = match (patients(comparison, results), total) {
        (Some(n), _) => (n, format!("{events} of {n} patients of {arm} had the event")),
        (None, Some(total)) => (
            total,
            format!("{events} patients of {arm} had the event, but there were {total} in all"),
        ),
        (None, None) => return None,
    };
    if events.value() <= n.value() {
        return None;
    }
    let path = comparison.result_path(i, "events");
    Some(
        Diagnostic::error(RULE.code, record.span(&path), message, "more than there were patients")
            .about(&record.id, &path)
            .help("compare both numbers with the source; events that are not patients are a `value`, such as `\"25 {events}\"`"),
    )
}
