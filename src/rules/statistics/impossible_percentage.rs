//! A percentage that no whole number of patients makes.

use super::Comparison;
use super::rounding::Printed;
use super::share::{explanation, is_possible, is_share, neighbours};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::model::effect::{ResultKind, Results};
use crate::model::number::{Count, Number};
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB307"),
    name: "impossible-percentage",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "a percentage is one that no whole number of the arm's patients can make",
    rationale: "The percentage or the number of patients is wrong, or the share is of other patients than the reader thinks.",
    fix: "Compare both with the source. Give the patients that the share is of as `n`, and `kind = \"kaplan-meier\"` where it comes from a survival curve; where the source prints a share that cannot be, accept it.",
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
results = [{ arm = "pump", percent = 43.8, n = 17, kind = "proportion" }, { arm = "usual", percent = 61.1, n = 18, kind = "proportion" }]
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
results = [{ arm = "pump", percent = 41.2, n = 17, kind = "proportion" }, { arm = "usual", percent = 61.1, n = 18, kind = "proportion" }]
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

/// A percentage that has to be a share of whole patients: not from a survival curve, nor made of other values.
pub fn whole(results: &Results) -> Option<&Number> {
    let of_patients = results.kind != Some(ResultKind::KaplanMeier) && results.derived.is_none();
    results
        .percent
        .as_ref()
        .filter(|percent| of_patients && is_share(percent))
}

/// The patients that a result is of: its own number, else the size of its arm.
pub fn patients<'a>(comparison: &Comparison<'a>, results: &'a Results) -> Option<&'a Count> {
    let of_arm = || comparison.arm(results.arm.as_str())?.size.as_ref();
    // A finding in some of the patients is not of the whole arm.
    results
        .n
        .as_ref()
        .or_else(|| of_arm().filter(|_| !comparison.of_some))
        .filter(|n| n.value() > 0)
}

fn fault(record: &Record, comparison: &Comparison<'_>, i: usize, results: &Results) -> Option<Diagnostic> {
    let percent = whole(results)?;
    let n = patients(comparison, results)?;
    // Beside a count, the percentage is held against that.
    if results.events.is_some() || is_possible(Printed::of(percent), n.value()) {
        return None;
    }
    let arm = comparison.called(results.arm.as_str());
    let message = format!("no whole number of the {n} patients of {arm} is {percent}%");
    let path = comparison.result_path(i, "percent");
    let (span, label) = (record.span(&path), "not a share of whole patients");
    let found = match results.kind {
        Some(ResultKind::Proportion) => Diagnostic::error(RULE.code, span, message, label),
        _ => Diagnostic::hint(RULE.code, span, message, label),
    };
    let help = match results.n {
        Some(_) => "compare both numbers with the source; if the share is from a survival curve, say so by `kind`",
        None => {
            "if the source says of how many patients it is, or that it is from a survival curve, give `n` or `kind`"
        }
    };
    let found = found.about(&record.id, &path).note(neighbours(percent, n.value()));
    let found = explanation(percent, n.value())
        .into_iter()
        .fold(found, Diagnostic::note);
    Some(found.help(help))
}
