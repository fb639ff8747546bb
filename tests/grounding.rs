//! What finds a claim in a paper and what does not, and how the lock is kept. All papers and trials here are invented.

mod support;

use std::collections::BTreeMap;

use sourcebook::ground::claim::{Claim, claims};
use sourcebook::ground::library::Library;
use sourcebook::ground::lock::{How, Lock};
use sourcebook::ground::seal::{Acceptance, Grounded, ground};
use sourcebook::model::corpus;
use sourcebook::read::Sources;
use support::handbook::Handbook;

const BIB: &str = "@article{sample2020, author = {Sample, A.}, title = {A first trial of a balloon in invented patients}, year = {2020}}\n\
                   @article{other2021, author = {Other, B.}, title = {Another trial of a pump in made up patients}, year = {2021}}\n";

/// A handbook with a trial `ALPHA` of these lines, beside one called `BETA`.
fn book(lines: &str) -> Sources {
    let alpha = format!(
        "name = \"ALPHA\"\ndesign = \"randomised\"\nsource = {{ cite = \"sample2020\", at = \"Results\" }}\n{lines}"
    );
    let files = [
        ("book.toml", "[book]\ntitle = \"Sample\"\n[grounding]\n".to_owned()),
        ("content/references.bib", BIB.to_owned()),
        ("content/trials/alpha.toml", alpha),
        (
            "content/trials/beta.toml",
            "name = \"BETA\"\ndesign = \"randomised\"\nsource = { cite = \"sample2020\", at = \"Results\" }\n"
                .to_owned(),
        ),
    ];
    Sources::from_texts(files)
}

fn grounded(sources: &Sources, papers: &[(&str, &str)], old: &Lock, accept: Option<&Acceptance>) -> Grounded {
    let (corpus, found) = corpus::assemble(sources);
    assert!(found.is_empty(), "{found:#?}");
    let corpus = corpus.expect("the handbook has a book.toml");
    let claims: Vec<Claim> = corpus.records.values().flat_map(claims).collect();
    let texts = papers.iter().map(|(key, text)| ((*key).to_owned(), (*text).to_owned()));
    ground(&corpus, &claims, &mut Library::new(texts), old, accept)
}

/// How the claim `trial:alpha#…` of these lines is sealed by this paper; nothing where it stays open.
fn seals(paper: &str, part: &str, lines: &str) -> bool {
    let done = grounded(&book(lines), &[("sample2020", paper)], &Lock::default(), None);
    let name = format!("trial:alpha{part}");
    let open = done.open.iter().any(|open| open.claim.name() == name);
    assert_ne!(open, done.lock.seals.contains_key(&name), "{name} is sealed or open");
    !open
}

/// Whether a finding of this value is found in a section that says this.
fn finds(text: &str, value: &str) -> bool {
    let paper = format!("Results\n\nBETA was another trial. {text}\n\nReferences\n");
    let lines = format!(
        "[[findings]]\nid = \"one\"\nname = \"It\"\nvalue = \"{value}\"\nsource = {{ cite = \"sample2020\", at = \"Results\" }}\n"
    );
    seals(&paper, "#findings.one", &lines)
}

/// Whether an effect is found in a section that says this.
fn finds_effect(text: &str, effect: &str) -> bool {
    let paper = format!("Results\n\nBETA was another trial. {text}\n\nReferences\n");
    let lines = format!(
        "[[arms]]\nid = \"a\"\nrole = \"experimental\"\n[[arms]]\nid = \"b\"\nrole = \"control\"\n\
         [[outcomes]]\nid = \"one\"\nname = \"Death\"\nsource = {{ cite = \"sample2020\", at = \"Results\" }}\n\
         effect = {{ measure = \"HR\", {effect}, compares = [\"a\", \"b\"] }}\n"
    );
    seals(&paper, "#outcomes.one", &lines)
}

