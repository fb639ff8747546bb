//! Every work, with where it is cited.

use super::block::{Block, Fact, LinkGroup, Piece, Prose, Section, Work};
use super::builder::{Builder, facts, separated};
use super::verified::acceptance;
use super::{Context, Page, disagreements};
use crate::ground::lock::How;
use crate::index::Origin;
use crate::model::work::Work as Notes;
use crate::model::{Kind, RecordId};

pub const PATH: &str = "bibliography.html";

pub fn page(context: &Context<'_>) -> Page {
    let mut builder = Builder::new(context);
    let works = context
        .corpus
        .bibliography
        .works
        .iter()
        .map(|(key, work)| Work {
            cite_key: key.clone(),
            label: String::new(),
            html: String::new(),
            anchor: format!("ref-{key}"),
            cited: cited(&builder, key),
            facts: verified(&builder, key)
                .into_iter()
                .chain(noted(&mut builder, key))
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
    let citations = builder.index().citations_of(key).map(|c| &c.from);
    let id = RecordId {
        kind: Kind::Work,
        id: key.to_owned(),
    };
    let links = builder.index().incoming(&id).map(|edge| &edge.from);
    let origins: Vec<&Origin> = citations.chain(links).filter(|origin| **origin != own).collect();
    builder.grouped(origins.into_iter())
}

/// How the entry was held against the papers' lists of references.
fn verified(builder: &Builder<'_>, key: &str) -> Vec<Fact> {
    let grounding = builder.context.grounding;
    let id = RecordId {
        kind: Kind::Work,
        id: key.to_owned(),
    };
    let mut claims = grounding.claims_of(&id);
    let Some((_, Some(seal))) = claims.find(|(claim, _)| claim.is_entry()) else {
        return Vec::new();
    };
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
    let retracted = work.retracted.as_ref().map(|r| {
        let on =
            r.on.as_ref()
                .map_or("Retracted".to_owned(), |d| format!("Retracted on {d}"));
        let mut line = vec![Piece::Badge {
            text: on,
            tone: "danger",
        }];
        line.extend(super::builder::prose(r.reason.as_ref()));
        line
    });
    let funding = super::kinds::funding(builder, work.funding.as_ref());
    let mut found = facts(vec![
        ("Retraction", retracted.unwrap_or_default()),
        (
            "Corrected by",
            work.corrected_by.iter().map(|key| builder.work(key.as_str())).collect(),
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
