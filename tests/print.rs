//! `sourcebook print`: sheets read back by tools that are not ours.
//!
//! Poppler, qpdf and zbar read the sheets. Where they are missing, this says that it was skipped, unless
//! `SOURCEBOOK_PDF=required`.

#![cfg(feature = "print")]

mod support;

use std::fs;
use std::process::Command;

use sourcebook::handbook;
use sourcebook::print::tree::Node;
use sourcebook::print::{Format, Job, Made, Paper, PrintError, Printer, card};
use sourcebook::read::Sources;
use support::handbook::Handbook;
use support::sheets::{URL, day, flat, job, pages_of, printing, printing_on, said_of, starter};

fn one(printer: &Printer<'_>, job: &Job) -> Result<Made, PrintError> {
    printer.cards(std::slice::from_ref(job)).remove(0)
}

/// The text of a PDF.
fn text_of(pdf: &[u8]) -> Option<String> {
    Some(pages_of(pdf)?.join(" "))
}

/// The values of trees.
fn values(nodes: &[Node], found: &mut Vec<String>) {
    let json = serde_json::to_value(nodes).expect("nodes are data");
    fn walk(value: &serde_json::Value, found: &mut Vec<String>) {
        match value {
            serde_json::Value::Object(fields) => {
                if fields.get("is").is_some_and(|is| is == "value") {
                    found.push(fields["text"].as_str().unwrap_or_default().to_owned());
                }
                fields.values().for_each(|value| walk(value, found));
            }
            serde_json::Value::Array(items) => items.iter().for_each(|item| walk(item, found)),
            _ => {}
        }
    }
    walk(&json, found);
}

#[test]
fn every_kind_is_printed_on_every_paper_or_says_why_not() {
    let book = starter();
    printing(&book, |printer, handbook| {
        let records = || {
            handbook
                .corpus
                .records
                .keys()
                .filter(|id| card::KINDS.contains(&id.kind))
        };
        assert_eq!(records().count(), card::KINDS.len());
        for format in [Format::A4, Format::Letter, Format::A5, Format::A6] {
            for landscape in [false, true] {
                let jobs: Vec<Job> = records()
                    .map(|record| Job {
                        record: record.clone(),
                        paper: Paper { format, landscape },
                        draft: false,
                    })
                    .collect();
                for (job, made) in jobs.iter().zip(printer.cards(&jobs)) {
                    match made {
                        Ok(made) => assert!(made.pdf.starts_with(b"%PDF-1.7")),
                        Err(PrintError::Overflow { .. }) if format == Format::A6 => {}
                        Err(error) => panic!("{}: {error}", job.record),
                    }
                }
            }
        }
    });
}

#[test]
fn a_sheet_is_tagged_whole_and_the_same_on_every_run() {
    let book = starter();
    let made = printing(&book, |printer, _| one(printer, &job("therapy:dimming-shade")).unwrap());
    let again = printing(&book, |printer, _| one(printer, &job("therapy:dimming-shade")).unwrap());
    assert_eq!(made, again);
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sheet.pdf");
    fs::write(&file, &made.pdf).unwrap();
    if let Some(info) = said_of("pdfinfo", &[], &file) {
        let has = |line: &str| {
            info.lines()
                .any(|l| l.split_whitespace().collect::<Vec<_>>().join(" ") == line)
        };
        assert!(has("Tagged: yes") && has("Pages: 1") && has("JavaScript: no"), "{info}");
        assert!(
            info.contains("therapy:dimming-shade") && info.contains(&made.digest),
            "{info}"
        );
        assert!(info.contains("A4"), "{info}");
    }
    if let Some(tree) = said_of("pdfinfo", &["-struct-text"], &file) {
        assert!(
            tree.contains("H1") && tree.contains("H2") && tree.contains("Figure"),
            "{tree}"
        );
    }
    if let Some(fonts) = said_of("pdffonts", &[], &file) {
        let fonts: Vec<&str> = fonts.lines().skip(2).filter(|line| line.contains("Identity")).collect();
        assert!(!fonts.is_empty());
        for font in fonts {
            let embedded = font.split_whitespace().filter(|word| *word == "yes").count();
            assert_eq!(embedded, 3, "embedded, subset and with Unicode: {font}");
        }
    }
    if let Some(said) = said_of("qpdf", &["--check"], &file) {
        assert!(said.contains("No syntax or stream encoding errors"), "{said}");
    }
    if let Some(json) = said_of("qpdf", &["--json"], &file) {
        assert!(json.contains("\"/Lang\": \"u:en"), "the language is named");
        assert!(json.contains("/Alt"), "the code is described");
    }
}

