//! The words of a text that its author typed and its readers see, each with its place in the Markdown.

use std::ops::Range;

use pulldown_cmark::{Event, LinkType, Tag, TagEnd};

/// Stands for what shows, but is not typed: a value that is filled in, a citation, code, what is marked as plain.
pub const FILLED: char = '\u{fffc}';

/// The destination of a link that marks its text as saying nothing clinical.
pub const PLAIN: &str = "plain:";

/// Text as readers see it, a line for each paragraph, heading, cell or entry of a list.
#[derive(Debug, Clone, Default)]
pub struct Visible {
    pub text: String,
    /// Where headings begin in the text.
    pub headings: Vec<usize>,
    runs: Vec<Run>,
}

/// A stretch of the text and the Markdown that spells it: the same letters, or an entity.
#[derive(Debug, Clone)]
struct Run {
    text: Range<usize>,
    markdown: Range<usize>,
}

impl Visible {
    /// The Markdown that spells a part of the text.
    pub fn bytes(&self, at: &Range<usize>) -> Range<usize> {
        let run = |at: usize| {
            let next = self.runs.partition_point(|run| run.text.end <= at);
            self.runs.get(next).filter(|run| run.text.contains(&at))
        };
        let start = run(at.start).map_or(0, |run| run.spelt(at.start).start);
        let end = run(at.end.max(1) - 1).map_or(start, |run| run.spelt(at.end - 1).end);
        start..end.max(start)
    }

    fn line(&mut self) {
        if !self.text.is_empty() && !self.text.ends_with('\n') {
            self.text.push('\n');
        }
    }
}

impl Run {
    /// What spells the byte at this place of the text.
    fn spelt(&self, at: usize) -> Range<usize> {
        if self.text.len() != self.markdown.len() {
            return self.markdown.clone();
        }
        let at = self.markdown.start + at - self.text.start;
        at..at + 1
    }
}

/// Collects what is visible from the events of a parser.
#[derive(Debug, Default)]
pub struct Collecting {
    pub visible: Visible,
    in_code: bool,
    /// For each open link whether its text is left out, and how long the text was before it.
    links: Vec<(bool, usize)>,
}

impl Collecting {
    pub fn event(&mut self, event: &Event<'_>, bytes: &Range<usize>) {
        match event {
            Event::Text(_) if self.in_code || self.left_out() => {}
            Event::Text(words) => {
                let start = self.visible.text.len();
                self.visible.text.push_str(words);
                self.visible.runs.push(Run {
                    text: start..self.visible.text.len(),
                    markdown: bytes.clone(),
                });
            }
            Event::Code(_) | Event::FootnoteReference(_) => self.visible.text.push(FILLED),
            Event::SoftBreak | Event::HardBreak => self.visible.text.push(' '),
            Event::Start(Tag::Link {
                link_type,
                dest_url,
                id,
                ..
            }) => {
                let address = matches!(link_type, LinkType::Autolink | LinkType::Email);
                let cited = dest_url.starts_with("cite:") || id.starts_with('@');
                let left_out = address || cited || dest_url.starts_with(PLAIN);
                self.links.push((left_out, self.visible.text.len()));
            }
            Event::End(TagEnd::Link) => {
                let (left_out, before) = self.links.pop().unwrap_or_default();
                if left_out || before == self.visible.text.len() {
                    self.visible.text.push(FILLED);
                }
            }
            Event::Start(Tag::Image { .. } | Tag::Emphasis | Tag::Strong)
            | Event::End(TagEnd::Image | TagEnd::Emphasis | TagEnd::Strong) => {}
            Event::Start(tag) => {
                self.in_code |= matches!(tag, Tag::CodeBlock(_));
                self.visible.line();
                if matches!(tag, Tag::Heading { .. }) {
                    self.visible.headings.push(self.visible.text.len());
                }
            }
            Event::End(tag) => {
                self.in_code &= !matches!(tag, TagEnd::CodeBlock);
                self.visible.line();
            }
            _ => {}
        }
    }

    fn left_out(&self) -> bool {
        self.links.iter().any(|(left_out, _)| *left_out)
    }
}

#[cfg(test)]
mod tests {
    use super::super::scan;

    #[test]
    fn only_what_is_typed_is_visible() {
        let text = "# 1. One\n\nA *b* [](trial:a#n) `9` [8](plain:) [c &#51;][@k] <https://a.org/7> [2](b.md)[^6].\n\n[^6]: Note\n";
        let visible = scan(text).visible;
        assert_eq!(
            visible.text.replace(super::FILLED, "_"),
            "1. One\nA b _ _ _ c 3_ _ 2_.\nNote\n".replace("c 3_", "_")
        );
        assert_eq!(visible.headings, [0]);
    }

    #[test]
    fn places_lead_back_to_the_markdown() {
        let text = "> größer *als* &#51; und \\* 24\n> oder 25";
        let visible = scan(text).visible;
        let spelt = |word: &str| {
            let at = visible.text.find(word).unwrap();
            &text[visible.bytes(&(at..at + word.len()))]
        };
        assert_eq!(spelt("3"), "&#51;");
        assert_eq!(spelt("24"), "24");
        assert_eq!(spelt("25"), "25");
        assert_eq!(spelt("größer als"), "größer *als");
    }
}
