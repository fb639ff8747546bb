//! Results of other numbers of patients than were randomised.

use super::patients::{Of, Patients, sum_in_words};
use super::{Comparison, Sort};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};
use std::collections::BTreeSet;

pub static RULE: Rule = Rule {
    code: Code("SB312"),
    name: "patients-off-randomised",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "results are of more patients than there were, or of fewer than were randomised",
    rationale: "Results of more patients than there were are wrong. Results of fewer say nothing of the rest, which a reader should know before relying on them.",
    fix: "Compare the numbers with the source. Give the patients analysed as `analysed` where the source tells them apart; where it does not say why some are missing, accept it.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[arms]]
id = "pump"
role = "experimental"
size = 17
[[arms]]
id = "usual"
role = "control"
size = 18
[[outcomes]]
id = "death"
name = "Death"
time = "30 d"
primary = true
results = [{ arm = "pump", events = 5, n = 19 }, { arm = "usual", events = 7, n = 18 }]
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
[[arms]]
id = "pump"
role = "experimental"
size = 17
[[arms]]
id = "usual"
role = "control"
size = 18
[[outcomes]]
id = "death"
name = "Death"
time = "30 d"
primary = true
results = [{ arm = "pump", events = 5, n = 17 }, { arm = "usual", events = 7, n = 18 }]
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let Some(patients) = Patients::of(record) else { return };
    found.extend(analysed(record, &patients));
    // The same number missing from each outcome is said once.
    let mut said = BTreeSet::new();
    for comparison in Comparison::all(record) {
        let before = found.len();
        by_arm(record, &patients, &comparison, &mut said, found);
        if found.len() == before {
            found.extend(in_all(record, &patients, &comparison, &mut said));
        }
    }
}

/// More patients analysed than randomised.
fn analysed(record: &Record, patients: &Patients<'_>) -> Option<Diagnostic> {
    let (total, analysed) = (patients.total?, patients.analysed?);
    let path = KeyPath::default().key("analysed");
    (analysed.value() > total.value()).then(|| {
        let message = format!("{analysed} patients were analysed, which is more than the {total} randomised");
        Diagnostic::error(RULE.code, record.span(&path), message, "more than there were")
            .about(&record.id, &path)
            .help("compare both numbers with the source")
    })
}

type Said<'a> = BTreeSet<(&'a str, u64)>;

/// Results whose number is not the size of their arm.
fn by_arm<'a>(
    record: &Record,
    patients: &Patients<'a>,
    comparison: &Comparison<'a>,
    said: &mut Said<'a>,
    found: &mut Vec<Diagnostic>,
) {
    // Fewer than all, but as many as were analysed: the record says so.
    let (sum, _) = sum_in_words(
        comparison
            .results
            .iter()
            .filter_map(|results| Some(results.n.as_ref()?.value())),
    );
    let told = patients.totals().contains(&sum);
    for (i, results) in comparison.results.iter().enumerate() {
        let id = results.arm.as_str();
        let Some((n, size)) = results
            .n
            .as_ref()
            .zip(comparison.arm(id).and_then(|arm| arm.size.as_ref()))
        else {
            continue;
        };
        let (path, arm) = (comparison.result_path(i, "n"), comparison.called(id));
        if n.value() > size.value() {
            let message = format!("the result is of {n} patients of {arm}, which has {size}");
            found.push(
                Diagnostic::error(RULE.code, record.span(&path), message, "more than the arm has")
                    .about(&record.id, &path)
                    .help("compare both numbers with the source"),
            );
        } else if n.value() < size.value() && !told && is_of_all(patients, comparison) && said.insert((id, n.value())) {
            let message = format!("the result is of {n} of the {size} patients of {arm}");
            found.push(
                Diagnostic::hint(RULE.code, record.span(&path), message, "fewer than the arm has")
                    .about(&record.id, &path)
                    .note(format!("missing: {size} − {n} = {}", size.value() - n.value()))
                    .help(MISSING),
            );
        }
    }
}

/// Results whose numbers do not add up to all patients, where the sizes of the arms are not known.
fn in_all<'a>(
    record: &Record,
    patients: &Patients<'a>,
    comparison: &Comparison<'a>,
    said: &mut Said<'a>,
) -> Option<Diagnostic> {
    let total = patients.total.filter(|_| patients.parted)?;
    let arms: BTreeSet<&str> = comparison.results.iter().map(|results| results.arm.as_str()).collect();
    let with_n = comparison.results.iter().filter_map(|results| results.n.as_ref());
    // Two results for one arm are of parts of it.
    let each_once = arms.len() == comparison.results.len() && with_n.clone().count() == arms.len();
    if !each_once || arms.is_empty() {
        return None;
    }
    let (sum, working) = sum_in_words(with_n.map(|n| n.value()));
    let path = comparison.path().key("results");
    let span = record.span(&path);
    // It may be the number analysed, or that of another source.
    if patients.totals().contains(&sum) {
        return None;
    }
    let found = if sum > total.value() {
        let message = format!("the results are of {sum} patients, which is more than the {total} in all");
        Diagnostic::error(RULE.code, span, message, "more than there were").help("compare the numbers with the source")
    } else {
        let all_arms = arms.len() == patients.arms.len() && patients.sizes().count() == 0;
        if !all_arms || !is_of_all(patients, comparison) || !said.insert(("", sum)) {
            return None;
        }
        let message = format!("the results are of {sum} of the {total} patients");
        Diagnostic::hint(RULE.code, span, message, "fewer than there were").help(MISSING)
    };
    Some(found.about(&record.id, &path).note(working))
}

const MISSING: &str = "give `analysed` if the source says how many were; else accept it, and say why some are missing or that \
                       nobody says";

/// Whether a comparison would be of all that were randomised.
fn is_of_all(patients: &Patients<'_>, comparison: &Comparison<'_>) -> bool {
    patients.of == Of::Trial && comparison.sort != Sort::Finding
}
