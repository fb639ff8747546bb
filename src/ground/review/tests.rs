//! The chain: reference → trial → recommendation → pathway.

use std::collections::BTreeMap;

use super::{Change, ReviewDay, Reviews, sealed_with};
use crate::ground::lock::Lock;
use crate::ground::{Grounding, LockState};
use crate::index::Index;
use crate::model::{Corpus, RecordId, Target, corpus};
use crate::read::Sources;

const FILES: &[(&str, &str)] = &[
    ("book.toml", "[book]\ntitle = \"Sample\"\n[grounding]\n"),
    ("content/SUMMARY.md", "# Summary\n"),
    (
        "content/references.bib",
        "@article{One_2020:a, author = {One, A.}, title = {One}, year = {2020}}\n\
         @article{two2021, author = {Two, B.}, title = {Two}, year = {2021}}\n",
    ),
    (
        "content/trials/sample.toml",
        "name = \"SAMPLE\"\ndesign = \"randomised\"\nreference = \"One_2020:a\"\nsample_size = 40\n\
         source = { cite = \"two2021\", at = \"Results\" }\nabout = [\"trial:other\"]\n",
    ),
    (
        "content/trials/other.toml",
        "name = \"OTHER\"\ndesign = \"randomised\"\nsample_size = 50\nsource = { cite = \"two2021\", at = \"Results\" }\n",
    ),
    (
        "content/recommendations/use.toml",
        "name = \"Use\"\ntext = \"Use it, see [other](trial:other).\"\ntherapies = []\ndirection = \"for\"\nissuer = \"Issuer\"\n\
         evidence = [\"trial:sample\"]\nsource = { cite = \"two2021\", at = \"Advice\" }\n[review]\n\
         reviewed_on = 2026-01-02\nreviewed_by = \"Dr A\"\n",
    ),
    (
        "content/pathways/care.toml",
        "name = \"Care\"\nstart = \"first\"\nsource = { cite = \"two2021\", at = \"Figure 1\" }\n[review]\n\
         reviewed_on = 2026-01-02\nreviewed_by = \"Dr A\"\n\
         [[steps]]\nid = \"first\"\nname = \"First\"\nevidence = [\"recommendation:use\"]\n",
    ),
    (
        "content/therapies/lonely.toml",
        "name = \"Lonely\"\ntype = \"drug\"\nsource = { cite = \"two2021\", at = \"Drugs\" }\n",
    ),
    (
        "content/positions/view.toml",
        "name = \"View\"\nsort = \"opinion\"\ntext = \"We like it.\"\nholder = \"Society\"\nevidence_for = [\"recommendation:use\"]\n\
         source = { cite = \"two2021\", at = \"Views\" }\n",
    ),
];

type Files = BTreeMap<&'static str, String>;

fn files() -> Files {
    FILES.iter().map(|(path, text)| (*path, (*text).to_owned())).collect()
}

fn edited(path: &'static str, what: &str, with: &str) -> Files {
    let mut files = files();
    let text = files.get_mut(path).expect("it is there");
    assert!(text.contains(what), "{path} has {what}");
    *text = text.replace(what, with);
    files
}

fn typed(files: &Files) -> (Corpus, Index, Grounding) {
    let sources = Sources::from_texts(files.iter().map(|(path, text)| (*path, text.clone())));
    let (corpus, found) = corpus::assemble(&sources);
    assert!(found.is_empty(), "{found:?}");
    let corpus = corpus.expect("there is a book.toml");
    let index = Index::new(&sources, &corpus);
    let grounding = Grounding::read(&sources, &corpus);
    assert!(matches!(grounding.lock, LockState::Absent));
    (corpus, index, grounding)
}

fn id(name: &str) -> RecordId {
    Target::parse(name).expect("it is a name").record
}

/// The lock with both reviews, made when these files were there.
fn reviewed(files: &Files) -> Lock {
    let (corpus, index, grounding) = typed(files);
    let day = ReviewDay {
        by: "Dr A".to_owned(),
        on: "2026-01-02".to_owned(),
        next: None,
    };
    ["recommendation:use", "pathway:care"]
        .iter()
        .fold(Lock::default(), |lock, name| {
            sealed_with(&lock, &corpus, &index, grounding.claims(), &id(name), &day)
        })
}

fn held(files: &Files, lock: &Lock) -> Reviews {
    let (corpus, index, grounding) = typed(files);
    // What is kept in a file comes back as it was.
    let lock_again = Lock::parse(&lock.text()).expect("it can be read");
    assert_eq!(&lock_again, lock);
    Reviews::new(&corpus, &index, grounding.claims(), &lock_again)
}

/// Every reason, as people read it.
fn reasons(files: &Files) -> Vec<String> {
    let reviews = held(files, &reviewed(&self::files()));
    assert!(reviews.unsealed.is_empty(), "{:?}", reviews.unsealed);
    let of = |(id, suspect): (&RecordId, &super::Suspect)| {
        let id = id.to_string();
        suspect
            .reasons
            .iter()
            .map(|reason| format!("{id}: {}", reason.words()))
            .collect::<Vec<_>>()
    };
    reviews.suspects.iter().flat_map(of).collect()
}

