//! Figures made of records: drawings with their data beside them, for pages, for files of their own and for print.
//!
//! A figure is known by its [`FigureId`], from which its files have their names, before it is made; wherever it is shown it
//! is made by [`figure`], so that a page and a file cannot differ.

mod bounds;
pub mod drawing;
pub mod evidence_map;
mod flowchart;
mod forest;
pub mod measure;
mod plain;
mod progress;
mod timeline;

use std::collections::BTreeSet;
use std::slice;

use serde::Serialize;

use super::Context;
use super::block::{LinkTo, Table, WorkNotes};
use super::builder::Builder;
use super::parts;
use crate::ask::lists::Listing;
use crate::index::embed::{Request, Timed, request};
use crate::model::RecordId;
use crate::model::reference::Ref;
use drawing::Drawing;

/// What a figure shows. The same figure may stand on several pages; its files are there once.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum FigureId {
    /// Which therapies were studied in which conditions.
    EvidenceMap,
    /// A part of that map, where one page could not bear it.
    EvidenceMapPart(usize),
    /// The effects of a therapy on an outcome.
    Forest {
        therapy: RecordId,
        /// The outcome, in the words that name files.
        outcome: String,
        /// Whether what its forms did is in it.
        with_forms: bool,
    },
    /// A pathway.
    Flowchart(RecordId),
    /// The stages of a system, along the axes of parameters.
    Stages(RecordId),
    /// Bounds of definitions: of these, or of those by which trials enrolled where none is named.
    Definitions(Vec<RecordId>),
    /// What these devices deliver, or all where none is named.
    Devices(Vec<RecordId>),
    /// Trials by year, of a therapy and its forms or of all.
    Timeline(Option<RecordId>),
    /// Studies under way by how far they are.
    Progress(Option<RecordId>),
}

/// A drawing, what it shows in words, and its data.
#[derive(Debug, Clone, Serialize)]
pub struct Figure {
    /// What its files are called, without their endings.
    #[serde(skip)]
    pub stem: String,
    /// Its place in the page; a renderer sees to it that no two have the same.
    pub anchor: String,
    pub title: String,
    /// What is drawn and how it is to be read, in sentences.
    pub description: String,
    #[serde(skip)]
    pub drawing: Drawing,
    /// The same for a phone, or a column of a printed card. Without it the drawing is moved sideways on a phone.
    #[serde(skip)]
    pub narrow: Option<Drawing>,
    /// What is drawn, as a table, which is the figure's data file too.
    pub table: Table,
    /// The section of the page that says all that the table does, and stands for it.
    pub told_at: Option<&'static str>,
    /// The drawings as SVG and the links to its files, filled in by a renderer.
    pub svg: String,
    pub narrow_svg: String,
    pub files: Vec<LinkTo>,
}

impl Figure {
    pub fn new(id: &FigureId, title: impl Into<String>, drawing: Drawing, table: Table) -> Self {
        let files = Format::ALL.map(|format| LinkTo::new(id.path(format), format.name()));
        Self {
            anchor: id.anchor(),
            stem: id.stem(),
            title: title.into(),
            description: String::new(),
            drawing,
            narrow: None,
            table,
            told_at: None,
            svg: String::new(),
            narrow_svg: String::new(),
            files: files.to_vec(),
        }
    }

    /// Without its table, for a page that has a section which says the same.
    pub fn told_at(self, section: &'static str) -> Self {
        Self {
            table: Table::default(),
            told_at: Some(section),
            ..self
        }
    }
}

/// In what form a figure can be had.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub enum Format {
    Svg,
    Csv,
}

impl Format {
    pub const ALL: [Self; 2] = [Self::Svg, Self::Csv];

    /// As readers know it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Svg => "SVG",
            Self::Csv => "CSV",
        }
    }

    fn ending(self) -> &'static str {
        match self {
            Self::Svg => "svg",
            Self::Csv => "csv",
        }
    }
}

/// How wide a narrow drawing is: a column of a card on A4, across or along, bears it in letters of nine points.
pub const NARROW: f64 = 318.0;

/// The folder of the files of figures.
pub const FOLDER: &str = "figures";

