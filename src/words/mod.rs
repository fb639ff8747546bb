//! Every word that the program itself puts on a page, from one catalogue of messages in the form of Project Fluent.
//!
//! The binary carries the English catalogue (`templates/locales/en.ftl`). A handbook in another language, or with other words
//! for the same things, has a catalogue of its own, `templates/locales/<language>.ftl`, named by the language that `book.toml`
//! gives; a message that it lacks is said in English. Words of content are not looked up here: they are content.

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use unic_langid::LanguageIdentifier;

use crate::read::Sources;

/// The catalogue that the binary carries.
pub const ENGLISH: &str = include_str!("../../templates/locales/en.ftl");

/// Where a handbook keeps its own.
pub const FOLDER: &str = "templates/locales";

/// Something that a message is about.
#[derive(Debug, Clone, Copy)]
pub enum Arg<'a> {
    Text(&'a str),
    /// A count, by which a message chooses between singular and plural.
    Count(usize),
}

impl<'a> From<&'a str> for Arg<'a> {
    fn from(text: &'a str) -> Self {
        Self::Text(text)
    }
}

impl<'a> From<&'a String> for Arg<'a> {
    fn from(text: &'a String) -> Self {
        Self::Text(text)
    }
}

impl From<usize> for Arg<'_> {
    fn from(count: usize) -> Self {
        Self::Count(count)
    }
}

/// The words of the interface in the language of a handbook.
pub struct Words {
    /// Messages that are about nothing: most of them, said thousands of times.
    plain: HashMap<String, String>,
    /// In the order in which a message is looked for: the handbook's own, English.
    bundles: Vec<FluentBundle<FluentResource>>,
}

impl std::fmt::Debug for Words {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Words")
            .field("plain", &self.plain.len())
            .finish_non_exhaustive()
    }
}

impl Words {
    /// The words for a handbook in a language, given as its BCP 47 tag.
    pub fn new(sources: &Sources, language: &str) -> Self {
        Self::of(own(sources, language), language)
    }

    /// The same from the text of the handbook's own catalogue.
    pub fn of(own: Option<&str>, language: &str) -> Self {
        let bundles: Vec<_> = own
            .map(|text| bundle(text, language))
            .into_iter()
            .chain([bundle(ENGLISH, "en")])
            .collect();
        let mut plain = HashMap::new();
        for text in own.into_iter().chain([ENGLISH]) {
            for id in ids(text) {
                if !plain.contains_key(&id)
                    && let Some(said) = said(&bundles, &id, None)
                {
                    plain.insert(id, said.into_owned());
                }
            }
        }
        Self { plain, bundles }
    }

    /// A message that is about nothing.
    pub fn say<'a>(&'a self, id: &'a str) -> &'a str {
        debug_assert!(
            self.plain.contains_key(id),
            "the catalogue has no message `{id}`, or it needs arguments"
        );
        self.plain.get(id).map_or(id, String::as_str)
    }

    /// A message that is about nothing, if the catalogue has it: for names that content may choose.
    pub fn find(&self, id: &str) -> Option<&str> {
        self.plain.get(id).map(String::as_str)
    }

    /// A message with what it is about.
    pub fn with(&self, id: &str, about: &[(&str, Arg<'_>)]) -> String {
        let mut args = FluentArgs::new();
        for (name, arg) in about {
            let value = match arg {
                Arg::Text(text) => FluentValue::from(*text),
                Arg::Count(count) => FluentValue::from(*count),
            };
            args.set(Cow::Borrowed(*name), value);
        }
        let said = said(&self.bundles, id, Some(&args));
        debug_assert!(
            said.is_some(),
            "the catalogue has no message `{id}`, or it needs other arguments"
        );
        said.map_or_else(|| id.to_owned(), Cow::into_owned)
    }
}

/// The text of the handbook's own catalogue for its language: that of the whole tag, else that of the language alone.
pub fn own<'a>(sources: &'a Sources, language: &str) -> Option<&'a str> {
    let primary = language.split('-').next().unwrap_or(language);
    let found = [language, primary]
        .into_iter()
        .find_map(|tag| sources.find(&format!("{FOLDER}/{tag}.ftl")));
    found.map(|file| &*sources.file(file).text)
}

/// What can be read of a catalogue; what cannot was reported when the handbook was checked.
fn bundle(text: &str, language: &str) -> FluentBundle<FluentResource> {
    let language: LanguageIdentifier = language.parse().unwrap_or_default();
    let mut bundle = FluentBundle::new_concurrent(vec![language]);
    // Marks of direction around every argument would stand in attributes and searches; pages isolate by `bdi`.
    bundle.set_use_isolating(false);
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    bundle.add_resource_overriding(resource);
    bundle
}

fn said<'a>(
    bundles: &'a [FluentBundle<FluentResource>],
    id: &str,
    args: Option<&'a FluentArgs<'_>>,
) -> Option<Cow<'a, str>> {
    bundles.iter().find_map(|bundle| {
        let pattern = bundle.get_message(id)?.value()?;
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, args, &mut errors);
        errors.is_empty().then_some(said)
    })
}

/// The ids of the messages of a catalogue.
pub fn ids(text: &str) -> Vec<String> {
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    let messages = resource.entries().filter_map(|entry| match entry {
        fluent_syntax::ast::Entry::Message(message) => Some(message.id.name.to_owned()),
        _ => None,
    });
    messages.collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_english_catalogue_is_without_faults() {
        let (_, errors) = FluentResource::try_new(ENGLISH.to_owned()).map_or_else(|e| e, |r| (r, Vec::new()));
        assert!(errors.is_empty(), "{errors:?}");
    }

    #[test]
    fn no_message_stands_twice() {
        let mut ids = ids(ENGLISH);
        ids.sort();
        let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn a_handbooks_own_words_come_first_and_english_where_it_has_none() {
        let words = Words::of(Some("search = Suche\nfound-count = { $count } gefunden\n"), "de");
        assert_eq!(words.say("search"), "Suche");
        assert_eq!(words.with("found-count", &[("count", 3.into())]), "3 gefunden");
        assert_eq!(words.say("skip-to-text"), Words::of(None, "en").say("skip-to-text"));
    }
}
