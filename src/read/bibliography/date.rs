//! Dates of BibLaTeX: ISO 8601 with ranges, and BibTeX's year, month and day.
//!
//! The parser of the `biblatex` crate passes over what is no date and panics at some, so it is given only what has been
//! found good here.

/// Writes a date field as the parser takes it, or says that it is no date.
pub(super) fn canonical_date(text: &str) -> Option<String> {
    let text = text.trim();
    let (dates, mark) = match text.char_indices().last() {
        Some((at, '?' | '~' | '%')) => text.split_at(at),
        _ => (text, ""),
    };
    let canonical = match dates.split_once('/') {
        None => one(dates)?,
        Some((from, "" | "..")) => format!("{}/", one(from)?),
        Some(("" | "..", to)) => format!("/{}", one(to)?),
        Some((from, to)) => {
            let (from, to) = (one(from)?, one(to)?);
            // Spelt so that the order of the letters is that of the dates, as far as both go.
            let length = from.len().min(to.len());
            if from[..length] > to[..length] {
                return None;
            }
            format!("{from}/{to}")
        }
    };
    Some(canonical + mark)
}

/// A year with its month and day, if it has any. Seasons and unknown parts leave the year.
fn one(text: &str) -> Option<String> {
    let (date, _) = text.split_once(['T', 't']).unwrap_or((text, ""));
    let mut parts = date.split('-');
    let (year, month, day) = (parts.next()?, parts.next(), parts.next());
    if parts.next().is_some() {
        return None;
    }
    let decade = year.trim_end_matches(['X', 'x']);
    if decade.len() != year.len() {
        let unknown = month.is_none() && matches!(decade.len(), 2 | 3) && is_year(&format!("{decade:0<4}"));
        return (unknown && year.len() == 4).then(|| year.to_uppercase());
    }
    if !is_year(year) {
        return None;
    }
    match (month, day) {
        (None, _) => Some(year.to_owned()),
        (Some("XX"), None | Some("XX")) | (Some("21" | "22" | "23" | "24"), None) => Some(year.to_owned()),
        (Some(month), day) => {
            let month_number = two_digits(month).filter(|m| (1..=12).contains(m))?;
            match day {
                None | Some("XX") => Some(format!("{year}-{month}")),
                Some(day) => {
                    let number = two_digits(day)?;
                    is_day(year, month_number, number).then(|| format!("{year}-{month}-{day}"))
                }
            }
        }
    }
}

/// A year in four digits, as this and most languages write it.
pub(super) fn is_year(text: &str) -> bool {
    text.len() == 4 && text.bytes().all(|b| b.is_ascii_digit()) && text != "0000"
}

fn two_digits(text: &str) -> Option<u8> {
    (text.len() == 2 && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok())?
}

fn is_day(year: &str, month: u8, day: u8) -> bool {
    let year: u32 = year.parse().unwrap_or(0);
    let leap = (year.is_multiple_of(4) && !year.is_multiple_of(100)) || year.is_multiple_of(400);
    let days = match month {
        2 if leap => 29,
        2 => 28,
        4 | 6 | 9 | 11 => 30,
        _ => 31,
    };
    (1..=days).contains(&day)
}

/// The number of a month, written as a number or in English, in full or by its first three letters or more.
pub(super) fn month(text: &str) -> Option<u8> {
    let text = text.trim().trim_end_matches('.').to_lowercase();
    if let Ok(number) = text.parse::<u8>() {
        return (1..=12).contains(&number).then_some(number);
    }
    let begins = |name: &str| name.get(..text.len()).is_some_and(|n| n.eq_ignore_ascii_case(&text));
    let at = MONTHS.iter().position(|name| text.len() >= 3 && begins(name))?;
    u8::try_from(at + 1).ok()
}

/// The names of the months. Their first three letters are abbreviations that need no `@string`.
pub(super) const MONTHS: [&str; 12] = [
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

/// The day of a month.
pub(super) fn day(text: &str) -> Option<u8> {
    let text = text.trim();
    let number = text.parse().ok().filter(|day| (1..=31).contains(day));
    number.filter(|_| text.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates() {
        for (text, canonical) in [
            ("2024", Some("2024")),
            (" 2024-02-29 ", Some("2024-02-29")),
            ("2023-02-29", None),
            ("2024-05-01T10:00:00Z", Some("2024-05-01")),
            ("2024-21", Some("2024")),
            ("2024-13", None),
            ("2024-00", None),
            ("2024-5-1", None),
            ("199X", Some("199X")),
            ("12345X", None),
            ("2004-XX", Some("2004")),
            ("2019/2020", Some("2019/2020")),
            ("2020/2019", None),
            ("2019/..", Some("2019/")),
            ("/", None),
            ("2020~", Some("2020~")),
            ("May 2020", None),
            ("in press", None),
            ("2020-é", None),
            ("2020é/é", None),
            ("", None),
        ] {
            assert_eq!(canonical_date(text).as_deref(), canonical, "{text}");
        }
    }

    #[test]
    fn months_and_days() {
        let months = ["1", "12", "13", "jan", "Sept.", "ma", "december", "maymay", "0", "é"].map(month);
        let wanted = [
            Some(1),
            Some(12),
            None,
            Some(1),
            Some(9),
            None,
            Some(12),
            None,
            None,
            None,
        ];
        assert_eq!(months, wanted);
        assert_eq!(
            ["1", "31", "32", "999", "+1", ""].map(day),
            [Some(1), Some(31), None, None, None, None]
        );
    }
}
