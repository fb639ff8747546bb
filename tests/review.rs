//! `sourcebook review`: who has read a record, and whether it has to be read again. All in this handbook is invented.

mod support;

use support::handbook::Handbook;
use support::page::Page;

const BOOK: &str = "[book]\ntitle = \"Sample\"\n[grounding]\n";
const TRIAL: &str = "# Read on paper.\nname   = \"SAMPLE\"\ndesign = 'randomised'\nreference = \"one2020\"\n\
                     source = { cite = \"two2021\", at = \"Results\" }\nsample_size = 40   # of all\n\n[population]\n\
                     text = \"Adults\"\n\n# The end.\n";
const RECOMMENDATION: &str = "name = \"Use\"\ntext = \"Use it.\"\ntherapies = []\ndirection = \"for\"\n\
                              issuer = \"Sample Society\"\nevidence = [\"trial:sample\"]\n\
                              source = { cite = \"two2021\", at = \"Advice\" }\n";
const PATHWAY: &str = "name = \"Care\"\nstart = \"first\"\nsource = { cite = \"two2021\", at = \"Figure 1\" }\n\
                       [[steps]]\nid = \"first\"\nname = \"First\"\nevidence = [\"recommendation:use\"]\n";
/// The day of the reading: what is due later is not due yet, whenever the tests are run.
const DAY: &str = "2026-01-31";
const BY: &str = "A. Sample, consultant";

/// A reference, a trial, a recommendation and a pathway, each resting on the one before; every claim is sealed.
fn handbook() -> Handbook {
    let book = Handbook::of(&[
        ("book.toml", BOOK),
        (
            "content/references.bib",
            "@article{one2020, author = {One, A.}, title = {First Report}, year = {2020}}\n\
             @article{two2021, author = {Two, B.}, title = {Second Report}, year = {2021}}\n",
        ),
        ("content/trials/sample.toml", TRIAL),
        ("content/recommendations/use.toml", RECOMMENDATION),
        ("content/pathways/care.toml", PATHWAY),
        (
            "content/chapters/all.md",
            "# All\n\n[Trial](trial:sample), [advice](recommendation:use), [care](pathway:care)\n",
        ),
        ("content/SUMMARY.md", "- [All](chapters/all.md)\n"),
    ]);
    seal(&book);
    book
}

/// Seals all that is claimed, found or not: these tests are not about papers.
fn seal(book: &Handbook) {
    for claim in ["trial:sample", "recommendation:use", "pathway:care"] {
        book.run(&["ground", "--accept", claim, "--because", "invented"]);
    }
    book.run(&["ground"]).ended_with(0);
}

fn review(book: &Handbook, record: &str) {
    book.run(&["review", record, "--by", BY, "--on", "2026-01-31"])
        .ended_with(0);
}

fn reviewed() -> Handbook {
    let book = handbook();
    for record in ["recommendation:use", "pathway:care"] {
        review(&book, record);
    }
    book
}

/// The same, with one number of the trial changed after the reviews.
fn suspect() -> Handbook {
    let book = reviewed();
    book.edit("content/trials/sample.toml", "sample_size = 40", "sample_size = 41");
    seal(&book);
    book
}

