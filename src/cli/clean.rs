//! `sourcebook clean`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, Plain, counted};
use crate::read::Sources;
use crate::write;

/// Remove the built site, if sourcebook made it
#[derive(Debug, clap::Args)]
pub struct Clean {
    #[command(flatten)]
    plain: Plain,
    /// The output folder; `build-dir` of book.toml, or `book` in the handbook's folder, where absent
    #[arg(long, short, value_name = "DIR")]
    dest_dir: Option<PathBuf>,
}

impl Clean {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let root = &self.plain.root;
        let (dest, removed) = match &self.dest_dir {
            Some(dest) => (dest.clone(), write::clean(dest)?),
            None => {
                let output = Sources::load(root)?.output;
                (root.join(&output), write::clean_below(root, &output)?)
            }
        };
        let dest = dest.display();
        self.plain.say(&match removed {
            0 => format!("nothing was there to remove: {dest}"),
            _ => format!("{} removed with {dest}", counted(removed, "file")),
        })?;
        Ok(ExitCode::SUCCESS)
    }
}
