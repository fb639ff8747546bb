//! Texts as tokens, with what print and OCR do to them evened out, so that a value and a paper can be compared.
//!
//! Hyphens at line ends are joined, dashes and spaces become plain, superscript citations go, words for numbers and
//! comparators are read as such. Every token knows where it stood.

use std::ops::Range;

/// A piece of text.
#[derive(Debug, Clone, PartialEq)]
pub struct Token {
    pub kind: TokenKind,
    /// Lower case, in British spelling; numbers without thousands separators.
    pub text: String,
    /// Where it stands in the original text.
    pub bytes: Range<usize>,
}

impl Token {
    /// Whether names and titles are made of it.
    pub fn is_word(&self) -> bool {
        matches!(self.kind, TokenKind::Word | TokenKind::Number)
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum TokenKind {
    Word,
    /// Digits, or a word for a number up to twelve.
    Number,
    /// `<`, `>`, `≤`, `≥`, `=`, `~`.
    Comparator,
    /// `%` and `/`, which belong to units; `-`, which joins ranges.
    Sign,
    /// The end of a sentence.
    Stop,
}

/// Splits a text into tokens.
pub fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    each_token(text, |kind, text, bytes| {
        let text = text.to_owned();
        tokens.push(Token { kind, text, bytes });
    });
    tokens
}

/// A character and where it came from.
type Placed = (char, usize);

/// Shows the tokens of a text in order: the kind, the text and the bytes of each.
pub fn each_token(text: &str, mut see: impl FnMut(TokenKind, &str, Range<usize>)) {
    let chars = even_out(text);
    let mut piece = String::new();
    let mut i = 0;
    while i < chars.len() {
        let (c, start) = chars[i];
        let run = |accept: &dyn Fn(usize) -> bool| (i..chars.len()).take_while(|j| accept(*j)).count();
        let (kind, length) = if c.is_ascii_digit() {
            let length = run(&|j| {
                let (c, _) = chars[j];
                let digit_after = chars.get(j + 1).is_some_and(|(c, _)| c.is_ascii_digit());
                c.is_ascii_digit() || (matches!(c, '.' | ',') && digit_after && joins(&chars, j))
            });
            (TokenKind::Number, length)
        } else if c.is_alphanumeric() {
            (TokenKind::Word, run(&|j| chars[j].0.is_alphanumeric()))
        } else {
            let kind = match c {
                '<' | '>' | '≤' | '≥' | '=' | '~' | '≈' => TokenKind::Comparator,
                '%' | '/' | '-' => TokenKind::Sign,
                '.' | ';' | '!' | '?' => TokenKind::Stop,
                _ => {
                    i += 1;
                    continue;
                }
            };
            (kind, 1)
        };
        piece.clear();
        piece.extend(chars[i..i + length].iter().map(|(c, _)| *c));
        let kind = read(kind, &mut piece);
        // What stands for a character may be of another length than the character.
        let end = chars[i + length - 1].1;
        let end = end + text[end..].chars().next().map_or(0, char::len_utf8);
        see(kind, &piece, start..end);
        i += length;
    }
}

/// Whether a point or comma between digits is part of the number: a point always, a comma before just three digits.
fn joins(chars: &[Placed], at: usize) -> bool {
    let digits_after = chars[at + 1..].iter().take_while(|(c, _)| c.is_ascii_digit()).count();
    chars[at].0 == '.' || digits_after == 3
}

/// Gives a token its plain form, and says what it then is.
fn read(kind: TokenKind, text: &mut String) -> TokenKind {
    match kind {
        TokenKind::Number => text.retain(|c| c != ','),
        TokenKind::Word => {
            match text.is_ascii() {
                true => text.make_ascii_lowercase(),
                false => *text = text.to_lowercase(),
            }
            british(text);
            if let Some(number) = NUMBER_WORDS.iter().position(|word| word == text) {
                *text = number.to_string();
                return TokenKind::Number;
            }
        }
        TokenKind::Comparator if text == "≈" => *text = "~".to_owned(),
        _ => {}
    }
    kind
}

const NUMBER_WORDS: [&str; 13] = [
    "zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve",
];

/// American endings and letter groups, and the British ones that both spellings are read as.
const SPELLINGS: [(&str, &str); 10] = [
    ("haem", "hem"),
    ("ischaem", "ischem"),
    ("oedema", "edema"),
    ("anaem", "anem"),
    ("ization", "isation"),
    ("ized", "ised"),
    ("izing", "ising"),
    ("ize", "ise"),
    ("center", "centre"),
    ("liter", "litre"),
];

/// One spelling for both sides of the ocean. Which of the two does not matter, for all texts go through here.
fn british(word: &mut String) {
    // Pairs of letters that each of the spellings has: most words have none of them, and every word of a handbook is read.
    let may_differ = |pair: &[u8]| matches!(pair, b"ae" | b"oe" | b"iz" | b"te");
    if !word.as_bytes().windows(2).any(may_differ) {
        return;
    }
    for (from, to) in SPELLINGS {
        if word.contains(from) {
            *word = word.replace(from, to);
        }
    }
}

/// The characters that count.
fn even_out(text: &str) -> Vec<Placed> {
    let mut out: Vec<Placed> = Vec::with_capacity(text.len());
    let mut next = 0;
    while let Some(c) = text[next..].chars().next() {
        let at = next;
        next += c.len_utf8();
        let rest = &text[next..];
        let before = out.last().map(|(c, _)| *c);
        match c {
            // A word broken at the end of a line.
            '-' | '\u{ad}' if rest.starts_with('\n') && before.is_some_and(char::is_alphabetic) => {
                let below = rest.trim_start();
                match below.starts_with(char::is_lowercase) {
                    true => next = text.len() - below.len(),
                    false => out.push(('-', at)),
                }
            }
            '\u{ad}' => {}
            '‐' | '‑' | '–' | '—' | '−' | '-' => out.push(('-', at)),
            // A decimal point as British journals print it.
            '·' if before.is_some_and(|c| c.is_ascii_digit()) => out.push(('.', at)),
            'ﬁ' => out.extend([('f', at), ('i', at)]),
            'ﬂ' => out.extend([('f', at), ('l', at)]),
            'ﬀ' => out.extend([('f', at), ('f', at)]),
            'µ' | 'μ' => out.push(('u', at)),
            // Superscript citations, and `^{1,2}` as some extractors write them.
            '⁰' | '¹' | '²' | '³' | '⁴' | '⁵' | '⁶' | '⁷' | '⁸' | '⁹' | '⁻' => out.push((' ', at)),
            '^' if rest.starts_with('{') => {
                next += rest.find('}').map_or(0, |end| end + 1);
                out.push((' ', at));
            }
            '₂' => out.push(('2', at)),
            // What OCR makes of a capital I.
            '|' => out.push(('I', at)),
            c => out.push((c, at)),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use super::*;

    fn words(text: &str) -> String {
        let tokens = tokens(text);
        tokens.iter().map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ")
    }

    #[test]
    fn evens_out_print() {
        assert_eq!(words("ran-\ndomised"), "randomised");
        assert_eq!(words("randomized"), words("randomised"));
        assert_eq!(words("haemorrhage"), words("hemorrhage"));
        assert_eq!(words("0·74 (0\u{2009}·\u{2009}5)"), "0.74 0 5");
        assert_eq!(words("1,059 patients"), "1059 patients");
        assert_eq!(words("0.55–0.99"), "0.55 - 0.99");
        assert_eq!(words("shock.^{1,2} Next"), "shock . next");
        assert_eq!(words("arms⁴⁵ of two"), "arms of 2");
        assert_eq!(words("|XYZ"), "ixyz");
        assert_eq!(words("30-day"), "30 - day");
        assert_eq!(words("≥30 min"), "≥ 30 min");
    }

    #[test]
    fn tokens_know_their_place() {
        let text = "a 0.46-\n1.12 b";
        let numbers: Vec<&str> = tokens(text)
            .iter()
            .filter(|t| t.kind == TokenKind::Number)
            .map(|t| &text[t.bytes.clone()])
            .collect();
        assert_eq!(numbers, ["0.46", "1.12"]);
    }
}
