//! What the reader of a record must know before reading on.

use super::Banner;
use super::block::{LinkTo, Prose};
use super::builder::Builder;
use crate::index::Origin;
use crate::model::{Kind, Record};

/// What the reader must know before reading on.
pub fn of(builder: &Builder<'_>, record: &Record) -> Vec<Banner> {
    let common = &record.common;
    let mut banners = Vec::new();
    if let Some(withdrawn) = &common.withdrawn {
        let title = match &withdrawn.on {
            Some(on) => format!("Withdrawn on {on}: do not use"),
            None => "Withdrawn: do not use".to_owned(),
        };
        banners.push(Banner {
            level: "danger",
            title,
            text: Some(Prose::inline(withdrawn.reason.as_str())),
            links: Vec::new(),
        });
    }
    if let Some(successor) = &common.superseded_by {
        banners.push(Banner {
            level: "warning",
            title: "Superseded by".to_owned(),
            text: None,
            links: vec![builder.target(&successor.0)],
        });
    }
    let withdrawn = withdrawn_therapies(builder, record);
    if !withdrawn.is_empty() {
        banners.push(Banner {
            level: "danger",
            title: "About what has been withdrawn:".to_owned(),
            text: None,
            links: withdrawn,
        });
    }
    banners.push(match &common.review {
        Some(review) => {
            let next = review.next_review.as_ref();
            let next = next.map(|day| format!("; to be read again by {day}"));
            Banner {
                level: "note",
                title: format!(
                    "Reviewed by {} on {}{}",
                    review.reviewed_by,
                    review.reviewed_on,
                    next.unwrap_or_default()
                ),
                text: None,
                links: Vec::new(),
            }
        }
        None => Banner {
            level: "note",
            title: "Not reviewed by a clinician".to_owned(),
            text: None,
            links: Vec::new(),
        },
    });
    banners
}

/// Withdrawn therapies that a record of advice speaks of.
fn withdrawn_therapies(builder: &Builder<'_>, record: &Record) -> Vec<LinkTo> {
    if !matches!(record.id.kind, Kind::Recommendation | Kind::Pathway | Kind::Position) {
        return Vec::new();
    }
    let from = Origin::Record(record.id.clone());
    let therapies = builder.context.corpus.of_kind(Kind::Therapy);
    let withdrawn = therapies.filter(|therapy| therapy.common.withdrawn.is_some());
    withdrawn
        .filter(|therapy| builder.index().incoming(&therapy.id).any(|edge| edge.from == from))
        .map(|therapy| builder.link(&therapy.id))
        .collect()
}
