//! Lists that no page could bear are cut into parts: no page is too heavy, no link leads nowhere, and nothing is lost.

mod support;

use std::collections::{BTreeMap, BTreeSet};
use std::fmt::Write as _;
use std::sync::LazyLock;

use sourcebook::ground::lock::{How, Lock, Seal};
use sourcebook::handbook::{Handbook, Site};
use sourcebook::read::Sources;
use sourcebook::render::offline::LAST;
use sourcebook::workspace::Workspace;
use support::Files;
use support::page::{Element, Page};

const TRIALS: usize = 150;
const STUDIES: usize = 80;
const ANALYSES: usize = 80;
const CONDITIONS: usize = 130;
const THERAPIES: usize = 130;
const QUESTIONS: usize = 120;
const WORKS: usize = 200;
/// All of them by one grading system.
const RECOMMENDATIONS: usize = 300;

/// Other names of each condition, all under one letter.
const OTHERS: usize = 4;

/// A handbook that has too much of everything for one page, and what it is made of.
static SITE: LazyLock<Files> = LazyLock::new(|| {
    let (handbook, found) = Handbook::new(&Sources::from_texts(files()));
    let handbook = handbook.expect("the book can be used");
    assert!(found.is_empty(), "{found:#?}");
    let site = Site::new(&handbook, None).expect("the templates are ours");
    let made = site.files().expect("no two pages are one file");
    let made = made.made().expect("the pages can be made");
    let faults = site.faults();
    assert!(faults.is_empty(), "links lead somewhere: {faults:#?}");
    let files = made.files();
    files
        .map(|(path, bytes)| (path.as_str().to_owned(), bytes.to_vec()))
        .collect()
});

/// Recommendations have such names that what they use cannot list them all.
fn name(kind: &str, nth: usize) -> String {
    match kind {
        "recommendation" => format!("{} {}", word(nth), "and whatever else was made up ".repeat(4).trim()),
        _ => word(nth),
    }
}

/// A made-up word, another for each number.
fn word(nth: usize) -> String {
    const HEADS: [&str; 16] = [
        "ba", "ce", "di", "fo", "gu", "ha", "ke", "li", "mo", "nu", "pa", "re", "si", "to", "vu", "za",
    ];
    const TAILS: [&str; 5] = ["l", "m", "n", "r", "s"];
    let mut rest = nth * 7;
    let mut word = String::new();
    for _ in 0..3 {
        word.push_str(HEADS[rest % HEADS.len()]);
        rest /= HEADS.len();
    }
    let _ = write!(word, "{}", TAILS[nth % TAILS.len()]);
    word[..1].to_uppercase() + &word[1..]
}

