//! A handbook in a language for which it has no catalogue of messages.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::rules::{Check, Context, Rule};
use crate::words::{FOLDER, is_english, own_file};

pub static RULE: Rule = Rule {
    code: Code("SB024"),
    name: "missing-catalogue",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "the handbook is in another language than English and has no catalogue of messages for it",
    rationale: "Its text is in one language, and every label, heading and warning around it in another; a reader who does not know English misses what the warnings say.",
    fix: "Write `templates/locales/<language>.ftl`, with as many messages as you have; `docs/translating.md` says how.",
    bad: &[("book.toml", "[book]\ntitle = \"Sample\"\nlanguage = \"eo\"\n")],
    good: &[("book.toml", "[book]\ntitle = \"Sample\"\nlanguage = \"en-GB\"\n")],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let language = context.corpus.book.language();
    if is_english(language) || own_file(context.sources, language).is_some() {
        return;
    }
    let Some(file) = context.sources.find("book.toml") else {
        return;
    };
    let (tree, _) = context.sources.tree(file);
    let node = tree.root.get("book").and_then(|book| book.get("language"));
    let span = Span::new(file, node.map_or(0..0, |node| node.span.clone()));
    let message = format!("the pages are in `{language}`, and their labels and warnings in English");
    found.push(
        Diagnostic::warning(RULE.code, span, message, "no catalogue").help(format!(
            "write `{FOLDER}/{language}.ftl`, with the messages of the English catalogue"
        )),
    );
}
