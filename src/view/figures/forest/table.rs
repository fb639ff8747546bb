//! The data of a forest plot.

use super::gather::{Effected, Panel};
use super::{study, title};
use crate::model::RecordId;
use crate::model::design::StudyDesign;
use crate::model::effect::{Arm, Results};
use crate::model::number::PValue;
use crate::view::block::{Piece, Rich, Row, Table, columns};
use crate::view::builder::{Builder, capitalised};
use crate::view::common::{arm_name, result};
use crate::view::derived::sourced;
use crate::view::doubts::marks;
use crate::view::said;
use crate::words::Words;

/// The data: a row for each result, under the heading of its panel.
pub fn table(builder: &mut Builder<'_>, therapy: &RecordId, outcome: &str, panels: &[Panel<'_>]) -> Table {
    let say = builder.context.words;
    let mut rows = Vec::new();
    let name = builder.name(therapy);
    for panel in panels {
        rows.push(Row {
            cells: vec![vec![Piece::text(title(builder, panel))]],
            group: true,
            ..Row::default()
        });
        for result in &panel.results {
            rows.push(builder.of(&result.record.id, |builder| row(builder, result)));
        }
    }
    let about = [("outcome", outcome.into()), ("therapy", (&name).into())];
    Table {
        caption: say.with("forest-title", &about),
        head: columns([
            say.say("forest-study"),
            say.say("forest-design"),
            say.say("forest-patients"),
            say.say("forest-tried"),
            say.say("forest-in-tried"),
            say.say("forest-compared"),
            say.say("forest-in-compared"),
            say.say("forest-measure"),
            say.say("forest-estimate"),
            say.say("forest-low"),
            say.say("forest-high"),
            say.say("forest-level"),
            say.say("forest-p"),
        ]),
        rows,
        noted: true,
    }
    .without_empty_columns()
}

fn row(builder: &mut Builder<'_>, result: &Effected<'_>) -> Row {
    let effect = result.effect;
    let id = &result.outcome.id;
    let [tried, compared] = result
        .arms
        .map(|arm| -> Rich { arm.map(|arm| Piece::text(arm_name(builder, arm))).into_iter().collect() });
    let [in_tried, in_compared] = result.arms.map(|arm| in_arm(builder, result, arm));
    let mut estimate = sourced(builder, &effect.estimate, &effect.source, effect.derived.as_ref());
    estimate.extend(marks(builder, &format!("outcomes.{id}.effect")));
    let mut value = |value: Option<String>| -> Rich {
        value
            .map(|value| builder.sourced(value, &effect.source))
            .into_iter()
            .collect()
    };
    let [low, high] = match &effect.ci {
        Some(ends) => ends.each_ref().map(|end| value(Some(end.to_string()))),
        None => [Rich::new(), Rich::new()],
    };
    let level = effect
        .ci
        .as_ref()
        .map(|_| effect.ci_level.as_ref().map_or("95", |level| level.as_str()).to_owned());
    let (level, p) = (value(level), value(effect.p.as_ref().map(p_value)));
    let link = study(builder, result);
    Row {
        cells: vec![
            vec![Piece::Link(link)],
            vec![Piece::text(design(builder.context.words, result))],
            patients(builder, result),
            tried,
            in_tried,
            compared,
            in_compared,
            vec![Piece::text(said::choice(builder.context.words, effect.measure))],
            estimate,
            low,
            high,
            level,
            p,
        ],
        notes: builder.notes(&effect.source),
        ..Row::default()
    }
}

/// What happened in an arm.
fn in_arm(builder: &mut Builder<'_>, of: &Effected<'_>, arm: Option<&Arm>) -> Rich {
    let is_arm = |results: &&Results| arm.is_some_and(|arm| results.arm.as_str() == arm.id.as_str());
    let Some(found) = of.outcome.results.iter().find(is_arm) else {
        return Rich::new();
    };
    let mut cell = result(builder, found);
    cell.extend(marks(
        builder,
        &format!("outcomes.{}.results.{}", of.outcome.id, found.arm.as_str()),
    ));
    cell
}

fn design(words: &Words, result: &Effected<'_>) -> String {
    let design = StudyDesign::of(&result.record.body).map(|design| said::named(words, "design", design));
    capitalised(&design.unwrap_or_else(|| words.say("design-not-stated").to_owned()))
}

/// A P value without the sign of equality, which a column needs no more than a reader does.
fn p_value(p: &PValue) -> String {
    let written = p.to_string();
    written
        .strip_prefix('=')
        .map_or(written.clone(), |number| number.trim().to_owned())
}

/// The size of the study as it is printed.
fn patients(builder: &mut Builder<'_>, result: &Effected<'_>) -> Rich {
    use crate::model::Body;
    let record = result.record;
    let (field, count) = match &record.body {
        Body::Trial(trial) if trial.analysed.is_some() => ("analysed", trial.analysed.as_ref()),
        Body::Trial(trial) => ("sample_size", trial.sample_size.as_ref()),
        Body::Analysis(analysis) => ("sample_size", analysis.sample_size.as_ref()),
        _ => return Rich::new(),
    };
    let mut cell: Rich = count
        .map(|n| builder.sourced(n, record.source_of(field)))
        .into_iter()
        .collect();
    cell.extend(marks(builder, field));
    cell
}
