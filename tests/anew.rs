//! `sourcebook print`, a second time: only what changed is made, and what is taken over is what would have been made.

#![cfg(feature = "print")]

mod support;

use std::fs;

use support::handbook::Handbook;
use support::run::Run;
use support::sheets::starter;
use support::{Files, files_below};

const LIST: &str = "sheets/sheets.json";
const SHADE: &str = "sheets/card/therapy/dimming-shade-a4.pdf";
const DIMMER: &str = "sheets/card/trial/dimmer-a4.pdf";

fn print(book: &Handbook, more: &[&str]) -> Run {
    book.run(&[&["print", "--as-of", "2032-01-01"], more].concat())
}

/// A handbook of which nothing is sealed, so that it may be changed.
fn unsealed() -> Handbook {
    let book = starter();
    fs::remove_file(book.path("grounding.lock")).unwrap();
    book.edit("book.toml", "[grounding]\npapers = \"papers\"\n", "");
    book
}

/// Changes what one card says, and that of no other record.
fn change_a_harm(book: &Handbook) {
    let file = "content/therapies/dimming-shade.toml";
    book.edit(file, "It may chill the fingers.", "It chills the fingers.");
}

/// The sheets of a folder and their list, printed where nothing was.
fn from_nothing(book: &Handbook) -> Files {
    let nothing = book.path("sheets");
    let _ = fs::remove_dir_all(&nothing);
    print(book, &[]).ended_with(0).says("6 printed, 0 unchanged");
    files_below(&nothing)
}

#[test]
fn what_is_the_same_is_taken_over() {
    let book = starter();
    let first = from_nothing(&book);
    print(&book, &[])
        .ended_with(0)
        .says("0 printed, 6 unchanged, 0 removed");
    assert_eq!(files_below(&book.path("sheets")), first);
    // What is not asked for leaves the folder, and the list with it.
    print(&book, &["trial:dimmer"])
        .ended_with(0)
        .says("0 printed, 1 unchanged, 5 removed");
    let list: serde_json::Value = serde_json::from_str(&book.read(LIST)).unwrap();
    let sheets = list["sheets"].as_array().unwrap();
    assert_eq!(sheets.len(), 1);
    assert_eq!(sheets[0]["file"], "card/trial/dimmer-a4.pdf");
    assert_eq!(sheets[0]["until"], "2033-01-31");
    assert_eq!(
        sheets[0]["blake3"],
        blake3::hash(&first["card/trial/dimmer-a4.pdf"]).to_hex().as_str()
    );
}

#[test]
fn what_changed_is_made_and_nothing_else() {
    let book = unsealed();
    from_nothing(&book);
    change_a_harm(&book);
    print(&book, &[]).ended_with(0).says("1 printed, 5 unchanged");
    let after = files_below(&book.path("sheets"));
    assert_eq!(after, from_nothing(&book), "as if nothing had been there");

    // Every sheet says which version of the handbook it is of.
    let settings = book.read("book.toml");
    let version = settings.lines().find(|line| line.starts_with("version = ")).unwrap();
    book.edit("book.toml", version, "version = \"9.9.9\"");
    print(&book, &[]).ended_with(0).says("6 printed, 0 unchanged");
    print(&book, &["--paper", "a5"])
        .ended_with(0)
        .says("6 printed, 0 unchanged");
}

#[test]
fn a_changed_template_makes_all_anew() {
    let book = starter();
    from_nothing(&book);
    let card = include_str!("../templates/print/card.typ");
    book.write(
        "templates/print/card.typ",
        card.replace("upper(shown.kicker)", "shown.kicker"),
    );
    print(&book, &[]).ended_with(0).says("6 printed, 0 unchanged");
}

#[test]
fn what_somebody_altered_is_mended() {
    let book = starter();
    let first = from_nothing(&book);
    let pdf = fs::read(book.path(SHADE)).unwrap();
    // Cut short, another sheet, gone.
    for altered in [
        Some(pdf[..pdf.len() - 1].to_vec()),
        Some(fs::read(book.path(DIMMER)).unwrap()),
        None,
    ] {
        match altered {
            Some(bytes) => fs::write(book.path(SHADE), bytes).unwrap(),
            None => fs::remove_file(book.path(SHADE)).unwrap(),
        }
        print(&book, &[]).ended_with(0).says("1 printed, 5 unchanged");
        assert_eq!(files_below(&book.path("sheets")), first);
    }
    // A list that is none, or of another version, says nothing.
    for list in ["", "{", "[]", "{\"version\":1}", "{\"version\":2,\"sheets\":[]}"] {
        fs::write(book.path(LIST), list).unwrap();
        print(&book, &[]).ended_with(0).says("6 printed, 0 unchanged");
        assert_eq!(files_below(&book.path("sheets")), first);
    }
}

#[test]
fn what_must_not_be_used_is_refused_though_it_is_there() {
    let book = starter();
    from_nothing(&book);
    book.run(&["print", "--as-of", "2033-02-01"])
        .ended_with(1)
        .says("must not be used");
    book.run(&["print", "--as-of", "2033-02-01", "--draft"])
        .ended_with(0)
        .says("6 printed, 0 unchanged");
    // A draft is never taken for a sheet that may be used.
    print(&book, &["--draft"]).ended_with(0).says("6 printed, 0 unchanged");
}

#[test]
fn tables_and_the_book_are_taken_over_too() {
    let book = unsealed();
    for kind in ["table", "book"] {
        let kind = ["--kind", kind];
        print(&book, &kind).ended_with(0).says(" printed, 0 unchanged");
        print(&book, &kind).ended_with(0).says(": 0 printed, ");
    }
    change_a_harm(&book);
    print(&book, &["--kind", "book"])
        .ended_with(0)
        .says("1 printed, 0 unchanged");
}

#[test]
fn the_cards_of_a_site_are_taken_over() {
    const CARD: &str = "book/card/therapy/dimming-shade-a4.pdf";
    let book = starter();
    let build = || book.run(&["build", "--with-cards", "--quiet"]).ended_with(0);
    build();
    let first = files_below(&book.path("book"));
    assert!(first.contains_key("sheets.json"));
    fs::write(book.path(CARD), "nothing").unwrap();
    build();
    assert_eq!(files_below(&book.path("book")), first);
    book.run(&["build", "--quiet"]).ended_with(0);
    assert!(!book.path("book/sheets.json").exists());
}

#[cfg(unix)]
#[test]
fn a_pipe_in_the_place_of_the_list_is_not_waited_for() {
    let book = starter();
    from_nothing(&book);
    fs::remove_file(book.path(LIST)).unwrap();
    let made = std::process::Command::new("mkfifo").arg(book.path(LIST)).status();
    assert!(made.unwrap().success());
    print(&book, &["trial:dimmer"]).ended_with(2).says("sheets.json");
}
