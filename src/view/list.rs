//! The list of a kind, on one page or, where that could not bear it, in parts.

use super::block::{Block, WorkNotes};
use super::builder::Builder;
use super::figures::FigureId;
use super::parts::{self, Listed};
use super::table::Table;
use super::{Context, Page, a_to_z, embed, figures, list_path, said, section::section, status, tables};
use crate::ask::Ask;
use crate::ask::lists::{Entry, Listing, Parts};
use crate::model::effect::Arm;
use crate::model::{Body, Kind, Record, RecordId};

pub fn page(context: &Context<'_>, kind: Kind) -> Page {
    let mut builder = Builder::new(context);
    let mut page = Page::new(list_path(kind), said::kinds(context.words, kind));
    let file = tables::link(context, tables::of_kind(kind));
    let figure = figure(&builder, kind);
    page.status = status::of_list(context, kind);
    page.template = "list.html";
    if !parts::of(context.ask, Listing::Kind(kind)).is_empty() {
        let mut blocks = parts::overview(context, Listing::Kind(kind), "parts-overview");
        blocks.extend(figure.map(|figure| parts::drawing(context, &figure)));
        blocks.push(file);
        page.sections = section(context.words, "section-all", blocks).into_iter().collect();
        return page;
    }
    let table = embed::of_kind(&mut builder, kind, None);
    let mut blocks = figures::blocks(&mut builder, figure.as_slice());
    blocks.extend([Block::Table(table), file]);
    page.sections = section(context.words, "section-all", blocks).into_iter().collect();
    super::review::mark(context, &mut page.sections);
    page.notes = builder.into_notes();
    page
}

/// A part of a list that no page could bear.
pub fn part(context: &Context<'_>, kind: Kind, nth: usize) -> Page {
    let title = said::kinds(context.words, kind);
    let (mut page, part) = parts::begun(context, (Listing::Kind(kind), nth), title, "parts-lead-table");
    let ids: Vec<RecordId> = part.entries.into_iter().filter_map(|entry| entry.record).collect();
    let mut builder = Builder::new(context);
    let table = embed::of_kind(&mut builder, kind, Some(&ids));
    let records: Vec<&Record> = ids.iter().filter_map(|id| builder.record(id)).collect();
    page.status = vec![status::of_records(context, &records)];
    page.sections = parts::unheaded(vec![
        Block::Table(table),
        tables::link_to_whole(context, tables::of_kind(kind)),
    ]);
    super::review::mark(context, &mut page.sections);
    page.notes = builder.into_notes();
    page
}

/// The table of the whole list, as its file has it.
pub fn whole(context: &Context<'_>, kind: Kind) -> (Table, Vec<WorkNotes>) {
    let mut builder = Builder::new(context);
    let table = embed::of_kind(&mut builder, kind, None);
    (table, builder.into_notes())
}

/// What is drawn of all records of a kind.
fn figure(builder: &Builder<'_>, kind: Kind) -> Option<FigureId> {
    match kind {
        Kind::Trial => figures::timeline_of(builder, None),
        Kind::Study => figures::progress_of(builder, None),
        _ => None,
    }
}

/// The parts of the list of a kind, in the order of the list; what stands under one heading, or all, by name.
pub fn cut(ask: Ask<'_>, kind: Kind) -> Parts {
    let context = Context::new(ask, None);
    let builder = Builder::new(&context);
    let words = context.words;
    let mut listed: Vec<Listed> = match kind {
        Kind::Trial => {
            let mut trials = Vec::new();
            for (head, members) in embed::tested_in_trials(&builder, None) {
                let head = head.unwrap_or_default();
                trials.extend(members.into_iter().map(|(record, trial)| {
                    let year = trial.year.as_ref().map_or("", |year| year.as_str());
                    listed(&builder, record, head.clone(), year.to_owned())
                }));
            }
            // They stand in the order of their years.
            return parts::parts(words, trials, beside_weight(&builder, kind));
        }
        Kind::Study => {
            let studies = embed::tested_in_studies(&builder).into_iter();
            studies
                .map(|(head, record, _)| by_name(&builder, record, head))
                .collect()
        }
        _ => {
            let records = ask.records(kind);
            let head = |record: &Record| match &record.body {
                Body::Therapy(_) | Body::Condition(_) => embed::sort_of(words, record),
                // Those under study come first.
                Body::Question(question) => match question.studies.is_empty() {
                    true => words.say("questions-unstudied").to_owned(),
                    false => words.say("questions-open").to_owned(),
                },
                _ => String::new(),
            };
            records.map(|record| by_name(&builder, record, head(record))).collect()
        }
    };
    let open = words.say("questions-open");
    listed.sort_by_cached_key(|one| {
        let comes_late = kind == Kind::Question && one.head != open;
        (
            comes_late,
            one.head.clone(),
            a_to_z::sorting(&one.key),
            one.entry.record.clone(),
        )
    });
    parts::parts(words, listed, beside_weight(&builder, kind))
}

/// What the drawing of all of them would weigh on their page.
fn beside_weight(builder: &Builder<'_>, kind: Kind) -> usize {
    // What a drawing has besides its marks weighs as much as many of them.
    let [frame, each] = match kind {
        Kind::Trial => [8_000, 300],
        Kind::Study => [8_000, 450],
        _ => [0, 0],
    };
    frame + each * builder.context.ask.of_kind(&kind).len()
}

fn by_name(builder: &Builder<'_>, record: &Record, head: String) -> Listed {
    listed(builder, record, head, record.name().to_owned())
}

fn listed(builder: &Builder<'_>, record: &Record, head: String, key: String) -> Listed {
    Listed {
        entry: Entry::from(&record.id),
        head,
        key,
        weight: weight(builder, record),
    }
}

/// What the row of a record weighs, about, with where its values were read.
fn weight(builder: &Builder<'_>, record: &Record) -> usize {
    let title = record.common.title.as_ref().map_or(0, |title| title.as_str().len());
    let own = 160 + record.name().len() + record.id.id.len() + title;
    let arms = |arms: &[Arm]| -> usize {
        let each = arms.iter().map(|arm| {
            let name = arm.name.as_ref().map_or(0, |name| name.as_str().len());
            let text = arm.text.as_ref().map_or(0, |text| parts::weight_of(text.as_str()));
            20 + name + text + arm.therapies.len() * 90
        });
        each.sum()
    };
    let links = |count: usize| count * 130;
    own + match &record.body {
        Body::Trial(trial) => 550 + arms(&trial.arms),
        Body::Analysis(_) => 750,
        Body::Study(study) => {
            let conditions = study.population.iter().map(|of| of.conditions.len()).sum();
            let endpoints = study.endpoints.iter().filter(|endpoint| endpoint.primary);
            let endpoints: usize = endpoints.map(|endpoint| endpoint.name.as_str().len() + 20).sum();
            300 + arms(&study.arms) + links(conditions) + endpoints
        }
        Body::Question(question) => {
            let refs = question.studies.len() * 2 + question.evidence.len() + question.positions.len();
            parts::weight_of(question.text.as_str()) + links(refs)
        }
        _ => {
            let text = embed::text_in_short(record);
            let strength = if record.id.kind == Kind::Recommendation { 150 } else { 0 };
            strength + text.map_or(0, |text| parts::weight_of(text.as_str()))
        }
    } + state(builder, &record.id)
}

/// A badge behind the name of what is not to be relied on.
fn state(builder: &Builder<'_>, record: &RecordId) -> usize {
    let standing = builder.context.ask.standing_of(record, None);
    standing.map_or(0, |_| 60)
}
