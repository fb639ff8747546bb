//! Outcomes and complications of trials and analyses.

use crate::model::Record;
use crate::model::effect::{Arm, Complication, Effect, Outcome, Results};
use crate::model::number::PValue;
use crate::model::source::Sources;
use crate::view::block::{Block, Column, Piece, Prose, Rich, Row, Section, Table, columns};
use crate::view::builder::{Builder, prose, separated};
use crate::view::common::{about, arm_name, by_arm, reported_by, result, superseded};
use crate::view::derived::sourced;
use crate::view::doubts::{marks, marks_but};
use crate::view::said::Said;
use crate::view::section::section;
use crate::words::Words;

pub fn outcomes(builder: &mut Builder<'_>, record: &Record, arms: &[Arm], outcomes: &[Outcome]) -> Option<Section> {
    let words = builder.context.words;
    let rows = outcomes
        .iter()
        .map(|outcome| {
            let mut name = vec![Piece::text(outcome.name.as_str())];
            if outcome.primary {
                name.push(Piece::text(" "));
                name.push(Piece::Badge {
                    text: words.say("findings-primary").to_owned(),
                    tone: "accent",
                });
            }
            name.extend(superseded(builder, outcome.superseded_by.as_ref()));
            if !outcome.composite.is_empty() {
                let parts: Vec<&str> = outcome.composite.iter().map(|p| p.as_str()).collect();
                name.push(Piece::Break);
                name.push(Piece::muted(
                    words.with("any-of-parts", &[("parts", (&parts.join("; ")).into())]),
                ));
            }
            let line = Line {
                name,
                time: when(words, outcome),
                effect: outcome.effect.as_ref(),
                p: outcome.p.as_ref(),
                results: &outcome.results,
                text: {
                    let text = prose(outcome.text.as_ref());
                    let about = about(builder, &outcome.about);
                    separated([text, about].into_iter().filter(|line| !line.is_empty()), " ")
                },
                source: &outcome.source,
            };
            row(builder, record, arms, ("outcomes", outcome.id.as_str()), line)
        })
        .collect();
    let table = results_table(
        builder,
        words.with("outcomes-of", &[("name", record.name().into())]),
        words.say("column-outcome"),
        arms,
        rows,
    );
    section(words, "section-outcomes", vec![Block::Table(table)])
}

/// When an outcome was assessed: the length of time, and what else the source says of it.
fn when(words: &Words, outcome: &Outcome) -> Rich {
    let time = outcome.time.iter().map(|t| vec![Piece::text(t.said(words))]);
    let when = outcome.when.iter().map(|w| vec![Piece::text(w.as_str())]);
    separated(time.chain(when), ", ")
}

pub fn complications(
    builder: &mut Builder<'_>,
    record: &Record,
    arms: &[Arm],
    complications: &[Complication],
) -> Option<Section> {
    let words = builder.context.words;
    let rows = complications
        .iter()
        .map(|harm| {
            let line = Line {
                name: vec![Piece::text(harm.name.as_str())],
                time: harm.time.iter().map(|t| Piece::text(t.said(words))).collect(),
                effect: harm.effect.as_ref(),
                p: harm.p.as_ref(),
                results: &harm.results,
                text: prose(harm.text.as_ref()),
                source: &harm.source,
            };
            row(builder, record, arms, ("complications", harm.id.as_str()), line)
        })
        .collect();
    let table = results_table(
        builder,
        words.with("complications-in", &[("name", record.name().into())]),
        words.say("column-complication"),
        arms,
        rows,
    );
    section(words, "section-complications", vec![Block::Table(table)])
}

/// A line of results.
struct Line<'a> {
    name: Rich,
    time: Rich,
    effect: Option<&'a Effect>,
    p: Option<&'a PValue>,
    results: &'a [Results],
    text: Rich,
    source: &'a Sources,
}

