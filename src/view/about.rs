//! What this edition is, what is in it, and how far it was checked.

use super::block::{Block, Fact, LinkTo, Piece, Prose, Rich, Row, Table, columns};
use super::builder::fact;
use super::section::section;
use super::{Context, Page, disagreements, grounding, home, list_path, quality, said, superseded};
use crate::ground::lock::How;

pub const PATH: &str = "about.html";

pub fn page(context: &Context<'_>) -> Page {
    let words = context.words;
    let book = context.ask.book();
    let mut page = Page::new(PATH, words.say("about-title"));
    page.template = "list.html";
    page.lead = book.book.description.as_ref().map(|text| Prose::of_text(text.as_str()));
    let disclaimer = book.notice.disclaimer.as_ref();
    let disclaimer = disclaimer.map(|text| Block::Prose {
        text: Prose::block(text.as_str()),
    });
    page.sections = [
        section(
            words,
            "about-edition",
            vec![Block::Facts {
                facts: edition(context),
            }],
        ),
        disclaimer.and_then(|text| section(words, "about-disclaimer", vec![text])),
        section(
            words,
            "about-checked",
            vec![Block::Facts {
                facts: checked(context),
            }],
        ),
        section(words, "about-contents", vec![Block::Table(contents(context))]),
    ]
    .into_iter()
    .flatten()
    .collect();
    page
}

/// What `book.toml` says of the edition, and where it says nothing.
fn edition(context: &Context<'_>) -> Vec<Fact> {
    let words = context.words;
    let book = context.ask.book();
    let about = &book.book;
    let stated = |text: Option<String>| match text {
        Some(text) => vec![Piece::text(text)],
        None => vec![Piece::muted(words.say("not-stated"))],
    };
    let searched = match &about.searched_to {
        Some(day) => vec![Piece::Day {
            text: day.to_string(),
            until: book.validity.search_until(day).to_string(),
            late: words.say("about-search-outdated").to_owned(),
        }],
        None => stated(None),
    };
    // A day says little without what was looked for; where there was no search, the words stand alone.
    let mut searched = match (&about.searched_to, &about.search) {
        (None, Some(_)) => Rich::new(),
        _ => searched,
    };
    if let Some(search) = &about.search {
        if !searched.is_empty() {
            searched.push(Piece::Break);
        }
        searched.push(Piece::Prose(Prose::inline(search.as_str())));
    }
    let authors: Vec<&str> = about.authors.iter().map(|author| author.as_str()).collect();
    let address = about.url.as_ref().map(|url| LinkTo::new(url.as_str(), url.as_str()));
    let report = about.report.as_ref().map(|to| LinkTo::new(to.as_str(), to.as_str()));
    let mut facts = vec![
        fact(words, "about-title-of", stated(Some(about.title.to_string()))),
        fact(
            words,
            "about-version",
            stated(about.version.as_ref().map(ToString::to_string)),
        ),
        fact(words, "about-searched", searched),
        fact(
            words,
            "about-authors",
            stated((!authors.is_empty()).then(|| authors.join(", "))),
        ),
        fact(
            words,
            "about-licence",
            stated(about.licence.as_ref().map(ToString::to_string)),
        ),
        fact(words, "about-language", stated(Some(book.language().to_owned()))),
    ];
    let links = [("about-address", address), ("about-report", report)];
    let links = links.into_iter().filter_map(|(id, link)| Some((id, link?)));
    facts.extend(links.map(|(id, link)| fact(words, id, vec![Piece::Link(link)])));
    let made = words.with("about-made-with", &[("version", env!("CARGO_PKG_VERSION").into())]);
    facts.push(fact(words, "about-made", vec![Piece::text(made)]));
    facts
}

/// How far it was read by people, held against the papers, and checked.
fn checked(context: &Context<'_>) -> Vec<Fact> {
    let (words, ask) = (context.words, context.ask);
    let (reviewed, records) = ask.how_many_reviewed();
    let about = [("reviewed", reviewed.into()), ("count", records.into())];
    let linked = |to: &str, text: String| vec![Piece::Link(LinkTo::new(to, text))];
    let mut facts = vec![fact(
        words,
        "about-reviewed",
        vec![Piece::text(words.with("about-reviewed-count", &about))],
    )];
    if ask.sealing_is_wanted() {
        let seals = ask.all_seals();
        let of = |ways: &[How]| {
            let seals = seals.iter().filter_map(|(_, seal)| *seal);
            seals.filter(|seal| ways.contains(&seal.how)).count()
        };
        let (found, accepted) = (of(&[How::Found, How::Named]), of(&[How::Accepted]));
        let about = [
            ("claims", seals.len().into()),
            ("found", found.into()),
            ("accepted", accepted.into()),
            ("rest", (seals.len() - found - accepted).into()),
        ];
        let text = words.with("about-grounded-count", &about);
        facts.push(fact(words, "about-grounded", linked(grounding::PATH, text)));
    }
    let tally = ask.quality().tally();
    let about = [
        ("open", (tally.warnings + tally.hints).into()),
        ("accepted", tally.accepted.into()),
    ];
    facts.push(fact(
        words,
        "about-quality",
        linked(quality::PATH, words.with("about-quality-count", &about)),
    ));
    let disputed = ask.disputed().len();
    facts.push(fact(
        words,
        "about-disputed",
        linked(
            disagreements::PATH,
            words.with("about-disputed-count", &[("count", disputed.into())]),
        ),
    ));
    let unreliable = ask.unreliable().len();
    facts.push(fact(
        words,
        "about-superseded",
        linked(
            superseded::PATH,
            words.with("about-superseded-count", &[("count", unreliable.into())]),
        ),
    ));
    facts
}

/// How many records of each kind there are.
fn contents(context: &Context<'_>) -> Table {
    let words = context.words;
    let row = |name: Piece, count: usize| Row {
        cells: vec![vec![name], vec![Piece::text(count.to_string())]],
        ..Row::default()
    };
    let kinds: Vec<_> = home::kinds(context).collect();
    let all: usize = kinds.iter().map(|(_, count)| count).sum();
    let mut rows: Vec<Row> = kinds
        .into_iter()
        .map(|(kind, count)| {
            row(
                Piece::Link(LinkTo::new(list_path(kind), said::kinds(words, kind))),
                count,
            )
        })
        .collect();
    rows.push(row(Piece::text(words.say("about-all-records")), all));
    let works = context.ask.bibliography().works.len();
    let bibliography = LinkTo::new(super::bibliography::PATH, words.say("bibliography"));
    rows.push(row(Piece::Link(bibliography), works));
    rows.push(row(
        Piece::text(words.say("about-chapters")),
        context.ask.chapters().len(),
    ));
    Table {
        caption: words.say("about-contents").to_owned(),
        head: columns([words.say("about-kind"), words.say("about-count")]),
        rows,
        noted: false,
    }
}
