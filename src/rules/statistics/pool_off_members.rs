//! A meta-analysis whose patients are not those of the trials that it pools.

use super::patients::{Patients, sum_in_words};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Body, RecordId};
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};
use std::collections::BTreeSet;

pub static RULE: Rule = Rule {
    code: Code("SB313"),
    name: "pool-off-members",
    severity: Severity::Warning,
    may_be_accepted: true,
    summary: "a meta-analysis has another number of patients than the trials that it pools",
    rationale: "The analysis left patients out, which a reader should know, or has a trial that is not listed, or one of the sizes is wrong.",
    fix: "Compare `sample_size`, `pools` and the sizes of the trials with the sources; where the analysis really has another number, accept it with what it says of the difference.",
    bad: &[
        (
            "content/analyses/pool.toml",
            r#"name = "Pool"
design = "meta-analysis"
pools = ["trial:one", "trial:two"]
pooled = 2
sample_size = 160
"#,
        ),
        (
            "content/trials/one.toml",
            r#"name = "ONE"
design = "randomised"
sample_size = 60
"#,
        ),
        (
            "content/trials/two.toml",
            r#"name = "TWO"
design = "randomised"
sample_size = 80
"#,
        ),
    ],
    good: &[
        (
            "content/analyses/pool.toml",
            r#"name = "Pool"
design = "meta-analysis"
pools = ["trial:one", "trial:two"]
pooled = 2
sample_size = 140
"#,
        ),
        (
            "content/trials/one.toml",
            r#"name = "ONE"
design = "randomised"
sample_size = 60
"#,
        ),
        (
            "content/trials/two.toml",
            r#"name = "TWO"
design = "randomised"
sample_size = 80
"#,
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    found.extend(fault(text));
}

fn fault(text: &Text<'_>) -> Option<Diagnostic> {
    let record = text.record()?;
    let Body::Analysis(analysis) = &record.body else {
        return None;
    };
    let (size, pooled) = (analysis.sample_size.as_ref()?, analysis.pooled.as_ref()?);
    let members: BTreeSet<&RecordId> = analysis.pools.iter().map(|trial| &trial.target().record).collect();
    // Only where the handbook has every trial that was pooled, each once.
    if members.len() as u64 != pooled.value() || members.len() != analysis.pools.len() {
        return None;
    }
    let sizes: Option<Vec<[u64; 2]>> = members
        .iter()
        .map(|member| {
            let totals = Patients::of(text.ask.record(member)?)?.totals();
            Some([*totals.first()?, *totals.last()?])
        })
        .collect();
    let sizes = sizes.filter(|sizes| !sizes.is_empty())?;
    let (least, of_least) = sum_in_words(sizes.iter().map(|size| size[0]));
    let (most, of_all) = sum_in_words(sizes.iter().map(|size| size[1]));
    if (least..=most).contains(&size.value()) {
        return None;
    }
    let path = KeyPath::default().key("sample_size");
    let span = record.span(&path);
    let found = match size.value() > most {
        true => {
            let message = format!("the analysis has {size} patients, which is more than the {most} of its trials");
            Diagnostic::warning(RULE.code, span, message, "more than the trials have")
        }
        false => {
            let message = format!("the analysis has {size} patients, which is fewer than the {least} of its trials");
            Diagnostic::hint(RULE.code, span, message, "fewer than the trials have")
        }
    };
    let names: Vec<&str> = members
        .iter()
        .map(|member| text.ask.record_name(member).unwrap_or(&member.id))
        .collect();
    let mut found = found
        .about(&record.id, &path)
        .note(format!("{}: {of_all}", names.join(" + ")));
    if least != most {
        found = found.note(format!("by the least that sources give: {of_least}"));
    }
    Some(found.help("compare the sizes with the sources, and say in the record what explains the difference"))
}