fn row(builder: &mut Builder<'_>, record: &Record, arms: &[Arm], (list, id): (&str, &str), line: Line<'_>) -> Row {
    // Each value has the marks of its own field, and the name those of all else.
    let field = |name: &str| format!("{list}.{id}.{name}");
    let [effect_field, p_field] = ["effect", "p"].map(field);
    let arm_fields: Vec<String> = arms.iter().map(|arm| field(&format!("results.{}", arm.id))).collect();
    let own: Vec<&str> = arm_fields
        .iter()
        .chain([&effect_field, &p_field])
        .map(String::as_str)
        .collect();
    let sources = line
        .results
        .iter()
        .map(|r| &r.source)
        .chain(line.effect.map(|effect| &effect.source));
    let mut name = line.name;
    name.extend(marks_but(builder, &format!("{list}.{id}"), &own));
    name.extend(reported_by(builder, record, sources.chain([line.source])));
    let mut cells = vec![name, line.time];
    for (arm, field) in arms.iter().zip(&arm_fields) {
        let results = line.results.iter().filter(|r| r.arm.as_str() == arm.id.as_str());
        let results: Vec<Rich> = results.map(|r| result(builder, r)).collect();
        let mut cell = separated(results, ", ");
        cell.extend(marks(builder, field));
        cells.push(cell);
    }
    let effect = line.effect.map(|effect| effect_line(builder, arms, effect));
    let p = line.p.map(|p| vec![builder.sourced(format!("P{p}"), line.source)]);
    let mut cell = separated(effect.into_iter().chain(p), ", ");
    cell.extend(marks(builder, &effect_field));
    cell.extend(marks(builder, &p_field));
    cells.push(cell);
    cells.push(line.text);
    Row {
        anchor: Some(id.to_owned()),
        cells,
        notes: builder.notes(line.source),
        group: false,
    }
}

/// An effect, and which arm it favours.
fn effect_line(builder: &mut Builder<'_>, arms: &[Arm], effect: &Effect) -> Rich {
    let words = builder.context.words;
    let mut line = sourced(builder, effect.said(words), &effect.source, effect.derived.as_ref());
    if let Some(favoured) = &effect.favours {
        let arm = arms.iter().find(|a| a.id.as_str() == favoured.as_str());
        let name = arm.map_or(favoured.as_str().to_owned(), |a| arm_name(builder, a));
        line.push(Piece::Break);
        line.push(Piece::muted(words.with("favours", &[("arm", (&name).into())])));
    }
    line
}

fn results_table(builder: &Builder<'_>, caption: String, first: &str, arms: &[Arm], rows: Vec<Row>) -> Table {
    let words = builder.context.words;
    let mut head = columns([first, words.say("column-when")]);
    head.extend(arms.iter().map(|arm| Column::from(arm_name(builder, arm).as_str())));
    head.extend(columns(words.all(["column-effect", "column-in-words"])));
    Table {
        caption,
        head,
        rows,
        noted: true,
    }
    .without_empty_columns()
}

/// The result that a list shows: the primary outcome, else the one that the record has first.
pub fn key_result(builder: &mut Builder<'_>, record: &Record) -> Rich {
    builder.of(&record.id, |builder| primary(builder, record))
}

fn primary(builder: &mut Builder<'_>, record: &Record) -> Rich {
    use crate::model::Body;
    let words = builder.context.words;
    let (arms, outcomes) = match &record.body {
        Body::Trial(trial) => (&trial.arms, &trial.outcomes),
        Body::Analysis(analysis) => (&analysis.arms, &analysis.outcomes),
        _ => return Rich::new(),
    };
    let Some(outcome) = outcomes.iter().find(|o| o.primary).or_else(|| outcomes.first()) else {
        return vec![Piece::muted(words.say("not-stated"))];
    };
    let time = outcome
        .time
        .as_ref()
        .map(|t| format!(", {}", t.said(words)))
        .unwrap_or_default();
    let mut line = vec![Piece::text(format!("{}{time}", outcome.name)), Piece::Break];
    let results = by_arm(builder, arms, &outcome.results);
    let effect = match (&outcome.effect, &outcome.p) {
        (Some(effect), _) => sourced(builder, effect.said(words), &effect.source, effect.derived.as_ref()),
        (None, Some(p)) => vec![builder.sourced(format!("P{p}"), &outcome.source)],
        (None, None) => Rich::new(),
    };
    let figures = separated([results, effect].into_iter().filter(|r| !r.is_empty()), "; ");
    if figures.is_empty() {
        line.extend(outcome.text.as_ref().map(|t| Piece::Prose(Prose::inline(t.as_str()))));
    } else {
        line.extend(figures);
    }
    line.extend(marks(builder, &format!("outcomes.{}", outcome.id)));
    line
}
