//! Drawings on cards, and what a full card leaves out: read back by Poppler, as in `print.rs`.

#![cfg(feature = "print")]

mod support;

use std::fs;

use sourcebook::model::Kind;
use sourcebook::print::tree::{Node, Table};
use sourcebook::print::{Format, Job, Made, Paper, Printer, card, found};
use support::handbook::Handbook;
use support::sheets::{id, job, pages_of, printing, said_of, starter};

const SHADE: &str = "therapy:dimming-shade";
const TRIAL: &str = "content/trials/dimmer.toml";

fn made(printer: &Printer<'_>, job: &Job) -> Made {
    let made = printer.cards(std::slice::from_ref(job)).remove(0);
    made.unwrap_or_else(|error| panic!("{}: {error}", job.record))
}

/// What a tool says of a PDF.
fn said(tool: &str, arguments: &[&str], pdf: &[u8]) -> Option<String> {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sheet.pdf");
    fs::write(&file, pdf).unwrap();
    said_of(tool, arguments, &file)
}

/// The size of letters, in points, of each text of a PDF.
fn letters(pdf: &[u8]) -> Option<Vec<(f64, String)>> {
    let xml = said("pdftohtml", &["-xml", "-stdout", "-i", "-zoom", "1"], pdf)?;
    let field = |line: &str, name: &str| {
        let (_, rest) = line.split_once(&format!("{name}=\""))?;
        Some(rest.split_once('"')?.0.to_owned())
    };
    let fonts = xml.lines().filter(|line| line.contains("<fontspec"));
    let sizes: Vec<(String, f64)> = fonts
        .filter_map(|line| Some((field(line, "id")?, field(line, "size")?.parse().ok()?)))
        .collect();
    let texts = xml.lines().filter(|line| line.contains("<text "));
    let texts = texts.filter_map(|line| {
        let font = field(line, "font")?;
        let (_, size) = sizes.iter().find(|(id, _)| *id == font)?;
        let (_, text) = line.split_once('>')?;
        Some((*size, text.trim_end_matches("</text>").to_owned()))
    });
    Some(texts.collect())
}

/// A drawing says which way favours whom, and nothing else on a card does.
const SIDE: &str = "←";

#[test]
fn a_card_has_the_drawings_that_there_is_room_for() {
    let book = starter();
    printing(&book, |printer, _| {
        let on = |format, landscape| Job {
            paper: Paper { format, landscape },
            ..job(SHADE)
        };
        let a4 = made(printer, &on(Format::A4, false)).pdf;
        let Some(all) = letters(&a4) else { return };
        assert!(all.iter().any(|(_, text)| text.contains(SIDE)), "{all:?}");
        // As vectors, with letters that can be read, and nothing in a colour.
        let images = said("pdfimages", &["-list"], &a4).unwrap_or_default();
        assert_eq!(images.lines().count(), 2, "a head and no image: {images}");
        let (at, _) = all
            .iter()
            .enumerate()
            .find(|(_, (_, text))| text.contains(SIDE))
            .unwrap();
        assert!(all[at].0 >= 9.0, "{:?}", all[at]);
        let attached = said("pdfdetach", &["-list"], &a4).unwrap_or_default();
        assert!(attached.contains("figures.json"), "{attached}");
        // It names where its numbers were read.
        let shown = printer.shown(&id(SHADE));
        let drawn = shown.parts.iter().flat_map(|part| &part.blocks);
        let notes = drawn.filter_map(|block| match block {
            Node::Figure { notes, .. } => Some(notes.clone()),
            _ => None,
        });
        let notes: Vec<usize> = notes.flatten().collect();
        assert!(!notes.is_empty());
        let places = shown.sources.iter().flat_map(|source| &source.places);
        let places: Vec<usize> = places.map(|(number, _)| *number).collect();
        assert!(
            notes.iter().all(|note| places.contains(note)),
            "{notes:?} of {places:?}"
        );

        // On small paper there is none, and nothing else is missing.
        let a6 = made(printer, &on(Format::A6, false)).pdf;
        let text = letters(&a6).unwrap();
        assert!(text.iter().all(|(_, text)| !text.contains(SIDE)), "{text:?}");
        let attached = said("pdfdetach", &["-list"], &a6).unwrap_or_default();
        assert!(!attached.contains("figures.json"), "{attached}");
    });
}

