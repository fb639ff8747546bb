//! Writes a review into the text of a record, and leaves every other byte as it is.

use toml_edit::{Datetime, DocumentMut, Item, Value};

use super::ReviewDay;

/// The text of a record with this review in it: in the place of the one that it has, else at the end of the file.
///
/// # Errors
///
/// What stands in the way, for people.
pub fn with_review(text: &str, review: &ReviewDay) -> Result<String, String> {
    let body = text.strip_prefix('\u{feff}').unwrap_or(text);
    let mark = &text[..text.len() - body.len()];
    // The editor of TOML ends lines in one way only.
    let windows = body.contains("\r\n") && body.replace("\r\n", "").find('\n').is_none();
    let plain = if windows {
        body.replace("\r\n", "\n")
    } else {
        body.to_owned()
    };
    let new = edited(plain, review)?;
    let new = if windows { new.replace('\n', "\r\n") } else { new };
    Ok(format!("{mark}{new}"))
}

fn edited(mut text: String, review: &ReviewDay) -> Result<String, String> {
    let mut values = vec![
        ("reviewed_on", day(&review.on)?),
        ("reviewed_by", Value::from(review.by.as_str())),
    ];
    if let Some(next) = &review.next {
        values.push(("next_review", day(next)?));
    }
    let mut document: DocumentMut = text.parse().map_err(|e: toml_edit::TomlError| e.message().to_owned())?;
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    let whole = document.to_string();
    let Some(table) = document.get_mut("review") else {
        let lines = values.iter().map(|(key, value)| format!("{key} = {value}\n"));
        return Ok(format!("{text}\n[review]\n{}", lines.collect::<String>()));
    };
    if whole != text && format!("{whole}\n") != text {
        return Err("its lines end in different ways".to_owned());
    }
    let table = table.as_table_like_mut().ok_or("its `review` is no table")?;
    if review.next.is_none() {
        table.remove("next_review");
    }
    for (key, mut value) in values {
        match table.get_mut(key).and_then(Item::as_value_mut) {
            Some(old) => {
                *value.decor_mut() = old.decor().clone();
                *old = value;
            }
            None => {
                table.insert(key, Item::Value(value));
            }
        }
    }
    Ok(document.to_string())
}

fn day(text: &str) -> Result<Value, String> {
    let day: Datetime = text.parse().map_err(|_| format!("`{text}` is not a day"))?;
    Ok(Value::from(day))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn review(next: Option<&str>) -> ReviewDay {
        ReviewDay {
            by: "Dr \"A\" Sample".to_owned(),
            on: "2026-02-03".to_owned(),
            next: next.map(str::to_owned),
        }
    }

    const WRITTEN: &str = "[review]\nreviewed_on = 2026-02-03\nreviewed_by = 'Dr \"A\" Sample'\n";

    #[test]
    fn a_review_stands_at_the_end_and_the_rest_stays() {
        for text in [
            "name = \"A\"   # a note\n\n[[arms]]\nid='x'\n\n\n# the end\n",
            "a = 0x10\nb = 1_000\n'c'   =   \"\\u00e9\"\n",
            "",
        ] {
            assert_eq!(with_review(text, &review(None)).unwrap(), format!("{text}\n{WRITTEN}"));
            let windows = format!("\u{feff}{}", text.replace('\n', "\r\n"));
            let ended = WRITTEN.replace('\n', if text.is_empty() { "\n" } else { "\r\n" });
            let between = if text.is_empty() { "\n" } else { "\r\n" };
            assert_eq!(
                with_review(&windows, &review(None)).unwrap(),
                format!("{windows}{between}{ended}")
            );
        }
        // A line that was not ended is ended; mixed ends stay as they are.
        assert_eq!(
            with_review("a = 1", &review(None)).unwrap(),
            format!("a = 1\n\n{WRITTEN}")
        );
        assert_eq!(
            with_review("a = 1\r\nb = 2\n", &review(None)).unwrap(),
            format!("a = 1\r\nb = 2\n\n{WRITTEN}")
        );
    }

    #[test]
    fn a_review_takes_the_place_of_another() {
        let text = "a = 1 # one\n\n# of the review\n[review] # here\nreviewed_on = 2025-01-01 # then\nreviewed_by = \"B\"\n\
                    next_review = 2026-01-01\n\n[[arms]]\nid = \"x\"\n";
        let new = with_review(text, &review(Some("2027-01-01"))).unwrap();
        assert_eq!(
            new,
            "a = 1 # one\n\n# of the review\n[review] # here\nreviewed_on = 2026-02-03 # then\n\
             reviewed_by = 'Dr \"A\" Sample'\nnext_review = 2027-01-01\n\n[[arms]]\nid = \"x\"\n"
        );
        assert_eq!(
            with_review(text, &review(None)).unwrap(),
            new.replace("next_review = 2027-01-01\n", "")
        );
        let inline = "review = { reviewed_on = 2025-01-01, reviewed_by = \"B\" }\na = 1\n";
        assert_eq!(
            with_review(inline, &review(None)).unwrap(),
            "review = { reviewed_on = 2026-02-03, reviewed_by = 'Dr \"A\" Sample' }\na = 1\n"
        );
        let windows = text.replace('\n', "\r\n");
        assert_eq!(
            with_review(&windows, &review(Some("2027-01-01"))).unwrap(),
            new.replace('\n', "\r\n")
        );
        assert!(with_review("a = 1\r\n[review]\nreviewed_on = 2025-01-01\n", &review(None)).is_err());
        assert!(with_review("a = ", &review(None)).is_err());
    }
}
