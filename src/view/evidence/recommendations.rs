//! Sets of recommendations: all, those of one document, those by one grading system, those about one therapy or condition.

use std::collections::{BTreeMap, BTreeSet};

use super::{Row, Rows, cells};
use crate::index::Origin;
use crate::model::condition::Condition;
use crate::model::recommendation::Recommendation;
use crate::model::{Kind, Record, RecordId};
use crate::view::block::Block;
use crate::view::builder::Builder;
use crate::view::common::titled;
use crate::view::role::Role;
use crate::view::{embed, kinds};

type Member<'a> = (&'a Record, &'a Recommendation);

/// The records that recommendations name, each of which has a set: therapies, conditions, grading systems, documents.
pub fn named(builder: &Builder<'_>) -> BTreeSet<RecordId> {
    let mut found = BTreeSet::new();
    for (_, body) in builder.context.ask.all::<Recommendation>() {
        found.extend(body.therapies.iter().map(|therapy| therapy.id().clone()));
        found.extend(conditions(body).cloned());
        found.extend(gradings(body).cloned());
        found.extend(body.reference.iter().map(|key| RecordId {
            kind: Kind::Work,
            id: key.as_str().to_owned(),
        }));
    }
    found
}

/// The recommendations of a set, by issuer. Those about a form of a therapy are about the therapy, and those for patients
/// with a sort of a condition for patients with the condition.
pub fn about<'a>(builder: &Builder<'a>, of: Option<&RecordId>) -> Vec<Member<'a>> {
    let ask = builder.context.ask;
    let mut found: Vec<Member<'a>> = match of {
        None => ask
            .all::<Recommendation>()
            .map(|(record, body)| (&**record, body))
            .collect(),
        Some(id) if id.kind == Kind::Work => {
            let citing = ask.cited_by(&id.id).into_iter().filter_map(|origin| match origin {
                Origin::Record(id) => builder.record(id),
                _ => None,
            });
            let citing = citing.filter_map(|record| Some((record, record.as_kind::<Recommendation>()?)));
            citing
                .filter(|(_, body)| body.reference.iter().any(|key| key.as_str() == id.id))
                .collect()
        }
        Some(id) => {
            let wanted = match id.kind {
                Kind::Therapy => embed::forms(builder, id),
                Kind::Condition => sorts(builder, id),
                _ => BTreeSet::from([id.clone()]),
            };
            let names = |body: &Recommendation| {
                let therapies = body.therapies.iter().map(|therapy| therapy.id());
                let mut named = therapies.chain(conditions(body)).chain(gradings(body));
                named.any(|id| wanted.contains(id))
            };
            let referring = wanted.iter().flat_map(|id| builder.referring::<Recommendation>(id));
            let by_id: BTreeMap<&RecordId, Member<'a>> = referring
                .filter(|(_, body)| names(body))
                .map(|(record, body)| (&record.id, (record, body)))
                .collect();
            by_id.into_values().collect()
        }
    };
    found.sort_by_key(|(record, body)| (body.issuer.as_str(), &record.id));
    found
}

fn conditions(body: &Recommendation) -> impl Iterator<Item = &RecordId> {
    let population = body.population.iter();
    population.flat_map(|population| population.conditions.iter().map(|condition| condition.id()))
}

fn gradings(body: &Recommendation) -> impl Iterator<Item = &RecordId> {
    body.strength.iter().chain(&body.level).map(|grade| grade.id())
}

/// A condition and all its sorts.
fn sorts(builder: &Builder<'_>, condition: &RecordId) -> BTreeSet<RecordId> {
    let mut found = BTreeSet::from([condition.clone()]);
    let mut open = vec![condition.clone()];
    while let Some(id) = open.pop() {
        for (record, body) in builder.referring::<Condition>(&id) {
            let is_sort = body.parent.as_ref().is_some_and(|parent| *parent.id() == id);
            if is_sort && found.insert(record.id.clone()) {
                open.push(record.id.clone());
            }
        }
    }
    found
}

/// What each recommends, for whom, and all that its issuer says of how strong it is and what it rests on.
pub fn rows(builder: &mut Builder<'_>, of: Option<&RecordId>) -> (Vec<RecordId>, Rows) {
    let members = about(builder, of);
    let rows = members
        .iter()
        .map(|(record, _)| builder.of(&record.id, |builder| row(builder, record)))
        .collect();
    let words = builder.context.words;
    let columns = [
        ("section-recommendation", 6),
        ("evidence-for-whom", 4),
        ("column-strength", 4),
        ("evidence-issued", 6),
    ];
    let columns = columns
        .map(|(title, width)| (words.say(title).to_owned(), width))
        .to_vec();
    let records = members.iter().map(|(record, _)| record.id.clone()).collect();
    (records, Rows { columns, rows })
}

fn row(builder: &mut Builder<'_>, record: &Record) -> Row {
    let words = builder.context.words;
    let graded = words.all(["fact-class", "fact-level-of-evidence", "fact-worded-as"]);
    let mut sections = kinds::sections(builder, record);
    let [said, whom, glance] =
        [Role::Statement, Role::Population, Role::Glance].map(|role| cells::of_role(&mut sections, role));
    let (mut strong, mut issued) = (Vec::new(), Vec::new());
    for block in glance {
        match block {
            Block::Facts { facts } => {
                let (of_strength, others) = facts
                    .into_iter()
                    .partition(|fact| graded.contains(&fact.label.as_str()));
                strong.push(Block::Facts { facts: of_strength });
                issued.push(Block::Facts { facts: others });
            }
            other => issued.push(other),
        }
    }
    Row::Record {
        name: titled(builder, record),
        cells: vec![said, whom, strong, issued],
    }
}