#[test]
fn print_is_evened_out() {
    for (text, value) in [
        ("In ALPHA it was 41 mmol per liter.", "41 mmol/L"),
        ("In ALPHA it was 41 mmol/l.", "41 mmol/L"),
        ("In ALPHA it was 41\u{2009}mm\u{202f}Hg.", "41 mmHg"),
        ("In ALPHA it was 41 mm Hg.^{7,8} It", "41 mmHg"),
        ("In ALPHA it was 41 mmHg¹².", "41 mmHg"),
        ("In ALPHA it lasted 41 min⁹ and", "41 min"),
        ("In ALPHA it was 2·5 mmol/L.", "2.5 mmol/L"),
        ("In ALPHA it was 41–43 mmHg.", "41–43 mmHg"),
        ("In ALPHA it was 41 to 43 mm Hg.", "41–43 mmHg"),
        ("In ALPHA it lasted twelve days.", "12 d"),
        ("In ALPHA it lasted two hours.", "2 h"),
        ("In ALPHA it was 2.5 liters per minute.", "2.5 L/min"),
        ("In ALPHA it was 41%.", "41 %"),
        ("In ALPHA it was 41 per-\ncent or 41 percent.", "41 %"),
    ] {
        assert!(finds(text, value), "{value} in {text}");
    }
}

#[test]
fn comparators_are_signs_or_words() {
    for (text, value) in [
        ("In ALPHA it was ≥41 mmHg.", ">= 41 mmHg"),
        ("In ALPHA it was ≥ 41 mmHg.", ">= 41 mmHg"),
        ("In ALPHA it was at least 41 mmHg.", ">= 41 mmHg"),
        ("In ALPHA it was 41 mmHg or higher.", ">= 41 mmHg"),
        ("In ALPHA it was 41 mmHg or less.", "<= 41 mmHg"),
        ("In ALPHA it was up to 41 mmHg.", "<= 41 mmHg"),
        ("In ALPHA it was over 41 mmHg.", "> 41 mmHg"),
        ("In ALPHA it was more than 41 mmHg.", "> 41 mmHg"),
        ("In ALPHA it was less than 41 mmHg.", "< 41 mmHg"),
        ("In ALPHA it was <41 mmHg.", "< 41 mmHg"),
    ] {
        assert!(finds(text, value), "{value} in {text}");
    }
    for (text, value) in [
        ("In ALPHA it was ≥41 mmHg.", "> 41 mmHg"),
        ("In ALPHA it was ≥41 mmHg.", "<= 41 mmHg"),
        ("In ALPHA it was ≥41 mmHg.", "41 mmHg"),
        ("In ALPHA it was less than 41 mmHg.", "> 41 mmHg"),
        ("In ALPHA it was up to 41 mmHg.", "41 mmHg"),
        ("In ALPHA it was 41 mmHg.", ">= 41 mmHg"),
    ] {
        assert!(!finds(text, value), "{value} in {text}");
    }
}

#[test]
fn a_number_is_itself_with_its_unit() {
    for (text, value) in [
        ("In ALPHA it was 41 mmHg.", "42 mmHg"),
        ("In ALPHA it was 141 mmHg.", "41 mmHg"),
        ("In ALPHA it was 4.1 mmHg.", "41 mmHg"),
        ("In ALPHA it was 41 mmol/L.", "41 mmHg"),
        ("In ALPHA it lasted 41 days.", "41 h"),
        ("In ALPHA it was 1,041 mmHg.", "41 mmHg"),
        ("In ALPHA it was 0.80 mmol/L.", "0.8 mmol/L"),
        ("In ALPHA it was 43–41 mmHg.", "41–43 mmHg"),
        ("In ALPHA it was shown.^{41} It was high.", "41 mmHg"),
    ] {
        assert!(!finds(text, value), "{value} in {text}");
    }
}

#[test]
fn the_ends_of_an_interval_stand_side_by_side_and_in_order() {
    let text = "In ALPHA the hazard ratio was 0.80 (95% CI, 0.60-\n1.10; P=0.40).";
    assert!(finds_effect(text, "estimate = 0.80, ci = [0.60, 1.10], p = 0.40"));
    let turned = text.replace("0.60-\n1.10", "1.10-0.60");
    assert!(!finds_effect(&turned, "estimate = 0.80, ci = [0.60, 1.10], p = 0.40"));
    assert!(!finds_effect(text, "estimate = 0.80, ci = [0.60, 1.70], p = 0.40"));
    assert!(!finds_effect(text, "estimate = 0.80, ci = [0.40, 1.10], p = 0.60"));
    let apart = "In ALPHA the ratio was 0.80, of 0.60 and so on and on and then 1.10.";
    assert!(!finds_effect(apart, "estimate = 0.80, ci = [0.60, 1.10]"));
}

