//! `sourcebook print --kind table` and `--kind book`: sheets of several pages, read back by tools that are not ours.
//!
//! Where poppler or qpdf is missing, this says that it was skipped, unless `SOURCEBOOK_PDF=required`.

#![cfg(feature = "print")]

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use serde_json::Value;
use sourcebook::print::tree::{self, Node};
use sourcebook::print::{BookJob, Format, Made, Paper, PrintError, Printer, TableJob};
use sourcebook::view::evidence::Subject;
use support::repository;
use support::sheets::{flat, pages_of, printing_in, said_of, starter};

const DAY: &str = "2032-01-01";

fn across(format: Format) -> Paper {
    Paper {
        format,
        landscape: true,
    }
}

fn table(printer: &Printer<'_>, name: &str) -> Result<Made, PrintError> {
    let job = TableJob {
        subject: Subject::parse(name).expect("it is a name"),
        paper: across(Format::A4),
        draft: false,
    };
    made(printer, |printer| printer.table(&job))
}

fn book_of(printer: &Printer<'_>, paper: Paper) -> Result<Made, PrintError> {
    made(printer, |printer| printer.book(&BookJob { paper, draft: false }))
}

/// Typst needs the room of a printer's own threads.
fn made<T: Send>(printer: &Printer<'_>, make: impl Fn(&Printer<'_>) -> T + Sync) -> T {
    printer.side_by_side(&[()], |()| make(printer)).remove(0)
}

/// What a tool says of a PDF that is no file yet.
fn said_of_pdf(name: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().expect("a temporary folder can be made");
    let file = folder.path().join("sheet.pdf");
    fs::write(&file, pdf).expect("the folder can be written");
    said_of(name, arguments, &file)
}

/// The values of trees.
fn values(nodes: &[Node]) -> Vec<String> {
    let mut nodes = nodes.to_vec();
    let mut found = Vec::new();
    tree::each(&mut nodes, &mut |node| {
        if let Node::Value { text, .. } = node {
            found.push(text.clone());
        }
    });
    found
}

fn page(site: &support::Files, path: &str) -> String {
    let html = String::from_utf8_lossy(&site[path]).into_owned();
    html.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&")
}

#[test]
fn every_table_shows_the_values_of_the_pages_and_no_others() {
    let book = starter();
    let site = book.site();
    printing_in(&book.root, DAY, |printer, handbook| {
        let subjects = printer.subjects();
        let names: Vec<String> = subjects.iter().map(ToString::to_string).collect();
        for name in [
            "trials",
            "studies",
            "definitions",
            "recommendations",
            "trials:therapy:dimming-shade",
        ] {
            assert!(names.iter().any(|known| known == name), "{name} of {names:?}");
        }
        for name in &names {
            let shown = printer.shown_table(&Subject::parse(name).unwrap()).unwrap();
            let all: Vec<String> = shown.parts.iter().flat_map(|part| values(&part.blocks)).collect();
            let pages: Vec<String> = handbook
                .corpus
                .records
                .keys()
                .map(|id| format!("{}/{}.html", id.kind.name(), id.id))
                .filter(|path| site.contains_key(path.as_str()))
                .map(|path| page(&site, &path))
                .collect();
            for value in &all {
                assert!(
                    pages.iter().any(|page| page.contains(value.as_str())),
                    "{name}: {value}"
                );
            }
            let made = table(printer, name).unwrap();
            let Some(text) = pages_of(&made.pdf) else { return };
            let whole = text.join(" ");
            for value in &all {
                assert!(whole.contains(&flat(value)), "{name} shows {value}: {whole}");
            }
            for (nth, page) in text.iter().enumerate() {
                let number = format!("Page {} of {}", nth + 1, text.len());
                for said in [
                    "Do not use after 2033-01-31",
                    "reviewed by a clinician",
                    &number,
                    &made.digest[..12],
                ] {
                    assert!(page.contains(said), "{name}, page {}: {said} in {page}", nth + 1);
                }
            }
        }
        // The page of a trial shows nothing in these sections that the table leaves out.
        let trials = printer.shown_table(&Subject::parse("trials").unwrap()).unwrap();
        let of_table: BTreeSet<String> = trials.parts.iter().flat_map(|part| values(&part.blocks)).collect();
        let trial = handbook
            .corpus
            .records
            .keys()
            .find(|id| id.kind.name() == "trial")
            .unwrap();
        let card = printer.shown(trial);
        for value in card.parts.iter().flat_map(|part| values(&part.blocks)) {
            assert!(of_table.contains(&value), "{value} of {of_table:?}");
        }
    });
}

