//! The page of a record: what its kind shows, then what all kinds show.

use super::block::{LinkTo, Prose};
use super::builder::Builder;
use super::{Context, Page, common, kinds, list_path, record_path};
use crate::model::{Kind, RecordId};

pub fn page(context: &Context<'_>, id: &RecordId) -> Page {
    let record = &context.corpus.records[id];
    let mut builder = Builder::new(context);
    let shared = &record.common;
    let mut page = Page::new(record_path(id), record.name());
    page.subtitle = shared.title.as_ref().map(ToString::to_string);
    page.kicker = Some(LinkTo::new(list_path(id.kind), id.kind.plural()));
    page.aliases = shared.aliases.iter().map(ToString::to_string).collect();
    page.banners = common::banners(&builder, record);
    page.lead = shared.summary.as_ref().map(|s| Prose::block(s.as_str()));
    page.sections = kinds::sections(&mut builder, record);
    page.sections.extend(common::sections(&mut builder, record));
    if !shared.about.is_empty() {
        let links = builder.links(shared.about.iter().map(|r| &r.0));
        let facts = super::builder::facts(vec![("About", links)]);
        page.sections
            .extend(common::section("Related", vec![super::block::Block::Facts { facts }]));
    }
    page.used_by = builder.used_by(id);
    page.notes = builder.notes;
    page.nav = list_path(id.kind);
    (page.previous, page.next) = neighbours(context, id.kind, id);
    page
}

/// The records before and after this one in its kind.
fn neighbours(context: &Context<'_>, kind: Kind, id: &RecordId) -> (Option<LinkTo>, Option<LinkTo>) {
    let link = |id: &RecordId, record: &crate::model::Record| {
        (id.kind == kind).then(|| LinkTo::new(record_path(id), record.name()))
    };
    let records = &context.corpus.records;
    let before = records.range(..id).next_back();
    let mut after = records.range(id..);
    after.next();
    (
        before.and_then(|(id, record)| link(id, record)),
        after.next().and_then(|(id, record)| link(id, record)),
    )
}
