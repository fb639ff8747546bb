//! A link to a chapter, heading or image that is not there.

use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::rules::about;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB111"),
    name: "broken-link",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a Markdown link leads to no chapter, heading or image",
    rationale: "A reader in a hurry meets a dead end.",
    fix: "Link a chapter by its path (`staging.md#heading`), a record as `kind:id`.",
    bad: &[(
        "content/chapters/all.md",
        r#"# All

See [staging](stagin.md).
"#,
    )],
    good: &[(
        "content/chapters/all.md",
        r#"# All

See [above](all.md).
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    for prose in &text.prose {
        for link in &prose.scan.links {
            let place = text.ask.follow(&prose.from, link);
            let (message, help) = match place {
                Ok(_) => continue,
                Err(problem) => (problem.message, problem.help),
            };
            let wrong = Diagnostic::error(RULE.code, prose.span(&link.bytes), message, "leads nowhere");
            found.push(about(wrong, &prose.from, &prose.field).help(help));
        }
    }
}
