//! A key path to a field that is not there.

use crate::ask::Ask;
use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::index::way;
use crate::model::conform::article;
use crate::model::shape::Shapes;
use crate::model::{Kind, Record};
use crate::read::node::KeyPath;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB114"),
    name: "unknown-field-path",
    severity: Severity::Error,
    may_be_accepted: false,
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
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let Some(record) = text.record() else { return };
    for reference in &text.paths {
        if known(text.ask, record, &reference.path) {
            continue;
        }
        let wrong = |message| {
            Diagnostic::error(RULE.code, reference.span.clone(), message, "no such field")
                .about(&record.id, &reference.field)
        };
        found.push(match text.ask.bibliography().works.get(&record.id.id) {
            Some(work) if record.id.kind == Kind::Work => {
                let wrong = wrong(format!(
                    "the entry of `{}` has no field `{}`",
                    record.id.id, reference.path
                ));
                match nearest(&reference.path, work.fields.keys().map(String::as_str)) {
                    Some(near) => wrong.help(format!("a field `{near}` exists")),
                    None => wrong.help("name a field of its entry in `references.bib`"),
                }
            }
            _ => {
                let way = way(record, &KeyPath::default(), "", &reference.path);
                let place = match way.found.as_str() {
                    "" => record.id.to_string(),
                    found => format!("{}#{found}", record.id),
                };
                let wrong = wrong(format!("`{place}` has no {} `{}`", way.noun, way.missing));
                match nearest(way.missing, way.known.iter().map(String::as_str)) {
                    Some(near) => wrong.help(format!("{} `{near}` exists", article(way.noun))),
                    None if way.known.is_empty() => wrong.help("nothing stands below it; take the rest away"),
                    None if way.found.is_empty() => {
                        wrong.help("write the path from the record's top, with elements of lists by their `id`")
                    }
                    None => wrong.help(format!("its {}s are {}", way.noun, way.known.join(", "))),
                }
            }
        });
    }
}

fn known(ask: Ask<'_>, record: &Record, path: &str) -> bool {
    match record.id.kind {
        // The fields of a work are those of its BibLaTeX entry.
        Kind::Work => ask.work_field(&record.id.id, path).is_some(),
        kind => Shapes::get().written(kind, &record.tree, path).is_some(),
    }
}
