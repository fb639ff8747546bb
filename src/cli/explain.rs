//! `sourcebook explain`.

use std::fmt::Write as _;
use std::io;
use std::process::ExitCode;

use super::Failure;
use crate::diagnostic::nearest;
use crate::rules::{RULES, Rule, find};

/// Say what a rule is for, with an example; without a rule, list them all
#[derive(Debug, clap::Args)]
pub struct Explain {
    /// The code or name of a rule: SB101, unknown-reference
    rule: Option<String>,
}

impl Explain {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let text = match &self.rule {
            None => list(),
            Some(wanted) => match find(wanted) {
                Some(rule) => explain(rule),
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

fn list() -> String {
    RULES
        .iter()
        .map(|rule| {
            format!(
                "{}  {:<24} {:<8} {}\n",
                rule.code.0,
                rule.name,
                rule.severity.name(),
                rule.summary
            )
        })
        .collect()
}

/// The documentation of a rule, as Markdown. The rules' reference is made of the same text.
pub fn explain(rule: &Rule) -> String {
    let mut out = format!("# {} {} ({})\n\n", rule.code.0, rule.name, rule.severity.name());
    // Writing to a string cannot fail.
    let _ = writeln!(out, "Fires when {}.\n", rule.summary);
    let _ = writeln!(out, "Why it matters: {}\n", rule.rationale);
    let _ = writeln!(out, "What to do: {}", rule.fix);
    for (heading, example) in [("Fires", rule.bad), ("Does not fire", rule.good)] {
        if example.is_empty() {
            continue;
        }
        let _ = writeln!(out, "\n{heading}:");
        for (path, text) in example {
            let _ = writeln!(out, "\n    # {path}");
            for line in text.lines() {
                let _ = writeln!(out, "{}", format!("    {line}").trim_end());
            }
        }
    }
    out
}
