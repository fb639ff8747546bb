//! Lists that are too long for a page: they are cut into parts, each a page of its own, and the page of the whole list says
//! which parts there are.
//!
//! A list is cut by what its entries weigh and not by how many they are, so that no page is heavier than a slow line bears.
//! A weight is an estimate from the record alone: what is made of a page is known only when it has been made, and where the
//! cuts are must be known before.

use std::ops::Range;

use super::block::{Block, Item, LinkTo, Piece, Prose, Section};
use super::figures::{FigureId, Format, evidence_map};
use super::role::Role;
use super::{Context, Page, PageId, a_to_z, bibliography, grounding, list, list_path};
use crate::ask::Ask;
use crate::ask::lists::{Cut, Entry, Listing, Part, Parts, Shared};
use crate::model::Kind;
use crate::words::{Arg, Words};

/// The bytes of a whole list that one page bears beside its frame, styles and scripts.
pub const MOST: usize = 48_000;

/// The bytes of a part, where there are parts.
const PART: usize = 40_000;

/// An entry before its list has been cut, in the order of the list.
#[derive(Debug)]
pub struct Listed {
    pub entry: Entry,
    /// The heading under which it stands.
    pub head: String,
    /// What it is ordered by below its heading, as readers see it.
    pub key: String,
    /// Its bytes on a page, about.
    pub weight: usize,
}

/// The parts of a list; none where one page bears it.
pub fn of(ask: Ask<'_>, list: Listing) -> Shared {
    ask.cut_list(&Cut { list, by: cut })
}

fn cut(ask: Ask<'_>, list: Listing) -> Parts {
    match list {
        Listing::Kind(kind) => list::cut(ask, kind),
        Listing::Works => bibliography::cut(ask),
        Listing::Names => a_to_z::cut(ask),
        Listing::Papers => grounding::cut_papers(ask),
        Listing::Accepted => grounding::cut_accepted(ask),
        Listing::Map => evidence_map::cut(ask),
    }
}

/// The pages of all parts.
pub fn pages(ask: Ask<'_>) -> Vec<PageId> {
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Work);
    let mut lists: Vec<Listing> = kinds.map(|kind| Listing::Kind(*kind)).collect();
    lists.extend([Listing::Works, Listing::Map]);
    if ask.sealing_is_wanted() {
        lists.extend([Listing::Papers, Listing::Accepted]);
    }
    let pages = lists.into_iter().flat_map(|list| {
        let count = of(ask, list).len();
        (0..count).map(move |nth| PageId::Part(list, nth))
    });
    pages.collect()
}

/// One of the parts of a list.
pub fn page(context: &Context<'_>, list: Listing, nth: usize) -> Page {
    match list {
        Listing::Kind(kind) => list::part(context, kind, nth),
        Listing::Works => bibliography::part(context, nth),
        Listing::Papers => grounding::papers(context, nth),
        Listing::Accepted => grounding::accepted_part(context, nth),
        Listing::Map => evidence_map::part(context, nth),
        // Its parts go by letters.
        Listing::Names => a_to_z::page(context),
    }
}

/// Where a part of a list is. No id and no citation key makes such a name.
pub fn path(list: Listing, nth: usize) -> String {
    let whole = match list {
        Listing::Accepted => "grounding-accepted.html".to_owned(),
        list => whole_path(list),
    };
    numbered(whole.strip_suffix(".html").unwrap_or(&whole), nth)
}

/// The path of a page and the number of one of its parts.
pub fn numbered(stem: &str, nth: usize) -> String {
    format!("{stem}.{}.html", nth + 1)
}

/// Where the page of the whole list is.
fn whole_path(list: Listing) -> String {
    match list {
        Listing::Kind(kind) => list_path(kind),
        Listing::Works => bibliography::PATH.to_owned(),
        Listing::Names => a_to_z::PATH.to_owned(),
        Listing::Papers | Listing::Accepted => grounding::PATH.to_owned(),
        Listing::Map => evidence_map::PATH.to_owned(),
    }
}

/// The page of a part before it shows anything, named after the list; `lead` says what the reader must know of such parts, by
/// the name of its message.
pub fn begun(context: &Context<'_>, (list, nth): (Listing, usize), title: &str, lead: &str) -> (Page, Part) {
    let (words, parts) = (context.words, of(context.ask, list));
    let part = parts.get(nth).cloned().unwrap_or_default();
    let about = [("list", Arg::Text(title)), ("range", Arg::Text(&part.range))];
    let mut page = Page::new(path(list, nth), words.with("parts-title", &about));
    page.nav = whole_path(list);
    let whole = match list {
        Listing::Papers | Listing::Accepted => words.say("grounding"),
        _ => title,
    };
    page.crumbs.push(LinkTo::new(page.nav.clone(), whole));
    let link = |nth: usize| {
        parts
            .get(nth)
            .map(|part| LinkTo::new(path(list, nth), part.range.as_str()))
    };
    page.previous = nth.checked_sub(1).and_then(link);
    page.next = link(nth + 1);
    let all: usize = parts.iter().map(|part| part.entries.len()).sum();
    let about = [
        ("nth", (nth + 1).into()),
        ("parts", parts.len().into()),
        ("count", part.entries.len().into()),
        ("all", all.into()),
    ];
    page.lead = Some(Prose::block(words.with(lead, &about)));
    page.template = "list.html";
    (page, part)
}

