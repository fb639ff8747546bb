//! Ongoing studies in groups.

use std::collections::BTreeMap;

use super::{forms, group_row, tested, testing};
use crate::index::embed::{Grouping, Studies};
use crate::model::study::Study;
use crate::model::{Record, RecordId};
use crate::view::block::{Column, Piece, Row, Table};
use crate::view::builder::{Builder, separated};
use crate::view::common::only;
use crate::view::kinds::{comparison, status_words};

/// The studies that a block asks for.
pub fn table(builder: &mut Builder<'_>, request: &Studies) -> Table {
    let therapy = request.therapy.as_ref().map(|t| t.id());
    studies_by(builder, therapy, request.by)
}

/// Studies of a therapy and its forms.
pub fn studies_of(builder: &mut Builder<'_>, therapy: Option<&RecordId>) -> Table {
    studies_by(builder, therapy, Grouping::Intervention)
}

pub fn studies_by(builder: &mut Builder<'_>, therapy: Option<&RecordId>, by: Grouping) -> Table {
    let wanted = therapy.map(|t| forms(builder, t));
    let mut groups: BTreeMap<(usize, String), Vec<(&Record, &Study)>> = BTreeMap::new();
    for (record, study) in testing::<Study>(builder, wanted.as_ref(), |study| &study.arms) {
        let group = match (by, &wanted) {
            (Grouping::Intervention, Some(_)) => (0, String::new()),
            (Grouping::Intervention, None) => (0, tested(builder, &study.arms)),
            (Grouping::Condition, _) => (0, conditions_of(builder, study)),
            (Grouping::Status, _) => (study.status as usize, status_words(study.status).to_owned()),
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
            Some(therapy) => format!("Studies of {} under way", builder.name(therapy)),
            None => "Studies under way".to_owned(),
        },
        head: vec![
            Column::from("Study"),
            Column::choice("Patients with"),
            Column::from("Comparison"),
            Column::from("Size"),
            Column::from("Primary endpoint"),
            Column::choice("Status"),
        ],
        rows,
        noted: false,
    }
    .without_empty_columns()
}

fn conditions_of(builder: &Builder<'_>, study: &Study) -> String {
    let conditions = study.population.iter().flat_map(|p| &p.conditions);
    let names: Vec<String> = conditions.map(|c| builder.name(c.id())).collect();
    if names.is_empty() {
        "Not stated".to_owned()
    } else {
        names.join(", ")
    }
}

fn study_row(builder: &mut Builder<'_>, record: &Record, study: &Study) -> Row {
    let mut name = only(builder.link(&record.id));
    if let Some(number) = &study.registry {
        name.extend([Piece::Break, Piece::muted(number.as_str())]);
    }
    let conditions = study.population.iter().flat_map(|p| &p.conditions);
    let conditions = builder.links(conditions.map(|c| c.target()));
    let endpoints = study.endpoints.iter().filter(|e| e.primary).map(|endpoint| {
        let time = endpoint.time.as_ref().map(|t| format!(", {t}")).unwrap_or_default();
        vec![Piece::text(format!("{}{time}", endpoint.name))]
    });
    let as_of = study.as_of.as_ref().map(|d| format!(" ({d})")).unwrap_or_default();
    Row {
        cells: vec![
            name,
            conditions,
            comparison(builder, &study.arms),
            match &study.sample_size {
                Some(size) => vec![builder.sourced(size, record.source_of("sample_size"))],
                None => vec![Piece::muted("not stated")],
            },
            separated(endpoints, "; "),
            vec![builder.sourced(
                format!("{}{as_of}", status_words(study.status)),
                record.source_of("status"),
            )],
        ],
        ..Row::default()
    }
}
