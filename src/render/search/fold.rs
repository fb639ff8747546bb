//! Words as search compares them. `templates/site/search.js` folds what is typed in the same way; a test in a browser holds
//! the two together.

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A word in lower case, without accents, in one spelling where British and American differ, and without the `s` of a
/// plural. Both sides are folded, so that a word that is no such case loses nothing by it.
pub fn fold(word: &str) -> String {
    // Nearly every word, of which there are millions.
    let mut word = match word.is_ascii() {
        true => word.to_ascii_lowercase(),
        false => plain(word),
    };
    if word.chars().count() < 4 {
        return word;
    }
    // A plural.
    if word.ends_with('s') && !["ss", "us", "is"].iter().any(|end| word.ends_with(end)) {
        word.pop();
    }
    // Pairs of letters that each of the spellings has.
    let may_differ = |pair: &[u8]| matches!(pair, b"ae" | b"oe" | b"ou" | b"ll" | b"lp");
    if word.as_bytes().windows(2).any(may_differ) {
        for (british, american) in [("ae", "e"), ("oe", "e"), ("our", "or"), ("ll", "l"), ("sulph", "sulf")] {
            word = word.replace(british, american);
        }
    }
    // centre, fibre; defence; analogue; ischaemia is done.
    for (british, american) in [("tre", "ter"), ("bre", "ber"), ("ence", "ense"), ("ogue", "og")] {
        if let Some(stem) = word.strip_suffix(british) {
            word = format!("{stem}{american}");
        }
    }
    // randomise, analyse and what is made of them.
    for end in ["e", "ed", "er", "ing", "ation", "ational"] {
        if let Some(stem) = word.strip_suffix(end).and_then(|rest| rest.strip_suffix('s'))
            && stem.ends_with(['i', 'y'])
        {
            return format!("{stem}z{end}");
        }
    }
    word
}

/// A word in lower case, its letters without marks.
fn plain(word: &str) -> String {
    let letters = word
        .nfd()
        .filter(|c| !is_combining_mark(*c))
        .flat_map(char::to_lowercase);
    let mut word: String = letters.collect();
    for (letter, plain) in [
        ("ø", "o"),
        ("æ", "ae"),
        ("œ", "oe"),
        ("ß", "ss"),
        ("ł", "l"),
        ("đ", "d"),
    ] {
        word = word.replace(letter, plain);
    }
    word
}

/// The words of a Markdown text. What links lead to and what is cited are no words.
pub fn words(markdown: &str) -> impl Iterator<Item = &str> {
    let parts = markdown
        .split(['[', ']'])
        .enumerate()
        .filter(|(_, part)| !part.starts_with('@'));
    let parts = parts.map(
        |(i, part)| match part.strip_prefix('(').and_then(|rest| rest.split_once(')')) {
            Some((_, behind)) if i > 0 => behind,
            _ => part,
        },
    );
    let separator = |c: char| !c.is_alphanumeric() && !is_combining_mark(c);
    parts
        .flat_map(move |part| part.split(separator))
        .filter(|word| !word.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spellings_of_a_word_are_one() {
        for (one, other) in [
            ("haemodynamic", "hemodynamic"),
            ("oedema", "Edema"),
            ("tumour", "tumor"),
            ("centres", "center"),
            ("randomised", "randomized"),
            ("randomisation", "randomization"),
            ("analyse", "analyze"),
            ("labelled", "labeled"),
            ("Møller", "Moller"),
            ("naïve", "naive"),
            ("pumps", "pump"),
            ("sulphate", "sulfate"),
        ] {
            assert_eq!(fold(one), fold(other), "{one} and {other}");
        }
        for word in ["shock", "pus", "loss", "status", "55"] {
            assert_eq!(fold(word), word);
        }
    }

    #[test]
    fn links_and_citations_are_no_words() {
        let words: Vec<&str> =
            words("A [big pump](therapy:sample) won [](trial:x#y) [@key2020; @other, p. 3].").collect();
        assert_eq!(words, ["A", "big", "pump", "won"]);
    }
}
