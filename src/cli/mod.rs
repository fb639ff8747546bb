//! The commands: each joins library calls and prints. They decide nothing.

mod build;
mod cards;
mod check;
mod clean;
mod completions;
mod explain;
mod ground;
mod import;
mod init;
mod list;
mod new;
#[cfg(feature = "print")]
mod print;
mod review;
mod schema;
mod serve;
mod show;
#[cfg(feature = "print")]
mod verify;
mod watch;

use std::io::{self, IsTerminal, Write};
use std::path::{Component, PathBuf};
use std::process::ExitCode;

use clap::{Args, ColorChoice, Parser, Subcommand};
use jiff::civil::Date;

use crate::diagnostic::{Accepted, Diagnostic, Severity, nearest};
use crate::handbook::Handbook;
use crate::model::{Record, RecordId, Target};
use crate::read::{ReadError, Sources};
use crate::rules::report::{Format, Report};
#[cfg(feature = "print")]
use watch::Watch;

/// A clinical handbook kept as data: checked, cross-referenced, and built as a static site.
#[derive(Debug, Parser)]
#[command(version, about, max_term_width = 100)]
struct Cli {
    #[command(subcommand)]
    command: Command,
}

#[derive(Debug, Subcommand)]
enum Command {
    /// Build the site
    Build(build::Build),
    /// Check that the content agrees with itself
    Check(check::Check),
    /// Say what a rule is for, with an example
    Explain(explain::Explain),
    /// Hold every claim against the papers, and seal what was found
    Ground(ground::Ground),
    /// Take into the handbook what others keep
    Import(import::Import),
    /// Record that a named person has read a record, or list the records to be read again
    Review(review::Review),
    /// Make a small handbook to begin with: an invented fever, and one record of each kind
    Init(init::Init),
    /// Write a record to be filled in, with every field explained
    New(new::New),
    /// List records, by kind and id
    List(list::List),
    /// Show what is known of a record, and what refers to it
    Show(show::Show),
    /// Write JSON Schemas, by which editors complete, explain and check records
    Schema(schema::Schema),
    /// Remove the built site, if sourcebook made it
    Clean(clean::Clean),
    /// Print a script by which a shell completes commands, options and kinds
    Completions(completions::Completions),
    /// Print the manual page, or write one for each command
    Man(completions::Man),
    /// Print sheets: tagged PDFs of one page for a record
    #[cfg(feature = "print")]
    Print(print::Print),
    /// Say whether printed sheets are still what the handbook says, and what changed
    #[cfg(feature = "print")]
    Verify(verify::Verify),
    /// Show the handbook in a browser while it is being written
    Serve(serve::Serve),
}

/// Options that every command over a handbook has.
#[derive(Debug, Args)]
struct Common {
    /// The handbook's folder, which holds book.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// How diagnostics are written
    #[arg(long, value_enum, default_value_t)]
    format: Format,
    /// Let warnings fail the command too
    #[arg(long)]
    strict: bool,
    /// The day on which reviews, statuses and acceptances are judged; today in `check`, and elsewhere none are
    #[arg(long, value_name = "DATE")]
    as_of: Option<Date>,
    /// Print nothing but diagnostics and results
    #[arg(long, short)]
    quiet: bool,
    /// When to colour diagnostics
    #[arg(long, value_name = "WHEN", default_value = "auto")]
    color: ColorChoice,
}

/// Options of commands over a handbook that report no diagnostics.
#[derive(Debug, Args)]
struct Plain {
    /// The handbook's folder, which holds book.toml
    #[arg(long, value_name = "DIR", default_value = ".")]
    root: PathBuf,
    /// Print nothing but results
    #[arg(long, short)]
    quiet: bool,
}

impl Plain {
    /// A message for people, unless they asked for quiet.
    fn say(&self, message: &str) -> Result<(), Failure> {
        say(self.quiet, message)
    }
}

/// The command could not run: exit status 2. Faults of content are no `Error`.
type Failure = Box<dyn std::error::Error>;

/// Runs the program: 0 done; 1 an error in the content, or a warning under `--strict`; 2 could not run.
pub fn main() -> ExitCode {
    let done = match Cli::parse().command {
        Command::Build(command) => command.run(),
        Command::Check(command) => command.run(),
        Command::Explain(command) => command.run(),
        Command::Ground(command) => command.run(),
        Command::Import(command) => command.run(),
        Command::Review(command) => command.run(),
        Command::Init(command) => command.run(),
        Command::New(command) => command.run(),
        Command::List(command) => command.run(),
        Command::Show(command) => command.run(),
        Command::Schema(command) => command.run(),
        Command::Clean(command) => command.run(),
        Command::Completions(command) => command.run(),
        Command::Man(command) => command.run(),
        #[cfg(feature = "print")]
        Command::Print(command) => command.run(),
        #[cfg(feature = "print")]
        Command::Verify(command) => command.run(),
        Command::Serve(command) => command.run(),
    };
    match done {
        Ok(code) => code,
        Err(error) => {
            let _ = writeln!(io::stderr(), "error: {error}");
            ExitCode::from(2)
        }
    }
}

/// Writes for whoever reads. Where nobody is left to, as when the output is piped into `head`, the work goes on and ends
/// as it would have.
fn write(mut to: impl Write, text: &str) -> io::Result<()> {
    match to.write_all(text.as_bytes()).and_then(|()| to.flush()) {
        Err(error) if error.kind() == io::ErrorKind::BrokenPipe => Ok(()),
        done => done,
    }
}

