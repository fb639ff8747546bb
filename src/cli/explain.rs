//! `sourcebook explain`.

use std::io;
use std::process::ExitCode;

use super::Failure;
use crate::diagnostic::nearest;
use crate::rules::{RULES, docs, find};

/// Say what a rule is for, with an example; without a rule, list them all
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The code or name of a rule: SB101, unknown-reference
    rule: Option<String>,
}

impl Explain {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let text = match &self.rule {
            None => docs::list(),
            Some(wanted) => match find(wanted) {
                Some(rule) => docs::explain(rule),
                None => return Err(unknown(wanted).into()),
            },
        };
        super::write(io::stdout(), &text)?;
        Ok(ExitCode::SUCCESS)
    }
}

fn unknown(wanted: &str) -> String {
    let known = RULES.iter().flat_map(|r| [r.code.0, r.name]);
    match nearest(wanted, known) {
        Some(near) => format!("there is no rule `{wanted}`\n  help: a rule `{near}` exists"),
        None => format!("there is no rule `{wanted}`\n  help: `sourcebook explain` lists them"),
    }
}
