//! A record to which nothing leads.

use crate::diagnostic::{Code, Diagnostic, Severity};
use std::collections::BTreeSet;

use crate::index::embed::{self, Request};
use crate::model::{Kind, RecordId};
use crate::read::markdown::EMBED_PREFIX;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB109"),
    name: "orphan-record",
    severity: Severity::Warning,
    may_be_accepted: false,
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
    let Some(listed) = listed(context) else { return };
    for record in context.corpus.records.values() {
        // Notes on a work are reached through the bibliography.
        if record.id.kind == Kind::Work || listed.contains(&record.id.kind) {
            continue;
        }
        if context.index.incoming(&record.id).next().is_none() && !perhaps(context, &record.id) {
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

/// Whether a file that could not be read may lead to a record. What is wrong with the file has been said.
fn perhaps(context: &Context<'_>, id: &RecordId) -> bool {
    let name = id.to_string();
    context.corpus.unread.files.iter().any(|file| {
        let text = &context.sources.file(*file).text;
        text.is_empty() || text.contains(&name) || text.contains(EMBED_PREFIX)
    })
}

/// Kinds of which a chapter shows every record. None where a block is at fault, for it may list any of them.
fn listed(context: &Context<'_>) -> Option<BTreeSet<Kind>> {
    let mut listed = BTreeSet::new();
    for prose in context.index.prose() {
        for block in &prose.scan.embeds {
            match embed::request(block, prose.file, &|at| prose.span(&at)).0? {
                Request::Trials(trials) if trials.therapy.is_none() => {
                    listed.insert(Kind::Trial);
                }
                Request::Studies(studies) if studies.therapy.is_none() => {
                    listed.insert(Kind::Study);
                }
                Request::List(list) if list.sort.is_none() => {
                    listed.extend(list.kind.and_then(|kind| Kind::from_name(kind.as_str())));
                }
                _ => {}
            }
        }
    }
    Some(listed)
}
