//! What the reader of a record must know before reading on.

use std::collections::BTreeSet;

use super::Banner;
use super::block::{Piece, Prose, Rich};
use super::builder::{Builder, separated};
use super::common::own_works;
use crate::ask::Standing;
use crate::index::Origin;
use crate::model::{Kind, Record, RecordId};

/// What the reader must know before reading on.
pub fn of(builder: &Builder<'_>, record: &Record) -> Vec<Banner> {
    let words = builder.context.words;
    let common = &record.common;
    let mut banners = Vec::new();
    if let Some(withdrawn) = &common.withdrawn {
        let title = match &withdrawn.on {
            Some(on) => words.with("withdrawn-on", &[("day", (&on.to_string()).into())]),
            None => words.say("withdrawn").to_owned(),
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
            title: words.say("overtaken-by").to_owned(),
            text: None,
            line: vec![Piece::Link(builder.target(&successor.0))],
        });
    }
    let withdrawn = withdrawn_therapies(builder, record);
    if !withdrawn.is_empty() {
        banners.push(Banner {
            level: "danger",
            title: words.say("about-withdrawn").to_owned(),
            text: None,
            line: withdrawn,
        });
    }
    banners.extend(doubted(builder, record));
    banners.extend(super::review::banners(builder, record));
    banners
}

/// Reports of the record, and works in which it was read, that were retracted or called into question by their journals.
fn doubted(builder: &Builder<'_>, record: &Record) -> Vec<Banner> {
    let works: BTreeSet<&str> = record.read_in().into_iter().chain(own_works(record)).collect();
    let of = |standing: Standing| {
        let is_so = |key: &&str| builder.context.ask.work_standing(key) == Some(standing);
        let works = works.iter().copied().filter(is_so);
        separated(works.map(|key| vec![builder.work(key)]), ", ")
    };
    let banner = |level, title: &str, line: Rich| Banner {
        level,
        title: title.to_owned(),
        text: None,
        line,
    };
    let words = builder.context.words;
    let (retracted, concern) = (of(Standing::Retracted), of(Standing::Doubted));
    [
        banner("danger", words.say("report-retracted"), retracted),
        banner("warning", words.say("report-doubted"), concern),
    ]
    .into_iter()
    .filter(|banner| !banner.line.is_empty())
    .collect()
}

/// Withdrawn therapies that a record of advice speaks of.
fn withdrawn_therapies(builder: &Builder<'_>, record: &Record) -> Rich {
    if !matches!(record.id.kind, Kind::Recommendation | Kind::Pathway | Kind::Position) {
        return Rich::new();
    }
    let ask = builder.context.ask;
    let fragment = ask.fragment(&Origin::Record(record.id.clone()));
    let spoken_of = fragment
        .into_iter()
        .flat_map(|of| &of.edges)
        .map(|edge| &edge.to.record);
    let therapies: BTreeSet<&RecordId> = spoken_of.filter(|id| id.kind == Kind::Therapy).collect();
    let is_withdrawn = |id: &&RecordId| ask.standing_of(id, None) == Some(Standing::Withdrawn);
    let withdrawn = therapies.into_iter().filter(is_withdrawn);
    separated(withdrawn.map(|id| vec![Piece::Link(builder.link(id))]), ", ")
}
