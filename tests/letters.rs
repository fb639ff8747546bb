//! Every field of a handbook in letters that mean something to Typst, to Markdown or to HTML: on paper they are letters.
//!
//! Poppler and qpdf read the sheets. Where they are missing, this says that it was skipped, unless `SOURCEBOOK_PDF=required`.

#![cfg(feature = "print")]

mod support;

use std::collections::BTreeSet;
use std::fs;

use serde::Serialize;
use sourcebook::handbook;
use sourcebook::model::scalar::Scalar;
use sourcebook::model::shape::Shape;
use sourcebook::model::text::{Markdown, Text};
use sourcebook::model::walk;
use sourcebook::print::{BookJob, Paper, Printer, Sheet, TableJob, card};
use sourcebook::read::Sources;
use sourcebook::read::node::Value;
use support::handbook::Handbook;
use support::sheets::{job, pages_within, printing, said_of, starter};

/// What stands in every field, behind letters that tell the field.
const HOSTILE: &str =
    "#panic() $x_1$ // /* <b> *a* _u_ @ref \\ \"q\" `raw` = h - i ~ [c] {d} &amp; 0.80 </b> <mention>";

/// The same in Markdown.
fn in_markdown() -> String {
    let escaped = HOSTILE.chars().map(|c| match c.is_ascii_punctuation() {
        true => format!("\\{c}"),
        false => c.to_string(),
    });
    escaped.collect()
}

/// Letters by which a field is found again.
fn tag(nth: usize) -> String {
    let letter = |n: usize| char::from(b'a' + (n % 26) as u8);
    format!("qz{}{}{}", letter(nth / 676), letter(nth / 26), letter(nth))
}

/// The handbook of `init` with all this in every field of every record that is a text. How many fields there are.
fn hostile() -> (Handbook, usize) {
    let book = starter();
    let sources = Sources::load(&book.root).unwrap();
    let (handbook, _) = handbook::Handbook::new(&sources);
    let mut fields = 0;
    for record in handbook.unwrap().corpus.records.values() {
        let mut places = Vec::new();
        walk::walk(record.id.kind, &record.tree, &mut |visit| {
            let Shape::Scalar(of) = visit.shape else { return };
            let is_markdown = of.name == Markdown::NAME;
            if let (true, Value::Text(text)) = (is_markdown || of.name == Text::NAME, &visit.node.value) {
                places.push((visit.node.span.clone(), text.to_string(), is_markdown));
            }
        });
        places.sort_by_key(|(span, ..)| std::cmp::Reverse(span.start));
        places.dedup_by_key(|(span, ..)| span.clone());
        let path = sources.file(record.file).path.to_string();
        let mut file = book.read(&path);
        for (span, text, is_markdown) in places {
            let hostile = if is_markdown { in_markdown() } else { HOSTILE.to_owned() };
            let text = format!("{text} {} {hostile}", tag(fields));
            file.replace_range(span, &toml::Value::String(text).to_string());
            fields += 1;
        }
        book.write(&path, file);
    }
    let it = in_markdown();
    let more = format!("\n## Heading {it}\n\n{it}\n\n- {it}\n\n| a | b |\n|---|---|\n| {it} | c |\n");
    let chapter = "content/chapters/lantern-fever.md";
    book.write(chapter, book.read(chapter) + &more);
    (book, fields)
}

/// Letters alone: where lines and words are broken says nothing.
fn letters(text: &str) -> String {
    let is_letter =
        |c: &char| !c.is_whitespace() && !matches!(c, '-' | '\u{2010}' | '\u{ad}' | '\u{200b}' | '\u{2060}');
    text.chars().filter(is_letter).collect()
}

/// Where the text of the book stands on A4, in points: between what stands at the head and at the foot of each page, which
/// would stand within what goes on on the next one.
const BODY: [&str; 8] = ["-x", "0", "-y", "45", "-W", "596", "-H", "743"];

/// The letters of a sheet from its first page to the last.
fn letters_of(sheet: &Sheet, pdf: &[u8]) -> Option<String> {
    let part: &[&str] = if matches!(sheet, Sheet::Book(_)) { &BODY } else { &[] };
    let pages = pages_within(pdf, part)?;
    let body = |page: &String| match page.rsplit_once("Do not use after") {
        Some((body, _)) => letters(body),
        None => letters(page),
    };
    Some(pages.iter().map(body).collect())
}

