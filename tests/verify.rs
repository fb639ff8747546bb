//! `sourcebook verify`: sheets held against a handbook that has changed since, and files that are no sheets.

#![cfg(feature = "print")]

mod support;

use std::fs;
use std::process::Command;

use sourcebook::handbook;
use sourcebook::print::verify::{Answer, Compared, Verdict, verify};
use sourcebook::print::{BookJob, Job, Paper, Printer, Sheet, TableJob};
use sourcebook::read::Sources;
use sourcebook::view::evidence::Subject;
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

/// A table on A4, across.
fn table(name: &str) -> Sheet {
    Sheet::Table(TableJob {
        subject: Subject::parse(name).unwrap(),
        paper: Paper {
            landscape: true,
            ..Paper::default()
        },
        draft: false,
    })
}

fn whole_book() -> Sheet {
    Sheet::Book(BookJob {
        paper: Paper::default(),
        draft: false,
    })
}

fn sheet(book: &Handbook, sheet: Sheet) -> Vec<u8> {
    printing(book, |printer, _| printer.sheets(&[sheet]).remove(0).unwrap().pdf)
}

/// What is told of the line that says this now.
#[track_caller]
fn changed_to<'a>(answer: &'a Answer, is: &str) -> &'a sourcebook::print::said::Change {
    let mut changes = answer.changes.iter();
    let found = changes.find(|change| change.is.as_deref().is_some_and(|now| now.contains(is)));
    found.unwrap_or_else(|| panic!("{answer:?}"))
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
fn tables_and_the_book_are_current_when_they_are_printed_and_tell_what_changed() {
    let book = starter();
    let sheets = [
        "trials",
        "studies",
        "definitions",
        "recommendations:therapy:dimming-shade",
    ];
    let sheets = sheets.map(table).into_iter().chain([whole_book()]);
    let sheets: Vec<(Sheet, Vec<u8>)> = sheets.map(|of| (of.clone(), sheet(&book, of))).collect();
    for (of, pdf) in &sheets {
        let answer = judged(&book, pdf);
        let said = (answer.verdict, answer.compared, answer.until.as_deref());
        let should = (Verdict::Current, Compared::Bytes, Some("2033-01-31"));
        assert_eq!(said, should, "{}: {answer:?}", of.name());
    }

    let file = "content/trials/dimmer.toml";
    book.edit(
        file,
        "\"Those who glow by daylight\"",
        "\"Those who glow on 3 of 4 days\"",
    );
    for (of, pdf) in &sheets {
        let answer = judged(&book, pdf);
        match of.name().as_str() {
            "trials" | "book" => {
                assert_eq!(answer.verdict, Verdict::Changed, "{answer:?}");
                let change = changed_to(&answer, "3 of 4");
                assert!(
                    change.was.as_deref().is_some_and(|was| was.contains("by daylight")),
                    "{change:?}"
                );
                assert!(change.under.contains("DIMMER"), "{change:?}");
                // Besides, that the claim is no longer found in its paper.
                assert!(answer.changes.len() <= 3, "{answer:?}");
            }
            _ => assert_eq!(answer.verdict, Verdict::Current, "{}: {answer:?}", of.name()),
        }
    }
}

/// A work that is cited before others changes the number of each.
#[test]
fn numbers_of_works_are_no_changes_of_a_book() {
    let book = starter();
    let pdf = sheet(&book, whole_book());
    let works = book.read("content/references.bib");
    let work = "@article{aardvark2029,\n  author = {Aardvark, Ann},\n  title = {Burrows in the dark},\n  \
                journaltitle = {Journal of Holes},\n  date = {2029},\n}\n";
    book.write("content/references.bib", format!("{work}\n{works}"));
    let chapters = book.root.join("content/chapters");
    let chapter = fs::read_dir(chapters).unwrap().next().unwrap().unwrap().file_name();
    let path = format!("content/chapters/{}", chapter.to_string_lossy());
    let text = book.read(&path);
    book.write(&path, format!("{text}\nIt is dark below [@aardvark2029].\n"));
    let answer = judged(&book, &pdf);
    assert_eq!(answer.verdict, Verdict::Changed);
    for change in &answer.changes {
        let is_new = change.under.starts_with("About this edition")
            || [&change.was, &change.is]
                .into_iter()
                .flatten()
                .any(|text| text.to_lowercase().contains("aardvark"));
        assert!(is_new, "{change:?} of {:?}", answer.changes);
    }
}

