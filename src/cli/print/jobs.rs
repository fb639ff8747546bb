//! Which sheets are asked for.

use super::super::{Failure, named};
use super::Print;
use crate::diagnostic::nearest;
use crate::handbook::Handbook;
use crate::model::{RecordId, Target};
use crate::print::{BookJob, Job, Paper, PrintError, Printer, Sheet, TableJob, card};
use crate::view::evidence::{self, Sort, Subject};

/// What is printed.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, clap::ValueEnum)]
pub enum Sheets {
    /// One page for each record
    #[default]
    Card,
    /// Trials, studies under way, definitions or recommendations side by side
    Table,
    /// The whole handbook, with contents, bibliography and index
    Book,
}

impl Print {
    /// The sheets that are asked for, each once.
    pub(super) fn sheets(&self, handbook: &Handbook, printer: &Printer<'_>) -> Result<Vec<Sheet>, Failure> {
        let draft = self.draft;
        let paper = |across: bool| Paper {
            format: self.paper,
            landscape: self.landscape || (across && !self.portrait),
        };
        Ok(match self.kind {
            Sheets::Card => {
                let (records, paper) = (self.records(handbook)?, paper(false));
                let jobs = records.into_iter().map(|record| Job { record, paper, draft });
                jobs.map(Sheet::Card).collect()
            }
            Sheets::Table => {
                let (subjects, paper) = (self.subjects(handbook, printer)?, paper(true));
                let jobs = subjects.into_iter().map(|subject| TableJob { subject, paper, draft });
                jobs.map(Sheet::Table).collect()
            }
            Sheets::Book => {
                if let Some(name) = self.names.first() {
                    let wrong =
                        format!("the book is of all records, and `{name}` names one\n  help: leave the name out");
                    return Err(wrong.into());
                }
                let paper = paper(false);
                vec![Sheet::Book(BookJob { paper, draft })]
            }
        })
    }

    fn records(&self, handbook: &Handbook) -> Result<Vec<RecordId>, Failure> {
        if self.names.is_empty() {
            let all = handbook.corpus.records.keys();
            return Ok(all.filter(|id| card::KINDS.contains(&id.kind)).cloned().collect());
        }
        let mut records = Vec::new();
        for name in &self.names {
            let id = &named(handbook, name, "sheets are of whole records")?.id;
            if !records.contains(id) {
                records.push(id.clone());
            }
        }
        Ok(records)
    }

    fn subjects(&self, handbook: &Handbook, printer: &Printer<'_>) -> Result<Vec<Subject>, Failure> {
        let all = printer.subjects();
        if self.names.is_empty() {
            return Ok(all);
        }
        let mut subjects = Vec::new();
        for name in &self.names {
            let asked = match Subject::parse(name) {
                Some(subject) => {
                    if let Some(id) = &subject.of {
                        there(handbook, id)?;
                    }
                    vec![subject]
                }
                None => about(handbook, printer, name).map_err(|wrong| match wrong {
                    Some(wrong) => wrong,
                    None => unknown(name, &all),
                })?,
            };
            for subject in asked {
                if !subjects.contains(&subject) {
                    subjects.push(subject);
                }
            }
        }
        Ok(subjects)
    }
}

/// All tables about a record; nothing where this is not the name of a record.
fn about(handbook: &Handbook, printer: &Printer<'_>, name: &str) -> Result<Vec<Subject>, Option<Failure>> {
    let Ok(Target { record, part: None }) = Target::parse(name) else {
        return Err(None);
    };
    there(handbook, &record).map_err(Some)?;
    let about: Vec<Subject> = evidence::of_record(&record)
        .filter(|subject| printer.shown_table(subject).is_some())
        .collect();
    match about.is_empty() {
        true => Err(Some(PrintError::NoTable(name.to_owned()).to_string().into())),
        false => Ok(about),
    }
}

/// Whether the record is there, or the work.
fn there(handbook: &Handbook, id: &RecordId) -> Result<(), Failure> {
    if handbook.corpus.bibliography.works.contains_key(&id.id) && id.kind.is_work() {
        return Ok(());
    }
    named(handbook, &id.to_string(), "tables are about whole records").map(|_| ())
}

fn unknown(name: &str, all: &[Subject]) -> Failure {
    let known: Vec<String> = all.iter().map(Subject::to_string).collect();
    let help = match nearest(name, known.iter().map(String::as_str)) {
        Some(near) => format!("a table `{near}` exists"),
        None => {
            let sorts = Sort::ALL.map(Sort::name).join(", ");
            format!("write one of {sorts}, or such as `trials:therapy:sample`; `--list` names all")
        }
    };
    format!("there is no table `{name}`\n  help: {help}").into()
}
