//! How near to what it is about a claim is looked for: paragraphs, rows and columns, the names of what it refers to, the words of
//! its arms. All papers and trials here are invented.

use sourcebook::ground::claim::{Claim, claims};
use sourcebook::ground::library::Library;
use sourcebook::ground::lock::Lock;
use sourcebook::ground::seal::ground;
use sourcebook::model::corpus;
use sourcebook::read::Sources;

const BIB: &str = "@article{sample2020, author = {Sample, A.}, title = {A trial}, year = {2020}}\n";

/// Why the claim `trial:alpha#…` of these lines stays open against this paper; nothing where it is found.
fn reasons(paper: &str, part: &str, lines: &str) -> Vec<String> {
    let alpha = format!(
        "name = \"ALPHA\"\ndesign = \"randomised\"\nsource = {{ cite = \"sample2020\", at = \"Results\" }}\n{lines}"
    );
    let sources = Sources::from_texts([
        ("book.toml", "[book]\ntitle = \"Sample\"\n[grounding]\n"),
        ("content/references.bib", BIB),
        ("content/trials/alpha.toml", &alpha),
        (
            "content/therapies/cold-pump.toml",
            "name = \"Cold pump\"\naliases = [\"CP\"]\ntype = \"device\"\n",
        ),
        (
            "content/therapies/warm-tea.toml",
            "name = \"Warm tea\"\ntype = \"drug\"\n",
        ),
    ]);
    let (corpus, found) = corpus::assemble(&sources);
    assert!(found.is_empty(), "{found:#?}");
    let corpus = corpus.expect("the handbook has a book.toml");
    let all: Vec<Claim> = corpus.records.values().flat_map(claims).collect();
    let mut library = Library::new([("sample2020".to_owned(), paper.to_owned())]);
    let done = ground(&corpus, &all, &mut library, &Lock::default(), None);
    let name = format!("trial:alpha{part}");
    assert!(all.iter().any(|claim| claim.name() == name), "there is a claim {name}");
    let open = done.open.into_iter().find(|open| open.claim.name() == name);
    open.map(|open| open.reasons).unwrap_or_default()
}

/// Whether a finding of this value, read in this place, is found.
fn finds(paper: &str, at: &str, value: &str) -> bool {
    let lines = format!(
        "[[findings]]\nid = \"one\"\nname = \"It\"\nvalue = \"{value}\"\nsource = {{ cite = \"sample2020\", at = \"{at}\" }}\n"
    );
    reasons(paper, "#findings.one", &lines).is_empty()
}

#[test]
fn a_paragraph_is_looked_in_with_its_neighbours_and_no_further() {
    let more = "and nothing more is said of it here than these few words that fill the paragraph up to its end";
    let paragraphs: Vec<String> = (1..=6).map(|n| format!("In ALPHA it was {n}1 mmHg {more}.")).collect();
    let paper = format!("Results\n\n{}\n\nReferences\n", paragraphs.join("\n\n"));
    for (at, value, found) in [
        ("Results", "61 mmHg", true),
        ("Results, paragraph 2", "21 mmHg", true),
        ("Results, paragraph 2", "31 mmHg", true),
        ("Results, paragraph 2", "41 mmHg", false),
        ("Results, paragraphs 1 and 5", "31 mmHg", false),
        ("Results, paragraphs 1 and 5", "61 mmHg", true),
        ("Results, paragraphs 2 to 4", "51 mmHg", true),
        ("Results, paragraphs 2 to 4", "61 mmHg", false),
        ("Results, last paragraph", "61 mmHg", true),
        ("Results, last paragraph", "31 mmHg", false),
        // The text has fewer: it may count otherwise than print does.
        ("Results, paragraph 9", "31 mmHg", true),
    ] {
        assert_eq!(finds(&paper, at, value), found, "{value} at {at}");
    }
}

#[test]
fn a_row_and_a_column_hold_only_their_own() {
    let paper = "Results\n\nNothing.\n\nTable 1. Pressures.\n\nTrial\tPump\tTea\n\nALPHA (NCT1)\t41 mmHg\t43 mmHg\nALPHA BETA\t51 mmHg\t53 mmHg\n\nReferences\n";
    for (at, value, found) in [
        ("Table 1, row ALPHA", "41 mmHg", true),
        ("Table 1, row ALPHA", "51 mmHg", false),
        // Nothing tells which of the figures is meant: the one nearest to the name is.
        ("Table 1, row ALPHA", "43 mmHg", false),
        ("Table 1, row ALPHA, column Tea", "43 mmHg", true),
        ("Table 1, row ALPHA, column Tea", "41 mmHg", false),
        ("Table 1, column Tea", "43 mmHg", true),
        ("Table 1, row GAMMA, column Tea", "43 mmHg", true),
    ] {
        assert_eq!(finds(paper, at, value), found, "{value} at {at}");
    }
    // In a column, its head says what it is about.
    let paper = "Results\n\nNothing.\n\nTable 1. Pressures.\n\nALPHA ⁴\tBETA ⁵\n<41 mmHg\t<43 mmHg\n\nReferences\n";
    assert!(finds(paper, "Table 1, column ALPHA", "< 41 mmHg"));
    assert!(!finds(paper, "Table 1, column ALPHA", "< 43 mmHg"));
    assert!(
        !finds(paper, "Table 1, column BETA", "< 43 mmHg"),
        "its head names another trial"
    );
}

