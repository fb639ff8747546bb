//! A citation style that is not there.

use crate::diagnostic::{Diagnostic, Severity, Span, codes};
use crate::read::style;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: codes::INVALID_STYLE,
    name: "invalid-style",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "the citation style that `book.toml` names cannot be used",
    rationale: "References would be printed in another form than the one that was asked for.",
    fix: "Name a style that comes with the program, or the path of a `.csl` file in the content folder.",
    bad: &[(
        "book.toml",
        r#"[book]
title = "Sample"
[citations]
style = "springer-vancuver"
"#,
    )],
    good: &[(
        "book.toml",
        r#"[book]
title = "Sample"
[citations]
style = "springer-vancouver"
"#,
    )],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(file) = context.sources.find("book.toml") else {
        return;
    };
    let Some(named) = &context.corpus.book.citations.style else {
        return;
    };
    let (tree, _) = context.sources.tree(file);
    let Some(node) = tree.root.get("citations").and_then(|c| c.get("style")) else {
        return;
    };
    if let Err(problem) = style::find(context.sources, named.as_str()) {
        let wrong = Diagnostic::error(
            RULE.code,
            Span::new(file, node.span.clone()),
            problem.message,
            "not a style",
        );
        found.push(problem.help.into_iter().fold(wrong, Diagnostic::help));
    }
}
