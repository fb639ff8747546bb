//! Ongoing studies.

use crate::model::Record;
use crate::model::effect::Arm;
use crate::model::study::{Endpoint, Status, Study};
use crate::view::block::{Block, Piece, Rich, Row, Section, Table, columns};
use crate::view::builder::{Builder, facts, prose, separated, words};
use crate::view::common::{arm_name, section};

use super::evidence::{arms_table, count, funding, population, registry};

pub fn sections(builder: &mut Builder<'_>, record: &Record, study: &Study) -> Vec<Section> {
    let as_of = study
        .as_of
        .as_ref()
        .map(|d| format!(" (as of {d})"))
        .unwrap_or_default();
    let status = format!("{}{as_of}", status_words(study.status));
    let overview = vec![
        ("Status", vec![builder.sourced(status, record.source_of("status"))]),
        ("Registry", registry(builder, record, study.registry.as_ref())),
        ("Design", study.design.iter().map(|d| Piece::text(words(d))).collect()),
        (
            "Planned size",
            match &study.sample_size {
                Some(_) => count(builder, study.sample_size.as_ref(), record.source_of("sample_size")),
                None => vec![Piece::muted("not stated")],
            },
        ),
        (
            "Publications",
            separated(study.reports.iter().map(|key| vec![builder.work(key.as_str())]), ", "),
        ),
        ("Funding", funding(builder, study.funding.as_ref())),
    ];
    let endpoints = endpoints(builder, record.name(), &study.endpoints, &study.arms);
    [
        section("At a glance", vec![Block::Facts { facts: facts(overview) }]),
        population(builder, study.population.as_ref()),
        section(
            "Arms",
            vec![Block::Table(arms_table(builder, record.name(), &study.arms))],
        ),
        section("Endpoints", vec![Block::Table(endpoints)]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub fn endpoints(builder: &mut Builder<'_>, of: &str, endpoints: &[Endpoint], arms: &[Arm]) -> Table {
    let rows = endpoints
        .iter()
        .map(|endpoint| {
            let mut name = vec![Piece::text(endpoint.name.as_str())];
            if endpoint.primary {
                name.push(Piece::text(" "));
                name.push(Piece::Badge {
                    text: "primary".to_owned(),
                    tone: "accent",
                });
            }
            let parts: Vec<Rich> = endpoint
                .composite
                .iter()
                .map(|p| vec![Piece::text(p.as_str())])
                .collect();
            let in_arms: Vec<String> = endpoint
                .arms
                .iter()
                .map(|id| {
                    let arm = arms.iter().find(|a| a.id.as_str() == id.as_str());
                    arm.map_or(id.as_str().to_owned(), |a| arm_name(builder, a))
                })
                .collect();
            let in_arms = match in_arms.is_empty() {
                true => Rich::new(),
                false => vec![Piece::text(in_arms.join(", "))],
            };
            let time = endpoint.time.as_ref();
            Row {
                anchor: Some(endpoint.id.to_string()),
                cells: vec![
                    name,
                    separated(parts, "; "),
                    time.map(|t| builder.sourced(t, &endpoint.source)).into_iter().collect(),
                    in_arms,
                    prose(endpoint.text.as_ref()),
                ],
                notes: builder.notes(&endpoint.source),
                group: false,
            }
        })
        .collect();
    Table {
        caption: format!("Endpoints of {of}"),
        head: columns(["Endpoint", "Any of", "When", "In arm", "Details"]),
        rows,
        noted: true,
    }
    .without_empty_columns()
}

/// Where a study stands, in words that do not say more than the source.
pub fn status_words(status: Status) -> &'static str {
    match status {
        Status::NotYetRecruiting => "Not yet recruiting",
        Status::Recruiting => "Recruiting",
        Status::Ongoing => "Ongoing (recruiting, or completed and not published)",
        Status::Suspended => "Suspended",
        Status::StoppedEarly => "Stopped early",
        Status::CompletedUnpublished => "Completed, not published",
        Status::Published => "Published",
    }
}
