//! An invented handbook with any number of records, the same bytes on every machine.
//!
//! Each record has about 2.5 KB of Markdown with six links, three citations and a table, beside the fields of its kind;
//! there is a work for each record, and fifty chapters. Nothing in it exists: no trial, therapy, condition or author.

mod kinds;
mod words;

use std::fmt::Write;

use sourcebook::ground::lock::{How, Lock, Seal};
use sourcebook::handbook::Handbook;
use sourcebook::read::Sources;

pub use kinds::Kind;
use words::{Random, SHORT_FORMS, capitalised, sentence, sentences, word};

/// How many chapters the navigation has.
pub const CHAPTERS: usize = 50;

/// A handbook before it is written in the form of this program or of another.
#[derive(Debug)]
pub struct Invented {
    pub records: Vec<Record>,
    pub chapters: Vec<Chapter>,
    pub works: Vec<Work>,
}

/// A record: its fields as TOML, and its Markdown.
#[derive(Debug)]
pub struct Record {
    pub kind: Kind,
    pub id: String,
    pub name: String,
    /// Fields of the kind, without tables.
    pub fields: String,
    pub tables: String,
    pub summary: String,
    pub statements: Vec<String>,
    /// The work in which it was read.
    pub read_in: String,
}

#[derive(Debug)]
pub struct Chapter {
    pub id: String,
    pub title: String,
    pub text: String,
    /// The block at its end.
    pub block: String,
}

#[derive(Debug)]
pub struct Work {
    pub key: String,
    pub authors: Vec<String>,
    pub title: String,
    pub journal: String,
    pub year: usize,
}

/// How many records of each kind there are, and where one is in the order of all.
#[derive(Debug)]
pub struct Plan {
    counts: Vec<(Kind, usize)>,
    total: usize,
}

impl Plan {
    fn new(total: usize) -> Self {
        let share = |kind: Kind| match kind.share() {
            0 => 1,
            share => (total * share / 100).max(1),
        };
        let mut counts: Vec<(Kind, usize)> = Kind::ALL.iter().map(|kind| (*kind, share(*kind))).collect();
        let others: usize = counts[1..].iter().map(|(_, count)| count).sum();
        // Trials are what is left.
        counts[0].1 = total
            .checked_sub(others)
            .filter(|left| *left > 0)
            .expect("there are at least thirty records");
        Self { counts, total }
    }

    fn count(&self, kind: Kind) -> usize {
        self.counts
            .iter()
            .find(|(k, _)| *k == kind)
            .map_or(0, |(_, count)| *count)
    }

    /// A record of a kind that stands near `at` in the order of all: what belongs together refers to each other. One in
    /// ten is from anywhere.
    fn near(&self, kind: Kind, at: usize, random: &mut Random) -> String {
        let count = self.count(kind);
        let nth = match random.below(10) {
            0 => random.below(count),
            _ => (at * count / self.total + random.below(5)) % count,
        };
        kind.reference(nth)
    }

    /// A record by its place among all: each is led to by the one before it.
    fn reference(&self, number: usize) -> String {
        let mut nth = number;
        for (kind, count) in &self.counts {
            match nth.checked_sub(*count) {
                Some(rest) => nth = rest,
                None => return kind.reference(nth),
            }
        }
        unreachable!("there are fewer than {number} records")
    }

    /// A work near `at`.
    fn work(&self, at: usize, random: &mut Random) -> String {
        work_key((at + random.below(40)) % self.total)
    }
}

fn work_key(nth: usize) -> String {
    format!("{}{}", word(nth), year(nth))
}

fn year(nth: usize) -> usize {
    1996 + nth * 7 % 30
}

impl Invented {
    /// A handbook of `total` records, at least thirty.
    pub fn new(total: usize) -> Self {
        let plan = Plan::new(total);
        let mut records = Vec::with_capacity(total);
        for (kind, count) in &plan.counts {
            for nth in 0..*count {
                let mut random = Random::new((*kind as u64) << 32 | nth as u64);
                let at = nth * total / count;
                let number = records.len();
                records.push(record(&plan, *kind, nth, at, number, &mut random));
            }
        }
        Self {
            records,
            chapters: (0..CHAPTERS).map(|nth| chapter(&plan, nth)).collect(),
            works: (0..total).map(work).collect(),
        }
    }

