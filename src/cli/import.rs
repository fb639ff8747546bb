//! `sourcebook import`.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use super::{Common, Failure, counted, write};
use crate::author::notices::take;
use crate::diagnostic::Severity;
use crate::model::corpus;
use crate::read::retractions::RETRACTIONS;
use crate::read::whole;
use crate::rules::report::Report;
use crate::rules::report::plain;
use crate::write::replace_file;

/// Take into the handbook what others keep
#[derive(Debug, clap::Args)]
pub struct Import {
    #[command(subcommand)]
    what: What,
}

#[derive(Debug, clap::Subcommand)]
enum What {
    /// Add what Crossref says of works in the bibliography to retractions.json: retractions, corrections, concerns
    Retractions(Retractions),
}

#[derive(Debug, clap::Args)]
struct Retractions {
    #[command(flatten)]
    common: Common,
    /// An answer of Crossref's interface: a work, or a list of works, as JSON
    file: PathBuf,
}

impl Import {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        match &self.what {
            What::Retractions(retractions) => retractions.run(),
        }
    }
}

impl Retractions {
    fn run(&self) -> Result<ExitCode, Failure> {
        let sources = self.common.sources()?;
        let (corpus, mut found) = corpus::assemble(sources);
        let list = sources.in_content(RETRACTIONS);
        if corpus.is_some() {
            // With a work unread, what is said of it would be passed over in silence. Other faults do not matter here.
            let needed = [sources.in_content("references.bib"), list];
            found.retain(|fault| fault.severity == Severity::Error && needed.contains(&Some(fault.primary.span.file)));
        }
        let Some(corpus) = corpus.filter(|_| found.is_empty()) else {
            let code = self.common.report(&Report::new(sources, &found))?;
            self.common.say("nothing was imported: mend this first")?;
            return Ok(code);
        };
        let given = whole(&self.file)?;
        let at = |why: String| format!("{}: {why}", self.file.display());
        let taken = take(&corpus, &given).map_err(|refused| at(refused.to_string()))?;
        let path = self.common.root.join(&sources.content).join(RETRACTIONS);
        let before = list.map(|file| &*sources.file(file).text);
        let is_new = before.is_some_and(|before| before != taken.text) || before.is_none() && taken.works > 0;
        if is_new {
            replace_file(&path, taken.text.as_bytes())?;
        }
        let added = taken.added.iter();
        let lines: String = added
            .map(|(key, notice)| format!("{}: {}\n", plain(key), plain(&notice.in_words())))
            .collect();
        write(io::stdout(), &lines)?;
        let notices = counted(taken.added.len(), "notice");
        let works = counted(taken.works, "work");
        let others = match taken.passed_over {
            0 => String::new(),
            n => format!(
                "; {} passed over that the bibliography does not have",
                counted(n, "work")
            ),
        };
        self.common.say(&format!(
            "{}: {notices} added, {works} in the list{others}",
            path.display()
        ))?;
        if !taken.added.is_empty() {
            self.common
                .say("`sourcebook check` says what is to be done about them")?;
        }
        Ok(ExitCode::SUCCESS)
    }
}