/// A handbook whose therapy has so many harms more.
fn with_harms(count: usize) -> Handbook {
    let book = starter();
    let harm = |nth: usize| {
        format!(
            "\n[[harms]]\nid = \"more-{nth}\"\ntext = \"It may do harm of the sort that is called {nth}, which nobody has \
             seen who was in the dark.\"\nsource = {{ cite = \"wick2032\", at = \"Treatment\" }}\n"
        )
    };
    let file = "content/therapies/dimming-shade.toml";
    let all: String = (0..count).map(harm).collect();
    book.write(file, book.read(file) + &all);
    book
}

#[test]
fn no_card_has_less_for_a_drawings_sake() {
    let book = with_harms(40);
    printing(&book, |printer, _| {
        let Some(text) = letters(&made(printer, &job(SHADE)).pdf) else {
            return;
        };
        assert!(text.iter().all(|(_, text)| !text.contains(SIDE)), "{text:?}");
        assert!(text.iter().any(|(_, text)| text.contains("called 39")), "{text:?}");
    });
}

/// The first cells of a table's rows, as text.
fn names(table: &Table) -> Vec<String> {
    let name = |cell: &Vec<Node>| sourcebook::print::tree::plain(cell);
    table
        .rows
        .iter()
        .filter_map(|row| row.cells.first().map(name))
        .collect()
}

/// The trials on a therapy's card that leaves out something so many times.
fn trials(printer: &Printer<'_>, times: usize) -> Vec<String> {
    let parts = card::with_drawings(&printer.shown(&id(SHADE)).parts, 0);
    let parts = card::without(Kind::Therapy, &parts, times);
    let tables = parts
        .iter()
        .flat_map(|part| &part.blocks)
        .filter_map(|block| match block {
            Node::Table(table) => Some(names(table)),
            _ => None,
        });
    tables.flatten().filter(|name| name.starts_with("DIMMER")).collect()
}

fn with_trials(sizes: &[usize]) -> Handbook {
    let book = starter();
    let trial = book.read(TRIAL);
    for (nth, size) in sizes.iter().enumerate() {
        let other = trial
            .replace("name = \"DIMMER\"", &format!("name = \"DIMMER {size}\""))
            .replace("sample_size = 200", &format!("sample_size = {size}"));
        book.write(&format!("content/trials/dimmer-{nth}.toml"), other);
    }
    book
}

#[test]
fn the_smallest_trials_are_left_out_first() {
    let book = with_trials(&[50, 400, 10]);
    printing(&book, |printer, _| {
        let all = trials(printer, 0);
        assert_eq!(all.len(), 4, "{all:?}");
        let without = |gone: &[&str]| -> Vec<String> {
            let stays = all.iter().filter(|name| !gone.contains(&name.as_str()));
            stays.cloned().collect()
        };
        assert_eq!(trials(printer, 1), without(&["DIMMER 10"]));
        assert_eq!(trials(printer, 2), without(&["DIMMER 10", "DIMMER 50"]));
        assert_eq!(trials(printer, 3), without(&["DIMMER 10", "DIMMER 50", "DIMMER"]));
    });
}

/// How many items are missing is said also where none of a part is left.
#[test]
fn what_was_left_out_wholly_is_said() {
    let mut wholly = 0;
    for harms in 0..12 {
        let book = with_harms(harms);
        printing(&book, |printer, _| {
            let paper = Paper {
                format: Format::A6,
                landscape: true,
            };
            let made = printer.cards(&[Job { paper, ..job(SHADE) }]).remove(0);
            let Ok(made) = made else { return };
            let carried = found::read(&made.pdf).unwrap().carried.unwrap();
            let carried: serde_json::Value = serde_json::from_slice(&carried).unwrap();
            let Some(pages) = pages_of(&made.pdf) else { return };
            for part in carried["shown"]["parts"].as_array().unwrap() {
                let Some(more) = part["more"].as_str() else { continue };
                let title = part["title"].as_str().unwrap();
                assert!(
                    pages[0].contains(more) && pages[0].contains(title),
                    "{title}, {more}: {pages:?}"
                );
                wholly += usize::from(part["blocks"].as_array().unwrap().is_empty());
            }
        });
    }
    assert!(wholly > 0 || said("pdftotext", &["-v"], b"").is_none());
}
