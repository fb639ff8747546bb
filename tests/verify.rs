//! `sourcebook verify`: sheets held against a handbook that has changed since, and files that are no sheets.

#![cfg(feature = "print")]

mod support;

use std::fs;
use std::process::Command;

use sourcebook::handbook;
use sourcebook::print::verify::{Answer, Compared, Verdict, verify};
use sourcebook::print::{Job, Printer};
use sourcebook::read::Sources;
use support::handbook::Handbook;
use support::sheets::{day, job, printing, starter};

const SHADE: &str = "therapy:dimming-shade";
const FILE: &str = "content/therapies/dimming-shade.toml";

fn printed(book: &Handbook, job: &Job) -> Vec<u8> {
    printing(book, |printer, _| {
        printer.cards(std::slice::from_ref(job)).remove(0).unwrap().pdf
    })
}

fn shade(book: &Handbook) -> Vec<u8> {
    printed(book, &job(SHADE))
}

fn judged(book: &Handbook, pdf: &[u8]) -> Answer {
    printing(book, |printer, _| verify(printer, pdf))
}

#[test]
fn every_card_is_current_when_it_is_printed() {
    let book = starter();
    printing(&book, |printer, handbook| {
        let records = handbook.corpus.records.keys();
        for record in records.filter(|id| sourcebook::print::card::KINDS.contains(&id.kind)) {
            let made = printer.cards(&[job(&record.to_string())]).remove(0).unwrap();
            let answer = verify(printer, &made.pdf);
            assert_eq!(
                (answer.verdict, answer.compared),
                (Verdict::Current, Compared::Bytes),
                "{answer:?}"
            );
            assert_eq!(answer.digest, Some(made.digest));
            assert_eq!(answer.until.as_deref(), Some("2033-01-31"));
        }
    });
}

#[test]
fn what_changed_is_told_line_by_line() {
    let book = starter();
    let pdf = shade(&book);
    book.edit(FILE, "It may chill the fingers.", "It chills the fingers of 3 in 4.");
    book.edit(FILE, "at = \"Treatment\"", "at = \"Treatment, second paragraph\"");
    let answer = judged(&book, &pdf);
    assert_eq!(answer.verdict, Verdict::Changed);
    let harm = answer
        .changes
        .iter()
        .find(|change| change.is.as_deref().is_some_and(|is| is.contains("3 in 4")));
    let harm = harm.unwrap_or_else(|| panic!("{answer:?}"));
    assert!(
        harm.was.as_deref().is_some_and(|was| was.contains("It may chill")),
        "{harm:?}"
    );
    assert!(!harm.under.is_empty());
    let moved = |is: &Option<String>| is.as_deref().is_some_and(|is| is.contains("second paragraph"));
    assert!(answer.changes.iter().any(|change| moved(&change.is)), "{answer:?}");
}

#[test]
fn a_new_edition_of_the_same_words_leaves_a_sheet_current() {
    let book = starter();
    let pdf = shade(&book);
    book.edit("book.toml", "version = \"0.1.0\"", "version = \"0.2.0\"");
    let answer = judged(&book, &pdf);
    assert_eq!(
        (answer.verdict, answer.compared),
        (Verdict::Current, Compared::Bytes),
        "{answer:?}"
    );
    assert_eq!(answer.edition.as_deref(), Some("0.1.0"));
}

#[test]
fn a_handbook_that_moved_is_a_change() {
    let book = starter();
    let pdf = shade(&book);
    book.edit("book.toml", "handbook.example/shade", "handbook.example/elsewhere");
    let answer = judged(&book, &pdf);
    assert_eq!(answer.verdict, Verdict::Changed);
    assert_eq!(answer.changes.len(), 1, "{answer:?}");
    assert_eq!(answer.changes[0].name, "address of the code");
}

#[test]
fn a_record_that_is_gone_renamed_or_withdrawn_is_told() {
    let book = starter();
    let pdf = shade(&book);
    let record = book.read(FILE);
    book.write(
        FILE,
        format!("{record}\n[withdrawn]\nreason = \"It was never bright.\"\n"),
    );
    let answer = judged(&book, &pdf);
    assert_eq!(answer.verdict, Verdict::Refused, "{answer:?}");
    assert!(
        answer.reasons.iter().any(|reason| reason.contains("was withdrawn")),
        "{answer:?}"
    );

    fs::remove_file(book.path(FILE)).unwrap();
    assert_eq!(judged(&book, &pdf).verdict, Verdict::Gone);

    book.write(
        "content/therapies/hood.toml",
        format!("formerly = [\"therapy:dimming-shade\"]\n{record}"),
    );
    let answer = judged(&book, &pdf);
    assert!(
        answer
            .notes
            .iter()
            .any(|note| note.contains("is called `therapy:hood` now")),
        "{answer:?}"
    );
}

#[test]
fn a_sheet_runs_out_by_itself_and_a_draft_is_never_for_use() {
    let book = starter();
    let pdf = shade(&book);
    let sources = Sources::load(&book.root).unwrap();
    let (handbook, _) = handbook::Handbook::new(&sources);
    let handbook = handbook.unwrap();
    let late = Printer::new(handbook.whole(), day("2033-02-01"));
    assert_eq!(verify(&late, &pdf).verdict, Verdict::Expired);
    let draft = Job {
        draft: true,
        ..job(SHADE)
    };
    let draft = late.cards(&[draft]).remove(0).unwrap().pdf;
    // Not even where the day was put off since.
    let answer = judged(&book, &draft);
    assert_eq!(answer.verdict, Verdict::Draft, "{answer:?}");
}

