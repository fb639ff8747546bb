//! Trees of criteria as readers see them.

use super::block::{Criterion as View, Piece, Prose, Rich};
use super::builder::{Builder, separated};
use crate::model::criterion::{Criterion, Form};

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
    let parameter = criterion.parameter.as_ref();
    let mut line: Rich = parameter
        .map(|p| Piece::Link(builder.target(p.target())))
        .into_iter()
        .collect();
    if !line.is_empty() {
        line.push(Piece::text(" "));
    }
    line.extend(leaf_value(builder, criterion));
    line
}

/// The same without the name of what is measured, for a table that has it beside.
pub fn leaf_value(builder: &mut Builder<'_>, criterion: &Criterion) -> Rich {
    let source = &criterion.source;
    let mut line = match criterion.form() {
        Some(Form::Measured(_)) => {
            let is = criterion.is.as_ref().map(|is| vec![builder.sourced(is, source)]);
            let trend = criterion.trend.map(|trend| vec![Piece::text(trend.in_words())]);
            separated(is.into_iter().chain(trend), " ")
        }
        Some(Form::Needs(therapies)) => {
            let therapies = therapies.iter().map(|t| vec![Piece::Link(builder.target(t.target()))]);
            let mut line = vec![Piece::text("Needs ")];
            line.extend(separated(therapies, " or "));
            line
        }
        Some(Form::Condition(condition)) => vec![Piece::Link(builder.target(condition.target()))],
        Some(Form::Definition(definition)) => {
            vec![Piece::text("Meets "), Piece::Link(builder.target(definition.target()))]
        }
        _ => words_of(criterion),
    };
    if let Some(dose) = &criterion.dose {
        line.extend([Piece::text(" "), builder.sourced(dose, source)]);
    }
    if let Some(keep) = &criterion.to_keep {
        line.extend([
            Piece::text(" to keep "),
            Piece::Link(builder.target(keep.parameter.target())),
            Piece::text(" "),
            builder.sourced(&keep.is, source),
        ]);
    }
    if let Some(lasting) = &criterion.lasting {
        line.extend([Piece::text(" for "), builder.sourced(lasting, source)]);
    }
    if let Some(time) = &criterion.time {
        line.extend([Piece::text(", "), builder.sourced(time, source)]);
        line.extend(criterion.when.iter().map(|when| Piece::text(format!(" {when}"))));
    }
    if criterion.text.is_some() && !matches!(criterion.form(), Some(Form::Words(_))) {
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
        return format!("Support to keep {}", decapitalised(&builder.name(keep.parameter.id())));
    }
    match criterion.form() {
        Some(Form::Measured(parameter)) => builder.name(parameter.id()),
        Some(Form::Needs(_)) => "Support".to_owned(),
        Some(Form::Condition(_) | Form::Definition(_)) => "Condition".to_owned(),
        _ => match &criterion.id {
            Some(id) => builder.id_words(id.as_str()),
            None => "Other".to_owned(),
        },
    }
}

/// A name for the middle of a line: with a small first letter, unless it is an abbreviation.
fn decapitalised(name: &str) -> String {
    let mut letters = name.chars();
    match (letters.next(), letters.next()) {
        (Some(first), Some(second)) if second.is_lowercase() => {
            first.to_lowercase().chain(name.chars().skip(1)).collect()
        }
        _ => name.to_owned(),
    }
}
