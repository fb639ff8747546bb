//! Pathways, step by step.

use crate::model::Record;
use crate::model::pathway::{Branch, Pathway};
use crate::view::block::{Block, Item, LinkTo, Piece, Rich, Section};
use crate::view::builder::{Builder, prose};
use crate::view::role::{InRoles, Role};
use crate::view::said::around;
use crate::view::section::section;
use crate::view::{criteria, figures, record_path};

use super::evidence::population;
use super::therapy::{argued_by, resting_on};

pub fn sections(builder: &mut Builder<'_>, record: &Record, pathway: &Pathway) -> Vec<Section> {
    let words = builder.context.words;
    let path = record_path(&record.id);
    // Steps have numbers, so that one can be found again on paper.
    let named = |nth: usize| format!("{}. {}", nth + 1, pathway.steps[nth].name);
    let step_link = |id: &str| {
        let nth = pathway.steps.iter().position(|step| step.id.as_str() == id);
        LinkTo::new(format!("{path}#{id}"), nth.map_or_else(|| id.to_owned(), named))
    };
    let items = pathway
        .steps
        .iter()
        .enumerate()
        .map(|(nth, step)| {
            let mut title = vec![Piece::text(named(nth))];
            if step.id.as_str() == pathway.start.as_str() {
                title.extend([
                    Piece::text(" "),
                    Piece::Badge {
                        text: words.say("pathway-start").to_owned(),
                        tone: "accent",
                    },
                ]);
            }
            let mut body = prose(step.text.as_ref());
            if !step.therapies.is_empty() {
                let therapies = builder.refs(&step.therapies);
                body.push(Piece::Break);
                body.extend(around(
                    words,
                    "with-therapies",
                    Piece::aside,
                    &[("therapies", therapies)],
                ));
            }
            body.extend(resting_on(builder, &step.evidence));
            body.extend(argued_by(builder, &step.positions));
            for branch in &step.next {
                body.push(Piece::Break);
                body.push(Piece::text("→ "));
                let when = branch_line(builder, branch, step.next.len() > 1);
                if !when.is_empty() {
                    body.extend(when);
                    body.push(Piece::text(": "));
                }
                body.push(Piece::Link(step_link(branch.to.as_str())));
            }
            Item {
                anchor: Some(step.id.to_string()),
                title,
                body,
                notes: builder.notes(&step.source),
            }
        })
        .collect();
    [
        population(builder, pathway.population.as_ref()),
        section(words, "section-chart", chart(builder, record)),
        section(words, "section-steps", vec![Block::Items { items }]),
        section(
            words,
            "section-worked-examples",
            super::definition::cases(builder, record, &pathway.cases),
        ),
    ]
    .in_roles([Role::Population, Role::Other, Role::Steps, Role::Other])
}

fn chart(builder: &mut Builder<'_>, record: &Record) -> Vec<Block> {
    let id = figures::of_pathway(builder, &record.id);
    let chart = id.and_then(|id| figures::figure(builder, &id));
    let chart = chart.map(|chart| Block::Figure(Box::new(chart.told_at("about_steps"))));
    chart.into_iter().collect()
}

/// When a branch is taken. One of several without words of its own is what is left.
pub fn branch_line(builder: &mut Builder<'_>, branch: &Branch, is_one_of_several: bool) -> Rich {
    let words = builder.context.words;
    let mut line = Rich::new();
    if let Some(label) = &branch.label {
        line.push(Piece::text(label.as_str()));
    } else if let Some(when) = &branch.when {
        let tree = criteria::tree(builder, when);
        line.extend(super::staging::flat(words, &tree));
    }
    let is_otherwise = branch.otherwise || branch.when.is_none() && is_one_of_several;
    match (line.is_empty(), is_otherwise) {
        (true, true) => line.push(Piece::text(words.say("otherwise"))),
        (false, true) if branch.otherwise => line.extend([Piece::text(" "), Piece::muted(words.say("also-otherwise"))]),
        (_, _) => {}
    }
    line
}
