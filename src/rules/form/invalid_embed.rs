//! A fenced block that asks for a listing which cannot be made.

use crate::diagnostic::{Diagnostic, Severity, codes};
use crate::index::embed;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: codes::INVALID_EMBED,
    name: "invalid-embed",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "an embedded block has an unknown name or option",
    rationale: "The reader would see a gap where a table should be.",
    fix: "Use one of the blocks and options that the message names.",
    bad: &[(
        "content/chapters/all.md",
        r#"# All

```sourcebook:trails
```
"#,
    )],
    good: &[(
        "content/chapters/all.md",
        r#"# All

```sourcebook:trials
```
"#,
    )],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    for prose in &text.prose {
        for block in &prose.scan.embeds {
            let (_, faults) = embed::request(block, prose.file, &|at| prose.span(&at));
            found.extend(faults);
        }
    }
}
