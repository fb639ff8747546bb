//! What can be searched for: each page with its names and texts, and each abbreviation.

use super::builder::Builder;
use super::{Context, PageId, abbreviation_path, chapter_path, fields, record_path, said, work_path};
use crate::model::reference::Target;
use crate::model::scalar::Scalar;
use crate::model::shape::Shape;
use crate::model::text::{Markdown, Text};
use crate::model::{Kind, Record, RecordId, walk};
use crate::read::node::Step;

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
                sort: context.words.say("kind-chapter").to_owned(),
                name: chapter.title.clone(),
                others: Vec::new(),
                used: 0,
                texts: vec![chapter.text.to_string()],
            })
        }
        PageId::List(kind) => Some(Findable {
            to: id.path(),
            sort: context.words.say("kind-list").to_owned(),
            name: said::kinds(context.words, *kind).to_owned(),
            others: Vec::new(),
            used: 0,
            texts: Vec::new(),
        }),
        PageId::Work(key) => Some(of_work(context, key)),
        _ => None,
    }
}

fn of_record(context: &Context<'_>, record: &Record) -> Findable {
    let others = record.common.title.iter().chain(&record.common.aliases);
    Findable {
        to: record_path(&record.id),
        sort: said::kind(context.words, record.id.kind).to_owned(),
        name: record.name().to_owned(),
        others: others.map(ToString::to_string).collect(),
        used: context.ask.referred_by(&record.id).len(),
        texts: texts(context, record),
    }
}

/// A work by its author and year, and its title.
fn of_work(context: &Context<'_>, key: &str) -> Findable {
    let id = RecordId {
        kind: Kind::Work,
        id: key.to_owned(),
    };
    let notes = context.ask.record(&id).map(|record| texts(context, record));
    Findable {
        to: work_path(key),
        sort: said::kind(context.words, Kind::Work).to_owned(),
        name: Builder::new(context).work_name(key),
        others: context
            .ask
            .work_field(key, "title")
            .map(str::to_owned)
            .into_iter()
            .collect(),
        used: context.ask.cited_by(key).len(),
        texts: notes.unwrap_or_default(),
    }
}

/// What a record says in words: its texts, the names of what it refers to, and what the lists are called that it has, such as
/// its harms.
fn texts(context: &Context<'_>, record: &Record) -> Vec<String> {
    let mut texts = Vec::new();
    walk::walk(record.id.kind, &record.tree, &mut |visit| {
        let is_prose = matches!(visit.shape, Shape::Scalar(of) if [Text::NAME, Markdown::NAME].contains(&of.name));
        // Where something was read is no part of what it says.
        let is_source = visit.around.last().is_some_and(|table| table.get("cite").is_some());
        if let (true, false, Some(text)) = (is_prose, is_source, visit.node.as_text()) {
            texts.push(text.to_owned());
        }
        if let (Shape::Reference(_), Some(written)) = (visit.shape, visit.node.as_text()) {
            let target = Target::parse(written).ok();
            let name = target.and_then(|target| context.ask.record_name(&target.record));
            texts.extend(name.map(str::to_owned));
        }
        if let ([Step::Key(key)], Some(_)) = (visit.path.0.as_slice(), visit.node.as_array()) {
            texts.push(fields::of_key(context.words, key));
        }
    });
    texts
}

/// Every abbreviation.
pub fn short_forms(context: &Context<'_>) -> Vec<Findable> {
    let builder = Builder::new(context);
    let known = &context.ask.abbreviations().known;
    let found = known.iter().map(|(short, abbreviation)| {
        let about = abbreviation.about.as_ref().map(|about| builder.target(&about.0).to);
        Findable {
            to: about.unwrap_or_else(|| abbreviation_path(short)),
            sort: context.words.say("kind-abbreviation").to_owned(),
            name: short.clone(),
            others: vec![abbreviation.means.to_string()],
            used: 0,
            texts: Vec::new(),
        }
    });
    found.collect()
}
