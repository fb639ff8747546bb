//! The handbook of `init`, ready to be printed.

#![cfg(feature = "print")]

use std::fs;
use std::path::Path;
use std::process::{Command, Output};

use jiff::civil::Date;
use sourcebook::handbook;
use sourcebook::model::{RecordId, Target};
use sourcebook::print::{Job, Paper, Printer};
use sourcebook::read::Sources;

use super::handbook::Handbook;
use super::run::run;

pub const URL: &str = "https://handbook.example/shade";

/// The handbook that `init` makes, with an address and a day for its sheets.
pub fn starter() -> Handbook {
    let book = Handbook::empty();
    run(book.parent(), &["init", "handbook"]).ended_with(0);
    let settings = book.read("book.toml");
    let settings = settings.replacen("[book]\n", &format!("[book]\nurl = \"{URL}\"\n"), 1);
    book.write(
        "book.toml",
        format!("{settings}\n[validity]\nsheets_until = 2033-01-31\n"),
    );
    book
}

pub fn day(text: &str) -> Date {
    text.parse().expect("it is a day")
}

pub fn id(name: &str) -> RecordId {
    Target::parse(name).expect("it is a name").record
}

/// Does something with the printer of a handbook, on a day before its sheets run out.
pub fn printing<T>(book: &Handbook, with: impl FnOnce(&Printer<'_>, &handbook::Handbook) -> T) -> T {
    printing_on(book, "2032-01-01", with)
}

/// The same on some day.
pub fn printing_on<T>(book: &Handbook, on: &str, with: impl FnOnce(&Printer<'_>, &handbook::Handbook) -> T) -> T {
    printing_in(&book.root, on, with)
}

/// The same of the handbook in a folder.
pub fn printing_in<T>(root: &Path, on: &str, with: impl FnOnce(&Printer<'_>, &handbook::Handbook) -> T) -> T {
    let sources = Sources::load(root).expect("there is a handbook");
    let (handbook, _) = handbook::Handbook::new(&sources);
    let handbook = handbook.expect("it can be used");
    with(&Printer::new(handbook.whole(), day(on)), &handbook)
}

/// A card on A4.
pub fn job(name: &str) -> Job {
    Job {
        record: id(name),
        paper: Paper::default(),
        draft: false,
    }
}

/// What a tool says of a file; nothing where the tool is missing and need not be there.
pub fn said_of(name: &str, arguments: &[&str], file: &Path) -> Option<String> {
    let output = run_tool(Command::new(name).args(arguments).arg(file))?;
    Some(String::from_utf8_lossy(&output.stdout).into_owned() + &String::from_utf8_lossy(&output.stderr))
}

/// The text of a PDF, page by page, with single spaces, and words that were broken at the end of a line put together.
pub fn pages_of(pdf: &[u8]) -> Option<Vec<String>> {
    pages_within(pdf, &[])
}

/// The same of a part of each page, as pdftotext is told of it.
pub fn pages_within(pdf: &[u8], part: &[&str]) -> Option<Vec<String>> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("sheet.pdf");
    fs::write(&file, pdf).expect("the folder can be written");
    let output = run_tool(Command::new("pdftotext").arg("-raw").args(part).arg(&file).arg("-"))?;
    let text = String::from_utf8_lossy(&output.stdout);
    let mut pages: Vec<String> = text.split('\u{c}').map(flat).collect();
    // What stands behind the last page is none.
    pages.pop();
    Some(pages)
}

/// A text without what print puts into words.
pub fn flat(text: &str) -> String {
    let text = text.replace(['\u{ad}', '\u{200b}', '\u{2060}'], "");
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn run_tool(command: &mut Command) -> Option<Output> {
    let name = command.get_program().to_string_lossy().into_owned();
    match command.output() {
        Ok(output) => Some(output),
        Err(_) => {
            let missing = format!("sheets were not read back: `{name}` is missing");
            assert_ne!(std::env::var("SOURCEBOOK_PDF").as_deref(), Ok("required"), "{missing}");
            eprintln!("SKIPPED: {missing}");
            None
        }
    }
}
