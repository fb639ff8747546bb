//! The tables of whole lists, which readers can have as files of their own.
//!
//! They are the lists of kinds, the glossary, what sources disagree on, and the tables that chapters embed. Which there are is known without making a
//! page, for all paths of a site are known before its first file is made.

use super::block::{Block, LinkTo, Table, WorkNotes};
use super::{Context, Page, PageId};
use crate::ask::Ask;
use crate::index::embed::{Request, request};
use crate::model::Kind;
use crate::read::chapters::Chapter;

/// One of them: the page that shows it, and by which of the blocks that a chapter embeds.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct TableId {
    page: PageId,
    nth: usize,
}

/// The folder of the files.
pub const FOLDER: &str = "tables";

/// All of them, by the path of the file.
pub fn files(ask: Ask<'_>) -> Vec<(String, TableId)> {
    let whole = |page: PageId, path: String| (path, TableId { page, nth: 0 });
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Work);
    let kinds = kinds.filter(|kind| !ask.of_kind(kind).is_empty());
    let lists = kinds.map(|kind| whole(PageId::List(*kind), of_kind(*kind)));
    let short_forms = (!ask.abbreviations().known.is_empty()).then(|| whole(PageId::Glossary, GLOSSARY.to_owned()));
    let chapters = ask.chapters().into_iter().flat_map(|(path, _)| {
        let chapter = ask.chapter(path);
        let tables = chapter.into_iter().flat_map(|chapter| {
            let all = 0..chapter.scan.embeds.len();
            all.filter(|nth| requested(chapter, *nth).is_some_and(|request| is_table(&request)))
        });
        tables.map(move |nth| {
            let page = PageId::Chapter(path.to_owned());
            (of_chapter(path, nth), TableId { page, nth })
        })
    });
    let disputed = !ask.disputed().is_empty();
    let disputed = disputed.then(|| whole(PageId::Disagreements, DISAGREEMENTS.to_owned()));
    lists.chain(short_forms).chain(disputed).chain(chapters).collect()
}

/// The table with the notes of its page.
pub fn table(context: &Context<'_>, id: &TableId) -> Option<(Table, Vec<WorkNotes>)> {
    if let PageId::List(kind) = id.page {
        // The page may have less of it.
        return Some(super::list::whole(context, kind));
    }
    let Page { sections, notes, .. } = super::page(context, &id.page);
    let blocks = sections.into_iter().flat_map(|section| section.blocks);
    let table = |block| match block {
        Block::Table(table) => Some(table),
        _ => None,
    };
    let found = match id.page {
        PageId::Chapter(_) => blocks
            .filter_map(|block| match block {
                Block::Chapter { embeds, .. } => embeds.into_iter().nth(id.nth),
                _ => None,
            })
            .flatten()
            .find_map(table),
        _ => blocks.into_iter().find_map(table),
    };
    Some((found?, notes))
}

/// The file of what sources disagree on.
pub const DISAGREEMENTS: &str = "tables/disagreements.csv";

/// The file of the glossary.
pub const GLOSSARY: &str = "tables/glossary.csv";

/// The file of the list of a kind.
pub fn of_kind(kind: Kind) -> String {
    format!("{FOLDER}/{}.csv", kind.name())
}

/// The file of a table that a chapter embeds.
fn of_chapter(path: &str, nth: usize) -> String {
    format!("{FOLDER}/{}-{}.csv", path.strip_suffix(".md").unwrap_or(path), nth + 1)
}

/// What one of the blocks of a chapter asks for.
pub fn requested(chapter: &Chapter, nth: usize) -> Option<Request> {
    let block = chapter.scan.embeds.get(nth)?;
    // Only faults have places here, and they were reported when the handbook was checked.
    let span = |at| crate::diagnostic::Span::new(chapter.file, at);
    request(block, chapter.file, &span).0
}

/// Whether a block shows a table and nothing that has files of its own.
fn is_table(request: &Request) -> bool {
    matches!(
        request,
        Request::Definitions(_) | Request::Trials(_) | Request::Studies(_) | Request::Stages(_) | Request::List(_)
    )
}

/// The link to the file of a table that a chapter embeds, below the table; nothing where the block shows none.
pub fn below_embed(context: &Context<'_>, chapter: &Chapter, nth: usize, request: &Request) -> Option<Block> {
    is_table(request).then(|| link(context, of_chapter(&chapter.path, nth)))
}

/// The link to the file of a whole table, of which the page shows a part.
pub fn link_to_whole(context: &Context<'_>, path: impl Into<String>) -> Block {
    Block::File {
        link: LinkTo::new(path, context.words.say("parts-csv")),
    }
}

/// The link to the file of a table, below the table.
pub fn link(context: &Context<'_>, path: impl Into<String>) -> Block {
    Block::File {
        link: LinkTo::new(path, context.words.say("ways-csv")),
    }
}
