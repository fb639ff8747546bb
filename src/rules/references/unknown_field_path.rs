//! A key path to a field that is not there.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::model::shape::Shapes;
use crate::model::{Kind, Record};
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB114"),
    name: "unknown-field-path",
    severity: Severity::Error,
    summary: "`also_reported` or `accept` names a field that the record cannot have",
    rationale: "The other source's value would stand beside nothing, and no reader would see that sources differ.",
    fix: "Write the path from the record's top, with elements of lists by their id: `outcomes.death.effect.estimate`.",
    bad: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
sample_size = 40
[[also_reported]]
field = "sampel_size"
value = 41
because = "Not explained."
"#,
    )],
    good: &[(
        "content/trials/sample.toml",
        r#"name = "SAMPLE"
design = "randomised"
sample_size = 40
[[also_reported]]
field = "sample_size"
value = 41
because = "Not explained."
"#,
    )],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for reference in &context.index.paths {
        let Some(record) = context.corpus.get(&reference.record) else {
            continue;
        };
        if known(context, record, &reference.path) {
            continue;
        }
        let wrong = Diagnostic::error(
            RULE.code,
            reference.span.clone(),
            format!("`{}` has no field `{}`", record.id, reference.path),
            "no such field",
        )
        .about(&record.id, &reference.field);
        let fields = record
            .tree
            .as_table()
            .into_iter()
            .flat_map(|t| &t.entries)
            .map(|e| e.key.as_str());
        found.push(match nearest(&reference.path, fields) {
            Some(near) => wrong.help(format!("a field `{near}` exists")),
            None => wrong.help("write the path from the record's top, with elements of lists by their `id`"),
        });
    }
}

fn known(context: &Context<'_>, record: &Record, path: &str) -> bool {
    match record.id.kind {
        // The fields of a work are those of its BibLaTeX entry.
        Kind::Work => context
            .corpus
            .bibliography
            .works
            .get(&record.id.id)
            .is_some_and(|work| work.fields.contains_key(path)),
        kind => Shapes::get().written(kind, &record.tree, path).is_some(),
    }
}
