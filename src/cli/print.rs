//! `sourcebook print`.

mod jobs;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use super::cards::there;
use super::{Common, Failure, counted, today, write};
use crate::print::ledger::{self, Ledger, Listed};
use crate::print::{Format, Printer};
use crate::write::{OutPath, Output, publish};
use jobs::Sheets;

/// Print sheets, as tagged PDFs: cards of one page, tables of evidence, the whole handbook
#[derive(Debug, clap::Args)]
pub struct Print {
    #[command(flatten)]
    common: Common,
    /// What to print of that kind; all of it, where absent. Cards are named by their records; tables by `trials`, `studies`,
    /// `definitions`, `recommendations`, one of these about a record (`trials:therapy:sample`), or the record alone, for all
    /// tables about it
    #[arg(value_name = "KIND:ID")]
    names: Vec<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    kind: Sheets,
    /// List what there is to print, and print nothing
    #[arg(long)]
    list: bool,
    /// The paper
    #[arg(long, value_enum, default_value_t)]
    paper: Format,
    /// Print across the paper, as tables are where this is not said
    #[arg(long, conflicts_with = "portrait")]
    landscape: bool,
    /// Print along the paper
    #[arg(long)]
    portrait: bool,
    /// The folder of the sheets
    #[arg(long, short, value_name = "DIR", default_value = "sheets")]
    out: PathBuf,
    /// Print what must not be used too, with DRAFT across it
    #[arg(long)]
    draft: bool,
}

impl Print {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let (handbook, watch) = match self.common.sound("nothing was printed")? {
            Ok(sound) => sound,
            Err(code) => return Ok(code),
        };
        let as_of = self.common.as_of.unwrap_or_else(today);
        let printer = Printer::new(handbook.whole(), as_of).after(there(&self.out));
        let sheets = self.sheets(handbook, &printer)?;
        if self.list {
            drop(watch);
            let names: String = sheets.iter().map(|sheet| format!("{}\n", sheet.name())).collect();
            write(io::stdout(), &names)?;
            return Ok(ExitCode::SUCCESS);
        }
        watch.step("printing");
        let made = printer.sheets(&sheets);
        drop(watch);
        let mut output = Output::default();
        let mut listed = Vec::new();
        let mut errors: Vec<(String, usize)> = Vec::new();
        let mut were_there = 0;
        for (sheet, made) in sheets.iter().zip(made) {
            match made {
                Ok(made) => {
                    listed.push(Listed::new(sheet, &made));
                    were_there += usize::from(made.was_there);
                    output.insert(OutPath::new(sheet.path())?, made.pdf)?;
                }
                Err(error) => {
                    let error = error.to_string();
                    match errors.iter_mut().find(|(known, _)| *known == error) {
                        Some((_, sheets)) => *sheets += 1,
                        None => errors.push((error, 1)),
                    }
                }
            }
        }
        for (error, sheets) in errors {
            write(io::stderr(), &format!("error: {error}\n"))?;
            if sheets > 1 {
                // As where a template is wrong.
                write(
                    io::stderr(),
                    &format!("  note: it keeps {sheets} sheets from being printed\n"),
                )?;
            }
        }
        let printed = listed.len();
        if printed == 0 {
            // The folder stays as it was: what is there may be all that someone has.
            self.common.say("nothing was printed")?;
            return Ok(ExitCode::from(1));
        }
        output.insert(OutPath::new(ledger::NAME.to_owned())?, Ledger::new(listed).bytes())?;
        let report = publish(&self.out, &output)?;
        self.common.say(&format!(
            "{} in {}: {} printed, {were_there} unchanged, {} removed",
            counted(printed, "sheet"),
            self.out.display(),
            printed - were_there,
            report.removed,
        ))?;
        let failed = sheets.len() - printed;
        if failed > 0 {
            let (failed, all) = (counted(failed, "sheet"), sheets.len());
            self.common.say(&format!("{failed} of {all} cannot be printed"))?;
        }
        Ok(ExitCode::from(u8::from(failed > 0)))
    }
}
