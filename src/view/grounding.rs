//! How the handbook is grounded: what was held against the papers, and what came of it.

use std::collections::{BTreeMap, BTreeSet};

use super::a_to_z::sorting;
use super::block::{Block, Item, LinkTo, Piece, Prose, Rich, Row, Table, columns};
use super::builder::{Builder, separated};
use super::parts::{self, Listed};
use super::section::section;
use super::{Context, Page, verified, work_path};
use crate::ask::Ask;
use crate::ask::lists::{Entry, Listing, Parts};
use crate::ground::claim::Claim;
use crate::ground::lock::{How, Seal};
use crate::index::Origin;
use crate::model::reference::Target;
use crate::model::{Kind, RecordId};
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
        section(words, "section-claims-by-paper", papers_in_whole(&builder, &claims)),
        section(
            words,
            "section-the-bibliography",
            vec![prose("grounding-entries"), Block::Table(of_entries(words, &entries))],
        ),
        section(
            words,
            "section-accepted-claims",
            match parts::of(context.ask, Listing::Accepted).is_empty() {
                true => vec![Block::Items {
                    items: accepted(&builder, claims.iter().chain(&entries).copied()),
                }],
                false => parts::overview(context, Listing::Accepted, "parts-accepted"),
            },
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

/// A claim with its seal, where that still says the same.
type Sealed<'a> = (&'a Claim, Option<&'a Seal>);

/// How many claims were verified how, in the order of the columns.
type Counts = [usize; 4];

fn count(counts: &mut Counts, seal: Option<&Seal>) {
    let how = match seal.map(|seal| seal.how) {
        Some(How::Found) => 0,
        Some(How::Named) => 1,
        Some(How::Accepted) => 2,
        Some(How::Unlisted) | None => 3,
    };
    counts[how] += 1;
}

/// The papers in which a claim was read, each once.
fn papers_of(claim: &Claim) -> BTreeSet<&str> {
    claim.sources.iter().map(|source| source.cite.as_str()).collect()
}

/// What the whole page shows of papers: each with its claims, or where they are.
fn papers_in_whole(builder: &Builder<'_>, claims: &[Sealed<'_>]) -> Vec<Block> {
    let mut total = Counts::default();
    claims.iter().for_each(|(_, seal)| count(&mut total, *seal));
    if !parts::of(builder.context.ask, Listing::Papers).is_empty() {
        let mut blocks = parts::overview(&builder.context, Listing::Papers, "parts-papers");
        blocks.push(Block::Table(by_paper(builder, Vec::new(), Some(total))));
        return blocks;
    }
    // A claim that was read in two papers counts in both.
    let mut papers: BTreeMap<&str, Counts> = BTreeMap::new();
    for (claim, seal) in claims {
        for key in papers_of(claim) {
            count(papers.entry(key).or_default(), *seal);
        }
    }
    vec![Block::Table(by_paper(
        builder,
        papers.into_iter().collect(),
        Some(total),
    ))]
}

/// How many claims of each paper were verified how.
fn by_paper(builder: &Builder<'_>, papers: Vec<(&str, Counts)>, total: Option<Counts>) -> Table {
    let row = |name: Piece, counts: Counts| {
        let numbers = counts.into_iter().chain([counts.iter().sum()]);
        let numbers = numbers.map(|n| vec![Piece::text(n.to_string())]);
        Row {
            cells: std::iter::once(vec![name]).chain(numbers).collect(),
            ..Row::default()
        }
    };
    let link = |key: &str| Piece::Link(LinkTo::new(work_path(key), builder.work_name(key)));
    let words = builder.context.words;
    let total = total.map(|total| row(Piece::text(words.say("all-claims")), total));
    let papers = papers.into_iter().map(|(key, counts)| row(link(key), counts));
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
        rows: papers.chain(total).collect(),
        noted: false,
    }
}

