//! Evidence that has been superseded or withdrawn, cited as current.

use super::cited::{evidence, is_past};
use crate::ask::Standing;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB513"),
    name: "superseded-evidence",
    severity: Severity::Warning,
    may_be_accepted: true,
    summary: "evidence that has been superseded or withdrawn is cited as current",
    rationale: "Advice is followed that rests on what no longer holds; what replaced it may say the opposite.",
    fix: "Cite what has replaced it; or say by `superseded_by` that the citing text is overtaken too; or accept it with the reason why the older evidence still counts.",
    bad: &[
        (
            "content/questions/sample.toml",
            "name = \"Cooling\"\ntext = \"Does cooling help?\"\nevidence = [\"trial:sample-1\"]\n",
        ),
        (
            "content/trials/sample-1.toml",
            "name = \"SAMPLE 1\"\ndesign = \"randomised\"\nsuperseded_by = \"trial:sample-2\"\n",
        ),
        (
            "content/trials/sample-2.toml",
            "name = \"SAMPLE 2\"\ndesign = \"randomised\"\n",
        ),
    ],
    good: &[
        (
            "content/questions/sample.toml",
            "name = \"Cooling\"\ntext = \"Does cooling help?\"\nevidence = [\"trial:sample-2\"]\n",
        ),
        (
            "content/trials/sample-1.toml",
            "name = \"SAMPLE 1\"\ndesign = \"randomised\"\nsuperseded_by = \"trial:sample-2\"\n",
        ),
        (
            "content/trials/sample-2.toml",
            "name = \"SAMPLE 2\"\ndesign = \"randomised\"\n",
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    for edge in evidence(text) {
        let Some(standing) = text.ask.standing(&edge.to) else {
            continue;
        };
        if is_past(record, &edge.field) {
            continue;
        }
        let (what, help) = match standing {
            // Of what was retracted or called into question, others speak.
            Standing::Retracted | Standing::Doubted => continue,
            Standing::Withdrawn => ("withdrawn", "take it out, or cite what holds in its place".to_owned()),
            Standing::Superseded => {
                let by = text.ask.successor(&edge.to);
                let by = by.map_or("what has replaced it".to_owned(), |by| {
                    format!("`{by}`, which has replaced it")
                });
                (
                    "superseded",
                    format!("cite {by}, or say that this is overtaken too by `superseded_by`"),
                )
            }
        };
        let message = format!("`{}` has been {what} and is cited as evidence", edge.to);
        found.push(
            Diagnostic::warning(RULE.code, edge.span.clone(), message, what)
                .about(&record.id, &edge.field)
                .help(help),
        );
    }
}
