//! What the checks found: the page about it, and the same for machines.

use serde_json::{Value, json};

use super::block::{Block, Item, Piece, Prose, Rich, Row, Table, columns};
use super::builder::{Builder, words};
use super::doubts::{self, place_of};
use super::{Context, Page, common};
use crate::ask::quality::{Found, Quality, Tally};
use crate::diagnostic::Severity;

pub const PATH: &str = "qa.html";
pub const TITLE: &str = "What the checks found";

/// The version of the form of `qa.json`.
const VERSION: u32 = 1;

const WHAT: &str = "A machine has looked at every record and chapter of this handbook before these pages were made. It reads no \
meaning: it compares what the handbook says with itself, as a careful reader with a calculator would. Where it finds an error, \
no page is made at all.";

const ACCEPTED: &str = "A paper may really print what the machine finds wrong. Then the handbook keeps what is printed, says so \
beside the value, and gives a reason.";

const NOT_PROVEN: &str = "What this does not say: that the handbook is right. Nor does it tell what has run out since, for \
that depends on the day on which somebody asks.";

pub fn page(context: &Context<'_>) -> Page {
    let quality = context.ask.quality();
    let builder = Builder::new(context);
    let prose = |text: &str| Block::Prose {
        text: Prose::block(text),
    };
    let tally = quality.tally();
    let mut overview = vec![
        prose(WHAT),
        prose(ACCEPTED),
        prose(NOT_PROVEN),
        Block::Table(by_family(quality)),
    ];
    if tally.is_clean() {
        overview.push(prose("Nothing is wrong, and nothing had to be accepted."));
    }
    let accepted = quality.accepted.values().flatten();
    let mut page = Page::new(PATH, TITLE);
    page.sections = [
        common::section("What was looked for", overview),
        common::section("Rules that found something", vec![Block::Table(by_rule(quality))]),
        common::section(
            doubts::TITLE,
            vec![Block::Items {
                items: accepted.map(|found| item(&builder, found)).collect(),
            }],
        ),
        common::section(
            "Still to be mended",
            vec![Block::Items {
                items: quality.open.iter().map(|found| item(&builder, found)).collect(),
            }],
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    page.template = "list.html";
    page
}

fn counts(tally: Tally) -> impl Iterator<Item = Rich> {
    let counts = [tally.warnings, tally.hints, tally.accepted];
    counts.into_iter().map(|n| vec![Piece::text(n.to_string())])
}

fn by_family(quality: &Quality) -> Table {
    let row = |title: &str, finds: &str, tally: Tally| Row {
        cells: [vec![Piece::text(title)], vec![Piece::text(finds)]]
            .into_iter()
            .chain(counts(tally))
            .collect(),
        ..Row::default()
    };
    let families = quality.families.iter().map(|family| {
        let tally = Tally::of(family.rules.iter().map(|rule| rule.tally));
        row(family.title, family.finds, tally)
    });
    let all = row("Together", "", quality.tally());
    Table {
        caption: "What was looked for, and how often it was found".to_owned(),
        head: columns(["Family", "Finds", "Warnings", "Hints", "Accepted"]),
        rows: families.chain([all]).collect(),
        noted: false,
    }
}

fn by_rule(quality: &Quality) -> Table {
    let rules = quality.families.iter().flat_map(|family| &family.rules);
    let rows = rules.filter(|rule| !rule.tally.is_clean()).map(|rule| Row {
        cells: [
            vec![Piece::text(words(rule.name)), Piece::muted(format!(" {}", rule.code))],
            vec![Piece::text(rule.summary)],
        ]
        .into_iter()
        .chain(counts(rule.tally))
        .collect(),
        ..Row::default()
    });
    Table {
        caption: "Rules that found something, and how often".to_owned(),
        head: columns(["Rule", "Fires when", "Warnings", "Hints", "Accepted"]),
        rows: rows.collect(),
        noted: false,
    }
}

/// Something that was found, with a link to where it is.
fn item(builder: &Builder<'_>, found: &Found) -> Item {
    let mut title = vec![Piece::text(found.rule.as_str())];
    if found.because.is_none() {
        let badge = Piece::Badge {
            text: found.severity.name().to_owned(),
            tone: if found.severity == Severity::Warning {
                "warning"
            } else {
                "accent"
            },
        };
        title.extend([Piece::text(" "), badge]);
    }
    let mut body = place_of(builder, found);
    body.extend([Piece::Break, Piece::text(found.message.as_str())]);
    body.extend(doubts::reason(found));
    Item {
        title,
        body,
        ..Item::default()
    }
}

/// The same for machines: `qa.json`.
pub fn data(quality: &Quality) -> Value {
    let found = |found: &Found| {
        json!({
            "code": found.code,
            "severity": found.severity.name(),
            "message": found.message,
            "notes": found.notes,
            "file": found.file,
            "record": found.record.as_ref().map(ToString::to_string),
            "field": found.field,
            "because": found.because,
        })
    };
    let tally = |tally: Tally| json!({"warnings": tally.warnings, "hints": tally.hints, "accepted": tally.accepted});
    let families = quality.families.iter().map(|family| {
        let rules = family
            .rules
            .iter()
            .map(|rule| json!({"code": rule.code, "name": rule.name, "found": tally(rule.tally)}));
        json!({"title": family.title, "rules": rules.collect::<Vec<_>>()})
    });
    json!({
        "version": VERSION,
        "found": tally(quality.tally()),
        "families": families.collect::<Vec<_>>(),
        "accepted": quality.accepted.values().flatten().map(found).collect::<Vec<_>>(),
        "open": quality.open.iter().map(found).collect::<Vec<_>>(),
    })
}

/// A badge, in the form that shields.io asks an endpoint for: `badge.json`.
pub fn badge(quality: &Quality) -> Value {
    let tally = quality.tally();
    let counted = |n: usize, noun: &str| match n {
        0 => None,
        1 => Some(format!("1 {noun}")),
        n if noun == "accepted" => Some(format!("{n} {noun}")),
        n => Some(format!("{n} {noun}s")),
    };
    let parts = [
        counted(tally.warnings, "warning"),
        counted(tally.hints, "hint"),
        counted(tally.accepted, "accepted"),
    ];
    let parts: Vec<String> = parts.into_iter().flatten().collect();
    let message = if parts.is_empty() {
        "nothing wrong".to_owned()
    } else {
        parts.join(", ")
    };
    let color = match tally.warnings {
        0 => "brightgreen",
        _ => "yellow",
    };
    json!({"schemaVersion": 1, "label": "sourcebook", "message": message, "color": color})
}
