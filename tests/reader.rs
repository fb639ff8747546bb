//! What keeps a reader safe: how each value was verified, what is withdrawn, who reviewed what, and a build that must not
//! be published.

mod support;

use std::path::Path;

use support::Files;
use support::handbook::{BOOK, Handbook};
use support::page::Page;
use support::structure;

/// An invented paper. Its sentences must be in no normal build.
const PAPER: &str = "Results\n\nBefore it all. In SAMPLE-1 the mean length of stay was 39.5 kg of ice,\nas nobody had guessed. \
                     Thereafter came more.\n\nDiscussion\n\nSAMPLE-1 was talked about.\n";

const TRIAL: &str = r#"
name = "SAMPLE-1"
design = "not-stated"
source = { cite = "alpha2030", at = "Discussion" }

[[findings]]
id = "ice"
name = "Ice"
value = "39.5 kg"
source = { cite = "alpha2030", at = "Results" }

[[findings]]
id = "sweat"
name = "Sweat"
value = "77 kg"
source = { cite = "alpha2030", at = "Figure 9" }
"#;

const WORK: &str = "@article{alpha2030, author = {Alpha, A.}, title = {Ice}, year = {2030}}\n";

fn grounded() -> Handbook {
    let book = Handbook::of(&[
        ("book.toml", format!("{BOOK}\n[grounding]\n").as_str()),
        ("content/SUMMARY.md", "- [Sample](chapters/sample.md)\n"),
        (
            "content/chapters/sample.md",
            "# Sample\n\nIce: [](trial:sample-1#ice.value).\n",
        ),
        ("content/trials/sample-1.toml", TRIAL),
        ("content/references.bib", WORK),
    ]);
    write(&book.parent().join("papers"), PAPER);
    let ground = ["ground", "--papers", "../papers"];
    book.run(&ground)
        .ended_with(1)
        .says("open: trial:sample-1#findings.sweat");
    let accept = [
        "--accept",
        "trial:sample-1#findings.sweat",
        "--because",
        "The figure is a picture.",
        "--by",
        "Invented Reader",
    ];
    book.run(&[&ground[..], &accept[..]].concat()).ended_with(0);
    book
}

fn write(papers: &Path, text: &str) {
    support::write(&papers.join("alpha2030.txt"), text);
}

#[track_caller]
fn page(site: &Files, path: &str) -> Page {
    Page::parse(site.get(path).unwrap_or_else(|| panic!("there is a page {path}")))
}

#[track_caller]
fn shows(site: &Files, path: &str, words: &str) {
    assert!(page(site, path).shows(words), "{path} shows {words:?}");
}

#[track_caller]
fn does_not_show(site: &Files, path: &str, words: &str) {
    assert!(!page(site, path).shows(words), "{path} shows {words:?}");
}

#[test]
fn a_note_says_how_its_claim_was_verified() {
    let site = grounded().site();
    let trial = "trial/sample-1.html";
    shows(&site, trial, "Results numbers found together in the text");
    shows(&site, trial, "Discussion place found; no numbers to compare");
    shows(
        &site,
        trial,
        "Figure 9 accepted, not found by machine: The figure is a picture (by Invented Reader)",
    );
    does_not_show(&site, trial, "not verified");
    let quoted = page(&site, "chapters/sample.html");
    let titles: Vec<String> = quoted
        .elements()
        .iter()
        .filter_map(|e| e.attribute("title").map(str::to_owned))
        .collect();
    assert!(
        titles
            .iter()
            .any(|title| title.ends_with("Results – numbers found together in the text")),
        "{titles:?}"
    );
}

#[test]
fn a_handbook_that_is_not_grounded_says_so_at_every_note() {
    let book = grounded();
    book.write("book.toml", BOOK);
    std::fs::remove_file(book.path("grounding.lock")).expect("there is a lock");
    let site = book.site();
    shows(&site, "trial/sample-1.html", "Results not verified");
    assert!(!site.contains_key("grounding.html"));
    does_not_show(&site, "index.html", "How this handbook is grounded");
}

