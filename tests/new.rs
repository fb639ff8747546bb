//! `sourcebook new`: records to be filled in.

mod support;

use sourcebook::author::form::form;
use sourcebook::diagnostic::Diagnostic;
use sourcebook::model::Kind;

use support::handbook::Handbook;
use support::memory::{found, handbook};
use support::repository;

/// The form with every field in use.
fn used(form: &str) -> String {
    let field =
        |line: &&str| line.len() > 1 && line.starts_with('#') && !line.starts_with("# ") && !line.starts_with("#:");
    form.lines()
        .map(|line| match field(&line) {
            true => format!("{}\n", &line[1..]),
            false => format!("{line}\n"),
        })
        .collect()
}

/// What is wrong with the form of a record of this text.
fn faults(kind: Kind, text: &str) -> Vec<Diagnostic> {
    let path = format!("content/{}/sample.toml", kind.folder());
    let sources = handbook([(path.as_str(), text)]);
    let of_form = |d: &Diagnostic| d.code.0.starts_with("SB00");
    found(&sources).into_iter().filter(of_form).collect()
}

/// Whether a fault is that something has to be filled in.
fn is_blank(fault: &Diagnostic, text: &str) -> bool {
    ["SB005", "SB006", "SB007"].contains(&fault.code.0) && &text[fault.primary.span.bytes.clone()] == "\"\""
}

#[test]
fn a_form_asks_for_what_is_needed_and_for_nothing_else() {
    for kind in Kind::ALL {
        let text = form(*kind, 2);
        for fault in faults(*kind, &text) {
            assert!(is_blank(&fault, &text), "{kind:?}: {fault:?}\n{text}");
        }
        let empty = text
            .lines()
            .filter(|line| !line.starts_with('#') && line.contains("\"\""));
        assert!(empty.count() >= 1, "{kind:?}\n{text}");
    }
}

#[test]
fn every_field_in_use_is_of_the_right_form() {
    for kind in Kind::ALL {
        let text = used(&form(*kind, 2));
        for fault in faults(*kind, &text) {
            assert!(is_blank(&fault, &text), "{kind:?}: {fault:?}\n{text}");
        }
        // What is empty is filled in, and nothing is wrong with the form any more.
        let choice = |line: &str| {
            ["type", "sort", "role", "design", "direction", "status", "assign"]
                .iter()
                .any(|f| line.starts_with(f))
        };
        let filled: String = text
            .lines()
            .map(|line| match choice(line) {
                true => format!("{line}\n"),
                false => format!("{}\n", line.replace("\"\"", "\"filled-in\"")),
            })
            .collect();
        for fault in faults(*kind, &filled) {
            assert_eq!(fault.code.0, "SB007", "{kind:?}: {}", fault.message);
        }
    }
}

#[test]
fn every_field_of_a_kind_is_in_its_form() {
    use sourcebook::model::shape::{Shape, Shapes};
    for kind in Kind::ALL {
        let text = form(*kind, 2);
        let Shape::Table(id) = Shapes::get().record(*kind) else {
            panic!("{kind:?} is no table");
        };
        for field in &Shapes::get().table(id).fields {
            let name = &field.name;
            let forms = [format!("{name} = "), format!("[{name}]")];
            let is_there = text.lines().any(|line| {
                let line = line.strip_prefix('#').unwrap_or(line);
                forms
                    .iter()
                    .any(|form| line.starts_with(form.as_str()) || line.starts_with(&format!("[{form}")))
            });
            assert!(is_there || name == "review", "{kind:?} has no {name}\n{text}");
        }
        assert!(text.contains("`sourcebook review` writes it"));
    }
}

#[test]
fn forms_read_well() {
    let assert = snapbox::Assert::new().action_env("SNAPSHOTS");
    for kind in [Kind::Question, Kind::Staging] {
        let path = repository().join(format!("tests/forms/{}.toml", kind.name()));
        let expected = snapbox::Data::read_from(&path, Some(snapbox::data::DataFormat::Text));
        assert.eq(snapbox::Data::text(form(kind, 2)), expected.raw());
    }
}

#[test]
fn a_new_record_stands_in_the_folder_of_its_kind() {
    let book = Handbook::copy_of("sample-fever");
    let run = book.run(&["new", "therapy", "fan"]).ended_with(0);
    assert_eq!(run.stdout.replace('\\', "/"), "./content/therapies/fan.toml\n");
    assert_eq!(
        run.stderr,
        "fill it in; `sourcebook check` says what is missing\n\
         `sourcebook schema --out ./schemas` lets editors complete and explain it\n"
    );
    let text = book.read("content/therapies/fan.toml");
    assert_eq!(text, form(Kind::Therapy, 2));
    assert!(
        text.starts_with("#:schema ../../schemas/therapy.schema.json\n"),
        "{text}"
    );
    book.run(&["check"])
        .ended_with(1)
        .says("content/therapies/fan.toml:")
        .says("the text is empty")
        .says("the choices are `drug`");
    let text = text
        .replacen("name = \"\"", "name = \"Fan\"", 1)
        .replacen("type = \"\"", "type = \"device\"", 1)
        .replacen("cite = \"\", at = \"\"", "cite = \"guide2028\", at = \"Chapter 5\"", 1);
    book.write("content/therapies/fan.toml", text);
    book.edit(
        "content/chapters/open.md",
        "# What is not known\n",
        "# What is not known\n\n[Fan](therapy:fan)\n",
    );
    book.run(&["check", "--strict", "--as-of", "2026-06-01"]).ended_with(0);

    // With the schemas at hand nothing more is said of them, and nothing at all where quiet is wanted.
    book.run(&["schema", "--out", "schemas", "--quiet"]).ended_with(0);
    let run = book.run(&["new", "therapy", "fan-2"]).ended_with(0);
    assert_eq!(run.stderr, "fill it in; `sourcebook check` says what is missing\n");
    let run = book.run(&["new", "therapy", "fan-3", "-q"]).ended_with(0);
    assert_eq!(run.stderr, "");
}