impl FigureId {
    /// What its files are called. Ids of records have no underscore, so that no two figures share a name.
    fn stem(&self) -> String {
        match self {
            Self::EvidenceMap => "evidence-map".to_owned(),
            Self::EvidenceMapPart(nth) => format!("evidence-map_{}", nth + 1),
            Self::Forest {
                therapy,
                outcome,
                with_forms,
            } => match with_forms {
                true => format!("{}_{outcome}", named_after("forest", slice::from_ref(therapy))),
                false => format!("{}_{outcome}", named_after("forest-as-such", slice::from_ref(therapy))),
            },
            Self::Flowchart(pathway) => named_after("flowchart", slice::from_ref(pathway)),
            Self::Stages(staging) => named_after("stages", slice::from_ref(staging)),
            Self::Definitions(named) => named_after("definitions", named),
            Self::Devices(named) => named_after("devices", named),
            Self::Timeline(therapy) => named_after("timeline", therapy.as_slice()),
            Self::Progress(therapy) => named_after("progress", therapy.as_slice()),
        }
    }

    /// Its place in a page where it stands once. Anchors of headings and of parts of records have no underscore.
    pub fn anchor(&self) -> String {
        format!("figure_{}", self.stem())
    }

    /// Where its file is, from the site's root.
    pub fn path(&self, format: Format) -> String {
        format!("{FOLDER}/{}.{}", self.stem(), format.ending())
    }
}

/// The name of a figure of several records. File systems take names of some length only, beyond which a digest stands for
/// the ids.
fn named_after(what: &str, ids: &[RecordId]) -> String {
    const LONGEST: usize = 100;
    let ids: Vec<&str> = ids.iter().map(|id| id.id.as_str()).collect();
    let ids = ids.join("_");
    match ids.len() {
        0 => what.to_owned(),
        1..=LONGEST => format!("{what}_{ids}"),
        _ => format!("{what}_{}", &blake3::hash(ids.as_bytes()).to_hex()[..16]),
    }
}

/// The figures that the handbook has, each once.
pub fn all(context: &Context<'_>) -> BTreeSet<FigureId> {
    let builder = Builder::new(context);
    let mut found = BTreeSet::new();
    found.extend((!evidence_map::is_empty(context.ask)).then_some(FigureId::EvidenceMap));
    found.extend((0..parts::of(context.ask, Listing::Map).len()).map(FigureId::EvidenceMapPart));
    found.extend(forest::ids(&builder));
    found.extend(flowchart::ids(&builder));
    found.extend(bounds::all_stages(&builder));
    found.extend(timeline::of_therapy(&builder, None));
    found.extend(progress::of_therapy(&builder, None));
    for (path, _) in context.ask.chapters() {
        for request in requests(context, path) {
            found.extend(of_request(&builder, &request));
        }
    }
    found
}

/// The files of all figures, by their paths from the site's root.
pub fn files(context: &Context<'_>) -> Vec<(String, FigureId, Format)> {
    let ids = all(context).into_iter();
    ids.flat_map(|id| Format::ALL.map(|format| (id.path(format), id.clone(), format)))
        .collect()
}

/// What the embedded blocks of a chapter ask for.
fn requests(context: &Context<'_>, chapter: &str) -> Vec<Request> {
    let Some(chapter) = context.ask.chapter(chapter) else {
        return Vec::new();
    };
    // Faults have been reported, and point where they stand; here only what can be read matters.
    let span = |at| crate::diagnostic::Span::new(chapter.file, at);
    let blocks = chapter.scan.embeds.iter();
    blocks
        .filter_map(|block| request(block, chapter.file, &span).0)
        .collect()
}

/// The figures that an embedded block asks for.
pub fn of_request(builder: &Builder<'_>, request: &Request) -> Vec<FigureId> {
    match request {
        Request::Forest(request) => forest::of_request(builder, request),
        Request::Pathway(request) => of_pathway(builder, request.pathway.id()).into_iter().collect(),
        Request::Stages(request) => of_staging(builder, request.staging.id()).into_iter().collect(),
        Request::Definitions(request) => definitions_of(builder, &ids(&request.definitions))
            .into_iter()
            .collect(),
        Request::Devices(request) => devices_of(builder, &ids(&request.therapies)).into_iter().collect(),
        Request::Timeline(request) => {
            let therapy = request.therapy.as_ref().map(|therapy| therapy.id());
            let id = match request.of {
                Timed::Trials => timeline_of(builder, therapy),
                Timed::Studies => progress_of(builder, therapy),
            };
            id.into_iter().collect()
        }
        Request::Trials(_) | Request::Studies(_) | Request::List(_) => Vec::new(),
    }
}

