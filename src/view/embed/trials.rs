//! Completed trials by therapy.

use std::collections::{BTreeMap, BTreeSet};

use super::{forms, group_row, tested, testing};
use crate::model::trial::Trial;
use crate::model::{Record, RecordId};
use crate::view::block::{Piece, Row, Table, columns};
use crate::view::builder::Builder;
use crate::view::common::only;
use crate::view::kinds::{comparison, count, key_result};

/// Trials of a therapy and its forms, or all trials grouped by therapy.
pub fn trials_of(builder: &mut Builder<'_>, therapy: Option<&RecordId>) -> Table {
    let wanted = therapy.map(|t| forms(builder, t));
    trials_among(builder, therapy, wanted.as_ref())
}

/// Trials of a therapy as such, without those of its forms.
pub fn trials_of_itself(builder: &mut Builder<'_>, therapy: &RecordId) -> Table {
    trials_among(builder, Some(therapy), Some(&BTreeSet::from([therapy.clone()])))
}

fn trials_among(builder: &mut Builder<'_>, therapy: Option<&RecordId>, wanted: Option<&BTreeSet<RecordId>>) -> Table {
    let words = builder.context.words;
    let mut groups: BTreeMap<String, Vec<(&Record, &Trial)>> = BTreeMap::new();
    for (record, trial) in testing::<Trial>(builder, wanted, |trial| &trial.arms) {
        let group = match wanted {
            Some(_) => String::new(),
            None => tested(builder, &trial.arms),
        };
        groups.entry(group).or_default().push((record, trial));
    }
    let mut rows = Vec::new();
    for (group, mut members) in groups {
        members.sort_by_key(|(record, trial)| (trial.year.clone(), record.id.clone()));
        if wanted.is_none() {
            rows.push(group_row(&group));
        }
        let of_trial =
            |(record, trial): (&Record, &Trial)| builder.of(&record.id, |builder| row(builder, record, trial));
        rows.extend(members.into_iter().map(of_trial));
    }
    Table {
        caption: match therapy {
            Some(therapy) => words.with("trials-of", &[("name", (&builder.name(therapy)).into())]),
            None => words.say("trials-by-therapy").to_owned(),
        },
        head: columns(words.all([
            "column-trial",
            "column-year",
            "column-comparison",
            "column-patients",
            "column-result",
        ])),
        rows,
        noted: false,
    }
}

fn row(builder: &mut Builder<'_>, record: &Record, trial: &Trial) -> Row {
    Row {
        cells: vec![
            only(builder.link(&record.id)),
            trial.year.iter().map(|y| Piece::text(y.as_str())).collect(),
            comparison(builder, &trial.arms),
            count(builder, trial.sample_size.as_ref(), record.source_of("sample_size")),
            key_result(builder, record),
        ],
        ..Row::default()
    }
}
