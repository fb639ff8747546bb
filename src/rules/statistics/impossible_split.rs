//! Percentages that no parting of the patients into arms can make.

use super::impossible_percentage::whole;
use super::patients::{Constraint, Of, Patients, can_be_parted, ways};
use super::rounding::Printed;
use super::share::is_possible;
use super::{Comparison, Sort};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::model::effect::ResultKind;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB308"),
    name: "impossible-split",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "the percentages of the arms are such that no parting of the patients into arms can make all of them",
    rationale: "One of the percentages or the number of patients is wrong, or the shares are of fewer patients than the reader thinks.",
    fix: "Compare them with the source. Give the patients that each share is of as `n`, and `kind = \"kaplan-meier\"` where shares come from survival curves; where the source prints shares that cannot be, accept it.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
sample_size = 42
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
results = [{ arm = "pump", percent = 19.0, kind = "proportion" }, { arm = "usual", percent = 33.0, kind = "proportion" }]
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
sample_size = 42
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
results = [{ arm = "pump", percent = 19.0, kind = "proportion" }, { arm = "usual", percent = 33.3, kind = "proportion" }]
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    // The groups of an analysis need not be all of its patients.
    let Some(patients) = Patients::of(record).filter(|p| p.of == Of::Trial && p.parted) else {
        return;
    };
    let totals = patients.totals();
    if totals.is_empty() || totals.iter().any(|total| *total < patients.arms.len() as u64) {
        return;
    }
    let comparisons = Comparison::all(record).filter(|c| c.sort != Sort::Finding);
    found.extend(comparisons.filter_map(|c| fault(record, &patients, &totals, &c)));
}

/// The GRIM test (Brown & Heathers, Social Psychological and Personality Science 2017;8:363) for arms whose sizes are not
/// known, but the sum of them is: each way to part the patients is tried.
fn fault(record: &Record, patients: &Patients<'_>, totals: &[u64], comparison: &Comparison<'_>) -> Option<Diagnostic> {
    let results = comparison.results;
    let percents = results.iter().filter(|results| whole(results).is_some());
    // With patients of their own, results are not of all.
    if percents.clone().count() == 0 || results.iter().any(|results| results.n.is_some()) {
        return None;
    }
    let arms: Vec<Constraint> = patients
        .arms
        .iter()
        .map(|arm| {
            let mut of_arm = results.iter().filter(|results| results.arm.as_str() == arm.id.as_str());
            Constraint {
                size: arm.size.as_ref().map(|size| size.value()),
                percent: of_arm.find_map(whole).map(Printed::of),
            }
        })
        .collect();
    let known = |arm: &Constraint| arm.size.zip(arm.percent);
    // Where the sizes of all these arms are known, or one percentage is impossible by itself, that is another rule's.
    if arms.iter().all(|arm| arm.percent.is_none() || arm.size.is_some())
        || arms
            .iter()
            .filter_map(known)
            .any(|(size, percent)| !is_possible(percent, size))
        || totals.iter().any(|total| can_be_parted(*total, &arms) != Some(false))
    {
        return None;
    }
    let printed: Vec<String> = percents
        .clone()
        .filter_map(whole)
        .map(|percent| format!("{percent}%"))
        .collect();
    let printed = printed.join(" and ");
    let total = totals.iter().map(u64::to_string).collect::<Vec<_>>().join(" or ");
    let message = match patients.arms.len() {
        1 => format!("no whole number of the {total} patients is {printed}"),
        n => format!("no way to part the {total} patients into {n} arms makes {printed} of whole patients"),
    };
    let path = comparison.path().key("results");
    let (span, label) = (record.span(&path), "not shares of whole patients");
    let found = match percents
        .clone()
        .all(|results| results.kind == Some(ResultKind::Proportion))
    {
        true => Diagnostic::error(RULE.code, span, message, label),
        false => Diagnostic::hint(RULE.code, span, message, label),
    };
    let free = arms.iter().filter(|arm| arm.size.is_none()).count();
    let taken: u64 = arms.iter().filter_map(|arm| arm.size).sum();
    let found = totals
        .iter()
        .filter(|total| **total >= taken + free as u64)
        .fold(found, |found, total| {
            let ways = ways(total - taken, free);
            found.note(format!("all {ways} ways to part {total} patients were tried"))
        });
    Some(found.about(&record.id, &path).help(
        "shares of fewer patients, or from survival curves, would explain it: give `n` or `kind` if the source does",
    ))
}
