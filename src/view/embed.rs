//! Listings and comparison tables, for chapters and for the lists of kinds.

use std::collections::{BTreeMap, BTreeSet};

use super::block::{Block, Piece, Prose, Rich, Row, Table};
use super::builder::{Builder, separated, words};
use super::common::{only, titled};
use super::criteria::{leaf, subject};
use super::kinds::{comparison, key_result, status_words};
use crate::index::embed::{Definitions, Grouping, List, Request, Stages, Studies, Trials};
use crate::model::criterion::Criterion;
use crate::model::definition::Definition;
use crate::model::effect::{Arm, Role};
use crate::model::staging::Staging;
use crate::model::study::Study;
use crate::model::therapy::Therapy;
use crate::model::trial::Trial;
use crate::model::{Kind, Record, RecordId};

/// What a fenced block asks for.
pub fn embed(builder: &mut Builder<'_>, request: &Request) -> Vec<Block> {
    match request {
        Request::Definitions(request) => vec![Block::Table(definitions(builder, request))],
        Request::Trials(request) => vec![Block::Table(trials(builder, request))],
        Request::Studies(request) => vec![Block::Table(studies(builder, request))],
        Request::Stages(request) => stages(builder, request),
        Request::List(request) => vec![Block::Table(list(builder, request))],
    }
}

fn stages(builder: &mut Builder<'_>, request: &Stages) -> Vec<Block> {
    let Some(record) = builder.record(request.staging.id()) else {
        return Vec::new();
    };
    let staging = record.as_kind::<Staging>();
    staging
        .map(|s| Block::Table(super::kinds::stages_table(builder, record, s)))
        .into_iter()
        .collect()
}

fn list(builder: &mut Builder<'_>, request: &List) -> Table {
    let named: Vec<&Record> = request
        .records
        .iter()
        .filter_map(|r| builder.record(&r.0.record))
        .collect();
    let kind = request.kind.as_ref().and_then(|k| Kind::from_name(k.as_str()));
    let of_kind = kind
        .into_iter()
        .flat_map(|kind| builder.context.corpus.of_kind(kind))
        .filter(|record| {
            let sort = record
                .tree
                .get("type")
                .or_else(|| record.tree.get("role"))
                .and_then(|n| n.as_text());
            request.sort.as_ref().is_none_or(|wanted| sort == Some(wanted.as_str()))
        });
    let records: Vec<&Record> = named.into_iter().chain(of_kind).collect();
    let caption = kind.map_or("Records", Kind::plural);
    table_of(builder, caption, &records)
}

/// Records with a line on each.
pub fn table_of(builder: &mut Builder<'_>, caption: &str, records: &[&Record]) -> Table {
    let rows = records
        .iter()
        .map(|record| Row {
            cells: vec![
                titled(builder, record),
                record
                    .common
                    .summary
                    .iter()
                    .map(|s| Piece::Prose(Prose::inline(s.as_str())))
                    .collect(),
            ],
            ..Row::default()
        })
        .collect();
    Table {
        caption: caption.to_owned(),
        head: vec!["Name".to_owned(), "In short".to_owned()],
        rows,
        noted: false,
    }
    .without_empty_columns()
}

/// A therapy and all its forms.
fn forms(builder: &Builder<'_>, therapy: &RecordId) -> BTreeSet<RecordId> {
    let mut found = BTreeSet::from([therapy.clone()]);
    // Each round adds the forms of those found before, until there are no more.
    loop {
        let more: Vec<RecordId> = builder
            .context
            .corpus
            .all::<Therapy>()
            .filter(|(record, body)| {
                let below = body.parent.as_ref().is_some_and(|p| found.contains(p.id()))
                    || body.components.iter().any(|c| found.contains(c.id()));
                below && !found.contains(&record.id)
            })
            .map(|(record, _)| record.id.clone())
            .collect();
        if more.is_empty() {
            return found;
        }
        found.extend(more);
    }
}