/// A part of a list of papers that no page could bear. Only what cites a paper can have claims of it.
pub fn papers(context: &Context<'_>, nth: usize) -> Page {
    let title = context.words.say("claims-by-verification");
    let (mut page, part) = parts::begun(context, (Listing::Papers, nth), title, "parts-lead-filter");
    let papers = part.entries.iter().map(|entry| {
        let mut counts = Counts::default();
        for origin in context.ask.cited_by(&entry.text) {
            let Origin::Record(id) = origin else { continue };
            let seals = context.ask.seals(id);
            let claims = seals.iter().filter(|(claim, _)| !claim.is_entry());
            let of_paper = claims.filter(|(claim, _)| papers_of(claim).contains(entry.text.as_str()));
            of_paper.for_each(|(_, seal)| count(&mut counts, seal));
        }
        (entry.text.as_str(), counts)
    });
    let builder = Builder::new(context);
    let table = by_paper(&builder, papers.collect(), None);
    page.sections = parts::unheaded(vec![Block::Table(table)]);
    page
}

/// What one of the two lists of the page may weigh on it.
const SHARE: usize = parts::MOST / 2;

/// The parts of the list of papers, by author and year.
pub fn cut_papers(ask: Ask<'_>) -> Parts {
    let context = Context::new(ask, None);
    let builder = Builder::new(&context);
    let records = Kind::ALL.iter().flat_map(|kind| ask.of_kind(kind));
    let claims = records.filter_map(|id| ask.claims(id)).flat_map(|of| &of.claims);
    let papers: BTreeSet<&str> = claims
        .flat_map(|claim| &claim.sources)
        .map(|source| source.cite.as_str())
        .collect();
    let mut papers: Vec<Listed> = papers
        .into_iter()
        .map(|paper| {
            let key = builder.work_name(paper);
            Listed {
                entry: Entry {
                    record: None,
                    text: paper.to_owned(),
                },
                head: String::new(),
                weight: 240 + key.len() + paper.len(),
                key,
            }
        })
        .collect();
    papers.sort_by_cached_key(|one| (sorting(&one.key), one.entry.text.clone()));
    parts::parts(context.words, papers, SHARE)
}

/// A part of a list of accepted claims that no page could bear.
pub fn accepted_part(context: &Context<'_>, nth: usize) -> Page {
    let title = context.words.say("section-accepted-claims");
    let (mut page, part) = parts::begun(context, (Listing::Accepted, nth), title, "parts-lead");
    let names: BTreeSet<&str> = part.entries.iter().map(|entry| entry.text.as_str()).collect();
    let mut records: Vec<&RecordId> = part.entries.iter().filter_map(|entry| entry.record.as_ref()).collect();
    records.dedup();
    let of_records = records.into_iter().map(|id| context.ask.seals(id));
    let of_records: Vec<_> = of_records.collect();
    let claims = of_records.iter().flat_map(|of| of.iter());
    let claims = claims.filter(|(claim, _)| names.contains(claim.name().as_str()));
    let items = accepted(&Builder::new(context), claims);
    page.sections = parts::unheaded(vec![Block::Items { items }]);
    page
}

/// The parts of the list of accepted claims, by what they are claims of.
pub fn cut_accepted(ask: Ask<'_>) -> Parts {
    let context = Context::new(ask, None);
    let builder = Builder::new(&context);
    let seals = ask.all_seals().into_iter();
    let accepted = seals.filter(|(_, seal)| seal.is_some_and(|seal| seal.how == How::Accepted));
    let mut listed: Vec<Listed> = accepted
        .map(|(claim, seal)| {
            let because = seal.and_then(|seal| seal.because.as_ref()).map_or(0, |text| text.len());
            let (key, name) = (builder.name(&claim.record), claim.name());
            Listed {
                // A reason stands once above its claims, or above one alone.
                weight: 120 + key.len() + 2 * name.len() + because,
                entry: Entry {
                    record: Some(claim.record.clone()),
                    text: name,
                },
                head: String::new(),
                key,
            }
        })
        .collect();
    listed.sort_by_cached_key(|one| (sorting(&one.key), one.entry.record.clone(), one.entry.text.clone()));
    parts::parts(context.words, listed, SHARE)
}

/// The reasons for which claims were accepted, each with its claims.
fn accepted<'a>(builder: &Builder<'_>, claims: impl Iterator<Item = Sealed<'a>>) -> Vec<Item> {
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