#[test]
fn what_nobody_changed_stays_reviewed() {
    assert_eq!(reasons(&files()), [""; 0]);
}

#[test]
fn a_changed_trial_makes_all_that_rests_on_it_suspect() {
    assert_eq!(
        reasons(&edited("content/trials/sample.toml", "40", "41")),
        [
            "recommendation:use: `trial:sample` changed: read `sample_size=40`, now `sample_size=41`",
            "pathway:care: `trial:sample` changed: read `sample_size=40`, now `sample_size=41` \
             (by way of `recommendation:use`)",
        ]
    );
}

#[test]
fn a_changed_work_makes_all_that_rests_on_it_suspect() {
    assert_eq!(
        reasons(&edited("content/references.bib", "{2020}", "{2019}")),
        [
            "recommendation:use: `reference:One_2020:a` changed: read `year=2020`, now `year=2019` (by way of `trial:sample`)",
            "pathway:care: `reference:One_2020:a` changed: read `year=2020`, now `year=2019` \
             (by way of `recommendation:use`, `trial:sample`)",
        ]
    );
}

#[test]
fn what_a_record_is_about_or_links_is_not_what_it_rests_on() {
    assert_eq!(reasons(&edited("content/trials/other.toml", "50", "51")), [""; 0]);
    assert_eq!(
        reasons(&edited("content/therapies/lonely.toml", "drug", "device")),
        [""; 0]
    );
}

#[test]
fn a_quoted_value_counts_and_what_it_rests_on_does_not() {
    let quoting = |size: &str, year: &str| {
        let mut files = edited(
            "content/trials/sample.toml",
            "design",
            "summary = \"See [](trial:other#sample_size).\"\ndesign",
        );
        let other = files.get_mut("content/trials/other.toml").expect("it is there");
        *other = other
            .replace("50", size)
            .replace("sample_size", "reference = \"three2022\"\nsample_size");
        let works = files.get_mut("content/references.bib").expect("it is there");
        works.push_str(&format!(
            "@article{{three2022, author = {{Three, C.}}, title = {{Three}}, year = {{{year}}}}}\n"
        ));
        files
    };
    let lock = reviewed(&quoting("50", "2022"));
    let held = held(&quoting("51", "2022"), &lock);
    assert_eq!(
        held.suspects[&id("recommendation:use")].reasons[0].words(),
        "`trial:other` changed: read `sample_size=50`, now `sample_size=51` (by way of `trial:sample`)"
    );
    assert!(self::held(&quoting("50", "2023"), &lock).suspects.is_empty());
}

#[test]
fn words_count_only_in_the_record_that_was_read() {
    assert_eq!(
        reasons(&edited(
            "content/recommendations/use.toml",
            "Use it, see",
            "Use it with joy, see"
        )),
        ["recommendation:use: `recommendation:use` is worded otherwise"]
    );
    // Lines may be broken otherwise, and tables may stand elsewhere in the file.
    assert_eq!(
        reasons(
            &edited(
                "content/recommendations/use.toml",
                "\"Use it, see",
                "\"\"\"Use  it,\nsee"
            )
            .into_iter()
            .map(|(path, text)| { (path, text.replace("(trial:other).\"", "(trial:other).\"\"\"")) })
            .collect()
        ),
        [""; 0]
    );
}

#[test]
fn one_change_gives_one_reason() {
    // The new trial and its work come by way of what is said to have changed.
    let files = edited(
        "content/recommendations/use.toml",
        "[\"trial:sample\"]",
        "[\"trial:other\"]",
    );
    assert_eq!(
        reasons(&files),
        [
            "recommendation:use: `recommendation:use` changed: `refers to trial:sample` is gone; `refers to trial:other` is new",
            "pathway:care: `recommendation:use` changed: `refers to trial:sample` is gone; `refers to trial:other` is new",
        ]
    );
}

#[test]
fn a_withdrawn_or_superseded_trial_has_changed() {
    let withdrawn = edited(
        "content/trials/sample.toml",
        "design",
        "withdrawn = { reason = \"Bad data\" }\ndesign",
    );
    assert_eq!(
        reasons(&withdrawn)[0],
        "recommendation:use: `trial:sample` changed: `withdrawn=yes` is new; `reason:` is new"
    );
    let superseded = edited(
        "content/trials/sample.toml",
        "design",
        "superseded_by = \"trial:other\"\ndesign",
    );
    assert_eq!(
        reasons(&superseded)[0],
        "recommendation:use: `trial:sample` changed: `superseded_by=trial:other` is new"
    );
}

#[test]
fn a_removed_trial_is_gone() {
    let mut files = files();
    files.remove("content/trials/sample.toml");
    // The work is reached no more, which needs no reason of its own.
    assert_eq!(
        reasons(&files),
        [
            "recommendation:use: `trial:sample` is gone",
            "pathway:care: `trial:sample` is gone (by way of `recommendation:use`)",
        ]
    );
}

