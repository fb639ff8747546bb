//! Everything that is not to be relied on any more: withdrawn, retracted, superseded or called into question, with what has
//! taken its place.

use super::block::{Block, Piece, Prose, Rich, Row, Table, columns};
use super::builder::{Builder, prose};
use super::section::section;
use super::{Context, Page, said};
use crate::ask::Standing;
use crate::model::{Kind, Target};

pub const PATH: &str = "superseded.html";

/// What each section has, in the order of the page.
const SECTIONS: [(Standing, &str); 4] = [
    (Standing::Withdrawn, "superseded-withdrawn"),
    (Standing::Retracted, "superseded-retracted"),
    (Standing::Superseded, "superseded-superseded"),
    (Standing::Doubted, "superseded-doubted"),
];

pub fn page(context: &Context<'_>) -> Page {
    let builder = Builder::new(context);
    let words = context.words;
    let all = context.ask.unreliable();
    let mut page = Page::new(PATH, words.say("superseded-title"));
    page.template = "list.html";
    page.lead = Some(Prose::block(words.say(match all.is_empty() {
        true => "superseded-none",
        false => "superseded-lead",
    })));
    page.sections = SECTIONS
        .into_iter()
        .filter_map(|(standing, title)| {
            let of_it = all.iter().filter(|(_, why)| *why == standing);
            let table = table(&builder, words.say(title), of_it.map(|(target, _)| target));
            section(words, title, vec![Block::Table(table)])
        })
        .collect();
    page
}

fn table<'t>(builder: &Builder<'_>, caption: &str, targets: impl Iterator<Item = &'t Target>) -> Table {
    let say = |id| builder.context.words.say(id);
    let rows = targets.map(|target| Row {
        cells: vec![
            named(builder, target),
            vec![Piece::text(said::kind(builder.context.words, target.record.kind))],
            successor(builder, target),
            reason(builder, target),
        ],
        ..Row::default()
    });
    Table {
        caption: caption.to_owned(),
        head: columns([
            say("superseded-what"),
            say("superseded-kind"),
            say("superseded-by"),
            say("superseded-why"),
        ]),
        rows: rows.collect(),
        noted: false,
    }
    .without_empty_columns()
}

/// A link to it; of a claim in words, which has no name, what it said.
fn named(builder: &Builder<'_>, target: &Target) -> Rich {
    let part = target.part.as_deref();
    let node = part.and_then(|part| {
        let path = &builder.context.ask.parts(&target.record)?.get(part)?.path;
        builder.record(&target.record)?.tree.at(path)
    });
    let said = node.filter(|node| node.get("name").is_none());
    let said = said.and_then(|node| node.get("text")?.as_text());
    let mut link = builder.target(target);
    // The heading above says it.
    link.state = None;
    let Some(said) = said else {
        return vec![Piece::Link(link)];
    };
    link.text = builder.name(&target.record);
    vec![Piece::Link(link), Piece::Break, Piece::Prose(Prose::inline(said))]
}

/// What has taken its place.
fn successor(builder: &Builder<'_>, target: &Target) -> Rich {
    let successor = builder.context.ask.successor(target);
    successor
        .map(|by| Piece::Link(builder.target(&by)))
        .into_iter()
        .collect()
}

/// Why, where someone has said so.
fn reason(builder: &Builder<'_>, target: &Target) -> Rich {
    if target.record.kind == Kind::Work {
        let facts = super::work::noticed(builder, &target.record.id);
        return facts.into_iter().flat_map(|fact| fact.value).collect();
    }
    let record = builder.record(&target.record).filter(|_| target.part.is_none());
    let withdrawn = record.and_then(|record| record.common.withdrawn.as_ref());
    let Some(withdrawn) = withdrawn else { return Rich::new() };
    let mut line = prose(Some(&withdrawn.reason));
    if let Some(on) = &withdrawn.on {
        line.push(Piece::muted(format!(" ({on})")));
    }
    line
}
