//! Holds the handbook's sentences against the papers that it was written from. The papers are copyrighted and not in the
//! repository: `SOURCEBOOK_PAPERS` names the folder that has them, and without it this says that it was skipped.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use sourcebook::handbook::Handbook;
use sourcebook::model::scalar::Scalar;
use sourcebook::model::shape::Shape;
use sourcebook::model::text::Markdown;
use sourcebook::model::walk::walk;
use sourcebook::read::Sources;

/// How many words in a row make a copied sentence.
const RUN: usize = 8;

fn papers() -> Option<Vec<PathBuf>> {
    let Some(folder) = std::env::var_os("SOURCEBOOK_PAPERS") else {
        eprintln!("SKIPPED: SOURCEBOOK_PAPERS names no folder with the papers' texts");
        return None;
    };
    let entries = std::fs::read_dir(folder).expect("the folder of SOURCEBOOK_PAPERS can be read");
    let mut papers: Vec<PathBuf> = entries.map(|entry| entry.expect("it can be listed").path()).collect();
    papers.retain(|path| path.extension().is_some_and(|e| e == "txt"));
    papers.sort();
    assert!(!papers.is_empty(), "the folder of SOURCEBOOK_PAPERS has no texts");
    Some(papers)
}

fn words(text: &str) -> Vec<String> {
    text.to_lowercase()
        .split(|c: char| !c.is_ascii_alphanumeric())
        .filter(|word| !word.is_empty())
        .map(str::to_owned)
        .collect()
}

/// Every run of eight words in the papers, with hyphens at line ends taken out.
fn runs(papers: &[PathBuf]) -> BTreeSet<Vec<String>> {
    let texts = papers
        .iter()
        .map(|path| std::fs::read(path).expect("a paper can be read"));
    let texts = texts.map(|bytes| words(&String::from_utf8_lossy(&bytes).replace("-\n", "")));
    texts
        .flat_map(|words| words.windows(RUN).map(<[String]>::to_vec).collect::<Vec<_>>())
        .collect()
}

/// A run of short words alone is grammar and no sentence of anyone's.
fn telling(run: &[String]) -> bool {
    run.iter().filter(|word| word.len() > 3).count() >= 4
}

#[test]
fn no_sentence_is_copied_from_a_paper() {
    let Some(papers) = papers() else { return };
    let runs = runs(&papers);
    let sources = Sources::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the handbook can be read");
    let (handbook, _) = Handbook::new(&sources);
    let handbook = handbook.expect("the handbook has a book.toml");

    // Prose of records and chapters. Names, titles and the bibliography are facts, and endpoints are names.
    let mut texts: Vec<(String, String)> = Vec::new();
    for record in handbook.corpus.records.values() {
        walk(record.id.kind, &record.tree, &mut |visit| {
            if let (Shape::Scalar(scalar), Some(text)) = (visit.shape, visit.node.as_text())
                && scalar.name == Markdown::NAME
            {
                texts.push((format!("{} {}", record.id, visit.path), text.to_owned()));
            }
        });
    }
    texts.extend(
        handbook
            .corpus
            .chapters
            .iter()
            .map(|c| (c.path.clone(), c.text.to_string())),
    );

    let copied: Vec<String> = texts
        .iter()
        .filter_map(|(place, text)| {
            let words = words(text);
            let run = words.windows(RUN).find(|run| telling(run) && runs.contains(*run));
            // The words themselves are the paper's, and stay out of the log.
            run.map(|_| place.clone())
        })
        .collect();
    assert!(copied.is_empty(), "write these in your own words: {copied:#?}");
}