#[test]
fn a_card_shows_the_values_of_the_page_and_no_others() {
    let book = starter();
    let site = book.site();
    printing(&book, |printer, handbook| {
        for record in handbook
            .corpus
            .records
            .keys()
            .filter(|id| card::KINDS.contains(&id.kind))
        {
            let shown = printer.shown(record);
            let made = one(printer, &job(&record.to_string())).unwrap();
            let mut of_card = Vec::new();
            values(&shown.lead, &mut of_card);
            shown.parts.iter().for_each(|part| values(&part.blocks, &mut of_card));
            let page = &site[&format!("{}/{}.html", record.kind.name(), record.id)];
            let page = String::from_utf8_lossy(page).replace("&lt;", "<").replace("&gt;", ">");
            for value in &of_card {
                assert!(page.contains(value.as_str()), "the page of {record} shows {value}");
            }
            let Some(text) = text_of(&made.pdf) else { return };
            // Marks of sources stand behind values; hyphens of broken lines stand in none.
            for value in &of_card {
                let value = flat(value);
                assert!(text.contains(&value), "the card of {record} shows {value}: {text}");
            }
            for said in [
                "Do not use after 2033-01-31",
                "Not reviewed by a clinician",
                "Page 1 of 1",
                "Digest",
            ] {
                assert!(text.contains(said), "the card of {record} says {said}: {text}");
            }
            assert!(text.contains(&made.digest[..12]));
        }
    });
}

#[test]
fn the_code_leads_to_the_page() {
    let book = starter();
    let made = printing(&book, |printer, _| one(printer, &job("therapy:dimming-shade")).unwrap());
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sheet.pdf");
    fs::write(&file, &made.pdf).unwrap();
    let image = folder.path().join("sheet");
    let Ok(_) = Command::new("pdftoppm")
        .args(["-r", "200", "-png", "-singlefile"])
        .arg(&file)
        .arg(&image)
        .status()
    else {
        return;
    };
    let Some(read) = said_of("zbarimg", &["--raw", "--quiet"], &image.with_extension("png")) else {
        return;
    };
    let address = format!("{URL}/therapy/dimming-shade.html?sheet=");
    assert!(read.starts_with(&address), "{read}");
    assert!(
        read.lines()
            .next()
            .is_some_and(|line| line.ends_with(&made.digest[..12])),
        "{read}"
    );
}

#[test]
fn nothing_in_a_text_is_a_command() {
    const HOSTILE: &str =
        "#panic() $x_1$ // /* <b> *a* _u_ @ref \\\\ \\\"q\\\" `raw` = h - i + j ~ ~~~ [c] {d} 'e' ... -- https://a.b";
    let book = starter();
    book.edit(
        "content/therapies/dimming-shade.toml",
        "name = \"Dimming shade\"",
        &format!("name = \"{HOSTILE}\"\ntitle = \"{HOSTILE} 2\"\naliases = [\"{HOSTILE} 3\"]"),
    );
    printing(&book, |printer, _| {
        let made = one(printer, &job("therapy:dimming-shade")).unwrap();
        let Some(text) = text_of(&made.pdf) else { return };
        let said = HOSTILE.replace("\\\\", "\\").replace("\\\"", "\"");
        assert!(text.matches(&said).count() >= 2, "{text}");
    });
}

#[test]
fn very_long_words_and_other_scripts_stay_on_the_paper() {
    let word = "x".repeat(900);
    for name in [
        word.as_str(),
        "שלום עולם",
        "ένα δύο",
        "раз два",
        "a\u{301}\u{302}\u{303}",
    ] {
        let book = starter();
        let name = format!("name = \"{name}\"");
        book.edit(
            "content/therapies/dimming-shade.toml",
            "name = \"Dimming shade\"",
            &name,
        );
        printing(&book, |printer, _| {
            let made = one(printer, &job("therapy:dimming-shade"));
            assert!(made.is_ok(), "{:?}", made.err());
        });
    }
}

#[test]
fn a_letter_that_no_font_has_is_named_with_its_place() {
    let book = starter();
    book.edit(
        "content/therapies/dimming-shade.toml",
        "name = \"Dimming shade\"",
        "name = \"Dim 🦀\"",
    );
    printing(&book, |printer, _| {
        let error = one(printer, &job("therapy:dimming-shade")).unwrap_err().to_string();
        for part in [
            "content/therapies/dimming-shade.toml:",
            ":13:",
            "🦀",
            "U+1F980",
            "`name`",
        ] {
            assert!(error.contains(part), "{error}");
        }
    });
}

