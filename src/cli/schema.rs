//! `sourcebook schema`.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::{Failure, counted, say, write};
use crate::author::schema::{Subject, text};
use crate::write::replace_files;

/// Write JSON Schemas, by which editors complete, explain and check records; without a kind and a folder, list them
#[derive(Debug, clap::Args)]
pub struct Schema {
    /// The kind of record, `book` for book.toml or `abbreviations` for abbreviations.toml; all, where absent
    #[arg(value_parser = subjects())]
    kind: Option<Subject>,
    /// Write files into this folder; records that `new` makes look for them in `schemas`, in the handbook's folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print nothing but results
    #[arg(long, short)]
    quiet: bool,
}

impl Schema {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        match (&self.out, self.kind) {
            (Some(folder), kind) => {
                let all = Subject::all().filter(|subject| kind.is_none_or(|kind| kind == *subject));
                let files: Vec<_> = all
                    .map(|subject| (subject.file(), text(subject).into_bytes()))
                    .collect();
                let written = replace_files(folder, &files)?;
                let schemas = counted(files.len(), "schema");
                let in_folder = folder.display();
                say(
                    self.quiet,
                    &format!(
                        "{schemas} in {in_folder}: {written} written, {} unchanged",
                        files.len() - written
                    ),
                )?;
            }
            (None, Some(subject)) => write(io::stdout(), &text(subject))?,
            (None, None) => {
                let line = |subject: Subject| format!("{:<14} {}\n", subject.name(), subject.doc());
                write(io::stdout(), &Subject::all().map(line).collect::<String>())?;
                say(self.quiet, "`sourcebook schema --out schemas` writes them for editors")?;
            }
        }
        Ok(ExitCode::SUCCESS)
    }
}

fn subjects() -> impl TypedValueParser<Value = Subject> {
    let known = Subject::all().map(|subject| PossibleValue::new(subject.name()).help(subject.doc()));
    PossibleValuesParser::new(known.collect::<Vec<_>>())
        .map(|name| Subject::from_name(&name).expect("only these names are possible"))
}
