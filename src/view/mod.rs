//! What a page shows, as plain data for templates. No HTML here, and no records there.
//!
//! A page is made of [`block::Block`]s, so that one set of templates shows every kind, and what is printed later is the
//! same as what is on the screen. Markdown and links stay as they are written; `render` fills them in.

mod a_to_z;
mod about;
mod banners;
mod bibliography;
pub mod block;
mod builder;
pub mod card;
mod chapter;
mod cite;
mod common;
mod criteria;
mod criterion;
mod derived;
mod disagreements;
mod doubts;
mod embed;
pub mod evidence;
mod fields;
pub mod figures;
mod glossary;
mod grounding;
mod home;
mod kinds;
pub mod linked;
mod list;
mod navigation;
mod news;
mod not_found;
pub mod objects;
pub mod parts;
pub mod preview;
mod quality;
mod record;
mod review;
pub mod role;
mod said;
pub mod search;
mod section;
mod sourced;
mod status;
mod strength;
mod superseded;
pub mod table;
pub mod tables;
mod users;
pub mod value;
mod verified;
mod ways;
mod work;

use serde::Serialize;

use crate::ask::Ask;
use crate::ask::lists::Listing;
use crate::ask::quality::Quality;
use crate::ground::passage::Passages;
use crate::model::Kind;
use crate::words::Words;

pub use block::{LinkTo, Prose, State};
pub use builder::state;
pub use cite::Cite;
pub use embed::embed;
pub use news::{Dated, all as news};

/// What views are made of.
#[derive(Debug, Clone, Copy)]
pub struct Context<'a> {
    /// All that views can learn of the handbook.
    pub ask: Ask<'a>,
    /// The papers' texts: only for a build that is not to be published.
    pub passages: Option<&'a Passages>,
    /// The words of the interface.
    pub words: &'a Words,
}

impl<'a> Context<'a> {
    pub fn new(ask: Ask<'a>, passages: Option<&'a Passages>) -> Self {
        let words = ask.words();
        Self { ask, passages, words }
    }
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
    /// The pages that it stands below, from outside in; the first page of all goes without saying.
    pub crumbs: Vec<LinkTo>,
    /// Other names of the record.
    pub aliases: Vec<String>,
    /// How far to trust it, at a glance.
    pub status: Vec<Mark>,
    /// What the reader must know before reading on.
    pub banners: Vec<Banner>,
    pub lead: Option<Prose>,
    pub sections: Vec<block::Section>,
    /// Where the page's values were read, numbered, by work.
    pub notes: Vec<block::WorkNotes>,
    /// Who reviewed what the page shows, in a sentence, where someone did.
    pub reviewed: Option<String>,
    /// Its headings, where there are enough of them to be lost among.
    pub headings: Vec<Heading>,
    /// What refers to it, grouped by kind.
    pub used_by: Vec<block::LinkGroup>,
    pub previous: Option<LinkTo>,
    pub next: Option<LinkTo>,
    /// For the reader's own orientation: which entry of the navigation is this one.
    pub nav: String,
    /// How others cite it.
    pub cite: Cite,
    /// Where a reader reports a problem of it.
    pub report: Option<String>,
}

/// One of the things by which a reader sees how far to trust a page.
#[derive(Debug, Clone, Serialize)]
pub struct Mark {
    /// What it looks like besides its words: `good`, `open`, `plain`, `warning` or `danger`.
    pub shape: &'static str,
    #[serde(serialize_with = "block::html_of")]
    pub line: block::Rich,
}

/// A line that stands out at the top of a page.
#[derive(Debug, Clone, Serialize)]
pub struct Banner {
    /// `note`, `warning` or `danger`.
    pub level: &'static str,
    pub title: String,
    pub text: Option<Prose>,
    /// Goes on behind the title.
    #[serde(serialize_with = "block::html_of")]
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
            crumbs: Vec::new(),
            aliases: Vec::new(),
            status: Vec::new(),
            banners: Vec::new(),
            lead: None,
            sections: Vec::new(),
            notes: Vec::new(),
            reviewed: None,
            headings: Vec::new(),
            used_by: Vec::new(),
            previous: None,
            next: None,
            cite: Cite::default(),
            report: None,
        }
    }
}

