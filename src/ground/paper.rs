//! A paper's text, as lines and tokens.

use std::ops::Range;

use super::text::{Token, tokens};

/// The text of a paper, as tokens.
#[derive(Debug)]
pub struct Paper {
    pub text: String,
    pub tokens: Vec<Token>,
    pub(super) lines: Vec<Line>,
    /// Lines that are headings, as far as locators name them, in order.
    pub(super) headings: Vec<usize>,
}

/// A line that is not blank.
#[derive(Debug)]
pub(super) struct Line {
    pub bytes: Range<usize>,
    /// The words of the line, as tokens spell them.
    pub words: String,
}

impl Line {
    /// `Table 1` or `Figure 2`, with or without what it is called.
    pub fn begins_caption(&self) -> bool {
        let mut words = self.words.split(' ');
        let is_caption = words.next().is_some_and(|word| ["table", "figure"].contains(&word));
        is_caption && words.next().is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
    }
}

impl Paper {
    pub fn new(text: String) -> Self {
        let tokens = tokens(&text);
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let bytes = start..start + line.len();
            start = bytes.end;
            if !line.trim().is_empty() {
                lines.push(Line {
                    words: words_of(line),
                    bytes,
                });
            }
        }
        Self {
            text,
            tokens,
            lines,
            headings: Vec::new(),
        }
    }

    /// Lines of the text that print a number, counted from one.
    pub fn lines_with(&self, digits: &str) -> Vec<usize> {
        let printing = self.tokens.iter().filter(|token| token.text == digits);
        let mut lines: Vec<usize> = printing
            .map(|token| self.text[..token.bytes.start].matches('\n').count() + 1)
            .collect();
        lines.dedup();
        lines
    }

    /// The bytes that tokens take.
    pub fn bytes_of(&self, tokens: &Range<usize>) -> Range<usize> {
        match (self.tokens.get(tokens.start), self.tokens[tokens.clone()].last()) {
            (Some(first), Some(last)) => first.bytes.start..last.bytes.end,
            _ => 0..0,
        }
    }

    pub fn tokens_in(&self, bytes: &Range<usize>) -> Range<usize> {
        let from = self.tokens.partition_point(|t| t.bytes.start < bytes.start);
        let to = self.tokens.partition_point(|t| t.bytes.start < bytes.end);
        from..to
    }
}

/// The words of a text with single spaces, as tokens spell them.
pub fn words_of(text: &str) -> String {
    let tokens = tokens(text);
    let words = tokens.iter().filter(|t| t.is_word());
    words.map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ")
}
