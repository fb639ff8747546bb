//! What uses a record or a work. Where that is more than its page can bear, the groups that are long stand on pages of their
//! own, cut like long lists, and the page says which there are.

use super::a_to_z::sorting;
use super::block::{Block, Item, LinkGroup, LinkTo, Piece, Prose};
use super::builder::Builder;
use super::parts::{self, Listed, unheaded};
use super::{Context, Page, PageId, bibliography, list_path, record_path, said, work};
use crate::ask::Ask;
use crate::ask::lists::Entry;
use crate::model::{Kind, RecordId};
use crate::words::Arg;

/// The bytes of links that a page bears beside what it says itself.
const MOST: usize = 20_000;

/// So many links are never too heavy: most records need no further look.
const LIGHT: usize = 100;

/// A group of so few stays on the page itself.
const FEW: usize = 24;

/// What the page of a record or a work shows of what uses it: all of it, or where it stands.
pub fn of(builder: &Builder<'_>, id: &RecordId) -> Vec<LinkGroup> {
    let groups = groups(builder, id);
    if !is_heavy(&groups) {
        return groups;
    }
    let words = builder.context.words;
    let parts = cut(builder, id, &groups);
    let shown = groups.into_iter().map(|group| match is_long(&group) {
        false => group,
        true => LinkGroup {
            links: parts
                .iter()
                .enumerate()
                .filter(|(_, part)| part.links.iter().any(|(title, _)| *title == group.title))
                .map(|(nth, part)| LinkTo::new(path(id, nth), part.range.as_str()))
                .collect(),
            title: words.with(
                "ways-used-by-many",
                &[("title", (&group.title).into()), ("count", group.links.len().into())],
            ),
        },
    });
    shown.collect()
}

/// The pages of all that is used too much for one page.
pub fn pages(ask: Ask<'_>) -> Vec<PageId> {
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Work);
    let records = kinds.flat_map(|kind| ask.of_kind(kind)).cloned();
    let works = ask.bibliography().works.keys().map(|key| work::id(key));
    let used = records.chain(works).filter(|id| {
        let cited = if id.kind == Kind::Work {
            ask.cited_by(&id.id).len()
        } else {
            0
        };
        cited + ask.referred_by(id).len() > LIGHT
    });
    let context = Context::new(ask, None);
    let builder = Builder::new(&context);
    let pages = used.flat_map(|id| {
        let groups = groups(&builder, &id);
        let count = if is_heavy(&groups) {
            cut(&builder, &id, &groups).len()
        } else {
            0
        };
        (0..count).map(move |nth| PageId::UsedBy(id.clone(), nth))
    });
    pages.collect()
}

/// One of the pages of what uses a record or a work.
pub fn page(context: &Context<'_>, id: &RecordId, nth: usize) -> Page {
    let builder = Builder::new(context);
    let words = context.words;
    let parts = cut(&builder, id, &groups(&builder, id));
    let name = builder.link(id).text;
    let range = parts.get(nth).map_or("", |part| &part.range);
    let about = [("name", Arg::Text(&name)), ("range", Arg::Text(range))];
    let mut page = Page::new(path(id, nth), words.with("users-title", &about));
    let (list, kind) = match id.kind {
        Kind::Work => (bibliography::PATH.to_owned(), words.say("bibliography")),
        kind => (list_path(kind), said::kinds(words, kind)),
    };
    page.nav = list.clone();
    page.crumbs = vec![LinkTo::new(list, kind), builder.link(id)];
    let link = |nth: usize| {
        let part = parts.get(nth)?;
        Some(LinkTo::new(path(id, nth), part.range.as_str()))
    };
    page.previous = nth.checked_sub(1).and_then(link);
    page.next = link(nth + 1);
    let links = parts.get(nth).map_or(&[][..], |part| &part.links);
    let all: usize = parts.iter().map(|part| part.links.len()).sum();
    let about = [
        ("nth", (nth + 1).into()),
        ("parts", parts.len().into()),
        ("count", links.len().into()),
        ("all", all.into()),
    ];
    page.lead = Some(Prose::block(words.with("parts-lead", &about)));
    for of_title in links.chunk_by(|(one, _), (other, _)| one == other) {
        let items = of_title.iter().map(|(_, link)| Item {
            body: vec![Piece::Link(link.clone())],
            ..Item::default()
        });
        let mut section = unheaded(vec![Block::Items { items: items.collect() }]);
        for section in &mut section {
            section.title = of_title.first().map_or_else(String::new, |(title, _)| title.clone());
            section.anchor = format!("users_{}", page.sections.len() + 1);
        }
        page.sections.extend(section);
    }
    page.template = "list.html";
    page
}

/// Where a page of what uses a record or a work is.
pub fn path(id: &RecordId, nth: usize) -> String {
    let page = record_path(id);
    parts::numbered(&format!("{}.used", page.strip_suffix(".html").unwrap_or(&page)), nth)
}

fn groups(builder: &Builder<'_>, id: &RecordId) -> Vec<LinkGroup> {
    match id.kind {
        Kind::Work => builder.grouped(work::citing(&builder.context, &id.id).into_iter()),
        _ => builder.used_by(id),
    }
}

fn is_heavy(groups: &[LinkGroup]) -> bool {
    let links = || groups.iter().flat_map(|group| &group.links);
    links().count() > LIGHT && links().map(weight).sum::<usize>() > MOST && groups.iter().any(is_long)
}

fn is_long(group: &LinkGroup) -> bool {
    group.links.len() > FEW
}

/// The bytes of a link on a page, about.
fn weight(link: &LinkTo) -> usize {
    const MARK_UP: usize = 30;
    link.to.len() + link.text.len() + MARK_UP
}

/// What one page shows: links with the titles of their groups.
struct Users {
    range: String,
    links: Vec<(String, LinkTo)>,
}

/// The long groups, each by its names, cut into pages.
fn cut(builder: &Builder<'_>, id: &RecordId, groups: &[LinkGroup]) -> Vec<Users> {
    let mut links: Vec<(String, LinkTo)> = Vec::new();
    for group in groups.iter().filter(|group| is_long(group)) {
        let mut sorted = group.links.clone();
        sorted.sort_by_cached_key(|link| (sorting(&link.text), link.to.clone()));
        links.extend(sorted.into_iter().map(|link| (group.title.clone(), link)));
    }
    let listed = links.iter().map(|(title, link)| Listed {
        entry: Entry::from(id),
        head: title.clone(),
        key: link.text.clone(),
        weight: weight(link),
    });
    let listed: Vec<Listed> = listed.collect();
    let cuts = parts::cuts(&listed, 1);
    let lengths: Vec<usize> = cuts.iter().map(ExactSizeIterator::len).collect();
    let ranges = parts::cut_at(builder.context.words, &cuts, listed);
    let mut links = links.into_iter();
    let users = ranges.into_iter().zip(lengths).map(|(part, length)| Users {
        range: part.range,
        links: links.by_ref().take(length).collect(),
    });
    users.collect()
}