#[test]
fn the_content_folder_may_be_another_and_a_folder_may_be_missing() {
    let book = Handbook::of(&[
        ("book.toml", "[book]\ntitle = \"Sample\"\nsrc = \"text/all\"\n"),
        ("text/all/SUMMARY.md", ""),
    ]);
    book.run(&["new", "score", "sample"]).ended_with(0);
    let text = book.read("text/all/scores/sample.toml");
    assert!(
        text.starts_with("#:schema ../../../schemas/score.schema.json\n"),
        "{text}"
    );

    let book = Handbook::of(&[
        ("book.toml", "[book]\ntitle = \"Sample\"\nsrc = \".\"\n"),
        ("SUMMARY.md", ""),
    ]);
    book.run(&["new", "score", "sample"]).ended_with(0);
    let text = book.read("scores/sample.toml");
    assert!(text.starts_with("#:schema ../schemas/score.schema.json\n"), "{text}");
    book.run(&["schema", "--out", "schemas"]).ended_with(0);
    let check = book.run(&["check"]);
    assert!(
        !check.stderr.contains("schemas/"),
        "schemas are no content: {}",
        check.stderr
    );

    let elsewhere = Handbook::empty();
    let root = book.root.to_string_lossy().into_owned();
    elsewhere.run(&["new", "score", "other", "--root", &root]).ended_with(0);
    book.read("scores/other.toml");
}

#[test]
fn an_id_that_is_none_or_is_used_is_refused() {
    let book = Handbook::copy_of("sample-fever");
    let before = book.text();
    let refused = |arguments: &[&str], words: &[&str]| {
        let run = book.run(&[&["new"], arguments].concat()).ended_with(2);
        assert_eq!(run.stdout, "");
        words.iter().fold(run, |run, words| run.says(words));
    };
    refused(
        &["trial", "Sample 9"],
        &["`Sample 9` is not an id", "`sample-9` would do"],
    );
    refused(&["trial", "../escape"], &["is not an id"]);
    refused(&["trial", ""], &["is not an id"]);
    refused(&["trial", "con"], &["cannot be a file on Windows", "take another id"]);
    refused(
        &["trial", "sample-1"],
        &[
            "`trial:sample-1` is there already: content/trials/sample-1.toml",
            "take another id",
        ],
    );
    refused(
        &["therapy", "flow-machine"],
        &["`therapy:flow-machine` is what `therapy:flow-maker` was called before"],
    );
    refused(&["trail", "sample-9"], &["invalid value 'trail'", "'trial'"]);
    refused(&["therapies", "sample-9"], &["'therapy'"]);
    refused(&["medicine", "sample-9"], &["possible values: definition, staging"]);
    refused(&["trial"], &["<ID>"]);
    assert_eq!(book.text(), before);
}

#[test]
fn broken_records_elsewhere_are_no_hindrance_but_a_broken_book_is() {
    let book = Handbook::of(&[
        ("content/trials/broken.toml", "name = \n"),
        ("content/trials/faulty.toml", "name = \"A\"\nformerly = [\"old\"]\n"),
        ("content/therapies/Bad Name.toml", "name = \"B\"\n"),
    ]);
    book.run(&["new", "trial", "sample"]).ended_with(0);
    book.run(&["new", "trial", "broken"])
        .ended_with(2)
        .says("is there already");
    book.run(&["new", "trial", "old"])
        .ended_with(2)
        .says("`trial:faulty` was called before");
    book.write("book.toml", "[book\n");
    book.run(&["new", "trial", "other"])
        .ended_with(2)
        .says("book.toml cannot be read")
        .says("sourcebook check");
    Handbook::empty()
        .run(&["new", "trial", "sample"])
        .ended_with(2)
        .says("is not a handbook");
}

#[test]
fn a_note_on_a_work_wants_the_work() {
    let book = Handbook::copy_of("sample-fever");
    book.run(&["new", "reference", "alpha2032"])
        .ended_with(0)
        .says("references.bib has no work with the key `alpha2032`; there is a work `alpha2030`");
    let run = book.run(&["new", "reference", "alpha2031"]).ended_with(0);
    assert!(!run.stderr.contains("references.bib"), "{}", run.stderr);
}

#[cfg(unix)]
#[test]
fn what_cannot_be_written_is_said_and_links_are_not_followed() {
    let book = Handbook::of(&[("content/SUMMARY.md", "")]);
    book.write("content/scores", "a file where the folder should be");
    book.run(&["new", "score", "sample"])
        .ended_with(2)
        .says("cannot write ./content/scores");

    let elsewhere = Handbook::empty();
    std::os::unix::fs::symlink(&elsewhere.root, book.path("content/trials")).expect("a link can be made");
    book.run(&["new", "trial", "sample"])
        .ended_with(2)
        .says("cannot write ./content/trials: it is a symbolic link");
    assert_eq!(std::fs::read_dir(&elsewhere.root).expect("it is there").count(), 0);
}