    /// The files of the handbook, with `[grounding]` and a seal for every claim, as a real one has.
    pub fn files(&self) -> Vec<(String, String)> {
        let mut files = vec![
            ("book.toml".to_owned(), BOOK.to_owned()),
            ("content/SUMMARY.md".to_owned(), self.reading_order()),
            ("content/abbreviations.toml".to_owned(), abbreviations()),
            (
                "content/references.bib".to_owned(),
                self.works.iter().map(Work::bibtex).collect(),
            ),
        ];
        files.extend(
            self.chapters
                .iter()
                .map(|c| (format!("content/chapters/{}.md", c.id), c.markdown())),
        );
        files.extend(self.records.iter().map(|r| (r.path(), r.toml())));
        files.push(("grounding.lock".to_owned(), seals(&files)));
        files
    }

    /// A file that can be edited, and its text.
    pub fn a_record(&self) -> (String, String) {
        let record = &self.records[self.records.len() / 2];
        (record.path(), record.toml())
    }

    fn reading_order(&self) -> String {
        let mut out = "# Summary\n".to_owned();
        for (nth, chapter) in self.chapters.iter().enumerate() {
            if nth % 10 == 0 {
                // Writing to a string cannot fail.
                let _ = write!(out, "\n# Part {}\n\n", capitalised(&word(90_000 + nth)));
            }
            let _ = writeln!(out, "- [{}](chapters/{}.md)", chapter.title, chapter.id);
        }
        out
    }
}

