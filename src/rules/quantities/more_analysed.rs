//! More patients analysed than randomised.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::trial::Trial;
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB207"),
    name: "more-analysed",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "a trial analysed more patients than it randomised",
    rationale: "One of the two numbers is wrong, and every share that is of them with it.",
    fix: "Compare both numbers with the source; they may have been exchanged.",
    bad: &[(
        "content/trials/sample.toml",
        "name = \"SAMPLE\"\ndesign = \"randomised\"\nsample_size = 355\nanalysed = 360\n",
    )],
    good: &[(
        "content/trials/sample.toml",
        "name = \"SAMPLE\"\ndesign = \"randomised\"\nsample_size = 360\nanalysed = 355\n",
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    let Some(trial) = record.as_kind::<Trial>() else { return };
    let (Some(all), Some(analysed)) = (&trial.sample_size, &trial.analysed) else {
        return;
    };
    if analysed.value() > all.value() {
        let path = KeyPath::default().key("analysed");
        let message = format!("{analysed} patients were analysed, and {all} randomised");
        found.push(
            Diagnostic::error(RULE.code, record.span(&path), message, "more than there were")
                .about(&record.id, &path)
                .related(
                    record.span(&KeyPath::default().key("sample_size")),
                    "the patients randomised",
                )
                .help("compare both numbers with the source"),
        );
    }
}