fn files() -> Vec<(String, String)> {
    let mut files = vec![
        (
            "book.toml".to_owned(),
            "[book]\ntitle = \"Invented\"\nurl = \"https://example.org/\"\n[grounding]\n".to_owned(),
        ),
        (
            "content/SUMMARY.md".to_owned(),
            "# Summary\n\n- [All](chapters/all.md)\n".to_owned(),
        ),
        ("content/references.bib".to_owned(), works()),
    ];
    // Nothing must be an orphan: each record is led to by the one before it.
    let mut summary = "Begins with".to_owned();
    let source = |nth: usize| format!("source = {{ cite = \"{}\", at = \"Results\" }}\n", key(nth % WORKS));
    let mut add = |folder: &str, kind: &str, nth: usize, of: usize, text: String| {
        let about = format!("about = [\"{kind}:{kind}-{}\"]\n", (nth + 1) % of);
        let about = if of > 1 { about } else { String::new() };
        let common = format!("name = \"{} {}\"\n{about}{}", name(kind, nth), &kind[..2], source(nth));
        files.push((format!("content/{folder}/{kind}-{nth}.toml"), common + &text));
        if nth == 0 {
            let _ = write!(summary, " [one]({kind}:{kind}-0)");
        }
    };
    let prose = "Made up so that a page has something to show, and no more than that. ".repeat(5);
    for nth in 0..CONDITIONS {
        let others: Vec<String> = (0..OTHERS).map(|other| format!("Zz {other} of {nth}")).collect();
        let text = format!("role = \"cause\"\naliases = {others:?}\nsummary = \"{prose}\"\n");
        add("conditions", "condition", nth, CONDITIONS, text);
    }
    for nth in 0..THERAPIES {
        // Every fifth is a therapy of which the four that follow are forms.
        let parent = match nth % 5 {
            0 => String::new(),
            form => format!("parent = \"therapy:therapy-{}\"\n", nth - form),
        };
        let text = format!("type = \"drug\"\n{parent}summary = \"{prose}\"\n");
        add("therapies", "therapy", nth, THERAPIES, text);
    }
    let arms = |nth: usize| {
        // One therapy has so many studies that they stand on several pages.
        let therapy = if nth.is_multiple_of(3) { 7 } else { nth % THERAPIES };
        format!(
            "[population]\ntext = \"Some\"\nconditions = [\"condition:condition-{}\"]\n\
             [[arms]]\nid = \"tried\"\nrole = \"experimental\"\ntherapies = [\"therapy:therapy-{therapy}\"]\n\
             [[arms]]\nid = \"usual\"\nname = \"Usual care\"\nrole = \"control\"\n",
            nth * 3 % CONDITIONS,
        )
    };
    let outcome = "[[outcomes]]\nid = \"walking\"\nname = \"Walking unaided\"\ntime = \"30 d\"\nprimary = true\n\
                   effect = { measure = \"RR\", estimate = 0.80, ci = [0.65, 0.98], compares = [\"tried\", \"usual\"], favours = \"tried\" }\n";
    for nth in 0..TRIALS {
        let year = 1990 + nth % 30;
        let text = format!(
            "design = \"randomised\"\nyear = {year}\nsample_size = {}\n{}{outcome}",
            100 + nth,
            arms(nth)
        );
        add("trials", "trial", nth, TRIALS, text);
    }
    for nth in 0..ANALYSES {
        let text = format!(
            "design = \"cohort\"\nsample_size = {}\n{}{outcome}",
            900 + nth,
            arms(nth)
        );
        add("analyses", "analysis", nth, ANALYSES, text);
    }
    for nth in 0..STUDIES {
        let text = format!("status = \"ongoing\"\nsample_size = {}\n{}", 50 + nth, arms(nth + 1));
        add("studies", "study", nth, STUDIES, text);
    }
    for nth in 0..QUESTIONS {
        let studies = match nth % 2 {
            0 => format!("studies = [\"study:study-{}\"]\n", nth % STUDIES),
            _ => String::new(),
        };
        let text = format!("text = \"{prose}\"\n{studies}");
        add("questions", "question", nth, QUESTIONS, text);
    }
    let classes = "issuer = \"Invented Society\"\n[[classes]]\nid = \"one\"\nname = \"Class One\"\nstrong = true\n";
    add("gradings", "grading", 0, 1, classes.to_owned());
    for nth in 0..RECOMMENDATIONS {
        let text = format!(
            "text = \"{prose}\"\ntherapies = [\"therapy:therapy-0\"]\ndirection = \"for\"\nissuer = \"Invented Society\"\n\
             strength = \"grading:grading-0#one\"\nevidence = [\"trial:trial-{}\"]\n[for]\ntext = \"All\"\n",
            nth % TRIALS,
        );
        add("recommendations", "recommendation", nth, RECOMMENDATIONS, text);
    }
    files.push(("content/chapters/all.md".to_owned(), format!("# All\n\n{summary}.\n")));
    files.push(("grounding.lock".to_owned(), seals(&files)));
    files
}

fn key(nth: usize) -> String {
    format!("{}{}", word(nth).to_lowercase(), 1990 + nth % 30)
}

fn works() -> String {
    let work = |nth: usize| {
        format!(
            "@article{{{},\n  author = {{{}, Anna and {}, Boris}},\n  title = {{On what was made up, number {nth}}},\n  \
             journaltitle = {{Journal of Invented Things}},\n  date = {{{}}},\n  doi = {{10.5555/{nth}}},\n}}\n",
            key(nth),
            word(nth),
            word(nth + 1_000),
            1990 + nth % 30,
        )
    };
    (0..WORKS).map(work).collect()
}

