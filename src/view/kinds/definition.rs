//! Definitions.

use crate::model::Record;
use crate::model::criterion::Case;
use crate::model::definition::Definition;
use crate::model::reference::CriterionRef;
use crate::view::block::{Block, Item, Piece, Prose, Section};
use crate::view::builder::{Builder, facts, separated};
use crate::view::criteria;
use crate::view::role::{InRoles, Role};
use crate::view::said::Said;
use crate::view::section::section;

pub fn sections(builder: &mut Builder<'_>, record: &Record, definition: &Definition) -> Vec<Section> {
    let words = builder.context.words;
    let overview = facts(
        words,
        vec![
            (
                "fact-defines",
                definition
                    .of
                    .iter()
                    .map(|c| Piece::Link(builder.target(c.target())))
                    .collect(),
            ),
            (
                "fact-issuer",
                definition.issuer.iter().map(|i| Piece::text(i.as_str())).collect(),
            ),
            (
                "fact-published-in",
                definition
                    .reference
                    .iter()
                    .map(|key| builder.work(key.as_str()))
                    .collect(),
            ),
            ("fact-used-by", builder.refs(&definition.used_by)),
        ],
    );
    let mut blocks = Vec::new();
    if let Some(text) = &definition.text {
        blocks.push(Block::Prose {
            text: Prose::block(text.as_str()),
        });
    }
    if let Some(criterion) = &definition.criteria {
        blocks.push(Block::Criteria {
            criterion: criteria::tree(builder, criterion),
        });
    }
    let criteria = (!blocks.is_empty())
        .then(|| section(words, "section-criteria", blocks))
        .flatten();
    [
        criteria,
        section(words, "section-at-a-glance", vec![Block::Facts { facts: overview }]),
        section(
            words,
            "section-worked-examples",
            cases(builder, record, &definition.cases),
        ),
    ]
    .in_roles([Role::Criteria, Role::Glance, Role::Other])
}

/// Made-up patients, and where they must come out.
pub fn cases(builder: &mut Builder<'_>, record: &Record, cases: &[Case]) -> Vec<Block> {
    let words = builder.context.words;
    let items: Vec<Item> = cases
        .iter()
        .map(|case| {
            let values = case.values.iter().map(|value| {
                let parameter = Piece::Link(builder.target(value.parameter.target()));
                vec![parameter, Piece::text(format!(" {}", value.is.said(words)))]
            });
            let worded = |id: &'static str, ids: &[CriterionRef]| {
                let ids: Vec<String> = ids
                    .iter()
                    .map(|id| builder.part_words(&record.id, id.as_str()))
                    .collect();
                (!ids.is_empty())
                    .then(|| vec![Piece::muted(words.say(id)), Piece::text(format!(" {}", ids.join(", ")))])
            };
            let lines = [
                Some(separated(values, "; ")).filter(|line| !line.is_empty()),
                worded("case-with", &case.holds),
                worded("case-without", &case.fails),
            ];
            let mut body = vec![Piece::Break];
            body.extend(separated(lines.into_iter().flatten(), "; "));
            body.push(Piece::text(" → "));
            body.push(Piece::Badge {
                text: match (&case.leads_to, case.met) {
                    (Some(place), _) => builder.part_words(&record.id, place.as_str()),
                    (None, Some(true)) => words.say("case-met").to_owned(),
                    (None, Some(false)) => words.say("case-not-met").to_owned(),
                    (None, None) => words.say("case-untold").to_owned(),
                },
                tone: "accent",
            });
            Item {
                anchor: Some(case.id.to_string()),
                title: vec![Piece::text(case.name.as_str())],
                body,
                notes: Vec::new(),
            }
        })
        .collect();
    if items.is_empty() {
        return Vec::new();
    }
    vec![
        Block::Prose {
            text: Prose::block(words.say("made-up-patients")),
        },
        Block::Items { items },
    ]
}
