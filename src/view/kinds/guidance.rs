//! Recommendations, grading systems, positions and open questions.

use crate::model::Record;
use crate::model::grading::Grading;
use crate::model::position::Position;
use crate::model::question::Question;
use crate::model::recommendation::{Grade, Recommendation, Stance};
use crate::view::block::{Block, Item, Piece, Prose, Rich, Section};
use crate::view::builder::{Builder, facts, prose, separated, words};
use crate::view::common::section;

use super::evidence::{count, population};

pub fn recommendation(builder: &mut Builder<'_>, record: &Record, body: &Recommendation) -> Vec<Section> {
    let source = &record.common.source;
    let statement = Block::Items {
        items: vec![Item {
            title: vec![Piece::Badge {
                text: stance(body.direction).to_owned(),
                tone: "accent",
            }],
            body: vec![Piece::Prose(Prose::inline(body.text.as_str()))],
            notes: builder.notes(source),
            ..Item::default()
        }],
    };
    let wording = body.wording.as_ref();
    let overview = facts(vec![
        (
            "Class",
            body.strength
                .iter()
                .map(|s| Piece::Link(builder.target(s.target())))
                .collect(),
        ),
        (
            "Level of evidence",
            body.level
                .iter()
                .map(|l| Piece::Link(builder.target(l.target())))
                .collect(),
        ),
        (
            "Worded as",
            wording
                .map(|w| builder.sourced(&w.text, &w.source))
                .into_iter()
                .collect(),
        ),
        ("Issuer", vec![Piece::text(body.issuer.as_str())]),
        ("Year", body.year.iter().map(|y| Piece::text(y.as_str())).collect()),
        (
            "Times revised",
            count(builder, body.revision.as_ref(), record.source_of("revision")),
        ),
        ("Label", body.label.iter().map(|l| Piece::text(l.as_str())).collect()),
        (
            "Document",
            separated(body.reference.iter().map(|key| vec![builder.work(key.as_str())]), ", "),
        ),
        ("Therapies", builder.refs(&body.therapies)),
        ("Rests on", builder.links(body.evidence.iter().map(|e| &e.0))),
    ]);
    [
        section("Recommendation", vec![statement]),
        section("At a glance", vec![Block::Facts { facts: overview }]),
        population(builder, body.population.as_ref()),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A direction in words.
pub fn stance(stance: Stance) -> &'static str {
    match stance {
        Stance::For => "Recommended",
        Stance::Consider => "Consider",
        Stance::AgainstRoutine => "Not as routine",
        Stance::Against => "Recommended against",
    }
}

pub fn grading(builder: &mut Builder<'_>, grading: &Grading) -> Vec<Section> {
    let issuer = facts(vec![(
        "Issuer",
        grading.issuer.iter().map(|i| Piece::text(i.as_str())).collect(),
    )]);
    [
        section("At a glance", vec![Block::Facts { facts: issuer }]),
        section(
            "Classes of recommendation",
            vec![Block::Items {
                items: grades(builder, &grading.classes),
            }],
        ),
        section(
            "Levels of evidence",
            vec![Block::Items {
                items: grades(builder, &grading.levels),
            }],
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn grades(builder: &mut Builder<'_>, grades: &[Grade]) -> Vec<Item> {
    grades
        .iter()
        .map(|grade| Item {
            anchor: Some(grade.id.to_string()),
            title: vec![Piece::text(grade.name.as_str())],
            body: prose(grade.text.as_ref()),
            notes: builder.notes(&grade.source),
        })
        .collect()
}

pub fn position(builder: &mut Builder<'_>, record: &Record, position: &Position) -> Vec<Section> {
    let said = Block::Items {
        items: vec![Item {
            title: vec![Piece::Badge {
                text: words(position.sort),
                tone: "accent",
            }],
            body: vec![Piece::Prose(Prose::inline(position.text.as_str()))],
            notes: builder.notes(&record.common.source),
            ..Item::default()
        }],
    };
    let reasons = position
        .reasons
        .iter()
        .map(|reason| Item {
            body: vec![Piece::Prose(Prose::inline(reason.as_str()))],
            ..Item::default()
        })
        .collect();
    let evidence = facts(vec![
        ("Whose", vec![Piece::text(position.holder.as_str())]),
        (
            "As of",
            position.as_of.iter().map(|d| Piece::text(d.as_str())).collect(),
        ),
        (
            "Speaks for it",
            builder.links(position.evidence_for.iter().map(|e| &e.0)),
        ),
        (
            "Speaks against it",
            builder.links(position.evidence_against.iter().map(|e| &e.0)),
        ),
    ]);
    [
        section("Position", vec![said]),
        section("Reasons given", vec![Block::Items { items: reasons }]),
        section("At a glance", vec![Block::Facts { facts: evidence }]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub fn question(builder: &mut Builder<'_>, record: &Record, question: &Question) -> Vec<Section> {
    let asked = Block::Items {
        items: vec![Item {
            body: vec![Piece::Prose(Prose::inline(question.text.as_str()))],
            notes: builder.notes(&record.common.source),
            ..Item::default()
        }],
    };
    let none = |line: Rich, words: &str| {
        if line.is_empty() {
            vec![Piece::muted(words)]
        } else {
            line
        }
    };
    let studies = builder.links(question.studies.iter().map(|s| &s.0));
    let known = builder.links(question.evidence.iter().map(|e| &e.0));
    let overview = facts(vec![
        ("Studies that may answer it", none(studies, "none in this handbook")),
        ("Known so far", none(known, "nothing in this handbook")),
    ]);
    [
        section("Question", vec![asked]),
        section("At a glance", vec![Block::Facts { facts: overview }]),
    ]
    .into_iter()
    .flatten()
    .collect()
}
