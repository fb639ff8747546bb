//! A handbook that is edited is at every moment what a fresh build of the same files would be, byte for byte.

mod support;

use std::collections::BTreeMap;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::test_runner::{Config, TestRunner};

use sourcebook::diagnostic::{Diagnostic, Severity};
use sourcebook::handbook::Handbook;
use sourcebook::read::Sources;
use sourcebook::rules::report::{Format, Report};
use sourcebook::workspace::Workspace;
use sourcebook::write::Output;
use support::memory::sources;
use support::{Files, files_below, repository};

/// Something that a person does to the files. The numbers choose among what is there.
#[derive(Debug, Clone)]
enum Edit {
    /// Another digit in the place of one.
    Digit(usize, usize),
    /// A letter more in a name or title.
    Name(usize, usize),
    /// A record is withdrawn, reviewed or superseded, or refers to another.
    Top(usize, usize),
    /// A text refers to another record.
    Refer(usize, usize),
    /// A line is taken out.
    Cut(usize, usize),
    /// A line of one file is put into another of its sort.
    Copy(usize, usize),
    /// A file is copied under a new name.
    Add(usize),
    Rename(usize, usize),
    Delete(usize),
    /// A file ends in the middle.
    Break(usize, usize),
    /// Something that every page has is changed: the book's title, the glossary, the order of reading, a work.
    Everywhere(usize, usize),
    /// A file is as it was at first.
    Mend(usize),
    /// All are.
    MendAll,
    /// Nothing happens.
    Nothing,
}

fn edit() -> impl Strategy<Value = Edit> {
    use Edit::*;
    let n = || any::<prop::sample::Index>().prop_map(|index| index.index(1 << 20));
    prop_oneof![
        4 => (n(), n()).prop_map(|(file, at)| Digit(file, at)),
        6 => (n(), n()).prop_map(|(file, at)| Name(file, at)),
        6 => (n(), n()).prop_map(|(file, at)| Top(file, at)),
        4 => (n(), n()).prop_map(|(file, at)| Refer(file, at)),
        3 => (n(), n()).prop_map(|(file, at)| Cut(file, at)),
        2 => (n(), n()).prop_map(|(file, at)| Copy(file, at)),
        4 => n().prop_map(Add),
        3 => (n(), n()).prop_map(|(file, at)| Rename(file, at)),
        3 => n().prop_map(Delete),
        2 => (n(), n()).prop_map(|(file, at)| Break(file, at)),
        5 => (n(), n()).prop_map(|(file, at)| Everywhere(file, at)),
        6 => n().prop_map(Mend),
        6 => Just(MendAll),
        1 => Just(Nothing),
    ]
}

/// The text files of a handbook, and those that it had at first.
struct Desk {
    files: BTreeMap<String, String>,
    first: BTreeMap<String, String>,
    images: Files,
}

impl Desk {
    fn new(files: &Files) -> Self {
        let (mut texts, mut images) = (BTreeMap::new(), Files::new());
        for (path, bytes) in files {
            match String::from_utf8(bytes.clone()) {
                Ok(text) => drop(texts.insert(path.clone(), text)),
                Err(_) => drop(images.insert(path.clone(), bytes.clone())),
            }
        }
        Self {
            first: texts.clone(),
            files: texts,
            images,
        }
    }

    fn sources(&self) -> Sources {
        let texts = self
            .files
            .iter()
            .map(|(path, text)| (path.clone(), text.clone().into_bytes()));
        sources(texts.chain(self.images.clone()))
    }

    fn path(&self, at: usize, ending: &str) -> Option<String> {
        let paths: Vec<&String> = self.files.keys().filter(|path| path.ends_with(ending)).collect();
        Some(paths.get(at % paths.len().max(1))?.to_string())
    }

    /// A record, and not a file that only ends as one.
    fn record(&self, at: usize) -> Option<String> {
        let is_record = |path: &&String| path.ends_with(".toml") && path.matches('/').count() == 2;
        let paths: Vec<&String> = self.files.keys().filter(is_record).collect();
        Some(paths.get(at % paths.len().max(1))?.to_string())
    }

