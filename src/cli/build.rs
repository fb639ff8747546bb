//! `sourcebook build`.

use std::path::{Component, Path, PathBuf};
use std::process::ExitCode;

use super::watch::Watch;
use super::{Common, Failure, counted};
use crate::ground::passage::Passages;
use crate::handbook::Site;
use crate::read::papers;
use crate::write::{publish, publish_below};

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
        let (handbook, found) = Common::handbook(sources);
        drop(watch);
        let code = self.common.report(sources, &found)?;
        let Some(handbook) = handbook.filter(|_| code == ExitCode::SUCCESS) else {
            self.common.say("nothing was built")?;
            return Ok(code);
        };
        let watch = Watch::new(self.common.quiet, "making pages");
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
        let site = Site::new(handbook, passages.as_ref())?;
        let files = site.files()?;
        let (dest, report) = match &self.dest_dir {
            Some(dest) => (dest.clone(), publish(dest, &files)?),
            None => {
                let folder = handbook.corpus.book.build_dir();
                (root.join(folder), publish_below(root, folder, &files)?)
            }
        };
        drop(watch);
        self.common.say(&format!(
            "{} in {}: {} written, {} unchanged, {} removed\nopen {}",
            counted(files.len(), "file"),
            dest.display(),
            report.written,
            report.unchanged,
            report.removed,
            dest.join("index.html").display(),
        ))?;
        Ok(code)
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
