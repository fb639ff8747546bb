//! A reference to a part or value that is not there.

use std::collections::BTreeMap;

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::index::{Edge, EdgeSort, Part, Way, way};
use crate::model::Record;
use crate::model::conform::article;
use crate::read::node::KeyPath;
use crate::rules::about;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB102"),
    name: "unknown-part",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a reference names a part or field that its record does not have",
    rationale: "A quoted value that is not there leaves a hole in the sentence, where a reader may put a number of their own.",
    fix: "Use the id of a part that the record has, and the name of a field that is set.",
    bad: &[
        (
            "content/chapters/sample.md",
            r#"# Sample

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
time = "30 d"
primary = true
effect = { measure = "RR", estimate = 0.9 }
"#,
        ),
    ],
    good: &[
        (
            "content/chapters/sample.md",
            r#"# Sample

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
time = "30 d"
primary = true
effect = { measure = "RR", estimate = 0.9 }
"#,
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let ask = text.ask;
    for edge in &text.edges {
        let Some(part) = &edge.to.part else {
            if edge.sort == EdgeSort::Quote && ask.record_name(&edge.to.record).is_some() {
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
        if ask.is_quotable(&edge.to) {
            continue;
        }
        let Some(record) = ask.record(&edge.to.record) else {
            continue;
        };
        let parts = ask.parts(&record.id);
        let (first, rest) = part.split_once('.').unwrap_or((part, ""));
        let way = match parts.and_then(|parts| parts.get(first)) {
            Some(known) => way(record, &known.path, first, rest),
            None => way(record, &KeyPath::default(), "", part),
        };
        found.push(about(fault(parts, record, edge, &way), &edge.from, &edge.field));
    }
}

fn fault(parts: Option<&BTreeMap<String, Part>>, record: &Record, edge: &Edge, way: &Way<'_>) -> Diagnostic {
    let Way { missing, noun, .. } = way;
    let (place, noun) = match way.found.as_str() {
        "" => (record.id.to_string(), "part or field"),
        found => (format!("{}#{found}", record.id), *noun),
    };
    let wrong = |message, label| Diagnostic::error(RULE.code, edge.span.clone(), message, label);
    if way.unset {
        return wrong(format!("`{place}` does not set `{missing}`"), "not set")
            .help("set it in the record, or name another value");
    }
    let wrong = wrong(format!("`{place}` has no {noun} `{missing}`"), "not defined");
    let parts = parts.into_iter().flatten();
    let parts: Vec<&str> = match way.found.as_str() {
        "" => parts.map(|(id, _)| id.as_str()).collect(),
        _ => Vec::new(),
    };
    let known = way.known.iter().map(String::as_str);
    match nearest(missing, known.clone().chain(parts.iter().copied())) {
        Some(near) => wrong.help(format!("{} `{near}` exists", article(noun))),
        None if !parts.is_empty() => wrong.help(format!("its parts are {}", parts.join(", "))),
        None if way.found.is_empty() => wrong.help("the record has no parts; name one of its fields"),
        None if way.known.is_empty() => wrong.help("nothing stands below it; take the rest away"),
        None => wrong.help(format!("its {noun}s are {}", way.known.join(", "))),
    }
}
