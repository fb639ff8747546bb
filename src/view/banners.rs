//! What the reader of a record must know before reading on.

use super::Banner;
use super::block::{Piece, Prose, Rich};
use super::builder::{Builder, separated};
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
            line: Rich::new(),
        });
    }
    if let Some(successor) = &common.superseded_by {
        banners.push(Banner {
            level: "warning",
            title: "Superseded by".to_owned(),
            text: None,
            line: vec![Piece::Link(builder.target(&successor.0))],
        });
    }
    let withdrawn = withdrawn_therapies(builder, record);
    if !withdrawn.is_empty() {
        banners.push(Banner {
            level: "danger",
            title: "About what has been withdrawn:".to_owned(),
            text: None,
            line: withdrawn,
        });
    }
    banners.extend(super::review::banners(builder, record));
    banners
}

/// Withdrawn therapies that a record of advice speaks of.
fn withdrawn_therapies(builder: &Builder<'_>, record: &Record) -> Rich {
    if !matches!(record.id.kind, Kind::Recommendation | Kind::Pathway | Kind::Position) {
        return Rich::new();
    }
    let from = Origin::Record(record.id.clone());
    let ask = builder.context.ask;
    let withdrawn = ask.withdrawn().into_iter();
    let spoken_of = withdrawn.filter(|therapy| ask.referred_by(therapy).contains(&from));
    separated(spoken_of.map(|id| vec![Piece::Link(builder.link(id))]), ", ")
}
