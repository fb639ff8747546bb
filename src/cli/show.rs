//! `sourcebook show`.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use clap::ValueEnum;

use super::list::{context, ended, faults, known, no_handbook, no_part, state, target};
use super::watch::Watch;
use super::{Failure, Plain, counted, write};
use crate::author::sheet::{Incoming, Sheet, places, sheet};
use crate::author::values::{Spelt, Value};
use crate::handbook::Handbook;
use crate::read::Sources;
use crate::rules::report::plain;

/// Show what is known of a record: what it says and where that was read, what it refers to, and what refers to it
#[derive(Debug, clap::Args)]
pub struct Show {
    #[command(flatten)]
    plain: Plain,
    /// The record, or a part of one: `trial:sample`, `trial:sample#death-30d`
    #[arg(value_name = "KIND:ID[#PART]")]
    record: String,
    /// How it is written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
}

/// How a record is written.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, ValueEnum)]
enum Format {
    /// For people.
    #[default]
    Human,
    /// One JSON object.
    Json,
}

impl Show {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let target = target(&self.record)?;
        let watch = Watch::new(self.plain.quiet, "reading");
        let sources = Sources::load(&self.plain.root)?;
        watch.step("checking");
        let (handbook, found) = Handbook::new(&sources);
        drop(watch);
        let Some(handbook) = handbook else {
            return no_handbook(&sources, &found);
        };
        let context = context(&handbook, &found);
        let entry = known(&context, &target)?;
        let part = target.part.as_deref();
        let sheet =
            sheet(&context, entry.clone(), part).ok_or_else(|| no_part(&context, &entry, part.unwrap_or_default()))?;
        let text = match self.format {
            Format::Human => human(&sheet),
            Format::Json => serde_json::to_string_pretty(&sheet)? + "\n",
        };
        write(io::stdout(), &text)?;
        ended(&self.plain, &found)
    }
}

/// The sheet for a terminal: what the record is, then a block for each question that one may have of it.
fn human(sheet: &Sheet) -> String {
    let entry = &sheet.entry;
    let mut out = entry.record.clone();
    if let Some(part) = &sheet.part {
        let _ = write!(out, "#{part}");
    }
    // Writing to a string cannot fail, here and below.
    let _ = writeln!(out, "  {}", plain(entry.name.as_deref().unwrap_or_default()));
    if let Some(title) = &entry.title {
        let _ = writeln!(out, "{}", plain(title));
    }
    let _ = writeln!(out, "{}", plain(&entry.file));
    let faults = Some(faults(entry)).filter(|faults| !faults.is_empty());
    let _ = writeln!(out, "{}, {}", state(entry.review), claims(sheet));
    if let Some(reviewed) = &sheet.reviewed {
        let _ = writeln!(out, "read by {} on {}", plain(&reviewed.by), plain(&reviewed.on));
        for reason in &reviewed.suspect {
            let _ = writeln!(out, "  {}", plain(reason));
        }
    }
    if let Some(faults) = faults {
        let _ = writeln!(out, "{faults}:");
        for fault in &sheet.faults {
            let _ = writeln!(out, "  {}[{}]: {}", fault.severity, fault.code, plain(&fault.message));
        }
    }
    values(&mut out, &sheet.values);
    let parts = sheet
        .parts
        .iter()
        .map(|part| [part.id.clone(), part.name.clone(), part.path.clone()]);
    block(&mut out, "parts", parts);
    let to = sheet.refers_to.iter();
    block(
        &mut out,
        "refers to",
        to.map(|to| [to.to.clone(), to.how.to_owned(), to.field.clone()]),
    );
    // Where values were read stands beside them.
    let cites = sheet.cites.iter().filter(|cite| cite.how != "source");
    block(
        &mut out,
        "cites",
        cites.map(|cite| [cite.key.clone(), cite.how.to_owned(), cite.field.clone()]),
    );
    let mut by: Vec<[String; 3]> = sheet.referred_by.iter().map(referrer).collect();
    // What was read in a work is said once for each record.
    by.dedup();
    block(&mut out, "referred to by", by.into_iter());
    let open = sheet.claims.iter().map(|claim| {
        let because = claim.because.clone().unwrap_or_default();
        [claim.claim.clone(), claim.state.to_owned(), because]
    });
    block(&mut out, "claims", open);
    out
}

