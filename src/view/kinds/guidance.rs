//! Recommendations, grading systems, positions and open questions.

use crate::model::Record;
use crate::model::grading::{Class, Grading, Level};
use crate::model::position::Position;
use crate::model::question::Question;
use crate::model::recommendation::Recommendation;
use crate::view::block::{Block, Item, Piece, Prose, Rich, Section};
use crate::view::builder::{Builder, facts, prose, separated};
use crate::view::role::{InRoles, Role};
use crate::view::said::{chosen, designs};
use crate::view::section::section;
use crate::view::strength::{self, Naming};

use super::evidence::{count, population};

pub fn recommendation(builder: &mut Builder<'_>, record: &Record, body: &Recommendation) -> Vec<Section> {
    let words = builder.context.words;
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
    let overview = facts(
        words,
        vec![
            ("fact-class", strength::class(builder, body, Naming::Whole)),
            ("fact-level-of-evidence", strength::level(builder, body, Naming::Whole)),
            (
                "fact-worded-as",
                wording
                    .map(|w| builder.sourced(&w.text, &w.source))
                    .into_iter()
                    .collect(),
            ),
            ("fact-issuer", vec![Piece::text(body.issuer.as_str())]),
            ("fact-year", body.year.iter().map(|y| Piece::text(y.as_str())).collect()),
            (
                "fact-times-revised",
                count(builder, body.revision.as_ref(), record.source_of("revision")),
            ),
            (
                "fact-label",
                body.label.iter().map(|l| Piece::text(l.as_str())).collect(),
            ),
            (
                "fact-document",
                separated(body.reference.iter().map(|key| vec![builder.work(key.as_str())]), ", "),
            ),
            ("fact-therapies", builder.refs(&body.therapies)),
            ("fact-rests-on", builder.evidence(&body.evidence)),
            ("fact-argued-by", builder.refs(&body.positions)),
        ],
    );
    [
        section(words, "section-recommendation", vec![statement]),
        section(words, "section-at-a-glance", vec![Block::Facts { facts: overview }]),
        population(builder, body.population.as_ref()),
    ]
    .in_roles([Role::Statement, Role::Glance, Role::Population])
}

pub fn grading(builder: &mut Builder<'_>, grading: &Grading) -> Vec<Section> {
    let words = builder.context.words;
    let issuer = facts(
        words,
        vec![(
            "fact-issuer",
            grading.issuer.iter().map(|i| Piece::text(i.as_str())).collect(),
        )],
    );
    [
        section(words, "section-at-a-glance", vec![Block::Facts { facts: issuer }]),
        section(
            words,
            "section-classes-of-recommendation",
            vec![Block::Items {
                items: grading
                    .classes
                    .iter()
                    .map(|class| of_class(builder, grading, class))
                    .collect(),
            }],
        ),
        section(
            words,
            "section-levels-of-evidence",
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
    let words = builder.context.words;
    let mut title = vec![Piece::text(class.name.as_str())];
    if class.strong {
        title.extend([
            Piece::text(" "),
            Piece::Badge {
                text: words.say("class-strong").to_owned(),
                tone: "accent",
            },
        ]);
    }
    let allowed = grading.levels.iter().filter(|level| class.allows(level));
    let names: Vec<&str> = allowed.map(|level| level.name.as_str()).collect();
    let rests = (!class.levels.is_empty()).then(|| {
        let levels = names.join(", ");
        vec![Piece::muted(words.with("may-rest-on", &[("levels", (&levels).into())]))]
    });
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
    let words = builder.context.words;
    let wants = (!level.designs.is_empty()).then(|| {
        let designs = designs(words, &level.designs);
        let number = usize::try_from(level.needed()).unwrap_or(usize::MAX);
        let about = [("number", number.into()), ("designs", (&designs).into())];
        vec![Piece::muted(words.with("wants-studies", &about))]
    });
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
    let words = builder.context.words;
    let said = Block::Items {
        items: vec![Item {
            title: vec![Piece::Badge {
                text: chosen(words, position.sort),
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
    let evidence = facts(
        words,
        vec![
            ("fact-whose", vec![Piece::text(position.holder.as_str())]),
            ("fact-who-paid", paid_works(builder, record)),
            (
                "fact-as-of",
                position.as_of.iter().map(|d| Piece::text(d.as_str())).collect(),
            ),
            ("fact-speaks-for", builder.evidence(&position.evidence_for)),
            ("fact-speaks-against", builder.evidence(&position.evidence_against)),
        ],
    );
    [
        section(words, "section-position", vec![said]),
        section(words, "section-reasons-given", vec![Block::Items { items: reasons }]),
        section(words, "section-at-a-glance", vec![Block::Facts { facts: evidence }]),
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
    let words = builder.context.words;
    let asked = Block::Items {
        items: vec![Item {
            body: vec![Piece::Prose(Prose::inline(question.text.as_str()))],
            notes: builder.notes(&record.common.source),
            ..Item::default()
        }],
    };
    let none = |line: Rich, id: &'static str| {
        if line.is_empty() {
            vec![Piece::muted(words.say(id))]
        } else {
            line
        }
    };
    let studies = builder.links(question.studies.iter().map(|s| &s.0));
    let known = builder.evidence(&question.evidence);
    let overview = facts(
        words,
        vec![
            ("fact-studies-that-may-answer", none(studies, "no-studies-here")),
            ("fact-known-so-far", none(known, "nothing-known-here")),
            ("fact-argued", builder.refs(&question.positions)),
        ],
    );
    [
        section(words, "section-question", vec![asked]),
        section(words, "section-at-a-glance", vec![Block::Facts { facts: overview }]),
    ]
    .into_iter()
    .flatten()
    .collect()
}
