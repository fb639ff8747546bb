//! What speaks against relying on a work or a study: its retraction, the concern of its journal, and who paid for it.

use std::collections::BTreeSet;

use super::{Standing, Whole};
use crate::model::reference::CiteKey;
use crate::model::therapy::Therapy;
use crate::model::trial::Funding;
use crate::model::work::Work;
use crate::model::{Body, Kind, Record, RecordId};
use crate::read::retractions::{Notice, Weight};

/// The notices about a work.
pub fn notices<'a>(whole: Whole<'a>, key: &str) -> &'a [Notice] {
    let of_work = || {
        let doi = whole.corpus.bibliography.works.get(key)?.doi()?;
        whole.corpus.retractions.works.get(&doi)
    };
    // Most handbooks have no list at all.
    match whole.corpus.retractions.works.is_empty() {
        true => &[],
        false => of_work().map_or(&[], Vec::as_slice),
    }
}

/// What the handbook notes of a work beyond its entry.
fn notes<'a>(whole: Whole<'a>, key: &str) -> Option<&'a Work> {
    let id = RecordId {
        kind: Kind::Work,
        id: key.to_owned(),
    };
    whole.corpus.get(&id)?.as_kind()
}

/// What speaks against a work, by the handbook's notes on it or the list of notices.
pub fn work_standing(whole: Whole<'_>, key: &str) -> Option<Standing> {
    let noted = notes(whole, key).and_then(|work| match (&work.retracted, &work.concern) {
        (Some(_), _) => Some(Standing::Retracted),
        (None, Some(_)) => Some(Standing::Doubted),
        (None, None) => None,
    });
    let listed = notices(whole, key).iter().filter_map(|notice| match notice.weight()? {
        Weight::Retracted => Some(Standing::Retracted),
        Weight::Concern => Some(Standing::Doubted),
        Weight::Corrected => None,
    });
    noted.into_iter().chain(listed).min()
}

/// Whether a work has been corrected, by the handbook's notes on it or the list of notices. It may be relied on with its
/// correction.
pub fn is_corrected(whole: Whole<'_>, key: &str) -> bool {
    let noted = notes(whole, key).is_some_and(|work| !work.corrected_by.is_empty());
    let listed = |notice: &Notice| notice.weight() == Some(Weight::Corrected);
    noted || notices(whole, key).iter().any(listed)
}

/// What speaks against the report in which a trial or analysis was published.
pub fn report_standing(whole: Whole<'_>, record: &Record) -> Option<Standing> {
    work_standing(whole, report(record)?.as_str())
}

/// The report in which a trial or analysis was published.
fn report(record: &Record) -> Option<&CiteKey> {
    match &record.body {
        Body::Trial(trial) => trial.reference.as_ref(),
        Body::Analysis(analysis) => analysis.reference.as_ref(),
        _ => None,
    }
}

/// Who paid for a work, as the notes on it say.
pub fn payers_of_work<'a>(whole: Whole<'a>, key: &str) -> Vec<&'a str> {
    let funding = notes(whole, key).and_then(|work| work.funding.as_ref());
    funding.into_iter().flat_map(payers).collect()
}

/// Those who paid for a trial or analysis, or for its reports, and make something that it studies.
pub fn paying_makers<'a>(whole: Whole<'a>, id: &RecordId) -> Vec<&'a str> {
    let Some(record) = whole.corpus.get(id) else {
        return Vec::new();
    };
    let (arms, funding, reports) = match &record.body {
        Body::Trial(trial) => (&trial.arms, &trial.funding, &trial.reports),
        Body::Analysis(analysis) => (&analysis.arms, &analysis.funding, &analysis.reports),
        _ => return Vec::new(),
    };
    let works = report(record).into_iter().chain(reports);
    let mut paid: Vec<&str> = funding.iter().flat_map(payers).collect();
    paid.extend(works.flat_map(|key| payers_of_work(whole, key.as_str())));
    if paid.is_empty() {
        return paid;
    }
    let therapies = arms.iter().flat_map(|arm| &arm.therapies).map(|therapy| therapy.id());
    let makers = makers(whole, therapies);
    let mut seen = BTreeSet::new();
    paid.retain(|payer| makers.iter().any(|maker| is_of(payer, maker)) && seen.insert(*payer));
    paid
}

fn payers(funding: &Funding) -> impl Iterator<Item = &str> {
    funding.by.iter().map(|payer| payer.as_str())
}

/// Who makes these therapies, what they are forms of, and what they are made up of.
fn makers<'a>(whole: Whole<'a>, therapies: impl Iterator<Item = &'a RecordId>) -> BTreeSet<&'a str> {
    let mut open: Vec<&RecordId> = therapies.collect();
    let (mut seen, mut makers) = (BTreeSet::new(), BTreeSet::new());
    while let Some(id) = open.pop() {
        let therapy = whole.corpus.get(id).and_then(|record| record.as_kind::<Therapy>());
        let Some(therapy) = therapy.filter(|_| seen.insert(id)) else {
            continue;
        };
        makers.extend(therapy.makers.iter().map(|maker| maker.as_str()));
        open.extend(therapy.parent.iter().chain(&therapy.components).map(|other| other.id()));
    }
    makers
}

/// Whether a payer is this maker: its name has all words of the maker's, side by side. "Sample Devices (Europe) Ltd" is
/// "Sample Devices", and "Sample" alone is not.
fn is_of(payer: &str, maker: &str) -> bool {
    let words = |name: &str| -> Vec<String> {
        let words = name.split(|c: char| !c.is_alphanumeric());
        words.filter(|word| !word.is_empty()).map(str::to_lowercase).collect()
    };
    let (payer, maker) = (words(payer), words(maker));
    !maker.is_empty() && payer.windows(maker.len()).any(|run| run == maker)
}
