//! All that is known of one record, or of a part of one.

use std::collections::BTreeSet;

use serde::Serialize;

use super::Context;
use super::entry::{Entry, leads_into, part, tree};
use super::values::{Value, values};
use crate::ground::claim::Claim;
use crate::ground::lock::Seal;
use crate::index::{EdgeSort, Origin};
use crate::model::{Kind, RecordId};
use crate::read::node::KeyPath;

/// All that is known of one record, or of a part of one.
#[derive(Debug, Serialize)]
pub struct Sheet {
    #[serde(flatten)]
    pub entry: Entry,
    /// The part that was asked for, by its key path.
    pub part: Option<String>,
    /// What the file says, in its order.
    pub values: Vec<Value>,
    pub parts: Vec<Part>,
    pub refers_to: Vec<Outgoing>,
    pub cites: Vec<Cited>,
    pub referred_by: Vec<Incoming>,
    pub claims: Vec<ClaimState>,
    pub reviewed: Option<Reviewed>,
    pub faults: Vec<Fault>,
}

/// What references can name behind `#`.
#[derive(Debug, Serialize)]
pub struct Part {
    pub id: String,
    pub path: String,
    pub name: String,
}

/// A reference of the record to another one.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Outgoing {
    pub to: String,
    pub field: String,
    pub how: &'static str,
}

/// A citation in the record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Cited {
    pub key: String,
    pub field: String,
    pub how: &'static str,
}

/// A reference to the record from elsewhere.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Incoming {
    /// A record (`trial:sample`) or a file (`chapters/sample.md`).
    pub from: String,
    /// Empty in a chapter.
    pub field: String,
    /// What it refers to: the record or a part of it.
    pub to: String,
    pub how: &'static str,
}

/// A claim, and whether its seal holds.
#[derive(Debug, Serialize)]
pub struct ClaimState {
    pub claim: String,
    /// `found`, `named`, `unlisted`, `accepted`, `unsealed` or `changed`.
    pub state: &'static str,
    pub because: Option<String>,
    pub by: Option<String>,
}

/// A person's reading of the record, and why it has to be read again.
#[derive(Debug, Serialize)]
pub struct Reviewed {
    pub on: String,
    pub by: String,
    pub next: Option<String>,
    pub suspect: Vec<String>,
}

/// What is wrong with the record.
#[derive(Debug, Serialize)]
pub struct Fault {
    pub severity: &'static str,
    pub code: &'static str,
    pub message: String,
    pub field: Option<String>,
}

/// The sheet of a record or, where `written` names one, of a part of it. None where it has no such part.
pub fn sheet(context: &Context<'_>, entry: Entry, written: Option<&str>) -> Option<Sheet> {
    let id = entry.of.clone();
    let tree = tree(context, &entry);
    let path = match written {
        Some(written) => part(context, &entry, written)?,
        None => KeyPath::default(),
    };
    let within = |field: &KeyPath| field.0.starts_with(&path.0);
    let origin = Origin::Record(id.clone());
    let fragment = context.index.fragment(&origin);
    let outgoing = fragment
        .into_iter()
        .flat_map(|of| &of.edges)
        .filter(|edge| edge.to.record != id && within(&edge.field));
    let cites = fragment.into_iter().flat_map(|of| &of.citations);
    let cites = cites.filter(|cite| within(&cite.field));
    let parts = fragment.into_iter().flat_map(|of| &of.parts);
    let below = |part: &KeyPath| within(part) && part.0.len() > path.0.len();
    let claims = context.grounding.sealed(&id);
    // A part is verified by its own claims, and by the one that it is in.
    let claims = claims.filter(|(claim, _)| within(&claim.path) || path.0.starts_with(&claim.path.0));
    let faults = context.found.iter().filter(|d| {
        // A fault of the bibliography is not put down to a work.
        d.primary.span.file == entry.file_id && context.corpus.bibliography.file != Some(entry.file_id)
    });
    Some(Sheet {
        part: (!path.0.is_empty()).then(|| path.to_string()),
        values: values(&tree, &path),
        parts: parts
            .filter(|(_, part)| below(&part.path))
            .map(|(id, part)| Part {
                id: id.clone(),
                path: part.path.to_string(),
                name: part.name.clone(),
            })
            .collect(),
        refers_to: once(outgoing.map(|edge| Outgoing {
            to: edge.to.to_string(),
            field: edge.field.to_string(),
            how: how(edge.sort),
        })),
        cites: once(cites.map(|citation| Cited {
            key: citation.cite.key.clone(),
            field: citation.field.to_string(),
            how: if citation.source { "source" } else { "citation" },
        })),
        referred_by: incoming(context, &id, &path),
        claims: claims.map(|(claim, seal)| claim_state(context, claim, seal)).collect(),
        reviewed: reviewed(context, &id),
        faults: faults
            .map(|d| Fault {
                severity: d.severity.name(),
                code: d.code.0,
                message: d.message.clone(),
                field: d.field.clone(),
            })
            .collect(),
        entry,
    })
}

