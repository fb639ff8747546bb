//! `sourcebook verify`.

use std::fmt::Write as _;
use std::io;
use std::path::PathBuf;
use std::process::ExitCode;

use serde::Serialize;

use super::{Common, Failure, counted, today, write};
use crate::print::found::THREAD;
use crate::print::verify::{Answer, Compared, Verdict, verify};
use crate::print::{Printer, sheet};
use crate::read;
use crate::rules::report::Format;

/// Larger files are no sheets: the whole book of ten thousand records is smaller.
const MOST: u64 = 512 << 20;

/// Say whether printed sheets are still what the handbook says, and what changed
///
/// The exit status is 0 only if all of them are.
#[derive(Debug, clap::Args)]
pub struct Verify {
    #[command(flatten)]
    common: Common,
    /// The sheets, as PDFs
    #[arg(required = true, value_name = "SHEET.pdf")]
    sheets: Vec<PathBuf>,
}

/// The version of the form of the answers as JSON.
const VERSION: u32 = 1;

/// An answer as a script reads it.
#[derive(Serialize)]
struct Line<'a> {
    version: u32,
    file: String,
    #[serde(flatten)]
    answer: &'a Answer,
}

impl Verify {
    pub fn run(&self) -> Result<ExitCode, Failure> {
        let as_json = match self.common.format {
            Format::Human | Format::Short => false,
            Format::Json => true,
            Format::Sarif | Format::Junit | Format::Github => {
                return Err(
                    "sheets are judged in words or as JSON\n  help: use `--format human` or `--format json`".into(),
                );
            }
        };
        let (handbook, watch) = match self.common.sound("nothing was verified")? {
            Ok(sound) => sound,
            Err(code) => return Ok(code),
        };
        let printer = Printer::new(handbook.whole(), self.common.as_of.unwrap_or_else(today));
        watch.step("verifying");
        keep_quiet_about_readers();
        let answers = sheet::with_room(|| {
            let sheets = self.sheets.iter();
            sheets
                .map(|path| Ok(verify(&printer, &read::bytes(path, MOST)?)))
                .collect::<Vec<io::Result<Answer>>>()
        });
        drop(watch);
        let (mut current, mut unread) = (0, 0);
        for (path, answer) in self.sheets.iter().zip(&answers) {
            match answer {
                Ok(answer) => {
                    current += usize::from(answer.verdict == Verdict::Current);
                    let file = path.display().to_string();
                    let text = match as_json {
                        true => {
                            serde_json::to_string(&Line {
                                version: VERSION,
                                file,
                                answer,
                            })? + "\n"
                        }
                        false => in_words(&file, answer),
                    };
                    write(io::stdout(), &text)?;
                }
                Err(error) => {
                    unread += 1;
                    write(io::stderr(), &format!("error: {error}\n"))?;
                }
            }
        }
        let sheets = counted(self.sheets.len(), "sheet");
        self.common.say(&format!("{current} of {sheets} current"))?;
        Ok(match (unread, current == self.sheets.len()) {
            (0, true) => ExitCode::SUCCESS,
            (0, false) => ExitCode::from(1),
            _ => ExitCode::from(2),
        })
    }
}

/// A file that breaks its reader is told of as damaged, and the reader's last words help nobody.
fn keep_quiet_about_readers() {
    let before = std::panic::take_hook();
    std::panic::set_hook(Box::new(move |panic| {
        if std::thread::current().name() != Some(THREAD) {
            before(panic);
        }
    }));
}

fn in_words(file: &str, answer: &Answer) -> String {
    let mut text = format!("{file}: {}\n", verdict(answer.verdict));
    let mut line = |line: &str| {
        // A text of several lines stays under its line.
        let _ = writeln!(text, "  {}", line.replace('\n', "\n  "));
    };
    if let (Some(sort), Some(record)) = (&answer.sort, &answer.record) {
        let paper = answer
            .paper
            .as_ref()
            .map(|paper| format!(" on {paper}"))
            .unwrap_or_default();
        let edition = answer
            .edition
            .as_ref()
            .map(|edition| format!(", edition {edition}"))
            .unwrap_or_default();
        let until = answer
            .until
            .as_ref()
            .map(|until| format!(", to be used until {until}"))
            .unwrap_or_default();
        line(&format!("{sort} of {record}{paper}{edition}{until}"));
    }
    answer.reasons.iter().for_each(|reason| line(&format!("- {reason}")));
    for change in &answer.changes {
        let place = [change.under.as_str(), change.name.as_str()];
        line(
            &place
                .iter()
                .filter(|part| !part.is_empty())
                .copied()
                .collect::<Vec<_>>()
                .join(": "),
        );
        line(&format!("  was: {}", change.was.as_deref().unwrap_or("(nothing)")));
        line(&format!("  is:  {}", change.is.as_deref().unwrap_or("(nothing)")));
    }
    answer.notes.iter().for_each(|note| line(&format!("note: {note}")));
    if answer.verdict == Verdict::Current && answer.compared == Compared::Bytes {
        line("printed again, it is the same file");
    }
    text
}

fn verdict(verdict: Verdict) -> &'static str {
    match verdict {
        Verdict::Current => "current",
        Verdict::Changed => "changed since it was printed",
        Verdict::Refused => "not to be used any more",
        Verdict::Expired => "past its day",
        Verdict::Draft => "a draft, not for use",
        Verdict::Gone => "no longer in the handbook",
        Verdict::Altered => "altered",
        Verdict::Foreign => "not a sheet of this handbook",
        Verdict::NoSheet => "not a sheet",
        Verdict::Damaged => "cannot be read",
    }
}
