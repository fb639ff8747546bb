//! Trees of criteria as readers see them.

use super::block::{Criterion as View, Piece, Prose, Rich};
use super::builder::{Builder, separated, words};
use crate::model::criterion::{Criterion, Form, Trend};

/// A tree, with the sources of its leaves.
pub fn tree(builder: &mut Builder<'_>, criterion: &Criterion) -> View {
    let joins = match criterion.form() {
        Some(Form::All(_)) => Some("All of".to_owned()),
        Some(Form::Any(_)) => Some("One or more of".to_owned()),
        Some(Form::AtLeast(n, _)) => Some(format!("At least {n} of")),
        _ => None,
    };
    let children = criterion.children().iter().map(|child| tree(builder, child)).collect();
    let text = match &joins {
        Some(_) => words_of(criterion),
        None => leaf(builder, criterion),
    };
    View {
        anchor: criterion.id.as_ref().map(ToString::to_string),
        joins,
        text,
        children,
    }
}

/// A leaf as one line: its words, what it measures or needs, and for how long.
pub fn leaf(builder: &mut Builder<'_>, criterion: &Criterion) -> Rich {
    let mut line = match criterion.form() {
        Some(Form::Measured(parameter)) => {
            let mut line = vec![Piece::Link(builder.target(parameter.target()))];
            if let Some(is) = &criterion.is {
                line.push(Piece::text(" "));
                line.push(builder.sourced(is, &criterion.source));
            }
            if let Some(trend) = criterion.trend {
                line.push(Piece::text(match trend {
                    Trend::Rising => " rising",
                    Trend::Falling => " falling",
                    Trend::Persistent => " persistent",
                }));
            }
            line
        }
        Some(Form::Needs(therapies)) => {
            let therapies = separated(
                therapies.iter().map(|t| vec![Piece::Link(builder.target(t.target()))]),
                " or ",
            );
            let mut line = vec![Piece::text("Needs ")];
            line.extend(therapies);
            if let Some(dose) = &criterion.dose {
                line.push(Piece::text(" "));
                line.push(builder.sourced(dose, &criterion.source));
            }
            line
        }
        Some(Form::Condition(condition)) => vec![Piece::Link(builder.target(condition.target()))],
        Some(Form::Definition(definition)) => {
            vec![Piece::text("Meets "), Piece::Link(builder.target(definition.target()))]
        }
        Some(Form::Words(_)) => words_of(criterion),
        _ => Rich::new(),
    };
    if let Some(keep) = &criterion.to_keep {
        line.push(Piece::text(" to keep "));
        line.push(Piece::Link(builder.target(keep.parameter.target())));
        line.push(Piece::text(" "));
        line.push(builder.sourced(&keep.is, &criterion.source));
    }
    if let Some(lasting) = &criterion.lasting {
        line.push(Piece::text(" for "));
        line.push(builder.sourced(lasting, &criterion.source));
    }
    if let Some(within) = &criterion.within {
        line.push(Piece::text(", "));
        line.push(builder.sourced(within, &criterion.source));
        if let Some(from) = &criterion.from {
            line.push(Piece::text(format!(" from {from}")));
        }
    }
    if !matches!(criterion.form(), Some(Form::Words(_))) && criterion.text.is_some() {
        line.push(Piece::text(" – "));
        line.extend(words_of(criterion));
    }
    line
}

fn words_of(criterion: &Criterion) -> Rich {
    criterion
        .text
        .as_ref()
        .map(|text| Piece::Prose(Prose::inline(text.as_str())))
        .into_iter()
        .collect()
}

/// What a leaf is about, by which leaves of several trees are put side by side.
pub fn subject(builder: &Builder<'_>, criterion: &Criterion) -> String {
    if let Some(keep) = &criterion.to_keep {
        return format!("Support to keep {}", builder.name(keep.parameter.id()));
    }
    match criterion.form() {
        Some(Form::Measured(parameter)) => builder.name(parameter.id()),
        Some(Form::Needs(_)) => "Support".to_owned(),
        Some(Form::Condition(_) | Form::Definition(_)) => "Condition".to_owned(),
        _ => criterion
            .id
            .as_ref()
            .map_or_else(|| "Other".to_owned(), |id| words(id.as_str())),
    }
}
