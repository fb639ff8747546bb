//! Definitions.

use crate::model::Record;
use crate::model::criterion::Case;
use crate::model::definition::Definition;
use crate::model::reference::CriterionRef;
use crate::view::block::{Block, InRoles, Item, Piece, Prose, Role, Section};
use crate::view::builder::{Builder, facts, separated};
use crate::view::common::section;
use crate::view::criteria;

pub fn sections(builder: &mut Builder<'_>, record: &Record, definition: &Definition) -> Vec<Section> {
    let overview = facts(vec![
        (
            "Defines",
            definition
                .of
                .iter()
                .map(|c| Piece::Link(builder.target(c.target())))
                .collect(),
        ),
        (
            "Issuer",
            definition.issuer.iter().map(|i| Piece::text(i.as_str())).collect(),
        ),
        (
            "Published in",
            definition
                .reference
                .iter()
                .map(|key| builder.work(key.as_str()))
                .collect(),
        ),
        ("Used by", builder.refs(&definition.used_by)),
    ]);
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
    let criteria = (!blocks.is_empty()).then(|| section("Criteria", blocks)).flatten();
    [
        criteria,
        section("At a glance", vec![Block::Facts { facts: overview }]),
        section("Worked examples", cases(builder, record, &definition.cases)),
    ]
    .in_roles([Role::Criteria, Role::Glance, Role::Other])
}

/// Made-up patients, and where they must come out.
pub fn cases(builder: &mut Builder<'_>, record: &Record, cases: &[Case]) -> Vec<Block> {
    let items: Vec<Item> = cases
        .iter()
        .map(|case| {
            let values = case.values.iter().map(|value| {
                let parameter = Piece::Link(builder.target(value.parameter.target()));
                vec![parameter, Piece::text(format!(" {}", value.is))]
            });
            let worded = |said: &str, ids: &[CriterionRef]| {
                let ids: Vec<String> = ids
                    .iter()
                    .map(|id| builder.part_words(&record.id, id.as_str()))
                    .collect();
                (!ids.is_empty()).then(|| vec![Piece::muted(said), Piece::text(format!(" {}", ids.join(", ")))])
            };
            let lines = [
                Some(separated(values, "; ")).filter(|line| !line.is_empty()),
                worded("With", &case.holds),
                worded("Without", &case.fails),
            ];
            let mut body = vec![Piece::Break];
            body.extend(separated(lines.into_iter().flatten(), "; "));
            body.push(Piece::text(" → "));
            body.push(Piece::Badge {
                text: match (&case.leads_to, case.met) {
                    (Some(place), _) => builder.part_words(&record.id, place.as_str()),
                    (None, Some(true)) => "met".to_owned(),
                    (None, Some(false)) => "not met".to_owned(),
                    (None, None) => "cannot be told".to_owned(),
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
    let said = "These patients are made up. They show how the criteria are read.";
    vec![
        Block::Prose {
            text: Prose::block(said),
        },
        Block::Items { items },
    ]
}
