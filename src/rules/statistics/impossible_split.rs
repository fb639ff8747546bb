//! Percentages that no parting of the patients into arms can make.

use super::impossible_percentage::whole;
use super::patients::{Constraint, Of, Patients, can_be_parted, ways};
use super::rounding::Printed;
use super::{Comparison, Sort};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::model::effect::{ResultKind, Results};
use crate::model::number::Count;
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
    let shares: Vec<&Results> = results.iter().filter(|results| whole(results).is_some()).collect();
    // With patients of their own, results are not of all.
    if shares.is_empty() || results.iter().any(|results| results.n.is_some()) {
        return None;
    }
    let arms: Vec<Constraint> = (patients.arms.iter())
        .map(|arm| Constraint {
            size: arm.size.as_ref().map(Count::value),
            percent: (shares.iter())
                .find(|results| results.arm.as_str() == arm.id.as_str())
                .and_then(|results| whole(results))
                .map(Printed::of),
        })
        .collect();
    let (known, free): (Vec<&Constraint>, Vec<&Constraint>) = arms.iter().partition(|arm| arm.size.is_some());
    let taken: u64 = known.iter().filter_map(|arm| arm.size).sum();
    let open: Vec<u64> = (totals.iter())
        .filter_map(|total| total.checked_sub(taken).filter(|open| *open >= free.len() as u64))
        .collect();
    // What is impossible in an arm of known size, or has no patients left, is another rule's.
    let elsewhere = known.iter().any(|arm| !arm.allows(arm.size.unwrap_or_default()));
    let wanted = free.iter().any(|arm| arm.percent.is_some());
    if !wanted || elsewhere || open.is_empty() || totals.iter().any(|total| can_be_parted(*total, &arms) != Some(false))
    {
        return None;
    }
    let printed: Vec<String> = shares.iter().filter_map(|r| Some(format!("{}%", whole(r)?))).collect();
    let (printed, total) = (
        printed.join(" and "),
        totals.iter().map(u64::to_string).collect::<Vec<_>>().join(" or "),
    );
    let message = match arms.len() {
        1 => format!("no whole number of the {total} patients is {printed}"),
        n => format!("the {total} patients cannot be parted into {n} arms so that {printed} are whole patients"),
    };
    let path = comparison.path().key("results");
    let (span, label) = (record.span(&path), "not shares of whole patients");
    let proportions = shares
        .iter()
        .all(|results| results.kind == Some(ResultKind::Proportion));
    let found = match proportions {
        true => Diagnostic::error(RULE.code, span, message, label),
        false => Diagnostic::hint(RULE.code, span, message, label),
    };
    let found = open.iter().fold(found, |found, open| match free.len() {
        1 if known.is_empty() => found,
        1 => found.note(format!("{open} patients are left for the arm of unknown size")),
        n => found.note(format!(
            "all {} ways to part {open} patients into {n} arms were tried",
            ways(*open, n)
        )),
    });
    Some(found.about(&record.id, &path).help(
        "shares of fewer patients, or from survival curves, would explain it: give `n` or `kind` if the source does",
    ))
}
