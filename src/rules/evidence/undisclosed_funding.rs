//! A study that the maker of what it studies paid for, and whose record does not say so.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::trial::Funding;
use crate::model::{Body, Record};
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB515"),
    name: "undisclosed-funding",
    severity: Severity::Warning,
    may_be_accepted: true,
    summary: "the maker of what a study compares paid for its report, and the study's record does not say so",
    rationale: "Who pays bears on what is found and how it is told. A reader of the study's page, and of every page that rests on it, must see that the maker paid.",
    fix: "Put the payer under `[funding]` of the trial or analysis, with its source; every page that names the study as evidence then says so by itself.",
    bad: &[
        (
            "content/therapies/cooler.toml",
            "name = \"Cooler\"\ntype = \"device\"\nmakers = [\"Sample Devices\"]\n",
        ),
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
reference = "sample2031"
[[arms]]
id = "cooler"
role = "experimental"
therapies = ["therapy:cooler"]
[[arms]]
id = "usual"
role = "control"
"#,
        ),
        (
            "content/references/sample2031.toml",
            "[funding]\nby = [\"Sample Devices Europe Ltd\"]\n",
        ),
        (
            "content/references.bib",
            "@article{sample2031, author = {Sample, A.}, title = {A}, year = {2031}}\n",
        ),
    ],
    good: &[
        (
            "content/therapies/cooler.toml",
            "name = \"Cooler\"\ntype = \"device\"\nmakers = [\"Sample Devices\"]\n",
        ),
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
reference = "sample2031"
[[arms]]
id = "cooler"
role = "experimental"
therapies = ["therapy:cooler"]
[[arms]]
id = "usual"
role = "control"
[funding]
by = ["Sample Devices Europe Ltd"]
"#,
        ),
        (
            "content/references/sample2031.toml",
            "[funding]\nby = [\"Sample Devices Europe Ltd\"]\n",
        ),
        (
            "content/references.bib",
            "@article{sample2031, author = {Sample, A.}, title = {A}, year = {2031}}\n",
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let Some(funding) = funding(record) else { return };
    let says = |payer: &str| {
        let mut named = funding.iter().flat_map(|funding| &funding.by);
        named.any(|named| named.as_str() == payer)
    };
    let paying = text.ask.paying_makers(&record.id);
    for payer in paying.into_iter().filter(|payer| !says(payer)) {
        let path = KeyPath::default().key("funding");
        let message =
            format!("`{payer}` paid for a report of this and makes what it studies, which the record does not say");
        found.push(
            Diagnostic::warning(RULE.code, record.span(&path), message, "no word of the payer")
                .about(&record.id, &path)
                .help(format!("add \"{payer}\" to `by` of `[funding]`, with its source")),
        );
    }
}

/// What a study says of who paid; none of what is no study.
fn funding(record: &Record) -> Option<Option<&Funding>> {
    match &record.body {
        Body::Trial(trial) => Some(trial.funding.as_ref()),
        Body::Analysis(analysis) => Some(analysis.funding.as_ref()),
        _ => None,
    }
}
