//! Words that turn a sentence round: a change of one of them changes what is claimed.

use std::sync::LazyLock;

use super::paper::Paper;
use super::text::{TokenKind, each_token};
use super::word_list::WordList;
use crate::model::quantity::Comparator;

/// Negations, directions, comparisons, quantifiers and modes. They are matched as whole words in one spelling.
const DECISIVE: &[&str] = &[
    "no",
    "not",
    "never",
    "none",
    "neither",
    "nor",
    "without",
    "cannot",
    "lack",
    "lacks",
    "lacking",
    "absent",
    "all",
    "any",
    "every",
    "each",
    "only",
    "most",
    "some",
    "few",
    "many",
    "several",
    "half",
    "both",
    "either",
    "more",
    "less",
    "fewer",
    "higher",
    "lower",
    "greater",
    "smaller",
    "longer",
    "shorter",
    "better",
    "worse",
    "best",
    "increase",
    "increases",
    "increased",
    "decrease",
    "decreases",
    "decreased",
    "raise",
    "raises",
    "raised",
    "reduce",
    "reduces",
    "reduced",
    "rise",
    "rises",
    "fall",
    "falls",
    "improve",
    "improves",
    "improved",
    "benefit",
    "harm",
    "harms",
    "similar",
    "same",
    "equal",
    "different",
    "difference",
    "before",
    "after",
    "early",
    "late",
    "within",
    "over",
    "under",
    "above",
    "below",
    "least",
    "up",
    "until",
    "left",
    "right",
    "must",
    "should",
    "may",
    "might",
    "can",
    "could",
    "probably",
    "possibly",
    "always",
    "usually",
    "often",
    "rarely",
    "routine",
    "routinely",
    "recommended",
    "against",
    "avoid",
    "stop",
    "stopped",
    "start",
    "primary",
    "secondary",
    "significant",
    "insufficient",
    "superior",
    "inferior",
    "noninferior",
    "randomised",
    "observational",
    "associated",
    "survival",
    "death",
    "mortality",
    "safe",
    "unsafe",
    "success",
    "successful",
    "failed",
    "completed",
    "suspended",
    "unknown",
    "unclear",
    "adult",
    "adults",
    "child",
    "children",
    "or",
    "and",
    "unless",
    "except",
    "despite",
];

/// The same for looking up: every word of a handbook is held against it.
static LOOKUP: LazyLock<WordList> = LazyLock::new(|| WordList::new(DECISIVE.iter().copied()));

/// The decisive words and the numbers of a text, in order.
pub fn words(text: &str) -> Vec<String> {
    let mut words = Vec::new();
    each_token(text, |kind, word, _| {
        let counts = match kind {
            TokenKind::Word => LOOKUP.has(word),
            TokenKind::Number | TokenKind::Comparator => true,
            TokenKind::Sign | TokenKind::Stop => false,
        };
        if counts {
            words.push(word.to_owned());
        }
    });
    words
}

/// A number in a sentence, with what it is said with.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Said {
    pub digits: String,
    pub comparator: Option<Comparator>,
    /// The UCUM code.
    pub unit: Option<&'static str>,
}

/// The numbers that a text writes in digits, past the targets of its links and its citations.
pub fn figures(text: &str) -> Vec<Said> {
    let has_digit = |text: &str| text.contains(|c: char| c.is_ascii_digit());
    if !has_digit(text) {
        return Vec::new();
    }
    let mut plain = text.to_owned();
    for (open, close) in [("](", ')'), ("[@", ']')] {
        while let Some(at) = plain.find(open) {
            let end = plain[at..].find(close).map_or(plain.len(), |n| at + n + 1);
            plain.replace_range(at..end, " ");
        }
    }
    if !has_digit(&plain) {
        return Vec::new();
    }
    // Comparators and units are read from a sentence of ours as from one of a paper.
    let paper = Paper::new(plain);
    let is_figure = |at: &usize| {
        let token = &paper.tokens[*at];
        let written = paper.text[token.bytes.clone()].starts_with(|c: char| c.is_ascii_digit());
        token.kind == TokenKind::Number && written
    };
    let said = |at: usize| Said {
        digits: paper.tokens[at].text.clone(),
        comparator: paper.comparator(at),
        unit: paper.unit(at),
    };
    (0..paper.tokens.len()).filter(is_figure).map(said).collect()
}
