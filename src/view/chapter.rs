//! The page of a chapter.

use super::block::{Block, LinkTo, Prose, Section};
use super::builder::Builder;
use super::role::Role;
use super::{Context, Page, chapter_path, tables};

pub fn page(context: &Context<'_>, path: &str) -> Page {
    let ask = context.ask;
    let chapter = ask.chapter(path).expect("a page is of a chapter that is there");
    let mut builder = Builder::new(context);
    let mut page = Page::new(chapter_path(&chapter.path), chapter.title.as_str());
    let embeds = chapter
        .scan
        .embeds
        .iter()
        .enumerate()
        .map(|(nth, _)| {
            // A block that cannot be read has been reported, and a handbook with errors is not built.
            let Some(request) = tables::requested(chapter, nth) else {
                return Vec::new();
            };
            let mut blocks = super::embed(&mut builder, &request);
            blocks.extend(tables::below_embed(context, chapter, nth, &request));
            blocks
        })
        .collect();
    page.sections = vec![Section {
        anchor: String::new(),
        title: String::new(),
        link: None,
        role: Role::default(),
        blocks: vec![Block::Chapter {
            text: Prose::block(&*chapter.text),
            embeds,
            html: String::new(),
        }],
    }];
    page.template = "chapter.html";
    page.notes = builder.into_notes();
    let chapters = ask.chapters();
    let link = |at: usize| {
        let (path, title) = chapters.get(at)?;
        Some(LinkTo::new(chapter_path(path), *title))
    };
    if let Some(at) = chapters.iter().position(|(other, _)| *other == path) {
        page.previous = at.checked_sub(1).and_then(link);
        page.next = link(at + 1);
    }
    page
}