/// Of the real handbook, without its PDFs: every number of a trial's card is in the table of trials.
#[test]
fn the_handbooks_trials_are_in_its_table_with_every_number() {
    printing_in(repository(), "2026-11-21", |printer, handbook| {
        let shown = printer.shown_table(&Subject::parse("trials").unwrap()).unwrap();
        let of_table: BTreeSet<String> = shown.parts.iter().flat_map(|part| values(&part.blocks)).collect();
        let trials = handbook.corpus.records.keys().filter(|id| id.kind.name() == "trial");
        let mut count = 0;
        for trial in trials {
            for value in printer.shown(trial).parts.iter().flat_map(|part| values(&part.blocks)) {
                assert!(of_table.contains(&value), "{trial}: {value}");
                count += 1;
            }
        }
        assert!(count > 50, "{count} values");
    });
}

#[test]
fn tables_are_tagged_and_fit_every_paper() {
    let book = starter();
    printing_in(&book.root, DAY, |printer, _| {
        for format in [Format::A4, Format::Letter, Format::A5, Format::A6] {
            for landscape in [false, true] {
                let paper = Paper { format, landscape };
                let jobs: Vec<TableJob> = printer
                    .subjects()
                    .into_iter()
                    .map(|subject| TableJob {
                        subject,
                        paper,
                        draft: false,
                    })
                    .collect();
                for (job, made) in jobs.iter().zip(printer.side_by_side(&jobs, |job| printer.table(job))) {
                    let made = made.unwrap_or_else(|error| panic!("{} on {}: {error}", job.subject, paper.name()));
                    assert!(made.pdf.starts_with(b"%PDF-1.7"));
                }
            }
        }
        let made = table(printer, "trials").unwrap();
        if let Some(info) = said_of_pdf("pdfinfo", &[], &made.pdf) {
            assert!(
                info.contains("table, trials, a4-landscape,") && info.contains(&made.digest),
                "{info}"
            );
        }
        if let Some(tree) = said_of_pdf("pdfinfo", &["-struct-text"], &made.pdf) {
            assert!(
                tree.contains("H1") && tree.contains("Table") && tree.contains("TH"),
                "{tree}"
            );
        }
        assert_eq!(table(printer, "trials").unwrap(), made);
    });
}

/// A table of many rows: its heads stand on every page, and so does the heading of the group that goes on.
#[test]
fn heads_stand_on_every_page() {
    let book = starter();
    let record = book.read("content/trials/dimmer.toml");
    for nth in 0..30 {
        let copy: String = record
            .lines()
            .filter(|line| !line.starts_with("registry"))
            .map(|line| match line.starts_with("name =") {
                true => format!("name = \"Dimmer {nth}\"\n"),
                false => format!("{line}\n"),
            })
            .collect();
        book.write(&format!("content/trials/dimmer-{nth}.toml"), copy);
    }
    printing_in(&book.root, DAY, |printer, _| {
        let made = table(printer, "trials").unwrap();
        let Some(pages) = pages_of(&made.pdf) else { return };
        assert!(pages.len() > 3, "{} pages", pages.len());
        for page in &pages[..pages.len() - 1] {
            for head in ["Study", "Population", "Arms", "Outcomes", "Dimming shade"] {
                assert!(page.contains(head), "{head} in {page}");
            }
        }
    });
}

