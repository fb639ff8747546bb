//! Every work, in the order and the words of the citation style.

use super::a_to_z::sorting;
use super::block::{Block, Fact, LinkTo, Piece, Work};
use super::builder::{Builder, facts};
use super::parts::{self, Listed};
use super::{Context, Page, work, work_path};
use crate::ask::lists::{Entry, Listing, Parts};
use crate::ask::{Ask, Standing};

pub const PATH: &str = "reference/index.html";

pub fn page(context: &Context<'_>) -> Page {
    let mut page = Page::new(PATH, context.words.say("bibliography"));
    let keys = context.ask.bibliography().works.keys();
    let blocks = match parts::of(context.ask, Listing::Works).is_empty() {
        true => vec![works(context, keys)],
        false => parts::overview(context, Listing::Works, "parts-works"),
    };
    page.sections = parts::unheaded(blocks);
    page.template = "list.html";
    page
}

/// A part of a bibliography that no page could bear.
pub fn part(context: &Context<'_>, nth: usize) -> Page {
    let title = context.words.say("bibliography");
    let (mut page, part) = parts::begun(context, (Listing::Works, nth), title, "parts-lead");
    let keys = part.entries.iter().map(|entry| &entry.text);
    page.sections = parts::unheaded(vec![works(context, keys)]);
    page
}

fn works<'k>(context: &Context<'_>, keys: impl Iterator<Item = &'k String>) -> Block {
    let works = keys.map(|key| Work {
        page: Some(LinkTo::new(work_path(key), "")),
        facts: doubts(context, key),
        ..work::entry(context, key)
    });
    Block::Works { works: works.collect() }
}

/// The parts of the bibliography: by author and year, in which a reader looks for a work. Within a part the citation style
/// orders the works, as it does where there is one.
pub fn cut(ask: Ask<'_>) -> Parts {
    let context = Context::new(ask, None);
    let builder = Builder::new(&context);
    let works = ask.bibliography().works.iter().map(|(key, work)| {
        let field = |name: &str, most: usize| work.fields.get(name).map_or(0, |field| field.text.len().min(most));
        // No style prints more than some authors.
        let entry = field("title", usize::MAX) + field("author", 160) + field("journaltitle", 200);
        let doubts = if ask.notices(key).is_empty() { 0 } else { 400 };
        Listed {
            entry: Entry {
                record: None,
                text: key.clone(),
            },
            head: String::new(),
            key: builder.work_name(key),
            weight: 210 + 2 * key.len() + entry + doubts,
        }
    });
    let mut works: Vec<Listed> = works.collect();
    works.sort_by_cached_key(|one| (sorting(&one.key), one.entry.text.clone()));
    parts::parts(context.words, works, 0)
}

/// Why a work is not to be relied on, which readers must see wherever its entry stands.
fn doubts(context: &Context<'_>, key: &str) -> Vec<Fact> {
    let words = context.words;
    let badge = |id, tone| {
        vec![Piece::Badge {
            text: words.say(id).to_owned(),
            tone,
        }]
    };
    let mut found = match context.ask.work_standing(key) {
        Some(Standing::Retracted) => facts(words, vec![("fact-retraction", badge("work-retracted", "danger"))]),
        Some(Standing::Doubted) => facts(words, vec![("fact-concern", badge("work-doubted", "warning"))]),
        _ => Vec::new(),
    };
    found.extend(work::noticed(&Builder::new(context), key));
    found
}
