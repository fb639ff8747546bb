//! `sourcebook build`.

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use super::watch::Watch;
use super::{Common, Failure, counted};
use crate::ground::passage::Passages;
use crate::handbook::Handbook;
use crate::read::papers;
use crate::rules;
use crate::rules::report::Report;
use crate::write::{Output, publish, publish_below};

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
}

impl Build {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let watch = Watch::new(self.common.quiet, "reading");
        let sources = self.common.sources()?;
        watch.step("checking");
        let (handbook, mut found) = Common::handbook(sources);
        let Some(handbook) = handbook.filter(|_| !self.common.fails(&found)) else {
            drop(watch);
            let accepted = handbook.map_or(&[][..], |handbook| &handbook.accepted);
            let code = self.common.report(&Report {
                accepted,
                ..Report::new(sources, &found)
            })?;
            self.common.say("nothing was built")?;
            return Ok(code);
        };
        watch.step("laying out pages");
        let output = match self.pages(handbook) {
            Ok(output) => output,
            Err(error) => {
                drop(watch);
                self.common.report(&Report {
                    accepted: &handbook.accepted,
                    ..Report::new(sources, &found)
                })?;
                return Err(error);
            }
        };
        watch.step("reading the pages");
        found.extend(handbook.proofread(&output));
        let found = rules::sorted(sources, found);
        drop(watch);
        let code = self.common.report(&Report {
            accepted: &handbook.accepted,
            has_pages: true,
            ..Report::new(sources, &found)
        })?;
        if code != ExitCode::SUCCESS {
            self.common.say("nothing was built")?;
            return Ok(code);
        }
        let watch = Watch::new(self.common.quiet, "writing");
        let root = &self.common.root;
        let (dest, report) = match &self.dest_dir {
            Some(dest) => (dest.clone(), publish(dest, &output)?),
            None => {
                let folder = handbook.corpus.book.build_dir();
                (root.join(folder), publish_below(root, folder, &output)?)
            }
        };
        drop(watch);
        self.common.say(&format!(
            "{} in {}: {} written, {} unchanged, {} removed\nopen {}",
            counted(output.len(), "file"),
            dest.display(),
            report.written,
            report.unchanged,
            report.removed,
            dest.join("index.html").display(),
        ))?;
        Ok(code)
    }

    /// Every file of the site.
    fn pages(&self, handbook: &Handbook) -> Result<Output, Failure> {
        let (Some(papers), Some(dest)) = (&self.with_passages, &self.dest_dir) else {
            return Ok(handbook.site()?);
        };
        let published = self.common.root.join(handbook.corpus.book.build_dir());
        if is_within(dest, &published) {
            return Err(PUBLISHED.into());
        }
        Ok(handbook.private_site(&Passages::new(papers::texts(papers)?))?)
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