/// What every page has around it.
#[derive(Debug, Clone, Serialize)]
pub struct Frame {
    pub title: String,
    pub description: Option<String>,
    pub language: String,
    /// `ltr` or `rtl`.
    pub direction: &'static str,
    /// Whether there is a feed of what is dated.
    pub feed: bool,
    pub version: Option<String>,
    pub licence: Option<String>,
    pub report: Option<String>,
    pub disclaimer: Option<Prose>,
    /// Whether anything in the handbook was reviewed.
    pub reviewed: bool,
    /// Whether pages show passages of papers, and so must not be published.
    pub private: bool,
    /// How many files the previews of links are in.
    pub previews: usize,
    pub nav: Vec<NavGroup>,
}

/// A heading of the navigation, and what stands under it.
#[derive(Debug, Clone, Default, Serialize)]
pub struct NavGroup {
    pub title: Option<String>,
    /// Where the heading leads, when what stands under it is left out.
    pub to: Option<String>,
    pub items: Vec<NavItem>,
    /// Entries are left out, which the first page has.
    pub cut: bool,
}

#[derive(Debug, Clone, Serialize)]
pub struct NavItem {
    pub to: String,
    pub text: String,
    pub level: usize,
    pub count: Option<usize>,
}

/// Every page of the site as a task, so that they can be made side by side.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum PageId {
    Home,
    /// By its path.
    Chapter(String),
    Record(crate::model::RecordId),
    List(Kind),
    /// By its citation key.
    Work(String),
    Bibliography,
    Glossary,
    /// All names.
    Names,
    /// Those that begin alike, where all are too many for a page: by the letter, and which of the pages of that letter.
    NamesIn(String, usize),
    /// A part of a list that is too long for a page.
    Part(Listing, usize),
    /// What uses a record or a work, where that is too much for its page: which of the pages of it.
    UsedBy(crate::model::RecordId, usize),
    Disagreements,
    EvidenceMap,
    Superseded,
    Grounding,
    Quality,
    About,
    /// What a server gives for what is not there.
    NotFound,
    /// What a reader without a network gets for what was not kept.
    Offline,
}

/// The pages that the handbook has: those that are sure to be there in reading order, then the parts of lists.
pub fn pages(ask: Ask<'_>) -> Vec<PageId> {
    let mut pages = sure_pages(ask);
    pages.extend(part_pages(ask));
    pages
}

/// The pages that are there whatever lists come to: to know of these, no list has to be cut.
pub fn sure_pages(ask: Ask<'_>) -> Vec<PageId> {
    let chapters = ask.chapters().into_iter();
    let chapters = chapters.map(|(path, _)| PageId::Chapter(path.to_owned()));
    let kinds = || Kind::ALL.iter().filter(|kind| **kind != Kind::Work);
    let lists = kinds()
        .filter(|kind| !ask.of_kind(kind).is_empty())
        .map(|kind| PageId::List(*kind));
    let records = kinds().flat_map(|kind| ask.of_kind(kind));
    let records = records.map(|id| PageId::Record(id.clone()));
    let works = ask.bibliography().works.keys().map(|key| PageId::Work(key.clone()));
    std::iter::once(PageId::Home)
        .chain(chapters)
        .chain(lists)
        .chain(records)
        .chain(works)
        .chain([PageId::Bibliography, PageId::Glossary, PageId::Names])
        .chain([PageId::Disagreements, PageId::Superseded])
        .chain((!figures::evidence_map::is_empty(ask)).then_some(PageId::EvidenceMap))
        .chain(ask.sealing_is_wanted().then_some(PageId::Grounding))
        .chain([PageId::Quality, PageId::About, PageId::NotFound, PageId::Offline])
        .collect()
}

/// The pages that show parts of lists which no page could bear.
pub fn part_pages(ask: Ask<'_>) -> Vec<PageId> {
    let names = a_to_z::pages(ask).into_iter();
    let names = names.map(|(letter, nth)| PageId::NamesIn(letter, nth));
    names.chain(parts::pages(ask)).chain(users::pages(ask)).collect()
}

