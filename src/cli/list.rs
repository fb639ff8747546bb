//! `sourcebook list`.

use std::io;
use std::process::ExitCode;

use clap::ValueEnum;

use super::new::kinds;
use super::watch::Watch;
use super::{Failure, Plain, counted, write};
use crate::author::entry::{self, Entry, Filter, GroundingState, ReviewState, entries};
use crate::author::{Context, sheet};
use crate::diagnostic::{Diagnostic, Severity, nearest};
use crate::handbook::Handbook;
use crate::model::{Kind, Target};
use crate::read::Sources;
use crate::rules::report::{self, plain};

/// List records, by kind and id; every condition that is given has to hold
#[derive(Debug, clap::Args)]
pub struct List {
    #[command(flatten)]
    plain: Plain,
    /// Only records of this kind
    #[arg(value_parser = kinds())]
    kind: Option<Kind>,
    /// Only those with this text in their id, name, title or an alias
    #[arg(long, value_name = "TEXT")]
    text: Option<String>,
    /// Only those that cite this work, by its key
    #[arg(long, value_name = "KEY")]
    cites: Option<String>,
    /// Only those that refer to this record, or to this part of one
    #[arg(long, value_name = "KIND:ID[#PART]")]
    refers_to: Option<String>,
    /// Only those that a person has read, or has not
    #[arg(long, value_enum, value_name = "STATE")]
    review: Option<ReviewState>,
    /// Only those whose claims were verified so
    #[arg(long, value_enum, value_name = "STATE")]
    grounding: Option<GroundingState>,
    /// Only those with an error or a warning
    #[arg(long)]
    faulty: bool,
    /// How the list is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How a list is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Table,
    /// One `kind:id` a line.
    Ids,
    /// One JSON object a line.
    Json,
}

impl List {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let watch = Watch::new(self.plain.quiet, "reading");
        let sources = Sources::load(&self.plain.root)?;
        watch.step("checking");
        let (handbook, found) = Handbook::new(&sources);
        drop(watch);
        let Some(handbook) = handbook else {
            return no_handbook(&sources, &found);
        };
        let context = context(&handbook, &found);
        let listed = entries(&context, &self.filter(&context)?);
        write(io::stdout(), &written(self.format, &listed)?)?;
        self.plain.say(&counted(listed.len(), "record"))?;
        ended(&self.plain, &found)
    }

    fn filter(&self, context: &Context<'_>) -> Result<Filter, Failure> {
        if let Some(key) = &self.cites {
            let works = &context.corpus.bibliography.works;
            if !works.contains_key(key) && !context.corpus.unread.works.has(key) {
                let near = nearest(key, works.keys().map(String::as_str));
                return Err(missing("work", key, near).into());
            }
        }
        let refers_to = match &self.refers_to {
            Some(name) => {
                let target = target(name)?;
                let entry = known(context, &target)?;
                let part = target.part.as_ref().map(|part| {
                    let found = entry::part(context, &entry, part);
                    found.ok_or_else(|| no_part(context, &entry, part))
                });
                Some((target.record, part.transpose()?.unwrap_or_default()))
            }
            None => None,
        };
        Ok(Filter {
            kind: self.kind,
            text: self.text.clone(),
            cites: self.cites.clone(),
            refers_to,
            review: self.review,
            grounding: self.grounding,
            faulty: self.faulty,
        })
    }
}

fn written(format: Format, listed: &[Entry]) -> Result<String, Failure> {
    Ok(match format {
        Format::Ids => listed.iter().map(|entry| format!("{}\n", entry.record)).collect(),
        Format::Json => listed
            .iter()
            .map(|entry| Ok(serde_json::to_string(entry)? + "\n"))
            .collect::<Result<String, serde_json::Error>>()?,
        Format::Table => table(listed),
    })
}

