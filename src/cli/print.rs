//! `sourcebook print`.

mod jobs;

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use super::{Common, Failure, counted, today, write};
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
        let printer = Printer::new(handbook.whole(), as_of);
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
        let mut failed = 0;
        for (sheet, made) in sheets.iter().zip(made) {
            match made {
                Ok(made) => output.insert(OutPath::new(sheet.path())?, made.pdf)?,
                Err(error) => {
                    failed += 1;
                    write(io::stderr(), &format!("error: {error}\n"))?;
                }
            }
        }
        if output.is_empty() {
            // The folder stays as it was: what is there may be all that someone has.
            self.common.say("nothing was printed")?;
            return Ok(ExitCode::from(1));
        }
        let report = publish(&self.out, &output)?;
        self.common.say(&format!(
            "{} in {}: {} written, {} unchanged, {} removed",
            counted(output.len(), "sheet"),
            self.out.display(),
            report.written,
            report.unchanged,
            report.removed,
        ))?;
        if failed > 0 {
            let (failed, all) = (counted(failed, "sheet"), sheets.len());
            self.common.say(&format!("{failed} of {all} cannot be printed"))?;
        }
        Ok(ExitCode::from(u8::from(failed > 0)))
    }
}
