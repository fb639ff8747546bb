//! What a source prints so and the checks doubt: a mark beside the value, and the reason at the foot of its record.
//!
//! The mark is a link to the reason, so that it works without script, by keyboard and on paper.

use super::block::{Block, Item, LinkTo, Piece, Prose, Rich, Section};
use super::builder::Builder;
use super::said::around;
use super::{Banner, fields, record_path};
use crate::ask::quality::Found;
use crate::model::{Record, RecordId, Target};

/// The marks for what is accepted at a field of the record that is being shown, and below it; but for what has a mark of
/// its own at one of `except`.
pub fn marks_but(builder: &mut Builder<'_>, field: &str, except: &[&str]) -> Rich {
    let Some(record) = builder.record.clone() else {
        return Rich::new();
    };
    let accepted = builder.context.ask.accepted(&record);
    let here = accepted
        .iter()
        .zip(1..)
        .filter(|(found, _)| found.is_in(field) && !except.iter().any(|e| found.is_in(e)));
    let marks: Vec<(usize, Piece)> = here
        .map(|(found, number)| (number, mark(builder, &record, found, number)))
        .collect();
    builder
        .marked
        .extend(marks.iter().map(|(number, _)| (record.clone(), *number)));
    marks.into_iter().map(|(_, mark)| mark).collect()
}

/// The marks for what is accepted at a field and below it.
pub fn marks(builder: &mut Builder<'_>, field: &str) -> Rich {
    marks_but(builder, field, &[])
}

fn mark(builder: &Builder<'_>, record: &RecordId, found: &Found, number: usize) -> Piece {
    let elsewhere = builder.page_of.as_ref() != Some(record);
    let path = format!("{}#{}", record_path(record), anchor(number));
    Piece::Doubt {
        number,
        name: found.rule.to_lowercase(),
        elsewhere: elsewhere.then(|| LinkTo::new(path, "")),
    }
}

fn anchor(number: usize) -> String {
    // Anchors of headings and of parts of records have no underscore.
    format!("accepted_{number}")
}

/// Marks what no view has marked by itself: at the part that the field is in, if the page shows it as one.
pub fn mark_parts(builder: &mut Builder<'_>, record: &Record, sections: &mut [Section]) {
    let accepted = builder.context.ask.accepted(&record.id);
    for (found, number) in accepted.iter().zip(1..) {
        if builder.is_marked(&record.id, number) {
            continue;
        }
        let mark = mark(builder, &record.id, found, number);
        let mut shown = |part| sections.iter_mut().any(|section| put(&mut section.blocks, part, &mark));
        if parts_of(found).any(&mut shown) {
            builder.marked.insert((record.id.clone(), number));
        }
    }
}

/// A line for what has no mark beside its value, for the page does not show it as a part.
pub fn banner(builder: &Builder<'_>, record: &Record) -> Option<Banner> {
    let accepted = builder.context.ask.accepted(&record.id);
    let left: Rich = accepted
        .iter()
        .zip(1..)
        .filter(|(_, number)| !builder.is_marked(&record.id, *number))
        .map(|(found, number)| mark(builder, &record.id, found, number))
        .collect();
    (!left.is_empty()).then(|| Banner {
        level: "warning",
        title: builder.context.words.say("page-in-doubt").to_owned(),
        text: None,
        line: left,
    })
}

/// The reasons, at the foot of the record.
pub fn items(builder: &Builder<'_>, record: &Record) -> Vec<Item> {
    let accepted = builder.context.ask.accepted(&record.id);
    let items = accepted.iter().zip(1..).map(|(found, number)| {
        let mut body = place_of(builder, found);
        body.push(Piece::Break);
        body.extend(what(builder, found));
        body.extend(reason(builder, found));
        Item {
            anchor: Some(anchor(number)),
            title: vec![Piece::english(found.rule.as_str())],
            body,
            notes: Vec::new(),
        }
    });
    items.collect()
}

/// What is wrong.
pub fn what(builder: &Builder<'_>, found: &Found) -> Rich {
    in_words(builder, found, &found.message)
}

