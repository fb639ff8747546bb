//! A handbook whose literature was searched too long ago.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB604"),
    name: "outdated-search",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "the literature was searched too long ago",
    rationale: "What was published since is not in the handbook, and readers take its silence for an answer.",
    fix: "Search again, and set `searched_to`. How long ago it may have been, `search_age` in `[validity]` of `book.toml` sets; 12 months where absent.",
    bad: &[("book.toml", "[book]\ntitle = \"Sample\"\nsearched_to = 2024-12-31\n")],
    good: &[("book.toml", "[book]\ntitle = \"Sample\"\nsearched_to = 2026-01-31\n")],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let book = &context.corpus.book;
    let searched = book.book.searched_to.as_ref().zip(context.sources.as_of);
    let Some(((searched, today), file)) = searched.zip(context.sources.find("book.toml")) else {
        return;
    };
    let until = book.validity.search_until(searched);
    if until >= today {
        return;
    }
    let (tree, _) = context.sources.tree(file);
    let node = tree.root.get("book").and_then(|book| book.get("searched_to"));
    let span = Span::new(file, node.map_or(0..0, |node| node.span.clone()));
    let message = format!("the literature was searched up to {searched}, which counts as current until {until}");
    found.push(
        Diagnostic::warning(RULE.code, span, message, "too long ago")
            .help("search again for what was published since, and set `searched_to`"),
    );
}
