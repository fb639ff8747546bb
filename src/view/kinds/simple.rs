//! Conditions, parameters and scores.

use crate::model::Record;
use crate::model::condition::Condition;
use crate::model::parameter::Parameter;
use crate::model::score::{Score, ScoreItem};
use crate::view::block::{Block, Piece, Prose, Rich, Row, Section, Table, columns};
use crate::view::builder::{Builder, facts, prose, separated};
use crate::view::common::noted;
use crate::view::said::{Said, chosen};
use crate::view::section::section;

use super::evidence::population;

pub fn condition(builder: &mut Builder<'_>, record: &Record, condition: &Condition) -> Vec<Section> {
    let words = builder.context.words;
    let forms: Vec<Rich> = builder
        .referring::<Condition>(&record.id)
        .filter(|(_, other)| other.parent.as_ref().is_some_and(|p| *p.id() == record.id))
        .map(|(other, _)| vec![Piece::Link(builder.link(&other.id))])
        .collect();
    let overview = facts(
        words,
        vec![
            (
                "fact-what-it-is",
                noted(builder, condition.text.as_ref(), &record.common.source),
            ),
            (
                "fact-sort",
                condition.role.iter().map(|r| Piece::text(chosen(words, r))).collect(),
            ),
            (
                "fact-form-of",
                condition
                    .parent
                    .iter()
                    .map(|p| Piece::Link(builder.target(p.target())))
                    .collect(),
            ),
            ("fact-forms", separated(forms, ", ")),
        ],
    );
    section(words, "section-at-a-glance", vec![Block::Facts { facts: overview }])
        .into_iter()
        .collect()
}

pub fn parameter(builder: &mut Builder<'_>, record: &Record, parameter: &Parameter) -> Vec<Section> {
    let words = builder.context.words;
    let units = parameter.units.iter().map(|u| vec![Piece::text(u.unit.to_string())]);
    let overview = facts(
        words,
        vec![
            (
                "fact-what-it-is",
                noted(builder, parameter.text.as_ref(), &record.common.source),
            ),
            (
                "fact-symbol",
                parameter.symbol.iter().map(|s| Piece::text(s.as_str())).collect(),
            ),
            (
                "fact-unit",
                parameter.unit.iter().map(|u| Piece::text(u.to_string())).collect(),
            ),
            ("fact-also-written-in", separated(units, ", ")),
            (
                "fact-worse-when",
                parameter.worse.iter().map(|w| Piece::text(chosen(words, w))).collect(),
            ),
        ],
    );
    let rows = parameter
        .thresholds
        .iter()
        .map(|threshold| Row {
            anchor: Some(threshold.id.to_string()),
            cells: vec![
                vec![Piece::text(threshold.name.as_str())],
                vec![builder.sourced(threshold.is.said(words), &threshold.source)],
                prose(threshold.text.as_ref()),
            ],
            notes: builder.notes(&threshold.source),
            group: false,
        })
        .collect();
    let thresholds = Table {
        caption: words.with("thresholds-of", &[("name", record.name().into())]),
        head: columns(words.all(["column-threshold", "column-value", "column-meaning"])),
        rows,
        noted: true,
    }
    .without_empty_columns();
    [
        section(words, "section-at-a-glance", vec![Block::Facts { facts: overview }]),
        section(words, "section-thresholds", vec![Block::Table(thresholds)]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub fn score(builder: &mut Builder<'_>, record: &Record, score: &Score) -> Vec<Section> {
    let words = builder.context.words;
    let overview = facts(
        words,
        vec![
            (
                "fact-setting",
                score.setting.iter().map(|s| Piece::text(s.as_str())).collect(),
            ),
            (
                "fact-predicts",
                score.predicts.iter().map(|p| Piece::text(p.as_str())).collect(),
            ),
            (
                "fact-published-in",
                separated(score.reference.iter().map(|key| vec![builder.work(key.as_str())]), ", "),
            ),
        ],
    );
    let rows = score
        .items
        .iter()
        .map(|item| Row {
            anchor: Some(item.id.to_string()),
            cells: vec![
                vec![Piece::text(item.name.as_str())],
                measured(builder, item),
                item.points.iter().map(|p| builder.sourced(p, &item.source)).collect(),
            ],
            notes: builder.notes(&item.source),
            group: false,
        })
        .collect();
    let items = Table {
        caption: words.with("counted-by", &[("name", record.name().into())]),
        head: columns(words.all(["column-item", "column-when", "column-points"])),
        rows,
        noted: true,
    }
    .without_empty_columns();
    let mut blocks = vec![Block::Facts { facts: overview }];
    blocks.extend(score.text.as_ref().map(|t| Block::Prose {
        text: Prose::block(t.as_str()),
    }));
    [
        section(words, "section-at-a-glance", blocks),
        population(builder, score.population.as_ref()),
        section(words, "section-items", vec![Block::Table(items)]),
    ]
    .into_iter()
    .flatten()
    .collect()
}

/// What an item measures, and the bound that counts.
fn measured(builder: &mut Builder<'_>, item: &ScoreItem) -> Rich {
    let words = builder.context.words;
    let parameter = item
        .parameter
        .iter()
        .map(|p| vec![Piece::Link(builder.target(p.target()))]);
    let mut lines: Vec<Rich> = parameter.collect();
    lines.extend(
        item.is
            .iter()
            .map(|is| vec![builder.sourced(is.said(words), &item.source)]),
    );
    separated(lines, " ")
}