#[test]
fn what_does_not_fit_is_told_by_how_much_and_where() {
    let book = starter();
    let words = "More of the same about shades. ".repeat(600);
    let id = "\n[[harms]]\nid = \"long-harm\"\ntext = \"";
    let record = book.read("content/therapies/dimming-shade.toml");
    let source = "source = { cite = \"keepers2030\", at = \"Shades\" }";
    let record = format!("{record}{id}{words}\"\n{source}\n");
    book.write("content/therapies/dimming-shade.toml", record);
    printing(&book, |printer, _| {
        let error = one(printer, &job("therapy:dimming-shade")).unwrap_err();
        let PrintError::Overflow { millimetres, help, .. } = &error else {
            panic!("{error}");
        };
        assert!(*millimetres > 100, "{error}");
        assert!(help.contains("`long-harm`") && help.contains("characters"), "{error}");
        assert!(help.ends_with("it fits on no paper"), "{error}");
    });
}

/// Where a card has no room, it is said where it has.
#[test]
fn what_does_not_fit_is_told_where_it_does() {
    let book = starter();
    let harm = "It may chill the fingers.";
    let long = format!(
        "{harm}{}",
        " It is dark in there, and warm, and nobody sees.".repeat(30)
    );
    book.edit("content/therapies/dimming-shade.toml", harm, &long);
    let on = |format, landscape| Job {
        paper: Paper { format, landscape },
        ..job("therapy:dimming-shade")
    };
    printing(&book, |printer, _| {
        let error = one(printer, &on(Format::A6, true)).unwrap_err().to_string();
        assert!(error.contains("does not fit on A6, landscape: "), "{error}");
        let (_, options) = error.split_once("(--paper ").expect("some paper is named");
        let (options, _) = options.split_once(')').expect("it ends");
        let landscape = options.ends_with(" --landscape");
        let format = match options.split(' ').next() {
            Some("a6") => Format::A6,
            Some("a5") => Format::A5,
            _ => Format::A4,
        };
        let made = one(printer, &on(format, landscape));
        assert!(made.is_ok(), "{error}: {:?}", made.err());
    });
}

/// Who reads "then step 3" finds it.
#[test]
fn steps_have_numbers() {
    let book = starter();
    printing(&book, |printer, _| {
        let made = one(printer, &job("pathway:first-hour")).unwrap();
        let Some(text) = text_of(&made.pdf) else { return };
        let text = letters(&text);
        for step in [
            "1. Take the glow",
            ": 2. Put on a dimming shade",
            "s1 2. Put on a dimming shade",
        ] {
            assert!(text.contains(&letters(step)), "{step} in {text}");
        }
    });
}

/// Before there is no card, what things rest on is left to the page; harms and steps never are.
#[test]
fn a_full_card_leaves_what_things_rest_on_to_its_page() {
    let book = starter();
    let harm = "It may chill the fingers.";
    let file = "content/therapies/dimming-shade.toml";
    let before = book.read(file);
    let small = Paper {
        format: Format::A6,
        landscape: false,
    };
    let job = Job {
        paper: small,
        ..job("therapy:dimming-shade")
    };
    for lines in 0..60 {
        let more = " It is dark in there, and warm, and nobody sees what they do.".repeat(lines);
        book.write(file, before.replace(harm, &format!("{harm}{more}")));
        let made = printing(&book, |printer, _| {
            let rests = |shown: &str| shown.contains("rests on is on its page");
            one(printer, &job).map(|made| text_of(&made.pdf).map(|text| (rests(&text), text)))
        });
        match made {
            Ok(None) => return,
            Ok(Some((true, text))) => {
                assert!(!text.contains("Rests on"), "{text}");
                assert_eq!(letters(&text).matches("nobodyseeswhattheydo").count(), lines, "{text}");
                return;
            }
            Ok(Some((false, _))) => {}
            Err(error) => panic!("a card with {lines} sentences more left nothing to its page: {error}"),
        }
    }
    panic!("no card was full");
}

#[test]
fn what_must_not_be_used_is_printed_as_a_draft_only() {
    let book = starter();
    let sources = Sources::load(&book.root).unwrap();
    let (handbook, _) = handbook::Handbook::new(&sources);
    let handbook = handbook.unwrap();
    let late = Printer::new(handbook.whole(), day("2033-02-01"));
    let mut sheet = job("therapy:dimming-shade");
    let error = one(&late, &sheet).unwrap_err();
    assert!(
        matches!(&error, PrintError::NotForUse { reasons, .. } if reasons.len() == 1),
        "{error}"
    );
    sheet.draft = true;
    let draft = one(&late, &sheet).unwrap();
    assert_eq!(draft.reasons.len(), 1);
    if let Some(text) = text_of(&draft.pdf) {
        assert!(text.contains("DRAFT") && text.contains("Not for use"), "{text}");
    }
    let fine = one(&Printer::new(handbook.whole(), day("2033-01-31")), &sheet).unwrap();
    assert_eq!(fine.reasons, [""; 0]);
    if let Some(text) = text_of(&fine.pdf) {
        assert!(!text.contains("DRAFT"), "{text}");
    }
}

