//! A record that rests on a work that was retracted.

use std::collections::BTreeSet;

use crate::ask::Standing;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::{Body, Kind, Record};
use crate::read::node::KeyPath;
use crate::rules::evidence::cited::{evidence, is_past};
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB621"),
    name: "retracted-evidence",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "a record rests on a work that was retracted, as its own report, as a source of its values, or as evidence",
    rationale: "Its values do not stand, and advice that rests on them has lost its ground. A badge beside a number is not enough: someone has to decide what becomes of the record.",
    fix: "Withdraw the record by `[withdrawn]` with the reason, drop the values or the evidence, or cite what still holds; where it is to stay, accept it with the reason, which readers see.",
    bad: &[
        (
            "content/references.bib",
            "@article{sample2031, author = {Sample, A.}, title = {A}, year = {2031}, doi = {10.5555/sample}}\n",
        ),
        (
            "content/references/sample2031.toml",
            "[retracted]\non = 2032-02-01\nreason = \"Patients were made up.\"\n",
        ),
        (
            "content/trials/sample.toml",
            "name = \"SAMPLE\"\ndesign = \"randomised\"\nreference = \"sample2031\"\n",
        ),
    ],
    good: &[
        (
            "content/references.bib",
            "@article{sample2031, author = {Sample, A.}, title = {A}, year = {2031}, doi = {10.5555/sample}}\n",
        ),
        (
            "content/references/sample2031.toml",
            "[retracted]\non = 2032-02-01\nreason = \"Patients were made up.\"\n",
        ),
        (
            "content/trials/sample.toml",
            "name = \"SAMPLE\"\ndesign = \"randomised\"\nreference = \"sample2031\"\n[withdrawn]\nreason = \"Its report was retracted.\"\n",
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    if matches!(record.body, Body::Work(_))
        || record.common.superseded_by.is_some()
        || record.common.withdrawn.is_some()
    {
        return;
    }
    let retracted = |key: &str| text.ask.work_standing(key) == Some(Standing::Retracted);
    let wrong = |span, message: String, path: &KeyPath| {
        Diagnostic::error(RULE.code, span, message, "retracted")
            .about(&record.id, path)
            .help("withdraw it, cite what still holds, or accept it with the reason why it stays")
    };
    let mut looked_at: BTreeSet<&str> = BTreeSet::new();
    if let Some(key) = own_report(record).filter(|key| retracted(key)) {
        let path = KeyPath::default().key("reference");
        let message = format!("the report of this study, `{key}`, was retracted");
        found.push(wrong(record.span(&path), message, &path));
        looked_at.insert(key);
    }
    for citation in text.citations.iter().filter(|citation| citation.source) {
        let key = citation.cite.key.as_str();
        // All that a record has from a work is one fault.
        if !is_past(record, &citation.field) && looked_at.insert(key) && retracted(key) {
            let message = format!("values of this record were read in `{key}`, which was retracted");
            found.push(wrong(citation.span.clone(), message, &citation.field));
        }
    }
    for edge in evidence(text) {
        let id = &edge.to.record;
        if text.ask.standing(&edge.to) == Some(Standing::Retracted) && !is_past(record, &edge.field) {
            let what = if id.kind == Kind::Work { "it" } else { "its report" };
            let message = format!("`{id}` is cited as evidence, and {what} was retracted");
            found.push(wrong(edge.span.clone(), message, &edge.field));
        }
    }
}

/// The report in which a study was published.
fn own_report(record: &Record) -> Option<&str> {
    let report = match &record.body {
        Body::Trial(trial) => trial.reference.as_ref(),
        Body::Analysis(analysis) => analysis.reference.as_ref(),
        _ => None,
    };
    report.map(|key| key.as_str())
}
