//! Holds what a record rests on against what was there when it was read.

use std::collections::{BTreeMap, BTreeSet};

use super::chain::Chain;
use super::look::{Looks, REFERS};
use super::{Change, Difference, Reason};
use crate::ground::lock::{Lock, ReviewSeal, minus};
use crate::index::Index;
use crate::model::{Kind, RecordId, Target};

/// What has changed since a review, nearest first; each fault once.
pub fn reasons(
    index: &Index,
    chain: &Chain,
    looks: &mut Looks<'_>,
    lock: &Lock,
    id: &RecordId,
    seal: &ReviewSeal,
) -> Vec<Reason> {
    let now = chain.of(id);
    let mut saw: BTreeMap<RecordId, Seen<'_>> = BTreeMap::new();
    for entry in &seal.saw {
        let (name, digest) = entry.rsplit_once(' ').unwrap_or((entry, ""));
        let Some(old) = named(name) else { continue };
        let record = match index.renamed(&old) {
            Some(new) if !looks.exists(&old) => new.clone(),
            _ => old.clone(),
        };
        let formerly = (record != old).then_some(old);
        let said = lock.seen.get(entry).map(Vec::as_slice);
        saw.insert(record, Seen { digest, said, formerly });
    }

    let mut reasons = Vec::new();
    let mut changed: BTreeSet<&RecordId> = BTreeSet::new();
    for (record, seen) in &saw {
        let reason = |change| Reason {
            record: record.clone(),
            path: match now.contains_key(record) {
                true => Chain::way(&now, record),
                false => vec![id.clone(), record.clone()],
            },
            formerly: seen.formerly.clone(),
            change,
        };
        if !looks.exists(record) {
            changed.insert(record);
            reasons.push(reason(Change::Gone));
        } else if now.contains_key(record)
            && looks.is_readable(record)
            && let Some(differences) = seen.differences(index, looks, record)
        {
            changed.insert(record);
            reasons.push(reason(Change::Says(differences)));
        }
    }
    if !changed.contains(id) && seal.wording != looks.wording(id) {
        reasons.push(Reason {
            record: id.clone(),
            path: vec![id.clone()],
            formerly: None,
            change: Change::Worded,
        });
    }
    // What a record rests on changes with what it says. It needs saying only where nothing else explains it.
    let new = now.iter().filter(|(record, _)| !saw.contains_key(*record));
    for (record, from) in new {
        let explained = from
            .as_ref()
            .is_none_or(|from| changed.contains(from) || !saw.contains_key(from));
        if !explained {
            reasons.push(Reason {
                record: record.clone(),
                path: Chain::way(&now, record),
                formerly: None,
                change: Change::New,
            });
        }
    }
    if reasons.is_empty() {
        let left = saw.keys().filter(|record| !now.contains_key(*record));
        reasons.extend(left.map(|record| Reason {
            record: record.clone(),
            path: vec![id.clone(), record.clone()],
            formerly: None,
            change: Change::Left,
        }));
    }
    reasons.sort_by_key(|reason| (reason.path.len(), reason.record.clone()));
    reasons
}

/// A record by its name in the lock. Citation keys need not be ids.
fn named(name: &str) -> Option<RecordId> {
    let (kind, id) = name.split_once(':')?;
    Some(RecordId {
        kind: Kind::from_name(kind)?,
        id: id.to_owned(),
    })
}

/// What the lock has of a record that was read.
struct Seen<'l> {
    digest: &'l str,
    said: Option<&'l [String]>,
    formerly: Option<RecordId>,
}

impl Seen<'_> {
    /// How what a record says differs from what was read; nothing where it does not.
    fn differences(&self, index: &Index, looks: &mut Looks<'_>, record: &RecordId) -> Option<Vec<Difference>> {
        let now = looks.of(record);
        if now.digest == self.digest {
            return None;
        }
        let Some(said) = self.said else {
            return Some(Vec::new());
        };
        // A new name for what was read before is no change.
        let said: Vec<String> = said.iter().map(|item| renamed(index, item)).collect();
        let (mut lost, mut gained) = (minus(&said, &now.said), minus(&now.said, &said));
        let mut differences = Vec::new();
        lost.retain(|item| {
            let same_field = |other: &String| field(other).is_some() && field(other) == field(item);
            let Some(at) = gained.iter().position(same_field) else {
                return true;
            };
            differences.push(Difference {
                reviewed: Some(item.clone()),
                now: Some(gained.remove(at)),
            });
            false
        });
        differences.extend(lost.into_iter().map(|item| Difference {
            reviewed: Some(item),
            now: None,
        }));
        differences.extend(gained.into_iter().map(|item| Difference {
            reviewed: None,
            now: Some(item),
        }));
        if differences.is_empty() {
            // The same in another order: an arm's value may now be the other arm's. New names sort otherwise, too.
            let values = |items: &[String]| -> Vec<String> {
                items.iter().filter(|item| !item.contains(REFERS)).cloned().collect()
            };
            let pairs = values(&said).into_iter().zip(values(&now.said));
            differences.extend(
                pairs
                    .filter(|(reviewed, now)| reviewed != now)
                    .map(|(reviewed, now)| Difference {
                        reviewed: Some(reviewed),
                        now: Some(now),
                    }),
            );
            if differences.is_empty() {
                return None;
            }
        }
        Some(differences)
    }
}

/// What a value is the value of.
fn field(item: &str) -> Option<&str> {
    item.find(['=', '<', '>', '≤', '≥']).map(|at| &item[..at])
}

/// A reference by the name that its record has now.
fn renamed(index: &Index, item: &str) -> String {
    let target = item
        .split_once(REFERS)
        .and_then(|(at, name)| Some((at, Target::parse(name).ok()?)));
    match target {
        Some((at, mut target)) => {
            if let Some(new) = index.renamed(&target.record) {
                target.record = new.clone();
            }
            format!("{at}{REFERS}{target}")
        }
        None => item.to_owned(),
    }
}
