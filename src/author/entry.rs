//! What a list says of each record: its name, where it stands, who has read it, how it is grounded, what is wrong with it.

use std::borrow::Cow;
use std::collections::{BTreeMap, BTreeSet};

use serde::Serialize;

use super::Context;
use crate::diagnostic::{FileId, Severity};
use crate::ground::lock::How;
use crate::index::Origin;
use crate::model::place::Place;
use crate::model::{Corpus, Kind, Record, RecordId, Target};
use crate::read::Sources;
use crate::read::node::{KeyPath, Node};

/// A record, or a work in the bibliography, as a list shows it.
#[derive(Debug, Clone, Serialize)]
pub struct Entry {
    /// `trial:sample`.
    pub record: String,
    pub kind: &'static str,
    pub id: String,
    pub name: Option<String>,
    pub title: Option<String>,
    pub aliases: Vec<String>,
    /// From the handbook's root.
    pub file: String,
    pub review: ReviewState,
    pub grounding: GroundingState,
    pub errors: usize,
    pub warnings: usize,
    #[serde(skip)]
    pub(super) of: RecordId,
    #[serde(skip)]
    pub(super) file_id: FileId,
}

/// Whether a person has read a record.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum ReviewState {
    /// No named person has read it.
    Unreviewed,
    /// A named person has read it, and nothing that it rests on has changed since.
    Reviewed,
    /// It, or what it rests on, has changed since it was read.
    Suspect,
}

/// How the claims of a record were verified.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, clap::ValueEnum)]
#[serde(rename_all = "kebab-case")]
pub enum GroundingState {
    /// Every claim says what was sealed, and none had to be accepted.
    Sealed,
    /// Every claim is sealed; one or more were accepted, and not found by machine.
    Accepted,
    /// A claim is not sealed, or says otherwise than its seal.
    Open,
    /// It claims nothing, or the handbook asks for no grounding, or the record cannot be read.
    None,
}

/// Which records a list is to have.
#[derive(Debug, Clone, Default)]
pub struct Filter {
    pub kind: Option<Kind>,
    /// Stands in the id, name, title or an alias, in capitals or not.
    pub text: Option<String>,
    /// The key of a work that the record cites.
    pub cites: Option<String>,
    /// A record that the record refers to, and the part of it that is meant; the whole where the path is empty.
    pub refers_to: Option<(RecordId, KeyPath)>,
    pub review: Option<ReviewState>,
    pub grounding: Option<GroundingState>,
    /// Something is wrong with it.
    pub faulty: bool,
}

/// The records that pass, by kind and id. Those that could not be read are among them, by what can be told of them.
pub fn entries(context: &Context<'_>, filter: &Filter) -> Vec<Entry> {
    let faults = faults(context);
    let linked = filter.linked(context);
    let mut wanted: Vec<_> = files(context)
        .filter(|(id, _)| filter.kind.is_none_or(|kind| kind == id.kind))
        .filter(|(id, _)| linked.iter().all(|linked| linked.contains(id)))
        .collect();
    wanted.sort();
    let made = wanted.into_iter().map(|(id, file)| made(context, id, file, &faults));
    made.filter(|entry| filter.allows(entry)).collect()
}

/// The record of this id.
pub fn entry(context: &Context<'_>, id: &RecordId) -> Option<Entry> {
    let (id, file) = files(context).find(|(known, _)| known == id)?;
    Some(made(context, id, file, &faults(context)))
}

/// All records and works.
pub fn ids(context: &Context<'_>) -> Vec<RecordId> {
    files(context).map(|(id, _)| id).collect()
}

/// Every record with its file, and every work without one with that of the bibliography.
fn files<'a>(context: &Context<'a>) -> impl Iterator<Item = (RecordId, FileId)> + 'a {
    let Context { sources, corpus, .. } = *context;
    let recorded = sources.below("").filter_map(|(file, path)| match Place::of(path) {
        Place::Record(id) => Some((id, file)),
        _ => None,
    });
    let works = corpus.bibliography.file.into_iter().flat_map(move |file| {
        let keys = corpus.bibliography.works.keys().map(|key| RecordId {
            kind: Kind::Work,
            id: key.clone(),
        });
        let without = keys.filter(move |id| !has_file(sources, id));
        without.map(move |id| (id, file))
    });
    recorded.chain(works)
}

/// Errors and warnings by file. A fault of the bibliography is not put down to a work.
fn faults(context: &Context<'_>) -> BTreeMap<FileId, (usize, usize)> {
    let mut faults: BTreeMap<FileId, (usize, usize)> = BTreeMap::new();
    for diagnostic in context.found {
        let (errors, warnings) = faults.entry(diagnostic.primary.span.file).or_default();
        match diagnostic.severity {
            Severity::Error => *errors += 1,
            Severity::Warning => *warnings += 1,
            Severity::Hint => {}
        }
    }
    if let Some(bibliography) = context.corpus.bibliography.file {
        faults.remove(&bibliography);
    }
    faults
}

fn has_file(sources: &Sources, id: &RecordId) -> bool {
    sources
        .in_content(&format!("{}/{}.toml", id.kind.folder(), id.id))
        .is_some()
}