impl Common {
    /// The handbook's files. The process ends with the command, and the system then frees all at once what would take
    /// long piece by piece.
    fn sources(&self) -> Result<&'static Sources, ReadError> {
        self.sources_as_of(self.as_of)
    }

    /// The same, judged on this day.
    fn sources_as_of(&self, as_of: Option<Date>) -> Result<&'static Sources, ReadError> {
        let mut sources = Sources::load(&self.root)?;
        sources.as_of = as_of;
        Ok(Box::leak(Box::new(sources)))
    }

    /// The handbook, if there is one, and what is wrong with it; for the same reason never freed.
    fn handbook(sources: &'static Sources) -> (Option<&'static Handbook>, Vec<Diagnostic>) {
        let (handbook, found) = Handbook::new(sources);
        (handbook.map(|handbook| &*Box::leak(Box::new(handbook))), found)
    }

    /// The handbook, if nothing is wrong with it that fails the command, and the watch over what is done with it. Otherwise that
    /// is reported, with what was `undone` by it, and the command ends so.
    #[cfg(feature = "print")]
    fn sound(&self, undone: &str) -> Result<Result<(&'static Handbook, Watch), ExitCode>, Failure> {
        let watch = Watch::new(self.quiet, "reading");
        let sources = self.sources()?;
        watch.step("checking");
        let (handbook, found) = Self::handbook(sources);
        if let Some(handbook) = handbook.filter(|_| !self.fails(&found)) {
            return Ok(Ok((handbook, watch)));
        }
        drop(watch);
        let accepted = handbook.map_or(&[][..], |handbook| &handbook.accepted);
        let report = Report::new(sources, &found);
        let code = self.report(&Report { accepted, ..report })?;
        self.say(undone)?;
        Ok(Err(code))
    }

    /// Prints diagnostics and a closing line, and says how the command ends.
    fn report(&self, report: &Report<'_>) -> Result<ExitCode, Failure> {
        let Report { found, accepted, .. } = *report;
        let color = match self.color {
            ColorChoice::Always => true,
            ColorChoice::Never => false,
            ColorChoice::Auto => {
                let unwanted = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
                io::stderr().is_terminal() && !unwanted
            }
        };
        let folder = self.folder();
        let report = Report {
            folder: &folder,
            strict: self.strict,
            ..*report
        };
        let text = report.text(self.format, color);
        match self.format {
            // For people, diagnostics are messages; for scripts they are the result.
            Format::Human => write(io::stderr(), &text)?,
            Format::Short | Format::Json | Format::Sarif | Format::Junit | Format::Github => {
                write(io::stdout(), &text)?;
            }
        }
        let count = |severity| found.iter().filter(|d| d.severity == severity).count();
        let (errors, warnings) = (count(Severity::Error), count(Severity::Warning));
        if !self.quiet && (errors > 0 || warnings > 0) {
            let (errors, warnings) = (counted(errors, "error"), counted(warnings, "warning"));
            write(
                io::stderr(),
                &format!("{errors}, {warnings}{}\n", also_accepted(accepted)),
            )?;
        }
        Ok(ExitCode::from(u8::from(self.fails(found))))
    }

    /// Whether this keeps the command from being done.
    fn fails(&self, found: &[Diagnostic]) -> bool {
        let grave = |severity| severity == Severity::Error || (self.strict && severity == Severity::Warning);
        found.iter().any(|d| grave(d.severity))
    }

    /// The way from where the command runs to the handbook, as a report names it; empty where it would lead through the
    /// folders above, for no report names where a machine keeps its files.
    fn folder(&self) -> String {
        let mut folder = String::new();
        for part in self.root.components() {
            match part {
                Component::Normal(name) => folder += &format!("{}/", name.to_string_lossy()),
                Component::CurDir => {}
                Component::ParentDir | Component::RootDir | Component::Prefix(_) => return String::new(),
            }
        }
        folder
    }

    /// A message for people, unless they asked for quiet.
    fn say(&self, message: &str) -> Result<(), Failure> {
        say(self.quiet, message)
    }
}

/// How many faults are accepted, behind what else is counted.
fn also_accepted(accepted: &[Accepted]) -> String {
    match accepted.len() {
        0 => String::new(),
        n => format!(", {n} accepted"),
    }
}

/// A message for people, unless they asked for quiet.
fn say(quiet: bool, message: &str) -> Result<(), Failure> {
    if !quiet {
        write(io::stderr(), &format!("{message}\n"))?;
    }
    Ok(())
}

/// The record of this name, which is that of a whole record.
fn named<'h>(handbook: &'h Handbook, name: &str, whole: &str) -> Result<&'h Record, Failure> {
    let target = Target::parse(name).map_err(|e| {
        let help = e.help.map(|help| format!("\n  help: {help}")).unwrap_or_default();
        format!("{}{help}", e.message)
    })?;
    if target.part.is_some() {
        return Err(format!("{whole}\n  help: write `{}`", target.record).into());
    }
    let corpus = &handbook.corpus;
    corpus.get(&target.record).ok_or_else(|| {
        let known: Vec<String> = corpus.records.keys().map(RecordId::to_string).collect();
        let near = nearest(name, known.iter().map(String::as_str));
        let help = near
            .map(|near| format!("\n  help: `{near}` exists"))
            .unwrap_or_default();
        format!("there is no record `{name}`{help}").into()
    })
}

/// The day that it is in UTC.
fn today() -> Date {
    jiff::Timestamp::now().to_zoned(jiff::tz::TimeZone::UTC).date()
}

/// A number with its noun.
fn counted(number: usize, noun: &str) -> String {
    match number {
        1 => format!("1 {noun}"),
        n => format!("{n} {noun}s"),
    }
}
