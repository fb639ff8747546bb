//! What a page shows, as plain data for templates. No HTML here, and no records there.
//!
//! A page is made of [`block::Block`]s, so that one set of templates shows every kind, and what is printed later is the
//! same as what is on the screen. Markdown and links stay as they are written; `render` fills them in.

mod bibliography;
pub mod block;
mod builder;
mod chapter;
mod common;
mod criteria;
mod disagreements;
mod embed;
mod glossary;
mod home;
mod kinds;
mod list;
mod record;
mod review;
pub mod value;

use serde::Serialize;

use crate::ground::Grounding;
use crate::index::Index;
use crate::model::{Corpus, Kind};
use crate::read::Sources;

pub use block::{LinkTo, Prose};
pub use embed::embed;

/// What views are made of.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    pub sources: &'a Sources,
    pub corpus: &'a Corpus,
    pub index: &'a Index,
    pub grounding: &'a Grounding,
}

/// A page of the site.
#[derive(Debug, Clone, Serialize)]
pub struct Page {
    /// Relative to the site's root: `trial/sample.html`.
    pub path: String,
    /// The template that shows it.
    pub template: &'static str,
    pub title: String,
    /// The full name, under the title.
    pub subtitle: Option<String>,
    /// What sort of page it is, above the title.
    pub kicker: Option<LinkTo>,
    /// Other names of the record.
    pub aliases: Vec<String>,
    /// What the reader must know before reading on.
    pub banners: Vec<Banner>,
    pub lead: Option<Prose>,
    pub sections: Vec<block::Section>,
    /// Where the page's values were read, numbered, by work.
    pub notes: Vec<block::WorkNotes>,
    /// What refers to it, grouped by kind.
    pub used_by: Vec<block::LinkGroup>,
    pub previous: Option<LinkTo>,
    pub next: Option<LinkTo>,
    /// For the reader's own orientation: which entry of the navigation is this one.
    pub nav: String,
}

/// A line that stands out at the top of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Banner {
    /// `note`, `warning` or `danger`.
    pub level: &'static str,
    pub title: String,
    pub text: Option<Prose>,
    pub link: Option<LinkTo>,
    /// Goes on behind the title.
    pub line: block::Rich,
}

impl Page {
    fn new(path: impl Into<String>, title: impl Into<String>) -> Self {
        let path = path.into();
        Self {
            nav: path.clone(),
            path,
            template: "page.html",
            title: title.into(),
            subtitle: None,
            kicker: None,
            aliases: Vec::new(),
            banners: Vec::new(),
            lead: None,
            sections: Vec::new(),
            notes: Vec::new(),
            used_by: Vec::new(),
            previous: None,
            next: None,
        }
    }
}

/// What every page has around it.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    pub title: String,
    pub description: Option<String>,
    pub language: String,
    pub version: Option<String>,
    pub licence: Option<String>,
    pub report: Option<String>,
    pub disclaimer: Option<Prose>,
    pub reviewed: bool,
    pub nav: Vec<NavGroup>,
}

/// A heading of the navigation, and what stands under it.
#[derive(Debug, Clone, Serialize)]
pub struct NavGroup {
    pub title: Option<String>,
    pub items: Vec<NavItem>,
}

#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    pub to: String,
    pub text: String,
    pub level: usize,
    pub count: Option<usize>,
}

/// Every page of the site as a task, so that they can be made side by side.
#[derive(Debug, Clone)]
pub enum PageId {
    Home,
    Chapter(usize),
    Record(crate::model::RecordId),
    List(Kind),
    Bibliography,
    Glossary,
    Disagreements,
}

/// The pages that the handbook has, in reading order.
pub fn pages(context: &Context<'_>) -> Vec<PageId> {
    let corpus = context.corpus;
    let chapters = (0..corpus.chapters.len()).map(PageId::Chapter);
    let lists = Kind::ALL
        .iter()
        .filter(|kind| **kind != Kind::Work && corpus.of_kind(**kind).next().is_some())
        .map(|kind| PageId::List(*kind));
    let records = corpus
        .records
        .keys()
        .filter(|id| id.kind != Kind::Work)
        .map(|id| PageId::Record(id.clone()));
    std::iter::once(PageId::Home)
        .chain(chapters)
        .chain(lists)
        .chain(records)
        .chain([PageId::Bibliography, PageId::Glossary, PageId::Disagreements])
        .collect()
}

/// Makes one page.
pub fn page(context: &Context<'_>, id: &PageId) -> Page {
    match id {
        PageId::Home => home::page(context),
        PageId::Chapter(index) => chapter::page(context, *index),
        PageId::Record(id) => record::page(context, id),
        PageId::List(kind) => list::page(context, *kind),
        PageId::Bibliography => bibliography::page(context),
        PageId::Glossary => glossary::page(context),
        PageId::Disagreements => disagreements::page(context),
    }
}

pub use home::frame;

/// Where the page of a record is, or the place in a page that it has instead.
pub fn record_path(id: &crate::model::RecordId) -> String {
    match id.kind {
        Kind::Work => format!("{}#ref-{}", bibliography::PATH, id.id),
        kind => format!("{}/{}.html", kind.name(), id.id),
    }
}

/// Where the list of a kind is.
pub fn list_path(kind: Kind) -> String {
    format!("{}/index.html", kind.name())
}

/// Where the page of a chapter is.
pub fn chapter_path(path: &str) -> String {
    format!("{}.html", path.strip_suffix(".md").unwrap_or(path))
}

/// Where the glossary explains an abbreviation.
pub fn abbreviation_path(short: &str) -> String {
    format!("{}#{}", glossary::PATH, glossary::anchor(short))
}

/// Where the bibliography has a work.
pub fn work_path(key: &str) -> String {
    format!("{}#ref-{key}", bibliography::PATH)
}
