//! What can be searched for: each page with its names and texts, each work, each abbreviation.

use super::builder::{Builder, capitalised};
use super::{Context, PageId, abbreviation_path, chapter_path, record_path, work_path};
use crate::model::scalar::Scalar;
use crate::model::shape::Shape;
use crate::model::text::{Markdown, Text};
use crate::model::{Kind, Record, walk};

/// Something to be found.
#[derive(Debug, Clone)]
pub struct Findable {
    /// Where it is, from the site's root.
    pub to: String,
    /// What sort of thing it is, as readers see it.
    pub sort: String,
    pub name: String,
    /// What else it is called.
    pub others: Vec<String>,
    /// How many texts refer to it: what is used much is likelier to be meant.
    pub used: usize,
    /// What its page says, in Markdown.
    pub texts: Vec<String>,
}

/// What a page is found by; nothing for pages that are found by what they list.
pub fn of_page(context: &Context<'_>, id: &PageId) -> Option<Findable> {
    match id {
        PageId::Record(id) => context.ask.record(id).map(|record| of_record(context, record)),
        PageId::Chapter(path) => {
            let chapter = context.ask.chapter(path)?;
            Some(Findable {
                to: chapter_path(path),
                sort: "Chapter".to_owned(),
                name: chapter.title.clone(),
                others: Vec::new(),
                used: 0,
                texts: vec![chapter.text.to_string()],
            })
        }
        PageId::List(kind) => Some(Findable {
            to: id.path(),
            sort: "List".to_owned(),
            name: kind.plural().to_owned(),
            others: Vec::new(),
            used: 0,
            texts: Vec::new(),
        }),
        _ => None,
    }
}

fn of_record(context: &Context<'_>, record: &Record) -> Findable {
    let common = &record.common;
    let others = common.title.iter().chain(&common.aliases);
    let mut texts = Vec::new();
    walk::walk(record.id.kind, &record.tree, &mut |visit| {
        let is_prose = matches!(visit.shape, Shape::Scalar(of) if [Text::NAME, Markdown::NAME].contains(&of.name));
        // Where something was read is no part of what it says.
        let is_source = visit.around.last().is_some_and(|table| table.get("cite").is_some());
        if let (true, false, Some(text)) = (is_prose, is_source, visit.node.as_text()) {
            texts.push(text.to_owned());
        }
    });
    Findable {
        to: record_path(&record.id),
        sort: capitalised(record.id.kind.name()),
        name: record.name().to_owned(),
        others: others.map(ToString::to_string).collect(),
        used: context.ask.referred_by(&record.id).len(),
        texts,
    }
}

/// Every work and every abbreviation.
pub fn others(context: &Context<'_>) -> Vec<Findable> {
    let builder = Builder::new(context);
    let works = context.ask.bibliography().works.iter().map(|(key, work)| Findable {
        to: work_path(key),
        sort: capitalised(Kind::Work.name()),
        name: builder.work_name(key),
        others: work
            .fields
            .get("title")
            .map(|title| title.text.clone())
            .into_iter()
            .collect(),
        used: 0,
        texts: Vec::new(),
    });
    let short_forms = context.ask.abbreviations().known.iter().map(|(short, abbreviation)| {
        let about = abbreviation.about.as_ref().map(|about| builder.target(&about.0).to);
        Findable {
            to: about.unwrap_or_else(|| abbreviation_path(short)),
            sort: "Abbreviation".to_owned(),
            name: short.clone(),
            others: vec![abbreviation.means.to_string()],
            used: 0,
            texts: Vec::new(),
        }
    });
    works.chain(short_forms).collect()
}
