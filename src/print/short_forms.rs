//! The abbreviations on a sheet: on paper nobody can point at one to see what it stands for.

use std::collections::{BTreeMap, BTreeSet};

use super::shown::Shown;
use crate::model::corpus::Abbreviation;

/// Those that stand on a sheet, in their order, but for those that it says in full.
pub fn on(shown: &Shown, known: &BTreeMap<String, Abbreviation>) -> Vec<(String, String)> {
    let (words, text) = words(shown);
    let used = known.iter().filter(|(short, _)| words.contains(short.as_str()));
    let used = used.map(|(short, abbreviation)| (short.clone(), abbreviation.means.to_string()));
    used.filter(|(_, means)| !text.contains(&means.to_lowercase()))
        .collect()
}

/// Those that are still needed on a sheet that says less.
pub fn still(shown: &Shown, before: &[(String, String)]) -> Vec<(String, String)> {
    let bare = Shown {
        short_forms: Vec::new(),
        ..shown.clone()
    };
    let (words, _) = words(&bare);
    before
        .iter()
        .filter(|(short, _)| words.contains(short))
        .cloned()
        .collect()
}

/// The words of a sheet, those in the plural in the singular too, and all of its text in small letters.
fn words(shown: &Shown) -> (BTreeSet<String>, String) {
    let (mut words, mut all) = (BTreeSet::new(), String::new());
    shown.texts(&mut |text| {
        for word in text.split(|c: char| !(c.is_alphanumeric() || c == '-')) {
            words.insert(word.to_owned());
            words.insert(word.strip_suffix('s').unwrap_or(word).to_owned());
        }
        all.push_str(&text.to_lowercase());
        all.push(' ');
    });
    (words, all)
}
