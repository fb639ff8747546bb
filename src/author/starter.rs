//! A handbook to begin with: an invented fever, one record of each kind, and the invented papers that they are from.

use super::schema::{self, Subject};
use crate::ground::library::Library;
use crate::ground::lock::Lock;
use crate::ground::seal::ground;
use crate::ground::{Grounding, claim};
use crate::model::corpus;
use crate::read::{LOCK, Sources};

macro_rules! embedded {
    ($($name:literal),+ $(,)?) => {
        [$(($name, include_str!(concat!("../../templates/handbook/", $name)))),+]
    };
}

/// The files as people wrote them.
const WRITTEN: &[(&str, &str)] = &embedded![
    "README.md",
    "book.toml",
    "content/SUMMARY.md",
    "content/abbreviations.toml",
    "content/analyses/wick-pooled.toml",
    "content/chapters/lantern-fever.md",
    "content/conditions/lantern-fever.toml",
    "content/definitions/lamp-keepers.toml",
    "content/gradings/lamp-keepers.toml",
    "content/parameters/glow.toml",
    "content/pathways/first-hour.toml",
    "content/positions/shade-on-every-ward.toml",
    "content/questions/faint-glow.toml",
    "content/recommendations/shade-in-bright-fever.toml",
    "content/references.bib",
    "content/references/ember2031.toml",
    "content/scores/ember-score.toml",
    "content/staging/glow-stages.toml",
    "content/studies/dimmer-2.toml",
    "content/therapies/dimming-shade.toml",
    "content/trials/dimmer.toml",
    "gitignore",
    "papers/ember2031.txt",
    "papers/keepers2030.txt",
    "papers/wick2032.txt",
];

/// Every file of the handbook, by its path. Seals and schemas are made here, as this version of the program makes them.
pub fn files() -> Vec<(String, String)> {
    let written = WRITTEN.iter().map(|(path, text)| {
        // Under its own name, the file would speak of this repository.
        let path = if *path == "gitignore" { ".gitignore" } else { path };
        (path.to_owned(), (*text).to_owned())
    });
    let schemas = Subject::all().map(|subject| {
        let path = format!("{}/{}", schema::FOLDER, subject.file());
        (path, schema::text(subject))
    });
    written
        .chain(schemas)
        .chain([(LOCK.to_owned(), sealed().text())])
        .collect()
}

/// What is found of the records in the papers.
fn sealed() -> Lock {
    let sources = Sources::from_texts(WRITTEN.iter().copied());
    let papers = WRITTEN.iter().filter_map(|(path, text)| {
        let key = path.strip_prefix("papers/")?.strip_suffix(".txt")?;
        Some((key.to_owned(), (*text).to_owned()))
    });
    let (Some(corpus), _) = corpus::assemble(&sources) else {
        return Lock::default();
    };
    let claims: Vec<claim::Claim> = Grounding::read(&sources, &corpus).claims;
    ground(&corpus, &claims, &mut Library::new(papers), &Lock::default(), None).lock
}