#[test]
fn a_new_name_is_no_change_and_does_not_hide_one() {
    let renamed = |size: &str| {
        let mut files = edited("content/recommendations/use.toml", "trial:sample", "trial:renamed");
        let text = files.remove("content/trials/sample.toml").expect("it is there");
        let text = format!("formerly = [\"sample\"]\n{}", text.replace("40", size));
        files.insert("content/trials/renamed.toml", text);
        files
    };
    assert_eq!(reasons(&renamed("40")), [""; 0]);
    assert_eq!(
        reasons(&renamed("41"))[0],
        "recommendation:use: `trial:renamed` (read as `trial:sample`) changed: read `sample_size=40`, now `sample_size=41`"
    );

    let mut files = files();
    let text = files.remove("content/pathways/care.toml").expect("it is there");
    files.insert(
        "content/pathways/new-care.toml",
        format!("formerly = [\"care\"]\n{text}"),
    );
    assert_eq!(reasons(&files), [""; 0]);
}

#[test]
fn reading_again_clears_one_record_and_not_the_other() {
    let lock = reviewed(&files());
    let files = edited("content/trials/sample.toml", "40", "41");
    let (corpus, index, grounding) = typed(&files);
    let day = ReviewDay {
        by: "Dr A".to_owned(),
        on: "2026-01-02".to_owned(),
        next: None,
    };
    let again = |lock: &Lock, name| sealed_with(lock, &corpus, &index, grounding.claims(), &id(name), &day);
    let suspects = |lock: &Lock| {
        held(&files, lock)
            .suspects
            .into_keys()
            .map(|id| id.to_string())
            .collect::<Vec<_>>()
    };
    assert_eq!(suspects(&lock), ["recommendation:use", "pathway:care"]);
    assert_eq!(lock.seen.len(), 5);

    let lock = again(&lock, "recommendation:use");
    assert_eq!(suspects(&lock), ["pathway:care"]);
    assert_eq!(lock.seen.len(), 6, "what the other has read is kept");

    let lock = again(&lock, "pathway:care");
    assert_eq!(suspects(&lock), [""; 0]);
    assert_eq!(lock.seen.len(), 5, "what nobody's review needs is dropped");
    assert_eq!(lock, reviewed(&files), "the same was read");
}

#[test]
fn records_without_a_review_lean_on_suspect_ones() {
    let reviews = held(&edited("content/trials/sample.toml", "40", "41"), &reviewed(&files()));
    let leaning: Vec<String> = reviews.leaning.keys().map(RecordId::to_string).collect();
    assert_eq!(leaning, ["position:view"]);
}

#[test]
fn a_review_that_the_lock_has_otherwise_is_nobodys() {
    let lock = reviewed(&files());
    for (what, with) in [
        ("\"Dr A\"", "\"Dr B\""),
        ("2026-01-02", "2026-01-03"),
        ("\"Dr A\"", "\"Dr A\"\nnext_review = 2027-01-01"),
    ] {
        let reviews = held(&edited("content/recommendations/use.toml", what, with), &lock);
        let [unsealed] = reviews.unsealed.as_slice() else {
            panic!("{:?}", reviews.unsealed)
        };
        assert_eq!(unsealed.record, id("recommendation:use"));
        assert!(unsealed.sealed.is_some());
    }
    let reviews = held(&files(), &Lock::default());
    assert_eq!(reviews.unsealed.len(), 2);
    assert!(reviews.unsealed.iter().all(|unsealed| unsealed.sealed.is_none()));
}

#[test]
fn a_lock_that_lost_what_was_seen_says_so() {
    let mut lock = reviewed(&files());
    lock.seen.clear();
    assert!(held(&files(), &lock).suspects.is_empty(), "the fingerprints still hold");
    let reviews = held(&edited("content/trials/sample.toml", "40", "41"), &lock);
    let suspect = &reviews.suspects[&id("recommendation:use")];
    assert_eq!(suspect.reasons[0].change, Change::Says(Vec::new()));
}

#[test]
fn values_that_changed_places_are_a_change() {
    let arms = "[[arms]]\nid = \"a\"\nrole = \"control\"\ntherapies = []\n[[arms]]\nid = \"b\"\nrole = \"experimental\"\ntherapies = []\n\
                [[outcomes]]\nid = \"o\"\nname = \"O\"\nresults = [{ arm = \"a\", percent = 10 }, { arm = \"b\", percent = 20 }]\n";
    let with = |arms: &str| {
        let mut files = files();
        files
            .get_mut("content/trials/sample.toml")
            .expect("it is there")
            .push_str(arms);
        files
    };
    let lock = reviewed(&with(arms));
    let swapped = arms.replace("10", "30").replace("20", "10").replace("30", "20");
    let reviews = held(&with(&swapped), &lock);
    assert_eq!(
        reviews.suspects[&id("recommendation:use")].reasons[0].words(),
        "`trial:sample` changed: read `percent=10%`, now `percent=20%`; \
         read `percent=20%`, now `percent=10%`"
    );
}