#[test]
fn in_prose_a_unit_is_printed_and_a_label_is_no_figure() {
    let paper = |text: &str| format!("Results\n\nIn ALPHA {text}.\n\nTable 1. Pressures\n\nALPHA 47\n\nReferences\n");
    for (text, value, found) in [
        ("it was 41 mmHg", "41 mmHg", true),
        ("it was 41", "41 mmHg", false),
        ("it was seen on day 41", "41 d", true),
        ("it was seen on day 41", "41 h", false),
        ("it is shown in Table 41 and Figure 43", "41 {patients}", false),
        ("it is shown in Table 41 and Figure 43", "43 {patients}", false),
        ("there were 41 of them", "41 {patients}", true),
        // How papers write this unit is not known.
        ("it was 41 furlongs", "41 [fur_us]", true),
    ] {
        assert_eq!(finds(&paper(text), "Results", value), found, "{value} in {text}");
    }
    assert!(
        finds(&paper("it rose"), "Table 1", "47 mmHg"),
        "the head of a table may say the unit"
    );
}

#[test]
fn a_place_names_what_the_claim_refers_to() {
    let arm = |therapy: &str, more: &str| {
        format!(
            "[[arms]]\nid = \"a\"\nrole = \"experimental\"\ntherapies = [\"therapy:{therapy}\"]\nsource = {{ cite = \"sample2020\", at = \"Results\"{more} }}\n"
        )
    };
    let paper = |text: &str| format!("Results\n\nIn ALPHA {text}.\n\nReferences\n");
    for text in [
        "a cold pump was given",
        "they had cold pumps",
        "they had CPs",
        "they had the Cold\npump",
    ] {
        assert!(
            reasons(&paper(text), "#arms.a", &arm("cold-pump", "")).is_empty(),
            "{text}"
        );
    }
    let other = reasons(&paper("they had cold pumps"), "#arms.a", &arm("warm-tea", ""));
    assert_eq!(other, ["sample2020, Results: not named there: therapy:warm-tea"]);
    let near = arm("warm-tea", ", near = [\"they had a hot drink\"]");
    assert!(reasons(&paper("they had a hot drink"), "#arms.a", &near).is_empty());
    assert!(!reasons(&paper("they had a cold drink"), "#arms.a", &near).is_empty());
    let linked = "[[statements]]\nid = \"one\"\ntext = \"Against [tea](therapy:warm-tea) it did well.\"\n";
    let paper = paper("they did well with a cold pump");
    assert_eq!(
        reasons(&paper, "", linked),
        ["sample2020, Results: not named there: therapy:warm-tea"]
    );
}

#[test]
fn results_stand_beside_the_words_of_their_own_arm() {
    let lines = |pump: &str, tea: &str| {
        format!(
            "[[arms]]\nid = \"pump\"\nname = \"Pump\"\nrole = \"experimental\"\n[[arms]]\nid = \"tea\"\nname = \"Tea\"\nrole = \"control\"\n\
             [[outcomes]]\nid = \"death\"\nname = \"Death\"\nsource = {{ cite = \"sample2020\", at = \"Results\" }}\n\
             results = [{{ arm = \"pump\", percent = {pump}, kind = \"not-stated\" }}, {{ arm = \"tea\", percent = {tea}, kind = \"not-stated\" }}]\n"
        )
    };
    for (text, told) in [
        (
            "In ALPHA death was seen in 41% of the pump group and in 43% of those with tea.",
            true,
        ),
        (
            "In ALPHA death was rarer with the pump (41%) than in the control group (43%).",
            true,
        ),
        (
            "In ALPHA death was seen in 41% and 43% of the pump and tea groups.",
            true,
        ),
        (
            "In ALPHA death was seen in 43% of those with tea and in 41% with the pump.",
            true,
        ),
        ("In ALPHA death was seen in 41% and 43%.", false),
    ] {
        let paper = format!("Results\n\n{text}\n\nReferences\n");
        assert!(
            reasons(&paper, "#outcomes.death", &lines("41", "43")).is_empty(),
            "{text}"
        );
        let exchanged = reasons(&paper, "#outcomes.death", &lines("43", "41"));
        let said = ["sample2020, Results: the numbers are there, beside the words of another arm than theirs"];
        assert_eq!(exchanged, if told { &said[..] } else { &[] }, "{text}");
    }
}
