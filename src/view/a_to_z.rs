//! All names by which the handbook knows its records, with other names and short forms, from A to Z.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::block::{Block, Item, LinkTo, Piece, Rich, Section};
use super::builder::Builder;
use super::role::Role;
use super::{Context, Page, abbreviation_path, said};
use crate::ask::Ask;
use crate::model::Kind;
use crate::words::Arg;

pub const PATH: &str = "a-z/index.html";

/// With more names than this, each letter has a page of its own: no page is to weigh more than a slow line bears.
const MANY: usize = 300;

/// What names without a letter at their head stand under.
const OTHER: &str = "0–9";

/// Something to be looked up by its name.
struct Name<'a> {
    /// What it is sorted by: lower case, without accents.
    key: String,
    name: &'a str,
    of: Of<'a>,
}

enum Of<'a> {
    Record(&'a crate::model::Record),
    ShortForm(&'a crate::model::corpus::Abbreviation),
}

/// The page of all names, or of the letters that have a page each.
pub fn page(context: &Context<'_>) -> Page {
    let letters = by_letter(context.ask, |_| true);
    let mut page = Page::new(PATH, context.words.say("ways-a-z"));
    page.template = "a-z.html";
    page.sections = match are_many(&letters) {
        true => vec![Section {
            title: String::new(),
            blocks: vec![Block::Items {
                items: letters
                    .iter()
                    .map(|(letter, names)| way_to(context, letter, names.len()))
                    .collect(),
            }],
            ..section("")
        }],
        false => letters
            .into_iter()
            .map(|(letter, names)| Section {
                blocks: vec![items(context, names)],
                ..section(&letter)
            })
            .collect(),
    };
    page
}

fn are_many(letters: &BTreeMap<String, Vec<Name<'_>>>) -> bool {
    letters.values().map(Vec::len).sum::<usize>() > MANY
}

/// A letter that has a page, and how many names are there.
fn way_to(context: &Context<'_>, letter: &str, names: usize) -> Item {
    let count = context.words.with("ways-names", &[("count", names.into())]);
    Item {
        title: vec![Piece::Link(LinkTo::new(part_path(letter), letter))],
        body: vec![Piece::muted(count)],
        ..Item::default()
    }
}

/// The letters that have a page each.
pub fn parts(ask: Ask<'_>) -> Vec<String> {
    let letters = by_letter(ask, |_| true);
    match are_many(&letters) {
        true => letters.into_keys().collect(),
        false => Vec::new(),
    }
}

/// The page of a letter.
pub fn part(context: &Context<'_>, letter: &str) -> Page {
    let title = context.words.with("ways-a-z-letter", &[("letter", Arg::Text(letter))]);
    let mut page = Page::new(part_path(letter), title);
    page.crumbs.push(LinkTo::new(PATH, context.words.say("ways-a-z")));
    page.nav = PATH.to_owned();
    page.template = "a-z.html";
    let names = by_letter(context.ask, |of| of == letter).into_values().flatten();
    page.sections = vec![Section {
        blocks: vec![items(context, names.collect())],
        title: String::new(),
        ..section(letter)
    }];
    page
}

/// Where the page of a letter is. Letters that are no plain ones stand as their numbers.
pub fn part_path(letter: &str) -> String {
    let mut name = String::new();
    for c in letter.chars() {
        match c.is_ascii_alphanumeric() {
            true => name.push(c.to_ascii_lowercase()),
            false => name.push_str(&format!("-{:x}", u32::from(c))),
        }
    }
    format!("a-z/{name}.html")
}

fn section(letter: &str) -> Section {
    Section {
        anchor: format!("letter_{}", letter.to_lowercase()),
        title: letter.to_owned(),
        link: None,
        role: Role::default(),
        blocks: Vec::new(),
    }
}

/// All names under the letters that are wanted. A name that a record has twice stands once.
fn by_letter(ask: Ask<'_>, wanted: impl Fn(&str) -> bool) -> BTreeMap<String, Vec<Name<'_>>> {
    let mut letters: BTreeMap<String, Vec<Name<'_>>> = BTreeMap::new();
    let mut add = |name, of| {
        let key = sorting(name);
        let letter = letter(&key);
        if wanted(&letter) {
            letters.entry(letter).or_default().push(Name { key, name, of });
        }
    };
    for kind in Kind::ALL.iter().filter(|kind| **kind != Kind::Work) {
        for record in ask.records(*kind) {
            let common = &record.common;
            let others = common.title.iter().map(|title| title.as_str());
            let others = others.chain(common.aliases.iter().map(|alias| alias.as_str()));
            std::iter::once(record.name())
                .chain(others)
                .for_each(|name| add(name, Of::Record(record)));
        }
    }
    for (short, abbreviation) in &ask.abbreviations().known {
        add(short, Of::ShortForm(abbreviation));
    }
    for names in letters.values_mut() {
        names.sort_by(|a, b| (&a.key, a.name, a.rank()).cmp(&(&b.key, b.name, b.rank())));
        names.dedup_by(|a, b| a.name == b.name && a.rank() == b.rank());
    }
    letters
}

impl Name<'_> {
    /// Records in the order of their ids, then short forms.
    fn rank(&self) -> (bool, Option<&crate::model::RecordId>) {
        match self.of {
            Of::Record(record) => (false, Some(&record.id)),
            Of::ShortForm(_) => (true, None),
        }
    }
}

/// What a name is sorted by.
fn sorting(name: &str) -> String {
    let plain = name.nfd().filter(|c| !is_combining_mark(*c));
    plain.collect::<String>().to_lowercase()
}

fn letter(key: &str) -> String {
    match key.chars().find(|c| c.is_alphanumeric()) {
        Some(c) if c.is_alphabetic() => c.to_uppercase().collect(),
        _ => OTHER.to_owned(),
    }
}

fn items(context: &Context<'_>, names: Vec<Name<'_>>) -> Block {
    let builder = Builder::new(context);
    let items = names.into_iter().map(|name| Item {
        body: line(&builder, &name),
        ..Item::default()
    });
    Block::Items { items: items.collect() }
}

/// The name as a link, and what it is a name of.
fn line(builder: &Builder<'_>, name: &Name<'_>) -> Rich {
    match name.of {
        Of::Record(record) => {
            let mut link = builder.link(&record.id);
            let called = std::mem::replace(&mut link.text, name.name.to_owned());
            let sort = said::kind(builder.context.words, record.id.kind).to_owned();
            let of = match called == name.name {
                true => sort,
                false => format!("{called}, {sort}"),
            };
            vec![Piece::Link(link), Piece::text(" "), Piece::muted(of)]
        }
        Of::ShortForm(abbreviation) => vec![
            Piece::Link(LinkTo::new(abbreviation_path(name.name), name.name)),
            Piece::text(" "),
            Piece::muted(abbreviation.means.as_str()),
        ],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_sorted_without_case_and_accents() {
        assert_eq!(sorting("Écho"), "echo");
        assert_eq!(letter(&sorting("élan")), "E");
        assert_eq!(letter(&sorting("(pump)")), "P");
        assert_eq!(letter(&sorting("28-day")), OTHER);
    }

    #[test]
    fn letters_have_paths_that_any_file_system_takes() {
        assert_eq!(part_path("A"), "a-z/a.html");
        assert_eq!(part_path("0–9"), "a-z/0-20139.html");
        assert_ne!(part_path("Ω"), part_path("Я"));
    }
}