#[test]
fn a_page_counts_what_was_verified_how() {
    let site = grounded().site();
    shows(&site, "index.html", "How this handbook is grounded");
    let page = page(&site, "grounding.html");
    let rows: Vec<String> = page
        .elements()
        .iter()
        .filter(|e| e.name == "tr")
        .map(|row| row.text().split_whitespace().collect::<Vec<_>>().join(" "))
        .collect();
    assert!(rows.contains(&"All claims11103".to_owned()), "{rows:?}");
    assert!(page.shows("The figure is a picture (by Invented Reader) SAMPLE-1: Sweat"));
    assert!(page.shows("What this does not prove"));
}

#[test]
fn passages_are_in_a_private_build_alone() {
    let book = grounded();
    let site = book.site();
    let text: String = site.values().map(|bytes| String::from_utf8_lossy(bytes)).collect();
    assert!(!text.contains("guessed"));
    does_not_show(&site, "trial/sample-1.html", "Private build");

    let private = ["build", "--with-passages", "../papers", "--dest-dir", "../private"];
    book.run(&private).ended_with(0);
    let site = book.built("../private");
    shows(
        &site,
        "trial/sample-1.html",
        "In SAMPLE-1 the mean length of stay was 39.5 kg of ice, as nobody had guessed.",
    );
    does_not_show(&site, "trial/sample-1.html", "Before it all");
    for path in site.keys().filter(|path| path.ends_with(".html")) {
        shows(&site, path, "Private build: do not publish.");
    }
    assert_eq!(structure::faults(&site, &book.text()), Vec::<String>::new());
    let css = String::from_utf8_lossy(&site["site.css"]).into_owned();
    let print = css.find("@media print").expect("there is a sheet for paper");
    assert!(css[print..].contains(".private"));

    // Not the paper that was sealed.
    write(&book.parent().join("papers"), &PAPER.replace("nobody", "everybody"));
    book.run(&private).ended_with(0);
    does_not_show(&book.built("../private"), "trial/sample-1.html", "guessed");
}

#[test]
fn a_private_build_does_not_go_where_the_handbook_is_published_from() {
    let book = grounded();
    let with = ["build", "--with-passages", "../papers"];
    book.run(&with).ended_with(2).says("--dest-dir");
    for dest in ["book", "./x/../book", "book/inner"] {
        book.run(&[&with[..], &["--dest-dir", dest]].concat())
            .ended_with(2)
            .says("a build with passages may not go where the handbook is published from");
        assert!(!book.path("book").exists());
    }
}

#[test]
fn a_private_build_whose_pages_do_not_say_so_is_refused() {
    let book = grounded();
    let base = include_str!("../templates/site/base.html");
    book.write(
        "templates/site/base.html",
        base.replace("class=\"private\"", "class=\"mine\""),
    );
    let private = ["build", "--with-passages", "../papers", "--dest-dir", "../private"];
    book.run(&private)
        .ended_with(2)
        .says("does not say that it must not be published");
    assert!(!book.path("../private").exists());
    book.run(&["build"]).ended_with(0);
}

