//! Listings and comparison tables, for chapters, for the lists of kinds and for pages of therapies.

mod definitions;
mod lists;
mod studies;
mod trials;

use std::collections::BTreeSet;

use super::block::{Block, Piece, Row};
use super::builder::Builder;
use crate::ask::Ask;
use crate::index::embed::{Request, Stages};
use crate::model::effect::{Arm, Role};
use crate::model::staging::Staging;
use crate::model::therapy::Therapy;
use crate::model::{Of, Record, RecordId};

pub use lists::of_kind;
pub use studies::studies_of;
pub use trials::trials_of;

/// What a fenced block asks for.
pub fn embed(builder: &mut Builder<'_>, request: &Request) -> Vec<Block> {
    match request {
        Request::Definitions(request) => definitions::blocks(builder, request),
        Request::Trials(request) => {
            let therapy = request.therapy.as_ref().map(|t| t.id());
            vec![Block::Table(trials_of(builder, therapy))]
        }
        Request::Studies(request) => vec![Block::Table(studies::table(builder, request))],
        Request::Stages(request) => stages(builder, request),
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
fn forms(builder: &Builder<'_>, therapy: &RecordId) -> BTreeSet<RecordId> {
    let mut found = BTreeSet::from([therapy.clone()]);
    let mut open = vec![therapy.clone()];
    while let Some(whole) = open.pop() {
        for (record, body) in builder.context.ask.referring::<Therapy>(&whole) {
            let is_parent = body.parent.as_ref().is_some_and(|p| *p.id() == whole);
            let is_form = is_parent || body.components.iter().any(|c| *c.id() == whole);
            if is_form && found.insert(record.id.clone()) {
                open.push(record.id.clone());
            }
        }
    }
    found
}

/// The records of a kind that refer to one of these therapies; all of the kind where none are given. In the order of
/// their ids.
fn candidates<'a, K: Of>(
    ask: Ask<'a>,
    therapies: Option<&BTreeSet<RecordId>>,
) -> impl Iterator<Item = (&'a Record, &'a K)> {
    let ids: BTreeSet<&RecordId> = match therapies {
        Some(therapies) => therapies
            .iter()
            .flat_map(|therapy| ask.referring::<K>(therapy))
            .map(|(record, _)| &record.id)
            .collect(),
        None => ask.of_kind(&K::KIND).into_iter().collect(),
    };
    ids.into_iter()
        .filter_map(move |id| Some((&**ask.record(id)?, ask.record(id)?.as_kind()?)))
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
    let Some(arm) = arms.iter().find(|arm| arm.role == Role::Experimental) else {
        return "Other".to_owned();
    };
    let all: Vec<&RecordId> = arm.therapies.iter().map(|t| t.id()).collect();
    let own: Vec<&RecordId> = all.iter().copied().filter(|id| !control.contains(id)).collect();
    let names: Vec<String> = if own.is_empty() { all } else { own }
        .into_iter()
        .map(|id| builder.name(id))
        .collect();
    if names.is_empty() {
        "Other".to_owned()
    } else {
        names.join(", ")
    }
}
