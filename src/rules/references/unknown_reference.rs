//! A reference to a record that is not there.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::index::Index;
use crate::model::Kind;
use crate::model::conform::article;
use crate::rules::about;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB101"),
    name: "unknown-reference",
    severity: Severity::Error,
    summary: "a reference names a record that does not exist",
    rationale: "A recommendation that rests on a trial which the handbook does not have rests on nothing that its reader can follow.",
    fix: "Use the id of a record that exists, or write the record.",
    bad: &[
        (
            "content/chapters/sample.md",
            r#"# Sample

See [it](trial:sampel).
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
            "content/chapters/sample.md",
            r#"# Sample

See [it](trial:sample).
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
    for edge in &context.index.edges {
        let id = &edge.to.record;
        if Index::exists(context.corpus, id) {
            continue;
        }
        let kind = id.kind.name();
        let message = match id.kind {
            Kind::Work => format!("the bibliography has no work `{}`", id.id),
            _ => format!("no {kind} has the id `{}`", id.id),
        };
        let wrong = Diagnostic::error(RULE.code, edge.span.clone(), message, "not defined");
        let wrong = about(wrong, &edge.from, &edge.field);
        found.push(match context.index.renamed(id) {
            Some(now) => wrong.help(format!("it is now called `{now}`")),
            None => match nearest(&id.id, known(context, id.kind)) {
                Some(near) => wrong.help(format!("{} `{near}` exists", article(kind))),
                None => elsewhere(context, &id.id, wrong, id.kind),
            },
        });
    }
}

fn known<'a>(context: &Context<'a>, kind: Kind) -> Vec<&'a str> {
    let corpus = context.corpus;
    let unread = corpus.unread.records.get(&kind).into_iter().flat_map(|ids| &ids.known);
    match kind {
        Kind::Work => corpus.bibliography.works.keys().map(String::as_str).collect(),
        _ => corpus
            .of_kind(kind)
            .map(|r| &r.id.id)
            .chain(unread)
            .map(String::as_str)
            .collect(),
    }
}

/// The right id under the wrong kind is a common slip.
fn elsewhere(context: &Context<'_>, id: &str, wrong: Diagnostic, kind: Kind) -> Diagnostic {
    match context.corpus.records.keys().find(|r| r.id == id) {
        Some(other) => wrong.help(format!("`{other}` exists")),
        None if kind == Kind::Work => wrong.help("add the work to `references.bib`"),
        None => wrong.help(format!(
            "write `{}/{id}.toml`, or refer to another {}",
            kind.folder(),
            kind.name()
        )),
    }
}
