//! Every word that the program itself puts on a page, from one catalogue of messages in the form of Project Fluent.
//!
//! The binary carries the English catalogue (`templates/locales/en.ftl`). A handbook in another language, or with other words
//! for the same things, has a catalogue of its own, `templates/locales/<language>.ftl`, named by the language that `book.toml`
//! gives; a message that it lacks is said in English. Words of content are not looked up here: they are content.

pub mod faults;

use std::borrow::Cow;
use std::collections::HashMap;

use fluent_bundle::concurrent::FluentBundle;
use fluent_bundle::{FluentArgs, FluentResource, FluentValue};
use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use unic_langid::{CharacterDirection, LanguageIdentifier};

use crate::diagnostic::FileId;
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
    /// Messages that put what they are about between words and choose by nothing of it: said as often, and quicker so.
    simple: HashMap<String, Vec<Part>>,
    /// What the pages are in, as a BCP 47 tag.
    language: String,
    right_to_left: bool,
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
        let (mut plain, mut simple) = (HashMap::new(), HashMap::new());
        for text in own.into_iter().chain([ENGLISH]) {
            for (id, parts) in messages(text) {
                if plain.contains_key(&id) || simple.contains_key(&id) {
                    continue;
                }
                if let Some(said) = said(&bundles, &id, None) {
                    plain.insert(id, said.into_owned());
                } else if let Some(parts) = parts {
                    simple.insert(id, parts);
                }
            }
        }
        Self {
            plain,
            simple,
            language: language.to_owned(),
            right_to_left: is_right_to_left(language),
            bundles,
        }
    }

    /// What the pages are in, as a BCP 47 tag.
    pub fn language(&self) -> &str {
        &self.language
    }

    /// Whether pages are read from right to left.
    pub fn are_right_to_left(&self) -> bool {
        self.right_to_left
    }

    /// A message that is about nothing.
    pub fn say<'a>(&'a self, id: &'a str) -> &'a str {
        debug_assert!(
            self.plain.contains_key(id),
            "the catalogue has no message `{id}`, or it needs arguments"
        );
        self.plain.get(id).map_or(id, String::as_str)
    }

    /// Several of them.
    pub fn all<'a, const N: usize>(&'a self, ids: [&'a str; N]) -> [&'a str; N] {
        ids.map(|id| self.say(id))
    }

    /// The messages that are about nothing and whose names begin so, by the rest of their names.
    pub fn beginning<'a>(&'a self, with: &'a str) -> impl Iterator<Item = (&'a str, &'a str)> {
        let all = self.plain.iter();
        all.filter_map(move |(id, said)| Some((id.strip_prefix(with)?, said.as_str())))
    }

    /// A message whose name is made up of a word of the content, if there is one.
    pub fn find(&self, id: &str) -> Option<&str> {
        self.plain.get(id).map(String::as_str)
    }

    /// A message with what it is about.
    pub fn with(&self, id: &str, about: &[(&str, Arg<'_>)]) -> String {
        if let Some(said) = self.simple.get(id).and_then(|parts| put_together(parts, about)) {
            return said;
        }
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

/// The text of the handbook's own catalogue for its language.
pub fn own<'a>(sources: &'a Sources, language: &str) -> Option<&'a str> {
    own_file(sources, language).map(|file| &*sources.file(file).text)
}

/// The handbook's own catalogue for its language: that of the whole tag, else that of the language alone.
pub fn own_file(sources: &Sources, language: &str) -> Option<FileId> {
    [language, primary(language)]
        .into_iter()
        .find_map(|tag| sources.find(&format!("{FOLDER}/{tag}.ftl")))
}

/// A language without its script and region.
fn primary(language: &str) -> &str {
    language.split('-').next().unwrap_or(language)
}

/// Whether a language is a form of English, of which the program has all words.
pub fn is_english(language: &str) -> bool {
    primary(language).eq_ignore_ascii_case("en")
}

/// Whether a language is written from right to left, by its script.
pub fn is_right_to_left(language: &str) -> bool {
    let language: Option<LanguageIdentifier> = language.parse().ok();
    language.is_some_and(|language| language.character_direction() == CharacterDirection::RTL)
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

/// A part of a message that chooses by nothing.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Part {
    Words(String),
    /// What it is about, by its name.
    About(String),
}

/// The message, unless something that it is about is not given.
fn put_together(parts: &[Part], about: &[(&str, Arg<'_>)]) -> Option<String> {
    let mut said = String::new();
    for part in parts {
        match part {
            Part::Words(words) => said.push_str(words),
            Part::About(name) => match about.iter().find(|(given, _)| given == name)?.1 {
                Arg::Text(text) => said.push_str(text),
                Arg::Count(count) => said.push_str(&count.to_string()),
            },
        }
    }
    Some(said)
}

/// The messages of a catalogue by their ids, with their parts where they choose by nothing.
fn messages(text: &str) -> Vec<(String, Option<Vec<Part>>)> {
    let resource = FluentResource::try_new(text.to_owned()).unwrap_or_else(|(resource, _)| resource);
    let messages = resource.entries().filter_map(|entry| match entry {
        Entry::Message(message) => Some((message.id.name.to_owned(), message.value.as_ref().and_then(parts))),
        _ => None,
    });
    messages.collect()
}

fn parts(pattern: &Pattern<&str>) -> Option<Vec<Part>> {
    let parts = pattern.elements.iter().map(|element| match element {
        PatternElement::TextElement { value } => Some(Part::Words((*value).to_owned())),
        PatternElement::Placeable {
            expression: Expression::Inline(InlineExpression::VariableReference { id }),
        } => Some(Part::About(id.name.to_owned())),
        PatternElement::Placeable { .. } => None,
    });
    parts.collect()
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
        let mut ids: Vec<String> = messages(ENGLISH).into_iter().map(|(id, _)| id).collect();
        ids.sort();
        let twice: Vec<_> = ids.windows(2).filter(|pair| pair[0] == pair[1]).collect();
        assert!(twice.is_empty(), "{twice:?}");
    }

    #[test]
    fn direction_goes_by_the_script() {
        for (language, rtl) in [
            ("ar", true),
            ("he-IL", true),
            ("fa", true),
            ("ur", true),
            ("az-Arab", true),
            ("ks-Deva", false),
            ("en-GB", false),
            ("x", false),
        ] {
            assert_eq!(is_right_to_left(language), rtl, "{language}");
        }
    }

    #[test]
    fn a_handbooks_own_words_come_first_and_english_where_it_has_none() {
        let words = Words::of(Some("search = Suche\nfound-count = { $count } gefunden\n"), "de");
        assert_eq!(words.say("search"), "Suche");
        assert_eq!(words.with("found-count", &[("count", 3.into())]), "3 gefunden");
        assert_eq!(words.say("skip-to-text"), Words::of(None, "en").say("skip-to-text"));
    }
}
