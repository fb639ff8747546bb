//! Finds the numbers that an author typed into a text: digits, and words for numbers before what is counted or measured.

use std::ops::Range;
use std::sync::LazyLock;

use crate::ask::Names;
use crate::ground::word_list::WordList;
use crate::model::scalar::Scalar;
use crate::model::unit::Unit;
use crate::read::markdown::Visible;

use super::dates;

/// Words for numbers. "One" is too often no number.
const NUMBERS: &str = "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen \
    seventeen eighteen nineteen twenty thirty forty fifty sixty seventy eighty ninety hundred thousand \
    million";

/// What is counted and measured. A singular that is often part of another noun is left out: "six trial sites".
const COUNTED: &str = "patients participants people persons adults women men children trials registries hospitals \
    centres centers deaths events survivors percent percentage points second seconds minute minutes min \
    hour hours h day days week weeks month months year years mmHg mm cm mg µg mcg kg mL ml L litres \
    liters mmol";

/// The places in a text of the numbers that are typed there.
/// `names` gives the names with digits, which are asked for only where there are digits.
pub fn numbers<'n>(visible: &Visible, names: &dyn Fn() -> &'n Names) -> Vec<Range<usize>> {
    let text = visible.text.as_str();
    let has_digits = text.contains(char::is_numeric);
    let named = match has_digits {
        true => names().places(text),
        false => Vec::new(),
    };
    let mut found: Vec<Range<usize>> = Vec::new();
    let mut last_date = None;
    let mut from = 0;
    while has_digits && let Some(number) = next(text, from) {
        from = number.end;
        let word = word(text, &number);
        if let Some(end) = dates::at(text, &number, &word, last_date) {
            last_date = Some(end);
            from = end;
        } else if is_name(&text[word.clone()]) {
            from = word.end;
        } else if !named.iter().any(|name| name.contains(&number.start)) && !numbers_heading(visible, &number) {
            let whole = number.start..range_end(text, number.end);
            from = whole.end;
            found.push(whole);
        }
    }
    found.extend(in_words(text));
    found.sort_by_key(|at| at.start);
    found
}

/// The next number, with its point or commas.
fn next(text: &str, from: usize) -> Option<Range<usize>> {
    let digit = |c: char| c.is_numeric();
    let start = from + text[from..].find(digit)?;
    let mut end = start;
    let mut rest = text[start..].char_indices().peekable();
    while let Some((at, c)) = rest.next() {
        let joins = matches!(c, '.' | ',' | '·') && rest.peek().is_some_and(|(_, next)| next.is_ascii_digit());
        if !digit(c) && !joins {
            break;
        }
        end = start + at + c.len_utf8();
    }
    Some(start..end)
}

/// The letters, digits and hyphens without a gap around a number.
fn word(text: &str, number: &Range<usize>) -> Range<usize> {
    let inside = |c: char| c.is_alphanumeric() || is_hyphen(c);
    let before = text[..number.start].trim_end_matches(inside).len();
    let after = text[number.end..].trim_start_matches(inside);
    let word = before..text.len() - after.len();
    let trimmed = text[word.clone()].trim_start_matches(is_hyphen);
    let start = word.end - trimmed.len();
    start..start + trimmed.trim_end_matches(is_hyphen).len()
}

fn is_hyphen(c: char) -> bool {
    matches!(c, '-' | '\u{2010}' | '\u{2011}')
}

/// Whether a word with digits is a name, as IL-6, P2Y12 and 3D are, and 30-day, Day-30 and 24h are not.
fn is_name(word: &str) -> bool {
    let capitals = |part: &str| part.chars().filter(|c| c.is_uppercase()).count();
    let mixed = |part: &str| part.starts_with(char::is_alphabetic) && part.contains(char::is_numeric);
    if word.contains(['.', ',']) {
        return false;
    }
    let parts: Vec<&str> = word.split(is_hyphen).collect();
    let first = parts[0];
    if parts.iter().any(|part| mixed(part)) {
        return true;
    }
    if first.starts_with(char::is_alphabetic) {
        return capitals(first) > 1 || (capitals(first) == 1 && first.chars().count() < 3);
    }
    let letters = first.trim_start_matches(char::is_numeric);
    capitals(letters) > 0 && Unit::parse(letters).is_err()
}

/// The upper end of a range that begins with a number.
fn range_end(text: &str, end: usize) -> usize {
    let upper = text[end..].strip_prefix(['-', '–', '−', '/']);
    match upper.and_then(|upper| next(upper, 0).filter(|number| number.start == 0)) {
        Some(number) => text.len() - upper.map_or(0, str::len) + number.end,
        None => end,
    }
}

/// Whether a number is that of a heading: `2 Title`, `2.1. Title`.
fn numbers_heading(visible: &Visible, number: &Range<usize>) -> bool {
    let after = visible.text[number.end..].trim_start_matches(['.', ')']);
    let title = after.strip_prefix(' ').unwrap_or_default();
    let first = title.split(|c: char| !c.is_alphanumeric()).next().unwrap_or_default();
    visible.headings.contains(&number.start) && first.starts_with(char::is_uppercase) && !is_counted(first)
}

