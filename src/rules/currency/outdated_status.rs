//! An ongoing study whose status was stated too long ago.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::study::{Status, Study};
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB603"),
    name: "outdated-status",
    severity: Severity::Warning,
    may_be_accepted: true,
    summary: "the status of an ongoing study was stated too long ago",
    rationale: "The study may have ended or been published since. A reader who waits for its results may be waiting for what is already known.",
    fix: "Look the study up, and bring `status` and `as_of` up to date; a published one becomes a trial. Where no newer source is at hand, accept it with that reason, and with a day. How old a status may be, `status_age` in `[validity]` of `book.toml` sets; 12 months where absent.",
    bad: &[(
        "content/studies/sample.toml",
        "name = \"SAMPLE\"\nstatus = \"recruiting\"\nas_of = 2024-03-01\n",
    )],
    good: &[(
        "content/studies/sample.toml",
        "name = \"SAMPLE\"\nstatus = \"recruiting\"\nas_of = 2026-03-01\n",
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let Some(study) = record.as_kind::<Study>() else { return };
    // These stay as they are.
    if matches!(study.status, Status::StoppedEarly | Status::Published) {
        return;
    }
    let Some((as_of, today)) = study.as_of.as_ref().zip(text.ask.as_of()) else {
        return;
    };
    let until = text.ask.book().validity.status_until(as_of);
    if until < today {
        let path = KeyPath::default().key("as_of");
        let message = format!("where this study stands was stated for {as_of}, and counts as current until {until}");
        found.push(
            Diagnostic::warning(RULE.code, record.span(&path), message, "too long ago")
                .about(&record.id, &path)
                .help("look the study up, and bring `status` and `as_of` up to date"),
        );
    }
}
