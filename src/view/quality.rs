//! What the checks found: the page about it, and the same for machines.

use serde_json::{Value, json};

use super::block::{Block, Item, Piece, Prose, Rich, Row, Table, columns};
use super::builder::{Builder, words as in_words};
use super::doubts::{self, place_of};
use super::section::section;
use super::{Context, Page};
use crate::ask::quality::{Found, Quality, Tally};
use crate::diagnostic::Severity;
use crate::words::Words;

pub const PATH: &str = "qa.html";

/// The version of the form of `qa.json`.
const VERSION: u32 = 1;

pub fn page(context: &Context<'_>) -> Page {
    let quality = context.ask.quality();
    let builder = Builder::new(context);
    let words = context.words;
    let prose = |id: &'static str| Block::Prose {
        text: Prose::block(words.say(id)),
    };
    let tally = quality.tally();
    let mut overview = vec![
        prose("checks-what"),
        prose("checks-accepted"),
        prose("checks-not-proven"),
        Block::Table(by_family(words, quality)),
    ];
    if tally.is_clean() {
        overview.push(prose("checks-clean"));
    }
    let accepted = quality.accepted.values().flatten();
    let mut page = Page::new(PATH, words.say("checks"));
    page.sections = [
        section(words, "section-what-was-looked-for", overview),
        section(
            words,
            "section-rules-that-found-something",
            vec![Block::Table(by_rule(words, quality))],
        ),
        section(
            words,
            "section-printed-so-and-in-doubt",
            vec![Block::Items {
                items: accepted.map(|found| item(&builder, found)).collect(),
            }],
        ),
        section(
            words,
            "section-still-to-be-mended",
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

fn by_family(words: &Words, quality: &Quality) -> Table {
    let row = |title: Piece, finds: &str, tally: Tally| Row {
        cells: [vec![title], vec![Piece::english(finds)]]
            .into_iter()
            .chain(counts(tally))
            .collect(),
        ..Row::default()
    };
    let families = quality.families.iter().map(|family| {
        let tally = Tally::of(family.rules.iter().map(|rule| rule.tally));
        row(Piece::english(family.title), family.finds, tally)
    });
    let all = row(Piece::text(words.say("checks-together")), "", quality.tally());
    Table {
        caption: words.say("checks-by-family").to_owned(),
        head: columns(words.all([
            "column-family",
            "column-finds",
            "column-warnings",
            "column-hints",
            "column-accepted",
        ])),
        rows: families.chain([all]).collect(),
        noted: false,
    }
}

fn by_rule(words: &Words, quality: &Quality) -> Table {
    let rules = quality.families.iter().flat_map(|family| &family.rules);
    let rows = rules.filter(|rule| !rule.tally.is_clean()).map(|rule| Row {
        cells: [
            vec![
                Piece::english(in_words(rule.name)),
                Piece::muted(format!(" {}", rule.code)),
            ],
            vec![Piece::english(rule.summary)],
        ]
        .into_iter()
        .chain(counts(rule.tally))
        .collect(),
        ..Row::default()
    });
    Table {
        caption: words.say("checks-by-rule").to_owned(),
        head: columns(words.all([
            "column-rule",
            "column-fires-when",
            "column-warnings",
            "column-hints",
            "column-accepted",
        ])),
        rows: rows.collect(),
        noted: false,
    }
}

/// Something that was found, with a link to where it is.
fn item(builder: &Builder<'_>, found: &Found) -> Item {
    let mut title = vec![Piece::english(found.rule.as_str())];
    if found.because.is_none() {
        let severity = match found.severity {
            Severity::Hint => "severity-hint",
            _ => "severity-warning",
        };
        let badge = Piece::Badge {
            text: builder.context.words.say(severity).to_owned(),
            tone: if found.severity == Severity::Warning {
                "warning"
            } else {
                "accent"
            },
        };
        title.extend([Piece::text(" "), badge]);
    }
    let mut body = place_of(builder, found);
    body.push(Piece::Break);
    body.extend(doubts::what(builder, found));
    body.extend(doubts::reason(builder, found));
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
