//! Embedded blocks: listings and tables that Markdown asks for by a fenced block.

use std::ops::Range;

use schemars::JsonSchema;
use serde::Deserialize;
use toml::de::DeTable;

use crate::diagnostic::{Diagnostic, FileId, Span, codes, nearest};
use crate::model::Kind;
use crate::model::conform::Subject;
use crate::model::definition::Definition;
use crate::model::pathway::Pathway;
use crate::model::reference::{AnyRef, Ref, Target};
use crate::model::shape::{Shape, Shapes};
use crate::model::staging::Staging;
use crate::model::text::Text;
use crate::model::therapy::Therapy;
use crate::read::decode::decode;
use crate::read::markdown::{EMBED_PREFIX, Embed};
use crate::read::node::{Node, Value};

/// What a fenced block asks for.
#[derive(Debug, Clone)]
pub enum Request {
    Definitions(Definitions),
    Trials(Trials),
    Studies(Studies),
    Stages(Stages),
    Forest(Forest),
    Pathway(Pathways),
    Devices(Devices),
    Timeline(Timeline),
    List(List),
}

/// Definitions side by side, criterion by criterion.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Definitions {
    /// In the order of the columns; those by which trials enrolled, oldest first, where absent.
    #[serde(default)]
    pub definitions: Vec<Ref<Definition>>,
}

/// Completed trials by therapy.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Trials {
    /// Only trials of this therapy and its forms.
    pub therapy: Option<Ref<Therapy>>,
}

/// Ongoing studies in groups.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Studies {
    #[serde(default)]
    pub by: Grouping,
    /// Only studies of this therapy and its forms.
    pub therapy: Option<Ref<Therapy>>,
}

/// What studies are grouped by.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Grouping {
    #[default]
    Intervention,
    Condition,
    Status,
}

/// The stages of a system.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Stages {
    pub staging: Ref<Staging>,
}

/// Forest plots: the effects of a therapy and its forms, trial by trial.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Forest {
    pub therapy: Ref<Therapy>,
    /// Only outcomes of this name; all that have a plot, where absent.
    pub outcome: Option<Text>,
}

/// A pathway as a chart.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Pathways {
    pub pathway: Ref<Pathway>,
}

/// What devices deliver, side by side.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Devices {
    /// In the order of the rows; all whose records say what they deliver, where absent.
    #[serde(default)]
    pub therapies: Vec<Ref<Therapy>>,
}

/// Trials by year, or studies under way by how far they are.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct Timeline {
    #[serde(default)]
    pub of: Timed,
    /// Only those of this therapy and its forms.
    pub therapy: Option<Ref<Therapy>>,
}

/// What a timeline shows.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "kebab-case")]
#[schemars(inline)]
pub enum Timed {
    #[default]
    Trials,
    Studies,
}

/// Records of one kind, or named ones.
#[derive(Debug, Clone, Deserialize, JsonSchema)]
pub struct List {
    /// The kind to list.
    pub kind: Option<Text>,
    /// For therapies: only this type.
    #[serde(rename = "type")]
    pub sort: Option<Text>,
    /// Records to list, in this order.
    #[serde(default)]
    pub records: Vec<AnyRef>,
}

/// The names of all blocks.
pub const NAMES: [&str; 9] = [
    "definitions",
    "trials",
    "studies",
    "stages",
    "forest",
    "pathway",
    "devices",
    "timeline",
    "list",
];

