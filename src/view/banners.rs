//! What the reader of a record must know before reading on.

use super::Banner;
use super::block::Prose;
use super::builder::Builder;
use crate::model::Record;

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
            link: None,
        });
    }
    if let Some(successor) = &common.superseded_by {
        banners.push(Banner {
            level: "warning",
            title: "Superseded".to_owned(),
            text: None,
            link: Some(builder.target(&successor.0)),
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
                link: None,
            }
        }
        None => Banner {
            level: "note",
            title: "Not reviewed by a clinician".to_owned(),
            text: None,
            link: None,
        },
    });
    banners
}