#[test]
fn a_review_stands_in_the_record_and_in_the_lock_and_nothing_else_changes() {
    let book = handbook();
    let lock = book.read("grounding.lock");
    book.run(&[
        "review",
        "trial:sample",
        "--by",
        BY,
        "--on",
        "2026-01-31",
        "--next",
        "2027-01-31",
    ])
    .ended_with(0)
    .says("trial:sample is reviewed by A. Sample, consultant on 2026-01-31; it rests on 2 records");
    let written =
        "\n[review]\nreviewed_on = 2026-01-31\nreviewed_by = \"A. Sample, consultant\"\nnext_review = 2027-01-31\n";
    assert_eq!(book.read("content/trials/sample.toml"), format!("{TRIAL}{written}"));
    let new = book.read("grounding.lock");
    let added = new.strip_prefix(&lock).expect("what was sealed stays as it is");
    let names: Vec<&str> = added
        .lines()
        .map(|line| line.split('"').nth(1).unwrap_or_default())
        .collect();
    assert_eq!(names.len(), 4, "{added}");
    assert_eq!(names[0], "review trial:sample");
    assert!(names[1..].iter().all(|name| name.starts_with("seen ")), "{added}");
    assert!(added.contains("sample_size=40"), "{added}");
    book.run(&["check", "--as-of", DAY, "--strict"]).ended_with(0);
    book.run(&["ground"]).ended_with(0);
    assert_eq!(book.read("grounding.lock"), new, "grounding leaves reviews alone");

    // The same review again changes nothing, and another takes its place.
    book.run(&[
        "review",
        "trial:sample",
        "--by",
        BY,
        "--on",
        "2026-01-31",
        "--next",
        "2027-01-31",
    ]);
    assert_eq!(book.read("grounding.lock"), new);
    book.run(&["review", "trial:sample", "--by", "B. Other", "--on", "2026-03-01"])
        .ended_with(0);
    let written = "\n[review]\nreviewed_on = 2026-03-01\nreviewed_by = \"B. Other\"\n";
    assert_eq!(book.read("content/trials/sample.toml"), format!("{TRIAL}{written}"));
    book.run(&["check", "--as-of", DAY, "--strict"]).ended_with(0);
}

#[test]
fn line_ends_and_a_byte_order_mark_stay() {
    let book = handbook();
    let text = format!("\u{feff}{}", TRIAL.replace('\n', "\r\n"));
    book.write("content/trials/sample.toml", &text);
    review(&book, "trial:sample");
    let written = "\r\n[review]\r\nreviewed_on = 2026-01-31\r\nreviewed_by = \"A. Sample, consultant\"\r\n";
    assert_eq!(book.read("content/trials/sample.toml"), format!("{text}{written}"));
    book.run(&["check", "--as-of", DAY, "--strict"]).ended_with(0);
}

#[test]
fn without_a_day_it_is_today() {
    let book = handbook();
    book.run(&["review", "trial:sample", "--by", BY]).ended_with(0);
    let text = book.read("content/trials/sample.toml");
    let day = text.split("reviewed_on = ").nth(1).expect("the review is written");
    assert!(day.len() > 10 && day[..10] > *"2026-01-01", "{day}");
    book.run(&["check", "--as-of", DAY, "--strict"]).ended_with(0);
}

#[test]
fn nobody_is_invented() {
    let book = handbook();
    let before = (book.read("content/trials/sample.toml"), book.read("grounding.lock"));
    let refused = |arguments: &[&str], words: &str| {
        book.run(&[&["review"], arguments].concat()).ended_with(2).says(words);
    };
    refused(&["trial:sample"], "--by");
    refused(&["trial:sample", "--by", " "], "the text is empty");
    refused(&["trial:sample", "--by", "A\nB"], "line break");
    refused(&["--by", BY], "KIND:ID");
    refused(&[], "KIND:ID");
    refused(&["trial:sample", "--suspect"], "cannot be used with");
    refused(&["trial:sample", "--by", BY, "--on", "2026-02-30"], "is not a day");
    refused(&["trial:sample", "--by", BY, "--on", "2026"], "is not a day");
    refused(
        &["trial:sample", "--by", BY, "--on", "2026-01-31", "--next", "2026-01-31"],
        "is not after",
    );
    refused(&["trial:sampel", "--by", BY], "`trial:sample` exists");
    refused(&["trail:sample", "--by", BY], "there is no record kind `trail`");
    refused(&["trial:sample#population", "--by", BY], "records are reviewed whole");
    refused(
        &["reference:one2020", "--by", BY],
        "there is no record `reference:one2020`",
    );
    assert_eq!(
        before,
        (book.read("content/trials/sample.toml"), book.read("grounding.lock"))
    );

    // A review that was typed by hand.
    book.write(
        "content/trials/sample.toml",
        format!("{TRIAL}[review]\nreviewed_on = 2026-01-31\nreviewed_by = \"X\"\n"),
    );
    book.run(&["check", "--as-of", DAY]).ended_with(1).says("SB507");
    book.run(&["build"]).ended_with(1);
    // Someone who has read it puts that right.
    review(&book, "trial:sample");
    book.run(&["check", "--as-of", DAY, "--strict"]).ended_with(0);
    book.edit("content/trials/sample.toml", BY, "Someone Else");
    book.run(&["check", "--as-of", DAY])
        .ended_with(1)
        .says("SB507")
        .says("by A. Sample, consultant on 2026-01-31");
}

