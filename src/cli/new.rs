//! `sourcebook new`.

use std::io;
use std::process::ExitCode;

use clap::builder::{PossibleValue, PossibleValuesParser, TypedValueParser};

use super::{Failure, Plain, write};
use crate::author::fresh::{self, Fresh};
use crate::author::schema::{FOLDER, Subject};
use crate::model::Kind;
use crate::read::Sources;
use crate::write::create_file;

/// Write a record to be filled in, with every field explained
#[derive(Debug, clap::Args)]
pub struct New {
    #[command(flatten)]
    plain: Plain,
    /// The kind of record
    #[arg(value_parser = kinds())]
    kind: Kind,
    /// Its id, which is its file's name too: lower-case letters, digits and hyphens
    id: String,
}

impl New {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let root = &self.plain.root;
        let sources = Sources::load(root)?;
        let Fresh { path, text, note } = fresh::record(&sources, self.kind, &self.id)?;
        create_file(root, &path, text.as_bytes())?;
        let written = root.join(&path);
        write(io::stdout(), &format!("{}\n", written.display()))?;
        self.plain.say("fill it in; `sourcebook check` says what is missing")?;
        if let Some(note) = note {
            self.plain.say(&note)?;
        }
        if !root.join(FOLDER).join(Subject::Record(self.kind).file()).is_file() {
            let out = root.join(FOLDER);
            let out = out.display();
            self.plain.say(&format!(
                "`sourcebook schema --out {out}` lets editors complete and explain it"
            ))?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

/// The names of the kinds, with what they are.
pub(super) fn kinds() -> impl TypedValueParser<Value = Kind> {
    let known = Kind::ALL
        .iter()
        .map(|kind| PossibleValue::new(kind.name()).help(Subject::Record(*kind).doc()));
    PossibleValuesParser::new(known.collect::<Vec<_>>())
        .map(|name| Kind::from_name(&name).expect("only these names are possible"))
}
