//! A citation of a work that the bibliography does not have.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::index::Index;
use crate::model::Kind;
use crate::rules::about;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB103"),
    name: "unknown-citation",
    severity: Severity::Error,
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
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let works = &context.corpus.bibliography.works;
    for citation in &context.index.citations {
        let key = &citation.cite.key;
        if works.contains_key(key) || context.corpus.unread.works.has(key) {
            continue;
        }
        let wrong = Diagnostic::error(
            RULE.code,
            citation.span.clone(),
            format!("the bibliography has no work `{key}`"),
            "not in references.bib",
        );
        let wrong = about(wrong, &citation.from, &citation.field);
        found.push(match nearest(key, works.keys().map(String::as_str)) {
            Some(near) => wrong.help(format!("a work `{near}` exists")),
            None => wrong.help("add it to `references.bib`"),
        });
    }
    // A note on a work has the work's key as its id.
    for record in context
        .corpus
        .of_kind(Kind::Work)
        .filter(|r| !Index::exists(context.corpus, &r.id))
    {
        let key = &record.id.id;
        let wrong = Diagnostic::error(
            RULE.code,
            record.head(),
            format!("the bibliography has no work `{key}`"),
            "notes on no work",
        )
        .about(&record.id, "");
        found.push(match nearest(key, works.keys().map(String::as_str)) {
            Some(near) => wrong.help(format!("call the file `{near}.toml` if that work is meant")),
            None => wrong.help("add the work to `references.bib`, or remove the file"),
        });
    }
}
