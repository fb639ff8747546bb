//! The page of a chapter.

use super::block::{Block, LinkTo, Prose, Section};
use super::builder::Builder;
use super::{Context, Page, chapter_path};
use crate::index::Origin;
use crate::index::embed::request;

pub fn page(context: &Context<'_>, index: usize) -> Page {
    let chapter = &context.corpus.chapters[index];
    let mut builder = Builder::new(context);
    let mut page = Page::new(chapter_path(&chapter.path), chapter.title.as_str());
    let prose = context
        .index
        .prose
        .iter()
        .find(|p| p.from == Origin::Chapter(chapter.path.clone()));
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
        blocks: vec![Block::Chapter {
            text: Prose::block(chapter.text.as_str()),
            embeds,
            html: String::new(),
        }],
    }];
    page.template = "chapter.html";
    page.notes = builder.into_notes();
    let link = |i: usize| {
        let chapter = context.corpus.chapters.get(i)?;
        Some(LinkTo::new(chapter_path(&chapter.path), chapter.title.as_str()))
    };
    page.previous = index.checked_sub(1).and_then(link);
    page.next = link(index + 1);
    page
}
