//! The handbook on which speed is measured is one that checks clean and builds.

#[allow(dead_code, reason = "benchmarks use more of it")]
#[path = "../benches/generator/mod.rs"]
mod generator;

use generator::{CHAPTERS, Invented};
use sourcebook::handbook::Handbook;
use sourcebook::read::Sources;

#[test]
fn the_invented_handbook_is_clean_and_builds() {
    let files = Invented::new(40).files();
    let sources = Sources::from_texts(files);
    let (handbook, found) = Handbook::new(&sources);
    assert!(found.is_empty(), "{found:#?}");
    let handbook = handbook.expect("the book can be used");
    assert_eq!(handbook.corpus.records.len(), 40);
    assert_eq!(handbook.corpus.chapters.len(), CHAPTERS);
    assert_eq!(handbook.corpus.bibliography.works.len(), 40);
    let site = handbook.site().expect("the templates are ours");
    for id in handbook.corpus.records.keys() {
        let page = format!("{}/{}.html", id.kind.name(), id.id);
        assert!(site.get(&page).is_some(), "{page}");
    }
}

#[test]
fn records_are_as_long_and_as_linked_as_promised() {
    let invented = Invented::new(300);
    let count = |record: &generator::Record, what: &str| {
        let texts = record.statements.iter().chain([&record.summary]);
        texts.map(|text| text.matches(what).count()).sum::<usize>()
    };
    for record in &invented.records {
        let length = record.summary.len() + record.statements.iter().map(String::len).sum::<usize>();
        assert!((1_900..3_100).contains(&length), "{}: {length}", record.id);
        assert_eq!(count(record, "]("), 6, "{}: links", record.id);
        assert_eq!(count(record, "@"), 3, "{}: citations", record.id);
        assert_eq!(count(record, "|---|---|---|"), 1, "{}: a table", record.id);
    }
}

#[test]
fn it_is_the_same_each_time() {
    assert_eq!(Invented::new(60).files(), Invented::new(60).files());
}
