//! A description of the handbook with marks of Markdown, which readers would see as they are written.

use pulldown_cmark::{Event, Parser, Tag, TagEnd};

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB025"),
    name: "marked-up-description",
    severity: Severity::Warning,
    may_be_accepted: false,
    summary: "the handbook's description has marks of Markdown",
    rationale: "The description is plain text: it stands on the first page, in the head of pages for search engines, and in previews of links. Stars, brackets and the keys of citations would be read there as they are written.",
    fix: "Say it in plain words. What needs a link or a quoted value belongs into a chapter; how the literature was searched into `search`, which is Markdown.",
    bad: &[(
        "book.toml",
        "[book]\ntitle = \"Sample\"\ndescription = \"All of [sample fever](condition:sample-fever).\"\n",
    )],
    good: &[(
        "book.toml",
        "[book]\ntitle = \"Sample\"\ndescription = \"All of sample fever.\"\n",
    )],
    check: Check::Handbook(check),
};

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let description = context.corpus.book.book.description.as_ref();
    let Some((description, file)) = description.zip(context.sources.find("book.toml")) else {
        return;
    };
    let Some(mark) = mark(description.as_str()) else {
        return;
    };
    let (tree, _) = context.sources.tree(file);
    let node = tree.root.get("book").and_then(|book| book.get("description"));
    let span = Span::new(file, node.map_or(0..0, |node| node.span.clone()));
    let message = format!("the description is plain text, and has {mark} of Markdown");
    found.push(
        Diagnostic::warning(RULE.code, span, message, "shown as it is written")
            .help("say it in plain words; links and quoted values belong into a chapter"),
    );
}

/// The first thing in a text that Markdown would take for more than words.
fn mark(text: &str) -> Option<&'static str> {
    // The keys of citations are Markdown of ours.
    if text.contains("[@") {
        return Some("a citation");
    }
    Parser::new(text).find_map(|event| match event {
        Event::Start(Tag::Paragraph) | Event::End(TagEnd::Paragraph) | Event::Text(_) | Event::SoftBreak => None,
        Event::Start(Tag::Link { .. }) => Some("a link"),
        Event::Start(Tag::Image { .. }) => Some("an image"),
        Event::Start(Tag::Emphasis | Tag::Strong) => Some("an emphasis"),
        Event::Start(Tag::Heading { .. }) => Some("a heading"),
        Event::Start(Tag::List(_)) => Some("a list"),
        Event::Code(_) | Event::Start(Tag::CodeBlock(_)) => Some("code"),
        _ => Some("marks"),
    })
}

#[cfg(test)]
mod tests {
    use super::mark;

    #[test]
    fn plain_words_are_no_marks() {
        for text in [
            "Shock at 3 * 5 mmHg, < 4 & more.",
            "A handbook.\nIn two lines.",
            "snake_case_word [sic]",
        ] {
            assert_eq!(mark(text), None, "{text}");
        }
        for (text, what) in [
            ("**Bold**", "an emphasis"),
            ("- a\n- b", "a list"),
            ("see [@key]", "a citation"),
            ("<b>x</b>", "marks"),
            ("`x`", "code"),
        ] {
            assert_eq!(mark(text), Some(what), "{text}");
        }
    }
}
