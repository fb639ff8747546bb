//! Records of a kind, with a line on each.

use std::collections::{BTreeMap, BTreeSet};

use super::studies::studies_in;
use super::trials::trials_in;
use super::{group_row, questions};
use crate::index::embed::List;
use crate::model::analysis::Analysis;
use crate::model::text::Markdown;
use crate::model::{Body, Kind, Record, RecordId};
use crate::view::block::{Piece, Rich, Row, Table, columns, under};
use crate::view::builder::{Builder, capitalised, prose};
use crate::view::common::titled;
use crate::view::kinds::{count, key_result};
use crate::view::said;
use crate::view::strength;
use crate::words::Words;

/// The records that a block asks for.
pub fn table(builder: &mut Builder<'_>, request: &List) -> Table {
    let named: Vec<&Record> = request
        .records
        .iter()
        .filter_map(|r| builder.record(&r.0.record))
        .collect();
    let kind = request.kind.as_ref().and_then(|k| Kind::from_name(k.as_str()));
    let of_kind = kind
        .into_iter()
        .flat_map(|kind| builder.context.ask.records(kind))
        .map(|record| &**record)
        .filter(|record| {
            let sort = record
                .tree
                .get("type")
                .or_else(|| record.tree.get("role"))
                .and_then(|n| n.as_text());
            request.sort.as_ref().is_none_or(|wanted| sort == Some(wanted.as_str()))
        });
    let records: Vec<&Record> = named.into_iter().chain(of_kind).collect();
    let words = builder.context.words;
    let kinds: BTreeSet<Kind> = kind
        .into_iter()
        .chain(records.iter().map(|record| record.id.kind))
        .collect();
    let kinds: Vec<&str> = kinds.into_iter().map(|kind| said::kinds(words, kind)).collect();
    table_of(builder, &kinds.join(", "), &records)
}

/// Records with a line on each.
pub fn table_of(builder: &mut Builder<'_>, caption: &str, records: &[&Record]) -> Table {
    let rows = records
        .iter()
        .map(|record| Row {
            cells: vec![titled(builder, record), in_short(record), strength(builder, record)],
            ..Row::default()
        })
        .collect();
    Table {
        caption: caption.to_owned(),
        head: columns(
            builder
                .context
                .words
                .all(["column-name", "column-in-short", "column-strength"]),
        ),
        rows,
        noted: false,
    }
    .without_empty_columns()
}

/// How strong a recommendation is.
fn strength(builder: &mut Builder<'_>, record: &Record) -> Rich {
    match &record.body {
        Body::Recommendation(body) => builder.of(&record.id, |builder| strength::line(builder, body)),
        _ => Rich::new(),
    }
}

/// The table that the list of a kind shows: of all records, or of those that are named, in that order.
pub fn of_kind(builder: &mut Builder<'_>, kind: Kind, only: Option<&[RecordId]>) -> Table {
    let words = builder.context.words;
    let ask = builder.context.ask;
    let records = || -> Vec<&Record> {
        match only {
            Some(only) => only
                .iter()
                .filter_map(|id| ask.record(id))
                .map(|record| &**record)
                .collect(),
            None => ask.records(kind).map(|record| &**record).collect(),
        }
    };
    match kind {
        Kind::Trial => trials_in(builder, only),
        Kind::Study => studies_in(builder, only),
        Kind::Analysis => analyses(builder, &records()),
        Kind::Question => questions::table(builder, only),
        Kind::Therapy | Kind::Condition => by_sort(builder, kind, &records()),
        _ => table_of(builder, said::kinds(words, kind), &records()),
    }
}

fn analyses(builder: &mut Builder<'_>, records: &[&Record]) -> Table {
    let words = builder.context.words;
    let analyses = records
        .iter()
        .filter_map(|record| Some((*record, record.as_kind::<Analysis>()?)));
    let rows = analyses
        .map(|(record, analysis)| builder.of(&record.id, |builder| analysis_row(builder, record, analysis)))
        .collect();
    Table {
        caption: said::kinds(words, Kind::Analysis).to_owned(),
        head: columns(words.all(["column-analysis", "column-design", "column-patients", "column-result"])),
        rows,
        noted: false,
    }
}

fn analysis_row(builder: &mut Builder<'_>, record: &Record, analysis: &Analysis) -> Row {
    Row {
        cells: vec![
            titled(builder, record),
            vec![Piece::text(capitalised(&said::named(
                builder.context.words,
                "design",
                analysis.design,
            )))],
            count(builder, analysis.sample_size.as_ref(), record.source_of("sample_size")),
            key_result(builder, record),
        ],
        ..Row::default()
    }
}

/// Records grouped by what sort of thing they are.
fn by_sort(builder: &mut Builder<'_>, kind: Kind, records: &[&Record]) -> Table {
    let words = builder.context.words;
    let mut groups: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for record in records {
        groups.entry(sort_of(words, record)).or_default().push(record);
    }
    let mut table = table_of(builder, said::kinds(words, kind), &[]);
    table.head = under(words.say("column-sort"), words.all(["column-name", "column-in-short"]));
    for (group, records) in groups {
        table.rows.push(group_row(&group));
        table.rows.extend(records.into_iter().map(|record| Row {
            cells: vec![titled(builder, record), in_short(record)],
            ..Row::default()
        }));
    }
    table
}

/// What sort of therapy or condition a record is, by which their lists are grouped.
pub fn sort_of(words: &Words, record: &Record) -> String {
    let field = if record.id.kind == Kind::Therapy {
        "type"
    } else {
        "role"
    };
    let sort = record.tree.get(field).and_then(|n| n.as_text()).unwrap_or("other");
    said::chosen(words, sort)
}

/// A line on a record: its claim or question where that is what the record is, else its summary.
fn in_short(record: &Record) -> Rich {
    prose(text_in_short(record))
}

/// The text of that line.
pub fn text_in_short(record: &Record) -> Option<&Markdown> {
    match &record.body {
        Body::Recommendation(body) => Some(&body.text),
        Body::Position(body) => Some(&body.text),
        Body::Question(body) => Some(&body.text),
        _ => record.common.summary.as_ref(),
    }
}