/// How it was worked out, and why it stays.
pub fn reason(builder: &Builder<'_>, found: &Found) -> Rich {
    let mut line = Rich::new();
    for note in &found.notes {
        line.push(Piece::Break);
        line.extend(in_words(builder, found, note));
    }
    if let Some(because) = &found.because {
        let because = vec![Piece::Prose(Prose::inline(because.as_str()))];
        line.push(Piece::Break);
        line.extend(around(
            builder.context.words,
            "why-it-stays",
            Piece::plain,
            &[("because", because)],
        ));
    }
    line
}

/// Where it is, as a link: the part of a record, a record, or a file.
pub fn place_of(builder: &Builder<'_>, found: &Found) -> Rich {
    let Some(record) = &found.record else {
        return vec![Piece::muted(found.file.as_str())];
    };
    let part = parts_of(found).find(|part| builder.context.ask.part_name(record, part).is_some());
    let mut link = builder.target(&Target {
        record: record.clone(),
        part: part.map(str::to_owned),
    });
    // A part without a name of its own goes by its id.
    if let Some(part) = part.filter(|part| builder.context.ask.part_name(record, part) == Some(part)) {
        link.text = format!("{}: {}", builder.name(record), builder.id_words(part));
    }
    let mut line = vec![Piece::Link(link)];
    if let (None, Some(field), Some(record)) = (part, &found.field, builder.record(record)) {
        line.push(Piece::muted(format!(", {}", fields::label(builder, record, field))));
    }
    line
}

/// What a rule says, for readers: records as links by their names, and key paths as the parts that they lead to. Rules speak
/// to those who edit files.
fn in_words(builder: &Builder<'_>, found: &Found, text: &str) -> Rich {
    let mut of = found.record.clone();
    let mut line = Rich::new();
    let mut plain = String::new();
    for word in text.split_inclusive(' ') {
        let bare = word.trim_end_matches(|c: char| c.is_whitespace() || ",;.:)".contains(c));
        let after = &word[bare.len()..];
        let key_path = bare.strip_prefix('`').and_then(|path| path.strip_suffix('`'));
        let record = Target::parse(bare).ok().filter(|target| target.part.is_none());
        if let Some(record) = record.and_then(|target| builder.record(&target.record)) {
            line.push(Piece::english(std::mem::take(&mut plain)));
            line.push(Piece::Link(builder.link(&record.id)));
            of = Some(record.id.clone());
            plain.push_str(after);
        } else if let Some(part) = key_path
            .zip(of.as_ref().and_then(|of| builder.record(of)))
            .and_then(|(path, record)| fields::part(builder, record, path))
        {
            plain.push_str(&part);
            plain.push_str(after);
        } else {
            plain.push_str(word);
        }
    }
    line.push(Piece::english(plain));
    line
}

/// What may be the id of a part that the field is in, the nearest first: `outcomes.death.effect` is in `death`.
fn parts_of(found: &Found) -> impl Iterator<Item = &str> {
    found.field.iter().flat_map(|field| field.rsplit('.'))
}

/// Puts a mark at what has this anchor, and says whether anything has.
fn put(blocks: &mut [Block], part: &str, mark: &Piece) -> bool {
    let is_it = |anchor: &Option<String>| anchor.as_deref() == Some(part);
    blocks.iter_mut().any(|block| match block {
        Block::Table(table) => {
            let row = table.rows.iter_mut().find(|row| is_it(&row.anchor));
            row.and_then(|row| row.cells.first_mut())
                .map(|cell| cell.push(mark.clone()))
                .is_some()
        }
        Block::Items { items } => {
            let item = items.iter_mut().find(|item| is_it(&item.anchor));
            item.map(|item| item.body.push(mark.clone())).is_some()
        }
        Block::Group { anchor, title, blocks } => {
            if is_it(anchor) {
                title.push(mark.clone());
                return true;
            }
            put(blocks, part, mark)
        }
        Block::Criteria { criterion } => in_criteria(criterion, part, mark),
        Block::Prose { .. }
        | Block::Facts { .. }
        | Block::Chapter { .. }
        | Block::Works { .. }
        | Block::File { .. }
        | Block::Figure(_) => false,
    })
}

fn in_criteria(criterion: &mut super::block::Criterion, part: &str, mark: &Piece) -> bool {
    if criterion.anchor.as_deref() == Some(part) {
        criterion.text.push(mark.clone());
        return true;
    }
    criterion
        .children
        .iter_mut()
        .any(|child| in_criteria(child, part, mark))
}
