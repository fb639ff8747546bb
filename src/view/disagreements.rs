//! Where sources disagree, over all records.

use super::block::{Block, Item, LinkTo, Piece, Rich, Row, Section, Table, under};
use super::builder::{Builder, prose, separated};
use super::section::section;
use super::{Context, Page, fields, said, tables, value};
use crate::model::common::AlsoReported;
use crate::model::shape::Shapes;
use crate::model::source::Sources;
use crate::model::{Kind, Record, RecordId};
use crate::read::node::{KeyPath, Step};
use crate::words::Words;

pub const PATH: &str = "disagreements.html";

pub fn page(context: &Context<'_>) -> Page {
    let words = context.words;
    let builder = Builder::new(context);
    let mut page = Page::new(PATH, words.say("disagreements"));
    let disputed_here = context.ask.disputed().into_iter();
    let (works, records): (Vec<_>, Vec<_>) = disputed_here.partition(|id| id.kind.is_work());
    let mut all = Table::default();
    for record in records.into_iter().filter_map(|id| context.ask.record(id)) {
        let table = in_words(context, record);
        let page = builder.link(&record.id);
        let link = LinkTo {
            to: format!("{}#about_where-sources-differ", page.to),
            ..page
        };
        let kind = said::kind(words, record.id.kind);
        let title = words.with("kind-and-name", &[("kind", kind.into()), ("name", (&link.text).into())]);
        all.head = table.head;
        // One table of all, in which each heading says of which record it is.
        let mut anchor = Some(format!("{}-{}", record.id.kind.name(), record.id.id));
        let of = LinkTo { text: title, ..link };
        all.rows.extend(table.rows.into_iter().map(|mut row| {
            if row.group {
                row.anchor = anchor.take();
                let field = row.cells.first_mut().map(std::mem::take).unwrap_or_default();
                let heading = [Piece::Link(of.clone()), Piece::text(" – ")];
                row.cells = vec![heading.into_iter().chain(field).collect()];
            }
            row
        }));
    }
    if all.rows.is_empty() && works.is_empty() {
        page.lead = Some(super::Prose::block(words.say("no-disagreements")));
    }
    all.caption = words.say("disagreements").to_owned();
    let blocks = vec![Block::Table(all), tables::link(context, tables::DISAGREEMENTS)];
    page.sections = section(words, "section-all", blocks).into_iter().collect();
    page.sections.extend(of_works(&builder, &works));
    page.template = "list.html";
    page
}

/// What is read where, in words and without notes, of which a page about the whole handbook would have too many. The page of
/// the record, to which each heading leads, has them.
fn in_words(context: &Context<'_>, record: &Record) -> Table {
    let mut builder = Builder::new(context);
    let mut table = disputed(&mut builder, record);
    let notes = builder.into_notes();
    let place = |number: &usize| {
        let all = notes.iter().flat_map(|work| &work.notes);
        all.filter(|note| note.number == *number)
            .map(|note| note.at.as_str())
            .next()
    };
    for row in table.rows.iter_mut().filter(|row| !row.group) {
        let [works, said, ..] = row.cells.as_mut_slice() else {
            continue;
        };
        let mut places = Vec::new();
        said.retain_mut(|piece| {
            match piece {
                Piece::Note { number } => places.extend(place(number)),
                Piece::Value(value) => value.leave_to_words(),
                _ => {}
            }
            !matches!(piece, Piece::Note { .. })
        });
        if !places.is_empty() {
            // Behind the work, before what is said of its value.
            let at = works.iter().take_while(|piece| matches!(piece, Piece::Link(_))).count();
            works.insert(at, Piece::muted(format!(" {}", places.join("; "))));
        }
    }
    table
}

/// Entries of the bibliography, whose pages show the differences: they are many, and few readers look for them.
fn of_works(builder: &Builder<'_>, works: &[&RecordId]) -> Option<Section> {
    let links = works.iter().map(|id| vec![builder.work(&id.id)]);
    let item = Item {
        body: separated(links, ", "),
        ..Item::default()
    };
    let items = if works.is_empty() { Vec::new() } else { vec![item] };
    section(builder.context.words, "disputed-works", vec![Block::Items { items }])
}

/// The values of each field as several sources give them, below each other, beside the source and the reason.
pub fn disputed(builder: &mut Builder<'_>, record: &Record) -> Table {
    builder.of(&record.id, |builder| table(builder, record))
}

