//! Whether a record that somebody has read has to be read again.

use super::block::{Block, Piece, Rich, Section};
use super::builder::{Builder, separated};
use super::said::around;
use super::{Banner, Context, record_path};
use crate::ground::review::{Change, Suspect};
use crate::model::{Record, RecordId};
use crate::words::Words;

/// Of many records the first say enough.
const NAMED: usize = 8;

/// What has changed since the record was read, and what of that it rests on.
pub fn banners(builder: &Builder<'_>, record: &Record) -> Vec<Banner> {
    let (suspect, leaning) = builder.context.ask.suspicion(&record.id);
    if let Some(suspect) = suspect {
        return vec![suspected(builder, suspect)];
    }
    let Some(below) = leaning else { return Vec::new() };
    let words = builder.context.words;
    let names = below.iter().map(|id| vec![named(builder, id)]).collect();
    let title = words.say("rests-on-suspect").to_owned();
    vec![banner("warning", title, listed(words, names))]
}

/// What changed is linked and not repeated: a value that no longer holds has no place on a page.
fn suspected(builder: &Builder<'_>, suspect: &Suspect) -> Banner {
    let words = builder.context.words;
    let reasons = suspect.reasons.iter().map(|reason| {
        let id = match reason.change {
            Change::Says(_) => "has-changed",
            Change::Worded => "is-worded-otherwise",
            Change::Gone => "is-gone",
            Change::New => "is-new",
            Change::Left => "is-no-longer-part",
        };
        let record = vec![named(builder, &reason.record)];
        around(words, id, Piece::plain, &[("record", record)])
    });
    let (who, day) = (suspect.by.to_string(), suspect.on.to_string());
    let title = words.with("suspect-since", &[("who", (&who).into()), ("day", (&day).into())]);
    banner("warning", title, listed(words, reasons.collect()))
}

fn banner(level: &'static str, title: String, line: Rich) -> Banner {
    Banner {
        level,
        title,
        text: None,
        line,
    }
}

fn listed(words: &Words, mut items: Vec<Rich>) -> Rich {
    if items.len() > NAMED {
        let more = items.len() - NAMED;
        items.truncate(NAMED);
        items.push(vec![Piece::text(words.with("and-more", &[("count", more.into())]))]);
    }
    separated(items, ", ")
}

/// A link to a record; where it is gone, its id.
fn named(builder: &Builder<'_>, id: &RecordId) -> Piece {
    if builder.context.ask.exists(id) {
        Piece::Link(builder.link(id))
    } else {
        Piece::text(id.to_string())
    }
}

/// Marks records in the first column that have to be read again.
pub fn mark(context: &Context<'_>, sections: &mut [Section]) {
    let marks = |ids: Vec<&RecordId>, id: &'static str| {
        let text = context.words.say(id);
        ids.into_iter().map(|id| (record_path(id), text)).collect::<Vec<_>>()
    };
    let [suspects, leaning] = context.ask.suspects();
    let mut marked = marks(suspects, "suspect");
    marked.extend(marks(leaning, "leans-on-suspect"));
    if marked.is_empty() {
        return;
    }
    let tables = sections
        .iter_mut()
        .flat_map(|section| &mut section.blocks)
        .filter_map(|block| match block {
            Block::Table(table) => Some(table),
            _ => None,
        });
    for row in tables.flat_map(|table| &mut table.rows) {
        let Some(cell) = row.cells.first_mut() else { continue };
        let Some(Piece::Link(link)) = cell.first() else {
            continue;
        };
        if let Some((_, text)) = marked.iter().find(|(path, _)| *path == link.to) {
            let badge = Piece::Badge {
                text: (*text).to_owned(),
                tone: "warning",
            };
            cell.splice(1..1, [Piece::text(" "), badge]);
        }
    }
}