fn table(listed: &[Entry]) -> String {
    if listed.is_empty() {
        return String::new();
    }
    let head = ["record", "name", "grounding", "review", "faults"].map(str::to_owned);
    let rows: Vec<[String; 5]> = std::iter::once(head)
        .chain(listed.iter().map(|entry| {
            [
                entry.record.clone(),
                plain(entry.name.as_deref().unwrap_or("–")),
                state(entry.grounding),
                state(entry.review),
                faults(entry),
            ]
        }))
        .collect();
    let width = |column: usize| rows.iter().map(|row| row[column].chars().count()).max().unwrap_or(0);
    let widths: Vec<usize> = (0..5).map(width).collect();
    let line = |row: &[String; 5]| {
        let cells = row.iter().zip(&widths).map(|(cell, width)| {
            let blanks = " ".repeat(width - cell.chars().count());
            format!("{cell}{blanks}")
        });
        format!("{}\n", cells.collect::<Vec<_>>().join("  ").trim_end())
    };
    rows.iter().map(line).collect()
}

/// The name by which a state is asked for.
pub(super) fn state(state: impl ValueEnum) -> String {
    let value = state.to_possible_value();
    value.map_or(String::new(), |value| value.get_name().to_owned())
}

pub(super) fn faults(entry: &Entry) -> String {
    let some = [(entry.errors, "error"), (entry.warnings, "warning")];
    let some = some.into_iter().filter(|(number, _)| *number > 0);
    some.map(|(number, noun)| counted(number, noun))
        .collect::<Vec<_>>()
        .join(", ")
}

pub(super) fn context<'a>(handbook: &'a Handbook<'a>, found: &'a [Diagnostic]) -> Context<'a> {
    Context {
        sources: handbook.sources,
        corpus: &handbook.corpus,
        index: &handbook.index,
        grounding: &handbook.grounding,
        found,
    }
}

/// Without a `book.toml` that can be read nothing can be told.
pub(super) fn no_handbook(sources: &Sources, found: &[Diagnostic]) -> Result<ExitCode, Failure> {
    write(
        io::stderr(),
        &report::report(report::Format::Human, sources, found, false),
    )?;
    Ok(ExitCode::from(1))
}

/// What is faulty elsewhere may refer to what was asked for, so it is said that something is.
pub(super) fn ended(plain: &Plain, found: &[Diagnostic]) -> Result<ExitCode, Failure> {
    let errors = found.iter().filter(|d| d.severity == Severity::Error).count();
    if errors > 0 {
        let errors = counted(errors, "error");
        plain.say(&format!("{errors} in the content: `sourcebook check` lists them"))?;
    }
    Ok(ExitCode::from(u8::from(errors > 0)))
}

/// What `kind:id` or `kind:id#part` means.
pub(super) fn target(name: &str) -> Result<Target, Failure> {
    Target::parse(name).map_err(|error| {
        let help = error.help.map(|help| format!("\n  help: {help}")).unwrap_or_default();
        format!("{}{help}", error.message).into()
    })
}

/// The record that a reference means.
pub(super) fn known(context: &Context<'_>, target: &Target) -> Result<Entry, Failure> {
    if let Some(entry) = entry::entry(context, &target.record) {
        return Ok(entry);
    }
    let name = target.record.to_string();
    if let Some(now) = context.index.renamed(&target.record) {
        return Err(format!("there is no record `{name}`\n  help: it is called `{now}` now").into());
    }
    let known = entry::ids(context);
    let of_kind = known.iter().filter(|id| id.kind == target.record.kind);
    let near = nearest(&target.record.id, of_kind.map(|id| id.id.as_str()));
    let near = match near {
        Some(near) => Some(format!("{}:{near}", target.record.kind.name())),
        // The id may be right and its kind wrong.
        None => known
            .iter()
            .find(|id| id.id == target.record.id)
            .map(ToString::to_string),
    };
    Err(missing("record", &name, near.as_deref()).into())
}

pub(super) fn no_part(context: &Context<'_>, entry: &Entry, part: &str) -> Failure {
    let names = sheet::part_names(context, entry);
    let first = part.split('.').next().unwrap_or(part);
    let help = match nearest(first, names.iter().map(String::as_str)) {
        Some(near) if near != first => format!("`{}#{near}` exists", entry.record),
        _ => format!("`sourcebook show {}` lists its parts", entry.record),
    };
    format!("`{}` has no part `{part}`\n  help: {help}", entry.record).into()
}

fn missing(what: &str, name: &str, near: Option<&str>) -> String {
    match near {
        Some(near) => format!("there is no {what} `{name}`\n  help: `{near}` exists"),
        None => format!("there is no {what} `{name}`\n  help: `sourcebook list` shows what there is"),
    }
}
