//! What a card shows beside the page of its record.
//!
//! A card is made of the sections of the page, so that the two cannot differ. A page says who refers to its record by links
//! alone; on paper nobody can follow them, so a card says of a therapy what is recommended, in a line each.

use serde::Serialize;

use super::block::{Block, Item, Piece, Prose, Section};
use super::builder::Builder;
use super::embed::patients_of_itself;
use super::figures::Figure;
use super::role::Role;
use super::section::section;
use super::{Context, Page, PageId, strength};
use crate::model::recommendation::Recommendation;
use crate::model::{Kind, RecordId};

/// The page of a record, and what is recommended of it.
#[derive(Debug, Clone)]
pub struct Card {
    pub page: Page,
    pub advice: Option<Section>,
    /// How many patients each row of the trials of a therapy is about, in their order; 0 where nobody says.
    pub patients: Vec<u64>,
}

impl Card {
    /// The drawings of the page, in their order.
    pub fn figures(&self) -> Vec<&Figure> {
        fn all<'b>(blocks: &'b [Block], found: &mut Vec<&'b Figure>) {
            for block in blocks {
                match block {
                    Block::Figure(figure) => found.push(figure),
                    Block::Group { blocks, .. } => all(blocks, found),
                    _ => {}
                }
            }
        }
        let mut found = Vec::new();
        let sections = self.page.sections.iter();
        sections.for_each(|section| all(&section.blocks, &mut found));
        found
    }
}

/// A card among the files of a site, to which the page of its record leads.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct CardFile {
    /// From the root of the site.
    pub path: String,
    /// `A4`.
    pub paper: String,
    pub kilobytes: usize,
    /// The last day on which it may be used.
    pub until: Option<String>,
    /// Of what it shows, as it stands in the address of its code.
    pub digest: String,
}

/// What cards of this kind may show. The record is there.
pub fn card(context: &Context<'_>, id: &RecordId) -> Card {
    let is_therapy = id.kind == Kind::Therapy;
    Card {
        page: super::page(context, &PageId::Record(id.clone())),
        advice: is_therapy.then(|| advice(context, id)).flatten(),
        patients: match is_therapy {
            true => patients_of_itself(&Builder::new(context), id),
            false => Vec::new(),
        },
    }
}

/// Recommendations about a therapy: what, how strong, by whom.
fn advice(context: &Context<'_>, therapy: &RecordId) -> Option<Section> {
    let mut builder = Builder::new(context);
    let about: Vec<_> = builder.referring::<Recommendation>(therapy).collect();
    let about = about
        .into_iter()
        .filter(|(_, body)| body.therapies.iter().any(|one| one.id() == therapy));
    let items = about.map(|(record, body)| {
        let mut line = builder.of(&record.id, |builder| strength::line(builder, body));
        // Where the words were read, the page of the recommendation says: its notes have no place on this card.
        for piece in &mut line {
            if let Piece::Value(value) = piece {
                *piece = Piece::text(value.text());
            }
        }
        let year = body.year.as_ref().map(|year| format!(" {year}")).unwrap_or_default();
        line.push(Piece::muted(format!(" {}{year}", body.issuer)));
        line.extend([Piece::Break, Piece::Prose(Prose::inline(body.text.as_str()))]);
        Item {
            title: vec![Piece::Link(builder.link(&record.id)), Piece::text(":")],
            body: line,
            ..Item::default()
        }
    });
    let items = items.collect();
    let section = section(context.words, "section-print-recommended", vec![Block::Items { items }]);
    section.map(|section| Section {
        role: Role::Statement,
        ..section
    })
}