/// What qpdf finds wrong with a sheet, and that it is tagged and in a language.
fn check_form(name: &str, pdf: &[u8]) {
    let folder = tempfile::tempdir().unwrap();
    let file = folder.path().join("sheet.pdf");
    fs::write(&file, pdf).unwrap();
    if let Some(said) = said_of("qpdf", &["--check"], &file) {
        assert!(said.contains("No syntax or stream encoding errors"), "{name}: {said}");
    }
    if let Some(json) = said_of("qpdf", &["--json"], &file) {
        for part in [
            "\"/Lang\": \"u:en",
            "/StructTreeRoot",
            "\"/Marked\": true",
            "\"/DisplayDocTitle\": true",
        ] {
            assert!(json.contains(part), "{name} has {part}");
        }
    }
    if let Some(info) = said_of("pdfinfo", &["-meta"], &file) {
        assert!(
            info.contains("pdfuaid:part") && info.contains("pdfaid:part"),
            "{name}: {info}"
        );
    }
    if let Some(fonts) = said_of("pdffonts", &[], &file) {
        let fonts: Vec<&str> = fonts.lines().skip(2).filter(|line| line.contains("Identity")).collect();
        assert!(!fonts.is_empty(), "{name}");
        for font in fonts {
            let embedded = font.split_whitespace().filter(|word| *word == "yes").count();
            assert_eq!(embedded, 3, "{name}: embedded, subset and with Unicode: {font}");
        }
    }
}

/// The names of tables, which a page says aloud; on paper the heading above says them.
fn captions(data: &serde_json::Value, found: &mut BTreeSet<String>) {
    match data {
        serde_json::Value::Object(fields) => {
            found.extend(
                fields
                    .get("caption")
                    .and_then(|caption| Some(caption.as_str()?.to_owned())),
            );
            fields.values().for_each(|value| captions(value, found));
        }
        serde_json::Value::Array(items) => items.iter().for_each(|item| captions(item, found)),
        _ => {}
    }
}

/// Makes a sheet and holds all its tagged texts against what is printed.
fn check(printer: &Printer<'_>, sheet: &Sheet, shown: &impl Serialize, texts: &[String]) {
    let name = sheet.name();
    let made = printer.sheets(std::slice::from_ref(sheet)).remove(0);
    let made = made.unwrap_or_else(|error| panic!("{name}: {error}"));
    check_form(&name, &made.pdf);
    let Some(printed) = letters_of(sheet, &made.pdf) else {
        return;
    };
    let mut unsaid = BTreeSet::new();
    captions(&serde_json::to_value(shown).unwrap(), &mut unsaid);
    let is_said = |text: &&String| text.contains("#panic()") && !unsaid.contains(*text);
    let tagged: Vec<&String> = texts.iter().filter(is_said).collect();
    for text in &tagged {
        assert!(printed.contains(&letters(text)), "{name} shows {text}: {printed}");
    }
    assert!(!tagged.is_empty(), "{name} shows some field");
}

#[test]
fn cards_tables_and_the_book_print_every_letter_of_every_field() {
    let (book, fields) = hostile();
    assert!(fields > 60, "{fields}");
    printing(&book, |printer, handbook| {
        let records = handbook.corpus.records.keys();
        for record in records.filter(|id| card::KINDS.contains(&id.kind)) {
            // What a drawing says, the book says too; a card has it where there is room.
            let shown = printer.shown(record).with_drawings(0);
            let mut texts = Vec::new();
            shown.texts(&mut |text| texts.push(text.to_owned()));
            check(printer, &Sheet::Card(job(&record.to_string())), &shown, &texts);
        }
        for subject in printer.subjects() {
            let shown = printer.shown_table(&subject).expect("it is one of the tables");
            let mut texts = Vec::new();
            shown.texts(&mut |text| texts.push(text.to_owned()));
            let job = TableJob {
                subject,
                paper: Paper {
                    landscape: true,
                    ..Paper::default()
                },
                draft: false,
            };
            check(printer, &Sheet::Table(job), &shown, &texts);
        }
        let (shown, _) = printer.shown_book().expect("works can be laid out");
        let mut texts = Vec::new();
        shown.texts(&mut |_, text| texts.push(text.to_owned()));
        let job = BookJob {
            paper: Paper::default(),
            draft: false,
        };
        check(printer, &Sheet::Book(job), &shown, &texts);
        // The book has the fields of all records but for names of ids.
        let tagged = (0..fields).filter(|nth| texts.iter().any(|text| text.contains(&tag(*nth))));
        assert!(tagged.count() * 10 > fields * 9, "the book shows most fields");
    });
}
