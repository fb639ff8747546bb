//! Where sources disagree, over all records.

use super::block::{Block, Piece, Rich, Row, Section, Table, columns};
use super::builder::{Builder, capitalised, prose};
use super::{Context, Page, said, value};
use crate::model::Record;
use crate::model::shape::Shapes;
use crate::read::node::{KeyPath, Step};
use crate::words::Words;

pub const PATH: &str = "disagreements.html";

pub fn page(context: &Context<'_>) -> Page {
    let mut builder = Builder::new(context);
    let mut page = Page::new(PATH, context.words.say("disagreements"));
    let disputed_records = context.ask.disputed().into_iter();
    for record in disputed_records.filter_map(|id| context.ask.record(id)) {
        let mut table = disputed(&mut builder, record);
        table.caption = caption(context.words, &builder.name(&record.id));
        let link = builder.link(&record.id);
        page.sections.push(Section {
            anchor: format!("{}-{}", record.id.kind.name(), record.id.id),
            title: context.words.with(
                "kind-and-name",
                &[
                    ("kind", said::kind(context.words, record.id.kind).into()),
                    ("name", (&link.text).into()),
                ],
            ),
            link: Some(link),
            blocks: vec![Block::Table(table)],
        });
    }
    if page.sections.is_empty() {
        let none = super::Prose::block(context.words.say("no-disagreements"));
        page.lead = Some(none);
    }
    page.template = "list.html";
    page.notes = builder.into_notes();
    page
}

/// The values of a field as several sources give them, each beside its source.
pub fn disputed(builder: &mut Builder<'_>, record: &Record) -> Table {
    builder.of(&record.id, |builder| table(builder, record))
}

fn table(builder: &mut Builder<'_>, record: &Record) -> Table {
    let words = builder.context.words;
    let shapes = Shapes::get();
    let rows = record
        .common
        .also_reported
        .iter()
        .enumerate()
        .map(|(i, other)| {
            let written = other.field.as_str();
            let entry = KeyPath::default()
                .key("also_reported")
                .child(Step::Index(i, None))
                .key("value");
            let theirs = match (
                record.tree.at(&entry),
                shapes.written(record.id.kind, &record.tree, written),
            ) {
                (Some(node), Some(shape)) => value::rich(builder, node, &shape),
                (Some(node), None) => vec![Piece::text(node.as_text().unwrap_or_default())],
                (None, _) => Rich::new(),
            };
            let (ours, our_notes) = ours(builder, record, written);
            let mut why = prose(other.because.as_ref());
            if why.is_empty() {
                why.push(Piece::muted(words.say("no-reason-given")));
            }
            let mut notes = our_notes;
            let their_notes = builder.notes(&other.source);
            notes.retain(|n| !their_notes.contains(n));
            Row {
                anchor: None,
                cells: vec![
                    vec![Piece::text(field_label(record, written))],
                    with_notes(ours, &notes),
                    with_notes(theirs, &their_notes),
                    why,
                ],
                notes: Vec::new(),
                group: false,
            }
        })
        .collect();
    Table {
        caption: caption(words, record.name()),
        head: columns(words.all(["column-field", "column-here", "column-elsewhere", "column-why"])),
        rows,
        noted: false,
    }
}

fn caption(words: &Words, name: &str) -> String {
    words.with("differ-on", &[("name", name.into())])
}

fn with_notes(mut line: Rich, notes: &[usize]) -> Rich {
    for note in notes {
        line.push(Piece::Note { number: *note });
    }
    line
}

/// The value that the record itself has for a field, and where that was read.
fn ours(builder: &mut Builder<'_>, record: &Record, written: &str) -> (Rich, Vec<usize>) {
    if let crate::model::Kind::Work = record.id.kind {
        let field = builder.context.ask.work_field(&record.id.id, written);
        let text = field.map(Piece::text);
        let notes = builder.notes(&record.common.source);
        return (text.into_iter().collect(), notes);
    }
    let Some((path, node)) = KeyPath::resolve(&record.tree, written) else {
        return (vec![Piece::muted(builder.context.words.say("not-stated"))], Vec::new());
    };
    let line = match Shapes::get().at(record.id.kind, &path) {
        Some(shape) => value::rich(builder, node, &shape),
        None => Rich::new(),
    };
    let notes = match value::nearest_source(record, &path) {
        Some(sources) => builder.notes(&sources),
        None => Vec::new(),
    };
    (line, notes)
}

/// A key path in words: `outcomes.death-30d.effect` of a trial is "Death: effect".
fn field_label(record: &Record, written: &str) -> String {
    let steps: Vec<&str> = written.split('.').collect();
    let node = |depth: usize| KeyPath::resolve(&record.tree, &steps[..=depth].join(".")).map(|(_, node)| node);
    let words = steps.iter().enumerate().filter_map(|(depth, step)| {
        // A list is named by its element.
        let is_list = node(depth).is_some_and(|n| n.as_array().is_some());
        if is_list && depth + 1 < steps.len() {
            return None;
        }
        let name = node(depth).and_then(|n| n.get("name")?.as_text());
        Some(name.map_or_else(|| step.replace(['_', '-'], " "), str::to_owned))
    });
    capitalised(&words.collect::<Vec<_>>().join(": "))
}
