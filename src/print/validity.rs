//! Up to when a sheet may be trusted, and why it may not.

use jiff::civil::Date;
use serde::Serialize;

use crate::ask::{Ask, Whole};
use crate::ground::review::Chain;
use crate::model::RecordId;

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
    let ask = Ask::unnoted(whole);
    let below = rests.below(id);
    let mut reasons = Vec::new();
    let (suspect, leaning) = ask.suspicion(id);
    if let Some(suspect) = suspect {
        let since = suspect.reasons.iter().map(|reason| reason.words());
        let since = since.collect::<Vec<_>>().join("; ");
        let (by, on) = (&suspect.by, &suspect.on);
        reasons.push(format!("`{id}` has changed since {by} read it on {on}: {since}"));
    }
    for below in leaning.into_iter().flatten() {
        reasons.push(format!(
            "it rests on `{below}`, which has changed since it was reviewed"
        ));
    }
    let mut days = Vec::new();
    for record in below.iter().filter_map(|id| ask.record(id)) {
        let next = record
            .common
            .review
            .as_ref()
            .and_then(|review| review.next_review.as_ref());
        if let Some(next) = next {
            let day = next.last_day();
            days.push(day);
            if day < as_of {
                reasons.push(format!("the review of `{}` was due by {next}", record.id));
            }
        }
    }
    let has_own = ask
        .record(id)
        .and_then(|record| record.common.review.as_ref()?.next_review.as_ref());
    if has_own.is_none() {
        match &ask.book().validity.sheets_until {
            Some(until) => {
                let day = until.last_day();
                days.push(day);
                if day < as_of {
                    reasons.push(format!(
                        "`sheets_until` of book.toml was {until}, and `{id}` has no review that ends later"
                    ));
                }
            }
            None if days.is_empty() => reasons.push(format!(
                "nothing says up to when it may be used: `{id}` has no review with a next day, and book.toml has no \
                 `sheets_until` in [validity]"
            )),
            None => {}
        }
    }
    Validity {
        until: days.into_iter().min().map(|day| day.to_string()),
        reasons,
    }
}
