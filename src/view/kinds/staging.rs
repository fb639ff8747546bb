//! Staging systems.

use crate::model::Record;
use crate::model::staging::{Assign, Stage, Staging};
use crate::view::block::{Block, Criterion, Piece, Prose, Row, Section, Table, columns};
use crate::view::builder::{Builder, facts, prose};
use crate::view::common::section;
use crate::view::{criteria, figures};

pub fn sections(builder: &mut Builder<'_>, record: &Record, staging: &Staging) -> Vec<Section> {
    let assign = match staging.assign {
        Assign::HighestMet => "Stages may contain each other; the patient is in the last one met",
        Assign::Exclusive => "Nobody can be in two stages",
    };
    let overview = facts(vec![
        (
            "Stages",
            staging
                .of
                .iter()
                .map(|c| Piece::Link(builder.target(c.target())))
                .collect(),
        ),
        (
            "Issuer",
            staging.issuer.iter().map(|i| Piece::text(i.as_str())).collect(),
        ),
        (
            "Published in",
            staging.reference.iter().map(|key| builder.work(key.as_str())).collect(),
        ),
        ("Told apart by", vec![Piece::text(assign)]),
    ]);
    let stages = staging.stages.iter().map(|stage| one(builder, stage)).collect();
    let figure = figures::of_staging(builder, &record.id);
    let axes = figures::blocks(builder, figure.as_slice());
    [
        section("Stages", stages),
        section(builder.context.words.say("stages-section"), axes),
        section("At a glance", vec![Block::Facts { facts: overview }]),
        section(
            "Worked examples",
            super::definition::cases(builder, record, &staging.cases),
        ),
    ]
    .into_iter()
    .flatten()
    .collect()
}

fn heading(stage: &Stage) -> String {
    match &stage.title {
        Some(title) => format!("{} – {title}", stage.name),
        None => stage.name.to_string(),
    }
}

fn one(builder: &mut Builder<'_>, stage: &Stage) -> Block {
    let mut blocks = Vec::new();
    if let Some(text) = &stage.text {
        blocks.push(Block::Prose {
            text: Prose::block(text.as_str()),
        });
    }
    if let Some(criterion) = &stage.criteria {
        blocks.push(Block::Criteria {
            criterion: criteria::tree(builder, criterion),
        });
    }
    let mut title = vec![Piece::text(heading(stage))];
    title.extend(
        builder
            .notes(&stage.source)
            .into_iter()
            .map(|number| Piece::Note { number }),
    );
    Block::Group {
        anchor: Some(stage.id.to_string()),
        title,
        blocks,
    }
}

/// The stages as a table for chapters.
pub fn table(builder: &mut Builder<'_>, record: &Record, staging: &Staging) -> Table {
    let path = crate::view::record_path(&record.id);
    let rows = staging
        .stages
        .iter()
        .map(|stage| Row {
            anchor: None,
            cells: vec![
                vec![Piece::Link(crate::view::LinkTo {
                    state: builder.link(&record.id).state,
                    ..crate::view::LinkTo::new(format!("{path}#{}", stage.id), heading(stage))
                })],
                match &stage.criteria {
                    Some(criterion) => flat(&criteria::tree(builder, criterion)),
                    None => prose(stage.text.as_ref()),
                },
            ],
            notes: builder.notes(&stage.source),
            group: false,
        })
        .collect();
    Table {
        caption: format!("{}: stages", record.name()),
        head: columns(["Stage", "Criteria"]),
        rows,
        noted: true,
    }
}

/// A tree as one line, with brackets where it needs them.
pub fn flat(criterion: &Criterion) -> crate::view::block::Rich {
    let Some(joins) = &criterion.joins else {
        return criterion.text.clone();
    };
    let (separator, before) = match joins.as_str() {
        "All of" => ("; and ", String::new()),
        "One or more of" => ("; or ", String::new()),
        other => ("; ", format!("{}: ", other.to_lowercase())),
    };
    let children = criterion.children.iter().map(|child| {
        let line = flat(child);
        if child.joins.is_none() || child.children.len() < 2 {
            return line;
        }
        let mut bracketed = vec![Piece::text("(")];
        bracketed.extend(line);
        bracketed.push(Piece::text(")"));
        bracketed
    });
    let mut line = crate::view::builder::separated(children, separator);
    if !before.is_empty() {
        line.insert(0, Piece::text(before));
    }
    line
}