/// What the page of the whole list says in its place: `lead` by the name of its message, and the parts.
pub fn overview(context: &Context<'_>, list: Listing, lead: &str) -> Vec<Block> {
    let (words, parts) = (context.words, of(context.ask, list));
    let all: usize = parts.iter().map(|part| part.entries.len()).sum();
    let about = [("parts", parts.len().into()), ("all", all.into())];
    let items = parts.iter().enumerate().map(|(nth, part)| {
        let about = [("count", part.entries.len().into())];
        Item {
            title: vec![Piece::Link(LinkTo::new(path(list, nth), part.range.as_str()))],
            body: vec![Piece::muted(words.with("parts-entries", &about))],
            ..Item::default()
        }
    });
    vec![
        Block::Prose {
            text: Prose::block(words.with(lead, &about)),
        },
        Block::Items { items: items.collect() },
    ]
}

/// That a drawing is too large for a page, and its files.
pub fn drawing(context: &Context<'_>, figure: &FigureId) -> Block {
    let files = Format::ALL.map(|format| Piece::Link(LinkTo::new(figure.path(format), format.name())));
    let body = files.into_iter().flat_map(|file| [Piece::text(" "), file]);
    Block::Items {
        items: vec![Item {
            body: std::iter::once(Piece::text(context.words.say("parts-drawing")))
                .chain(body)
                .collect(),
            ..Item::default()
        }],
    }
}

/// Blocks under no heading.
pub fn unheaded(blocks: Vec<Block>) -> Vec<Section> {
    vec![Section {
        anchor: String::new(),
        title: String::new(),
        link: None,
        role: Role::default(),
        blocks,
    }]
}

/// Cuts a list; there are no parts where one page bears all of it. `beside` is what that page would weigh besides, such as by
/// a drawing.
pub fn parts(words: &Words, listed: Vec<Listed>, beside: usize) -> Parts {
    let total: usize = listed.iter().map(|one| one.weight).sum();
    match total + beside <= MOST {
        true => Parts::new(),
        // Where only what stands beside the list made it too heavy, two parts are clearer than one.
        false => cut_at(words, &cuts(&listed, 2), listed),
    }
}

/// The same list in parts that end at these places.
pub fn cut_at(words: &Words, at: &[Range<usize>], listed: Vec<Listed>) -> Parts {
    let ranges: Vec<String> = (0..at.len()).map(|nth| range(words, &listed, at, nth)).collect();
    let mut entries = listed.into_iter().map(|one| one.entry);
    let parts = at.iter().zip(ranges).map(|(at, range)| Part {
        range,
        head: String::new(),
        entries: entries.by_ref().take(at.len()).collect(),
    });
    parts.collect()
}

/// Where to cut: into so many parts at least, of about the same weight, before a heading rather than below it.
pub fn cuts(listed: &[Listed], least: usize) -> Vec<Range<usize>> {
    let total: usize = listed.iter().map(|one| one.weight).sum();
    let even = total / total.div_ceil(PART).max(least);
    let mut cuts: Vec<Range<usize>> = Vec::new();
    let (mut begin, mut weight) = (0, 0);
    for (nth, one) in listed.iter().enumerate() {
        let fits = weight + one.weight <= PART && weight < even;
        let headed = nth > begin && listed[nth - 1].head != one.head;
        // A heading whose entries would be torn goes to the next page, where they fit and this one is not left nearly empty.
        let torn = || headed && weight * 2 >= even && weight + under(&listed[nth..]) > PART;
        if nth > begin && (!fits || torn()) {
            cuts.push(begin..nth);
            (begin, weight) = (nth, 0);
        }
        weight += one.weight;
    }
    cuts.push(begin..listed.len());
    cuts.retain(|cut| !cut.is_empty());
    cuts
}

/// What stands under the first heading, as far as one page could bear it.
fn under(listed: &[Listed]) -> usize {
    let Some(first) = listed.first() else { return 0 };
    let same = listed.iter().take_while(|one| one.head == first.head);
    let mut sum = 0;
    for one in same {
        sum += one.weight;
        if sum > PART {
            // Wherever it begins it is torn.
            return 0;
        }
    }
    sum
}

