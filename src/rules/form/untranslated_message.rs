//! Messages that a catalogue in another language does not have.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::rules::{Check, Context, Rule};
use crate::words::{faults, is_english, own_file};

/// So many are named: enough to begin with.
const NAMED: usize = 3;

pub static RULE: Rule = Rule {
    code: Code("SB023"),
    name: "untranslated-message",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "the handbook's own catalogue lacks messages, which pages then say in English",
    rationale: "A reader who does not know English misses labels and warnings, and a screen reader speaks them wrongly.",
    fix: "Translate them; where a message is the same in both languages, write it as it is.",
    bad: &[
        ("book.toml", "[book]\ntitle = \"Sample\"\nlanguage = \"de\"\n"),
        ("templates/locales/de.ftl", "search = Suche\n"),
    ],
    // English is what the others are translated from, so that a catalogue in English may have a few words of its own.
    good: &[
        ("book.toml", "[book]\ntitle = \"Sample\"\nlanguage = \"en-GB\"\n"),
        ("templates/locales/en.ftl", "search = Find\n"),
    ],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let language = context.corpus.book.language();
    let Some(file) = own_file(context.sources, language).filter(|_| !is_english(language)) else {
        return;
    };
    let missing = faults::missing(&context.sources.file(file).text);
    if missing.is_empty() {
        return;
    }
    let named: Vec<String> = missing.iter().take(NAMED).map(|id| format!("`{id}`")).collect();
    let others = if missing.len() > NAMED { " and others" } else { "" };
    let message = "the catalogue lacks messages, which pages say in English";
    let wrong = Diagnostic::warning(RULE.code, Span::new(file, 0..0), message, "not whole");
    found.push(wrong.note(format!("missing: {}{others}", named.join(", "))));
}