#[test]
fn each_number_needs_an_occurrence_of_its_own() {
    let finding = |id: &str| format!("{{ id = \"{id}\", name = \"It\", value = \"90 mmHg\" }}");
    let lines = format!("findings = [{}, {}]\n", finding("one"), finding("two"));
    let paper = |text: &str| format!("Results\n\nBETA came first. {text}\n\nReferences\n");
    assert!(seals(&paper("In ALPHA it was 90 mmHg, then 90 mmHg."), "", &lines));
    assert!(!seals(&paper("In ALPHA it was 90 mmHg, then 80 mmHg."), "", &lines));
}

#[test]
fn a_neighbour_does_not_ground() {
    assert!(!finds("In BETA it was 41 mmHg.", "41 mmHg"), "another trial's sentence");
    assert!(
        !finds("ALPHA came first. In BETA it was 41 mmHg.", "41 mmHg"),
        "with its own name before"
    );
    assert!(finds("In BETA it was 43 mmHg. In ALPHA it was 41 mmHg.", "41 mmHg"));
    assert!(!finds("In BETA it was 43 mmHg. In ALPHA it was 41 mmHg.", "43 mmHg"));
}

/// A trial with so many patients, in a table.
fn finds_row(table: &str, size: usize) -> bool {
    let paper = format!("Results\n\nNothing.\n\nTable 1. Trials\n{table}\n\nTable 2. More\n\nReferences\n");
    let lines = format!(
        "sample_size = {size}\nfield_sources = [{{ fields = [\"sample_size\"], source = {{ cite = \"sample2020\", at = \"Table 1\" }} }}]\n"
    );
    seals(&paper, "#sample_size", &lines)
}

#[test]
fn a_row_is_one_trials_own() {
    for table in [
        "BETA 2001 43 dead\nALPHA 2002 41 dead\n",
        "BETA\t2001\t43\tdead\nALPHA\t2002\t41\tdead\n",
        "BETA\n2001\n43\ndead\nALPHA\n2002\n41\ndead\n",
    ] {
        assert!(finds_row(table, 41), "{table}");
        assert!(!finds_row(table, 43), "{table}");
        assert!(!finds_row(table, 42), "{table}");
    }
}

#[test]
fn a_source_may_say_what_the_place_names() {
    let paper = "Results\n\nThe balloon was tried, and 41 patients died.\n\nReferences\n";
    let lines = |more: &str| {
        format!(
            "sample_size = 41\nfield_sources = [{{ fields = [\"sample_size\"], source = {{ cite = \"sample2020\", at = \"Results, paragraph 1\"{more} }} }}]\n"
        )
    };
    let part = "#sample_size";
    assert!(!seals(paper, part, &lines("")), "nothing that it is about is named");
    assert!(seals(paper, part, &lines(", near = [\"balloon\"]")));
    assert!(seals(paper, part, &lines(", names = [\"the balloon\"]")));
    assert!(!seals(paper, part, &lines(", names = [\"the pump\"]")));
    assert!(seals(paper, part, &lines(", names = []")));
    assert!(!seals(paper, part, &lines(", names = []").replace("41", "42")));
}

#[test]
fn a_place_that_is_not_there_grounds_nothing() {
    let lines = "sample_size = 41\nfield_sources = [{ fields = [\"sample_size\"], source = { cite = \"sample2020\", at = \"Methods\" } }]\n";
    let done = grounded(
        &book(lines),
        &[("sample2020", "Results\n\nIn ALPHA were 41 patients.\n")],
        &Lock::default(),
        None,
    );
    let open = done
        .open
        .iter()
        .find(|o| o.claim.name() == "trial:alpha#sample_size")
        .expect("it is open");
    assert!(
        open.reasons.iter().any(|reason| reason.contains("Methods")),
        "{:?}",
        open.reasons
    );
}

#[test]
fn a_list_of_references_goes_by_titles() {
    let paper = "Results\n\nIn ALPHA nothing.\n\nReferences\n\n1. Sample A. A first trial of a balloon in invented patients. J Inv. 2020;1:2-3.\n\
                 2. Other B. Another trial of a pump in made up patients. J Inv. 2021;4:5-6.\n";
    let lines = |year: u16| {
        format!(
            "reference = \"sample2020\"\nyear = \"{year}\"\nfield_sources = [{{ fields = [\"year\"], source = {{ cite = \"sample2020\", at = \"Reference 1\" }} }}]\n"
        )
    };
    assert!(seals(paper, "#year", &lines(2020)));
    assert!(!seals(paper, "#year", &lines(2019)));
    assert!(!seals(paper, "#year", &lines(2021)), "another work's year");
}

