//! Two records with one registry number.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use std::collections::BTreeMap;

use crate::model::{Kind, Record};
use crate::read::node::{KeyPath, Node};
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB106"),
    name: "duplicate-registry",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "two records have the same registry number",
    rationale: "One trial would be counted twice: as evidence, and as under way.",
    fix: "Keep one record. A trial that one source lists as under way and another reports is a trial, with its plan under `[planned]`.",
    bad: &[
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
registry = "NCT00000001"
"#,
        ),
        (
            "content/studies/sample-b.toml",
            r#"name = "B"
status = "recruiting"
registry = "NCT00000001"
"#,
        ),
    ],
    good: &[
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
registry = "NCT00000001"
"#,
        ),
        (
            "content/studies/sample-b.toml",
            r#"name = "B"
status = "recruiting"
registry = "NCT00000002"
"#,
        ),
    ],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let mut first: BTreeMap<String, &Record> = BTreeMap::new();
    for record in context.corpus.records.values() {
        let Some(node) = record.tree.get("registry") else {
            continue;
        };
        let Some(number) = node.as_text() else { continue };
        // Registries do not tell case apart.
        match first.get(&number.to_uppercase()) {
            Some(other) => found.push(fault(record, node, number, other)),
            None => {
                first.insert(number.to_uppercase(), record);
            }
        }
    }
}

fn fault(record: &Record, node: &Node, number: &str, other: &Record) -> Diagnostic {
    let span = Span::new(record.file, node.span.clone());
    let first = other.span(&KeyPath::default().key("registry"));
    let wrong = |message: String, label: &str, first_label: &str, help: &str| {
        Diagnostic::error(RULE.code, span, message, label)
            .related(first, first_label)
            .about(&record.id, "registry")
            .help(help)
    };
    // Trials come before studies in the order of records.
    match (other.id.kind, record.id.kind) {
        (Kind::Trial, Kind::Study) => wrong(
            format!(
                "a published trial has overtaken this study: `{}` has the number `{number}` too",
                other.id
            ),
            "overtaken",
            "the published trial",
            "move what was planned to `[planned]` of the trial, and remove the study",
        ),
        _ => wrong(
            format!("`{number}` is also the number of `{}`", other.id),
            "the same study again",
            "first here",
            "keep one record for one study; a published trial has its plan under `[planned]`",
        ),
    }
}