/// Seals for all claims, as if half of them had been found and the others been accepted.
fn seals(files: &[(String, String)]) -> String {
    let (handbook, _) = Handbook::new(&Sources::from_texts(files.to_vec()));
    let grounding = handbook.expect("the book can be used").grounding;
    let seals = grounding.claims().enumerate().map(|(nth, claim)| {
        let (how, because) = match nth % 2 {
            0 if !claim.numbers.is_empty() => (How::Found, None),
            0 => (How::Named, None),
            _ => (How::Accepted, Some("It is made up".to_owned())),
        };
        let seal = Seal {
            papers: vec!["0123456789abcdef".to_owned()],
            at: vec!["1000-2000".to_owned()],
            because,
            ..Seal::of(claim, how)
        };
        (claim.name(), seal)
    });
    let lock = Lock {
        seals: seals.collect(),
        ..Lock::default()
    };
    lock.text()
}

/// The parts of a list, by the path of the whole list.
fn parts(whole: &str) -> Vec<(String, Page)> {
    let stem = whole.strip_suffix(".html").expect("it is a page");
    let path = |nth: usize| format!("{stem}.{nth}.html");
    let there = (1..).map(path).take_while(|path| SITE.contains_key(path));
    there.map(|path| (path.clone(), page(&path))).collect()
}

fn page(path: &str) -> Page {
    Page::parse(SITE.get(path).unwrap_or_else(|| panic!("there is no {path}")))
}

fn main_of(page: &Page) -> Element {
    page.first("main").expect("each page has its text")
}

/// Where links lead, as paths from the root: the pages of lists stand at most one folder deep.
fn leads(of: &Element) -> Vec<String> {
    let links = of.elements().into_iter().filter(|element| element.name == "a");
    let to = links.filter_map(|link| link.attribute("href").map(str::to_owned));
    to.map(|to| to.strip_prefix("../").map(str::to_owned).unwrap_or(to))
        .collect()
}

/// The rows of a page's table that are no headings.
fn rows(page: &Page) -> Vec<Element> {
    let table = main_of(page)
        .elements()
        .into_iter()
        .find(|element| element.name == "tbody");
    let rows = table.into_iter().flat_map(|table| table.elements());
    rows.filter(|row| row.name == "tr" && !row.has_class("group")).collect()
}

#[test]
fn no_page_is_heavier_than_a_slow_line_bears() {
    let bytes = |path: &str| SITE[path].len();
    let shared: usize = ["site.css", "words.js", "site.js", "reader.js", "tables.js"]
        .map(bytes)
        .iter()
        .sum();
    let pages = SITE.iter().filter(|(path, _)| path.ends_with(".html"));
    let heavy = pages.filter(|(_, bytes)| bytes.len() + shared > 100_000);
    // A therapy on which much was tried is as long as that is.
    let heavy = heavy.filter(|(path, _)| !path.starts_with("therapy/therapy-"));
    let heavy: Vec<String> = heavy
        .map(|(path, bytes)| format!("{path}: {}", bytes.len() + shared))
        .collect();
    assert!(heavy.is_empty(), "{heavy:#?}");
}

#[test]
fn each_record_is_on_one_part_of_the_list_of_its_kind() {
    let kinds = [
        ("trial", TRIALS),
        ("study", STUDIES),
        ("analysis", ANALYSES),
        ("condition", CONDITIONS),
        ("therapy", THERAPIES),
        ("question", QUESTIONS),
    ];
    for (kind, count) in kinds {
        let whole = format!("{kind}/index.html");
        let parts = parts(&whole);
        assert!(parts.len() > 1, "{kind} has parts");
        assert!(
            rows(&page(&whole)).is_empty(),
            "the page of all {kind} says where they are"
        );
        let mut found: Vec<String> = Vec::new();
        for row in parts.iter().flat_map(|(_, part)| rows(part)) {
            found.extend(leads(&row).into_iter().next());
        }
        found.sort();
        let mut expected: Vec<String> = (0..count).map(|nth| format!("{kind}/{kind}-{nth}.html")).collect();
        expected.sort();
        assert_eq!(found, expected);
        let csv = String::from_utf8_lossy(&SITE[&format!("tables/{kind}.csv")]);
        assert_eq!(csv.lines().count(), count + 1, "the file has all of {kind}");
    }
}

