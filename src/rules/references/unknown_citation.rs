//! A citation of a work that the bibliography does not have.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::model::Kind;
use crate::rules::about;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB103"),
    name: "unknown-citation",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a citation key is not in the bibliography",
    rationale: "A number whose source cannot be found cannot be trusted.",
    fix: "Use a key of `references.bib`, or add the work there.",
    bad: &[
        (
            "content/chapters/all.md",
            r#"# All

It helps [@sampel2020].
"#,
        ),
        (
            "content/references.bib",
            r#"@article{sample2020, author = {Sample, A.}, title = {One}, year = {2020}}
"#,
        ),
    ],
    good: &[
        (
            "content/chapters/all.md",
            r#"# All

It helps [@sample2020].
"#,
        ),
        (
            "content/references.bib",
            r#"@article{sample2020, author = {Sample, A.}, title = {One}, year = {2020}}
"#,
        ),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let ask = text.ask;
    for citation in &text.citations {
        let key = &citation.cite.key;
        if ask.has_work(key) {
            continue;
        }
        let wrong = Diagnostic::error(
            RULE.code,
            citation.span.clone(),
            format!("the bibliography has no work `{key}`"),
            "not in references.bib",
        );
        let wrong = about(wrong, &citation.from, &citation.field);
        found.push(match nearest(key, ask.known_ids(&Kind::Work)) {
            Some(near) => wrong.help(format!("a work `{near}` exists")),
            None => wrong.help("add it to `references.bib`"),
        });
    }
    // A note on a work has the work's key as its id.
    let record = text.record().filter(|r| r.id.kind == Kind::Work && !ask.exists(&r.id));
    if let Some(record) = record {
        let key = &record.id.id;
        let wrong = Diagnostic::error(
            RULE.code,
            record.head(),
            format!("the bibliography has no work `{key}`"),
            "notes on no work",
        )
        .about(&record.id, "");
        found.push(match nearest(key, ask.known_ids(&Kind::Work)) {
            Some(near) => wrong.help(format!("call the file `{near}.toml` if that work is meant")),
            None => wrong.help("add the work to `references.bib`, or remove the file"),
        });
    }
}
