//! A link of a scheme that the handbook does not allow.

use crate::diagnostic::{Code, Diagnostic, Severity, nearest};
use crate::index::link::Destination;
use crate::model::Kind;
use crate::rules::about;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB112"),
    name: "unsafe-link",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a link is neither http, https, mailto, tel, a record nor a path, or an image is not the handbook's own",
    rationale: "Other schemes can run script in the reader's browser or open programs on their machine; an image from elsewhere tells its host who reads the page, and is missing without a network.",
    fix: "Use `https:`, `mailto:`, `tel:`, a record or a chapter; keep images in the content folder.",
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
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    for prose in &text.prose {
        for link in &prose.scan.links {
            let (message, help) = match Destination::of(link) {
                Destination::Forbidden(scheme) => {
                    let kinds = Kind::ALL.iter().map(|k| k.name());
                    let help = match nearest(&scheme, kinds.chain(["https", "mailto", "tel", "abbr"])) {
                        Some(near) => format!("did you mean `{near}:`?"),
                        None => "use https, mailto, tel, or the kind of a record".to_owned(),
                    };
                    (format!("links with `{scheme}:` are not allowed"), help)
                }
                Destination::OtherHost => (
                    "a link to another host needs its scheme".to_owned(),
                    "write the whole address, from `https://` on".to_owned(),
                ),
                Destination::OutsideImage => (
                    "an image from another host is not allowed".to_owned(),
                    "put the image beside the chapter, and name its file".to_owned(),
                ),
                _ => continue,
            };
            let wrong = Diagnostic::error(RULE.code, prose.span(&link.bytes), message, "not allowed");
            found.push(about(wrong, &prose.from, &prose.field).help(help));
        }
    }
}
