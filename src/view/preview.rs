//! What a link to a record or a work shows before it is followed.

use super::block::Prose;
use super::builder::{Builder, prose_of};
use super::{Context, State, record_path, said};
use crate::ask::Ask;
use crate::model::{Body, Kind, Record, RecordId};

/// A record or a work in short.
#[derive(Debug, Clone)]
pub struct Preview {
    /// The path of its page.
    pub to: String,
    /// What sort of thing it is.
    pub sort: String,
    pub name: String,
    /// The full name, where there is one.
    pub title: Option<String>,
    /// Why it is not to be relied on.
    pub state: Option<State>,
    /// It was reviewed, and has changed since.
    pub is_suspect: bool,
    /// What it says in short.
    pub text: Option<Prose>,
    /// The key of a work, whose entry the citation style words.
    pub cite_key: Option<String>,
}

/// How many previews stand in one file, about. The number of files doubles when they become too large, so that pages, which
/// say it, seldom change for it.
const TOGETHER: usize = 48;

/// How many files the previews are in.
pub fn parts(ask: Ask<'_>) -> usize {
    let records: usize = kinds().map(|kind| ask.of_kind(kind).len()).sum();
    let count = records + ask.bibliography().works.len();
    (count / TOGETHER).next_power_of_two()
}

fn kinds() -> impl Iterator<Item = &'static Kind> {
    Kind::ALL.iter().filter(|kind| **kind != Kind::Work)
}

/// Everything that can be previewed.
pub fn all(ask: Ask<'_>) -> Vec<RecordId> {
    let records = kinds().flat_map(|kind| ask.of_kind(kind)).cloned();
    let works = ask.bibliography().works.keys().map(|key| RecordId {
        kind: Kind::Work,
        id: key.clone(),
    });
    records.chain(works).collect()
}

/// The preview of one of them.
pub fn of(context: &Context<'_>, id: &RecordId) -> Preview {
    let builder = Builder::new(context);
    let link = builder.link(id);
    let record = builder.record(id);
    let is_work = id.kind == Kind::Work;
    Preview {
        to: record_path(id),
        sort: said::kind(context.words, id.kind).to_owned(),
        name: link.text,
        title: record
            .and_then(|record| record.common.title.as_ref())
            .map(ToString::to_string),
        state: if is_work {
            builder.state_of_work(&id.id)
        } else {
            link.state
        },
        is_suspect: context.ask.suspicion(id).0.is_some(),
        text: record.and_then(in_short),
        cite_key: is_work.then(|| id.id.clone()),
    }
}

/// What a record claims or asks where that is what it is, else its summary.
fn in_short(record: &Record) -> Option<Prose> {
    match &record.body {
        Body::Recommendation(body) => Some(prose_of(&body.text)),
        Body::Position(body) => Some(prose_of(&body.text)),
        Body::Question(body) => Some(prose_of(&body.text)),
        _ => record.common.summary.as_ref().map(prose_of),
    }
}