fn referrer(by: &Incoming) -> [String; 3] {
    let part = by.to.split_once('#').map(|(_, part)| part);
    let field = match (by.how, part) {
        ("source", _) => String::new(),
        (_, None) => by.field.clone(),
        (_, Some(part)) if by.field.is_empty() => format!("#{part}"),
        (_, Some(part)) => format!("{} → #{part}", by.field),
    };
    [by.from.clone(), by.how.to_owned(), field]
}

fn claims(sheet: &Sheet) -> String {
    let count = |state: &str| sheet.claims.iter().filter(|claim| claim.state == state).count();
    let states = ["found", "named", "unlisted", "accepted", "unsealed", "changed"];
    let some = states.into_iter().map(|state| (count(state), state));
    let some: Vec<String> = some
        .filter(|(number, _)| *number > 0)
        .map(|(number, state)| format!("{number} {state}"))
        .collect();
    match some.is_empty() {
        true => "no claims held against papers".to_owned(),
        false => format!("{}: {}", counted(sheet.claims.len(), "claim"), some.join(", ")),
    }
}

/// The values as a tree, each with the numbers of the places in which it was read.
fn values(out: &mut String, values: &[Value]) {
    let places = places(values);
    let mut lines: Vec<[String; 3]> = Vec::new();
    let mut around: Vec<&str> = Vec::new();
    for value in values {
        let mut names: Vec<&str> = value.path.split('.').collect();
        let key = names.pop().unwrap_or_default();
        // The names of the tables that the last value was not in.
        let same = names.iter().zip(&around).take_while(|(a, b)| a == b).count();
        let new = names.iter().enumerate().skip(same);
        lines.extend(new.map(|(depth, name)| [indented(depth, name), String::new(), String::new()]));
        let numbers = value.sources.iter().filter_map(|source| {
            let at = places
                .iter()
                .position(|(cite, at)| (cite, at) == (&source.cite, &source.at))?;
            Some(format!("[{}]", at + 1))
        });
        let text = match &value.value {
            Spelt::One(text) => text.clone(),
            Spelt::Many(texts) => texts.join(", "),
        };
        let is_named_by_it = ["id", "arm"].contains(&key) && names.last() == Some(&text.as_str());
        if !is_named_by_it {
            lines.push([indented(names.len(), key), text, numbers.collect()]);
        }
        around = names;
    }
    block(out, "says", lines.into_iter());
    let rows = places
        .iter()
        .enumerate()
        .map(|(at, (cite, place))| [format!("[{}]", at + 1), cite.clone(), place.clone()]);
    block(out, "read in", rows);
}

fn indented(depth: usize, name: &str) -> String {
    format!("{}{name}", "  ".repeat(depth))
}

/// Rows below a heading, in columns; nothing where there are none.
fn block(out: &mut String, heading: &str, rows: impl Iterator<Item = [String; 3]>) {
    let rows: Vec<[String; 3]> = rows.map(|row| row.map(|cell| plain(&cell))).collect();
    if rows.is_empty() {
        return;
    }
    // A long text in the second column would push the third out of sight.
    let width = |column: usize| {
        rows.iter()
            .map(|row| row[column].chars().count())
            .filter(|w| *w <= 60)
            .max()
    };
    let widths = [width(0).unwrap_or(0), width(1).unwrap_or(0)];
    let _ = writeln!(out, "\n{heading}");
    for [first, second, third] in &rows {
        let line = format!("  {first:0$}  {second:1$}  {third}", widths[0], widths[1]);
        let _ = writeln!(out, "{}", line.trim_end());
    }
}
