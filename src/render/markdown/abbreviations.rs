//! Abbreviations in running text, explained where a page first uses them.

use std::collections::{BTreeMap, BTreeSet};

use super::{escape, push_escaped};
use crate::model::corpus::Abbreviation;

/// The handbook's abbreviations, and which of them a page has explained.
pub struct Abbreviations<'a> {
    known: &'a BTreeMap<String, Abbreviation>,
    /// The first bytes that they have.
    initials: [bool; 256],
    explained: BTreeSet<&'a str>,
}

impl<'a> Abbreviations<'a> {
    pub fn new(known: &'a BTreeMap<String, Abbreviation>) -> Self {
        let mut initials = [false; 256];
        for byte in known.keys().filter_map(|short| short.bytes().next()) {
            initials[usize::from(byte)] = true;
        }
        Self {
            known,
            initials,
            explained: BTreeSet::new(),
        }
    }

    /// Escaped text in which each abbreviation carries what it stands for. Where `explain`, its first use on the page
    /// says it in words.
    pub fn html(&mut self, text: &str, explain: bool) -> String {
        let mut out = String::with_capacity(text.len() + 16);
        let is_word = |c: char| c.is_alphanumeric() || c == '-';
        let (mut plain, mut at) = (0, 0);
        while let Some(gap) = text[at..].find(is_word) {
            let start = at + gap;
            at = text[start..]
                .find(|c| !is_word(c))
                .map_or(text.len(), |length| start + length);
            // Every word of a handbook comes by here, and few begin as an abbreviation does.
            if !self.initials[usize::from(text.as_bytes()[start])] {
                continue;
            }
            if let Some(html) = self.token(&text[start..at], text, &text[at..], explain) {
                push_escaped(&text[plain..start], &mut out);
                out.push_str(&html);
                plain = at;
            }
        }
        push_escaped(&text[plain..], &mut out);
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