/// What parts of a record could be meant by a name that none has.
pub fn part_names(context: &Context<'_>, entry: &Entry) -> Vec<String> {
    let parts = context.index.parts(&entry.of);
    let fields = tree(context, entry);
    let fields = fields.as_table().map(|table| table.entries.clone()).unwrap_or_default();
    let parts = parts.into_iter().flatten().map(|(id, _)| id.clone());
    parts.chain(fields.into_iter().map(|entry| entry.key.into())).collect()
}

fn incoming(context: &Context<'_>, id: &RecordId, part: &KeyPath) -> Vec<Incoming> {
    let edges = context.index.incoming(id);
    let edges = edges.filter(|edge| leads_into(context, &edge.to, part));
    let references = edges.map(|edge| Incoming {
        from: from(&edge.from),
        field: edge.field.to_string(),
        to: edge.to.to_string(),
        how: how(edge.sort),
    });
    // Works are referred to by their key, too.
    let cited = (id.kind == Kind::Work && part.0.is_empty()).then(|| context.index.citations_of(&id.id));
    let own = Origin::Record(id.clone());
    let citations = cited.into_iter().flatten().filter(|citation| citation.from != own);
    let citations = citations.map(|citation| Incoming {
        from: from(&citation.from),
        field: citation.field.to_string(),
        to: id.to_string(),
        how: if citation.source { "source" } else { "citation" },
    });
    once(references.chain(citations))
}

fn from(origin: &Origin) -> String {
    match origin {
        Origin::Chapter(path) => path.clone(),
        Origin::Record(id) => id.to_string(),
        Origin::Glossary => "abbreviations.toml".to_owned(),
        Origin::Book => "book.toml".to_owned(),
    }
}

fn how(sort: EdgeSort) -> &'static str {
    match sort {
        EdgeSort::Field => "field",
        EdgeSort::Link => "link",
        EdgeSort::Quote => "quote",
        EdgeSort::Embed => "block",
    }
}

fn claim_state(context: &Context<'_>, claim: &Claim, seal: Option<&Seal>) -> ClaimState {
    let name = claim.name();
    let state = match seal {
        Some(seal) => seal.how.name(),
        None if context.grounding.has_seal(&name) => "changed",
        None => "unsealed",
    };
    ClaimState {
        state,
        because: seal.and_then(|seal| seal.because.clone()),
        by: seal.and_then(|seal| seal.by.clone()),
        claim: name,
    }
}

fn reviewed(context: &Context<'_>, id: &RecordId) -> Option<Reviewed> {
    let review = context.corpus.get(id)?.common.review.as_ref()?;
    let suspect = context.grounding.reviews.suspects.get(id);
    Some(Reviewed {
        on: review.reviewed_on.to_string(),
        by: review.reviewed_by.to_string(),
        next: review.next_review.as_ref().map(ToString::to_string),
        suspect: suspect
            .into_iter()
            .flat_map(|s| &s.reasons)
            .map(|reason| reason.words())
            .collect(),
    })
}

/// Each only once, in their order: a text may link the same record thrice.
fn once<T: Clone + Ord>(items: impl Iterator<Item = T>) -> Vec<T> {
    let mut seen = BTreeSet::new();
    items.filter(|item| seen.insert(item.clone())).collect()
}

/// The places in which values were read, each once, in the order in which they are met.
pub fn places(values: &[Value]) -> Vec<(String, String)> {
    let all = values.iter().flat_map(|value| &value.sources);
    once(all.map(|source| (source.cite.clone(), source.at.clone())))
}
