//! How the handbook is grounded: what was held against the papers, and what came of it.

use std::collections::BTreeMap;

use super::block::{Block, Item, LinkTo, Piece, Prose, Rich, Row, Table, columns};
use super::builder::{Builder, separated};
use super::section::section;
use super::{Context, Page, verified, work_path};
use crate::ground::claim::Claim;
use crate::ground::lock::{How, Seal};
use crate::model::reference::Target;
use crate::read::node::Step;
use crate::words::Words;

pub const PATH: &str = "grounding.html";
pub fn page(context: &Context<'_>) -> Page {
    let all = context.ask.all_seals();
    let (entries, claims): (Vec<_>, Vec<_>) = all.into_iter().partition(|(claim, _)| claim.is_entry());
    let builder = Builder::new(context);
    let words = context.words;
    let prose = |id: &'static str| Block::Prose {
        text: Prose::block(words.say(id)),
    };
    let mut page = Page::new(PATH, words.say("grounding"));
    page.sections = [
        section(
            words,
            "section-what-is-compared",
            vec![
                prose("grounding-what"),
                prose("grounding-compared"),
                prose("grounding-not-proven"),
            ],
        ),
        section(
            words,
            "section-claims-by-paper",
            vec![Block::Table(by_paper(&builder, &claims))],
        ),
        section(
            words,
            "section-the-bibliography",
            vec![prose("grounding-entries"), Block::Table(of_entries(words, &entries))],
        ),
        section(
            words,
            "section-accepted-claims",
            vec![Block::Items {
                items: accepted(&builder, claims.iter().chain(&entries)),
            }],
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    page.template = "list.html";
    page
}

/// How entries of the bibliography were verified.
fn of_entries(words: &Words, entries: &[(&Claim, Option<&Seal>)]) -> Table {
    let ways = [
        ("entries-printed-so", Some(How::Found)),
        ("entries-accepted", Some(How::Accepted)),
        ("entries-in-no-list", Some(How::Unlisted)),
        ("entries-not-verified", None),
    ];
    let counted = ways.into_iter().map(|(id, way)| {
        let of_way = entries.iter().filter(|(_, seal)| seal.map(|seal| seal.how) == way);
        (id, of_way.count())
    });
    let rows = counted.filter(|(_, count)| *count > 0).map(|(id, count)| Row {
        cells: vec![vec![Piece::text(words.say(id))], vec![Piece::text(count.to_string())]],
        ..Row::default()
    });
    Table {
        caption: words.say("entries-by-verification").to_owned(),
        head: columns(words.all(["column-verified", "column-entries"])),
        rows: rows.collect(),
        noted: false,
    }
}

/// How many claims of each paper were verified how. A claim that was read in two papers counts in both.
fn by_paper(builder: &Builder<'_>, claims: &[(&Claim, Option<&Seal>)]) -> Table {
    let mut papers: BTreeMap<&str, [usize; 4]> = BTreeMap::new();
    let mut total = [0; 4];
    for (claim, seal) in claims {
        let how = match seal.map(|seal| seal.how) {
            Some(How::Found) => 0,
            Some(How::Named) => 1,
            Some(How::Accepted) => 2,
            Some(How::Unlisted) | None => 3,
        };
        total[how] += 1;
        let mut keys: Vec<&str> = claim.sources.iter().map(|s| s.cite.as_str()).collect();
        keys.sort_unstable();
        keys.dedup();
        for key in keys {
            papers.entry(key).or_default()[how] += 1;
        }
    }
    let row = |name: Piece, counts: [usize; 4]| {
        let numbers = counts.into_iter().chain([counts.iter().sum()]);
        let numbers = numbers.map(|n| vec![Piece::text(n.to_string())]);
        Row {
            cells: std::iter::once(vec![name]).chain(numbers).collect(),
            ..Row::default()
        }
    };
    let mut rows: Vec<Row> = papers
        .into_iter()
        .map(|(key, counts)| row(Piece::Link(LinkTo::new(work_path(key), builder.work_name(key))), counts))
        .collect();
    let words = builder.context.words;
    rows.push(row(Piece::text(words.say("all-claims")), total));
    Table {
        caption: words.say("claims-by-verification").to_owned(),
        head: columns(words.all([
            "column-paper",
            "column-numbers-found",
            "column-place-found",
            "column-accepted",
            "column-not-verified",
            "column-together",
        ])),
        rows,
        noted: false,
    }
}

/// The reasons for which claims were accepted, each with its claims.
fn accepted<'a>(builder: &Builder<'_>, claims: impl Iterator<Item = &'a (&'a Claim, Option<&'a Seal>)>) -> Vec<Item> {
    let mut reasons: BTreeMap<String, Vec<Rich>> = BTreeMap::new();
    for (claim, seal) in claims {
        if let Some(seal) = seal.filter(|seal| seal.how == How::Accepted) {
            let accepted = reasons
                .entry(verified::acceptance(builder.context.words, seal))
                .or_default();
            accepted.push(named(builder, claim));
        }
    }
    let items = reasons.into_iter().map(|(reason, claims)| {
        let mut body = vec![Piece::Break];
        body.extend(separated(claims, "; "));
        Item {
            title: vec![Piece::text(reason)],
            body,
            ..Item::default()
        }
    });
    items.collect()
}

/// A claim as a link to the part that it is, else to its record.
fn named(builder: &Builder<'_>, claim: &Claim) -> Rich {
    let part = claim.path.0.iter().rev().find_map(|step| match step {
        Step::Index(_, id) => id.clone(),
        Step::Key(_) => None,
    });
    let whole = part.is_some() || claim.path.0.is_empty();
    let target = Target {
        record: claim.record.clone(),
        part: part.map(Into::into),
    };
    let mut line = vec![Piece::Link(builder.target(&target))];
    if !whole {
        line.push(Piece::muted(format!(", {}", claim.path)));
    }
    line
}
