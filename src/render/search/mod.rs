//! The files that the search on every page reads: all names in one, and the words of all texts in parts.
//!
//! Pages from `file://` may not fetch, but may add a classic script; so each file is a script that hands over its data. A
//! word's part goes by its first letters, so that all words that begin with what is being typed stand in one part, and a
//! reader loads as much of the texts as a question needs. What the pages found say stands in files of their own (`said.rs`).

mod fold;
mod open;
mod places;
pub mod said;

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};

use rayon::prelude::*;
use serde_json::{Value, json};

use crate::ask::{Ask, Whole};
use crate::view::search::{Findable, of_page, short_forms};
use crate::view::{self, Context, PageId};

pub use fold::{fold, words};

/// Where all names are.
const NAMES: &str = "search/names.js";

/// Pages whose words go into one part.
const PAGES_A_PART: usize = 150;

/// Letters by which a word is put into its part.
const LETTERS: usize = 3;

/// The paths of the files.
pub fn paths(whole: Whole<'_>) -> impl Iterator<Item = String> {
    let parts = (0..parts(view::sure_pages(Ask::unnoted(whole)).len())).map(part_path);
    std::iter::once(NAMES.to_owned()).chain(parts)
}

/// The files by their paths.
pub fn files(whole: Whole<'_>) -> Vec<(String, Vec<u8>)> {
    let context = || Context::new(Ask::unnoted(whole), None);
    let pages = view::sure_pages(context().ask);
    let parts = parts(pages.len());
    let found: Vec<(Findable, BTreeSet<String>)> = pages
        .par_iter()
        .filter_map(|id| of_page(&context(), id))
        .map(|page| {
            // Most words of a text stand in it many times.
            let written: HashSet<&str> = page.texts.iter().flat_map(|text| words(text)).collect();
            let words = written.into_iter().map(fold).collect();
            (page, words)
        })
        .collect();

    let mut by_part: Vec<BTreeMap<&str, Vec<usize>>> = vec![BTreeMap::new(); parts];
    for (place, (_, words)) in found.iter().enumerate() {
        for word in words.iter().filter(|word| word.chars().count() >= LETTERS) {
            by_part[part_of(word, parts)].entry(word).or_default().push(place);
        }
    }
    // A word of most pages tells none from another.
    let most = found.len() / 2 + 8;
    let texts = by_part.into_iter().enumerate().map(|(number, mut part)| {
        part.retain(|_, places| places.len() < most);
        let part: BTreeMap<&str, Vec<usize>> = part.into_iter().map(|(word, places)| (word, steps(places))).collect();
        (part_path(number), script(&json!([number, part])))
    });
    let texts: Vec<(String, Vec<u8>)> = texts.collect();
    // Works stand behind all else.
    let works = pages.iter().filter(|id| matches!(id, PageId::Work(_))).count();
    let own = found.len() - works;
    let all = found.into_iter().map(|(page, _)| page).collect();
    let said = said::count(pages.iter().filter(|id| said::says_something(id)).count());
    let names = script(&names(all, own, short_forms(&context()), (parts, said)));
    std::iter::once((NAMES.to_owned(), names)).chain(texts).collect()
}

/// All names, with the sorts of things by their number. First come the pages, whose words are in so many parts, and what they
/// say in so many others; of them the first `own` are the handbook's own, and no works.
fn names(mut pages: Vec<Findable>, own: usize, short_forms: Vec<Findable>, (parts, said): (usize, usize)) -> Value {
    let places: HashMap<String, usize> = pages.iter().enumerate().map(|(i, page)| (page.to.clone(), i)).collect();
    for short in short_forms {
        match places.get(&short.to) {
            // A short form of something that has a page is one more name of that.
            Some(place) => {
                let names = std::iter::once(short.name).chain(short.others);
                pages[*place].others.extend(names);
            }
            None => pages.push(short),
        }
    }
    let mut sorts: Vec<String> = Vec::new();
    let pages: Vec<Value> = pages
        .into_iter()
        .map(|mut page| {
            let known = sorts.iter().position(|sort| *sort == page.sort);
            let sort = known.unwrap_or_else(|| {
                sorts.push(page.sort);
                sorts.len() - 1
            });
            page.others.retain(|other| *other != page.name);
            json!([sort, page.to, page.name, page.others, page.used])
        })
        .collect();
    json!({ "parts": parts, "said": said, "own": own, "sorts": sorts, "pages": pages })
}

fn parts(pages: usize) -> usize {
    pages.div_ceil(PAGES_A_PART).max(1)
}

fn part_path(number: usize) -> String {
    format!("search/texts-{number}.js")
}

/// The part that a word stands in: FNV-1a of its first letters, which the script calculates too.
fn part_of(word: &str, parts: usize) -> usize {
    let mut hash: u32 = 0x811c_9dc5;
    for letter in word.chars().take(LETTERS) {
        hash = (hash ^ u32::from(letter)).wrapping_mul(0x0100_0193);
    }
    hash as usize % parts
}

/// Each place as how far it is from the one before, which is shorter.
fn steps(places: Vec<usize>) -> Vec<usize> {
    let mut last = 0;
    places
        .into_iter()
        .map(|place| place - std::mem::replace(&mut last, place))
        .collect()
}

/// A script that hands over data.
fn script(data: &Value) -> Vec<u8> {
    format!("sourcebook_search({data});\n").into_bytes()
}
