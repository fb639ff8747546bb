//! What a card shows, whatever its paper.

use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::card::{self, Part};
use super::pen::Pen;
use super::press::Files;
use super::tree::{self, Node};
use super::validity::Validity;
use super::{figures, said, short_forms};
use crate::ask::{Ask, Whole};
use crate::index::Origin;
use crate::model::RecordId;
use crate::view::block::WorkNotes;
use crate::view::card::card;
use crate::view::{Banner, Context, Page};

/// All that a card shows: what its digest is of, and what its template sees of it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Shown {
    /// `therapy:sample`.
    pub record: String,
    pub kicker: Option<String>,
    pub title: String,
    pub subtitle: Option<String>,
    pub banners: Vec<Notice>,
    /// How far to trust it, as the page says it: above all who reviewed it, or that nobody did.
    pub marks: Vec<Notice>,
    pub lead: Vec<Node>,
    pub parts: Vec<Part>,
    /// That what things rest on was left out, in words; nothing where it was not.
    pub without_basis: Option<String>,
    pub sources: Vec<Source>,
    /// The abbreviations on it, and what they stand for.
    pub short_forms: Vec<(String, String)>,
    pub validity: Validity,
    pub disclaimer: Vec<Node>,
    /// The digests of the images on it, by their paths.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub images: BTreeMap<String, String>,
}

/// What the reader must know.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Notice {
    /// `warning` or `danger`; anything else is said, and does not stand out.
    pub level: &'static str,
    pub body: Vec<Node>,
}

/// A work in which something on the sheet was read, with the places in it by the numbers of their notes on the page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Source {
    pub work: Vec<Node>,
    pub places: Vec<(usize, String)>,
}

pub(super) fn notice(banner: &Banner, pen: &Pen<'_>) -> Notice {
    let mut body = vec![Node::Strong {
        body: vec![Node::text(&banner.title)],
    }];
    if let Some(text) = &banner.text {
        body.push(Node::text(" "));
        body.extend(pen.prose(text));
    }
    if !banner.line.is_empty() {
        body.push(Node::text(" "));
        body.extend(pen.line(&banner.line));
    }
    Notice {
        level: banner.level,
        body,
    }
}

/// The works and places of all notes of a page.
pub(super) fn sources(notes: &[WorkNotes], pen: &Pen<'_>) -> Vec<Source> {
    let works = notes.iter().map(|of| Source {
        work: pen.link(&of.work),
        places: of.notes.iter().map(|note| (note.number, note.at.clone())).collect(),
    });
    works.collect()
}

impl Shown {
    /// All that the card of a record may show, and its drawings.
    pub fn new(whole: Whole<'_>, id: &RecordId, validity: Validity) -> (Self, Files) {
        let context = Context::new(Ask::unnoted(whole), None);
        let card = card(&context, id);
        let pen = Pen::new(context, Origin::Record(id.clone()));
        let mut shown = Self {
            record: id.to_string(),
            parts: card::parts(id.kind, &card, &pen),
            ..Self::around(&card.page, &pen, validity)
        };
        shown.keep_cited();
        shown.short_forms = short_forms::on(&shown, &context.ask.abbreviations().known);
        shown.images = said::image_digests(whole.sources, &shown);
        (shown, figures::of_card(&card))
    }

    /// The same with no drawings but the first so many.
    pub fn with_drawings(&self, count: usize) -> Self {
        self.with_parts(card::with_drawings(&self.parts, count))
    }

    /// What stands around the parts of a page, with all places in which something on the page was read.
    pub(super) fn around(page: &Page, pen: &Pen<'_>, validity: Validity) -> Self {
        let marks = page.status.iter().map(|mark| Notice {
            level: mark.shape,
            body: pen.line(&mark.line),
        });
        let disclaimer = pen.context.ask.book().notice.disclaimer.as_ref();
        Self {
            record: String::new(),
            kicker: page.crumbs.last().map(|link| link.text.clone()),
            title: page.title.clone(),
            subtitle: page.subtitle.clone(),
            banners: page.banners.iter().map(|banner| notice(banner, pen)).collect(),
            marks: marks.collect(),
            lead: page.lead.as_ref().map(|lead| pen.prose(lead)).unwrap_or_default(),
            parts: Vec::new(),
            without_basis: None,
            sources: sources(&page.notes, pen),
            short_forms: Vec::new(),
            validity,
            disclaimer: disclaimer
                .map(|text| pen.markdown(text.as_str(), Vec::new()))
                .unwrap_or_default(),
            images: BTreeMap::new(),
        }
    }

    /// As its template sees it.
    pub fn data(&self) -> serde_json::Value {
        serde_json::to_value(self).expect("a sheet is plain data")
    }

    /// The same with other parts; sources that nothing names any more are left out.
    pub fn with_parts(&self, parts: Vec<Part>) -> Self {
        let mut other = Self { parts, ..self.clone() };
        other.keep_cited();
        other.short_forms = short_forms::still(&other, &self.short_forms);
        other
    }

    /// Leaves out sources that nothing on the sheet names.
    fn keep_cited(&mut self) {
        let cited = self.cited();
        for source in &mut self.sources {
            source.places.retain(|(number, _)| cited.contains(number));
        }
        self.sources.retain(|source| !source.places.is_empty());
    }

    fn cited(&self) -> BTreeSet<usize> {
        let mut cited = BTreeSet::new();
        let nodes = self.nodes();
        nodes.for_each(|node| {
            node.walk(&mut |_| {}, &mut |number| {
                cited.insert(number);
            })
        });
        cited
    }

    fn nodes(&self) -> impl Iterator<Item = &Node> {
        let banners = self.banners.iter().chain(&self.marks).flat_map(|banner| &banner.body);
        let parts = self.parts.iter().flat_map(|part| &part.blocks);
        banners.chain(&self.lead).chain(parts).chain(&self.disclaimer)
    }

    /// Every text on it.
    pub fn texts(&self, text: &mut dyn FnMut(&str)) {
        let heads = [Some(&self.title), self.subtitle.as_ref(), self.kicker.as_ref()];
        heads.into_iter().flatten().for_each(|head| text(head));
        self.parts.iter().for_each(|part| text(&part.title));
        self.nodes().for_each(|node| node.walk(text, &mut |_| {}));
        for source in &self.sources {
            tree::all(&source.work, text, &mut |_| {});
            source.places.iter().for_each(|(_, at)| text(at));
        }
        for (_, means) in &self.short_forms {
            text(means);
        }
    }
}