#[test]
fn the_book_has_contents_references_bookmarks_and_an_index() {
    let book = starter();
    printing_in(&book.root, DAY, |printer, handbook| {
        let made = book_of(printer, Paper::default()).unwrap();
        assert_eq!(book_of(printer, Paper::default()).unwrap(), made);
        let title = handbook.corpus.book.book.title.to_string();
        if let Some(info) = said_of_pdf("pdfinfo", &[], &made.pdf) {
            assert!(
                info.contains("book, book, a4,") && info.contains(&made.digest),
                "{info}"
            );
            assert!(info.contains("Tagged:") && info.contains(&title), "{info}");
        }
        if let Some(said) = said_of_pdf("qpdf", &["--check"], &made.pdf) {
            assert!(said.contains("No syntax or stream encoding errors"), "{said}");
        }
        if let Some(json) = said_of_pdf("qpdf", &["--json", "--json-key=outlines"], &made.pdf) {
            for record in handbook
                .corpus
                .records
                .values()
                .filter(|record| !record.id.kind.is_work())
            {
                assert!(
                    json.contains(&format!("\"title\": \"{}\"", record.name())),
                    "{} in {json}",
                    record.name()
                );
            }
        }
        if let Some(fonts) = said_of_pdf("pdffonts", &[], &made.pdf) {
            for font in fonts.lines().skip(2).filter(|line| line.contains("Identity")) {
                let embedded = font.split_whitespace().filter(|word| *word == "yes").count();
                assert_eq!(embedded, 3, "embedded, subset and with Unicode: {font}");
            }
        }
        let Some(pages) = pages_of(&made.pdf) else { return };
        for (nth, page) in pages.iter().enumerate() {
            for said in [
                "Do not use after 2033-01-31",
                &format!("Page {} of {}", nth + 1, pages.len()),
            ] {
                assert!(page.contains(said), "page {}: {said} in {page}", nth + 1);
            }
        }
        assert!(pages[0].contains(&title), "{}", pages[0]);
        assert!(pages[1].contains("Contents"), "{}", pages[1]);
        // The index names the page on which the trial has its text, and so do references.
        let index = pages.last().unwrap();
        let trial = handbook
            .corpus
            .records
            .values()
            .find(|record| record.id.kind.name() == "trial");
        let entry = index
            .split(trial.unwrap().name())
            .nth(1)
            .unwrap_or_else(|| panic!("{index}"));
        let own = entry
            .split(|c: char| !c.is_ascii_digit())
            .find(|word| !word.is_empty())
            .unwrap();
        let own: usize = own.parse().unwrap();
        assert!(
            pages[own - 1].contains("Patients randomised"),
            "page {own}: {}",
            pages[own - 1]
        );
        let elsewhere = pages
            .iter()
            .take(own - 1)
            .any(|page| page.contains(&format!("(p. {own})")));
        assert!(elsewhere, "nothing refers to page {own}");
    });
}

/// References, the contents, the index and bookmarks lead to pages of the book itself, and what leads there says so aloud.
#[test]
fn every_link_in_the_book_leads_to_a_page_of_it() {
    let book = starter();
    printing_in(&book.root, DAY, |printer, _| {
        let made = book_of(printer, Paper::default()).unwrap();
        let Some(json) = said_of_pdf("qpdf", &["--json=2"], &made.pdf) else {
            return;
        };
        let json: Value = serde_json::from_str(&json).expect("qpdf says JSON");
        let objects = json["qpdf"][1].as_object().expect("there are objects");
        let object = |name: &Value| match name.as_str().and_then(|name| objects.get(&format!("obj:{name}"))) {
            Some(object) => object["value"].clone(),
            None => name.clone(),
        };
        let all = |key: &str, is: &str| -> Vec<&Value> {
            let all = objects.values().map(|object| &object["value"]);
            all.filter(|value| value[key] == is).collect()
        };
        let catalog = all("/Type", "/Catalog")[0];
        let mut names: BTreeMap<String, Value> = BTreeMap::new();
        let mut open = vec![object(&object(&catalog["/Names"])["/Dests"])];
        while let Some(node) = open.pop() {
            let kids = node["/Kids"].as_array().into_iter().flatten();
            open.extend(kids.map(object));
            let pairs = node["/Names"].as_array().map_or(&[][..], Vec::as_slice).chunks(2);
            names.extend(pairs.map(|pair| (pair[0].as_str().unwrap_or_default().to_owned(), pair[1].clone())));
        }
        let is_page = |to: &Value| {
            let to = to.as_str().and_then(|name| names.get(name)).unwrap_or(to);
            let to = object(to);
            let to = if to.is_object() { object(&to["/D"]) } else { to };
            object(&to[0])["/Type"] == "/Page"
        };
        let links = all("/Subtype", "/Link");
        let within: Vec<_> = links.iter().filter(|link| !link["/Dest"].is_null()).collect();
        assert!(within.len() > 100, "{}", within.len());
        for link in within {
            assert!(is_page(&link["/Dest"]), "{link}");
            assert!(link["/Contents"].as_str().is_some_and(|said| said.len() > 2), "{link}");
        }
        let bookmarks = objects.values().map(|object| &object["value"]);
        let bookmarks: Vec<_> = bookmarks
            .filter(|value| value["/Title"].is_string() && !value["/Dest"].is_null())
            .collect();
        assert!(bookmarks.len() > 20, "{}", bookmarks.len());
        for bookmark in bookmarks {
            assert!(is_page(&bookmark["/Dest"]), "{bookmark}");
        }
    });
}