#[test]
fn what_is_wrong_is_mended_before_it_is_reviewed() {
    let book = handbook();
    book.edit("content/trials/sample.toml", "sample_size = 40", "sample_size = 41");
    let lock = book.read("grounding.lock");
    book.run(&["review", "recommendation:use", "--by", BY])
        .ended_with(1)
        .says("SB503")
        .says("nothing was reviewed");
    assert_eq!(book.read("content/recommendations/use.toml"), RECOMMENDATION);
    assert_eq!(book.read("grounding.lock"), lock);
}

#[test]
fn reviews_need_a_lock() {
    let book = handbook();
    book.write("book.toml", "[book]\ntitle = \"Sample\"\n");
    for arguments in [&["review", "trial:sample", "--by", BY][..], &["review", "--suspect"]] {
        book.run(arguments).ended_with(2).says("add a table `[grounding]`");
    }
    book.write("book.toml", BOOK);
    std::fs::remove_file(book.path("grounding.lock")).unwrap();
    book.run(&["review", "trial:sample", "--by", BY])
        .ended_with(1)
        .says("SB505");
    assert_eq!(book.read("content/trials/sample.toml"), TRIAL);
}

#[test]
fn what_changed_is_listed_for_all_that_rests_on_it() {
    let list = reviewed().run(&["review", "--suspect"]).ended_with(0);
    assert_eq!(
        (list.stdout.as_str(), list.stderr.as_str()),
        ("", "0 records to be read again\n")
    );

    let book = suspect();
    let list = book.run(&["review", "--suspect"]).ended_with(1);
    assert_eq!(list.stderr, "2 records to be read again\n");
    assert_eq!(
        list.stdout,
        "recommendation:use: read by A. Sample, consultant on 2026-01-31\n  \
         `trial:sample` changed: read `sample_size=40`, now `sample_size=41`\n\
         pathway:care: read by A. Sample, consultant on 2026-01-31\n  \
         `trial:sample` changed: read `sample_size=40`, now `sample_size=41` (by way of `recommendation:use`)\n"
    );
    let json = book
        .run(&["review", "--suspect", "--format", "json", "--quiet"])
        .ended_with(1);
    assert_eq!(json.stderr, "");
    let lines: Vec<serde_json::Value> = json
        .stdout
        .lines()
        .map(|line| serde_json::from_str(line).unwrap())
        .collect();
    assert_eq!(lines.len(), 2);
    assert_eq!(lines[1]["record"], "pathway:care");
    assert_eq!(lines[1]["reviewed_on"], "2026-01-31");
    let reason = &lines[1]["reasons"][0];
    assert_eq!(
        reason["path"],
        serde_json::json!(["pathway:care", "recommendation:use", "trial:sample"])
    );
    assert_eq!(reason["values"][0]["reviewed"], "sample_size=40");
    assert_eq!(reason["values"][0]["now"], "sample_size=41");

    // It is a warning: the content is right, and only unread.
    let check = book.run(&["check", "--as-of", DAY]).ended_with(0);
    assert_eq!(check.stderr.matches("SB506").count(), 2, "{}", check.stderr);
    book.run(&["check", "--as-of", DAY, "--strict"]).ended_with(1);
}

