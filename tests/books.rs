//! Whole small handbooks, and what their readers get.
//!
//! Each folder of `tests/books` that holds a `book.toml` is built; beside it, in `<name>.expected`, stands what a reader
//! sees of every page. `SNAPSHOTS=overwrite cargo test --test books` writes these anew: read them before you commit them.

mod support;

use std::collections::BTreeSet;
use std::fs;

use support::handbook::Handbook;
use support::page::Page;
use support::{Files, files_below, repository, structure};

/// Pages of which the whole HTML is kept, because it is what browsers and style sheets depend on.
const WHOLE: [(&str, &[&str]); 3] = [
    ("sample-fever", &["trial/sample-1.html", "chapters/writing.html"]),
    ("minimal", &["index.html"]),
    ("own-look", &["chapters/only.html"]),
];

/// The day on which the handbooks were last found to be current.
const DAY: &str = "2026-11-21";

/// A book for each kind of record, each block and each awkward thing.
#[test]
fn sample_fever() {
    check("sample-fever");
}

/// The least that a handbook can be and still have something to read.
#[test]
fn minimal() {
    check("minimal");
}

/// Its own templates, style sheet, folders and citation style, in a language for which it has no catalogue.
#[test]
fn own_look() {
    let book = Handbook::copy_of("own-look");
    let run = book.run(&["check", "--format", "short", "--as-of", DAY]).ended_with(0);
    let said: Vec<&str> = run.stdout.lines().filter(|line| line.contains(": ")).collect();
    assert!(matches!(said[..], [only] if only.contains("SB024")), "{}", run.stdout);
    built(&book, "own-look");
}

#[test]
fn every_kind_and_block_is_in_a_book() {
    let book = Handbook::copy_of("sample-fever");
    let text = book.text();
    for kind in sourcebook::model::Kind::ALL {
        assert!(book.path("content").join(kind.folder()).is_dir(), "no {}", kind.name());
    }
    for block in sourcebook::index::embed::NAMES {
        assert!(text.contains(&format!("```sourcebook:{block}")), "no block {block}");
    }
}

/// The handbook of this repository is a book like any other, only larger.
#[test]
fn the_repositorys_own_handbook_is_well_formed() {
    let book = Handbook::copy_of_own();
    book.run(&["check", "--strict", "--as-of", DAY])
        .ended_with(0)
        .says("nothing is wrong");
    let site = book.site();
    let faults = structure::faults(&site, &book.text());
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

#[track_caller]
fn check(name: &str) {
    let book = Handbook::copy_of(name);
    let run = book.run(&["check", "--strict", "--as-of", DAY]).ended_with(0);
    assert!(run.stderr.contains("nothing is wrong"), "{}", run.stderr);
    built(&book, name);
}

/// Builds a book and compares its pages with those expected.
#[track_caller]
fn built(book: &Handbook, name: &str) {
    book.run(&["build", "--dest-dir", "book"]).ended_with(0);
    let site = book.built("book");
    let faults = structure::faults(&site, &book.text());
    compare(name, &site);
    assert!(faults.is_empty(), "{}", faults.join("\n"));
}

/// Compares every page with what is expected of it, and the list of the files with both.
#[track_caller]
fn compare(name: &str, site: &Files) {
    let folder = repository().join(format!("tests/books/{name}.expected"));
    let mut snapshots = vec![("files.txt".to_owned(), list(site))];
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".html")) {
        let digest = support::digest::digest(path, &Page::parse(bytes));
        snapshots.push((path.replace(".html", ".txt"), digest));
    }
    for (path, bytes) in site.iter().filter(|(path, _)| path.starts_with("figures/")) {
        let text = String::from_utf8(bytes.clone()).expect("files of figures are UTF-8");
        // Git would change the ends of lines that CSV has.
        snapshots.push((path.clone(), text.replace("\r\n", "\n")));
    }
    let (_, whole) = WHOLE
        .iter()
        .find(|(book, _)| *book == name)
        .expect("every book has its line");
    for path in *whole {
        let html = String::from_utf8(site[*path].clone()).expect("pages are UTF-8");
        snapshots.push(((*path).to_owned(), html));
    }

    let expected: BTreeSet<&String> = snapshots.iter().map(|(path, _)| path).collect();
    let overwrite = std::env::var("SNAPSHOTS").is_ok_and(|action| action == "overwrite");
    if folder.is_dir() {
        for stale in files_below(&folder).keys().filter(|path| !expected.contains(path)) {
            assert!(overwrite, "{name}.expected/{stale} is of a page that is not there");
            fs::remove_file(folder.join(stale)).expect("the repository can be written");
        }
    }
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    let mut differ = Vec::new();
    for (path, text) in &snapshots {
        let file = snapbox::Data::read_from(&folder.join(path), Some(snapbox::data::DataFormat::Text));
        // Compared to the byte: what looks like a pattern is text of a page.
        if let Err(difference) = assert.try_eq(Some(path), snapbox::Data::text(text.as_str()), file.raw()) {
            differ.push(difference.to_string());
        }
    }
    assert!(differ.is_empty(), "{}", differ.join("\n"));
}

fn list(site: &Files) -> String {
    site.keys().map(|path| format!("{path}\n")).collect()
}
