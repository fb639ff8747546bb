//! What pages of all record kinds show.

use std::collections::BTreeSet;

use super::block::{Block, Item, LinkTo, Piece, Prose, Rich, Row, Section, Table, columns};
use super::builder::{Builder, prose, separated, words};
use super::derived::sourced;
use super::disagreements;
use super::doubts::{self, marks};
use super::said::{self, Said};
use super::section::section;
use crate::model::common::{Finding, Statement};
use crate::model::effect::{Arm, ResultKind, Results};
use crate::model::reference::AnyRef;
use crate::model::source::Sources;
use crate::model::text::Markdown;
use crate::model::{Body, Record};

/// Findings, statements, what sources dispute, and accepted faults.
pub fn sections(builder: &mut Builder<'_>, record: &Record) -> Vec<Section> {
    let common = &record.common;
    let findings = findings(builder, record, &common.findings);
    let statements = statements(builder, &common.statements);
    let disputed = disagreements::disputed(builder, record);
    let accepted = doubts::items(builder, record);
    [
        ("section-findings", Block::Table(findings)),
        ("section-what-the-sources-say", Block::Items { items: statements }),
        ("section-where-sources-differ", Block::Table(disputed)),
        ("section-printed-so-and-in-doubt", Block::Items { items: accepted }),
    ]
    .map(|(id, block)| section(builder.context.words, id, vec![block]))
    .into_iter()
    .flatten()
    .collect()
}

fn findings(builder: &mut Builder<'_>, record: &Record, findings: &[Finding]) -> Table {
    let words = builder.context.words;
    let arms = arms_of(record);
    let rows = findings
        .iter()
        .map(|finding| {
            let mut result = Rich::new();
            if let Some(value) = &finding.value {
                result = sourced(builder, value.said(words), &finding.source, finding.derived.as_ref());
            }
            if let Some(effect) = &finding.effect {
                let effect = sourced(builder, effect.said(words), &finding.source, effect.derived.as_ref());
                result = separated([result, effect], "; ");
            }
            if !finding.results.is_empty() {
                let results = by_arm(builder, &arms, &finding.results);
                result = separated([result, results].into_iter().filter(|r| !r.is_empty()), "; ");
            }
            result.extend(marks(builder, &format!("findings.{}", finding.id)));
            let mut name = vec![Piece::text(finding.name.as_str())];
            name.extend(superseded(builder, finding.superseded_by.as_ref()));
            name.extend(reported_by(builder, record, [&finding.source]));
            let about = about(builder, &finding.about);
            let details = separated(
                [prose(finding.note.as_ref()), about]
                    .into_iter()
                    .filter(|d| !d.is_empty()),
                "",
            );
            Row {
                anchor: Some(finding.id.to_string()),
                cells: vec![
                    name,
                    result,
                    finding.of.iter().map(|of| Piece::text(of.as_str())).collect(),
                    finding.time.iter().map(|t| Piece::text(t.said(words))).collect(),
                    details,
                ],
                notes: builder.notes(&finding.source),
                group: false,
            }
        })
        .collect();
    Table {
        caption: words.with("ways-findings-of", &[("name", record.name().into())]),
        head: columns(words.all([
            "column-what",
            "column-value",
            "ways-column-in-whom",
            "column-when",
            "column-details",
        ])),
        rows,
        noted: true,
    }
    .without_empty_columns()
}

fn statements(builder: &mut Builder<'_>, statements: &[Statement]) -> Vec<Item> {
    statements
        .iter()
        .map(|statement| {
            let mut body = vec![Piece::Prose(Prose::inline(statement.text.as_str()))];
            body.extend(superseded(builder, statement.superseded_by.as_ref()));
            let about = about(builder, &statement.about);
            if !about.is_empty() {
                body.push(Piece::Break);
            }
            body.extend(about);
            Item {
                anchor: Some(statement.id.to_string()),
                title: Rich::new(),
                body,
                notes: builder.notes(&statement.source),
            }
        })
        .collect()
}

/// What has overtaken a value.
pub fn superseded(builder: &Builder<'_>, by: Option<&AnyRef>) -> Rich {
    match by {
        Some(by) => vec![
            Piece::text(" "),
            Piece::Badge {
                text: builder.context.words.say("ways-superseded-by").to_owned(),
                tone: "warning",
            },
            Piece::text(" "),
            Piece::Link(builder.target(&by.0)),
        ],
        None => Rich::new(),
    }
}