/// Words for numbers right before what they count: "two patients", "six-month".
fn in_words(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut number: Option<Range<usize>> = None;
    let mut end = 0;
    for Range { start, end: behind } in words(text) {
        let (gap, word) = (&text[end..start], &text[start..behind]);
        end = behind;
        let number_word = is_number(word);
        if !number_word && number.is_none() {
            continue;
        }
        let joined = matches!(gap, " " | "\u{a0}" | "-" | "\u{2010}" | "\u{2011}");
        match number.take() {
            Some(before) if joined && number_word => number = Some(before.start..end),
            Some(before) if joined && is_counted(word) => found.push(before),
            _ if number_word => number = Some(start..end),
            _ => {}
        }
    }
    found
}

/// Where the words of a text stand: letters and digits without a gap. Every word of a handbook comes by here, and nearly all
/// are of plain letters.
fn words(text: &str) -> impl Iterator<Item = Range<usize>> {
    let length = |from: usize, inside: bool| {
        let bytes = text.as_bytes()[from..].iter();
        let plain = bytes
            .take_while(|b| b.is_ascii() && b.is_ascii_alphanumeric() == inside)
            .count();
        match text.as_bytes().get(from + plain) {
            Some(byte) if !byte.is_ascii() => {
                let others = text[from..].find(|c: char| c.is_alphanumeric() != inside);
                others.unwrap_or(text.len() - from)
            }
            _ => plain,
        }
    };
    let mut at = 0;
    std::iter::from_fn(move || {
        at += length(at, false);
        let start = at;
        at += length(at, true);
        (start < at).then_some(start..at)
    })
}

/// Whether a word is something that is counted or measured.
pub fn is_counted(word: &str) -> bool {
    COUNTED_WORDS.has(word) || (word.len() > 3 && COUNTED_WORDS.has(&word.to_lowercase()))
}

fn is_number(word: &str) -> bool {
    // Every word of a handbook is asked for, and most are in lower case.
    match word.bytes().any(|b| b.is_ascii_uppercase() || !b.is_ascii()) {
        true => NUMBER_WORDS.has(&word.to_lowercase()),
        false => NUMBER_WORDS.has(word),
    }
}

/// The same for looking up.
static NUMBER_WORDS: LazyLock<WordList> = LazyLock::new(|| WordList::new(NUMBERS.split(' ')));
static COUNTED_WORDS: LazyLock<WordList> = LazyLock::new(|| WordList::new(COUNTED.split(' ')));

#[cfg(test)]
mod tests {
    use super::*;
    use crate::read::markdown::scan;

    #[test]
    fn words_are_what_stands_between_all_else() {
        for text in ["", " a", "zwölf Ärzte, 5 µg–a½ ", "two-fold\u{a0}x", "–é", "ab. "] {
            let split = text.split(|c: char| !c.is_alphanumeric());
            let found: Vec<&str> = words(text).map(|at| &text[at]).collect();
            assert_eq!(
                found,
                split.filter(|word| !word.is_empty()).collect::<Vec<_>>(),
                "{text}"
            );
        }
    }

    fn typed(text: &str) -> Vec<String> {
        let visible = scan(text).visible;
        let names = Names::new(vec!["sample 2 trial".to_owned(), "2019-000123-34".to_owned()]);
        let found = numbers(&visible, &|| &names);
        found.into_iter().map(|at| visible.text[at].to_owned()).collect()
    }

    #[test]
    fn digits_are_numbers() {
        assert_eq!(
            typed("In 24 of 1,200 at 0.74 (6–8) by 30% and 12/60."),
            ["24", "1,200", "0.74", "6–8", "30", "12/60"]
        );
        assert_eq!(
            typed("The 30-day, Day-30 and 24h, 5mg, 5 L, 2nd, ½, HR0.7"),
            ["30", "30", "24", "5", "5", "2", "½", "0.7"]
        );
        assert_eq!(typed("[Over 90](trial:a) and *12* &#51;4"), ["90", "12", "34"]);
    }

    #[test]
    fn names_are_none() {
        let names = "IL-6, P2Y12, 3D, 5-HT3, COVID-19, CO2, NCT01234567, p53; Sample 2 trial; 2019-000123-34; T4";
        assert_eq!(typed(names), [""; 0]);
        assert_eq!(typed("sample 25 trial"), ["25"]);
    }

    #[test]
    fn dates_are_none() {
        let dates = "in 2019, 2021 and 2023; since 2020; of 2019–2021; 2024-02-01; 31 January 2026; January 31, 2026; the 1980s; mid-2024";
        assert_eq!(typed(dates), [""; 0]);
        assert_eq!(
            typed("in 2000 patients; 2024 of them; in 2019 and 1999 patients; in 2200"),
            ["2000", "2024", "1999", "2200"]
        );
    }

    #[test]
    fn what_markdown_counts_is_none() {
        assert_eq!(
            typed("## 2. Title\n\n### 2.1 Title\n\n1. one\n2. two [^1]\n\n[^1]: Note\n"),
            [""; 0]
        );
        assert_eq!(typed("## 30 Days\n\n## 30 days\n"), ["30", "30"]);
    }

    #[test]
    fn words_count_before_what_is_counted() {
        assert_eq!(
            typed("Twenty-four hours, a six-month stay, Two Trials"),
            ["Twenty-four", "six", "Two"]
        );
        assert_eq!(
            typed("Two ways, one patient, six trial sites, the three stages, ten. Patients"),
            [""; 0]
        );
    }
}