/// A seal for every claim, as if it had been found in a paper: `check` compares without the papers.
fn seals(files: &[(String, String)]) -> String {
    let sources = Sources::from_texts(files.to_vec());
    let (handbook, _) = Handbook::new(&sources);
    let grounding = handbook.expect("the book can be used").grounding;
    let seals = grounding.claims().map(|claim| {
        let how = if claim.numbers.is_empty() {
            How::Named
        } else {
            How::Found
        };
        let seal = Seal {
            papers: vec!["0123456789abcdef".to_owned()],
            at: vec!["1000-2000".to_owned()],
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

const BOOK: &str = r#"[book]
title = "Invented handbook"
language = "en-GB"
description = "Records of trials and therapies that do not exist, to measure speed."
version = "1"

[notice]
disclaimer = "Everything in it is invented."

[grounding]
"#;

fn abbreviations() -> String {
    let short_forms = SHORT_FORMS.iter().enumerate();
    short_forms
        .map(|(nth, short)| format!("[{short}]\nmeans = \"{} scale\"\n\n", word(80_000 + nth)))
        .collect()
}

fn record(plan: &Plan, kind: Kind, nth: usize, at: usize, number: usize, random: &mut Random) -> Record {
    let next = plan.reference((number + 1) % plan.total);
    let [therapy, condition, trial, quoted, analysis] =
        [Kind::Therapy, Kind::Condition, Kind::Trial, Kind::Trial, Kind::Analysis]
            .map(|kind| plan.near(kind, at, random));
    let works: Vec<String> = (0..3).map(|_| plan.work(number, random)).collect();
    let place = if random.below(4) == 0 { ", p. 12" } else { "" };
    let summary = format!(
        "{} [this therapy]({therapy}) in [that condition]({condition}): []({quoted}#main.effect) [@{}; @{}]. {}\n\n\
         | Question | Seen in | What came out |\n|---|---|---|\n\
         | {} | [a trial]({trial}) | {} |\n| {} | [an analysis]({analysis}) | {} |\n| {} | everyday care | {} |\n\n\
         {} The [next record]({next}) is compared with it.",
        sentence(random),
        works[0],
        works[1],
        sentences(random, 420),
        random.one_of(&TOPICS),
        random.one_of(&ANSWERS),
        random.one_of(&TOPICS),
        random.one_of(&ANSWERS),
        random.one_of(&TOPICS),
        random.one_of(&ANSWERS),
        sentences(random, 420),
    );
    let mut statements: Vec<String> = (0..3).map(|_| sentences(random, 330)).collect();
    let _ = write!(statements[0], " This was seen again later [@{}{place}].", works[2]);
    let (fields, tables) = kind.fields(plan, nth, at, random);
    Record {
        kind,
        id: kind.id(nth),
        name: kind.name(nth),
        fields,
        tables,
        summary,
        statements,
        read_in: work_key(number),
    }
}

const TOPICS: [&str; 5] = [
    "Relapse",
    "Recovery",
    "Pain at rest",
    "Return to the unit",
    "Walking unaided",
];
const ANSWERS: [&str; 4] = [
    "no difference",
    "better with **early** care",
    "worse when late",
    "not stated",
];

impl Record {
    fn path(&self) -> String {
        format!("content/{}/{}.toml", self.kind.folder(), self.id)
    }

    fn toml(&self) -> String {
        let mut out = format!(
            "name = \"{}\"\nsource = {{ cite = \"{}\", at = \"Results, paragraph 3\" }}\n{}summary = \"\"\"\n{}\"\"\"\n\n{}",
            self.name, self.read_in, self.fields, self.summary, self.tables
        );
        for (nth, text) in self.statements.iter().enumerate() {
            let id = ["first", "second", "third"][nth];
            let _ = write!(out, "[[statements]]\nid = \"{id}\"\ntext = \"\"\"\n{text}\"\"\"\n");
            if nth == 2 {
                let _ = writeln!(out, "source = {{ cite = \"{}\", at = \"Discussion\" }}", self.read_in);
            }
            out.push('\n');
        }
        out
    }
}

fn chapter(plan: &Plan, nth: usize) -> Chapter {
    let mut random = Random::new(1 << 40 | nth as u64);
    let at = nth * plan.total / CHAPTERS;
    let title = format!("{} and what follows", capitalised(&word(70_000 + nth)));
    let mut text = String::new();
    for kind in [
        Kind::Condition,
        Kind::Therapy,
        Kind::Trial,
        Kind::Study,
        Kind::Recommendation,
        Kind::Analysis,
    ] {
        let link = plan.near(kind, at, &mut random);
        let lead = sentences(&mut random, 260);
        let _ = write!(
            text,
            "## {}\n\n{lead} See [this record]({link}).",
            capitalised(&word(60_000 + nth + kind as usize))
        );
        if matches!(kind, Kind::Condition | Kind::Trial | Kind::Study) {
            let _ = write!(text, " Others saw the same [@{}].", plan.work(at, &mut random));
        }
        let _ = write!(text, " {}\n\n", sentences(&mut random, 120));
    }
    let records: Vec<String> = (0..6)
        .map(|_| format!("\"{}\"", plan.near(Kind::Trial, at, &mut random)))
        .collect();
    Chapter {
        id: word(70_000 + nth),
        title,
        text,
        block: format!("```sourcebook:list\nrecords = [{}]\n```\n", records.join(", ")),
    }
}

impl Chapter {
    fn markdown(&self) -> String {
        format!("# {}\n\n{}{}", self.title, self.text, self.block)
    }
}

fn work(nth: usize) -> Work {
    let mut random = Random::new(1 << 41 | nth as u64);
    let authors = (0..2 + random.below(3))
        .map(|_| {
            let name = capitalised(&word(random.below(20_000)));
            let initial = random.one_of(&["A", "B", "C", "K", "M", "R", "S"]);
            format!("{name}, {initial}.")
        })
        .collect();
    Work {
        key: work_key(nth),
        authors,
        title: format!(
            "{}: a study of {}",
            sentence(&mut random).trim_end_matches('.').replace('*', ""),
            word(nth)
        ),
        journal: format!("Journal of {}", capitalised(&word(50_000 + random.below(60)))),
        year: year(nth),
    }
}

impl Work {
    fn bibtex(&self) -> String {
        let number = self.key.len() * 31 + self.year;
        format!(
            "@article{{{},\n  author = {{{}}},\n  title = {{{}}},\n  journaltitle = {{{}}},\n  volume = {{{}}},\n  \
             pages = {{{number}--{}}},\n  year = {{{}}},\n  doi = {{10.99999/{}}},\n}}\n\n",
            self.key,
            self.authors.join(" and "),
            self.title,
            self.journal,
            number % 90 + 1,
            number + 9,
            self.year,
            self.key,
        )
    }
}
