//! A link of a scheme that the handbook does not allow.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::index::link::Destination;
use crate::model::Kind;
use crate::rules::about;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB112"),
    name: "unsafe-link",
    severity: Severity::Error,
    summary: "a link is neither http, https, mailto, tel, a record nor a path",
    rationale: "Other schemes can run script in the reader's browser or open programs on their machine.",
    fix: "Use `https:`, `mailto:`, `tel:`, a record or a chapter.",
    bad: &[(
        "content/chapters/all.md",
        r#"# All

[Click](javascript:alert%281%29).
"#,
    )],
    good: &[(
        "content/chapters/all.md",
        r#"# All

[Click](https://example.org/).
"#,
    )],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for prose in &context.index.prose {
        for link in &prose.scan.links {
            if let Destination::Forbidden(scheme) = Destination::of(link) {
                let wrong = Diagnostic::error(
                    RULE.code,
                    prose.span(&link.bytes),
                    format!("links with `{scheme}:` are not allowed"),
                    "not allowed",
                );
                let wrong = about(wrong, &prose.from, &prose.field);
                let kinds = Kind::ALL.iter().map(|k| k.name());
                found.push(
                    match nearest(&scheme, kinds.chain(["https", "mailto", "tel", "abbr"])) {
                        Some(near) => wrong.help(format!("did you mean `{near}:`?")),
                        None => wrong.help("use http, https, mailto, tel, or the kind of a record"),
                    },
                );
            }
        }
    }
}