    fn rewrite(&mut self, path: Option<String>, with: impl FnOnce(&str) -> String) {
        if let Some(text) = path.and_then(|path| self.files.get_mut(&path)) {
            *text = with(text);
        }
    }

    fn apply(&mut self, edit: &Edit) {
        match *edit {
            Edit::Digit(file, at) => self.rewrite(self.path(file, ""), |text| {
                let digits: Vec<usize> = text
                    .match_indices(|c: char| c.is_ascii_digit())
                    .map(|(i, _)| i)
                    .collect();
                match digits.get(at % digits.len().max(1)) {
                    Some(i) => format!("{}{}{}", &text[..*i], at % 10, &text[i + 1..]),
                    None => text.to_owned(),
                }
            }),
            Edit::Name(file, at) => self.rewrite(self.record(file), |text| {
                let field = ["name = \"", "title = \"", "text = \"", "summary = \""][at % 4];
                text.replacen(field, &format!("{field}{} ", ["Big", "Small", "Odd"][at % 3]), 1)
            }),
            Edit::Top(file, at) => {
                let other = self.record(at).and_then(|path| reference(&path)).unwrap_or_default();
                self.rewrite(self.record(file), |text| {
                    let line = [
                        "withdrawn = { reason = \"It was wrong\" }".to_owned(),
                        "review = { reviewed_on = 2026-01-02, reviewed_by = \"Dr A\" }".to_owned(),
                        format!("superseded_by = \"{other}\""),
                        format!("about = [\"{other}\"]"),
                    ];
                    format!("{}\n{text}", line[at % 4])
                });
            }
            Edit::Refer(file, at) => {
                let other = self.record(at).and_then(|path| reference(&path)).unwrap_or_default();
                self.rewrite(self.path(file, ".md"), |text| format!("{text}\nSee [it]({other}).\n"));
            }
            Edit::Cut(file, at) => self.rewrite(self.path(file, ""), |text| {
                let lines: Vec<&str> = text.split_inclusive('\n').collect();
                let cut = at % lines.len().max(1);
                let left = lines.iter().enumerate().filter(|(i, _)| *i != cut);
                left.map(|(_, line)| *line).collect()
            }),
            Edit::Copy(file, at) => {
                let Some(to) = self.path(file, "") else { return };
                let ending = to.rsplit_once('.').map_or("", |(_, ending)| ending).to_owned();
                let from = self
                    .path(at, &ending)
                    .map(|path| self.files[&path].clone())
                    .unwrap_or_default();
                let lines: Vec<&str> = from.split_inclusive('\n').collect();
                let line = (*lines.get(at % lines.len().max(1)).unwrap_or(&"")).to_owned();
                self.rewrite(Some(to), |text| format!("{line}{text}"));
            }
            Edit::Add(file) => {
                if let Some(path) = self.path(file, "") {
                    let text = self.files[&path].replacen("name = \"", "name = \"New ", 1);
                    self.files.insert(renamed(&path, "new"), text);
                }
            }
            Edit::Rename(file, at) => {
                if let Some(path) = self.path(file, "").filter(|path| path != "book.toml") {
                    let text = self.files.remove(&path).expect("it is there");
                    self.files.insert(renamed(&path, ["a", "z"][at % 2]), text);
                }
            }
            Edit::Delete(file) => {
                if let Some(path) = self.path(file, "").filter(|path| path != "book.toml") {
                    self.files.remove(&path);
                }
            }
            Edit::Break(file, at) => self.rewrite(self.path(file, ""), |text| {
                let ends: Vec<usize> = text.char_indices().map(|(i, _)| i).collect();
                text[..*ends.get(at % ends.len().max(1)).unwrap_or(&0)].to_owned()
            }),
            Edit::Everywhere(file, at) => self.everywhere(file, at),
            Edit::Mend(file) => {
                let paths: Vec<&String> = self.first.keys().collect();
                let path = paths[file % paths.len()].clone();
                self.files.insert(path.clone(), self.first[&path].clone());
            }
            Edit::MendAll => self.files = self.first.clone(),
            Edit::Nothing => {}
        }
    }

