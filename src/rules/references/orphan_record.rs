//! A record to which nothing leads.

use crate::diagnostic::{Code, Diagnostic, Severity};
use std::collections::BTreeSet;

use crate::index::embed::{self, Request};
use crate::model::Kind;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB109"),
    name: "orphan-record",
    severity: Severity::Warning,
    summary: "no chapter and no other record leads to a record",
    rationale: "It can only be found by someone who already knows that it is there.",
    fix: "Link it from a chapter or a record, or list its kind in a chapter.",
    bad: &[
        (
            "content/chapters/all.md",
            r#"# All

Nothing here.
"#,
        ),
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
"#,
        ),
    ],
    good: &[
        (
            "content/chapters/all.md",
            r#"# All

See [the trial](trial:sample).
"#,
        ),
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
"#,
        ),
    ],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let listed = listed(context);
    for record in context.corpus.records.values() {
        // Notes on a work are reached through the bibliography.
        if record.id.kind == Kind::Work || listed.contains(&record.id.kind) {
            continue;
        }
        if context.index.incoming(&record.id).next().is_none() {
            found.push(
                Diagnostic::warning(
                    RULE.code,
                    record.head(),
                    format!("nothing leads to `{}`", record.id),
                    "not linked from anywhere",
                )
                .about(&record.id, "")
                .help(format!(
                    "link it as `[{}]({})`, or list its kind in a chapter",
                    record.name(),
                    record.id
                )),
            );
        }
    }
}

/// Kinds of which a chapter shows every record.
fn listed(context: &Context<'_>) -> BTreeSet<Kind> {
    let prose = context.index.prose.iter();
    let blocks = prose.flat_map(|p| p.scan.embeds.iter().map(move |block| (p, block)));
    blocks
        .filter_map(|(prose, block)| embed::request(block, prose.file, &|at| prose.span(&at)).0)
        .filter_map(|request| match request {
            Request::Trials(trials) if trials.therapy.is_none() => Some(Kind::Trial),
            Request::Studies(studies) if studies.therapy.is_none() => Some(Kind::Study),
            Request::List(list) if list.sort.is_none() => Kind::from_name(list.kind?.as_str()),
            _ => None,
        })
        .collect()
}
