//! Ongoing studies in groups.

use std::collections::{BTreeMap, BTreeSet};

use super::{forms, group_row, named, tested, testing};
use crate::index::embed::{Grouping, Studies};
use crate::model::study::Study;
use crate::model::{Record, RecordId};
use crate::view::block::{Column, Piece, Row, Table, under};
use crate::view::builder::{Builder, separated};
use crate::view::common::only;
use crate::view::kinds::{comparison, status_words};
use crate::view::said::Said;
use crate::words::Words;

/// The studies that a block asks for.
pub fn table(builder: &mut Builder<'_>, request: &Studies) -> Table {
    let therapy = request.therapy.as_ref().map(|t| t.id());
    studies_by(builder, therapy, request.by)
}

/// Studies of a therapy as such, without those of its forms.
pub fn studies_of_itself(builder: &mut Builder<'_>, therapy: &RecordId) -> Table {
    let wanted = BTreeSet::from([therapy.clone()]);
    studies_among(builder, Some(therapy), Some(&wanted), Grouping::Intervention)
}

/// Studies of a therapy and its forms.
pub fn studies_of(builder: &mut Builder<'_>, therapy: Option<&RecordId>) -> Table {
    studies_by(builder, therapy, Grouping::Intervention)
}

pub fn studies_by(builder: &mut Builder<'_>, therapy: Option<&RecordId>, by: Grouping) -> Table {
    let wanted = therapy.map(|t| forms(builder, t));
    studies_among(builder, therapy, wanted.as_ref(), by)
}

fn studies_among(
    builder: &mut Builder<'_>,
    therapy: Option<&RecordId>,
    wanted: Option<&BTreeSet<RecordId>>,
    by: Grouping,
) -> Table {
    let members = testing::<Study>(builder, wanted, |study| &study.arms);
    table_of(builder, therapy, members, by)
}

/// All studies by what they test, or those of them that are named.
pub fn studies_in(builder: &mut Builder<'_>, only: Option<&[RecordId]>) -> Table {
    let members = named(builder, only, |builder| {
        testing(builder, None, |study: &Study| &study.arms)
    });
    table_of(builder, None, members, Grouping::Intervention)
}

/// All studies with what they test.
pub fn tested_in_studies<'a>(builder: &Builder<'a>) -> Vec<(String, &'a Record, &'a Study)> {
    let all = testing(builder, None, |study: &Study| &study.arms).into_iter();
    all.map(|(record, study)| (tested(builder, &study.arms), record, study))
        .collect()
}

fn table_of(
    builder: &mut Builder<'_>,
    therapy: Option<&RecordId>,
    members: Vec<(&Record, &Study)>,
    by: Grouping,
) -> Table {
    let words = builder.context.words;
    let mut groups: BTreeMap<(usize, String), Vec<(&Record, &Study)>> = BTreeMap::new();
    for (record, study) in members {
        let group = match (by, therapy) {
            (Grouping::Intervention, Some(_)) => (0, String::new()),
            (Grouping::Intervention, None) => (0, tested(builder, &study.arms)),
            (Grouping::Condition, _) => (0, conditions_of(builder, study)),
            (Grouping::Status, _) => (study.status as usize, status_words(words, study.status)),
        };
        groups.entry(group).or_default().push((record, study));
    }
    let mut rows = Vec::new();
    for ((_, group), members) in groups {
        if !group.is_empty() {
            rows.push(group_row(&group));
        }
        rows.extend(
            members
                .into_iter()
                .map(|(record, study)| builder.of(&record.id, |builder| study_row(builder, record, study))),
        );
    }
    Table {
        caption: match therapy {
            Some(therapy) => words.with("studies-of-under-way", &[("name", (&builder.name(therapy)).into())]),
            None => words.say("studies-under-way").to_owned(),
        },
        head: studies_head(words, by),
        rows,
        noted: false,
    }
    .without_empty_columns()
}

fn studies_head(words: &Words, by: Grouping) -> Vec<Column> {
    let groups = match by {
        Grouping::Intervention => "column-under-study",
        Grouping::Condition => "column-patients-with",
        Grouping::Status => "column-status",
    };
    let mut head = under(
        words.say(groups),
        words.all([
            "column-study",
            "column-patients-with",
            "column-comparison",
            "column-size",
            "column-primary-endpoint",
            "column-status",
        ]),
    );
    for column in [1, 5] {
        head[column].is_choice = true;
    }
    head
}

fn conditions_of(builder: &Builder<'_>, study: &Study) -> String {
    let conditions = study.population.iter().flat_map(|p| &p.conditions);
    let names: Vec<String> = conditions.map(|c| builder.name(c.id())).collect();
    if names.is_empty() {
        builder.context.words.say("group-not-stated").to_owned()
    } else {
        names.join(", ")
    }
}

fn study_row(builder: &mut Builder<'_>, record: &Record, study: &Study) -> Row {
    let words = builder.context.words;
    let mut name = only(builder.link(&record.id));
    if let Some(number) = &study.registry {
        name.extend([Piece::Break, Piece::muted(number.as_str())]);
    }
    let conditions = study.population.iter().flat_map(|p| &p.conditions);
    let conditions = builder.links(conditions.map(|c| c.target()));
    let endpoints = study.endpoints.iter().filter(|e| e.primary).map(|endpoint| {
        let time = endpoint
            .time
            .as_ref()
            .map(|t| format!(", {}", t.said(words)))
            .unwrap_or_default();
        vec![Piece::text(format!("{}{time}", endpoint.name))]
    });
    let mut status = status_words(words, study.status);
    if let Some(day) = &study.as_of {
        let day = day.to_string();
        let about = [("status", (&status).into()), ("day", (&day).into())];
        status = words.with("stands-of-day", &about);
    }
    Row {
        cells: vec![
            name,
            conditions,
            comparison(builder, &study.arms),
            match &study.sample_size {
                Some(size) => vec![builder.sourced(size, record.source_of("sample_size"))],
                None => vec![Piece::muted(words.say("not-stated"))],
            },
            separated(endpoints, "; "),
            vec![builder.sourced(status, record.source_of("status"))],
        ],
        ..Row::default()
    }
}
