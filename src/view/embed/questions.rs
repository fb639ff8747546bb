//! Open questions, with the studies that may answer them.

use super::{group_row, named};
use crate::model::question::Question;
use crate::model::reference::AnyRef;
use crate::model::study::Study;
use crate::model::{Kind, Record, RecordId};
use crate::view::block::{Piece, Prose, Rich, Row, Table, columns};
use crate::view::builder::{Builder, separated};
use crate::view::kinds::status_words;
use crate::view::said;

/// All questions, or those that are named: those under study first.
pub fn table(builder: &mut Builder<'_>, only: Option<&[RecordId]>) -> Table {
    let say = |id| builder.context.words.say(id);
    let all = named(builder, only, |builder| {
        let all = builder.context.ask.all::<Question>();
        all.map(|(record, question)| (&**record, question)).collect()
    });
    let (open, unstudied): (Vec<_>, Vec<_>) = all.into_iter().partition(|(_, question)| !question.studies.is_empty());
    let groups = [("questions-open", open), ("questions-unstudied", unstudied)];
    let mut rows = Vec::new();
    for (title, questions) in groups.into_iter().filter(|(_, questions)| !questions.is_empty()) {
        rows.push(group_row(say(title)));
        rows.extend(
            questions
                .into_iter()
                .map(|(record, question)| row(builder, record, question)),
        );
    }
    Table {
        caption: said::kinds(builder.context.words, Kind::Question).to_owned(),
        head: columns([
            say("questions-name"),
            say("questions-question"),
            say("questions-studies"),
            say("questions-known"),
            say("questions-argued"),
        ]),
        rows,
        noted: false,
    }
    .without_empty_columns()
}

fn row(builder: &Builder<'_>, record: &Record, question: &Question) -> Row {
    let studies = question.studies.iter().map(|study| under_way(builder, study));
    Row {
        cells: vec![
            vec![Piece::Link(builder.link(&record.id))],
            vec![Piece::Prose(Prose::inline(question.text.as_str()))],
            separated(studies, "; "),
            builder.evidence(&question.evidence),
            builder.refs(&question.positions),
        ],
        ..Row::default()
    }
}

/// A study, and where it stands.
fn under_way(builder: &Builder<'_>, AnyRef(target): &AnyRef) -> Rich {
    let mut line = vec![Piece::Link(builder.target(target))];
    let study = builder
        .record(&target.record)
        .and_then(|record| record.as_kind::<Study>());
    if let Some(study) = study {
        let status = status_words(builder.context.words, study.status);
        let as_of = study.as_of.as_ref().map(|day| format!(", {day}")).unwrap_or_default();
        line.push(Piece::muted(format!(" ({status}{as_of})")));
    }
    line
}
