//! What a card shows beside the page of its record.
//!
//! A card is made of the sections of the page, so that the two cannot differ. A page says who refers to its record by links
//! alone; on paper nobody can follow them, so a card says of a therapy what is recommended, in a line each.

use super::block::{Block, Item, Piece, Prose, Rich, Role, Section};
use super::builder::{Builder, separated};
use super::{Context, Page, PageId, common};
use crate::model::recommendation::Recommendation;
use crate::model::{Kind, RecordId};

/// The page of a record, and what is recommended of it.
#[derive(Debug, Clone)]
pub struct Card {
    pub page: Page,
    pub advice: Option<Section>,
}

/// What cards of this kind may show. The record is there.
pub fn card(context: &Context<'_>, id: &RecordId) -> Card {
    Card {
        page: super::page(context, &PageId::Record(id.clone())),
        advice: (id.kind == Kind::Therapy).then(|| advice(context, id)).flatten(),
    }
}

/// Recommendations about a therapy: what, how strong, by whom.
fn advice(context: &Context<'_>, therapy: &RecordId) -> Option<Section> {
    let builder = Builder::new(context);
    let about = builder.referring::<Recommendation>(therapy);
    let about = about.filter(|(_, body)| body.therapies.iter().any(|one| one.id() == therapy));
    let items = about.map(|(record, body)| {
        let mut line = strength(&builder, body);
        line.extend([Piece::Break, Piece::Prose(Prose::inline(body.text.as_str()))]);
        Item {
            title: vec![Piece::Link(builder.link(&record.id)), Piece::text(":")],
            body: line,
            ..Item::default()
        }
    });
    let items = items.collect();
    let title = context.words.say("print-recommended");
    let section = common::section(title, vec![Block::Items { items }]);
    section.map(|section| Section {
        role: Role::Statement,
        ..section
    })
}

/// Direction, class and level as the issuer gives them, else how the source words it.
fn strength(builder: &Builder<'_>, body: &Recommendation) -> Rich {
    let direction = vec![Piece::text(super::kinds::stance(body.direction))];
    let grade = [&body.strength, &body.level].into_iter().flatten();
    let grade = grade.map(|part| vec![Piece::Link(builder.target(part.target()))]);
    let wording = body
        .wording
        .iter()
        .map(|wording| vec![Piece::text(wording.text.as_str())]);
    let year = body.year.as_ref().map(|year| format!(" {year}")).unwrap_or_default();
    let issuer = vec![Piece::text(format!("{}{year}", body.issuer))];
    separated(
        [direction].into_iter().chain(grade).chain(wording).chain([issuer]),
        ", ",
    )
}
