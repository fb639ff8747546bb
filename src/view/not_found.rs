//! The page that a server gives for what is not there, and the one that a reader without a network gets for what was not kept.

use super::block::{Block, Item, LinkTo, Piece, Prose};
use super::section::section;
use super::{Context, Page, glossary, home};

/// Where servers look for it.
pub const PATH: &str = "404.html";

pub const OFFLINE: &str = "offline.html";

pub fn page(context: &Context<'_>) -> Page {
    let words = context.words;
    with_ways(context, PATH, words.say("not-found-title"), words.say("not-found-lead"))
}

pub fn offline(context: &Context<'_>) -> Page {
    let words = context.words;
    with_ways(context, OFFLINE, words.say("offline-title"), words.say("offline-lead"))
}

/// A page with ways on. Every page has the search and the contents besides.
fn with_ways(context: &Context<'_>, path: &str, title: &str, lead: &str) -> Page {
    let mut page = Page::new(path, title);
    page.lead = Some(Prose::block(lead));
    let link = |to: &str, text: &str| Item {
        title: vec![Piece::Link(LinkTo::new(to, text))],
        ..Item::default()
    };
    let words = context.words;
    let items = vec![
        link(home::PATH, words.say("not-found-start")),
        link(glossary::PATH, words.say("not-found-glossary")),
    ];
    page.sections = section(words, "not-found-ways", vec![Block::Items { items }])
        .into_iter()
        .collect();
    page.nav = home::PATH.to_owned();
    page
}