    fn everywhere(&mut self, sort: usize, at: usize) {
        match sort % 5 {
            0 => self.rewrite(Some("book.toml".to_owned()), |text| {
                text.replacen("title = \"", "title = \"The ", 1)
            }),
            1 => self.rewrite(self.path(0, "abbreviations.toml"), |text| {
                text.replacen("means = \"", &format!("means = \"some {} ", ["old", "new"][at % 2]), 1)
            }),
            2 => self.rewrite(self.path(0, "SUMMARY.md"), |text| {
                let mut lines: Vec<&str> = text.split_inclusive('\n').collect();
                let last = lines.len().saturating_sub(1);
                let other = at % lines.len().max(1);
                if last > 0 {
                    lines.swap(other, last);
                }
                lines.concat()
            }),
            3 => self.rewrite(self.path(0, "references.bib"), |text| {
                let years: Vec<usize> = text.match_indices("title").map(|(i, _)| i).collect();
                let from = years.get(at % years.len().max(1)).copied().unwrap_or(0);
                format!("{}{}", &text[..from], text[from..].replacen('{', "{Anew: ", 1))
            }),
            _ => {
                let css = format!("/* {at} */\n");
                self.files.insert("templates/site/site.css".to_owned(), css);
            }
        }
    }
}

fn renamed(path: &str, with: &str) -> String {
    match path.rsplit_once('/') {
        Some((folder, name)) => format!("{folder}/{with}-{name}"),
        None => format!("{with}-{path}"),
    }
}

/// `content/trials/sample.toml` as others refer to it.
fn reference(path: &str) -> Option<String> {
    let path = path.strip_prefix("content/")?.strip_suffix(".toml")?;
    let (folder, id) = path.split_once('/')?;
    let kind = sourcebook::model::Kind::ALL
        .iter()
        .find(|kind| kind.folder() == folder)?;
    Some(format!("{}:{id}", kind.name()))
}

fn has_errors(found: &[Diagnostic]) -> bool {
    found.iter().any(|d| d.severity == Severity::Error)
}

fn files(output: &Output) -> BTreeMap<String, Vec<u8>> {
    let files = output.files().map(|(path, bytes)| (path.to_string(), bytes.to_vec()));
    files.collect()
}

/// Holds the workspace against a fresh build of the same files. Gives whether there is a site of them.
fn compare(workspace: &Workspace, sources: &Sources, last: &mut Option<Output>) -> Result<bool, TestCaseError> {
    let (fresh, found) = Handbook::new(sources);
    let accepted = fresh.as_ref().map_or(&[][..], |fresh| &fresh.accepted);
    let kept = Report {
        accepted: workspace.accepted(),
        ..Report::new(workspace.sources(), workspace.found())
    };
    let anew = Report {
        accepted,
        ..Report::new(sources, &found)
    };
    for format in [Format::Json, Format::Human] {
        prop_assert_eq!(kept.text(format, false), anew.text(format, false));
    }
    if let Some(fresh) = fresh.filter(|_| !has_errors(&found)) {
        match fresh.site() {
            Ok(site) => {
                prop_assert!(workspace.is_good());
                *last = Some(site);
            }
            Err(error) => {
                let error = error.to_string();
                prop_assert_eq!(workspace.obstacle(), Some(error.as_str()));
            }
        }
    } else {
        prop_assert!(!workspace.is_good());
    }
    let good = workspace
        .good()
        .map(|good| good.site().expect("it has been made before"));
    prop_assert_eq!(good.is_some(), last.is_some());
    if let (Some(good), Some(last)) = (&good, last) {
        let (good, last) = (files(good), files(last));
        let paths = |files: &BTreeMap<String, Vec<u8>>| files.keys().cloned().collect::<Vec<_>>();
        prop_assert_eq!(paths(&good), paths(&last));
        for (path, bytes) in &good {
            prop_assert!(
                *bytes == last[path],
                "{} differs:\n{}\n----\n{}",
                path,
                String::from_utf8_lossy(bytes),
                String::from_utf8_lossy(&last[path])
            );
        }
    }
    Ok(workspace.is_good())
}