#[test]
fn numbers_in_a_sentence_are_printed_in_its_place() {
    let paper = "Results\n\nIn ALPHA 41 patients lived.\n\nReferences\n";
    let lines = |n: u8| {
        format!(
            "[[statements]]\nid = \"one\"\ntext = \"There were {n} who lived.\"\nsource = {{ cite = \"sample2020\", at = \"Results\" }}\n"
        )
    };
    assert!(seals(paper, "#statements.one", &lines(41)));
    assert!(!seals(paper, "#statements.one", &lines(42)));
}

// The lock.

const PAPER: &str =
    "Results\n\nBETA was another trial. In ALPHA were 41 patients and the pressure was 90 mmHg.\n\nReferences\n";
const LINES: &str = "sample_size = 41\n[[findings]]\nid = \"pressure\"\nname = \"Pressure\"\nvalue = \"90 mmHg\"\nsource = { cite = \"sample2020\", at = \"Results\" }\n\
                     [[statements]]\nid = \"small\"\ntext = \"It was not large.\"\nsource = { cite = \"sample2020\", at = \"Results\" }\n";

fn lock() -> Lock {
    let done = grounded(&book(LINES), &[("sample2020", PAPER)], &Lock::default(), None);
    assert!(done.open.is_empty(), "{:?}", done.open);
    done.lock
}

#[test]
fn a_lock_is_read_as_it_was_written() {
    let mut lock = lock();
    let seal = lock.seals.get_mut("trial:alpha").expect("it is sealed");
    seal.because = Some("It says \"so\",\nin two lines \\ with # signs and µ".to_owned());
    seal.by = Some("A. Reader".to_owned());
    let text = lock.text();
    let read = Lock::parse(&text).expect("it can be read");
    assert_eq!(read.text(), text);
    assert_eq!(read.seals.len(), lock.seals.len());
    let lines: Vec<&str> = text.lines().filter(|line| !line.starts_with('#')).collect();
    assert_eq!(lines.len(), lock.seals.len(), "one line a claim:\n{text}");
    let mut sorted = lines.clone();
    sorted.sort_unstable();
    assert_eq!(lines, sorted);
}

#[test]
fn seals_that_hold_are_kept_as_they_are() {
    let mut old = lock();
    old.seals
        .get_mut("trial:alpha#findings.pressure")
        .expect("it is sealed")
        .how = How::Accepted;
    for papers in [&[("sample2020", PAPER)][..], &[]] {
        let done = grounded(&book(LINES), papers, &old, None);
        assert_eq!(done.lock, old);
        assert_eq!((done.kept, done.sealed, done.open.len()), (old.seals.len(), 0, 0));
    }
}

/// What stays open of a changed handbook, though the paper prints the change.
fn open_after(from: &str, to: &str) -> Vec<(String, Vec<String>)> {
    assert_eq!(LINES.matches(from).count(), 1, "{from}");
    let paper = PAPER.replace("90 mmHg", "90 mmHg or 91 mmHg or above 90 mmHg; 42 patients");
    let done = grounded(
        &book(&LINES.replace(from, to)),
        &[("sample2020", &paper)],
        &lock(),
        None,
    );
    assert!(done.lock.seals.values().all(|seal| seal.how != How::Accepted));
    done.open
        .iter()
        .map(|open| (open.claim.name(), open.reasons.clone()))
        .collect()
}

#[test]
fn what_was_sealed_is_not_changed_in_silence() {
    for (from, to, part, said) in [
        ("sample_size = 41\n", "sample_size = 42\n", "", "sample_size=42"),
        ("sample_size = 41\n", "", "", "now gone"),
        ("90 mmHg", "91 mmHg", "#findings.pressure", "value=91"),
        ("90 mmHg", "> 90 mmHg", "#findings.pressure", "value=>90"),
        ("\"Pressure\"", "\"Flow\"", "#findings.pressure", "name=Flow"),
        ("not large", "large", "#statements.small", "`not`"),
    ] {
        let open = open_after(from, to);
        let names: Vec<&str> = open.iter().map(|(name, _)| name.as_str()).collect();
        assert_eq!(names, [format!("trial:alpha{part}")], "{to}");
        assert!(
            open[0]
                .1
                .iter()
                .any(|reason| reason.contains("changed since") && reason.contains(said)),
            "{to}: {open:?}"
        );
    }
}