fn gives(arms: &[Arm], therapies: &BTreeSet<RecordId>) -> bool {
    let experimental = arms.iter().filter(|arm| arm.role == Role::Experimental);
    experimental
        .flat_map(|arm| &arm.therapies)
        .any(|t| therapies.contains(t.id()))
}

/// What stands first in the experimental arm, by which studies are grouped.
fn leading_therapy(arms: &[Arm]) -> Option<&RecordId> {
    let experimental = arms.iter().find(|arm| arm.role == Role::Experimental)?;
    experimental.therapies.last().map(|t| t.id())
}

fn trials(builder: &mut Builder<'_>, request: &Trials) -> Table {
    match &request.therapy {
        Some(therapy) => trials_of(builder, Some(therapy.id())),
        None => trials_of(builder, None),
    }
}

/// Trials of a therapy and its forms, or all trials grouped by therapy.
pub fn trials_of(builder: &mut Builder<'_>, therapy: Option<&RecordId>) -> Table {
    let corpus = builder.context.corpus;
    let wanted = therapy.map(|t| forms(builder, t));
    let mut groups: BTreeMap<String, Vec<(&Record, &Trial)>> = BTreeMap::new();
    for (record, trial) in corpus.all::<Trial>() {
        let group = match &wanted {
            Some(wanted) if gives(&trial.arms, wanted) => String::new(),
            Some(_) => continue,
            None => leading_therapy(&trial.arms).map_or("Other".to_owned(), |t| builder.name(t)),
        };
        groups.entry(group).or_default().push((record, trial));
    }
    let mut rows = Vec::new();
    for (group, mut members) in groups {
        members.sort_by_key(|(record, trial)| (trial.year.clone(), record.id.clone()));
        if wanted.is_none() {
            rows.push(group_row(&group));
        }
        rows.extend(members.into_iter().map(|(record, trial)| Row {
            cells: vec![
                only(builder.link(&record.id)),
                trial.year.iter().map(|y| Piece::text(y.as_str())).collect(),
                comparison(builder, &trial.arms),
                trial.sample_size.iter().map(|n| builder.sourced(n, &record.common.source)).collect(),
                key_result(builder, record),
            ],
            ..Row::default()
        }));
    }
    Table {
        caption: match therapy {
            Some(therapy) => format!("Trials of {}", builder.name(therapy)),
            None => "Trials by therapy".to_owned(),
        },
        head: ["Trial", "Year", "Comparison", "Patients", "Result"]
            .map(str::to_owned)
            .to_vec(),
        rows,
        noted: false,
    }
}

fn group_row(title: &str) -> Row {
    Row {
        cells: vec![vec![Piece::text(title)]],
        group: true,
        ..Row::default()
    }
}

fn studies(builder: &mut Builder<'_>, request: &Studies) -> Table {
    let therapy = request.therapy.as_ref().map(|t| t.id());
    studies_by(builder, therapy, request.by)
}

/// Studies of a therapy and its forms.
pub fn studies_of(builder: &mut Builder<'_>, therapy: Option<&RecordId>) -> Table {
    studies_by(builder, therapy, Grouping::Intervention)
}

