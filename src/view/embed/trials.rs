//! Completed trials by therapy.

use std::collections::{BTreeMap, BTreeSet};

use super::{forms, group_row, named, tested, testing};
use crate::model::trial::Trial;
use crate::model::{Record, RecordId};
use crate::view::block::{Piece, Row, Table, under};
use crate::view::builder::Builder;
use crate::view::common::only;
use crate::view::kinds::{comparison, count, key_result};

/// Trials of a therapy and its forms, or all trials grouped by therapy.
pub fn trials_of(builder: &mut Builder<'_>, therapy: Option<&RecordId>) -> Table {
    let members = grouped(builder, therapy);
    table_of(builder, therapy, members)
}

/// All trials by what they tested, or those of them that are named.
pub fn trials_in(builder: &mut Builder<'_>, only: Option<&[RecordId]>) -> Table {
    let members = grouped_in(builder, only);
    table_of(builder, None, members)
}

/// All trials by what they tested, or those of them that are named; the oldest first.
pub fn grouped_in<'a>(builder: &Builder<'a>, only: Option<&[RecordId]>) -> Groups<'a> {
    let members = named(builder, only, |builder| {
        testing(builder, None, |trial: &Trial| &trial.arms)
    });
    in_groups(members.into_iter(), |trial| Some(tested(builder, &trial.arms)))
}

/// Trials of a therapy as such, without those of its forms.
pub fn trials_of_itself(builder: &mut Builder<'_>, therapy: &RecordId) -> Table {
    let members = among(builder, Some(&BTreeSet::from([therapy.clone()])));
    table_of(builder, Some(therapy), members)
}

/// How many patients each row of that table is about; 0 where nobody says.
pub fn patients_of_itself(builder: &Builder<'_>, therapy: &RecordId) -> Vec<u64> {
    let members = among(builder, Some(&BTreeSet::from([therapy.clone()])));
    let trials = members.into_iter().flat_map(|(_, members)| members);
    let sizes = trials.map(|(_, trial)| trial.sample_size.as_ref().map_or(0, |size| size.value()));
    sizes.collect()
}

fn table_of(builder: &mut Builder<'_>, therapy: Option<&RecordId>, groups: Groups<'_>) -> Table {
    let words = builder.context.words;
    let mut rows = Vec::new();
    for (group, members) in groups {
        rows.extend(group.as_deref().map(group_row));
        let of_trial =
            |(record, trial): (&Record, &Trial)| builder.of(&record.id, |builder| row(builder, record, trial));
        rows.extend(members.into_iter().map(of_trial));
    }
    Table {
        caption: match therapy {
            Some(therapy) => words.with("trials-of", &[("name", (&builder.name(therapy)).into())]),
            None => words.say("trials-by-therapy").to_owned(),
        },
        head: under(
            words.say("column-tried"),
            words.all([
                "column-trial",
                "column-year",
                "column-comparison",
                "column-patients",
                "column-result",
            ]),
        ),
        rows,
        noted: false,
    }
}

/// Trials of a therapy and its forms in one group without a name, or all trials by what they tested; the oldest first.
pub fn grouped<'a>(builder: &Builder<'a>, therapy: Option<&RecordId>) -> Groups<'a> {
    let wanted = therapy.map(|t| forms(builder, t));
    among(builder, wanted.as_ref())
}

fn among<'a>(builder: &Builder<'a>, wanted: Option<&BTreeSet<RecordId>>) -> Groups<'a> {
    let members = testing::<Trial>(builder, wanted, |trial| &trial.arms);
    in_groups(members.into_iter(), |trial| {
        wanted.is_none().then(|| tested(builder, &trial.arms))
    })
}

fn in_groups<'a>(members: impl Iterator<Item = Member<'a>>, group: impl Fn(&Trial) -> Option<String>) -> Groups<'a> {
    let mut groups: BTreeMap<Option<String>, Vec<Member<'a>>> = BTreeMap::new();
    for (record, trial) in members {
        groups.entry(group(trial)).or_default().push((record, trial));
    }
    for members in groups.values_mut() {
        members.sort_by_key(|(record, trial)| (trial.year.clone(), record.id.clone()));
    }
    groups.into_iter().collect()
}

/// Trials, each group under its name where it has one.
type Groups<'a> = Vec<(Option<String>, Vec<Member<'a>>)>;

/// A trial, and its record.
pub type Member<'a> = (&'a Record, &'a Trial);

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