fn made(context: &Context<'_>, id: RecordId, file: FileId, faults: &BTreeMap<FileId, (usize, usize)>) -> Entry {
    let Context { sources, corpus, .. } = *context;
    let tree = match corpus.get(&id) {
        Some(record) => Some(Cow::Borrowed(&record.tree)),
        None if corpus.bibliography.file == Some(file) => None,
        None => Some(Cow::Owned(sources.tree(file).0.root)),
    };
    let text = |field: &str| Some(tree.as_ref()?.get(field)?.as_text()?.to_owned());
    let aliases = tree.as_ref().and_then(|tree| tree.get("aliases")?.as_array());
    let (name, title) = match id.kind {
        Kind::Work => of_work(corpus, &id.id),
        _ => (None, None),
    };
    let (errors, warnings) = faults.get(&file).copied().unwrap_or_default();
    Entry {
        record: id.to_string(),
        kind: id.kind.name(),
        id: id.id.clone(),
        name: text("name").or(name),
        title: text("title").or(title),
        aliases: aliases
            .into_iter()
            .flatten()
            .filter_map(Node::as_text)
            .map(str::to_owned)
            .collect(),
        file: sources.file(file).path.clone(),
        review: review(context, corpus.get(&id)),
        grounding: grounding(context, &id),
        errors,
        warnings,
        of: id,
        file_id: file,
    }
}

/// How a work is called, and its title.
fn of_work(corpus: &Corpus, key: &str) -> (Option<String>, Option<String>) {
    let work = corpus.bibliography.works.get(key);
    let title = work.and_then(|work| Some(work.fields.get("title")?.text.clone()));
    (work.map(|work| work.short_name()), title)
}

fn review(context: &Context<'_>, record: Option<&Record>) -> ReviewState {
    match record.filter(|record| record.common.review.is_some()) {
        Some(record) if context.grounding.reviews.suspects.contains_key(&record.id) => ReviewState::Suspect,
        Some(_) => ReviewState::Reviewed,
        None => ReviewState::Unreviewed,
    }
}

fn grounding(context: &Context<'_>, id: &RecordId) -> GroundingState {
    let claims = context.grounding.claims_of(id);
    let how: Vec<Option<How>> = claims.map(|(_, seal)| Some(seal?.how)).collect();
    match how.as_slice() {
        [] => GroundingState::None,
        how if how.contains(&None) => GroundingState::Open,
        how if how.contains(&Some(How::Accepted)) => GroundingState::Accepted,
        _ => GroundingState::Sealed,
    }
}

impl Filter {
    /// The records that cite the work, and those that refer to the record.
    fn linked<'a>(&self, context: &Context<'a>) -> Vec<BTreeSet<&'a RecordId>> {
        let index = context.index;
        let cites = self.cites.as_ref().map(|key| {
            let citations = index.citations_of(key).map(|citation| &citation.from);
            citations.filter_map(record).collect()
        });
        let refers_to = self.refers_to.as_ref().map(|(record_id, part)| {
            let edges = index.incoming(record_id);
            let edges = edges.filter(|edge| leads_into(context, &edge.to, part));
            edges.filter_map(|edge| record(&edge.from)).collect()
        });
        cites.into_iter().chain(refers_to).collect()
    }

    fn allows(&self, entry: &Entry) -> bool {
        self.text.as_ref().is_none_or(|text| named(entry, text))
            && self.review.is_none_or(|review| review == entry.review)
            && self.grounding.is_none_or(|grounding| grounding == entry.grounding)
            && (!self.faulty || entry.errors + entry.warnings > 0)
    }
}

fn record(origin: &Origin) -> Option<&RecordId> {
    match origin {
        Origin::Record(id) => Some(id),
        Origin::Chapter(_) | Origin::Glossary | Origin::Book => None,
    }
}

fn named(entry: &Entry, text: &str) -> bool {
    let text = text.to_lowercase();
    let names = [Some(&entry.id), entry.name.as_ref(), entry.title.as_ref()];
    let mut names = names.into_iter().flatten().chain(&entry.aliases);
    names.any(|name| name.to_lowercase().contains(&text))
}

/// Whether a reference leads to this part of its record, or to something in it. The empty path is the whole record.
pub(super) fn leads_into(context: &Context<'_>, to: &Target, part: &KeyPath) -> bool {
    let quoted = || context.index.quote(context.corpus, to);
    part.0.is_empty() || quoted().is_some_and(|quoted| quoted.path.0.starts_with(&part.0))
}

/// The record's file as a tree; of a work without one, the fields of its entry.
pub(super) fn tree(context: &Context<'_>, entry: &Entry) -> Node {
    let bibliography = &context.corpus.bibliography;
    match context.corpus.get(&entry.of) {
        Some(record) => record.tree.clone(),
        None if bibliography.file == Some(entry.file_id) => super::values::of_work(bibliography, &entry.of.id),
        None => context.sources.tree(entry.file_id).0.root,
    }
}

/// Where a part of a record stands, by its id and the fields below it, or by a key path.
pub fn part(context: &Context<'_>, entry: &Entry, written: &str) -> Option<KeyPath> {
    let target = Target {
        record: entry.of.clone(),
        part: Some(written.to_owned()),
    };
    let quoted = context.index.quote(context.corpus, &target).map(|quoted| quoted.path);
    quoted.or_else(|| Some(KeyPath::resolve(&tree(context, entry), written)?.0))
}
