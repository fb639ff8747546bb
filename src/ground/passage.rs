//! Passages of papers, for those who may read them: a build that is not published.

use std::collections::BTreeMap;
use std::ops::Range;

use super::library::digest;
use super::lock::Seal;

/// A passage is no longer than this, in letters.
const LONGEST: usize = 400;

/// The papers' texts by citation key, each with its digest.
#[derive(Debug, Default)]
pub struct Passages {
    papers: BTreeMap<String, (String, String)>,
}

impl Passages {
    pub fn new(texts: impl IntoIterator<Item = (String, String)>) -> Self {
        let papers = texts.into_iter().map(|(key, text)| {
            let digest = digest(&text);
            (key, (text, digest))
        });
        Self {
            papers: papers.collect(),
        }
    }

    /// Where the `nth` paper of a seal says what was sealed. None where nothing was found there, where the paper is not at
    /// hand, or where its text is another than the one that was sealed.
    pub fn passage(&self, seal: &Seal, nth: usize) -> Option<String> {
        let (key, _) = seal.read.get(nth)?.split_once(':')?;
        let (text, digest) = self.papers.get(key)?;
        if seal.papers.get(nth)? != digest {
            return None;
        }
        let (from, to) = seal.at.get(nth)?.split_once('-')?;
        excerpt(text, from.parse().ok()?..to.parse().ok()?)
    }
}

/// The sentences around these bytes; the bytes alone, or their beginning, where that would be too long.
fn excerpt(text: &str, bytes: Range<usize>) -> Option<String> {
    let passage = text.get(bytes.clone())?;
    let start = sentence_ends(&text[..bytes.start]).last().unwrap_or(0);
    let end = sentence_ends(&text[bytes.end..]).next();
    let end = end.map_or(text.len(), |at| bytes.end + at);
    let whole = even(&text[start..end]);
    if whole.chars().count() <= LONGEST {
        return Some(whole).filter(|text| !text.is_empty());
    }
    let passage = even(passage);
    let Some((cut, _)) = passage.char_indices().nth(LONGEST - 1) else {
        return Some(passage).filter(|text| !text.is_empty());
    };
    let kept = &passage[..cut];
    Some(match kept.rfind(". ") {
        Some(end) => kept[..=end].to_owned(),
        None => format!("{}…", kept[..kept.rfind(' ').unwrap_or(kept.len())].trim_end()),
    })
}

/// On one line, without gaps.
fn even(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Where sentences and paragraphs end: behind the full stop, before the gap.
fn sentence_ends(text: &str) -> impl Iterator<Item = usize> {
    text.char_indices().filter_map(|(at, c)| {
        let after = &text[at + c.len_utf8()..];
        let gap = after.starts_with(char::is_whitespace) || after.is_empty();
        match c {
            '.' | '?' | '!' if gap => Some(at + 1),
            '\n' if after.starts_with('\n') => Some(at),
            _ => None,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_passage_is_shown_in_whole_sentences() {
        let text = "Before. Heat was\n39.5 °C in half. After.\n\nMore";
        let from = text.find("39.5").expect("it is there");
        let shown = excerpt(text, from..from + 4);
        assert_eq!(shown.as_deref(), Some("Heat was 39.5 °C in half."));
        let last = text.find("More").expect("it is there");
        assert_eq!(excerpt(text, last..text.len()).as_deref(), Some("More"));
    }

    #[test]
    fn a_long_passage_is_cut() {
        let text = "Ein Wort größer. ".repeat(60);
        let shown = excerpt(&text, 0..text.len()).expect("there is text");
        assert!(shown.chars().count() <= LONGEST && shown.ends_with('.'), "{shown}");
        let text = "wörter ".repeat(100);
        let shown = excerpt(&text, 0..text.len()).expect("there is text");
        assert!(
            shown.chars().count() <= LONGEST && shown.ends_with("wörter…"),
            "{shown}"
        );
        let text = "ö".repeat(1000);
        assert!(excerpt(&text, 0..text.len()).expect("there is text").chars().count() <= LONGEST);
    }

    #[test]
    fn nothing_is_shown_of_places_that_are_not_there() {
        assert_eq!(excerpt("Größe", 3..4), None);
        assert_eq!(excerpt("A", 0..9), None);
        assert_eq!(excerpt("   ", 0..3), None);
    }

    #[test]
    fn nothing_is_shown_of_another_text_than_the_one_that_was_sealed() {
        let text = "Heat was 39.5 °C.";
        let seal = |papers: Vec<String>| Seal {
            numbers: Vec::new(),
            refers: Vec::new(),
            words: Vec::new(),
            read: vec!["alpha2030: Results".to_owned()],
            how: super::super::lock::How::Found,
            papers,
            at: vec!["9-13".to_owned()],
            because: None,
            by: None,
        };
        let passages = Passages::new([("alpha2030".to_owned(), text.to_owned())]);
        assert_eq!(passages.passage(&seal(vec![digest(text)]), 0).as_deref(), Some(text));
        assert_eq!(passages.passage(&seal(vec![digest("other")]), 0), None);
        assert_eq!(passages.passage(&seal(Vec::new()), 0), None);
        assert_eq!(passages.passage(&seal(vec![digest(text)]), 1), None);
    }
}
