//! The first page, and what all pages have around them.

use super::block::{Block, Item, LinkTo, Piece, Prose};
use super::builder::fact;
use super::section::section;
use super::{Context, Frame, Page, chapter_path, list_path, navigation, preview, said};
use crate::model::Kind;

pub const PATH: &str = "index.html";

pub fn page(context: &Context<'_>) -> Page {
    let book = context.ask.book();
    let (about, words) = (&book.book, context.words);
    let mut page = Page::new(PATH, about.title.as_str());
    page.template = "home.html";
    // Plain text, as search engines want it.
    page.subtitle = about.description.as_ref().map(ToString::to_string);
    let chapters = context.ask.chapters().into_iter();
    let chapters = chapters
        .map(|(path, title)| Item {
            title: vec![Piece::Link(LinkTo::new(chapter_path(path), title))],
            ..Item::default()
        })
        .collect();
    let kinds = kinds(context)
        .map(|(kind, count)| Item {
            title: vec![Piece::Link(LinkTo::new(list_path(kind), said::kinds(words, kind)))],
            body: vec![Piece::muted(count.to_string())],
            ..Item::default()
        })
        .collect();
    let stated = |name, value: Option<String>| value.map(|text| fact(words, name, vec![Piece::text(text)]));
    let authors: Vec<&str> = about.authors.iter().map(|a| a.as_str()).collect();
    let day = about.searched_to.as_ref().map(|day| Piece::text(day.to_string()));
    let how = about.search.as_ref();
    let searched = day.or_else(|| how.map(|how| Piece::Prose(Prose::inline(how.as_str()))));
    let facts = [
        stated("ways-fact-version", about.version.as_ref().map(ToString::to_string)),
        stated("ways-fact-authors", (!authors.is_empty()).then(|| authors.join(", "))),
        searched.map(|searched| fact(words, "ways-fact-searched-to", vec![searched])),
        stated("ways-fact-licence", about.licence.as_ref().map(ToString::to_string)),
    ];
    let facts = Block::Facts {
        facts: facts.into_iter().flatten().collect(),
    };
    page.sections = [
        section(words, "section-chapters", vec![Block::Items { items: chapters }]),
        section(words, "section-records", vec![Block::Items { items: kinds }]),
        section(words, "section-this-edition", vec![facts]),
    ]
    .into_iter()
    .flatten()
    .collect();
    page
}

/// Kinds that have records, with how many.
pub fn kinds<'a>(context: &'a Context<'_>) -> impl Iterator<Item = (Kind, usize)> + 'a {
    let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Work);
    kinds
        .map(|kind| (*kind, context.ask.of_kind(kind).len()))
        .filter(|(_, count)| *count > 0)
}

/// What every page has around it: the title, the navigation, the foot.
pub fn frame(context: &Context<'_>) -> Frame {
    let book = context.ask.book();
    let about = &book.book;
    Frame {
        title: about.title.to_string(),
        description: about.description.as_ref().map(ToString::to_string),
        language: book.language().to_owned(),
        direction: if context.words.are_right_to_left() {
            "rtl"
        } else {
            "ltr"
        },
        feed: !super::news(context).is_empty(),
        version: about.version.as_ref().map(ToString::to_string),
        licence: about.licence.as_ref().map(ToString::to_string),
        report: about.report.as_ref().map(ToString::to_string),
        disclaimer: book.notice.disclaimer.as_ref().map(|d| Prose::inline(d.as_str())),
        private: context.passages.is_some(),
        reviewed: context.ask.any_reviewed(),
        previews: preview::parts(context.ask),
        nav: navigation::all(context),
    }
}
