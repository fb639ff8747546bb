//! A decision that may leave a patient without an answer.

use super::uncovered_values::{decisions, leaves_nobody_out, uncovered};
use super::with_record;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB410"),
    name: "dead-end",
    severity: Severity::Warning,
    may_be_accepted: true,
    summary: "a decision has only answers with conditions, and none for the patient to whom none of them applies",
    rationale: "Such a patient is left where the chart stops, at the moment in which someone has to act.",
    fix: "Say `otherwise = true` on the answer that takes everyone else; its own words stay.",
    bad: &[(
        "content/pathways/sample.toml",
        concat!(
            "name = \"Sample\"\nstart = \"look\"\n[[steps]]\nid = \"look\"\nname = \"Does the patient glow?\"\n",
            "next = [\n  { to = \"shade\", when = { text = \"Glows\" } },\n  { to = \"wait\", when = { text = \"Is dark\" } },\n]\n",
            "[[steps]]\nid = \"shade\"\nname = \"Shade\"\n[[steps]]\nid = \"wait\"\nname = \"Wait\"\n",
        ),
    )],
    good: &[(
        "content/pathways/sample.toml",
        concat!(
            "name = \"Sample\"\nstart = \"look\"\n[[steps]]\nid = \"look\"\nname = \"Does the patient glow?\"\n",
            "next = [\n  { to = \"shade\", when = { text = \"Glows\" } },\n",
            "  { to = \"wait\", when = { text = \"Is dark\" }, otherwise = true },\n]\n",
            "[[steps]]\nid = \"shade\"\nname = \"Shade\"\n[[steps]]\nid = \"wait\"\nname = \"Wait\"\n",
        ),
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    with_record(text, |record, lookup| {
        for (path, step) in decisions(record) {
            // Values for which there is surely no answer are another rule's matter.
            if leaves_nobody_out(step, lookup) || uncovered(step, lookup).is_some() {
                continue;
            }
            let message = format!(
                "`{}` has no way for a patient to whom none of its answers applies",
                step.id
            );
            let path = path.key("next");
            found.push(
                Diagnostic::warning(RULE.code, record.span(&path), message, "every answer has a condition")
                    .about(&record.id, &path)
                    .help("say `otherwise = true` on the answer that takes everyone else, or add a way without `when`"),
            );
        }
    });
}
