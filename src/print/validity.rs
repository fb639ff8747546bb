//! Up to when a sheet may be trusted, and why it may not.

use std::collections::BTreeSet;

use jiff::civil::Date;
use serde::Serialize;

use crate::ask::{Ask, Whole};
use crate::ground::review::Chain;
use crate::model::text::Date as Stated;
use crate::model::{Record, RecordId};

/// What records rest on, worked out once for all sheets.
#[derive(Debug)]
pub struct Rests(Chain);

impl Rests {
    pub fn new(whole: Whole<'_>) -> Self {
        Self(Chain::new(whole.index))
    }

    /// A record, and then all that it rests on.
    pub fn below(&self, id: &RecordId) -> Vec<RecordId> {
        let mut below: Vec<RecordId> = self.0.of(id).into_keys().collect();
        below.sort_by_key(|other| other != id);
        below
    }
}

/// What a sheet says of itself.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Validity {
    /// The last day on which it may be used.
    pub until: Option<String>,
    /// Why it must not be used.
    #[serde(skip)]
    pub reasons: Vec<String>,
}

/// Judges the sheet of a record on a day.
pub fn of(whole: Whole<'_>, rests: &Rests, id: &RecordId, as_of: Date) -> Validity {
    of_all(whole, rests, std::slice::from_ref(id), as_of)
}

/// Judges a sheet of several records on a day: it may be used no longer than each of them.
pub fn of_all(whole: Whole<'_>, rests: &Rests, ids: &[RecordId], as_of: Date) -> Validity {
    let ask = Ask::unnoted(whole);
    let mut reasons = Vec::new();
    let mut leaning = BTreeSet::new();
    for id in ids {
        let (suspect, leans_on) = ask.suspicion(id);
        if let Some(suspect) = suspect {
            let since = suspect.reasons.iter().map(|reason| reason.words());
            let since = since.collect::<Vec<_>>().join("; ");
            let (by, on) = (&suspect.by, &suspect.on);
            reasons.push(format!("`{id}` has changed since {by} read it on {on}: {since}"));
        }
        leaning.extend(leans_on.into_iter().flatten());
    }
    // What is on the sheet itself has been said.
    for below in leaning
        .into_iter()
        .filter(|below| ids.len() == 1 || !ids.contains(below))
    {
        reasons.push(format!(
            "it rests on `{below}`, which has changed since it was reviewed"
        ));
    }
    let mut days = Vec::new();
    let mut seen = BTreeSet::new();
    for below in ids.iter().flat_map(|id| rests.below(id)) {
        if !seen.insert(below.clone()) {
            continue;
        }
        if let Some(next) = ask.record(&below).and_then(|record| next_review(record)) {
            let day = next.last_day();
            days.push(day);
            if day < as_of {
                reasons.push(format!("the review of `{below}` was due by {next}"));
            }
        }
    }
    let dated = |id: &RecordId| ask.record(id).is_some_and(|record| next_review(record).is_some());
    let mut without: Vec<&RecordId> = ids.iter().filter(|id| !dated(id)).collect();
    match &ask.book().validity.sheets_until {
        Some(until) if !without.is_empty() => {
            let day = until.last_day();
            days.push(day);
            if day < as_of {
                let they = have_no_review(&without);
                reasons.push(format!(
                    "`sheets_until` of book.toml was {until}, and {they} that ends later"
                ));
            }
        }
        Some(_) => {}
        None => {
            without.retain(|id| !rests.below(id).iter().any(dated));
            if !without.is_empty() {
                let they = have_no_review(&without);
                reasons.push(format!(
                    "nothing says up to when it may be used: {they} with a next day, and book.toml has no \
                     `sheets_until` in [validity]"
                ));
            }
        }
    }
    Validity {
        until: days.into_iter().min().map(|day| day.to_string()),
        reasons,
    }
}

fn have_no_review(ids: &[&RecordId]) -> String {
    match ids {
        [id] => format!("`{id}` has no review"),
        ids => format!("{} of its records, such as `{}`, have no review", ids.len(), ids[0]),
    }
}

fn next_review(record: &Record) -> Option<&Stated> {
    record.common.review.as_ref()?.next_review.as_ref()
}
