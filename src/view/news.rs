//! What is dated in a handbook, newest first: reviews, withdrawals, notices about works, and where studies stand.
//!
//! A handbook keeps no diary of its edits, and pages know no clock. What it knows of days stands in its records, so that
//! the same content always gives the same list.

use super::kinds::status_words;
use super::said::named;
use super::{Context, address, record_path, work_path};
use crate::model::study::Study;
use crate::model::text::Date;
use crate::model::{Kind, Record};

/// So many are enough for who looks now and then.
const MOST: usize = 100;

/// Something that happened on a day.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Dated {
    /// `2031-05-02`; of a month or a year the first day, for it was not before.
    pub day: String,
    /// The address of the page.
    pub url: String,
    /// What tells it from all others of the page: the sort of thing, and the day.
    pub id: String,
    pub title: String,
}

/// What there is, newest first; nothing where the handbook has no address, for then nothing can be linked.
pub fn all(context: &Context<'_>) -> Vec<Dated> {
    let ask = context.ask;
    let Some(site) = ask.book().site() else {
        return Vec::new();
    };
    let mut found: Vec<Dated> = Vec::new();
    let kinds = Kind::ALL.iter().filter(|kind| !kind.is_work());
    for record in kinds.flat_map(|kind| ask.records(*kind)) {
        of_record(context, &site, record, &mut found);
    }
    for key in ask.bibliography().works.keys() {
        let name = ask.work_name(key).unwrap_or_else(|| key.clone());
        for notice in ask.notices(key).iter().filter(|notice| notice.weight().is_some()) {
            let Some(day) = notice.on.as_deref().and_then(first_day) else {
                continue;
            };
            let kind = notice.kind.replace('_', "-");
            let what = named(context.words, "notice", &kind);
            let about = [("name", (&name).into()), ("notice", (&what).into())];
            found.push(Dated {
                url: address(&site, &work_path(key)),
                id: format!("{kind}-{day}"),
                title: context.words.with("news-notice", &about),
                day,
            });
        }
    }
    found.sort_by(|a, b| b.day.cmp(&a.day).then_with(|| a.cmp(b)));
    found.dedup();
    found.truncate(MOST);
    found
}

fn of_record(context: &Context<'_>, site: &str, record: &Record, found: &mut Vec<Dated>) {
    let words = context.words;
    let url = address(site, &record_path(&record.id));
    let name = ("name", record.name().into());
    let mut add = |sort: &str, day: Option<&Date>, title: String| {
        if let Some(day) = day.and_then(|day| first_day(day.as_str())) {
            found.push(Dated {
                id: format!("{sort}-{day}"),
                day,
                url: url.clone(),
                title,
            });
        }
    };
    if let Some(review) = &record.common.review {
        let who = ("who", review.reviewed_by.as_str().into());
        add(
            "reviewed",
            Some(&review.reviewed_on),
            words.with("news-reviewed", &[name, who]),
        );
    }
    if let Some(withdrawn) = &record.common.withdrawn {
        add(
            "withdrawn",
            withdrawn.on.as_ref(),
            words.with("news-withdrawn", &[name]),
        );
    }
    if let Some(study) = record.as_kind::<Study>() {
        let status = status_words(words, study.status);
        let title = words.with("news-status", &[name, ("status", (&status).into())]);
        add("status", study.as_of.as_ref(), title);
    }
}

/// The first day that a date may mean.
fn first_day(date: &str) -> Option<String> {
    let day = match date.len() {
        4 => format!("{date}-01-01"),
        7 => format!("{date}-01"),
        _ => date.to_owned(),
    };
    day.parse::<jiff::civil::Date>().ok().map(|day| day.to_string())
}