/// Edits a handbook, and holds it against a fresh build after each step. Between, now and then a page is asked for, and
/// now and then none, so that pages of many ages stand beside each other.
fn edit_and_compare(files: &Files, cases: u32, steps: usize) {
    let mut runner = TestRunner::new(Config {
        cases,
        failure_persistence: None,
        max_shrink_iters: 200,
        rng_seed: proptest::test_runner::RngSeed::Fixed(20_261_121),
        ..Config::default()
    });
    let good = std::cell::Cell::new(0);
    let edits = vec((edit(), any::<u8>()), steps..=steps);
    let done = runner.run(&edits, |edits| {
        let mut desk = Desk::new(files);
        let mut workspace = Workspace::default();
        let mut last = None;
        workspace.update(desk.sources());
        compare(&workspace, &desk.sources(), &mut last)?;
        for (edit, look) in edits {
            // Faults are mended before long.
            if look % 3 > 0 && !workspace.is_good() {
                desk.apply(&Edit::MendAll);
            }
            desk.apply(&edit);
            workspace.update(desk.sources());
            if look % 4 == 0 {
                good.set(good.get() + usize::from(compare(&workspace, &desk.sources(), &mut last)?));
                continue;
            }
            // Somebody looks at one page, and the next edit comes.
            let (fresh, found) = Handbook::new(&desk.sources());
            let sources = desk.sources();
            prop_assert_eq!(
                Report::new(workspace.sources(), workspace.found()).text(Format::Human, false),
                Report::new(&sources, &found).text(Format::Human, false)
            );
            if workspace.is_good() {
                good.set(good.get() + 1);
                last = fresh.and_then(|fresh| fresh.site().ok());
            }
            if let Some(edition) = workspace.good() {
                let pages = edition.handbook().pages();
                let path = pages[usize::from(look) % pages.len()].path();
                let bytes = edition.file(&path).expect("it can be made").expect("it is there");
                let expected = &self::files(last.as_ref().expect("there is a good one"))[&path];
                prop_assert!(bytes == *expected, "{path} differs");
            }
        }
        Ok(())
    });
    done.unwrap_or_else(|error| panic!("{error}"));
    assert!(good.get() > 0, "some of what was edited could be built");
}

#[test]
fn a_small_handbook_stays_what_a_fresh_build_gives() {
    edit_and_compare(&files_below(&repository().join("tests/books/sample-fever")), 24, 16);
}

#[test]
fn the_own_handbook_stays_what_a_fresh_build_gives() {
    let mut files = Files::new();
    for (path, bytes) in files_below(&repository().join("content")) {
        files.insert(format!("content/{path}"), bytes);
    }
    for name in ["book.toml", "grounding.lock"] {
        files.insert(
            name.to_owned(),
            std::fs::read(repository().join(name)).expect("it can be read"),
        );
    }
    edit_and_compare(&files, 2, 12);
    // Where no seals are asked for, more edits can be built.
    let book = String::from_utf8(files["book.toml"].clone()).expect("it is a text");
    assert!(book.contains("[grounding]"));
    files.insert("book.toml".to_owned(), book.replace("[grounding]", "").into_bytes());
    files.remove("grounding.lock");
    edit_and_compare(&files, 2, 12);
}

/// A notice about a work changes pages of other files, and goes from them with its list.
#[test]
fn notices_about_works_come_and_go() {
    let concern = r#"[{ "DOI": "10.5555/alpha.2030", "updated-by": [{ "DOI": "10.5555/concern", "type": "expression_of_concern" }] }]"#;
    let mut desk = Desk::new(&files_below(&repository().join("tests/books/sample-fever")));
    let mut workspace = Workspace::default();
    let mut last = None;
    for list in [None, Some(concern), None, Some("["), Some(concern)] {
        let path = "content/retractions.json".to_owned();
        match list {
            Some(list) => drop(desk.files.insert(path, list.to_owned())),
            None => drop(desk.files.remove(&path)),
        }
        workspace.update(desk.sources());
        let good = compare(&workspace, &desk.sources(), &mut last).unwrap_or_else(|error| panic!("{error}"));
        assert_eq!(good, list != Some("["));
        let marked = last.iter().flat_map(files).any(|(path, bytes)| {
            path == "trial/sample-1.html" && String::from_utf8_lossy(&bytes).contains("expression of concern")
        });
        assert_eq!(marked, list == Some(concern), "{list:?}");
    }
}
