//! Takes notices about works out of what Crossref says: those of works in the bibliography, and no others.

use std::collections::{BTreeMap, BTreeSet};

use crate::model::Corpus;
use crate::read::retractions::{self, Notice, Notices};

/// The list of notices as it is to be written.
#[derive(Debug)]
pub struct Taken {
    pub text: String,
    /// What was not in the list before: the citation key and the notice.
    pub added: Vec<(String, Notice)>,
    /// How many works the list has.
    pub works: usize,
    /// How many works of what was given the bibliography does not have.
    pub passed_over: usize,
}

/// Why nothing was taken.
#[derive(Debug, thiserror::Error)]
pub enum Refused {
    #[error("{0}")]
    NotJson(String),
    #[error("{}", .0.join("\n"))]
    Faulty(Vec<String>),
}

/// Adds the notices in `given`, in Crossref's form, to the handbook's own. Those that the handbook has stay: an answer may
/// be about a few works only.
///
/// # Errors
///
/// Where `given` is no JSON, or a work in it is not as Crossref gives works.
pub fn take(corpus: &Corpus, given: &str) -> Result<Taken, Refused> {
    let given = given.trim_start_matches('\u{feff}');
    let (given, faults) = retractions::read(given).map_err(|fault| Refused::NotJson(fault.why))?;
    if !faults.is_empty() {
        return Err(Refused::Faulty(faults));
    }
    let keys = keys_by_doi(corpus);
    let known = &corpus.retractions.works;
    let mut list: BTreeMap<String, BTreeSet<Notice>> = BTreeMap::new();
    let mut added = Vec::new();
    let mut passed_over = 0;
    for (doi, notices) in known.iter().filter(|(doi, _)| keys.contains_key(*doi)) {
        list.entry(doi.clone()).or_default().extend(notices.iter().cloned());
    }
    for (doi, notices) in given {
        let Some(key) = keys.get(&doi) else {
            passed_over += 1;
            continue;
        };
        // A new version says nothing against the one that was read.
        for notice in notices.into_iter().filter(|notice| notice.weight().is_some()) {
            let of_work = list.entry(doi.clone()).or_default();
            let is_there = of_work.iter().any(|n| (&n.doi, &n.kind) == (&notice.doi, &notice.kind));
            if !is_there {
                added.push(((*key).clone(), notice.clone()));
                of_work.insert(notice);
            }
        }
    }
    list.retain(|_, notices| !notices.is_empty());
    let list: Notices = list
        .into_iter()
        .map(|(doi, notices)| (doi, notices.into_iter().collect()))
        .collect();
    Ok(Taken {
        text: retractions::text(&list),
        added,
        works: list.len(),
        passed_over,
    })
}

fn keys_by_doi(corpus: &Corpus) -> BTreeMap<String, &String> {
    let works = corpus.bibliography.works.iter();
    works.filter_map(|(key, work)| Some((work.doi()?, key))).collect()
}