#[test]
fn templates_see_no_file_but_their_own() {
    for read in [
        "#read(\"/etc/passwd\")",
        "#read(\"../../book.toml\")",
        "#read(\"book.toml\")",
        "#import \"@preview/cetz:0.3.0\"",
    ] {
        let book = starter();
        book.write("templates/print/card.typ", read);
        printing(&book, |printer, _| {
            let error = one(printer, &job("therapy:dimming-shade")).unwrap_err();
            let is_refused =
                matches!(&error, PrintError::Template(said) if said.contains("templates/print/card.typ:1:"));
            assert!(is_refused, "{error}");
        });
    }
}

#[test]
fn the_command_prints_what_can_be_printed_and_names_the_rest() {
    let book = starter();
    let as_of = ["--as-of", "2032-01-01"];
    let run = |more: &[&str]| book.run(&[&["print", "--out", "sheets"], &as_of[..], more].concat());
    run(&["therapy:dimming-shad"])
        .ended_with(2)
        .says("`therapy:dimming-shade` exists");
    run(&["grading:lamp-keepers"])
        .ended_with(1)
        .says("there are no cards of");
    assert!(!book.path("sheets").exists());
    run(&[]).ended_with(0).says("6 sheets in sheets: 6 printed");
    run(&[]).ended_with(0).says("0 printed, 6 unchanged");
    assert!(book.path("sheets/card/therapy/dimming-shade-a4.pdf").exists());
    run(&["trial:dimmer", "--paper", "a5", "--landscape"])
        .ended_with(0)
        .says("1 sheet in");
    assert!(book.path("sheets/card/trial/dimmer-a5-landscape.pdf").exists());
    book.run(&["print", "--out", "sheets", "--as-of", "2034-01-01"])
        .ended_with(1)
        .says("must not be used")
        .says("--draft");
    assert!(book.path("sheets/card/trial/dimmer-a5-landscape.pdf").exists());
    // One that cannot be printed does not keep the others from it, and no old sheet of it stays.
    run(&[]).ended_with(0);
    let file = "content/trials/dimmer.toml";
    book.edit(file, "title = \"Dimming in", "title = \"Dimming 🦀 in");
    run(&[])
        .ended_with(1)
        .says("U+1F980")
        .says("1 removed")
        .says("1 sheet of 6 cannot be printed");
    assert!(!book.path("sheets/card/trial/dimmer-a4.pdf").exists());
    assert!(book.path("sheets/card/therapy/dimming-shade-a4.pdf").exists());
}

#[test]
fn every_card_of_the_own_handbook_fits_and_shows_the_numbers_of_its_page() {
    let book = Handbook::copy_of_own();
    let site = book.site();
    printing_on(&book, "2026-11-21", |printer, handbook| {
        let records = handbook.corpus.records.keys();
        let records: Vec<_> = records.filter(|id| card::KINDS.contains(&id.kind)).collect();
        assert!(records.len() > 100, "{}", records.len());
        for format in [Format::A4, Format::Letter] {
            let jobs = records.iter().map(|record| Job {
                paper: Paper {
                    format,
                    landscape: false,
                },
                ..job(&record.to_string())
            });
            for (record, made) in records.iter().zip(printer.cards(&jobs.collect::<Vec<_>>())) {
                let made = made.unwrap_or_else(|error| panic!("{error}"));
                if format == Format::Letter {
                    continue;
                }
                let shown = printer.shown(record);
                let mut of_card = Vec::new();
                values(&shown.lead, &mut of_card);
                shown.parts.iter().for_each(|part| values(&part.blocks, &mut of_card));
                let page = &site[&format!("{}/{}.html", record.kind.name(), record.id)];
                let page = String::from_utf8_lossy(page).replace("&lt;", "<").replace("&gt;", ">");
                let Some(text) = text_of(&made.pdf) else { return };
                let text = letters(&text);
                for value in &of_card {
                    assert!(page.contains(value.as_str()), "the page of {record} shows {value}");
                    assert!(
                        text.contains(&letters(value)),
                        "the card of {record} shows {value}: {text}"
                    );
                }
            }
        }
    });
}

/// A text without spaces and hyphens, which stand where lines end.
fn letters(text: &str) -> String {
    text.chars()
        .filter(|c| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}' | '\u{ad}'))
        .collect()
}
