//! `sourcebook completions` and `sourcebook man`: what shells and readers of manuals know of the commands.

use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use clap::CommandFactory;
use clap_complete::Shell;

use super::{Cli, Failure, counted, say, write};
use crate::write::replace_files;

/// Print a script by which a shell completes commands, options and kinds
#[derive(Debug, clap::Args)]
pub struct Completions {
    /// The shell
    shell: Shell,
}

impl Completions {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let mut script = Vec::new();
        clap_complete::generate(self.shell, &mut Cli::command(), "sourcebook", &mut script);
        write(io::stdout(), &String::from_utf8(script)?)?;
        Ok(ExitCode::SUCCESS)
    }
}

/// Print the manual page, or write one for the program and one for each command
#[derive(Debug, clap::Args)]
pub struct Man {
    /// Write `sourcebook.1`, `sourcebook-build.1` and so on into this folder
    #[arg(long, value_name = "DIR")]
    out: Option<PathBuf>,
    /// Print nothing but results
    #[arg(long, short)]
    quiet: bool,
}

impl Man {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let mut program = Cli::command().disable_help_subcommand(true);
        // Gives each command its full name, as its page is called.
        program.build();
        let Some(folder) = &self.out else {
            write(io::stdout(), &String::from_utf8(page(program)?)?)?;
            return Ok(ExitCode::SUCCESS);
        };
        let commands = program.get_subcommands().cloned().collect::<Vec<_>>();
        let mut pages = Vec::new();
        for command in std::iter::once(program).chain(commands) {
            let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
            pages.push((format!("{name}.1"), page(command)?));
        }
        let written = replace_files(folder, &pages)?;
        let count = counted(pages.len(), "page");
        let unchanged = pages.len() - written;
        let folder = folder.display();
        say(
            self.quiet,
            &format!("{count} in {folder}: {written} written, {unchanged} unchanged"),
        )?;
        Ok(ExitCode::SUCCESS)
    }
}

fn page(command: clap::Command) -> io::Result<Vec<u8>> {
    let mut page = Vec::new();
    let name = command.get_display_name().unwrap_or(command.get_name()).to_owned();
    clap_mangen::Man::new(command).title(name).render(&mut page)?;
    Ok(page)
}
