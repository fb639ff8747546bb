//! Ongoing studies.

use crate::model::Record;
use crate::model::effect::Arm;
use crate::model::study::{Endpoint, Status, Study};
use crate::model::text::Date;
use crate::view::block::{Block, Piece, Rich, Row, Section, Table, columns};
use crate::view::builder::{Builder, facts, prose, separated};
use crate::view::common::arm_name;
use crate::view::said::{Said, chosen, named};
use crate::view::section::section;
use crate::words::Words;

use super::evidence::{arms_table, count, funding, population, registry};

pub fn sections(builder: &mut Builder<'_>, record: &Record, study: &Study) -> Vec<Section> {
    let words = builder.context.words;
    let status = status_as_of(words, study.status, study.as_of.as_ref());
    let overview = vec![
        ("fact-status", vec![builder.sourced(status, record.source_of("status"))]),
        ("fact-registry", registry(builder, record, study.registry.as_ref())),
        (
            "fact-design",
            study.design.iter().map(|d| Piece::text(chosen(words, d))).collect(),
        ),
        (
            "fact-planned-size",
            match &study.sample_size {
                Some(_) => count(builder, study.sample_size.as_ref(), record.source_of("sample_size")),
                None => vec![Piece::muted(words.say("not-stated"))],
            },
        ),
        (
            "fact-publications",
            separated(study.reports.iter().map(|key| vec![builder.work(key.as_str())]), ", "),
        ),
        ("fact-funding", funding(builder, study.funding.as_ref())),
    ];
    let caption = words.with("endpoints-of", &[("name", record.name().into())]);
    let endpoints = endpoints(builder, caption, &study.endpoints, &study.arms);
    [
        section(
            words,
            "section-at-a-glance",
            vec![Block::Facts {
                facts: facts(words, overview),
            }],
        ),
        population(builder, study.population.as_ref()),
        section(
            words,
            "section-arms",
            vec![Block::Table(arms_table(builder, record.name(), &study.arms))],
        ),
        section(words, "section-endpoints", vec![Block::Table(endpoints)]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub fn endpoints(builder: &mut Builder<'_>, caption: String, endpoints: &[Endpoint], arms: &[Arm]) -> Table {
    let words = builder.context.words;
    let rows = endpoints
        .iter()
        .map(|endpoint| {
            let mut name = vec![Piece::text(endpoint.name.as_str())];
            if endpoint.primary {
                name.push(Piece::text(" "));
                name.push(Piece::Badge {
                    text: words.say("findings-primary").to_owned(),
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
                    time.map(|t| builder.sourced(t.said(words), &endpoint.source))
                        .into_iter()
                        .collect(),
                    in_arms,
                    prose(endpoint.text.as_ref()),
                ],
                notes: builder.notes(&endpoint.source),
                group: false,
            }
        })
        .collect();
    Table {
        caption,
        head: columns(words.all([
            "column-endpoint",
            "column-any-of",
            "column-when",
            "column-in-arm",
            "column-details",
        ])),
        rows,
        noted: true,
    }
    .without_empty_columns()
}

/// Where a study stands, in words that do not say more than the source.
pub fn status_words(words: &Words, status: Status) -> String {
    named(words, "status", status)
}

/// The same with the day on which it stood there.
pub fn status_as_of(words: &Words, status: Status, as_of: Option<&Date>) -> String {
    let status = status_words(words, status);
    match as_of {
        Some(day) => {
            let day = day.to_string();
            let about = [("status", (&status).into()), ("day", (&day).into())];
            words.with("stands-as-of", &about)
        }
        None => status,
    }
}
