//! Recommendations, grading systems, positions and open questions.

use crate::model::Record;
use crate::model::grading::{Class, Grading, Level};
use crate::model::position::Position;
use crate::model::question::Question;
use crate::model::recommendation::Recommendation;
use crate::view::block::{Block, Item, Piece, Prose, Rich, Section};
use crate::view::builder::{Builder, facts, prose, separated, words};
use crate::view::common::section;
use crate::view::strength::{self, Naming};

use super::evidence::{count, population};

pub fn recommendation(builder: &mut Builder<'_>, record: &Record, body: &Recommendation) -> Vec<Section> {
    let source = &record.common.source;
    let statement = Block::Items {
        items: vec![Item {
            title: vec![strength::direction(builder, body.direction)],
            body: vec![Piece::Prose(Prose::inline(body.text.as_str()))],
            notes: builder.notes(source),
            ..Item::default()
        }],
    };
    let wording = body.wording.as_ref();
    let overview = facts(vec![
        ("Class", strength::class(builder, body, Naming::Whole)),
        ("Level of evidence", strength::level(builder, body, Naming::Whole)),
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
        ("Rests on", builder.evidence(&body.evidence)),
        ("Argued by", builder.refs(&body.positions)),
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
                items: grading
                    .classes
                    .iter()
                    .map(|class| of_class(builder, grading, class))
                    .collect(),
            }],
        ),
        section(
            "Levels of evidence",
            vec![Block::Items {
                items: grading.levels.iter().map(|level| of_level(builder, level)).collect(),
            }],
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// A class, and the levels of evidence that it may rest on.
fn of_class(builder: &mut Builder<'_>, grading: &Grading, class: &Class) -> Item {
    let mut title = vec![Piece::text(class.name.as_str())];
    if class.strong {
        title.extend([
            Piece::text(" "),
            Piece::Badge {
                text: "strong".to_owned(),
                tone: "accent",
            },
        ]);
    }
    let allowed = grading.levels.iter().filter(|level| class.allows(level));
    let names: Vec<&str> = allowed.map(|level| level.name.as_str()).collect();
    let rests = (!class.levels.is_empty()).then(|| vec![Piece::muted(format!("May rest on {}", names.join(", ")))]);
    Item {
        anchor: Some(class.id.to_string()),
        title,
        body: separated(
            [Some(prose(class.text.as_ref())), rests]
                .into_iter()
                .flatten()
                .filter(|l| !l.is_empty()),
            " ",
        ),
        notes: builder.notes(&class.source),
    }
}

/// A level, and what it asks of the studies.
fn of_level(builder: &mut Builder<'_>, level: &Level) -> Item {
    let wants = level.wants().map(|wants| vec![Piece::muted(format!("Wants {wants}"))]);
    Item {
        anchor: Some(level.id.to_string()),
        title: vec![Piece::text(level.name.as_str())],
        body: separated(
            [Some(prose(level.text.as_ref())), wants]
                .into_iter()
                .flatten()
                .filter(|l| !l.is_empty()),
            " ",
        ),
        notes: builder.notes(&level.source),
    }
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
        ("Who paid for the work", paid_works(builder, record)),
        (
            "As of",
            position.as_of.iter().map(|d| Piece::text(d.as_str())).collect(),
        ),
        ("Speaks for it", builder.evidence(&position.evidence_for)),
        ("Speaks against it", builder.evidence(&position.evidence_against)),
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

/// Who paid for the works in which a position was read, where something is known of that.
fn paid_works(builder: &Builder<'_>, record: &Record) -> Rich {
    let paid = record.read_in().into_iter().filter_map(|key| {
        let payers = builder.context.ask.payers_of_work(key);
        let who = (!payers.is_empty()).then(|| payers.join(", "))?;
        Some(vec![builder.work(key), Piece::text(format!(": {who}"))])
    });
    separated(paid, "; ")
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
    let known = builder.evidence(&question.evidence);
    let overview = facts(vec![
        ("Studies that may answer it", none(studies, "none in this handbook")),
        ("Known so far", none(known, "nothing in this handbook")),
        ("Argued", builder.refs(&question.positions)),
    ]);
    [
        section("Question", vec![asked]),
        section("At a glance", vec![Block::Facts { facts: overview }]),
    ]
    .into_iter()
    .flatten()
    .collect()
}
