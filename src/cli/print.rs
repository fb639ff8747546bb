//! `sourcebook print`.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use super::watch::Watch;
use super::{Common, Failure, counted, named, today, write};
use crate::handbook::Handbook;
use crate::model::RecordId;
use crate::print::{Format, Job, Paper, Printer, card};
use crate::rules::report::Report;
use crate::write::{OutPath, Output, publish};

/// Print sheets: tagged PDFs of one page for a record
#[derive(Debug, clap::Args)]
pub struct Print {
    #[command(flatten)]
    common: Common,
    /// The records to print; all of which there are sheets, where absent
    #[arg(value_name = "KIND:ID")]
    records: Vec<String>,
    /// What to print
    #[arg(long, value_enum, default_value_t)]
    kind: Sheets,
    /// The paper
    #[arg(long, value_enum, default_value_t)]
    paper: Format,
    /// Print across the paper
    #[arg(long)]
    landscape: bool,
    /// The folder of the sheets
    #[arg(long, short, value_name = "DIR", default_value = "sheets")]
    out: PathBuf,
    /// Print what must not be used too, with DRAFT across it
    #[arg(long)]
    draft: bool,
}

/// What is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
enum Sheets {
    /// One page for each record
    #[default]
    Card,
}

impl Print {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let watch = Watch::new(self.common.quiet, "reading");
        let sources = self.common.sources()?;
        watch.step("checking");
        let (handbook, found) = Common::handbook(sources);
        let Some(handbook) = handbook.filter(|_| !self.common.fails(&found)) else {
            drop(watch);
            let accepted = handbook.map_or(&[][..], |handbook| &handbook.accepted);
            let report = Report::new(sources, &found);
            let code = self.common.report(&Report { accepted, ..report })?;
            self.common.say("nothing was printed")?;
            return Ok(code);
        };
        let jobs = self.jobs(handbook)?;
        let as_of = self.common.as_of.unwrap_or_else(today);
        let printer = Printer::new(handbook.whole(), as_of);
        watch.step("printing");
        let made = printer.cards(&jobs);
        drop(watch);
        let mut output = Output::default();
        let mut failed = 0;
        for (job, made) in jobs.iter().zip(made) {
            match made {
                Ok(made) => output.insert(OutPath::new(job.path())?, made.pdf)?,
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
            let (sheets, all) = (counted(failed, "sheet"), jobs.len());
            self.common.say(&format!("{sheets} of {all} cannot be printed"))?;
        }
        Ok(ExitCode::from(u8::from(failed > 0)))
    }

    fn jobs(&self, handbook: &Handbook) -> Result<Vec<Job>, Failure> {
        let records: Vec<RecordId> = match self.records.as_slice() {
            [] => {
                let all = handbook.corpus.records.keys();
                all.filter(|id| card::KINDS.contains(&id.kind)).cloned().collect()
            }
            names => {
                let mut records = Vec::new();
                for name in names {
                    let id = &named(handbook, name, "sheets are of whole records")?.id;
                    if !records.contains(id) {
                        records.push(id.clone());
                    }
                }
                records
            }
        };
        let paper = Paper {
            format: self.paper,
            landscape: self.landscape,
        };
        let draft = self.draft;
        let jobs = records.into_iter().map(|record| Job { record, paper, draft });
        Ok(jobs.collect())
    }
}
