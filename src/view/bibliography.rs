//! Every work, with where it is cited.

use std::collections::BTreeMap;

use super::block::{Block, Fact, LinkGroup, LinkTo, Piece, Prose, Rich, Section, Work};
use super::builder::{Builder, facts, separated};
use super::verified::acceptance;
use super::{Context, Page, disagreements};
use crate::ground::Claims;
use crate::ground::lock::{How, Seal};
use crate::index::Origin;
use crate::model::work::{Retraction, Work as Notes};
use crate::model::{Kind, RecordId};

pub const PATH: &str = "bibliography.html";

pub fn page(context: &Context<'_>) -> Page {
    let mut builder = Builder::new(context);
    let entries = context.ask.seals(&Claims::of_entries());
    let seals: BTreeMap<&str, &Seal> = entries
        .iter()
        .filter_map(|(claim, seal)| Some((claim.record.id.as_str(), seal?)))
        .collect();
    let works = context
        .ask
        .bibliography()
        .works
        .iter()
        .map(|(key, work)| Work {
            cite_key: key.clone(),
            label: String::new(),
            html: String::new(),
            anchor: format!("ref-{key}"),
            cited: cited(&builder, key),
            facts: verified(&builder, seals.get(key.as_str()).copied())
                .into_iter()
                .chain(noted(&mut builder, key))
                .chain(noticed(&builder, key))
                .collect(),
            doi: work.fields.get("doi").map(|f| f.text.clone()),
        })
        .collect();
    let mut page = Page::new(PATH, "Bibliography");
    page.sections = vec![Section {
        anchor: String::new(),
        title: String::new(),
        link: None,
        blocks: vec![Block::Works { works }],
    }];
    page.template = "list.html";
    page.notes = builder.into_notes();
    page
}

/// Where a work is cited, and where values were read in it.
fn cited(builder: &Builder<'_>, key: &str) -> Vec<LinkGroup> {
    let own = Origin::Record(RecordId {
        kind: Kind::Work,
        id: key.to_owned(),
    });
    let citations = builder.context.ask.cited_by(key).into_iter();
    let id = RecordId {
        kind: Kind::Work,
        id: key.to_owned(),
    };
    let links = builder.context.ask.referred_by(&id).into_iter();
    let origins: Vec<&Origin> = citations.chain(links).filter(|origin| **origin != own).collect();
    builder.grouped(origins.into_iter())
}

/// How the entry was held against the papers' lists of references.
fn verified(builder: &Builder<'_>, seal: Option<&Seal>) -> Vec<Fact> {
    let Some(seal) = seal else { return Vec::new() };
    let line = match seal.how {
        How::Accepted => vec![Piece::text(format!("Accepted: {}", acceptance(seal)))],
        How::Unlisted => vec![Piece::text("In no list of references at hand; sealed as written")],
        How::Found | How::Named => {
            let mut papers: Vec<&str> = seal.read.iter().filter_map(|read| read.split(':').next()).collect();
            papers.dedup();
            let papers = papers.into_iter().map(|paper| vec![builder.work(paper)]);
            std::iter::once(Piece::text("Printed so by "))
                .chain(separated(papers, ", "))
                .collect()
        }
    };
    facts(vec![("Verified", line)])
}

/// What is noted of a work beyond its entry.
fn noted(builder: &mut Builder<'_>, key: &str) -> Vec<Fact> {
    let id = RecordId {
        kind: Kind::Work,
        id: key.to_owned(),
    };
    builder.of(&id, |builder| notes(builder, &id))
}

/// That a work was retracted or called into question, when and why.
fn doubt(builder: &mut Builder<'_>, what: &Retraction, words: &str, tone: &'static str) -> Rich {
    let text = match &what.on {
        Some(on) => format!("{words} on {on}"),
        None => words.to_owned(),
    };
    let mut line = vec![Piece::Badge { text, tone }];
    line.extend(super::builder::prose(what.reason.as_ref()));
    line.extend(
        builder
            .notes(&what.source)
            .into_iter()
            .map(|number| Piece::Note { number }),
    );
    line
}

/// What the list of notices has of a work.
fn noticed(builder: &Builder<'_>, key: &str) -> Vec<Fact> {
    let notices = builder.context.ask.notices(key).iter();
    let lines = notices.filter(|notice| notice.weight().is_some()).map(|notice| {
        let on = notice.on.as_ref().map(|on| format!(" of {on}")).unwrap_or_default();
        let words = super::builder::capitalised(&notice.kind.replace('_', " "));
        vec![Piece::text(format!("{words}{on}: ")), resolver(&notice.doi)]
    });
    facts(vec![("Notices", separated(lines, "; "))])
}

/// A DOI as a link to where it leads; as plain text where letters of it would have to be written otherwise in an address.
fn resolver(doi: &str) -> Piece {
    let in_address = |c: char| c.is_ascii_alphanumeric() || "./()-_:;".contains(c);
    match doi.chars().all(in_address) {
        true => Piece::Link(LinkTo::new(format!("https://doi.org/{doi}"), doi)),
        false => Piece::text(doi),
    }
}

fn notes(builder: &mut Builder<'_>, id: &RecordId) -> Vec<Fact> {
    let Some(record) = builder.record(id) else {
        return Vec::new();
    };
    let Some(work) = record.as_kind::<Notes>() else {
        return Vec::new();
    };
    let interests = work.interests.as_ref().map(|i| {
        let mut line = vec![Piece::Prose(Prose::inline(i.text.as_str()))];
        line.extend(
            builder
                .notes(&i.source)
                .into_iter()
                .map(|number| Piece::Note { number }),
        );
        line
    });
    let retracted = work.retracted.as_ref();
    let retracted = retracted.map(|r| doubt(builder, r, "Retracted", "danger"));
    let concern = work.concern.as_ref();
    let concern = concern.map(|c| doubt(builder, c, "Expression of concern", "warning"));
    let funding = super::kinds::funding(builder, work.funding.as_ref());
    let mut found = facts(vec![
        ("Retraction", retracted.unwrap_or_default()),
        ("Concern", concern.unwrap_or_default()),
        (
            "Corrected by",
            separated(
                work.corrected_by.iter().map(|key| vec![builder.work(key.as_str())]),
                ", ",
            ),
        ),
        ("Funding", funding),
        ("Interests", interests.unwrap_or_default()),
        ("Note", super::builder::prose(work.text.as_ref())),
    ]);
    let disputed = disagreements::disputed(builder, record);
    for row in disputed.rows {
        let [field, here, elsewhere, why] = <[_; 4]>::try_from(row.cells).unwrap_or_default();
        let label = match field.first() {
            Some(Piece::Text { text }) => format!("{text} in other lists"),
            _ => "In other lists".to_owned(),
        };
        let _ = here;
        let mut value = elsewhere;
        value.push(Piece::Break);
        value.extend(why);
        found.extend(facts(vec![(label.as_str(), value)]));
    }
    found
}