#[test]
fn more_may_be_said_if_it_is_found() {
    let more = format!(
        "{LINES}[[statements]]\nid = \"again\"\ntext = \"It was tried.\"\nsource = {{ cite = \"sample2020\", at = \"Results\" }}\n"
    );
    let done = grounded(&book(&more), &[("sample2020", PAPER)], &lock(), None);
    assert_eq!((done.sealed, done.open.len()), (1, 0));
}

#[test]
fn seals_of_claims_that_are_gone_are_dropped_and_said() {
    let fewer = LINES.split("[[statements]]").next().unwrap_or_default();
    let done = grounded(&book(fewer), &[], &lock(), None);
    assert_eq!(done.dropped, ["trial:alpha#statements.small"]);
    assert!(!done.lock.seals.contains_key("trial:alpha#statements.small"));
}

#[test]
fn a_paper_that_changed_is_read_again() {
    let elsewhere = format!("A new head\n\n{PAPER}");
    let done = grounded(&book(LINES), &[("sample2020", &elsewhere)], &lock(), None);
    assert_eq!((done.kept, done.open.len()), (0, 0), "it still says so");
    let lost = PAPER.replace("90 mmHg", "80 mmHg");
    let done = grounded(&book(LINES), &[("sample2020", &lost)], &lock(), None);
    let open: Vec<String> = done.open.iter().map(|open| open.claim.name()).collect();
    assert_eq!(open, ["trial:alpha#findings.pressure"]);
}

#[test]
fn a_renamed_record_needs_no_new_reading() {
    let sources = book(LINES);
    let files: BTreeMap<String, String> = sources
        .iter()
        .map(|(_, f)| (f.path.replace("alpha", "renamed"), f.text.clone()))
        .collect();
    let done = grounded(&Sources::from_texts(files), &[], &lock(), None);
    assert!(done.open.is_empty(), "{:?}", done.open);
    assert!(done.lock.seals.contains_key("trial:renamed#findings.pressure"));
    assert!(!done.lock.seals.contains_key("trial:alpha#findings.pressure"));
}

#[test]
fn a_claim_that_moved_needs_no_new_reading() {
    let (before, after) = LINES.split_once("[[findings]]").expect("it has findings");
    let (finding, rest) = after.split_once("[[statements]]").expect("it has statements");
    let mut sources: BTreeMap<String, String> = book(&format!("{before}[[statements]]{rest}"))
        .iter()
        .map(|(_, f)| (f.path.clone(), f.text.clone()))
        .collect();
    let beta = sources.get_mut("content/trials/beta.toml").expect("it is there");
    *beta += &format!("[[findings]]{finding}");
    let done = grounded(&Sources::from_texts(sources), &[], &lock(), None);
    assert!(done.open.is_empty(), "{:?}", done.open);
    assert!(done.lock.seals.contains_key("trial:beta#findings.pressure"));
}

#[test]
fn an_acceptance_says_why_and_finds_what_it_can() {
    let accept = Acceptance {
        claim: "trial:alpha".to_owned(),
        because: "A correction".to_owned(),
        by: Some("A. Reader".to_owned()),
    };
    let changed = book(&LINES.replace("41", "42"));
    let without = grounded(&changed, &[], &lock(), Some(&accept));
    let seal = &without.lock.seals["trial:alpha"];
    assert_eq!(
        (seal.how, seal.because.as_deref(), seal.by.as_deref()),
        (How::Accepted, Some("A correction"), Some("A. Reader"))
    );
    let paper = PAPER.replace("41", "42");
    let with = grounded(&changed, &[("sample2020", &paper)], &lock(), Some(&accept));
    let seal = &with.lock.seals["trial:alpha"];
    assert_eq!((seal.how, seal.because.as_deref()), (How::Found, Some("A correction")));
}

#[test]
fn a_work_whose_text_is_not_there_cannot_be_found() {
    let done = grounded(&book(LINES), &[("other2021", PAPER)], &Lock::default(), None);
    assert!(done.lock.seals.is_empty());
    assert!(
        done.open
            .iter()
            .all(|open| open.reasons.iter().any(|r| r.contains("not at hand")))
    );
}

