//! `sourcebook init`.

use std::path::PathBuf;
use std::process::ExitCode;

use super::{Failure, counted, say};
use crate::author::starter;
use crate::write::{OutPath, Output, WriteError, create_folder};

/// Make a small handbook to begin with: an invented fever, and one record of each kind
#[derive(Debug, clap::Args)]
pub struct Init {
    /// The handbook's folder: one that is empty, or not there yet
    #[arg(value_name = "DIR")]
    folder: PathBuf,
    /// Print nothing but errors
    #[arg(long, short)]
    quiet: bool,
}

impl Init {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let mut output = Output::default();
        for (path, text) in starter::files() {
            output.insert(OutPath::new(path)?, text)?;
        }
        match create_folder(&self.folder, &output) {
            Err(WriteError::CurrentFolder(folder)) => {
                let name = folder.file_name().unwrap_or_default().to_string_lossy().into_owned();
                return Err(format!(
                    "{} is the current folder, and a handbook gets a new one\n  \
                     help: go to the folder above, and run `sourcebook init {name}`",
                    folder.display()
                )
                .into());
            }
            made => made?,
        }
        let folder = self.folder.display();
        say(
            self.quiet,
            &format!(
                "{} in {folder}\nsourcebook build --root {folder}\nREADME.md there says what is what",
                counted(output.len(), "file")
            ),
        )?;
        Ok(ExitCode::SUCCESS)
    }
}