/// Records that a value speaks of.
pub fn about(builder: &Builder<'_>, about: &[AnyRef]) -> Rich {
    if about.is_empty() {
        return Rich::new();
    }
    let links = builder.links(about.iter().map(|r| &r.0));
    said::around(builder.context.words, "ways-about", Piece::aside, &[("records", links)])
}

/// The arms that a record's results belong to.
pub fn arms_of(record: &Record) -> Vec<Arm> {
    match &record.body {
        Body::Trial(trial) => trial.arms.clone(),
        Body::Analysis(analysis) => analysis.arms.clone(),
        Body::Study(study) => study.arms.clone(),
        _ => Vec::new(),
    }
}

/// What a table calls an arm: its name, else its therapies.
pub fn arm_name(builder: &Builder<'_>, arm: &Arm) -> String {
    if let Some(name) = &arm.name {
        return name.to_string();
    }
    let therapies: Vec<String> = arm.therapies.iter().map(|t| builder.name(t.id())).collect();
    if therapies.is_empty() {
        words(arm.id.as_str())
    } else {
        therapies.join(" + ")
    }
}

/// Results in one line: "Pump 40% against control 50%".
pub fn by_arm(builder: &mut Builder<'_>, arms: &[Arm], results: &[Results]) -> Rich {
    let lines: Vec<Rich> = results
        .iter()
        .map(|result| {
            let arm = arms.iter().find(|a| a.id.as_str() == result.arm.as_str());
            let name = arm.map_or(result.arm.as_str().to_owned(), |a| arm_name(builder, a));
            let mut line = vec![Piece::text(format!("{name} "))];
            line.extend(self::result(builder, result));
            line
        })
        .collect();
    separated(lines, "; ")
}

/// What happened in one arm, and how the figure came about where that is not plain counting.
pub fn result(builder: &mut Builder<'_>, result: &Results) -> Rich {
    let said = result.said(builder.context.words);
    let mut line = sourced(builder, said, &result.source, result.derived.as_ref());
    // A share of patients is what readers take a percentage for.
    if result.kind == Some(ResultKind::KaplanMeier) {
        line.push(Piece::text(" "));
        line.push(Piece::muted(builder.context.words.say("kaplan-meier-estimate")));
    }
    line
}

/// The works in which the record's own authors report it.
pub fn own_works(record: &Record) -> Vec<&str> {
    let (reference, reports) = match &record.body {
        Body::Trial(trial) => (&trial.reference, &trial.reports),
        Body::Analysis(analysis) => (&analysis.reference, &analysis.reports),
        _ => return Vec::new(),
    };
    reference.iter().chain(reports).map(|key| key.as_str()).collect()
}

/// "As reported by" the reviews in which something was read, where other values were read in the own report. Where none
/// was, the page says so once.
pub fn reported_by<'s>(builder: &Builder<'_>, record: &Record, sources: impl IntoIterator<Item = &'s Sources>) -> Rich {
    let own = own_works(record);
    if !own.iter().any(|key| record.read_in().contains(key)) {
        return Rich::new();
    }
    let cited = sources
        .into_iter()
        .flat_map(|s| &s.0)
        .map(|source| source.cite.as_str());
    let elsewhere: BTreeSet<&str> = cited.filter(|key| !own.contains(key)).collect();
    if elsewhere.is_empty() {
        return Rich::new();
    }
    let words = builder.context.words;
    let mut line = vec![
        Piece::Break,
        Piece::muted(words.say("ways-as-reported-by")),
        Piece::text(" "),
    ];
    line.extend(said::joined(
        words,
        "joined-and",
        elsewhere.into_iter().map(|key| vec![builder.work(key)]),
    ));
    line
}

/// Prose with the notes of its sources behind it.
pub fn noted(builder: &mut Builder<'_>, text: Option<&Markdown>, sources: &Sources) -> Rich {
    let mut line = prose(text);
    if !line.is_empty() {
        let notes = builder.notes(sources);
        line.extend(notes.into_iter().map(|number| Piece::Note { number }));
    }
    line
}

/// A link to a record with its full name beside it.
pub fn titled(builder: &Builder<'_>, record: &Record) -> Rich {
    let mut line = vec![Piece::Link(builder.link(&record.id))];
    if let Some(title) = &record.common.title {
        line.push(Piece::Break);
        line.push(Piece::muted(title.as_str()));
    }
    line
}

/// A link with nothing else.
pub fn only(link: LinkTo) -> Rich {
    vec![Piece::Link(link)]
}
