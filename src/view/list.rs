//! The list of a kind.

use super::block::Block;
use super::builder::Builder;
use super::{Context, Page, embed, figures, list_path, said, section::section, tables};
use crate::model::Kind;

pub fn page(context: &Context<'_>, kind: Kind) -> Page {
    let mut builder = Builder::new(context);
    let mut page = Page::new(list_path(kind), said::kinds(context.words, kind));
    let table = embed::of_kind(&mut builder, kind);
    let figure = match kind {
        Kind::Trial => figures::timeline_of(&builder, None),
        Kind::Study => figures::progress_of(&builder, None),
        _ => None,
    };
    let mut blocks = figures::blocks(&mut builder, figure.as_slice());
    blocks.extend([Block::Table(table), tables::link(context, tables::of_kind(kind))]);
    page.sections = section(context.words, "section-all", blocks).into_iter().collect();
    super::review::mark(context, &mut page.sections);
    page.status = super::status::of_list(context, kind);
    page.template = "list.html";
    page.notes = builder.into_notes();
    page
}