fn studies_by(builder: &mut Builder<'_>, therapy: Option<&RecordId>, by: Grouping) -> Table {
    let corpus = builder.context.corpus;
    let wanted = therapy.map(|t| forms(builder, t));
    let mut groups: BTreeMap<(usize, String), Vec<(&Record, &Study)>> = BTreeMap::new();
    for (record, study) in corpus.all::<Study>() {
        if wanted.as_ref().is_some_and(|wanted| !gives(&study.arms, wanted)) {
            continue;
        }
        let group = match (by, &wanted) {
            (Grouping::Intervention, Some(_)) => (0, String::new()),
            (Grouping::Intervention, None) => (
                0,
                leading_therapy(&study.arms).map_or("Other".to_owned(), |t| builder.name(t)),
            ),
            (Grouping::Condition, _) => (0, conditions_of(builder, study)),
            (Grouping::Status, _) => (study.status as usize, status_words(study.status).to_owned()),
        };
        groups.entry(group).or_default().push((record, study));
    }
    let mut rows = Vec::new();
    for ((_, group), members) in groups {
        if !group.is_empty() {
            rows.push(group_row(&group));
        }
        rows.extend(
            members
                .into_iter()
                .map(|(record, study)| study_row(builder, record, study)),
        );
    }
    Table {
        caption: match therapy {
            Some(therapy) => format!("Studies of {} under way", builder.name(therapy)),
            None => "Studies under way".to_owned(),
        },
        head: [
            "Study",
            "Patients with",
            "Comparison",
            "Size",
            "Primary endpoint",
            "Status",
        ]
        .map(str::to_owned)
        .to_vec(),
        rows,
        noted: false,
    }
    .without_empty_columns()
}

fn conditions_of(builder: &Builder<'_>, study: &Study) -> String {
    let conditions = study.population.iter().flat_map(|p| &p.conditions);
    let names: Vec<String> = conditions.map(|c| builder.name(c.id())).collect();
    if names.is_empty() {
        "Not stated".to_owned()
    } else {
        names.join(", ")
    }
}

fn study_row(builder: &mut Builder<'_>, record: &Record, study: &Study) -> Row {
    let source = &record.common.source;
    let mut name = only(builder.link(&record.id));
    if let Some(number) = &study.registry {
        name.extend([Piece::Break, Piece::muted(number.as_str())]);
    }
    let conditions = study.population.iter().flat_map(|p| &p.conditions);
    let conditions = builder.links(conditions.map(|c| c.target()));
    let endpoints = study.endpoints.iter().filter(|e| e.primary).map(|endpoint| {
        let time = endpoint.time.as_ref().map(|t| format!(", {t}")).unwrap_or_default();
        vec![Piece::text(format!("{}{time}", endpoint.name))]
    });
    let as_of = study.as_of.as_ref().map(|d| format!(" ({d})")).unwrap_or_default();
    Row {
        cells: vec![
            name,
            conditions,
            comparison(builder, &study.arms),
            match &study.sample_size {
                Some(size) => vec![builder.sourced(size, source)],
                None => vec![Piece::muted("not stated")],
            },
            separated(endpoints, "; "),
            vec![builder.sourced(format!("{}{as_of}", status_words(study.status)), source)],
        ],
        ..Row::default()
    }
}

/// Definitions side by side, criterion by criterion.
fn definitions(builder: &mut Builder<'_>, request: &Definitions) -> Table {
    let corpus = builder.context.corpus;
    let chosen: Vec<(&Record, &Definition)> = if request.definitions.is_empty() {
        corpus
            .all::<Definition>()
            .filter(|(_, d)| !d.used_by.is_empty())
            .collect()
    } else {
        let named = request.definitions.iter().filter_map(|d| corpus.get(d.id()));
        named.filter_map(|r| Some((r, r.as_kind::<Definition>()?))).collect()
    };
    // Subjects in the order in which the definitions first name them.
    let mut subjects: Vec<String> = Vec::new();
    let mut columns: Vec<BTreeMap<String, Vec<Rich>>> = Vec::new();
    for (_, definition) in &chosen {
        let mut column: BTreeMap<String, Vec<Rich>> = BTreeMap::new();
        let mut leaves = Vec::new();
        if let Some(criteria) = &definition.criteria {
            collect(criteria, "", &mut leaves);
        }
        for (leaf_of, join) in leaves {
            let subject = subject(builder, leaf_of);
            if !subjects.contains(&subject) {
                subjects.push(subject.clone());
            }
            let mut line = leaf(builder, leaf_of);
            if !join.is_empty() {
                line.push(Piece::muted(format!(" {join}")));
            }
            column.entry(subject).or_default().push(line);
        }
        columns.push(column);
    }
    let rows = subjects
        .iter()
        .map(|subject| {
            let cells = columns.iter().map(|column| match column.get(subject) {
                Some(lines) => broken(lines),
                None => Rich::new(),
            });
            Row {
                cells: std::iter::once(vec![Piece::text(subject.as_str())])
                    .chain(cells)
                    .collect(),
                ..Row::default()
            }
        })
        .collect();
    let head = chosen.iter().map(|(record, _)| record.name().to_owned());
    Table {
        caption: "Definitions side by side".to_owned(),
        head: std::iter::once("Criterion".to_owned()).chain(head).collect(),
        rows,
        noted: false,
    }
}