/// Makes one page.
pub fn page(context: &Context<'_>, id: &PageId) -> Page {
    let mut page = match id {
        PageId::Home => home::page(context),
        PageId::Chapter(path) => chapter::page(context, path),
        PageId::Record(id) => record::page(context, id),
        PageId::List(kind) => list::page(context, *kind),
        PageId::Work(key) => work::page(context, key),
        PageId::Bibliography => bibliography::page(context),
        PageId::Glossary => glossary::page(context),
        PageId::Names => a_to_z::page(context),
        PageId::NamesIn(letter, nth) => a_to_z::part(context, letter, *nth),
        PageId::Part(list, nth) => parts::page(context, *list, *nth),
        PageId::UsedBy(id, nth) => users::page(context, id, *nth),
        PageId::Disagreements => disagreements::page(context),
        PageId::EvidenceMap => figures::evidence_map::page(context),
        PageId::Superseded => superseded::page(context),
        PageId::Grounding => grounding::page(context),
        PageId::Quality => quality::page(context),
        PageId::About => about::page(context),
        PageId::NotFound => not_found::page(context),
        PageId::Offline => not_found::offline(context),
    };
    if page.status.is_empty() {
        page.status = status::of_handbook(context, id);
    }
    ways::add(context, id, &mut page);
    page
}

pub use home::frame;
pub use navigation::around;
pub use not_found::{OFFLINE, PATH as NOT_FOUND};
pub use ways::Heading;

impl PageId {
    /// Where the page is.
    pub fn path(&self) -> String {
        match self {
            Self::Home => home::PATH.to_owned(),
            Self::Chapter(path) => chapter_path(path),
            Self::Record(id) => record_path(id),
            Self::List(kind) => list_path(*kind),
            Self::Work(key) => work_path(key),
            Self::Bibliography => bibliography::PATH.to_owned(),
            Self::Glossary => glossary::PATH.to_owned(),
            Self::Names => a_to_z::PATH.to_owned(),
            Self::NamesIn(letter, nth) => a_to_z::part_path(letter, *nth),
            Self::Part(list, nth) => parts::path(*list, *nth),
            Self::UsedBy(id, nth) => users::path(id, *nth),
            Self::Disagreements => disagreements::PATH.to_owned(),
            Self::EvidenceMap => figures::evidence_map::PATH.to_owned(),
            Self::Superseded => superseded::PATH.to_owned(),
            Self::Grounding => grounding::PATH.to_owned(),
            Self::Quality => quality::PATH.to_owned(),
            Self::About => about::PATH.to_owned(),
            Self::NotFound => not_found::PATH.to_owned(),
            Self::Offline => not_found::OFFLINE.to_owned(),
        }
    }
}

/// What the checks found, for machines, by the path from the site's root.
pub fn data(of: &Quality) -> [(&'static str, serde_json::Value); 2] {
    [("badge.json", quality::badge(of)), ("qa.json", quality::data(of))]
}

/// Where the page of a record is, or the place in a page that it has instead.
pub fn record_path(id: &crate::model::RecordId) -> String {
    match id.kind {
        Kind::Work => work_path(&id.id),
        kind => format!("{}/{}.html", kind.name(), id.id),
    }
}

/// The whole address of a path of the site. What an address may not have stands as numbers.
pub fn address(site: &str, path: &str) -> String {
    use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
    const LEFT_ALONE: &AsciiSet = &NON_ALPHANUMERIC
        .remove(b'-')
        .remove(b'.')
        .remove(b'_')
        .remove(b'~')
        .remove(b'/');
    // The first page is the site itself.
    let path = if path == home::PATH { "" } else { path };
    format!("{site}{}", utf8_percent_encode(path, LEFT_ALONE))
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

/// The page of a work. What a file system may not take in a citation key stands as its number.
pub fn work_path(key: &str) -> String {
    let kept = |c: char| c.is_ascii_alphanumeric() || c == '-' || c == '_';
    let letters = key.chars().map(|c| match c {
        c if kept(c) => c.to_string(),
        c => format!(".{:x}.", u32::from(c)),
    });
    format!("reference/{}.html", letters.collect::<String>())
}