#[test]
fn a_sheet_of_another_handbook_is_told_from_one_of_this() {
    let book = starter();
    let pdf = shade(&book);
    book.edit("book.toml", "title = \"Lantern fever\"", "title = \"Torch fever\"");
    let answer = judged(&book, &pdf);
    assert_eq!(answer.verdict, Verdict::Foreign);
    assert!(answer.reasons[0].contains("Lantern fever"), "{answer:?}");
}

/// The sheet, as another program saves it; nothing where there is none.
fn saved_anew(pdf: &[u8]) -> Option<Vec<u8>> {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from.pdf"), folder.path().join("to.pdf"));
    fs::write(&from, pdf).unwrap();
    let arguments = ["--qdf", "--object-streams=disable"];
    if Command::new("qpdf")
        .args(arguments)
        .arg(&from)
        .arg(&to)
        .status()
        .is_err()
    {
        let missing = "no sheet was altered: `qpdf` is missing";
        assert_ne!(std::env::var("SOURCEBOOK_PDF").as_deref(), Ok("required"), "{missing}");
        eprintln!("SKIPPED: {missing}");
        return None;
    }
    Some(fs::read(&to).unwrap())
}

#[test]
fn what_another_program_saved_is_compared_letter_by_letter() {
    let book = starter();
    let Some(saved) = saved_anew(&shade(&book)) else { return };
    let answer = judged(&book, &saved);
    assert_eq!(
        (answer.verdict, answer.compared),
        (Verdict::Current, Compared::Letters),
        "{answer:?}"
    );

    // The letters of one run of text, turned round.
    let mut starts = (4..saved.len()).filter(|at| &saved[at - 4..*at] == b"Tm[<");
    let mut altered = saved.clone();
    let turned = starts.find_map(|start| {
        let end = start + saved[start..].iter().position(|byte| *byte == b'>')?;
        let codes: Vec<u8> = saved[start..end].chunks(4).rev().flatten().copied().collect();
        (codes != saved[start..end]).then_some((start..end, codes))
    });
    let (place, codes) = turned.expect("there is text");
    altered[place].copy_from_slice(&codes);
    let answer = judged(&book, &altered);
    assert_eq!(answer.verdict, Verdict::Altered, "{answer:?}");
    assert!(answer.reasons[0].contains("they read"), "{answer:?}");

    // Another digest among the keywords.
    let mut altered = saved;
    let at = altered
        .windows(8)
        .position(|bytes| bytes == b"Keywords")
        .expect("it has keywords");
    let digest = altered[at..]
        .windows(12)
        .position(|bytes| bytes.iter().all(u8::is_ascii_hexdigit));
    let digest = at + digest.expect("one of them is the digest");
    altered[digest] = if altered[digest] == b'0' { b'1' } else { b'0' };
    assert_eq!(judged(&book, &altered).verdict, Verdict::Altered);
}

#[test]
fn whatever_the_file_there_is_an_answer() {
    let book = starter();
    let pdf = shade(&book);
    printing(&book, |printer, _| {
        for junk in [
            &b""[..],
            b"%PDF-1.7",
            b"hello",
            &[0; 4096],
            b"%PDF-1.7\n1 0 obj<</Type/Catalog/Pages 1 0 R>>",
        ] {
            assert_eq!(verify(printer, junk).verdict, Verdict::Damaged);
        }
        // Cut short anywhere, and with bytes that are not theirs.
        for part in 1..40 {
            let cut = &pdf[..pdf.len() * part / 40];
            assert_ne!(verify(printer, cut).verdict, Verdict::Current);
        }
        let mut state = 88_172_645_463_325_252_u64;
        for _ in 0..60 {
            let mut other = pdf.clone();
            for _ in 0..8 {
                state ^= state << 13;
                state ^= state >> 7;
                state ^= state << 17;
                let at = (state as usize) % other.len();
                other[at] ^= (state >> 40) as u8 | 1;
            }
            let answer = verify(printer, &other);
            assert_ne!(answer.compared, Compared::Bytes, "{answer:?}");
        }
    });
}

#[test]
fn the_command_ends_well_only_for_current_sheets() {
    let book = starter();
    let as_of = ["--as-of", "2032-01-01"];
    book.run(&[&["print", "--out", "sheets"], &as_of[..]].concat())
        .ended_with(0);
    let sheet = "sheets/card/therapy/dimming-shade-a4.pdf";
    let verify = |more: &[&str]| book.run(&[&["verify"], &as_of[..], more].concat());
    verify(&[sheet])
        .ended_with(0)
        .says("printed again, it is the same file");
    verify(&[sheet, "book.toml"])
        .ended_with(1)
        .says("book.toml: cannot be read")
        .says("1 of 2 sheets current");
    verify(&[sheet, "nowhere.pdf"])
        .ended_with(2)
        .says("cannot read nowhere.pdf");
    verify(&[".", "--quiet"]).ended_with(2).says("it is not a file");
    verify(&["--format", "sarif", sheet])
        .ended_with(2)
        .says("--format json");
    let told = verify(&["--format", "json", sheet]).ended_with(0).stdout;
    let told: serde_json::Value = serde_json::from_str(&told).unwrap();
    for (field, value) in [
        ("file", sheet),
        ("verdict", "current"),
        ("sort", "card"),
        ("record", SHADE),
        ("paper", "a4"),
        ("edition", "0.1.0"),
        ("until", "2033-01-31"),
        ("compared", "bytes"),
    ] {
        assert_eq!(told[field], value, "{field}");
    }
    book.run(&["verify", sheet, "--as-of", "2033-02-01"])
        .ended_with(1)
        .says("past its day");
}
