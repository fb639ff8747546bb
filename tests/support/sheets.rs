//! The handbook of `init`, ready to be printed.

#![cfg(feature = "print")]

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
    let sources = Sources::load(&book.root).expect("there is a handbook");
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