fn ids<K>(named: &[Ref<K>]) -> Vec<RecordId> {
    named.iter().map(|named| named.id().clone()).collect()
}

pub use bounds::{definitions_of, devices_of, differing_of, of_staging};
/// The chart of a pathway.
pub use flowchart::of_pathway;
/// The forest plots of a therapy, and where those stand that its forms are in.
pub use forest::{in_chapters as plots_in_chapters, of_therapy};
pub use progress::of_therapy as progress_of;
pub use timeline::of_therapy as timeline_of;

/// A figure; none where there is nothing to draw.
pub fn figure(builder: &mut Builder<'_>, id: &FigureId) -> Option<Figure> {
    match id {
        FigureId::EvidenceMap | FigureId::EvidenceMapPart(_) => evidence_map::figure(builder, id),
        FigureId::Forest { .. } => forest::figure(builder, id),
        FigureId::Flowchart(pathway) => flowchart::figure(builder, id, pathway),
        FigureId::Stages(staging) => bounds::stages(builder, id, staging),
        FigureId::Definitions(named) => bounds::definitions(builder, id, named),
        FigureId::Devices(named) => bounds::devices(builder, id, named),
        FigureId::Timeline(therapy) => timeline::figure(builder, id, therapy.as_ref()),
        FigureId::Progress(therapy) => progress::figure(builder, id, therapy.as_ref()),
    }
}

/// A figure by itself, with where its values were read: what its files are made of.
pub fn alone(context: &Context<'_>, id: &FigureId) -> Option<(Figure, Vec<WorkNotes>)> {
    let mut builder = Builder::new(context);
    let figure = figure(&mut builder, id)?;
    Some((figure, builder.into_notes()))
}

/// A link as a drawing shows it, which has no badges: that its target is not to be relied on stands in its text.
fn stated(builder: &Builder<'_>, link: LinkTo) -> LinkTo {
    let Some(state) = link.state else { return link };
    let text = format!("{} ({})", link.text, builder.context.words.say(state.message()));
    LinkTo { text, ..link }
}

/// A record, or a part of it, as a link that knows whether either is not to be relied on.
fn linked(builder: &Builder<'_>, record: &RecordId, part: Option<&str>) -> LinkTo {
    let link = builder.link(record);
    let state = super::builder::state(&builder.context, record, part).or(link.state);
    let to = part.map_or_else(|| link.to.clone(), |part| format!("{}#{part}", link.to));
    LinkTo { to, state, ..link }
}

/// The figures of these ids, as blocks.
pub fn blocks(builder: &mut Builder<'_>, ids: &[FigureId]) -> Vec<super::block::Block> {
    let figures = ids.iter().filter_map(|id| figure(builder, id));
    figures
        .map(|figure| super::block::Block::Figure(Box::new(figure)))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Kind;

    #[test]
    fn every_name_is_one_that_file_systems_take() {
        let record = |letter: &str| RecordId {
            kind: Kind::Therapy,
            id: letter.repeat(200),
        };
        let figures = |letter: &str| {
            [
                FigureId::Forest {
                    therapy: record(letter),
                    outcome: "o".repeat(80),
                    with_forms: false,
                },
                FigureId::Flowchart(record(letter)),
                FigureId::Stages(record(letter)),
                FigureId::Devices(vec![record(letter), record("c")]),
                FigureId::Timeline(Some(record(letter))),
            ]
        };
        for (one, other) in figures("a").iter().zip(&figures("b")) {
            let [one, other] = [one, other].map(|figure| figure.path(Format::Svg));
            assert!(one.len() < 200, "{one}");
            assert_ne!(one, other, "and no two figures share one");
        }
    }
}
