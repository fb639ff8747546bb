//! Every work, in the order and the words of the citation style.

use super::block::{Block, Fact, LinkTo, Piece, Role, Section, Work};
use super::builder::{Builder, facts};
use super::{Context, Page, work, work_path};
use crate::ask::Standing;

pub const PATH: &str = "reference/index.html";

pub const TITLE: &str = "Bibliography";

pub fn page(context: &Context<'_>) -> Page {
    let works = context.ask.bibliography().works.keys().map(|key| Work {
        page: Some(LinkTo::new(work_path(key), "more")),
        facts: doubts(context, key),
        ..work::entry(context, key)
    });
    let blocks = vec![Block::Works { works: works.collect() }];
    let mut page = Page::new(PATH, TITLE);
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
    let badge = |text: &str, tone| {
        vec![Piece::Badge {
            text: text.to_owned(),
            tone,
        }]
    };
    let mut found = match context.ask.work_standing(key) {
        Some(Standing::Retracted) => facts(vec![("Retraction", badge("Retracted", "danger"))]),
        Some(Standing::Doubted) => facts(vec![("Concern", badge("Expression of concern", "warning"))]),
        _ => Vec::new(),
    };
    found.extend(work::noticed(&Builder::new(context), key));
    found
}