fn table(builder: &mut Builder<'_>, record: &Record) -> Table {
    let mut by_field: Vec<(&str, Vec<usize>)> = Vec::new();
    for (at, other) in record.common.also_reported.iter().enumerate() {
        match by_field.iter_mut().find(|(field, _)| *field == other.field.as_str()) {
            Some((_, others)) => others.push(at),
            None => by_field.push((other.field.as_str(), vec![at])),
        }
    }
    let mut rows = Vec::new();
    for (field, others) in by_field {
        rows.push(Row {
            cells: vec![vec![Piece::text(fields::label(builder, record, field))]],
            group: true,
            ..Row::default()
        });
        rows.push(ours(builder, record, field));
        for at in others {
            rows.push(theirs(builder, record, at, &record.common.also_reported[at]));
        }
    }
    let say = |id| builder.context.words.say(id);
    Table {
        caption: caption(builder.context.words, record.name()),
        head: under(
            say("disputed-about"),
            [say("disputed-read-in"), say("disputed-says"), say("disputed-why")],
        ),
        rows,
        noted: false,
    }
}

/// A value of a field, beside the works that give it.
fn reading(builder: &mut Builder<'_>, sources: &Sources, mut said: Rich) -> [Rich; 2] {
    let works = sources.0.iter().map(|source| vec![builder.work(source.cite.as_str())]);
    let works = separated(works, ", ");
    let notes = builder.notes(sources);
    said.extend(notes.into_iter().map(|number| Piece::Note { number }));
    [works, said]
}

/// What another source gives, and what explains the difference.
fn theirs(builder: &mut Builder<'_>, record: &Record, at: usize, other: &AlsoReported) -> Row {
    let entry = KeyPath::default()
        .key("also_reported")
        .child(Step::Index(at, None))
        .key("value");
    let shape = Shapes::get().written(record.id.kind, &record.tree, other.field.as_str());
    let said = match (record.tree.at(&entry), shape) {
        (Some(node), _) if is_people(record, other.field.as_str()) => {
            vec![Piece::text(people(
                builder.context.words,
                node.as_text().unwrap_or_default(),
            ))]
        }
        (Some(node), Some(shape)) => value::rich(builder, node, &shape),
        (Some(node), None) => vec![Piece::text(node.as_text().unwrap_or_default())],
        (None, _) => Rich::new(),
    };
    let [works, said] = reading(builder, &other.source, said);
    let mut why = prose(other.because.as_ref());
    if why.is_empty() {
        why.push(Piece::muted(builder.context.words.say("no-reason-given")));
    }
    Row {
        cells: vec![works, said, why],
        ..Row::default()
    }
}

/// The value that the handbook goes by, and where that was read.
fn ours(builder: &mut Builder<'_>, record: &Record, field: &str) -> Row {
    let (said, sources) = value_of(builder, record, field);
    let [mut works, said] = match sources {
        Some(sources) => reading(builder, &sources, said),
        None => [Rich::new(), said],
    };
    if !works.is_empty() {
        works.push(Piece::text(" "));
    }
    works.push(Piece::Badge {
        text: builder.context.words.say("disputed-used").to_owned(),
        tone: "accent",
    });
    Row {
        cells: vec![works, said, Rich::new()],
        ..Row::default()
    }
}

/// The value that the record itself has for a field, and where that was read.
fn value_of(builder: &mut Builder<'_>, record: &Record, field: &str) -> (Rich, Option<Sources>) {
    if record.id.kind == Kind::Work {
        let text = builder.context.ask.work_field(&record.id.id, field);
        let text = text.map(|text| match is_people(record, field) {
            true => Piece::text(people(builder.context.words, text)),
            false => Piece::text(text),
        });
        return (text.into_iter().collect(), Some(record.common.source.clone()));
    }
    let Some((path, node)) = KeyPath::resolve(&record.tree, field) else {
        return (vec![Piece::muted(builder.context.words.say("not-stated"))], None);
    };
    let line = match Shapes::get().at(record.id.kind, &path) {
        Some(shape) => value::rich(builder, node, &shape),
        None => Rich::new(),
    };
    (line, value::nearest_source(record, &path))
}

/// Whether a field of a work names people, as BibLaTeX writes them.
fn is_people(record: &Record, field: &str) -> bool {
    record.id.kind == Kind::Work && ["author", "editor", "translator"].contains(&field)
}

/// People as readers write them: `A, B. and C, D. and others` is "A, B.; C, D. et al.".
fn people(words: &Words, written: &str) -> String {
    let named: Vec<&str> = written.split(" and ").map(str::trim).collect();
    match named.as_slice() {
        [named @ .., "others"] => words.with("and-others", &[("name", (&named.join("; ")).into())]),
        named => named.join("; "),
    }
}

fn caption(words: &Words, name: &str) -> String {
    words.with("differ-on", &[("name", name.into())])
}
