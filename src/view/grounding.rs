//! How the handbook is grounded: what was held against the papers, and what came of it.

use std::collections::BTreeMap;

use super::block::{Block, Item, LinkTo, Piece, Prose, Rich, Row, Table, columns};
use super::builder::{Builder, separated};
use super::{Context, Page, common, verified, work_path};
use crate::ground::claim::Claim;
use crate::ground::lock::{How, Seal};
use crate::model::reference::Target;
use crate::read::node::Step;

pub const PATH: &str = "grounding.html";
pub const TITLE: &str = "How this handbook is grounded";

const WHAT: &str = "Each record of this handbook falls into claims: what it says under one source. A machine looks for each \
claim in the text of the paper that it cites, and seals what it found. When a claim is changed later, its seal no longer \
fits, and the handbook cannot be built until the claim has been held against the paper again.";

const COMPARED: &str = "What is compared: every number of a claim, with its comparator and unit, has to stand in one passage, in \
the place that the source names, beside a name of what the claim is about. The place also has to name what the claim refers to: \
conditions, therapies, measures, trials. A claim without numbers needs only the place, and these names in it.";

const ENTRIES: &str = "Works are sealed too. An entry is looked for in the papers' lists of references, where authors, title, \
journal, year, volume and pages have to stand right behind each other.";

const NOT_PROVEN: &str = "What this does not prove: the machine does not understand the sentence. The right numbers may \
stand in it with another meaning, words may have been misread, and what the paper says may be wrong, or have been \
overtaken. It is no review by a clinician.";

pub fn page(context: &Context<'_>) -> Page {
    let all = context.ask.all_seals();
    let (entries, claims): (Vec<_>, Vec<_>) = all.into_iter().partition(|(claim, _)| claim.is_entry());
    let builder = Builder::new(context);
    let prose = |text: &str| Block::Prose {
        text: Prose::block(text),
    };
    let mut page = Page::new(PATH, TITLE);
    page.sections = [
        common::section(
            "What is compared",
            vec![prose(WHAT), prose(COMPARED), prose(NOT_PROVEN)],
        ),
        common::section("Claims by paper", vec![Block::Table(by_paper(&builder, &claims))]),
        common::section(
            "The bibliography",
            vec![prose(ENTRIES), Block::Table(of_entries(&entries))],
        ),
        common::section(
            "Accepted claims",
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
fn of_entries(entries: &[(&Claim, Option<&Seal>)]) -> Table {
    let ways = [
        ("Printed so in a list of references", Some(How::Found)),
        ("Accepted", Some(How::Accepted)),
        ("In no list at hand; sealed as written", Some(How::Unlisted)),
        ("Not verified", None),
    ];
    let counted = ways.into_iter().map(|(words, way)| {
        let of_way = entries.iter().filter(|(_, seal)| seal.map(|seal| seal.how) == way);
        (words, of_way.count())
    });
    let rows = counted.filter(|(_, count)| *count > 0).map(|(words, count)| Row {
        cells: vec![vec![Piece::text(words)], vec![Piece::text(count.to_string())]],
        ..Row::default()
    });
    Table {
        caption: "Entries of the bibliography by how they were verified".to_owned(),
        head: columns(["Verified", "Entries"]),
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
    rows.push(row(Piece::text("All claims"), total));
    Table {
        caption: "Claims by paper and by how they were verified".to_owned(),
        head: columns([
            "Paper",
            "Numbers found",
            "Place found",
            "Accepted",
            "Not verified",
            "Together",
        ]),
        rows,
        noted: false,
    }
}

/// The reasons for which claims were accepted, each with its claims.
fn accepted<'a>(builder: &Builder<'_>, claims: impl Iterator<Item = &'a (&'a Claim, Option<&'a Seal>)>) -> Vec<Item> {
    let mut reasons: BTreeMap<String, Vec<Rich>> = BTreeMap::new();
    for (claim, seal) in claims {
        if let Some(seal) = seal.filter(|seal| seal.how == How::Accepted) {
            let accepted = reasons.entry(verified::acceptance(seal)).or_default();
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
