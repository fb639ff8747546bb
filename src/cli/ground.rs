//! `sourcebook ground`.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::Arc;

use super::watch::Watch;
use super::{Common, Failure, counted};
use crate::ground::claim::Claim;
use crate::ground::library::Library;
use crate::ground::lock::{How, Lock};
use crate::ground::seal::{Acceptance, Grounded, ground};
use crate::ground::{Grounding, LockState};
use crate::model::corpus;
use crate::read::{LOCK, Sources, papers};
use crate::rules::report::Report;
use crate::write::replace_file;

/// Hold every claim against the papers, and seal what was found
#[derive(Debug, clap::Args)]
pub struct Ground {
    #[command(flatten)]
    common: Common,
    /// The folder with the papers' texts, one <citekey>.txt for each
    #[arg(long, value_name = "DIR")]
    papers: Option<PathBuf>,
    /// Seal this claim although no machine has found it
    #[arg(long, value_name = "KIND:ID#PART", requires = "because")]
    accept: Option<String>,
    /// Why the claim is accepted
    #[arg(long, value_name = "TEXT", requires = "accept")]
    because: Option<String>,
    /// Who has read it in the paper, if someone has
    #[arg(long, value_name = "NAME", requires = "accept")]
    by: Option<String>,
}

impl Ground {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let watch = Watch::new(self.common.quiet, "reading");
        let sources = Sources::load(&self.common.root)?;
        let (corpus, found) = corpus::assemble(&sources);
        let Some(corpus) = corpus.filter(|_| found.is_empty()) else {
            drop(watch);
            let code = self.common.report(&Report::new(&sources, &found))?;
            self.common.say("nothing was grounded: mend this first")?;
            return Ok(if found.is_empty() { ExitCode::from(1) } else { code });
        };
        let Some(settings) = &corpus.book.grounding else {
            return Err("book.toml does not ask for grounding\n  help: add a table `[grounding]` to it".into());
        };
        let grounding = Grounding::read(&sources, &corpus);
        let old = match &grounding.lock {
            LockState::Read(_, lock) => Lock::clone(lock),
            LockState::Absent => Lock::default(),
            LockState::Refused => return Err(format!("{LOCK} was not read").into()),
            LockState::Broken(_, _, message) => {
                return Err(
                    format!("{LOCK} cannot be read: {message}\n  help: take it back from version control").into(),
                );
            }
        };
        let named = settings
            .papers
            .as_ref()
            .map(|folder| self.common.root.join(folder.as_str()));
        let mut library = match self.papers.clone().or(named) {
            Some(folder) => Library::new(papers::texts(&folder)?),
            None => Library::default(),
        };
        let claims: Vec<Claim> = grounding.claims().cloned().collect();
        let acceptance = self.acceptance(&claims)?;
        watch.step("looking for claims");
        library.progress = Arc::clone(&watch.progress);
        let done = ground(&corpus, &claims, &mut library, &old, acceptance.as_ref());
        if done.lock != old || sources.find(LOCK).is_none() {
            replace_file(&self.common.root.join(LOCK), done.lock.text().as_bytes())?;
        }
        drop(watch);
        self.tell(&done)?;
        Ok(ExitCode::from(u8::from(!done.open.is_empty())))
    }

    fn acceptance(&self, claims: &[Claim]) -> Result<Option<Acceptance>, Failure> {
        let (Some(name), Some(because)) = (&self.accept, &self.because) else {
            return Ok(None);
        };
        let known: Vec<String> = claims.iter().map(|claim| claim.name()).collect();
        if !known.contains(name) {
            let near = crate::diagnostic::nearest(name, known.iter().map(String::as_str));
            let help = near
                .map(|near| format!("\n  help: a claim `{near}` exists"))
                .unwrap_or_default();
            return Err(format!("there is no claim `{name}`{help}").into());
        }
        Ok(Some(Acceptance {
            claim: name.clone(),
            because: because.clone(),
            by: self.by.clone(),
        }))
    }

    /// What is open goes to stdout, one claim a paragraph; the count to stderr.
    fn tell(&self, done: &Grounded) -> Result<(), Failure> {
        let mut out = String::new();
        // Writing to a string cannot fail.
        for open in &done.open {
            let _ = writeln!(out, "open: {}", open.claim.name());
            for reason in &open.reasons {
                let _ = writeln!(out, "  {reason}");
            }
        }
        for name in &done.dropped {
            let _ = writeln!(out, "dropped: {name} is no longer claimed");
        }
        super::write(io::stdout(), &out)?;
        let how = |how: How| done.lock.seals.values().filter(|seal| seal.how == how).count();
        self.common.say(&format!(
            "{}: {} found, {} named, {} accepted; {} kept, {} sealed anew, {} open",
            counted(done.lock.seals.len(), "seal"),
            how(How::Found),
            how(How::Named),
            how(How::Accepted),
            done.kept,
            done.sealed,
            done.open.len()
        ))
    }
}
