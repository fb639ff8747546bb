//! Every work, in the order and the words of the citation style.

use super::block::{Block, Fact, LinkTo, Piece, Section, Work};
use super::builder::{Builder, facts};
use super::role::Role;
use super::{Context, Page, work, work_path};
use crate::ask::Standing;

pub const PATH: &str = "reference/index.html";

pub fn page(context: &Context<'_>) -> Page {
    let works = context.ask.bibliography().works.keys().map(|key| Work {
        page: Some(LinkTo::new(work_path(key), "")),
        facts: doubts(context, key),
        ..work::entry(context, key)
    });
    let blocks = vec![Block::Works { works: works.collect() }];
    let mut page = Page::new(PATH, context.words.say("bibliography"));
    page.sections = vec![Section {
        anchor: String::new(),
        title: String::new(),
        link: None,
        role: Role::default(),
        blocks,
    }];
    page.template = "list.html";
    page
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
