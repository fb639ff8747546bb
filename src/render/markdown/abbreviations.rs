//! Abbreviations in running text, explained where a page first uses them.

use std::collections::{BTreeMap, BTreeSet};

use super::{escape, push_escaped};
use crate::model::corpus::Abbreviation;

/// The handbook's abbreviations, and which of them a page has explained.
pub struct Abbreviations<'a> {
    known: &'a BTreeMap<String, Abbreviation>,
    explained: BTreeSet<&'a str>,
}

impl<'a> Abbreviations<'a> {
    pub fn new(known: &'a BTreeMap<String, Abbreviation>) -> Self {
        Self {
            known,
            explained: BTreeSet::new(),
        }
    }

    /// Escaped text in which each abbreviation carries what it stands for. Where `explain`, its first use on the page
    /// says it in words.
    pub fn html(&mut self, text: &str, explain: bool) -> String {
        let mut out = String::with_capacity(text.len() + 16);
        let mut rest = text;
        while !rest.is_empty() {
            let word = |c: char| c.is_alphanumeric() || c == '-';
            let end = rest.find(|c| !word(c)).unwrap_or(rest.len());
            if end == 0 {
                let gap = rest.find(word).unwrap_or(rest.len());
                push_escaped(&rest[..gap], &mut out);
                rest = &rest[gap..];
                continue;
            }
            let (token, after) = rest.split_at(end);
            match self.token(token, text, after, explain) {
                Some(html) => out.push_str(&html),
                None => push_escaped(token, &mut out),
            }
            rest = after;
        }
        out
    }

    /// A word with what it stands for; none if that is not to be said.
    fn token(&mut self, token: &str, text: &str, after: &str, explain: bool) -> Option<String> {
        let known = self.known;
        let singular = token.strip_suffix('s').unwrap_or(token);
        let (short, meaning) = known.get_key_value(token).or_else(|| known.get_key_value(singular))?;
        if self.explained.contains(short.as_str()) {
            return None;
        }
        let means = escape(meaning.means.as_str());
        let marked = format!("<abbr title=\"{means}\">{}</abbr>", escape(token));
        if !explain {
            return Some(marked);
        }
        self.explained.insert(short);
        // The author has already said what it stands for: `meaning (XYZ)`, or `XYZ (meaning)`.
        let said = text.to_lowercase().contains(&meaning.means.as_str().to_lowercase());
        if said || after.starts_with(" (") {
            return None;
        }
        Some(format!("{marked} <span class=\"expansion\">({means})</span>"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> BTreeMap<String, Abbreviation> {
        toml::from_str("XYZ = { means = 'sample & flow' }\nA-B = { means = 'other' }").unwrap()
    }

    #[test]
    fn the_first_use_in_words_is_the_only_one() {
        let known = known();
        let mut page = Abbreviations::new(&known);
        let title = "<abbr title=\"sample &amp; flow\">";
        assert_eq!(page.html("<XYZ", false), format!("&lt;{title}XYZ</abbr>"));
        assert_eq!(
            page.html("XYZs, XYZ", true),
            format!("{title}XYZs</abbr> <span class=\"expansion\">(sample &amp; flow)</span>, XYZ")
        );
        assert_eq!(page.html("XYZ", true), "XYZ");
        assert_eq!(page.html("XYZ", false), "XYZ");
    }

    #[test]
    fn what_the_author_has_said_is_not_said_again() {
        let known = known();
        for text in ["Other (A-B)", "A-B (some other)", "A-BC A"] {
            assert_eq!(Abbreviations::new(&known).html(text, true), text);
        }
    }
}
