//! Arms that do not add up to the patients of a study.

use super::patients::{Of, Patients, sum_in_words};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Record;
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB311"),
    name: "arms-off-total",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "the sizes of the arms do not add up to the sample size",
    rationale: "A reader who reckons with one of the numbers gets a wrong share. Arms that are more than the whole are an error; where they are less, an arm or some patients may be missing.",
    fix: "Compare the sizes with the source. Give `analysed` where the sizes are of the patients analysed; where the source leaves patients out, accept it.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
sample_size = 35
[[arms]]
id = "pump"
role = "experimental"
size = 18
[[arms]]
id = "usual"
role = "control"
size = 18
[[outcomes]]
id = "death"
name = "Death"
time = "30 d"
primary = true
text = "Not different."
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
sample_size = 35
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
text = "Not different."
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    found.extend(Patients::of(record).and_then(|patients| fault(record, &patients)));
}

fn fault(record: &Record, patients: &Patients<'_>) -> Option<Diagnostic> {
    let total = patients.total.filter(|_| patients.parted)?;
    let all_have = patients.sizes().count() == patients.arms.len();
    let (sum, working) = sum_in_words(patients.sizes());
    // It may be the number analysed, or that of another source.
    if patients.totals().contains(&sum) {
        return None;
    }
    let path = KeyPath::default().key("sample_size");
    let (span, label) = (record.span(&path), "not the sum of the arms");
    let found = if sum > total.value() {
        let message = format!("the arms have {sum} patients, which is more than the {total} in all");
        Diagnostic::error(RULE.code, span, message, label)
    } else if sum < total.value() && all_have {
        let message = format!("the arms have {sum} patients, which is less than the {total} in all");
        match patients.of {
            Of::Analysis => Diagnostic::hint(RULE.code, span, message, label),
            Of::Trial | Of::Study => Diagnostic::warning(RULE.code, span, message, label),
        }
    } else {
        return None;
    };
    Some(
        found
            .about(&record.id, &path)
            .note(format!("arms of known size: {working}"))
            .help("compare the sizes of the arms and the sample size with the source"),
    )
}
