//! `sourcebook build`.

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use super::cards::{Card, Cards};
use super::watch::Watch;
use super::{Common, Failure, counted};
use crate::diagnostic::Diagnostic;
use crate::ground::passage::Passages;
use crate::handbook::{Handbook, Site, SiteError};
use crate::read::papers;
use crate::rules;
use crate::rules::report::Report;
use crate::write::{publish_below, publish_if};

const PUBLISHED: &str = "a build with passages may not go where the handbook is published from\n  \
                         help: name a --dest-dir outside of the handbook's build-dir";

/// Build the site
#[derive(Debug, clap::Args)]
pub struct Build {
    #[command(flatten)]
    common: Common,
    /// The output folder; `build-dir` of book.toml, or `book` in the handbook's folder, where absent
    #[arg(long, short, value_name = "DIR")]
    dest_dir: Option<PathBuf>,
    /// Show the passages of the papers, from a folder with one <citekey>.txt for each: for readers who may have them, and
    /// never to be published. Needs a --dest-dir of its own
    #[arg(long, value_name = "DIR", requires = "dest_dir")]
    with_passages: Option<PathBuf>,
    /// Put a card of each record that has one into the site, on this paper (a4, letter, a5, a6, or such as a5-landscape), and
    /// have its page lead to it
    #[arg(long, value_name = "PAPER", num_args = 0..=1, default_missing_value = "a4", require_equals = true)]
    with_cards: Option<String>,
}

impl Build {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let watch = Watch::new(self.common.quiet, "reading");
        let sources = self.common.sources()?;
        watch.step("checking");
        let (handbook, found) = Common::handbook(sources);
        let accepted = handbook.map_or(&[][..], |handbook| &handbook.accepted);
        let report = |found: &[Diagnostic], has_pages: bool| {
            self.common.report(&Report {
                accepted,
                has_pages,
                ..Report::new(sources, found)
            })
        };
        let Some(handbook) = handbook.filter(|_| !self.common.fails(&found)) else {
            drop(watch);
            let code = report(&found, false)?;
            self.common.say("nothing was built")?;
            return Ok(code);
        };
        let mut cards = Cards::default();
        if let Some(paper) = &self.with_cards {
            watch.step("printing cards");
            cards = Cards::of(handbook, paper, self.common.as_of, &self.dest(handbook))?;
        }
        if cards.misfits + if self.common.strict { cards.refused } else { 0 } > 0 {
            drop(watch);
            report(&found, false)?;
            cards.say(self.common.quiet)?;
            self.common.say("nothing was built")?;
            return Ok(ExitCode::from(1));
        }
        watch.step("making pages");
        let mut faults = Vec::new();
        let printed = (std::mem::take(&mut cards.files), cards.list.take());
        let done = self.publish(handbook, printed, &mut faults);
        drop(watch);
        cards.say(self.common.quiet)?;
        // What is wrong with the content and with the pages is one report.
        let found = rules::sorted(sources, [found, faults].concat());
        let code = report(&found, done.is_ok())?;
        match done {
            Ok(done) => self.common.say(&done)?,
            Err(error) if error.downcast_ref().is_some_and(|e| matches!(e, SiteError::Faulty)) => {
                self.common.say("nothing was built")?;
            }
            Err(error) => return Err(error),
        }
        Ok(code)
    }

    /// Where the site goes.
    fn dest(&self, handbook: &Handbook) -> PathBuf {
        let named = || self.common.root.join(handbook.corpus.book.build_dir());
        self.dest_dir.clone().unwrap_or_else(named)
    }

    /// Makes the pages, and publishes them if nothing of them is faulty. Gives what was done, in words.
    fn publish(
        &self,
        handbook: &'static Handbook,
        (cards, list): (Vec<Card>, Option<(String, Vec<u8>)>),
        faults: &mut Vec<Diagnostic>,
    ) -> Result<String, Failure> {
        let root = &self.common.root;
        let passages = match (&self.with_passages, &self.dest_dir) {
            (Some(papers), Some(dest)) => {
                let published = root.join(handbook.corpus.book.build_dir());
                if is_within(dest, &published) {
                    return Err(PUBLISHED.into());
                }
                Some(Passages::new(papers::texts(papers)?))
            }
            _ => None,
        };
        let site = Site::new(handbook, passages.as_ref())?.with_cards(cards, list);
        let files = site.files()?;
        let is_fine = || {
            *faults = site.faults();
            match self.common.fails(faults) {
                true => Err(SiteError::Faulty),
                false => Ok(()),
            }
        };
        let dest = self.dest(handbook);
        let report = match &self.dest_dir {
            Some(dest) => publish_if(dest, &files, is_fine)?,
            None => publish_below(root, handbook.corpus.book.build_dir(), &files, is_fine)?,
        };
        Ok(format!(
            "{} in {}: {} written, {} unchanged, {} removed\nopen {}",
            counted(files.len(), "file"),
            dest.display(),
            report.written,
            report.unchanged,
            report.removed,
            dest.join("index.html").display(),
        ))
    }
}

/// Whether a folder, which need not exist yet, is another one or in it.
fn is_within(folder: &Path, other: &Path) -> bool {
    match (real(folder), real(other)) {
        (Some(folder), Some(other)) => folder.starts_with(other),
        // What cannot be told is refused.
        _ => true,
    }
}

/// The path without symlinks, as far as it exists, and without `.` and `..`.
fn real(path: &Path) -> Option<PathBuf> {
    let mut missing = Vec::new();
    let mut exists = std::path::absolute(path).ok()?;
    loop {
        if let Ok(real) = exists.canonicalize() {
            return Some(
                missing
                    .into_iter()
                    .rev()
                    .fold(real, |path: PathBuf, name| path.join(name)),
            );
        }
        match exists.components().next_back()? {
            Component::Normal(name) => missing.push(name.to_owned()),
            _ => return None,
        }
        exists.pop();
    }
}
