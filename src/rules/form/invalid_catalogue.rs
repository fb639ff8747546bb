//! A catalogue of messages that is not one.

use crate::diagnostic::{Code, Diagnostic, Severity, Span, nearest};
use crate::rules::{Check, Context, Rule};
use crate::words::faults::{self, What};
use crate::words::own_file;

pub static RULE: Rule = Rule {
    code: Code("SB021"),
    name: "invalid-catalogue",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "the handbook's own catalogue of messages cannot be read, or a message of it cannot be made",
    rationale: "A label or a warning would be missing from pages, or would stand there in another language than the rest.",
    fix: "Mend the message; the catalogue that sourcebook has for English shows what each is told.",
    bad: &[
        ("book.toml", "[book]\ntitle = \"Sample\"\nlanguage = \"en\"\n"),
        ("templates/locales/en.ftl", "search = Find { $what\n"),
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
    for fault in faults::of(&context.sources.file(file).text) {
        let error = |message: String, label: &str| {
            Diagnostic::error(RULE.code, Span::new(file, fault.bytes.clone()), message, label)
        };
        found.push(match &fault.what {
            What::Syntax(reason) => error(format!("the catalogue cannot be read: {reason}"), "from here on")
                .help("a message is written `name = Text`, and goes on in lines that begin with a blank"),
            What::Twice(id) => error(format!("the message `{id}` stands twice"), "again").help("keep one of the two"),
            What::NotTold(id, name, told) => {
                let wrong = error(format!("the message `{id}` is not told `${name}`"), "not told");
                match (nearest(name, told.iter().map(String::as_str)), told.is_empty()) {
                    (Some(near), _) => wrong.help(format!("it is told `${near}`")),
                    (None, true) => wrong.help("it is told nothing"),
                    (None, false) => wrong.help(format!("it is told `${}`", told.join("`, `$"))),
                }
            }
            What::NoSuchPart(id, part) => error(
                format!("the message `{id}` is made up of `{part}`, which is not there"),
                "not defined",
            )
            .help("define it, or write its text here"),
            What::NoSuchFunction(name) => error(format!("there is no function `{name}`"), "not known")
                .help("write the value without a function: `{ $count }`"),
            // Never said, so that no page lacks anything: `unknown-message`.
            What::Unknown(_) => continue,
        });
    }
}
