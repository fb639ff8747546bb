//! `sourcebook build`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Common, Failure, counted};
use crate::handbook::Handbook;
use crate::read::Sources;
use crate::write::{publish, publish_below};

/// Build the site
#[derive(Debug, clap::Args)]
pub struct Build {
    #[command(flatten)]
    common: Common,
    /// The output folder; `build-dir` of book.toml, or `book` in the handbook's folder, where absent
    #[arg(long, short, value_name = "DIR")]
    dest_dir: Option<PathBuf>,
}

impl Build {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let sources = Sources::load(&self.common.root)?;
        let (handbook, found) = Handbook::new(&sources);
        let code = self.common.report(&sources, &found)?;
        let Some(handbook) = handbook.filter(|_| code == ExitCode::SUCCESS) else {
            self.common.say("nothing was built")?;
            return Ok(code);
        };
        let output = handbook.site()?;
        let root = &self.common.root;
        let (dest, report) = match &self.dest_dir {
            Some(dest) => (dest.clone(), publish(dest, &output)?),
            None => {
                let folder = handbook.corpus.book.build_dir();
                (root.join(folder), publish_below(root, folder, &output)?)
            }
        };
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
}
