//! How the handbook is grounded: what was held against the papers, and what came of it.

use std::collections::BTreeMap;

use super::block::{Block, Item, LinkTo, Piece, Prose, Row, Table, columns};
use super::builder::Builder;
use super::{Context, Page, common, verified, work_path};
use crate::ground::claim::Claim;
use crate::ground::lock::{How, Seal};

pub const PATH: &str = "grounding.html";
pub const TITLE: &str = "How this handbook is grounded";

const WHAT: &str = "Each record of this handbook falls into claims: what it says under one source. A machine looks for each \
claim in the text of the paper that it cites, and seals what it found. When a claim is changed later, its seal no longer \
fits, and the handbook cannot be built until the claim has been held against the paper again.";

const COMPARED: &str = "What is compared: every number of a claim, with its comparator and unit where the paper prints \
them, has to stand in one passage, in the place that the source names, beside a name of what the claim is about. A claim \
without numbers needs only the place, and such a name in it.";

const NOT_PROVEN: &str = "What this does not prove: the machine does not understand the sentence. The right numbers may \
stand in it with another meaning, words may have been misread, and what the paper says may be wrong, or have been \
overtaken. It is no review by a clinician.";

pub fn page(context: &Context<'_>) -> Page {
    let grounding = context.grounding;
    let claims: Vec<(&Claim, Option<&Seal>)> = grounding
        .claims
        .iter()
        .map(|claim| (claim, grounding.seal_of(claim)))
        .collect();
    let builder = Builder::new(context);
    let accepted = claims.iter().filter_map(|(claim, seal)| {
        let seal = seal.filter(|seal| seal.how == How::Accepted)?;
        Some(acceptance(&builder, claim, seal))
    });
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
            "Accepted claims",
            vec![Block::Items {
                items: accepted.collect(),
            }],
        ),
    ]
    .into_iter()
    .flatten()
    .collect();
    page.template = "list.html";
    page
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
            None => 3,
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

fn acceptance(builder: &Builder<'_>, claim: &Claim, seal: &Seal) -> Item {
    let mut title = vec![Piece::Link(builder.link(&claim.record))];
    if !claim.path.0.is_empty() {
        title.push(Piece::text(": "));
        title.push(Piece::muted(claim.path.to_string()));
    }
    Item {
        title,
        body: vec![Piece::Break, Piece::text(verified::acceptance(seal))],
        ..Item::default()
    }
}
