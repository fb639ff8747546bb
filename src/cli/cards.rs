//! The cards that `build --with-cards` puts into a site.

use std::io;
use std::path::Path;

use jiff::civil::Date;

use super::{Failure, write};
use crate::handbook::Handbook;
use crate::model::RecordId;
use crate::view::card::CardFile;

/// A card: its record, what its page says of it, and its PDF.
pub type Card = (RecordId, CardFile, Vec<u8>);

/// The cards of a handbook, and what is wrong with those that it cannot have.
#[derive(Default)]
pub struct Cards {
    pub files: Vec<Card>,
    /// The list of the sheets, and its path in the site.
    pub list: Option<(String, Vec<u8>)>,
    /// How many do not fit, or cannot be printed: the author has to mend them.
    pub misfits: usize,
    /// How many must not be used: the site goes without them.
    pub refused: usize,
    messages: Vec<String>,
}

impl Cards {
    /// Prints what there is to be said.
    pub fn say(&self, quiet: bool) -> Result<(), Failure> {
        let wanted = |message: &&String| !quiet || message.starts_with("error");
        for message in self.messages.iter().filter(wanted) {
            write(io::stderr(), &format!("{message}\n"))?;
        }
        Ok(())
    }

    #[cfg(not(feature = "print"))]
    pub fn of(_: &Handbook, _: &str, _: Option<Date>, _: &Path) -> Result<Self, Failure> {
        Err(
            "this sourcebook was compiled without `print`, so there are no cards\n  \
             help: compile it with its default features, or build without --with-cards"
                .into(),
        )
    }

    /// All cards on one paper; those that `folder` has already are taken from there. They are judged by a day only if one is
    /// given: the same handbook makes the same site on every day, and each card says up to when it may be used.
    #[cfg(feature = "print")]
    pub fn of(handbook: &Handbook, paper: &str, as_of: Option<Date>, folder: &Path) -> Result<Self, Failure> {
        use crate::print::ledger::{self, Ledger, Listed};
        use crate::print::{Job, Paper, PrintError, Printer, Sheet, card, code};

        let unknown = || {
            format!(
                "there is no paper `{paper}`\n  help: cards go on a4, letter, a5 or a6, or one of these with `-landscape`"
            )
        };
        let paper = Paper::parse(paper).ok_or_else(unknown)?;
        let records = handbook.corpus.records.keys();
        let jobs = records.filter(|id| card::KINDS.contains(&id.kind)).map(|record| Job {
            record: record.clone(),
            paper,
            draft: false,
        });
        let jobs: Vec<Job> = jobs.collect();
        // Nothing has run out on the first of all days.
        let printer = Printer::new(handbook.whole(), as_of.unwrap_or(Date::MIN)).after(there(folder));
        let mut cards = Self::default();
        let mut listed = Vec::new();
        for (job, made) in jobs.iter().zip(printer.cards(&jobs)) {
            match made {
                Ok(made) => {
                    listed.push(Listed::new(&Sheet::Card(job.clone()), &made));
                    let file = CardFile {
                        path: Sheet::Card(job.clone()).path(),
                        paper: paper.title(),
                        kilobytes: made.pdf.len().div_ceil(1000),
                        until: made.until,
                        digest: made.digest[..code::SHORT].to_owned(),
                    };
                    cards.files.push((job.record.clone(), file, made.pdf));
                }
                Err(error @ PrintError::NotForUse { .. }) => {
                    cards.refused += 1;
                    cards
                        .messages
                        .push(format!("warning: the site goes without a card: {error}"));
                }
                Err(error) => {
                    cards.misfits += 1;
                    cards.messages.push(format!("error: {error}"));
                }
            }
        }
        cards.list = Some((ledger::NAME.to_owned(), Ledger::new(listed).bytes()));
        Ok(cards)
    }
}

/// The sheets that a folder has already.
#[cfg(feature = "print")]
pub fn there(folder: &Path) -> crate::print::ledger::Before {
    let folder = folder.to_owned();
    crate::print::ledger::Before::new(Box::new(move |path| {
        let file = folder.join(path);
        // Anything else, such as a pipe, might never end.
        let is_file = std::fs::symlink_metadata(&file).is_ok_and(|found| found.is_file());
        is_file.then(|| std::fs::read(&file).ok()).flatten()
    }))
}