#[test]
fn what_is_withdrawn_or_superseded_is_marked_wherever_it_is_linked() {
    let bath = "name = \"Bath\"\ntype = \"drug\"\n\n[withdrawn]\nreason = \"It boils.\"\n";
    let old = "name = \"Old ice\"\ntype = \"drug\"\nsuperseded_by = \"therapy:bath\"\n";
    let advice = |kind: &str| match kind {
        "position" => {
            "name = \"Bathe\"\nholder = \"X\"\nsort = \"opinion\"\ntext = \"Yes.\"\nabout = [\"therapy:bath\"]\n"
        }
        _ => "name = \"Bathe\"\ntext = \"Yes.\"\ntherapies = [\"therapy:bath\"]\ndirection = \"for\"\nissuer = \"X\"\n",
    };
    let site = Handbook::of(&[
        ("content/SUMMARY.md", "- [Sample](chapters/sample.md)\n"),
        (
            "content/chapters/sample.md",
            "# Sample\n\n[Bathe](therapy:bath), [](therapy:bath#name) or [ice](therapy:old-ice).\n\n\
             ```sourcebook:list\nkind = \"therapy\"\n```\n\n```sourcebook:list\nkind = \"position\"\n```\n\n\
             ```sourcebook:list\nkind = \"recommendation\"\n```\n",
        ),
        ("content/therapies/bath.toml", bath),
        ("content/therapies/old-ice.toml", old),
        ("content/recommendations/bathe.toml", advice("recommendation")),
        ("content/positions/bathe.toml", advice("position")),
    ])
    .site();
    shows(&site, "chapters/sample.html", "Bathe withdrawn, ");
    shows(&site, "chapters/sample.html", "or ice superseded.");
    shows(&site, "therapy/index.html", "Bath withdrawn");
    shows(&site, "therapy/index.html", "Old ice superseded");
    shows(&site, "therapy/old-ice.html", "Superseded by Bath withdrawn");
    for page in ["recommendation/bathe.html", "position/bathe.html"] {
        shows(&site, page, "About what has been withdrawn: Bath withdrawn");
    }
}

#[test]
fn one_review_is_not_a_review_of_all() {
    let book = Handbook::copy_of("sample-fever");
    let site = book.site();
    let foot = |path: &str| page(&site, path).first("footer").expect("pages have a foot").text();
    assert!(foot("trial/sample-1.html").contains("This page was reviewed by Dr Invented, pharmacist on 2031-01-15."));
    for path in ["trial/sample-2.html", "index.html", "chapters/evidence.html"] {
        assert!(foot(path).contains("No clinician has reviewed this page."), "{path}");
    }
}

#[test]
fn with_many_chapters_a_page_shows_those_around_it() {
    let parts = ["First", "Second"];
    let name = |part: usize, nth: usize| format!("chapters/{part}-{nth}.md");
    let mut summary = String::new();
    let mut files: Vec<(String, String)> = Vec::new();
    for (part, title) in parts.iter().enumerate() {
        summary.push_str(&format!("\n# {title}\n\n"));
        for nth in 0..250 {
            summary.push_str(&format!("- [Chapter {part}-{nth}]({})\n", name(part, nth)));
            files.push((format!("content/{}", name(part, nth)), "Words.\n".to_owned()));
        }
    }
    files.push(("content/SUMMARY.md".to_owned(), summary));
    let files: Vec<(&str, &str)> = files
        .iter()
        .map(|(path, text)| (path.as_str(), text.as_str()))
        .collect();
    let site = Handbook::of(&files).site();
    let links = |path: &str| -> Vec<String> {
        let page = page(&site, path);
        let nav = page.elements().into_iter().find(|e| e.has_class("contents"));
        let inside = nav.expect("pages have a navigation").elements();
        let links = inside.iter().filter_map(|e| e.attribute("href").map(str::to_owned));
        links.collect()
    };
    let here = links("chapters/1-125.html");
    for shown in ["1-85", "1-124", "1-125", "1-165"] {
        assert!(here.contains(&format!("../chapters/{shown}.html")), "{shown}: {here:?}");
    }
    assert!(here.len() < 100, "{}", here.len());
    // The other part is one link away, and all chapters are on the first page.
    assert!(here.contains(&"../chapters/0-0.html".to_owned()));
    assert!(here.contains(&"../index.html#about_chapters".to_owned()));
    let first = String::from_utf8_lossy(&site["index.html"]).into_owned();
    assert!((0..250).all(|nth| first.contains(&format!("\"chapters/1-{nth}.html\""))));
    assert_eq!(structure::faults(&site, ""), Vec::<String>::new());
}