// The command.

fn on_disk() -> Handbook {
    let handbook = Handbook::empty();
    for (_, file) in book(LINES).iter() {
        handbook.write(&file.path, &file.text);
    }
    handbook.write("content/SUMMARY.md", "- [All](chapters/all.md)\n");
    handbook.write(
        "content/chapters/all.md",
        "# All\n\n```sourcebook:list\nkind = \"trial\"\n```\n",
    );
    handbook.write("papers/sample2020.txt", PAPER);
    handbook
}

#[test]
fn ground_then_check_then_tamper() {
    let handbook = on_disk();
    handbook.run(&["check"]).ended_with(1).says("SB505");
    handbook
        .run(&["ground", "--papers", "papers"])
        .ended_with(0)
        .says("0 open");
    handbook.run(&["check"]).ended_with(0);
    let sealed = handbook.read("grounding.lock");
    handbook.run(&["ground"]).ended_with(0);
    assert_eq!(
        handbook.read("grounding.lock"),
        sealed,
        "nothing changed without papers"
    );

    handbook.edit("content/trials/alpha.toml", "90 mmHg", "80 mmHg");
    handbook
        .run(&["check"])
        .ended_with(1)
        .says("SB503")
        .says("sealed `value=90mm[Hg]`, now `value=80mm[Hg]`");
    let open = handbook
        .run(&["ground", "--papers", "papers"])
        .ended_with(1)
        .says("open: trial:alpha#findings.pressure");
    assert!(
        !open.stdout.contains("another trial"),
        "no text of the paper: {}",
        open.stdout
    );
    assert_eq!(handbook.read("grounding.lock"), sealed, "what was sealed stays sealed");
    handbook.run(&["check"]).ended_with(1);

    // Mending the seal by hand instead of the value is a claim like any other, and the paper tells.
    handbook
        .run(&["ground", "--accept", "trial:alpha#findings.pressure"])
        .ended_with(2);
    handbook
        .run(&["ground", "--accept", "trial:alpha#findings.presure", "--because", "x"])
        .ended_with(2)
        .says("trial:alpha#findings.pressure");
    handbook
        .run(&[
            "ground",
            "--accept",
            "trial:alpha#findings.pressure",
            "--because",
            "A correction was printed",
        ])
        .ended_with(0)
        .says("1 accepted");
    handbook.run(&["check"]).ended_with(0);
}

#[test]
fn a_lock_that_cannot_be_read_is_left_alone() {
    let handbook = on_disk();
    handbook.write("grounding.lock", "<<<<<<< ours\n");
    handbook
        .run(&["ground", "--papers", "papers"])
        .ended_with(2)
        .says("a merge left its marks");
    assert_eq!(handbook.read("grounding.lock"), "<<<<<<< ours\n");
    handbook.run(&["ground", "--papers", "nowhere"]).ended_with(2);
}

#[test]
fn content_that_cannot_be_read_is_not_grounded() {
    let handbook = on_disk();
    handbook.edit("content/trials/alpha.toml", "sample_size = 41", "sample_size =");
    handbook
        .run(&["ground", "--papers", "papers"])
        .ended_with(1)
        .says("SB001");
    assert!(!handbook.path("grounding.lock").exists());
}

#[test]
fn no_text_of_a_paper_is_kept_or_shown() {
    let words: Vec<String> = (0..400).map(|n| format!("secret{n}word")).collect();
    let paper = format!(
        "Results\n\n{} ALPHA had 41 patients and 90 mmHg {}\n\nReferences\n",
        words[..200].join(" "),
        words[200..].join(" ")
    );
    let handbook = on_disk();
    handbook.write("papers/sample2020.txt", &paper);
    let first = handbook.run(&["ground", "--papers", "papers"]);
    handbook.edit("content/trials/alpha.toml", "90 mmHg", "80 mmHg");
    let second = handbook.run(&["ground", "--papers", "papers"]).ended_with(1);
    let check = handbook.run(&["check"]).ended_with(1);
    let said = [
        first.stdout,
        first.stderr,
        second.stdout,
        second.stderr,
        check.stdout,
        check.stderr,
        handbook.read("grounding.lock"),
    ];
    assert!(!said.concat().contains("secret"), "{}", said.concat());
}