/// From where to where a part goes, in no more letters than tell it from those beside it.
fn range(words: &Words, listed: &[Listed], cuts: &[Range<usize>], nth: usize) -> String {
    let cut = &cuts[nth];
    let (first, last) = (&listed[cut.start], &listed[cut.end - 1]);
    let before = cut.start.checked_sub(1).map(|at| &listed[at]);
    let after = listed.get(cut.end);
    if first.head != last.head {
        return joined(words, &first.head, &last.head);
    }
    let [before, after] = [before, after].map(|one| one.filter(|one| one.head == first.head));
    let is_whole = before.is_none() && after.is_none();
    if is_whole && !first.head.is_empty() {
        return first.head.clone();
    }
    let from = shortest(&first.key, before.map(|one| one.key.as_str()));
    let to = shortest(&last.key, after.map(|one| one.key.as_str()));
    let keys = joined(words, from, to);
    match (first.head.is_empty(), keys.is_empty() || keys == first.head) {
        (true, _) => keys,
        (false, true) => first.head.clone(),
        (false, false) => words.with(
            "parts-within",
            &[("head", (&first.head).into()), ("range", (&keys).into())],
        ),
    }
}

fn joined(words: &Words, from: &str, to: &str) -> String {
    match (from.is_empty(), to.is_empty()) {
        (false, false) if from != to => words.with("parts-range", &[("from", from.into()), ("to", to.into())]),
        (true, _) => to.to_owned(),
        _ => from.to_owned(),
    }
}

/// The first letters of a name that tell it from the one beside it, two at least. What has no letters, such as a year, is never
/// cut.
fn shortest<'k>(name: &'k str, beside: Option<&str>) -> &'k str {
    if !name.contains(char::is_alphabetic) {
        return name;
    }
    let folded = |text: &str| text.chars().map(fold).collect::<Vec<_>>();
    let (own, other) = (folded(name), folded(beside.unwrap_or_default()));
    let alike = own.iter().zip(&other).take_while(|(a, b)| a == b).count();
    match name.char_indices().nth((alike + 1).max(2)) {
        Some((end, _)) => name[..end].trim_end(),
        None => name,
    }
}

/// A letter without its case, as far as that is one letter.
fn fold(letter: char) -> char {
    letter.to_lowercase().next().unwrap_or(letter)
}

/// What Markdown weighs as HTML, about: links, quoted values, citations and tables are longer than they are written.
pub fn weight_of(markdown: &str) -> usize {
    let times = |what: &str, each: usize| markdown.matches(what).count() * each;
    markdown.len() + times("](", 60) + times("[](", 110) + times("[@", 70) + times("@", 40) + times("|", 7)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(names: &[(&str, &str, usize)]) -> Vec<Listed> {
        let one = |(head, key, weight): &(&str, &str, usize)| Listed {
            entry: Entry {
                record: None,
                text: (*key).to_owned(),
            },
            head: (*head).to_owned(),
            key: (*key).to_owned(),
            weight: *weight,
        };
        names.iter().map(one).collect()
    }

    fn ranges(names: &[(&str, &str, usize)]) -> Vec<String> {
        let words = Words::new(&crate::read::Sources::from_texts(Vec::<(String, String)>::new()), "en");
        let parts = parts(&words, listed(names), 0);
        let all: Vec<&str> = parts
            .iter()
            .flat_map(|part| &part.entries)
            .map(|entry| entry.text.as_str())
            .collect();
        if !parts.is_empty() {
            assert_eq!(
                all,
                names.iter().map(|(_, key, _)| *key).collect::<Vec<_>>(),
                "each once"
            );
        }
        parts.into_iter().map(|part| part.range).collect()
    }

    #[test]
    fn what_a_page_bears_is_not_cut() {
        assert!(ranges(&[("", "Aba", MOST / 2), ("", "Abe", MOST / 2)]).is_empty());
    }

    #[test]
    fn parts_are_told_by_as_few_letters_as_will_do() {
        let third = PART / 3;
        let names = ["Aba", "Abe", "Bodum", "Bodura", "Cide", "Cyde"].map(|name| ("", name, third));
        assert_eq!(ranges(&names), ["Ab – Bodum", "Bodur – Cy"]);
    }

    #[test]
    fn headings_are_kept_together_where_a_page_bears_them() {
        let half = PART / 2;
        let names = [
            ("Drug", "A", half),
            ("Pump", "B", half),
            ("Pump", "C", half),
            ("Team", "D", half),
        ];
        assert_eq!(ranges(&names), ["Drug", "Pump", "Team"]);
    }

    #[test]
    fn below_one_heading_parts_go_by_what_it_is_ordered_by() {
        let names = [("Drug", "1999", PART), ("Drug", "2001", PART), ("Pump", "", PART)];
        assert_eq!(ranges(&names), ["Drug: 1999", "Drug: 2001", "Pump"]);
    }

    #[test]
    fn one_entry_that_is_too_heavy_stands_alone() {
        assert_eq!(
            ranges(&[("", "Aa", 1), ("", "Bb", MOST * 2), ("", "Cc", 1)]),
            ["Aa", "Bb", "Cc"]
        );
    }
}
