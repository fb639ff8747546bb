//! Pathways as flowcharts: a box for each step, that leads to what is said of it, and the answers between them.

mod draw;
mod layout;
mod walk;

use std::collections::BTreeMap;

use super::plain::plain;
use super::{Figure, FigureId, stated};
use crate::model::RecordId;
use crate::model::pathway::{Branch, Pathway, PathwayStep};
use crate::view::block::{LinkTo, Piece, Rich, Row, Table, columns};
use crate::view::builder::Builder;
use crate::view::kinds::branch_line;
use crate::view::record_path;
use draw::{Node, Sort};

/// How many of the things that a step is done with are named in its box.
const NAMED: usize = 3;

/// The charts of all pathways.
pub fn ids(builder: &Builder<'_>) -> Vec<FigureId> {
    let pathways = builder.context.ask.all::<Pathway>();
    pathways
        .flat_map(|(record, _)| of_pathway(builder, &record.id))
        .collect()
}

/// The chart of a pathway; none where it has so much in it that nobody could follow it.
pub fn of_pathway(builder: &Builder<'_>, id: &RecordId) -> Option<FigureId> {
    let pathway = builder.record(id)?.as_kind::<Pathway>()?;
    let graph = Graph::of(pathway);
    layout::can_be_followed(graph.parts.len(), &graph.ways).then(|| FigureId::Flowchart(id.clone()))
}

pub fn figure(builder: &mut Builder<'_>, id: &FigureId, pathway: &RecordId) -> Option<Figure> {
    let record = builder.record(pathway)?;
    let body = record.as_kind::<Pathway>()?;
    let title = builder
        .context
        .words
        .with("flowchart-title", &[("pathway", record.name().into())]);
    let (drawing, table) = builder.of(pathway, |builder| {
        let graph = Graph::of(body);
        let nodes: Vec<Node> = graph.parts.iter().map(|part| node(builder, pathway, part)).collect();
        let table = table(builder, pathway, body, &title);
        Some((draw::chart(&nodes, &graph.ways)?, table))
    })?;
    let mut figure = Figure::new(id, title, drawing, table);
    figure.description = builder.context.words.say("flowchart-description").to_owned();
    Some(figure)
}

/// What stands in a chart.
enum Part<'p> {
    Start,
    Step(&'p PathwayStep),
    /// A way out of a step, and whether it is one of several.
    Answer(&'p Branch, bool),
}

/// The parts of a chart, and the ways between them by their numbers.
struct Graph<'p> {
    parts: Vec<Part<'p>>,
    ways: Vec<(usize, usize)>,
}

impl<'p> Graph<'p> {
    fn of(pathway: &'p Pathway) -> Self {
        let steps = pathway.steps.iter().enumerate();
        let numbers: BTreeMap<&str, usize> = steps.map(|(nth, step)| (step.id.as_str(), nth + 1)).collect();
        let mut graph = Self {
            parts: std::iter::once(Part::Start)
                .chain(pathway.steps.iter().map(Part::Step))
                .collect(),
            ways: Vec::new(),
        };
        let start = numbers.get(pathway.start.as_str());
        graph.ways.extend(start.map(|start| (0, *start)));
        for (nth, step) in pathway.steps.iter().enumerate() {
            let several = step.next.len() > 1;
            for branch in &step.next {
                // A step that is not there has been reported.
                let Some(to) = numbers.get(branch.to.as_str()) else {
                    continue;
                };
                let says_something = several || branch.otherwise || branch.label.is_some() || branch.when.is_some();
                if says_something {
                    let answer = graph.parts.len();
                    graph.parts.push(Part::Answer(branch, several));
                    graph.ways.extend([(nth + 1, answer), (answer, *to)]);
                } else {
                    graph.ways.push((nth + 1, *to));
                }
            }
        }
        graph
    }
}

fn node(builder: &mut Builder<'_>, pathway: &RecordId, part: &Part<'_>) -> Node {
    match part {
        Part::Start => Node::start(),
        Part::Step(step) => {
            let sort = match step.next.len() {
                0 => Sort::End,
                1 => Sort::Action,
                _ => Sort::Decision,
            };
            let mut with: Vec<LinkTo> = step
                .therapies
                .iter()
                .map(|t| stated(builder, builder.target(t.target())))
                .collect();
            // One that is left out of many makes room for the words that say so.
            if with.len() > NAMED {
                let count = with.len() - (NAMED - 1);
                with.truncate(NAMED - 1);
                let more = builder.context.words.with("flowchart-more", &[("count", count.into())]);
                with.push(link_to(pathway, step, more));
            }
            Node::step(sort, link_to(pathway, step, step.name.as_str()), with)
        }
        Part::Answer(branch, several) => {
            let line = branch_line(builder, branch, *several);
            let text = plain(builder, &line);
            Node::answer(&text)
        }
    }
}

fn link_to(pathway: &RecordId, step: &PathwayStep, text: impl Into<String>) -> LinkTo {
    LinkTo::new(format!("{}#{}", record_path(pathway), step.id), text)
}

/// The ways out of each step, one below the other.
fn table(builder: &mut Builder<'_>, pathway: &RecordId, body: &Pathway, caption: &str) -> Table {
    let words = builder.context.words;
    let step_of = |id: &str| body.steps.iter().find(|step| step.id.as_str() == id);
    let mut rows = Vec::new();
    for step in &body.steps {
        let name = || vec![Piece::Link(link_to(pathway, step, step.name.as_str()))];
        let with = builder.refs(&step.therapies);
        let notes = builder.notes(&step.source);
        let mut row = |with: Rich, answer: Rich, next: Rich| {
            rows.push(Row {
                cells: vec![name(), with, answer, next],
                notes: notes.clone(),
                ..Row::default()
            });
        };
        if step.next.is_empty() {
            row(
                with.clone(),
                Rich::new(),
                vec![Piece::muted(words.say("flowchart-end"))],
            );
        }
        for branch in &step.next {
            let to = step_of(branch.to.as_str());
            let to = to.map(|to| Piece::Link(link_to(pathway, to, to.name.as_str())));
            let answer = branch_line(builder, branch, step.next.len() > 1);
            row(with.clone(), answer, to.into_iter().collect());
        }
    }
    Table {
        caption: caption.to_owned(),
        head: columns(
            ["flowchart-step", "flowchart-with", "flowchart-answer", "flowchart-next"].map(|id| words.say(id)),
        ),
        rows,
        noted: true,
    }
    .without_empty_columns()
}
