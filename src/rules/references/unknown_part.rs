//! A reference to a part or value that is not there.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::index::EdgeSort;
use crate::rules::about;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB102"),
    name: "unknown-part",
    severity: Severity::Error,
    summary: "a reference names a part or field that its record does not have",
    rationale: "A quoted value that is not there leaves a hole in the sentence, where a reader may put a number of their own.",
    fix: "Use the id of a part that the record has, and the name of a field that is set.",
    bad: &[
        (
            "content/chapters/all.md",
            r#"# All

Already [](trial:sample#deth.effect) counts.
"#,
        ),
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
[[outcomes]]
id = "death"
name = "Death"
effect = { measure = "RR", estimate = 0.9 }
"#,
        ),
    ],
    good: &[
        (
            "content/chapters/all.md",
            r#"# All

Already [](trial:sample#death.effect) counts.
"#,
        ),
        (
            "content/trials/sample.toml",
            r#"name = "SAMPLE"
design = "randomised"
[[outcomes]]
id = "death"
name = "Death"
effect = { measure = "RR", estimate = 0.9 }
"#,
        ),
    ],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for edge in &context.index.edges {
        let Some(record) = context.corpus.get(&edge.to.record) else {
            continue;
        };
        let Some(part) = &edge.to.part else {
            if edge.sort == EdgeSort::Quote {
                let wrong = Diagnostic::error(
                    RULE.code,
                    edge.span.clone(),
                    format!("`{}` names no value to fill in", edge.to),
                    "an empty link",
                );
                found.push(
                    about(wrong, &edge.from, &edge.field)
                        .help("name a value after `#`, or write a text between the brackets"),
                );
            }
            continue;
        };
        if context.index.quote(context.corpus, &edge.to).is_some() {
            continue;
        }
        let first = part.split('.').next().unwrap_or_default();
        let parts = context.index.parts.get(&record.id);
        let known = parts.into_iter().flatten().map(|(id, _)| id.as_str());
        let wrong = match context.index.part(&record.id, first) {
            Some(_) => Diagnostic::error(
                RULE.code,
                edge.span.clone(),
                format!("`{}#{first}` has no value at `{part}`", record.id),
                "nothing there",
            ),
            None => Diagnostic::error(
                RULE.code,
                edge.span.clone(),
                format!("`{}` has no part or field `{first}`", record.id),
                "not defined",
            ),
        };
        let wrong = about(wrong, &edge.from, &edge.field);
        let fields = record
            .tree
            .as_table()
            .into_iter()
            .flat_map(|t| &t.entries)
            .map(|e| e.key.as_str());
        found.push(
            match nearest(first, known.clone().chain(fields)).filter(|near| *near != first) {
                Some(near) => wrong.help(format!("a part or field `{near}` exists")),
                None => match known.collect::<Vec<_>>() {
                    ids if ids.is_empty() => wrong.help("the record has no parts; name one of its fields"),
                    ids => wrong.help(format!("its parts are {}", ids.join(", "))),
                },
            },
        );
    }
}
