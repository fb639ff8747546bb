//! Trials and analyses: who was studied, what was compared, what came out.

use crate::model::Record;
use crate::model::analysis::Analysis;
use crate::model::effect::Arm;
use crate::model::number::Count;
use crate::model::reference::CiteKey;
use crate::model::source::Sources;
use crate::model::study::Plan;
use crate::model::text::{Date, Registry};
use crate::model::trial::{Ended, Funding, Population, Trial};
use crate::view::block::{Block, Fact, InRoles, Piece, Rich, Role, Row, Section, Table, columns};
use crate::view::builder::{Builder, facts, prose, separated, words};
use crate::view::common::{arm_name, noted, own_works, section};
use crate::view::doubts::marks;

use super::results::{complications, outcomes};
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
            top(builder, record, "sample_size", trial.sample_size.as_ref()),
        ),
        (
            "Patients analysed",
            top(builder, record, "analysed", trial.analysed.as_ref()),
        ),
        ("Published", year(builder, record, trial.year.as_ref())),
    ];
    overview.extend(publications(builder, record, trial.reference.as_ref(), &trial.reports));
    if trial.primary_not_stated {
        overview.push(("Primary outcome", vec![Piece::muted("not stated")]));
    }
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
    .in_roles([
        Role::Glance,
        Role::Population,
        Role::Arms,
        Role::Outcomes,
        Role::Complications,
        Role::Other,
    ])
}

pub fn analysis(builder: &mut Builder<'_>, record: &Record, analysis: &Analysis) -> Vec<Section> {
    let mut overview = vec![
        ("Design", vec![Piece::text(analysis.design.in_words())]),
        ("Data", analysis.data.iter().map(|d| Piece::text(d.as_str())).collect()),
        (
            "Studies pooled",
            top(builder, record, "pooled", analysis.pooled.as_ref()),
        ),
        ("Of these in the handbook", builder.refs(&analysis.pools)),
        (
            "Patients",
            top(builder, record, "sample_size", analysis.sample_size.as_ref()),
        ),
        ("Published", year(builder, record, analysis.year.as_ref())),
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

/// A number at the top of a record, with what is doubted of it.
fn top(builder: &mut Builder<'_>, record: &Record, field: &str, number: Option<&Count>) -> Rich {
    let mut line = count(builder, number, record.source_of(field));
    line.extend(marks(builder, field));
    line
}

pub fn count(builder: &mut Builder<'_>, count: Option<&Count>, source: &Sources) -> Rich {
    count.map(|n| builder.sourced(n, source)).into_iter().collect()
}

/// The year of publication, beside where it was read.
fn year(builder: &mut Builder<'_>, record: &Record, year: Option<&Date>) -> Rich {
    let source = record.source_of("year");
    let mut line: Rich = year.map(|y| builder.sourced(y, source)).into_iter().collect();
    line.extend(marks(builder, "year"));
    line
}

/// The number in a registry, beside where it was read.
pub fn registry(builder: &mut Builder<'_>, record: &Record, number: Option<&Registry>) -> Rich {
    let source = record.source_of("registry");
    let mut line: Rich = number.map(|n| builder.sourced(n, source)).into_iter().collect();
    line.extend(marks(builder, "registry"));
    line
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
        if !read_in.is_empty() && !own_works(record).iter().any(|own| read_in.contains(own)) {
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
                {
                    let mut size = count(builder, arm.size.as_ref(), &arm.source);
                    size.extend(marks(builder, &format!("arms.{}.size", arm.id)));
                    size
                },
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

fn planned(builder: &mut Builder<'_>, plan: &Plan, arms: &[Arm]) -> Option<Section> {
    let facts = facts(vec![
        ("Size", count(builder, plan.sample_size.as_ref(), &plan.source)),
        ("Population", noted(builder, plan.population.as_ref(), &plan.source)),
        ("Intervention", noted(builder, plan.intervention.as_ref(), &plan.source)),
        ("Control", noted(builder, plan.control.as_ref(), &plan.source)),
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