/// The leaves of a tree, each with how it is joined where it is not simply required.
fn collect<'a>(criterion: &'a Criterion, join: &str, leaves: &mut Vec<(&'a Criterion, String)>) {
    use crate::model::criterion::Form;
    match criterion.form() {
        Some(Form::All(items)) => items.iter().for_each(|item| collect(item, join, leaves)),
        Some(Form::Any(items)) => items
            .iter()
            .for_each(|item| collect(item, "(one or more of these)", leaves)),
        Some(Form::AtLeast(n, items)) => {
            let join = format!("(at least {n} of these)");
            items.iter().for_each(|item| collect(item, &join, leaves));
        }
        _ => leaves.push((criterion, join.to_owned())),
    }
}

fn broken(lines: &[Rich]) -> Rich {
    let mut out = Rich::new();
    for line in lines {
        if !out.is_empty() {
            out.push(Piece::Break);
        }
        out.extend(line.iter().cloned());
    }
    out
}

/// The table that the list of a kind shows.
pub fn of_kind(builder: &mut Builder<'_>, kind: Kind) -> Table {
    match kind {
        Kind::Trial => trials_of(builder, None),
        Kind::Study => studies_by(builder, None, Grouping::Intervention),
        Kind::Analysis => analyses(builder),
        Kind::Therapy | Kind::Condition => by_sort(builder, kind),
        _ => {
            let records: Vec<&Record> = builder.context.corpus.of_kind(kind).collect();
            table_of(builder, kind.plural(), &records)
        }
    }
}

fn analyses(builder: &mut Builder<'_>) -> Table {
    let corpus = builder.context.corpus;
    let rows = corpus
        .all::<crate::model::analysis::Analysis>()
        .map(|(record, analysis)| Row {
            cells: vec![
                titled(builder, record),
                vec![Piece::text(words(analysis.design))],
                analysis
                    .sample_size
                    .iter()
                    .map(|n| builder.sourced(n, &record.common.source))
                    .collect(),
                key_result(builder, record),
            ],
            ..Row::default()
        })
        .collect();
    Table {
        caption: Kind::Analysis.plural().to_owned(),
        head: ["Analysis", "Design", "Patients", "Result"].map(str::to_owned).to_vec(),
        rows,
        noted: false,
    }
}

/// Records grouped by what sort of thing they are.
fn by_sort(builder: &mut Builder<'_>, kind: Kind) -> Table {
    let field = if kind == Kind::Therapy { "type" } else { "role" };
    let mut groups: BTreeMap<String, Vec<&Record>> = BTreeMap::new();
    for record in builder.context.corpus.of_kind(kind) {
        let sort = record.tree.get(field).and_then(|n| n.as_text()).unwrap_or("other");
        groups.entry(words(sort)).or_default().push(record);
    }
    let mut table = table_of(builder, kind.plural(), &[]);
    table.head = vec!["Name".to_owned(), "In short".to_owned()];
    for (group, records) in groups {
        table.rows.push(group_row(&group));
        table.rows.extend(records.into_iter().map(|record| Row {
            cells: vec![
                titled(builder, record),
                record.common.summary.iter().map(|s| Piece::Prose(Prose::inline(s.as_str()))).collect(),
            ],
            ..Row::default()
        }));
    }
    table
}