/// Nothing that the pages of the records show is missing from the book.
#[test]
fn the_book_shows_the_values_of_all_pages() {
    let book = starter();
    printing_in(&book.root, DAY, |printer, handbook| {
        let made = book_of(printer, Paper::default()).unwrap();
        let Some(pages) = pages_of(&made.pdf) else { return };
        let whole = pages.join(" ");
        let kinds = sourcebook::print::card::KINDS;
        for id in handbook.corpus.records.keys().filter(|id| kinds.contains(&id.kind)) {
            let card = printer.shown(id);
            assert!(whole.contains(&flat(&card.title)), "{}", card.title);
            for value in card.parts.iter().flat_map(|part| values(&part.blocks)) {
                assert!(whole.contains(&flat(&value)), "{id}: {value}");
            }
        }
    });
}

#[test]
fn hostile_strings_and_other_scripts_are_letters() {
    const HOSTILE: &str = "#panic() $x_1$ // /* <b> *a* _u_ @ref `raw` = h - i + j ~ [c] {d} <mention>";
    for name in [HOSTILE, "שלום עולם", "ένα δύο", &"x".repeat(600)] {
        let book = starter();
        let name = format!("name = \"{name}\"");
        book.edit(
            "content/therapies/dimming-shade.toml",
            "name = \"Dimming shade\"",
            &name,
        );
        printing_in(&book.root, DAY, |printer, _| {
            table(printer, "trials:therapy:dimming-shade").unwrap();
            let made = book_of(printer, Paper::default()).unwrap();
            let Some(pages) = pages_of(&made.pdf) else { return };
            if name.contains(HOSTILE) {
                assert!(pages.join(" ").matches(HOSTILE).count() > 3);
            }
        });
    }
}

#[test]
fn a_handbook_from_right_to_left_is_printed() {
    let book = starter();
    let settings = book.read("book.toml");
    let settings = match settings.contains("language = ") {
        true => settings
            .lines()
            .map(|line| match line.starts_with("language = ") {
                true => "language = \"he\"\n".to_owned(),
                false => format!("{line}\n"),
            })
            .collect(),
        false => settings.replacen("[book]\n", "[book]\nlanguage = \"he\"\n", 1),
    };
    book.write("book.toml", settings);
    printing_in(&book.root, DAY, |printer, _| {
        table(printer, "trials").unwrap();
        book_of(printer, Paper::default()).unwrap();
    });
}

#[test]
fn what_must_not_be_used_is_refused_or_a_draft() {
    let book = starter();
    printing_in(&book.root, "2033-02-01", |printer, _| {
        let error = table(printer, "trials").unwrap_err();
        assert!(
            matches!(&error, PrintError::NotForUse { sheet, .. } if sheet == "trials"),
            "{error}"
        );
        let error = book_of(printer, Paper::default()).unwrap_err();
        assert!(error.to_string().contains("`sheets_until` of book.toml"), "{error}");
        let job = BookJob {
            paper: Paper::default(),
            draft: true,
        };
        let draft = made(printer, |printer| printer.book(&job)).unwrap();
        let Some(pages) = pages_of(&draft.pdf) else { return };
        assert!(pages.iter().all(|page| page.contains("DRAFT")));
        assert!(pages[0].contains("Not for use"), "{}", pages[0]);
    });
}

#[test]
fn the_command_names_its_tables() {
    let book = starter();
    let print = |more: &[&str]| book.run(&[&["print", "--out", "sheets", "--as-of", DAY], more].concat());
    print(&["--kind", "table", "--list"])
        .ended_with(0)
        .says("trials:therapy:dimming-shade");
    print(&["--kind", "table", "trails"])
        .ended_with(2)
        .says("a table `trials` exists");
    print(&["--kind", "table", "trials:therapy:dimming-shad"])
        .ended_with(2)
        .says("`therapy:dimming-shade` exists");
    print(&["--kind", "book", "trial:dimmer"])
        .ended_with(2)
        .says("leave the name out");
    assert!(!book.path("sheets").exists());
    print(&["--kind", "table", "therapy:dimming-shade"])
        .ended_with(0)
        .says("printed");
    assert!(
        book.path("sheets/table/trials/therapy/dimming-shade-a4-landscape.pdf")
            .exists()
    );
    print(&["--kind", "table", "trials", "--portrait", "--paper", "letter"]).ended_with(0);
    assert!(book.path("sheets/table/trials/all-letter.pdf").exists());
    print(&["--kind", "book"])
        .ended_with(0)
        .says("1 sheet in sheets: 1 printed");
    assert!(book.path("sheets/book/book-a4.pdf").exists());
}
