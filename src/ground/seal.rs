//! Holds the claims of a handbook against the papers, and seals what was found.

use std::collections::BTreeSet;

use super::claim::Claim;
use super::library::Library;
use super::lock::{How, Lock, Seal};
use super::names::Names;
use crate::model::Corpus;

/// A claim that cannot be sealed by machine, and why.
#[derive(Debug, Clone)]
pub struct Open {
    pub claim: Claim,
    pub reasons: Vec<String>,
}

/// What came of grounding a handbook.
#[derive(Debug, Default)]
pub struct Grounded {
    pub lock: Lock,
    /// Seals that held and were left as they are.
    pub kept: usize,
    /// Claims sealed anew.
    pub sealed: usize,
    /// Seals whose claims are gone; they are dropped.
    pub dropped: Vec<String>,
    pub open: Vec<Open>,
}

/// An acceptance of a claim that no machine has found.
#[derive(Debug, Clone)]
pub struct Acceptance {
    pub claim: String,
    pub because: String,
    pub by: Option<String>,
}

/// Holds every claim against the papers. Seals that still hold are left as they are; a claim that lost a value, or changed a
/// reference or a decisive word since it was sealed, stays open until someone accepts it.
pub fn ground(
    corpus: &Corpus,
    claims: &[Claim],
    library: &mut Library,
    old: &Lock,
    accept: Option<&Acceptance>,
) -> Grounded {
    library.learn(claims);
    let names = Names::new(corpus);
    let readable = library.opened(corpus, &names);
    let moved = Moved::new(old, claims);

    let mut done = Grounded::default();
    // Grounding makes no review, and forgets none.
    done.lock.reviews.clone_from(&old.reviews);
    done.lock.seen.clone_from(&old.seen);
    library.progress.begin(claims.len());
    for claim in claims {
        library.progress.advance();
        let name = claim.name();
        let sealed = old.seals.get(&name).or_else(|| moved.seal(claim));
        if let Some(acceptance) = accept.filter(|a| a.claim == name) {
            // A change of what was found may well be found too, and the acceptance then only says why it changed. What
            // nobody has found so far is accepted and no more, as where a table was matched by order only.
            let was_found = sealed.is_some_and(|seal| seal.how != How::Accepted);
            let found = was_found.then(|| readable.verify(claim).ok()).flatten();
            let mut seal = found.unwrap_or_else(|| Seal::of(claim, How::Accepted));
            seal.because = Some(acceptance.because.clone());
            seal.by.clone_from(&acceptance.by);
            done.lock.seals.insert(name, seal);
            done.sealed += 1;
            continue;
        }
        // What no list had may be in one that has come since.
        let stands = |seal: &&Seal| seal.holds(claim) && seal.how != How::Unlisted && library.is_current(seal);
        if let Some(seal) = sealed.filter(stands) {
            done.lock.seals.insert(name, seal.clone());
            done.kept += 1;
            continue;
        }
        let changed = sealed
            .filter(|seal| !seal.keeps(claim))
            .map(|seal| seal.differences(claim));
        // An entry that a list had must not become one that no list has in silence.
        let was_found = sealed.is_some_and(|seal| seal.how == How::Found);
        let verified = match readable.verify(claim) {
            Ok(seal) if was_found && seal.how == How::Unlisted => {
                Err(vec!["no list of references prints it any more".to_owned()])
            }
            verified => verified,
        };
        match verified {
            Ok(seal) if changed.is_none() => {
                let again = sealed == Some(&seal);
                done.kept += usize::from(again);
                done.sealed += usize::from(!again);
                done.lock.seals.insert(name, seal);
            }
            found => {
                let mut reasons = found.err().unwrap_or_default();
                reasons.extend(
                    changed
                        .into_iter()
                        .flatten()
                        .map(|d| format!("changed since it was sealed: {d}")),
                );
                // What was sealed stays sealed, so that `check` keeps saying what is wrong.
                done.lock.seals.extend(sealed.map(|seal| (name, seal.clone())));
                done.open.push(Open {
                    claim: claim.clone(),
                    reasons,
                });
            }
        }
    }
    let gone = old.seals.keys().filter(|name| !done.lock.seals.contains_key(*name));
    done.dropped = gone.cloned().collect();
    done
}

/// Seals whose claims are not where they were, by what they say: a claim that moved needs no new reading.
struct Moved<'a> {
    homeless: Vec<&'a Seal>,
}

impl<'a> Moved<'a> {
    fn new(old: &'a Lock, claims: &[Claim]) -> Self {
        let names: BTreeSet<String> = claims.iter().map(Claim::name).collect();
        let homeless = old.seals.iter().filter(|(name, _)| !names.contains(*name));
        Self {
            homeless: homeless.map(|(_, seal)| seal).collect(),
        }
    }

    fn seal(&self, claim: &Claim) -> Option<&'a Seal> {
        self.homeless.iter().copied().find(|seal| seal.holds(claim))
    }
}