#[test]
fn a_table_whose_record_is_gone_or_renamed_is_told() {
    let book = starter();
    let name = "recommendations:therapy:dimming-shade";
    let pdf = sheet(&book, table(name));
    let record = book.read(FILE);
    fs::remove_file(book.path(FILE)).unwrap();
    book.write(
        "content/therapies/hood.toml",
        format!("formerly = [\"dimming-shade\"]\n{record}"),
    );
    let answer = judged(&book, &pdf);
    let renamed = |note: &String| note.contains("is called `recommendations:therapy:hood` now");
    assert!(answer.notes.iter().any(renamed), "{answer:?}");
    fs::remove_file(book.path("content/therapies/hood.toml")).unwrap();
    let answer = judged(&book, &pdf);
    assert_eq!(answer.verdict, Verdict::Gone, "{answer:?}");
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
        format!("formerly = [\"dimming-shade\"]\n{record}"),
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
    let title = |from: &str, to: &str| {
        book.edit(
            "book.toml",
            &format!("title = \"{from}\""),
            &format!("title = \"{to}\""),
        )
    };
    // It has another title and stands where it stood.
    title("Lantern fever", "Torch fever");
    let answer = judged(&book, &pdf);
    assert_eq!(answer.verdict, Verdict::Current, "{answer:?}");
    assert!(
        answer
            .notes
            .iter()
            .any(|note| note.contains("was called “Lantern fever”")),
        "{answer:?}"
    );
    // It has moved too.
    book.edit("book.toml", "handbook.example/shade", "handbook.example/torch");
    let answer = judged(&book, &pdf);
    assert_eq!(answer.verdict, Verdict::Foreign);
    assert!(answer.reasons[0].contains("Lantern fever"), "{answer:?}");
    // It says what it was called.
    title("Torch fever", "Torch fever\"\nformerly = [\"Lantern fever\"]\n# \"");
    let answer = judged(&book, &pdf);
    assert_eq!(answer.verdict, Verdict::Changed, "{answer:?}");
    assert_eq!(answer.changes[0].name, "address of the code");
}

/// `print` prints what is superseded, and says so at its head: such a sheet is what the handbook says.
#[test]
fn a_superseded_record_is_printed_with_a_mark_and_verified_with_it() {
    let book = starter();
    let before = shade(&book);
    let record = book.read(FILE);
    book.write("content/therapies/hood.toml", record.replace("Dimming shade", "Hood"));
    book.write(FILE, format!("superseded_by = \"therapy:hood\"\n{record}"));
    let after = shade(&book);
    let answer = judged(&book, &after);
    assert_eq!(answer.verdict, Verdict::Current, "{answer:?}");
    assert!(
        answer
            .notes
            .iter()
            .any(|note| note.contains("was superseded, as the sheet says")),
        "{answer:?}"
    );
    let answer = judged(&book, &before);
    assert_eq!(answer.verdict, Verdict::Refused, "{answer:?}");
    assert!(
        answer
            .reasons
            .iter()
            .any(|why| why.contains("was superseded, which the sheet does not say")),
        "{answer:?}"
    );
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

/// A drawing that was put in another's place, in what a book carries, is not printed as the one that it names.
#[test]
fn what_a_book_carries_is_held_against_what_it_names() {
    let book = starter();
    printing(&book, |printer, _| {
        let of = whole_book();
        let today = printer.today(&of).unwrap().unwrap();
        let mut drawn = printer.drawn(&of, &today).unwrap();
        let drawings = String::from_utf8(drawn.figures.clone().unwrap()).unwrap();
        assert!(drawings.contains("</svg>"));
        drawn.figures = Some(drawings.replace("</svg>", "<path d='M0 0h9'/></svg>").into_bytes());
        let error = printer
            .side_by_side(&[drawn], |drawn| printer.printed(drawn))
            .remove(0)
            .unwrap_err();
        assert!(
            error.to_string().contains("is not the drawing that the sheet names"),
            "{error}"
        );
    });
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
