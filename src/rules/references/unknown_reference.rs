//! A reference to a record that is not there.

use crate::ask::Ask;
use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::model::Kind;
use crate::model::conform::article;
use crate::rules::about;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB101"),
    name: "unknown-reference",
    severity: Severity::Error,
    may_be_accepted: false,
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
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    let ask = text.ask;
    for edge in &text.edges {
        let id = &edge.to.record;
        if ask.exists(id) {
            continue;
        }
        let kind = id.kind.name();
        let message = match id.kind {
            Kind::Work => format!("the bibliography has no work `{}`", id.id),
            _ => format!("no {kind} has the id `{}`", id.id),
        };
        let wrong = Diagnostic::error(RULE.code, edge.span.clone(), message, "not defined");
        let wrong = about(wrong, &edge.from, &edge.field);
        found.push(match ask.renamed(id) {
            Some(now) => wrong.help(format!("it is now called `{now}`")),
            None => match nearest(&id.id, ask.known_ids(&id.kind)) {
                Some(near) => wrong.help(format!("{} `{near}` exists", article(kind))),
                None => elsewhere(ask, &id.id, wrong, id.kind),
            },
        });
    }
}

/// The right id under the wrong kind is a common slip.
fn elsewhere(ask: Ask<'_>, id: &str, wrong: Diagnostic, kind: Kind) -> Diagnostic {
    match ask.elsewhere(id) {
        Some(other) => wrong.help(format!("`{other}` exists")),
        None if kind == Kind::Work => wrong.help("add the work to `references.bib`"),
        None => wrong.help(format!(
            "write `{}/{id}.toml`, or refer to another {}",
            kind.folder(),
            kind.name()
        )),
    }
}
