//! A message of the handbook's own that is never said.

use crate::diagnostic::{Code, Diagnostic, Severity, Span, nearest};
use crate::rules::{Check, Context, Rule};
use crate::words::faults::{self, What};
use crate::words::{ENGLISH, own_file};

pub static RULE: Rule = Rule {
    code: Code("SB022"),
    name: "unknown-message",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "the handbook's own catalogue has a message that no page says",
    rationale: "What was meant to be said in the language of the handbook is still said in English.",
    fix: "Call it by the name that the message has in the English catalogue, or remove it.",
    bad: &[
        ("book.toml", "[book]\ntitle = \"Sample\"\nlanguage = \"en\"\n"),
        ("templates/locales/en.ftl", "serch = Find\n"),
    ],
    good: &[
        ("book.toml", "[book]\ntitle = \"Sample\"\nlanguage = \"en\"\n"),
        ("templates/locales/en.ftl", "search = Find\n"),
    ],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let Some(file) = own_file(context.sources, context.corpus.book.language()) else {
        return;
    };
    let known = faults::told(ENGLISH);
    for fault in faults::of(&context.sources.file(file).text) {
        let What::Unknown(id) = &fault.what else { continue };
        let wrong = Diagnostic::warning(
            RULE.code,
            Span::new(file, fault.bytes.clone()),
            format!("no page says the message `{id}`"),
            "not known",
        );
        found.push(match nearest(id, known.keys().map(String::as_str)) {
            Some(near) => wrong.help(format!("a message `{near}` exists")),
            None => wrong,
        });
    }
}
