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
pub fn each_token(text: &str, see: impl FnMut(TokenKind, &str, Range<usize>)) {
    match is_even(text) {
        true => each_token_of(text, text.as_bytes(), see),
        false => each_token_of(text, &*even_out(text), see),
    }
}

/// The characters of a text that count, one by one.
trait Characters {
    fn count(&self) -> usize;
    fn at(&self, place: usize) -> Placed;

    /// How many from a place on are such.
    fn run(&self, from: usize, is_such: impl Fn(char) -> bool) -> usize {
        (from..self.count()).take_while(|at| is_such(self.at(*at).0)).count()
    }
}

impl Characters for [Placed] {
    fn count(&self) -> usize {
        self.len()
    }

    fn at(&self, place: usize) -> Placed {
        self[place]
    }
}

/// A text that is even already: every byte of it is a character.
impl Characters for [u8] {
    fn count(&self) -> usize {
        self.len()
    }

    fn at(&self, place: usize) -> Placed {
        (char::from(self[place]), place)
    }
}

/// Whether there is nothing to even out, as in most of what is typed rather than printed.
fn is_even(text: &str) -> bool {
    text.bytes().all(|b| b.is_ascii() && !matches!(b, b'^' | b'|')) && !text.contains("-\n")
}

fn each_token_of(text: &str, chars: &(impl Characters + ?Sized), mut see: impl FnMut(TokenKind, &str, Range<usize>)) {
    let mut piece = String::new();
    let mut i = 0;
    while i < chars.count() {
        let (c, start) = chars.at(i);
        let (kind, length) = if c.is_ascii_digit() {
            let of_it = |j: &usize| {
                let (c, _) = chars.at(*j);
                let digit_after = || j + 1 < chars.count() && chars.at(j + 1).0.is_ascii_digit();
                c.is_ascii_digit() || (matches!(c, '.' | ',') && digit_after() && joins(chars, *j))
            };
            (TokenKind::Number, (i..chars.count()).take_while(of_it).count())
        } else if c.is_alphanumeric() {
            (TokenKind::Word, chars.run(i, char::is_alphanumeric))
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
        // What stands for a character may be of another length than the character.
        let end = chars.at(i + length - 1).1;
        let end = end + text[end..].chars().next().map_or(0, char::len_utf8);
        piece.clear();
        match &text[start..end] {
            // Nearly every word: nothing in it was evened out.
            plain if plain.bytes().all(|b| b.is_ascii_alphanumeric()) => piece.push_str(plain),
            _ => piece.extend((i..i + length).map(|at| chars.at(at).0)),
        }
        let kind = read(kind, &mut piece);
        see(kind, &piece, start..end);
        i += length;
    }
}

/// Whether a point or comma between digits is part of the number: a point always, a comma before just three digits.
fn joins(chars: &(impl Characters + ?Sized), at: usize) -> bool {
    chars.at(at).0 == '.' || chars.run(at + 1, |c| c.is_ascii_digit()) == 3
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
            if let Some(digits) = digits_of(text) {
                digits.clone_into(text);
                return TokenKind::Number;
            }
        }
        TokenKind::Comparator if text == "≈" => *text = "~".to_owned(),
        _ => {}
    }
    kind
}

/// What a word for a number is in digits.
fn digits_of(word: &str) -> Option<&'static str> {
    Some(match word {
        "zero" => "0",
        "one" => "1",
        "two" => "2",
        "three" => "3",
        "four" => "4",
        "five" => "5",
        "six" => "6",
        "seven" => "7",
        "eight" => "8",
        "nine" => "9",
        "ten" => "10",
        "eleven" => "11",
        "twelve" => "12",
        _ => return None,
    })
}

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
        if c.is_ascii_alphanumeric() || c == ' ' {
            out.push((c, at));
            next += 1;
            continue;
        }
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
    fn even_texts_need_no_evening_out() {
        for text in [
            "Of 1,059 patients, 0.74 (0.55-0.99) died; randomized <= 30 days.",
            "a-\tb 1,05 1,0591 2. x/y 5% = ~3",
        ] {
            assert!(is_even(text), "{text}");
            assert!(even_out(text).iter().map(|(c, _)| *c).eq(text.chars()), "{text}");
            let (mut even, mut evened) = (Vec::new(), Vec::new());
            each_token_of(text, text.as_bytes(), |kind, text, at| {
                even.push((kind, text.to_owned(), at))
            });
            each_token_of(text, &*even_out(text), |kind, text, at| {
                evened.push((kind, text.to_owned(), at))
            });
            assert_eq!(even, evened);
        }
        for text in ["ran-\ndomised", "a^{1}", "|XYZ", "0·74"] {
            assert!(!is_even(text), "{text}");
        }
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
