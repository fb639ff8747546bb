//! Listings and comparison tables, for chapters, for the lists of kinds and for pages of therapies.

mod definitions;
mod lists;
mod questions;
mod studies;
mod trials;

use std::collections::{BTreeMap, BTreeSet};

use super::block::{Block, Piece, Row};
use super::builder::Builder;
use super::figures;
use crate::index::embed::{Request, Stages};
use crate::model::effect::{Arm, Role};
use crate::model::staging::Staging;
use crate::model::study::Study;
use crate::model::therapy::Therapy;
use crate::model::trial::Trial;
use crate::model::{Of, Record, RecordId};

pub use definitions::{Leaf, Leaves, chosen, of_trials, side_by_side};
pub use lists::{of_kind, sort_of, text_in_short};
pub use studies::{studies_of, studies_of_itself, tested_in_studies};
pub use trials::{
    grouped as grouped_trials, grouped_in as tested_in_trials, patients_of_itself, trials_of, trials_of_itself,
};

/// What a fenced block asks for.
pub fn embed(builder: &mut Builder<'_>, request: &Request) -> Vec<Block> {
    match request {
        Request::Definitions(of) => {
            let mut blocks = definitions::blocks(builder, of);
            let ids = figures::of_request(builder, request);
            blocks.extend(figures::blocks(builder, &ids));
            blocks
        }
        Request::Trials(request) => {
            let therapy = request.therapy.as_ref().map(|t| t.id());
            vec![Block::Table(trials_of(builder, therapy))]
        }
        Request::Studies(request) => vec![Block::Table(studies::table(builder, request))],
        Request::Stages(of) => {
            let mut blocks = stages(builder, of);
            let ids = figures::of_request(builder, request);
            blocks.extend(figures::blocks(builder, &ids));
            blocks
        }
        Request::Forest(_) | Request::Pathway(_) | Request::Devices(_) | Request::Timeline(_) => {
            let ids = figures::of_request(builder, request);
            figures::blocks(builder, &ids)
        }
        Request::List(request) => vec![Block::Table(lists::table(builder, request))],
    }
}

fn stages(builder: &mut Builder<'_>, request: &Stages) -> Vec<Block> {
    let Some(record) = builder.record(request.staging.id()) else {
        return Vec::new();
    };
    let staging = record.as_kind::<Staging>();
    staging
        .map(|s| {
            builder.of(&record.id, |builder| {
                Block::Table(super::kinds::stages_table(builder, record, s))
            })
        })
        .into_iter()
        .collect()
}

fn group_row(title: &str) -> Row {
    Row {
        cells: vec![vec![Piece::text(title)]],
        group: true,
        ..Row::default()
    }
}

/// A therapy and all its forms.
pub fn forms(builder: &Builder<'_>, therapy: &RecordId) -> BTreeSet<RecordId> {
    let mut found = BTreeSet::from([therapy.clone()]);
    let mut open = vec![therapy.clone()];
    while let Some(id) = open.pop() {
        for (record, body) in builder.referring::<Therapy>(&id) {
            let is_form = body
                .parent
                .iter()
                .chain(&body.components)
                .any(|wider| *wider.id() == id);
            if is_form && found.insert(record.id.clone()) {
                open.push(record.id.clone());
            }
        }
    }
    found
}

/// Trials or studies that test one of these therapies, in the order of their ids; all of them where none is asked for.
pub fn testing<'a, K: Of>(
    builder: &Builder<'a>,
    wanted: Option<&BTreeSet<RecordId>>,
    arms: fn(&K) -> &[Arm],
) -> Vec<(&'a Record, &'a K)> {
    let Some(wanted) = wanted else {
        let all = builder.context.ask.all::<K>();
        return all.map(|(record, body)| (&**record, body)).collect();
    };
    let referring = wanted.iter().flat_map(|therapy| builder.referring::<K>(therapy));
    let testing = referring.filter(|(_, body)| gives(arms(body), wanted));
    let by_id: BTreeMap<&RecordId, _> = testing.map(|(record, body)| (&record.id, (record, body))).collect();
    by_id.into_values().collect()
}

/// The records of a kind that are named, in that order; all of them where none is.
fn named<'a, K: Of>(
    builder: &Builder<'a>,
    only: Option<&[RecordId]>,
    all: impl FnOnce(&Builder<'a>) -> Vec<(&'a Record, &'a K)>,
) -> Vec<(&'a Record, &'a K)> {
    let Some(only) = only else { return all(builder) };
    let records = only.iter().filter_map(|id| builder.record(id));
    records.filter_map(|record| Some((record, record.as_kind()?))).collect()
}

/// How often a therapy as such was tried.
pub struct Tried {
    pub trials: usize,
    pub studies: usize,
}

pub fn tried(builder: &Builder<'_>, therapy: &RecordId) -> Tried {
    let wanted = BTreeSet::from([therapy.clone()]);
    Tried {
        trials: testing::<Trial>(builder, Some(&wanted), |trial| &trial.arms).len(),
        studies: testing::<Study>(builder, Some(&wanted), |study| &study.arms).len(),
    }
}

fn gives(arms: &[Arm], therapies: &BTreeSet<RecordId>) -> bool {
    let experimental = arms.iter().filter(|arm| arm.role == Role::Experimental);
    experimental
        .flat_map(|arm| &arm.therapies)
        .any(|t| therapies.contains(t.id()))
}

/// What is tested, by which studies are grouped: the therapies of the first experimental arm that no control has.
fn tested(builder: &Builder<'_>, arms: &[Arm]) -> String {
    let control: BTreeSet<&RecordId> = arms
        .iter()
        .filter(|arm| arm.role == Role::Control)
        .flat_map(|arm| arm.therapies.iter().map(|t| t.id()))
        .collect();
    let other = || builder.context.words.say("group-other").to_owned();
    let Some(arm) = arms.iter().find(|arm| arm.role == Role::Experimental) else {
        return other();
    };
    let all: Vec<&RecordId> = arm.therapies.iter().map(|t| t.id()).collect();
    let own: Vec<&RecordId> = all.iter().copied().filter(|id| !control.contains(id)).collect();
    let names: Vec<String> = if own.is_empty() { all } else { own }
        .into_iter()
        .map(|id| builder.name(id))
        .collect();
    if names.is_empty() { other() } else { names.join(", ") }
}
