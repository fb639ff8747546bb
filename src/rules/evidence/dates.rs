//! Tells years and days from other numbers in a text.

use std::ops::Range;

use super::typed::is_counted;

const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Words before a year, beside the names of the months.
const BEFORE: [&str; 6] = ["in", "of", "since", "early", "late", "mid"];

/// What may stand between the dates of a list.
const BETWEEN: [&str; 10] = [
    ", ", " and ", ", and ", " or ", " to ", "–", "-", "/", " – ", " and in ",
];

/// Where the date ends that a number in a word belongs to; none where it is no date. `last` is where one ended before.
pub fn at(text: &str, number: &Range<usize>, word: &Range<usize>, last: Option<usize>) -> Option<usize> {
    let written = &text[number.clone()];
    if is_iso(&text[word.clone()]) {
        return Some(word.end);
    }
    let before = text[..number.start].trim_end_matches([' ', '\u{a0}', '-']);
    let before = before.rsplit(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    let after = text[number.end..].trim_start_matches([' ', '\u{a0}']);
    let next = after.split(|c: char| !c.is_alphabetic()).next().unwrap_or_default();
    if is_year(written) {
        if text[number.end..word.end.max(number.end)].starts_with('s') && word.end == number.end + 1 {
            return Some(word.end);
        }
        let listed = last.is_some_and(|end| end <= number.start && BETWEEN.contains(&&text[end..number.start]));
        let led = BEFORE.contains(&before.to_lowercase().as_str()) || MONTHS.contains(&before);
        let counts = is_counted(next) || after.starts_with('%');
        return ((listed || led) && !counts).then_some(number.end);
    }
    let day = written.parse::<u8>().is_ok_and(|day| (1..=31).contains(&day));
    let year_follows = after
        .strip_prefix(',')
        .is_some_and(|rest| rest.trim_start().get(..4).is_some_and(is_year));
    let led = MONTHS.contains(&before) && year_follows;
    (day && (led || MONTHS.contains(&next))).then_some(number.end)
}

fn is_year(written: &str) -> bool {
    written.len() == 4 && written.parse::<u16>().is_ok_and(|year| (1900..=2100).contains(&year))
}

/// A year and month, or a day, as ISO 8601 writes them.
fn is_iso(word: &str) -> bool {
    let parts: Vec<&str> = word.split('-').collect();
    let two = |part: &str, most: u8| part.len() == 2 && part.parse::<u8>().is_ok_and(|n| (1..=most).contains(&n));
    match parts.as_slice() {
        [year, month] => is_year(year) && two(month, 12),
        [year, month, day] => is_year(year) && two(month, 12) && two(day, 31),
        _ => false,
    }
}
