//! A position in the place of evidence.

use super::cited::evidence;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::model::Kind;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB514"),
    name: "position-as-evidence",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "a position is named as evidence",
    rationale: "An argued opinion is not a finding. Listed among the evidence it passes for one, and advice looks better founded than it is.",
    fix: "Name it under `positions`, which pages show apart from the evidence; where there is no such field, under `about`.",
    bad: &[
        (
            "content/questions/sample.toml",
            "name = \"Cooling\"\ntext = \"Does cooling help?\"\nevidence = [\"position:sample\"]\n",
        ),
        (
            "content/positions/sample.toml",
            "name = \"Cool all\"\nholder = \"A. Sample\"\nsort = \"opinion\"\ntext = \"Cool everybody.\"\n",
        ),
    ],
    good: &[
        (
            "content/questions/sample.toml",
            "name = \"Cooling\"\ntext = \"Does cooling help?\"\npositions = [\"position:sample\"]\n",
        ),
        (
            "content/positions/sample.toml",
            "name = \"Cool all\"\nholder = \"A. Sample\"\nsort = \"opinion\"\ntext = \"Cool everybody.\"\n",
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    for edge in evidence(text).filter(|edge| edge.to.record.kind == Kind::Position) {
        let message = format!("`{}` is an opinion and no evidence", edge.to);
        let in_harm = edge.field.to_string().starts_with("harms");
        let help = match record.id.kind {
            Kind::Recommendation | Kind::Question | Kind::Pathway => "name it under `positions`",
            Kind::Therapy if !in_harm => "name it under `positions`",
            _ => "name it under `about`",
        };
        found.push(
            Diagnostic::warning(RULE.code, edge.span.clone(), message, "a position")
                .about(&record.id, &edge.field)
                .help(help),
        );
    }
}