#[test]
fn each_part_leads_to_those_beside_it_and_to_the_whole() {
    let lists = [
        "trial/index.html",
        "reference/index.html",
        "grounding.html",
        "evidence-map.html",
    ];
    for whole in lists {
        let parts = parts(whole);
        let from_whole = leads(&main_of(&page(whole)));
        for (nth, (path, part)) in parts.iter().enumerate() {
            assert!(from_whole.contains(path), "{whole} leads to {path}");
            let leads = leads(&main_of(part));
            assert!(leads.contains(&whole.to_owned()), "{path} leads to the whole");
            for beside in [nth.checked_sub(1), Some(nth + 1)].into_iter().flatten() {
                if let Some((beside, _)) = parts.get(beside) {
                    assert!(leads.contains(beside), "{path} leads to {beside}");
                }
            }
        }
    }
    let sitemap = String::from_utf8_lossy(&SITE["sitemap.xml"]);
    assert!(sitemap.contains("https://example.org/trial/index.2.html"));
}

#[test]
fn what_uses_a_record_too_much_for_its_page_stands_on_pages_of_its_own() {
    let parts = parts("grading/grading-0.used.html");
    assert!(parts.len() > 1);
    // Its elements are there as long as the page is.
    let grading = page("grading/grading-0.html");
    let record = main_of(&grading);
    let from_record = leads(&record);
    assert!(
        record.text().contains(&format!("({RECOMMENDATIONS})")),
        "the page says how many there are"
    );
    let of_recommendation = |to: &String| to.starts_with("recommendation/recommendation-");
    assert!(!from_record.iter().any(of_recommendation));
    let mut found: Vec<String> = Vec::new();
    for (nth, (path, part)) in parts.iter().enumerate() {
        assert!(from_record.contains(path), "the record leads to {path}");
        let leads = leads(&main_of(part));
        assert!(
            leads.contains(&"grading/grading-0.html".to_owned()),
            "{path} leads back"
        );
        if let Some((next, _)) = parts.get(nth + 1) {
            assert!(leads.contains(next), "{path} leads on");
        }
        found.extend(leads.into_iter().filter(of_recommendation));
    }
    found.sort();
    let mut expected: Vec<String> = (0..RECOMMENDATIONS)
        .map(|nth| format!("recommendation/recommendation-{nth}.html"))
        .collect();
    expected.sort();
    assert_eq!(found, expected);
    // What is used little is listed where it is.
    let condition = page("condition/condition-0.html");
    assert!(leads(&main_of(&condition)).contains(&"trial/trial-0.html".to_owned()));
}

#[test]
fn each_work_is_on_one_part_of_the_bibliography() {
    let parts = parts("reference/index.html");
    let works = parts.iter().flat_map(|(_, part)| main_of(part).elements());
    let anchors = works.filter_map(|element| element.attribute("id").map(str::to_owned));
    let mut found: Vec<String> = anchors.filter(|id| id.starts_with("ref-")).collect();
    found.sort();
    let mut expected: Vec<String> = (0..WORKS).map(|nth| format!("ref-{}", key(nth))).collect();
    expected.sort();
    assert_eq!(found, expected);
}