#[test]
fn reading_again_clears_it() {
    let book = suspect();
    review(&book, "recommendation:use");
    let list = book.run(&["review", "--suspect"]).ended_with(1);
    assert!(!list.stdout.contains("recommendation:use: read by"), "{}", list.stdout);
    review(&book, "pathway:care");
    assert_eq!(book.run(&["review", "--suspect"]).ended_with(0).stdout, "");
    assert!(
        !book.read("grounding.lock").contains("sample_size=40"),
        "what nobody needs is dropped"
    );
    book.run(&["check", "--as-of", DAY, "--strict"]).ended_with(0);
}

#[test]
fn a_change_that_is_taken_back_leaves_nothing() {
    let book = suspect();
    book.edit("content/trials/sample.toml", "sample_size = 41", "sample_size = 40");
    seal(&book);
    book.run(&["review", "--suspect"]).ended_with(0);
}

#[test]
fn a_lock_cannot_command_a_terminal() {
    let book = suspect();
    let lock = book.read("grounding.lock");
    book.write(
        "grounding.lock",
        lock.replace("\"sample_size=40\"", "\"sample_size=\\u001b[2J\\u202e40\""),
    );
    for format in ["human", "short", "json"] {
        let list = book.run(&["review", "--suspect", "--format", format]).ended_with(1);
        assert!(!list.stdout.contains(['\u{1b}']), "{}", list.stdout);
    }
}

#[test]
fn pages_say_what_has_to_be_read_again() {
    let line = |book: &Handbook, path: &str| -> Vec<String> {
        let site = book.site();
        let page = Page::parse(&site[path]);
        let elements = page.elements();
        let marks = elements.iter().filter(|e| e.has_class("status"));
        let marks = marks.flat_map(|list| list.elements().into_iter().filter(|e| e.name == "li"));
        let marks = marks.map(|mark| mark.text()).filter(|text| text.contains("eview"));
        let banners = elements.iter().filter(|e| e.has_class("banner"));
        marks.chain(banners.map(|banner| banner.text())).collect()
    };
    let book = reviewed();
    assert_eq!(
        line(&book, "recommendation/use.html"),
        ["Reviewed by A. Sample, consultant on 2026-01-31"]
    );
    let book = suspect();
    assert_eq!(
        line(&book, "recommendation/use.html"),
        [
            "Has changed since it was reviewed",
            "Reviewed by A. Sample, consultant on 2026-01-31; suspect since: SAMPLE changed"
        ]
    );
    let site = book.site();
    let text = |path: &str| String::from_utf8(site[path].clone()).unwrap();
    assert!(
        text("pathway/care.html")
            .contains("suspect since:</strong> <a href=\"../trial/sample.html\">SAMPLE</a> changed")
    );
    assert!(
        !text("recommendation/use.html").contains("40"),
        "a value that no longer holds is not shown"
    );
    for list in ["recommendation/index.html", "pathway/index.html"] {
        assert!(
            text(list).contains("<span class=\"badge warning\">suspect</span>"),
            "{list}"
        );
    }
    assert!(!text("trial/index.html").contains("suspect"));

    // The pathway is read again; the recommendation below it is not, and a pathway without a review is no better.
    review(&book, "pathway:care");
    let both = [
        "Reviewed by A. Sample, consultant on 2026-01-31",
        "Rests on what has to be read again: Use",
    ];
    assert_eq!(line(&book, "pathway/care.html"), both);
    book.write("content/pathways/care.toml", PATHWAY);
    assert_eq!(
        line(&book, "pathway/care.html"),
        ["Not reviewed by a clinician", both[1]]
    );
    let list = String::from_utf8(book.site()["pathway/index.html"].clone()).unwrap();
    assert!(list.contains("rests on suspect"));
}
