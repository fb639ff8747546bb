//! The page of a chapter.

use super::block::{Block, LinkTo, Prose, Role, Section};
use super::builder::Builder;
use super::{Context, Page, chapter_path};
use crate::index::Origin;
use crate::index::embed::request;

pub fn page(context: &Context<'_>, path: &str) -> Page {
    let ask = context.ask;
    let chapter = ask.chapter(path).expect("a page is of a chapter that is there");
    let mut builder = Builder::new(context);
    let mut page = Page::new(chapter_path(&chapter.path), chapter.title.as_str());
    let fragment = ask.fragment(&Origin::Chapter(path.to_owned()));
    let prose = fragment.and_then(|fragment| fragment.prose.first());
    let embeds = chapter
        .scan
        .embeds
        .iter()
        .map(|block| {
            let span = |at| match prose {
                Some(prose) => prose.span(&at),
                None => crate::diagnostic::Span::new(chapter.file, at),
            };
            // A block that cannot be read has been reported, and a handbook with errors is not built.
            let (request, _) = request(block, chapter.file, &span);
            request.map_or_else(Vec::new, |r| super::embed(&mut builder, &r))
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
