//! Trees of criteria as readers see them.

use super::block::{Criterion as View, Joined, Piece, Prose, Rich};
use super::builder::{Builder, separated};
use super::said::{Said, around, choice, joined};
use crate::model::criterion::{Criterion, Form};

/// A tree, with the sources of its leaves.
pub fn tree(builder: &mut Builder<'_>, criterion: &Criterion) -> View {
    let words = builder.context.words;
    let how = match criterion.form() {
        Some(Form::All(_)) => Some(Joined::All),
        Some(Form::Any(_)) => Some(Joined::Any),
        Some(Form::AtLeast(n, _)) => Some(Joined::AtLeast(n.to_string())),
        _ => None,
    };
    let joins = how.as_ref().map(|how| match how {
        Joined::All => words.say("all-of").to_owned(),
        Joined::Any => words.say("any-of").to_owned(),
        Joined::AtLeast(number) => words.with("at-least-of", &[("number", number.into())]),
    });
    let children = criterion.children().iter().map(|child| tree(builder, child)).collect();
    let text = match &joins {
        Some(_) => words_of(criterion),
        None => leaf(builder, criterion),
    };
    View {
        anchor: criterion.id.as_ref().map(ToString::to_string),
        how,
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
    let words = builder.context.words;
    let source = &criterion.source;
    let mut line = match criterion.form() {
        Some(Form::Measured(_)) => {
            let is = criterion
                .is
                .as_ref()
                .map(|is| vec![builder.sourced(is.said(words), source)]);
            let trend = criterion.trend.map(|trend| vec![Piece::text(choice(words, trend))]);
            separated(is.into_iter().chain(trend), " ")
        }
        Some(Form::Needs(therapies)) => {
            let therapies = therapies.iter().map(|t| vec![Piece::Link(builder.target(t.target()))]);
            let therapies = joined(words, "joined-or", therapies.collect::<Vec<_>>());
            around(words, "needs", Piece::plain, &[("therapies", therapies)])
        }
        Some(Form::Condition(condition)) => vec![Piece::Link(builder.target(condition.target()))],
        Some(Form::Definition(definition)) => {
            let definition = vec![Piece::Link(builder.target(definition.target()))];
            around(words, "meets", Piece::plain, &[("definition", definition)])
        }
        _ => words_of(criterion),
    };
    if let Some(dose) = &criterion.dose {
        line.extend([Piece::text(" "), builder.sourced(dose.said(words), source)]);
    }
    if let Some(keep) = &criterion.to_keep {
        let parameter = vec![Piece::Link(builder.target(keep.parameter.target()))];
        let bound = vec![builder.sourced(keep.is.said(words), source)];
        line.push(Piece::text(" "));
        line.extend(around(
            words,
            "to-keep",
            Piece::plain,
            &[("parameter", parameter), ("bound", bound)],
        ));
    }
    if let Some(lasting) = &criterion.lasting {
        let time = vec![builder.sourced(lasting.said(words), source)];
        line.push(Piece::text(" "));
        line.extend(around(words, "for-so-long", Piece::plain, &[("time", time)]));
    }
    if let Some(time) = &criterion.time {
        line.extend([Piece::text(", "), builder.sourced(time.said(words), source)]);
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
    let words = builder.context.words;
    if let Some(keep) = &criterion.to_keep {
        let parameter = decapitalised(&builder.name(keep.parameter.id()));
        return words.with("subject-support-to-keep", &[("parameter", (&parameter).into())]);
    }
    match criterion.form() {
        Some(Form::Measured(parameter)) => builder.name(parameter.id()),
        Some(Form::Needs(_)) => words.say("subject-support").to_owned(),
        Some(Form::Condition(_) | Form::Definition(_)) => words.say("subject-condition").to_owned(),
        _ => match &criterion.id {
            Some(id) => builder.id_words(id.as_str()),
            None => words.say("subject-other").to_owned(),
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
