//! `import retractions`: what Crossref says of works in the bibliography comes into the handbook, and nothing else does.

mod support;

use support::handbook::Handbook;

const BIB: &str = "@article{sample2031, author = {Sample, A.}, title = {One}, year = {2031}, doi = {10.5555/Sample}}\n\
                   @article{other2030, author = {Other, B.}, title = {Two}, year = {2030}, doi = {10.5555/other}}\n\
                   @article{plain2029, author = {Plain, C.}, title = {Three}, year = {2029}}\n";

/// An answer about a work that was corrected and then retracted.
const ANSWER: &str = r#"{ "status": "ok", "message-type": "work", "message-version": "1.0.0", "message": {
  "DOI": "10.5555/sample", "title": ["One"], "author": [{ "family": "Sample", "given": "A." }],
  "updated-by": [
    { "updated": { "date-parts": [[2033, 1, 9]], "date-time": "2033-01-09T00:00:00Z", "timestamp": 1988841600000 },
      "DOI": "10.5555/notice", "type": "retraction", "source": "retraction-watch", "label": "Retraction", "record-id": "7" },
    { "updated": { "date-parts": [[2033, 1, 9]] }, "DOI": "10.5555/NOTICE", "type": "retraction", "source": "publisher" },
    { "updated": { "date-parts": [[2032, 5]] }, "DOI": "10.5555/erratum", "type": "erratum", "label": null },
    { "DOI": "10.5555/second", "type": "new_version" }
  ]
} }"#;

fn handbook() -> Handbook {
    let book = Handbook::of_chapter("# Sample\n\nRead [@sample2031; @other2030; @plain2029].\n");
    book.write("content/references.bib", BIB);
    book
}

const LIST: &str = "content/retractions.json";

#[test]
fn notices_of_works_in_the_bibliography_are_added() {
    let book = handbook();
    book.write("answer.json", ANSWER);
    let run = book.run(&["import", "retractions", "answer.json"]).ended_with(0);
    assert_eq!(
        run.stdout,
        "sample2031: erratum of 2032-05, 10.5555/erratum\nsample2031: retraction of 2033-01-09, 10.5555/notice\n"
    );
    assert!(
        run.stderr.contains("2 notices added, 1 work in the list\n"),
        "{}",
        run.stderr
    );
    let list = book.read(LIST);
    for gone in ["new_version", "timestamp", "record-id", "Sample", "null"] {
        assert!(!list.contains(gone), "{gone} in {list}");
    }
    // What was found is what the checks then speak of.
    book.run(&["check"]).ended_with(1).says("SB620").says("SB622");

    // Nothing is new the second time, and the file is left as it is.
    let run = book.run(&["import", "retractions", "answer.json"]).ended_with(0);
    assert_eq!(run.stdout, "");
    assert!(
        run.stderr.contains("0 notices added, 1 work in the list\n"),
        "{}",
        run.stderr
    );
    assert_eq!(book.read(LIST), list);
}

#[test]
fn what_the_handbook_has_stays_and_what_it_does_not_cite_is_passed_over() {
    let book = handbook();
    book.write("answer.json", ANSWER);
    book.run(&["import", "retractions", "answer.json"]).ended_with(0);
    // A list of works, among them a notice that tells the same from its own end.
    book.write(
        "list.json",
        r#"{ "message": { "items": [
            { "DOI": "10.5555/concern", "update-to": [{ "DOI": "10.5555/OTHER", "type": "expression_of_concern" }] },
            { "DOI": "10.5555/elsewhere", "updated-by": [{ "DOI": "10.5555/n", "type": "retraction" }] }
        ] } }"#,
    );
    let run = book.run(&["import", "retractions", "list.json"]).ended_with(0);
    assert_eq!(run.stdout, "other2030: expression of concern, 10.5555/concern\n");
    assert!(
        run.stderr
            .contains("1 notice added, 2 works in the list; 1 work passed over that the bibliography does not have\n"),
        "{}",
        run.stderr
    );
    let list = book.read(LIST);
    let of = |doi: &str| list.find(&format!("\"DOI\": \"{doi}\"")).expect("it is in the list");
    assert!(of("10.5555/other") < of("10.5555/sample"), "sorted: {list}");
    assert!(!list.contains("elsewhere"));

    // A work that is no longer in the bibliography leaves the list with the next import.
    book.write(
        "content/references.bib",
        BIB.lines().nth(1).expect("it has three lines"),
    );
    book.run(&["import", "retractions", "list.json"]).ended_with(0);
    assert!(!book.read(LIST).contains("10.5555/sample"));
}

#[test]
fn without_a_notice_no_file_is_made() {
    let book = handbook();
    book.write("answer.json", r#"{ "message": { "DOI": "10.5555/sample" } }"#);
    book.run(&["import", "retractions", "answer.json"])
        .ended_with(0)
        .says("0 notices added, 0 works in the list");
    assert!(!book.path(LIST).exists());
}

#[test]
fn what_cannot_be_read_changes_nothing() {
    let book = handbook();
    for (text, why) in [
        ("<html>", "not valid JSON (line 1, column 1)"),
        ("", "not valid JSON"),
        ("7", "work 1 is not as Crossref gives works"),
        (r#"[{ "title": "no DOI" }]"#, "missing field `DOI`"),
        (r#"[{ "DOI": "10.5555/sample", "updated-by": 3 }]"#, "work 1 is not as"),
    ] {
        book.write("answer.json", text);
        book.run(&["import", "retractions", "answer.json"])
            .ended_with(2)
            .says(why);
        assert!(!book.path(LIST).exists(), "{text}");
    }
    book.run(&["import", "retractions", "nowhere.json"])
        .ended_with(2)
        .says("cannot read nowhere.json");

    // Nor does a list or a bibliography with faults: what is said of a work that is not read would be lost.
    book.write("answer.json", ANSWER);
    book.write(LIST, "[");
    book.run(&["import", "retractions", "answer.json"])
        .ended_with(1)
        .says("SB020");
    assert_eq!(book.read(LIST), "[");
    std::fs::remove_file(book.path(LIST)).expect("it is there");
    book.write("book.toml", "[book]\n");
    book.run(&["import", "retractions", "answer.json"])
        .ended_with(1)
        .says("SB004");
    book.write("book.toml", support::handbook::BOOK);
    book.write("content/references.bib", "@article{sample2031, title = {One");
    book.run(&["import", "retractions", "answer.json"])
        .ended_with(1)
        .says("SB010");
    assert!(!book.path(LIST).exists());
}
