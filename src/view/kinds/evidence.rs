//! Trials and analyses: who was studied, what was compared, what came out.

use crate::model::Record;
use crate::model::analysis::Analysis;
use crate::model::effect::{Arm, Complication, Effect, Outcome, Results};
use crate::model::number::{Count, PValue};
use crate::model::reference::CiteKey;
use crate::model::source::Sources;
use crate::model::study::Plan;
use crate::model::text::Registry;
use crate::model::trial::{Ended, Funding, Population, Trial};
use crate::view::block::{Block, Column, Fact, Piece, Prose, Rich, Row, Section, Table, columns};
use crate::view::builder::{Builder, facts, prose, separated, words};
use crate::view::common::{about, arm_name, by_arm, section, superseded};
use crate::view::derived::sourced;

use super::study::endpoints;

pub fn trial(builder: &mut Builder<'_>, record: &Record, trial: &Trial) -> Vec<Section> {
    let blinding = trial
        .blinding
        .iter()
        .map(|b| builder.sourced(b, record.source_of("blinding")))
        .collect();
    let mut overview = vec![
        ("Design", vec![Piece::text(words(trial.design))]),
        ("Blinding", blinding),
        ("Registry", registry(builder, record, trial.registry.as_ref())),
        (
            "Patients randomised",
            count(builder, trial.sample_size.as_ref(), record.source_of("sample_size")),
        ),
        (
            "Patients analysed",
            count(builder, trial.analysed.as_ref(), record.source_of("analysed")),
        ),
        (
            "Published",
            trial.year.iter().map(|y| Piece::text(y.as_str())).collect(),
        ),
    ];
    overview.extend(publications(builder, record, trial.reference.as_ref(), &trial.reports));
    overview.push(("Ended", ended(builder, trial.ended.as_ref())));
    overview.push(("Funding", funding(builder, trial.funding.as_ref())));
    let arms = &trial.arms;
    [
        section("At a glance", vec![Block::Facts { facts: facts(overview) }]),
        population(builder, trial.population.as_ref()),
        section("Arms", vec![Block::Table(arms_table(builder, record.name(), arms))]),
        outcomes(builder, record, arms, &trial.outcomes),
        complications(builder, record, arms, &trial.complications),
        trial.planned.as_ref().and_then(|plan| planned(builder, plan, arms)),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub fn analysis(builder: &mut Builder<'_>, record: &Record, analysis: &Analysis) -> Vec<Section> {
    let mut overview = vec![
        ("Design", vec![Piece::text(analysis.design.in_words())]),
        ("Data", analysis.data.iter().map(|d| Piece::text(d.as_str())).collect()),
        (
            "Studies pooled",
            count(builder, analysis.pooled.as_ref(), record.source_of("pooled")),
        ),
        ("Of these in the handbook", builder.refs(&analysis.pools)),
        (
            "Patients",
            count(builder, analysis.sample_size.as_ref(), record.source_of("sample_size")),
        ),
        (
            "Published",
            analysis.year.iter().map(|y| Piece::text(y.as_str())).collect(),
        ),
    ];
    overview.extend(publications(
        builder,
        record,
        analysis.reference.as_ref(),
        &analysis.reports,
    ));
    overview.push(("Funding", funding(builder, analysis.funding.as_ref())));
    let arms = &analysis.arms;
    [
        section("At a glance", vec![Block::Facts { facts: facts(overview) }]),
        population(builder, analysis.population.as_ref()),
        section("Groups", vec![Block::Table(arms_table(builder, record.name(), arms))]),
        outcomes(builder, record, arms, &analysis.outcomes),
        complications(builder, record, arms, &analysis.complications),
    ]
    .into_iter()
    .flatten()
    .collect()
}

pub fn count(builder: &mut Builder<'_>, count: Option<&Count>, source: &Sources) -> Rich {
    count.map(|n| builder.sourced(n, source)).into_iter().collect()
}

/// The number in a registry, beside where it was read.
pub fn registry(builder: &mut Builder<'_>, record: &Record, number: Option<&Registry>) -> Rich {
    let source = record.source_of("registry");
    number.map(|n| builder.sourced(n, source)).into_iter().collect()
}

/// The study's own report, and in which reviews its values were read where that was not in the report itself.
fn publications<'l>(
    builder: &Builder<'_>,
    record: &Record,
    reference: Option<&CiteKey>,
    reports: &[CiteKey],
) -> Vec<(&'l str, Rich)> {
    let mut own = Rich::new();
    if let Some(key) = reference {
        own.push(builder.work(key.as_str()));
        let read_in = record.read_in();
        if !read_in.contains(key.as_str()) && !read_in.is_empty() {
            own.push(Piece::muted(" – values as reported by "));
            own.extend(separated(read_in.iter().map(|key| vec![builder.work(key)]), " and "));
        }
    }
    let more = separated(reports.iter().map(|key| vec![builder.work(key.as_str())]), ", ");
    vec![("Own report", own), ("Further reports", more)]
}

fn ended(builder: &mut Builder<'_>, ended: Option<&Ended>) -> Rich {
    let Some(ended) = ended else { return Rich::new() };
    let mut line = vec![builder.sourced(words(ended.how), &ended.source)];
    if let Some(planned) = &ended.planned_size {
        line.push(Piece::text(", planned size "));
        line.push(builder.sourced(planned, &ended.source));
    }
    if ended.why.is_some() {
        line.push(Piece::text(": "));
        line.extend(prose(ended.why.as_ref()));
    }
    line
}

pub fn funding(builder: &mut Builder<'_>, funding: Option<&Funding>) -> Rich {
    let Some(funding) = funding else { return Rich::new() };
    let payers: Vec<&str> = funding.by.iter().map(|p| p.as_str()).collect();
    let mut line = Rich::new();
    if !payers.is_empty() {
        line.push(builder.sourced(payers.join(", "), &funding.source));
    }
    let text = prose(funding.text.as_ref());
    separated([line, text].into_iter().filter(|l| !l.is_empty()), ": ")
}

pub fn population(builder: &mut Builder<'_>, population: Option<&Population>) -> Option<Section> {
    let facts = population_facts(builder, population?);
    section("Population", vec![Block::Facts { facts }])
}

pub fn population_facts(builder: &mut Builder<'_>, population: &Population) -> Vec<Fact> {
    let mut who = prose(population.text.as_ref());
    for note in builder.notes(&population.source) {
        who.push(Piece::Note { number: note });
    }
    if population.text.is_none() {
        who.clear();
    }
    facts(vec![
        ("Who", who),
        ("Conditions", builder.refs(&population.conditions)),
        (
            "Definition",
            population
                .definition
                .iter()
                .map(|d| Piece::Link(builder.target(d.target())))
                .collect(),
        ),
        ("Stages", builder.links(population.stages.iter().map(|s| &s.0))),
        ("Left out", prose(population.excluded.as_ref())),
    ])
}

pub fn arms_table(builder: &mut Builder<'_>, of: &str, arms: &[Arm]) -> Table {
    let rows = arms
        .iter()
        .map(|arm| Row {
            anchor: Some(arm.id.to_string()),
            cells: vec![
                vec![Piece::text(arm_name(builder, arm))],
                vec![Piece::text(words(arm.role))],
                builder.refs(&arm.therapies),
                count(builder, arm.size.as_ref(), &arm.source),
                prose(arm.text.as_ref()),
            ],
            notes: builder.notes(&arm.source),
            group: false,
        })
        .collect();
    Table {
        caption: format!("Arms of {of}"),
        head: columns(["Arm", "Role", "Therapies", "Patients", "Details"]),
        rows,
        noted: true,
    }
    .without_empty_columns()
}

fn outcomes(builder: &mut Builder<'_>, record: &Record, arms: &[Arm], outcomes: &[Outcome]) -> Option<Section> {
    let rows = outcomes
        .iter()
        .map(|outcome| {
            let mut name = vec![Piece::text(outcome.name.as_str())];
            if outcome.primary {
                name.push(Piece::text(" "));
                name.push(Piece::Badge {
                    text: "primary".to_owned(),
                    tone: "accent",
                });
            }
            name.extend(superseded(builder, outcome.superseded_by.as_ref()));
            if !outcome.composite.is_empty() {
                let parts: Vec<&str> = outcome.composite.iter().map(|p| p.as_str()).collect();
                name.push(Piece::Break);
                name.push(Piece::muted(format!("Any of: {}", parts.join("; "))));
            }
            let line = Line {
                record,
                name,
                time: outcome.time.iter().map(|t| Piece::text(t.to_string())).collect(),
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
            row(builder, arms, outcome.id.as_str(), line)
        })
        .collect();
    let table = results_table(builder, format!("Outcomes of {}", record.name()), "Outcome", arms, rows);
    section("Outcomes", vec![Block::Table(table)])
}

fn complications(builder: &mut Builder<'_>, record: &Record, arms: &[Arm], harms: &[Complication]) -> Option<Section> {
    let rows = harms
        .iter()
        .map(|harm| {
            let line = Line {
                record,
                name: vec![Piece::text(harm.name.as_str())],
                time: harm.time.iter().map(|t| Piece::text(t.to_string())).collect(),
                effect: harm.effect.as_ref(),
                p: harm.p.as_ref(),
                results: &harm.results,
                text: prose(harm.text.as_ref()),
                source: &harm.source,
            };
            row(builder, arms, harm.id.as_str(), line)
        })
        .collect();
    let caption = format!("Complications in {}", record.name());
    let table = results_table(builder, caption, "Complication", arms, rows);
    section("Complications", vec![Block::Table(table)])
}

/// A line of results.
struct Line<'a> {
    record: &'a Record,
    name: Rich,
    time: Rich,
    effect: Option<&'a Effect>,
    p: Option<&'a PValue>,
    results: &'a [Results],
    text: Rich,
    source: &'a Sources,
}

fn row(builder: &mut Builder<'_>, arms: &[Arm], id: &str, line: Line<'_>) -> Row {
    let mut cells = vec![line.name, line.time];
    for arm in arms {
        let results = line.results.iter().filter(|r| r.arm.as_str() == arm.id.as_str());
        let results: Vec<Rich> = results
            .map(|r| sourced(builder, line.record, r, &r.source, r.derived.as_ref()))
            .collect();
        cells.push(separated(results, ", "));
    }
    let effect = line.effect.map(|e| effect_line(builder, line.record, arms, e));
    let p = line.p.map(|p| vec![builder.sourced(format!("P{p}"), line.source)]);
    cells.push(separated(effect.into_iter().chain(p), ", "));
    cells.push(line.text);
    Row {
        anchor: Some(id.to_owned()),
        cells,
        notes: builder.notes(line.source),
        group: false,
    }
}

/// An effect, and which arm it favours.
fn effect_line(builder: &mut Builder<'_>, record: &Record, arms: &[Arm], effect: &Effect) -> Rich {
    let mut line = sourced(builder, record, effect, &effect.source, effect.derived.as_ref());
    if let Some(favoured) = &effect.favours {
        let arm = arms.iter().find(|a| a.id.as_str() == favoured.as_str());
        let name = arm.map_or(favoured.as_str().to_owned(), |a| arm_name(builder, a));
        line.push(Piece::Break);
        line.push(Piece::muted(format!("favours {name}")));
    }
    line
}

fn results_table(builder: &Builder<'_>, caption: String, first: &str, arms: &[Arm], rows: Vec<Row>) -> Table {
    let mut head = columns([first, "When"]);
    head.extend(arms.iter().map(|arm| Column::from(arm_name(builder, arm).as_str())));
    head.extend(columns(["Effect", "In words"]));
    Table {
        caption,
        head,
        rows,
        noted: true,
    }
    .without_empty_columns()
}

fn planned(builder: &mut Builder<'_>, plan: &Plan, arms: &[Arm]) -> Option<Section> {
    let facts = facts(vec![
        ("Size", count(builder, plan.sample_size.as_ref(), &plan.source)),
        ("Population", prose(plan.population.as_ref())),
        ("Intervention", prose(plan.intervention.as_ref())),
        ("Control", prose(plan.control.as_ref())),
        ("Status then", {
            let status = plan.status.map(super::study::status_words);
            let as_of = plan.as_of.as_ref().map(|d| format!(" (as of {d})")).unwrap_or_default();
            status
                .map(|s| builder.sourced(format!("{s}{as_of}"), &plan.source))
                .into_iter()
                .collect()
        }),
    ]);
    let table = endpoints(builder, "the plan", &plan.endpoints, arms);
    section("As planned", vec![Block::Facts { facts }, Block::Table(table)])
}

/// The arms in one line: "A against B".
pub fn comparison(builder: &Builder<'_>, arms: &[Arm]) -> Rich {
    use crate::model::effect::Role;
    let side = |role: Role| -> Rich {
        let of_role = arms.iter().filter(|a| a.role == role);
        separated(
            of_role.map(|arm| {
                if arm.therapies.is_empty() || arm.name.is_some() {
                    vec![Piece::text(arm_name(builder, arm))]
                } else {
                    separated(
                        arm.therapies
                            .iter()
                            .map(|t| vec![Piece::Link(builder.target(t.target()))]),
                        " + ",
                    )
                }
            }),
            " or ",
        )
    };
    let (experimental, control) = (side(Role::Experimental), side(Role::Control));
    separated(
        [experimental, control].into_iter().filter(|s| !s.is_empty()),
        " against ",
    )
}

/// The result that a list shows: the primary outcome, else the one that the record has first.
pub fn key_result(builder: &mut Builder<'_>, record: &Record) -> Rich {
    use crate::model::Body;
    let (arms, outcomes) = match &record.body {
        Body::Trial(trial) => (&trial.arms, &trial.outcomes),
        Body::Analysis(analysis) => (&analysis.arms, &analysis.outcomes),
        _ => return Rich::new(),
    };
    let Some(outcome) = outcomes.iter().find(|o| o.primary).or_else(|| outcomes.first()) else {
        return vec![Piece::muted("not stated")];
    };
    let time = outcome.time.as_ref().map(|t| format!(", {t}")).unwrap_or_default();
    let mut line = vec![Piece::text(format!("{}{time}", outcome.name)), Piece::Break];
    let results = by_arm(builder, record, arms, &outcome.results);
    let effect = match (&outcome.effect, &outcome.p) {
        (Some(effect), _) => sourced(builder, record, effect, &effect.source, effect.derived.as_ref()),
        (None, Some(p)) => vec![builder.sourced(format!("P{p}"), &outcome.source)],
        (None, None) => Rich::new(),
    };
    let figures = separated([results, effect].into_iter().filter(|r| !r.is_empty()), "; ");
    if figures.is_empty() {
        line.extend(outcome.text.as_ref().map(|t| Piece::Prose(Prose::inline(t.as_str()))));
    } else {
        line.extend(figures);
    }
    line
}
