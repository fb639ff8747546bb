//! Staging systems.

use crate::model::Record;
use crate::model::staging::{Assign, Stage, Staging};
use crate::view::block::{Block, Criterion, Joined, Piece, Prose, Rich, Row, Section, Table, columns};
use crate::view::builder::{Builder, facts, prose, separated};
use crate::view::role::{InRoles, Role};
use crate::view::said::{around, joined};
use crate::view::section::section;
use crate::view::{criteria, figures};
use crate::words::Words;

pub fn sections(builder: &mut Builder<'_>, record: &Record, staging: &Staging) -> Vec<Section> {
    let words = builder.context.words;
    let assign = match staging.assign {
        Assign::HighestMet => words.say("assign-highest-met"),
        Assign::Exclusive => words.say("assign-exclusive"),
    };
    let overview = facts(
        words,
        vec![
            (
                "fact-stages",
                staging
                    .of
                    .iter()
                    .map(|c| Piece::Link(builder.target(c.target())))
                    .collect(),
            ),
            (
                "fact-issuer",
                staging.issuer.iter().map(|i| Piece::text(i.as_str())).collect(),
            ),
            (
                "fact-published-in",
                staging.reference.iter().map(|key| builder.work(key.as_str())).collect(),
            ),
            ("fact-told-apart-by", vec![Piece::text(assign)]),
        ],
    );
    let stages = staging.stages.iter().map(|stage| one(builder, stage)).collect();
    let figure = figures::of_staging(builder, &record.id);
    let axes = figures::blocks(builder, figure.as_slice());
    [
        section(words, "section-stages", stages),
        section(words, "section-axes", axes),
        section(words, "section-at-a-glance", vec![Block::Facts { facts: overview }]),
        section(
            words,
            "section-worked-examples",
            super::definition::cases(builder, record, &staging.cases),
        ),
    ]
    .in_roles([Role::Stages, Role::Other, Role::Glance, Role::Other])
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
    let words = builder.context.words;
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
                    Some(criterion) => flat(words, &criteria::tree(builder, criterion)),
                    None => prose(stage.text.as_ref()),
                },
            ],
            notes: builder.notes(&stage.source),
            group: false,
        })
        .collect();
    Table {
        caption: words.with("stages-of", &[("name", record.name().into())]),
        head: columns(words.all(["column-stage", "column-criteria"])),
        rows,
        noted: true,
    }
}

/// A tree as one line, with brackets where it needs them.
pub fn flat(words: &Words, criterion: &Criterion) -> Rich {
    let Some(how) = &criterion.how else {
        return criterion.text.clone();
    };
    let children = criterion.children.iter().map(|child| {
        let line = flat(words, child);
        if child.joins.is_none() || child.children.len() < 2 {
            return line;
        }
        let mut bracketed = vec![Piece::text("(")];
        bracketed.extend(line);
        bracketed.push(Piece::text(")"));
        bracketed
    });
    match how {
        Joined::All => joined(words, "flat-and", children),
        Joined::Any => joined(words, "flat-or", children),
        Joined::AtLeast(number) => {
            let number = vec![Piece::text(number.as_str())];
            let lines = [("number", number), ("criteria", separated(children, "; "))];
            around(words, "at-least-of-flat", Piece::plain, &lines)
        }
    }
}