/// Reads a block: what it asks for, and what is wrong with it.
///
/// `span` gives the place in the file of a place in the text that the block stands in.
pub fn request(block: &Embed, file: FileId, span: &dyn Fn(Range<usize>) -> Span) -> (Option<Request>, Vec<Diagnostic>) {
    let root = match tree(block) {
        Ok(root) => root,
        Err((at, message)) => {
            let at = block.body_start + at.start..block.body_start + at.end;
            let wrong = Diagnostic::error(
                codes::INVALID_EMBED,
                span(at),
                format!("the block `{}` is not valid TOML: {message}", block.name),
                "TOML stops making sense here",
            )
            .help("write `name = value` on each line, and texts in quotation marks");
            return (None, vec![wrong]);
        }
    };
    let (shapes, shape) = match block.name.as_str() {
        "definitions" => Shapes::of_type::<Definitions>(),
        "trials" => Shapes::of_type::<Trials>(),
        "studies" => Shapes::of_type::<Studies>(),
        "stages" => Shapes::of_type::<Stages>(),
        "forest" => Shapes::of_type::<Forest>(),
        "pathway" => Shapes::of_type::<Pathways>(),
        "devices" => Shapes::of_type::<Devices>(),
        "timeline" => Shapes::of_type::<Timeline>(),
        "list" => Shapes::of_type::<List>(),
        other => {
            let wrong = Diagnostic::error(
                codes::INVALID_EMBED,
                span(block.bytes.clone()),
                format!("there is no block `{EMBED_PREFIX}{other}`"),
                "not known",
            );
            let help = match nearest(other, NAMES) {
                Some(near) => format!("a block `{EMBED_PREFIX}{near}` exists"),
                None => format!("the blocks are {}", NAMES.join(", ")),
            };
            return (None, vec![wrong.help(help)]);
        }
    };
    let faults = faults(block, &root, &shapes, &shape, file, span);
    if !faults.is_empty() {
        return (None, faults);
    }
    let request = match block.name.as_str() {
        "definitions" => decode(&root).map(Request::Definitions),
        "trials" => decode(&root).map(Request::Trials),
        "studies" => decode(&root).map(Request::Studies),
        "stages" => decode(&root).map(Request::Stages),
        "forest" => decode(&root).map(Request::Forest),
        "pathway" => decode(&root).map(Request::Pathway),
        "devices" => decode(&root).map(Request::Devices),
        "timeline" => decode(&root).map(Request::Timeline),
        _ => decode(&root).map(Request::List),
    };
    (request.ok(), Vec::new())
}

fn faults(
    block: &Embed,
    root: &Node,
    shapes: &Shapes,
    shape: &Shape,
    file: FileId,
    span: &dyn Fn(Range<usize>) -> Span,
) -> Vec<Diagnostic> {
    let mut faults = Subject {
        shapes,
        file,
        text: &block.body,
        name: &format!("the block `{}`", block.name),
        kind: None,
        root,
    }
    .check(shape);
    for fault in &mut faults {
        let at = fault.primary.span.bytes.clone();
        // What an empty block lacks is missing from all of it.
        fault.primary.span = match at.is_empty() {
            true => span(block.bytes.clone()),
            false => span(block.body_start + at.start..block.body_start + at.end),
        };
        fault.code = codes::INVALID_EMBED;
    }
    let kind = root.get("kind").and_then(|node| Some((node, node.as_text()?)));
    if let (true, Some((node, name))) = (faults.is_empty() && block.name == "list", kind)
        && Kind::from_name(name).is_none()
    {
        let at = block.body_start + node.span.start..block.body_start + node.span.end;
        let wrong = Diagnostic::error(
            codes::INVALID_EMBED,
            span(at),
            format!("there is no record kind `{name}`"),
            "not a kind",
        );
        let known = Kind::ALL.iter().map(|k| k.name());
        faults.push(match nearest(name, known.clone()) {
            Some(near) => wrong.help(format!("a kind `{near}` exists")),
            None => wrong.help(format!("the kinds are {}", known.collect::<Vec<_>>().join(", "))),
        });
    }
    faults
}

fn tree(block: &Embed) -> Result<Node, (Range<usize>, String)> {
    DeTable::parse(&block.body)
        .map(|table| Node::from_toml(&table))
        .map_err(|error| (error.span().unwrap_or(0..0), error.message().replace('\n', " ")))
}

/// The records that a block names, with their places in the text around it.
pub fn references(block: &Embed) -> Vec<(Target, Range<usize>)> {
    let mut found = Vec::new();
    if let Ok(root) = tree(block) {
        collect(&root, block.body_start, &mut found);
    }
    found
}

fn collect(node: &Node, start: usize, found: &mut Vec<(Target, Range<usize>)>) {
    match &node.value {
        Value::Text(text) => {
            if let Ok(target) = Target::parse(text) {
                found.push((target, start + node.span.start..start + node.span.end));
            }
        }
        Value::Array(items) => items.iter().for_each(|item| collect(item, start, found)),
        Value::Table(table) => table
            .entries
            .iter()
            .for_each(|entry| collect(&entry.value, start, found)),
        _ => {}
    }
}