#[test]
fn each_name_is_on_one_page_of_its_letter() {
    let pages = SITE
        .keys()
        .filter(|path| path.starts_with("a-z/") && *path != "a-z/index.html");
    let mut found: BTreeMap<String, usize> = BTreeMap::new();
    for path in pages {
        // Its elements are there as long as the page is.
        let page = page(path);
        let items = main_of(&page)
            .elements()
            .into_iter()
            .filter(|element| element.name == "li");
        for to in items.flat_map(|item| leads(&item)) {
            *found.entry(to).or_default() += 1;
        }
    }
    let records = found
        .iter()
        .filter(|(to, _)| to.contains('-') && !to.starts_with("a-z"));
    let records: Vec<_> = records.collect();
    assert_eq!(
        records.len(),
        TRIALS + STUDIES + ANALYSES + CONDITIONS + THERAPIES + QUESTIONS + RECOMMENDATIONS + 1
    );
    for (to, count) in records {
        let names = if to.starts_with("condition/") { 1 + OTHERS } else { 1 };
        assert_eq!(*count, names, "{to} stands once by each of its names");
    }
    assert!(SITE.contains_key("a-z/z.2.html"), "a letter has several pages");
}

#[test]
fn the_claims_of_the_parts_are_all_claims() {
    // Each claim was read in one paper, so that the papers' claims are all there are.
    let cells = |row: &Element| -> Vec<usize> {
        let cells = row.elements().into_iter().filter(|cell| cell.name == "td");
        cells
            .map(|cell| cell.text().trim().parse().expect("it is a count"))
            .collect()
    };
    let mut sum = vec![0; 5];
    let mut papers = BTreeSet::new();
    for row in parts("grounding.html").iter().flat_map(|(_, part)| rows(part)) {
        assert!(papers.insert(row.elements()[0].text()), "a paper stands once");
        sum.iter_mut().zip(cells(&row)).for_each(|(sum, of)| *sum += of);
    }
    let whole = page("grounding.html");
    assert_eq!(sum, cells(&rows(&whole)[0]));
    let accepted = parts("grounding-accepted.html");
    assert!(accepted.len() > 1, "accepted claims have parts");
    let items = accepted.iter().flat_map(|(_, part)| {
        let elements = main_of(part).elements().into_iter();
        elements.filter(|element| element.name == "ul" && element.has_class("items"))
    });
    let links: usize = items.map(|items| leads(&items).len()).sum();
    // Half of all claims were accepted, entries of the bibliography among them.
    assert!((sum[2]..=sum[2] + WORKS).contains(&links), "{links} of {}", sum[2]);
}

#[test]
fn each_study_is_once_in_the_map_for_each_therapy_and_condition() {
    let parts = parts("evidence-map.html");
    assert!(parts.len() > 1);
    let is_study = |row: &Element| row.elements().iter().filter(|cell| cell.name == "td").count() > 1;
    let mut found: Vec<String> = Vec::new();
    for (_, part) in &parts {
        let (mut therapy, table) = (String::new(), main_of(part).elements());
        for row in table.iter().filter(|element| element.name == "tr") {
            if row.has_class("group") {
                therapy = row.text();
            } else if is_study(row) {
                let cells: Vec<String> = leads(row).into_iter().take(2).collect();
                found.push(format!("{therapy}: {}", cells.join(" ")));
            }
        }
    }
    let all = found.len();
    assert_eq!(all, TRIALS + ANALYSES);
    found.sort();
    found.dedup();
    assert_eq!(found.len(), all, "each stands once");
    let csv = String::from_utf8_lossy(&SITE["figures/evidence-map.csv"]);
    let studies = csv.lines().filter(|line| line.contains("Walking"));
    assert_eq!(studies.count(), all, "the file has all of them");
}

#[test]
fn the_preview_has_each_file_of_a_build_and_no_other() {
    let mut workspace = Workspace::default();
    workspace.update(Sources::from_texts(files()));
    let edition = workspace.good().expect("nothing is wrong with it");
    for (path, bytes) in SITE.iter() {
        // What browsers keep is listed only where pages are published.
        if LAST.contains(&path.as_str()) {
            continue;
        }
        assert!(edition.has(path), "{path}");
        let file = edition.file(path).expect("the templates are ours");
        assert!(file.as_ref() == Some(bytes), "{path} is as a build makes it");
    }
    for path in [
        "trial/index.99.html",
        "previews/999.js",
        "figures/none.svg",
        "search/texts-999.js",
    ] {
        assert!(!edition.has(path), "{path}");
        assert!(edition.file(path).expect("the templates are ours").is_none(), "{path}");
    }
}
