//! The page of a record: what its kind shows, then what all kinds show.

use super::block::{Block, LinkTo, Prose};
use super::builder::Builder;
use super::section::section;
use super::{Context, Page, banners, common, doubts, kinds, list_path, record_path, said, status, users};
use crate::model::{Body, Record, RecordId};

pub fn page(context: &Context<'_>, id: &RecordId) -> Page {
    let mut builder = Builder::new(context);
    builder.page_of = Some(id.clone());
    let record = context.ask.record(id).expect("a page is of a record that is there");
    let mut page = builder.of(id, |builder| shown(builder, record));
    page.used_by = users::of(&builder, id);
    page.notes = builder.into_notes();
    page.nav = list_path(id.kind);
    (page.previous, page.next) = neighbours(context, id);
    page
}

/// What the page says of the record itself.
fn shown(builder: &mut Builder<'_>, record: &Record) -> Page {
    let id = &record.id;
    let shared = &record.common;
    let words = builder.context.words;
    let mut page = Page::new(record_path(id), record.name());
    page.subtitle = shared.title.as_ref().map(ToString::to_string);
    page.crumbs
        .push(LinkTo::new(list_path(id.kind), said::kinds(words, id.kind)));
    page.aliases = shared.aliases.iter().map(ToString::to_string).collect();
    page.status = status::of_record(builder, record);
    page.banners = banners::of(builder, record);
    page.sections = kinds::sections(builder, record);
    let summary = shared.summary.as_ref().map(|s| Prose::block(s.as_str()));
    match (&record.body, page.sections.first_mut()) {
        // What is claimed or asked comes first, and the summary after it.
        (Body::Recommendation(_) | Body::Position(_) | Body::Question(_), Some(claim)) => {
            claim.blocks.extend(summary.map(|text| Block::Prose { text }));
        }
        _ => page.lead = summary,
    }
    page.sections.extend(common::sections(builder, record));
    doubts::mark_parts(builder, record, &mut page.sections);
    page.banners.extend(doubts::banner(builder, record));
    if !shared.about.is_empty() {
        let links = builder.links(shared.about.iter().map(|r| &r.0));
        let facts = super::builder::facts(words, vec![("ways-fact-about", links)]);
        page.sections
            .extend(section(words, "section-related", vec![Block::Facts { facts }]));
    }
    // Listed at the foot, be it that no value shown was read there.
    builder.notes(&shared.source);
    let review = shared.review.as_ref();
    page.reviewed = review.map(|r| {
        let [by, on] = [r.reviewed_by.to_string(), r.reviewed_on.to_string()];
        words.with("ways-reviewed", &[("name", (&by).into()), ("day", (&on).into())])
    });
    page
}

/// The records before and after this one in its kind.
fn neighbours(context: &Context<'_>, id: &RecordId) -> (Option<LinkTo>, Option<LinkTo>) {
    let builder = Builder::new(context);
    let [before, after] = context.ask.neighbours(id);
    (before.map(|id| builder.link(id)), after.map(|id| builder.link(id)))
}
