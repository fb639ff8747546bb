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
use crate::view::block::{Block, Fact, Piece, Rich, Row, Section, Table, columns};
use crate::view::builder::{Builder, capitalised, facts, prose, separated};
use crate::view::common::{arm_name, noted, own_works};
use crate::view::doubts::marks;
use crate::view::role::{InRoles, Role};
use crate::view::said::{around, chosen, joined, named};
use crate::view::section::section;

use super::results::{complications, outcomes};
use super::study::endpoints;

pub fn trial(builder: &mut Builder<'_>, record: &Record, trial: &Trial) -> Vec<Section> {
    let words = builder.context.words;
    let blinding = trial
        .blinding
        .iter()
        .map(|b| builder.sourced(b, record.source_of("blinding")))
        .collect();
    let mut overview = vec![
        ("fact-design", vec![Piece::text(chosen(words, trial.design))]),
        ("fact-blinding", blinding),
        ("fact-registry", registry(builder, record, trial.registry.as_ref())),
        (
            "fact-patients-randomised",
            top(builder, record, "sample_size", trial.sample_size.as_ref()),
        ),
        (
            "fact-patients-analysed",
            top(builder, record, "analysed", trial.analysed.as_ref()),
        ),
        ("fact-published", year(builder, record, trial.year.as_ref())),
    ];
    overview.extend(publications(builder, record, trial.reference.as_ref(), &trial.reports));
    if trial.primary_not_stated {
        overview.push(("fact-primary-outcome", vec![Piece::muted(words.say("not-stated"))]));
    }
    overview.push(("fact-ended", ended(builder, trial.ended.as_ref())));
    overview.push(("fact-funding", funding(builder, trial.funding.as_ref())));
    let arms = &trial.arms;
    [
        section(
            words,
            "section-at-a-glance",
            vec![Block::Facts {
                facts: facts(words, overview),
            }],
        ),
        population(builder, trial.population.as_ref()),
        section(
            words,
            "section-arms",
            vec![Block::Table(arms_table(builder, record.name(), arms))],
        ),
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
    let words = builder.context.words;
    let mut overview = vec![
        (
            "fact-design",
            vec![Piece::text(capitalised(&named(words, "design", analysis.design)))],
        ),
        (
            "fact-data",
            analysis.data.iter().map(|d| Piece::text(d.as_str())).collect(),
        ),
        (
            "fact-studies-pooled",
            top(builder, record, "pooled", analysis.pooled.as_ref()),
        ),
        ("fact-of-these-here", builder.refs(&analysis.pools)),
        (
            "fact-patients",
            top(builder, record, "sample_size", analysis.sample_size.as_ref()),
        ),
        ("fact-published", year(builder, record, analysis.year.as_ref())),
    ];
    overview.extend(publications(
        builder,
        record,
        analysis.reference.as_ref(),
        &analysis.reports,
    ));
    overview.push(("fact-funding", funding(builder, analysis.funding.as_ref())));
    let arms = &analysis.arms;
    [
        section(
            words,
            "section-at-a-glance",
            vec![Block::Facts {
                facts: facts(words, overview),
            }],
        ),
        population(builder, analysis.population.as_ref()),
        section(
            words,
            "section-groups",
            vec![Block::Table(arms_table(builder, record.name(), arms))],
        ),
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
fn publications(
    builder: &Builder<'_>,
    record: &Record,
    reference: Option<&CiteKey>,
    reports: &[CiteKey],
) -> Vec<(&'static str, Rich)> {
    let words = builder.context.words;
    let mut own = Rich::new();
    if let Some(key) = reference {
        own.push(builder.work(key.as_str()));
        let read_in = record.read_in();
        if !read_in.is_empty() && !own_works(record).iter().any(|own| read_in.contains(own)) {
            let works = joined(words, "joined-and", read_in.iter().map(|key| vec![builder.work(key)]));
            own.push(Piece::text(" "));
            own.extend(around(words, "values-reported-by", Piece::aside, &[("works", works)]));
        }
    }
    let more = separated(reports.iter().map(|key| vec![builder.work(key.as_str())]), ", ");
    vec![("fact-own-report", own), ("fact-further-reports", more)]
}

fn ended(builder: &mut Builder<'_>, ended: Option<&Ended>) -> Rich {
    let Some(ended) = ended else { return Rich::new() };
    let words = builder.context.words;
    let mut line = vec![builder.sourced(chosen(words, ended.how), &ended.source)];
    if let Some(planned) = &ended.planned_size {
        let size = vec![builder.sourced(planned, &ended.source)];
        line.push(Piece::text(", "));
        line.extend(around(words, "planned-size", Piece::plain, &[("size", size)]));
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
    let words = builder.context.words;
    let facts = population_facts(builder, population?);
    section(words, "section-population", vec![Block::Facts { facts }])
}

pub fn population_facts(builder: &mut Builder<'_>, population: &Population) -> Vec<Fact> {
    let words = builder.context.words;
    let mut who = prose(population.text.as_ref());
    for note in builder.notes(&population.source) {
        who.push(Piece::Note { number: note });
    }
    if population.text.is_none() {
        who.clear();
    }
    facts(
        words,
        vec![
            ("fact-who", who),
            ("fact-conditions", builder.refs(&population.conditions)),
            (
                "fact-definition",
                population
                    .definition
                    .iter()
                    .map(|d| Piece::Link(builder.target(d.target())))
                    .collect(),
            ),
            ("fact-stages", builder.links(population.stages.iter().map(|s| &s.0))),
            ("fact-left-out", prose(population.excluded.as_ref())),
        ],
    )
}

pub fn arms_table(builder: &mut Builder<'_>, of: &str, arms: &[Arm]) -> Table {
    let words = builder.context.words;
    let rows = arms
        .iter()
        .map(|arm| Row {
            anchor: Some(arm.id.to_string()),
            cells: vec![
                vec![Piece::text(arm_name(builder, arm))],
                vec![Piece::text(chosen(words, arm.role))],
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
        caption: words.with("arms-of", &[("name", of.into())]),
        head: columns(words.all([
            "column-arm",
            "column-role",
            "column-therapies",
            "column-patients",
            "column-details",
        ])),
        rows,
        noted: true,
    }
    .without_empty_columns()
}

fn planned(builder: &mut Builder<'_>, plan: &Plan, arms: &[Arm]) -> Option<Section> {
    let words = builder.context.words;
    let facts = facts(
        words,
        vec![
            ("fact-size", count(builder, plan.sample_size.as_ref(), &plan.source)),
            (
                "fact-population",
                noted(builder, plan.population.as_ref(), &plan.source),
            ),
            (
                "fact-intervention",
                noted(builder, plan.intervention.as_ref(), &plan.source),
            ),
            ("fact-control", noted(builder, plan.control.as_ref(), &plan.source)),
            ("fact-status-then", {
                let status = plan
                    .status
                    .map(|status| super::study::status_as_of(words, status, plan.as_of.as_ref()));
                status
                    .map(|status| builder.sourced(status, &plan.source))
                    .into_iter()
                    .collect()
            }),
        ],
    );
    let table = endpoints(
        builder,
        words.say("endpoints-of-plan").to_owned(),
        &plan.endpoints,
        arms,
    );
    section(
        words,
        "section-as-planned",
        vec![Block::Facts { facts }, Block::Table(table)],
    )
}

/// The arms in one line: "A against B".
pub fn comparison(builder: &Builder<'_>, arms: &[Arm]) -> Rich {
    use crate::model::effect::Role;
    let words = builder.context.words;
    let side = |role: Role| -> Rich {
        let of_role = arms.iter().filter(|a| a.role == role);
        joined(
            words,
            "joined-or",
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
        )
    };
    let (experimental, control) = (side(Role::Experimental), side(Role::Control));
    joined(words, "against", [experimental, control])
}
