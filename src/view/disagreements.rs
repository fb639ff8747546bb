//! Where sources disagree, over all records.

use super::block::{Block, Section};
use super::builder::Builder;
use super::{Context, Page, common};

pub fn page(context: &Context<'_>) -> Page {
    let mut builder = Builder::new(context);
    let mut page = Page::new("disagreements.html", "Where sources disagree");
    for record in context.corpus.records.values() {
        if record.common.also_reported.is_empty() {
            continue;
        }
        let mut table = common::disputed(&mut builder, record);
        table.caption = format!("Where sources differ on {}", builder.name(&record.id));
        let link = builder.link(&record.id);
        page.sections.push(Section {
            anchor: format!("{}-{}", record.id.kind.name(), record.id.id),
            title: format!("{}: {}", record.id.kind.one(), link.text),
            link: Some(link),
            blocks: vec![Block::Table(table)],
        });
    }
    if page.sections.is_empty() {
        let none = super::Prose::block("No record has values that its sources dispute.");
        page.lead = Some(none);
    }
    page.template = "list.html";
    page.notes = builder.into_notes();
    page
}
