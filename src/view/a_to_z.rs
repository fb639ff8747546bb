//! All names by which the handbook knows its records, with other names and short forms, from A to Z.

use std::collections::BTreeMap;

use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

use super::block::{Block, Item, LinkTo, Piece, Rich, Section};
use super::builder::Builder;
use super::parts::{self, Listed};
use super::role::Role;
use super::{Context, Page, abbreviation_path, said};
use crate::ask::Ask;
use crate::ask::lists::{Entry, Listing, Part, Parts};
use crate::model::{Kind, RecordId};
use crate::words::Arg;

pub const PATH: &str = "a-z/index.html";

/// With more names than this, each letter has a page of its own, or several.
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

/// The page of all names, or of the letters that have pages of their own.
pub fn page(context: &Context<'_>) -> Page {
    let mut page = Page::new(PATH, context.words.say("ways-a-z"));
    page.template = "a-z.html";
    let parts = parts::of(context.ask, Listing::Names);
    page.sections = match parts.is_empty() {
        false => parts::unheaded(vec![Block::Items {
            items: parts
                .iter()
                .enumerate()
                .map(|(at, part)| way_to(context, &parts, at, part))
                .collect(),
        }]),
        true => by_letter(context.ask)
            .into_iter()
            .map(|(letter, names)| Section {
                blocks: vec![items(context, names)],
                ..section(&letter)
            })
            .collect(),
    };
    page
}

/// A page of names, and how many are there.
fn way_to(context: &Context<'_>, parts: &[Part], at: usize, part: &Part) -> Item {
    let count = context
        .words
        .with("ways-names", &[("count", part.entries.len().into())]);
    Item {
        title: vec![Piece::Link(LinkTo::new(
            part_path(&part.head, within(parts, at)),
            part.range.as_str(),
        ))],
        body: vec![Piece::muted(count)],
        ..Item::default()
    }
}

/// Which of the pages of its letter a part is.
fn within(parts: &[Part], at: usize) -> usize {
    let before = parts[..at].iter().rev();
    before.take_while(|part| part.head == parts[at].head).count()
}

/// The pages of names besides the first: the letter, and which of the pages of this letter it is.
pub fn pages(ask: Ask<'_>) -> Vec<(String, usize)> {
    let parts = parts::of(ask, Listing::Names);
    let pages = (0..parts.len()).map(|at| (parts[at].head.clone(), within(&parts, at)));
    pages.collect()
}

/// The names, cut: each letter has a page of its own, or several.
pub fn cut(ask: Ask<'_>) -> Parts {
    let letters = by_letter(ask);
    if letters.values().map(Vec::len).sum::<usize>() <= MANY {
        return Parts::new();
    }
    let words = ask.words();
    let parts = letters.into_iter().flat_map(|(letter, names)| {
        let names: Vec<Listed> = names.iter().map(listed).collect();
        let cuts = parts::cuts(&names, 1);
        let is_whole = cuts.len() < 2;
        let parts = parts::cut_at(words, &cuts, names).into_iter();
        parts.map(move |part| Part {
            range: if is_whole { letter.clone() } else { part.range },
            head: letter.clone(),
            ..part
        })
    });
    parts.collect()
}

fn listed(name: &Name<'_>) -> Listed {
    let (record, weight) = match name.of {
        Of::Record(record) => (
            Some(record.id.clone()),
            100 + 2 * record.id.id.len() + record.name().len(),
        ),
        Of::ShortForm(abbreviation) => (None, 120 + abbreviation.means.as_str().len()),
    };
    Listed {
        entry: Entry {
            record,
            text: name.name.to_owned(),
        },
        head: String::new(),
        key: name.name.to_owned(),
        weight: weight + name.name.len(),
    }
}

/// One of the pages of a letter.
pub fn part(context: &Context<'_>, letter: &str, nth: usize) -> Page {
    let parts = parts::of(context.ask, Listing::Names);
    let of_letter = parts.iter().enumerate().filter(|(_, part)| part.head == letter);
    let (at, part) = of_letter.clone().nth(nth).unzip();
    let range = part.map_or(letter, |part| part.range.as_str());
    let title = context.words.with("ways-a-z-letter", &[("letter", Arg::Text(range))]);
    let mut page = Page::new(part_path(letter, nth), title);
    page.crumbs.push(LinkTo::new(PATH, context.words.say("ways-a-z")));
    page.nav = PATH.to_owned();
    page.template = "a-z.html";
    let turn = |at: usize| {
        let part = parts.get(at)?;
        Some(LinkTo::new(
            part_path(&part.head, within(&parts, at)),
            part.range.as_str(),
        ))
    };
    page.previous = at.and_then(|at| turn(at.checked_sub(1)?));
    page.next = at.and_then(|at| turn(at + 1));
    let known = &context.ask.abbreviations().known;
    let names = part.into_iter().flat_map(|part| &part.entries);
    let names = names.filter_map(|entry| match &entry.record {
        Some(id) => Some(Name::new(&entry.text, Of::Record(context.ask.record(id)?))),
        None => Some(Name::new(&entry.text, Of::ShortForm(known.get(&entry.text)?))),
    });
    page.sections = vec![Section {
        blocks: vec![items(context, names.collect())],
        title: String::new(),
        ..section(letter)
    }];
    page
}

/// Where a page of a letter is. Letters that are no plain ones stand as their numbers.
pub fn part_path(letter: &str, nth: usize) -> String {
    let mut name = String::new();
    for c in letter.chars() {
        match c.is_ascii_alphanumeric() {
            true => name.push(c.to_ascii_lowercase()),
            false => name.push_str(&format!("-{:x}", u32::from(c))),
        }
    }
    match nth {
        0 => format!("a-z/{name}.html"),
        nth => parts::numbered(&format!("a-z/{name}"), nth),
    }
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

/// All names under their letters. A name that a record has twice stands once.
fn by_letter(ask: Ask<'_>) -> BTreeMap<String, Vec<Name<'_>>> {
    let mut letters: BTreeMap<String, Vec<Name<'_>>> = BTreeMap::new();
    let mut add = |name, of| {
        let name = Name::new(name, of);
        letters.entry(letter(&name.key)).or_default().push(name);
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

impl<'a> Name<'a> {
    fn new(name: &'a str, of: Of<'a>) -> Self {
        Self {
            key: sorting(name),
            name,
            of,
        }
    }

    /// Records in the order of their ids, then short forms.
    fn rank(&self) -> (bool, Option<&RecordId>) {
        match self.of {
            Of::Record(record) => (false, Some(&record.id)),
            Of::ShortForm(_) => (true, None),
        }
    }
}

/// What a name is sorted by.
pub fn sorting(name: &str) -> String {
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
        assert_eq!(part_path("A", 0), "a-z/a.html");
        assert_eq!(part_path("A", 1), "a-z/a.2.html");
        assert_eq!(part_path("0–9", 0), "a-z/0-20139.html");
        assert_ne!(part_path("Ω", 0), part_path("Я", 0));
    }
}
