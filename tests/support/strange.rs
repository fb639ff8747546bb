//! A handbook in letters that English has not: what is left in English letters on its pages, the program said by itself.
//!
//! The content of a handbook is written in Hebrew letters, one for each letter that it had, and every message of the
//! catalogue is put into marks. So each word of a page is told: content by its letters, the interface by its marks.

use std::collections::BTreeSet;

use fluent_syntax::ast::{Entry, PatternElement};
use fluent_syntax::{parser, serializer};
use sourcebook::handbook::Handbook;
use sourcebook::model::scalar::Scalar;
use sourcebook::model::shape::Shape;
use sourcebook::model::text::{Markdown, Text};
use sourcebook::model::walk;
use sourcebook::read::Sources;
use sourcebook::read::node::Value;
use sourcebook::words::ENGLISH;

/// What stands around each message.
pub const MARKS: [char; 2] = ['⟦', '⟧'];

/// The English catalogue with marks around each message.
pub fn catalogue() -> String {
    let mut resource = parser::parse(ENGLISH.to_owned()).expect("the English catalogue is without faults");
    for entry in &mut resource.body {
        if let Entry::Message(message) = entry {
            let pattern = message.value.as_mut().expect("a message says something");
            let [open, close] = MARKS.map(|mark| PatternElement::TextElement {
                value: mark.to_string(),
            });
            pattern.elements.insert(0, open);
            pattern.elements.push(close);
        }
    }
    serializer::serialize(&resource)
}

/// A Hebrew letter for each English one; all else stays.
pub fn foreign(text: &str) -> String {
    const LETTERS: [char; 22] = [
        'א', 'ב', 'ג', 'ד', 'ה', 'ו', 'ז', 'ח', 'ט', 'י', 'כ', 'ל', 'מ', 'נ', 'ס', 'ע', 'פ', 'צ', 'ק', 'ר', 'ש', 'ת',
    ];
    let letter = |c: char| match c.to_ascii_lowercase() {
        lower @ 'a'..='z' => LETTERS[(lower as usize - 'a' as usize) % LETTERS.len()],
        _ => c,
    };
    text.chars().map(letter).collect()
}

/// Markdown in foreign letters, but for what leads somewhere: addresses, citations, footnotes, code and blocks.
pub fn foreign_markdown(text: &str) -> String {
    let mut out = String::new();
    let mut fenced = false;
    for line in text.split_inclusive('\n') {
        let is_fence = line.trim_start().starts_with("```");
        fenced ^= is_fence;
        if fenced || is_fence || line.starts_with("[^") {
            out.push_str(line);
        } else {
            foreign_line(line, &mut out);
        }
    }
    out
}

fn foreign_line(line: &str, out: &mut String) {
    let mut rest = line;
    while let Some(c) = rest.chars().next() {
        let kept = ["](", "[@", "[^", "`", "<", "&"]
            .into_iter()
            .find(|open| rest.starts_with(open));
        let end = match kept {
            Some("](") => rest.find(')'),
            Some("[@" | "[^") => rest.find(']'),
            Some("`") => rest[1..].find('`').map(|at| at + 1),
            Some("<") => rest.find('>'),
            Some("&") => rest.find(';'),
            _ => None,
        };
        let length = end.map_or(c.len_utf8(), |end| end + 1);
        match end {
            Some(_) => out.push_str(&rest[..length]),
            None => out.push_str(&foreign(&rest[..length])),
        }
        rest = &rest[length..];
    }
}

/// A handbook's files in Hebrew, with a catalogue of its own.
pub fn strange(files: &[(String, String)]) -> Vec<(String, String)> {
    let sources = Sources::from_texts(files.iter().cloned());
    let (handbook, found) = Handbook::new(&sources);
    let handbook = handbook.unwrap_or_else(|| panic!("{found:?}"));
    let mut made: Vec<(String, String)> = Vec::new();
    for (path, text) in files {
        let mut text = text.clone();
        if path.ends_with(".bib") {
            text = bibliography(&text);
        } else if path.ends_with("book.toml") {
            text = settings(&text);
        } else if path.ends_with("abbreviations.toml") {
            text = text
                .lines()
                .map(|line| values(line, &["means", "text"]) + "\n")
                .collect();
        } else if path.ends_with(".md") {
            text = foreign_markdown(&text);
        } else if let Some(record) = handbook
            .corpus
            .records
            .values()
            .find(|r| *sources.file(r.file).path == **path)
        {
            let mut places: Vec<(std::ops::Range<usize>, bool)> = Vec::new();
            walk::walk(record.id.kind, &record.tree, &mut |visit| {
                let Shape::Scalar(of) = visit.shape else { return };
                let is_text = [Text::NAME, Markdown::NAME].contains(&of.name);
                if let (true, Value::Text(_)) = (is_text, &visit.node.value) {
                    places.push((visit.node.span.clone(), of.name == Markdown::NAME));
                }
            });
            places.sort_by_key(|(place, _)| std::cmp::Reverse(place.start));
            places.dedup();
            for (place, is_markdown) in places {
                let written = &text[place.clone()];
                let new = if is_markdown {
                    foreign_markdown(written)
                } else {
                    foreign(written)
                };
                text.replace_range(place, &new);
            }
        }
        made.push((path.clone(), text));
    }
    made.retain(|(path, _)| !path.starts_with("templates/"));
    made.push(("templates/locales/he.ftl".to_owned(), catalogue()));
    made
}

fn settings(text: &str) -> String {
    let lines = text.lines().filter(|line| !line.starts_with("language"));
    let lines = lines.map(|line| values(line, &["title", "authors", "description", "licence", "disclaimer"]));
    let text: String = lines.map(|line| line + "\n").collect();
    text.replacen("[book]\n", "[book]\nlanguage = \"he\"\n", 1)
}

/// A line of TOML with what these keys say in foreign letters.
fn values(line: &str, keys: &[&str]) -> String {
    let mut out = String::new();
    for (nth, part) in line.split('"').enumerate() {
        let key = out.trim_end_matches(['"', '[', ' ', '=']).to_owned();
        let is_said = keys.iter().any(|key_of| key.ends_with(key_of)) || keys.iter().any(|k| line.starts_with(k));
        if nth > 0 {
            out.push('"');
        }
        match nth % 2 == 1 && is_said {
            true => out.push_str(&foreign(part)),
            false => out.push_str(part),
        }
    }
    out
}

/// A bibliography with titles, names and journals in foreign letters.
fn bibliography(text: &str) -> String {
    const SAID: [&str; 9] = [
        "title",
        "author",
        "journal",
        "editor",
        "publisher",
        "booktitle",
        "note",
        "institution",
        "location",
    ];
    let line = |line: &str| {
        let Some((key, value)) = line.split_once('=') else {
            return line.to_owned();
        };
        let key_of = key.trim().to_lowercase();
        if !SAID.iter().any(|said| key_of.contains(said)) {
            return line.to_owned();
        }
        let words = value.split_inclusive([' ', '{', '}', ',']).map(|word| {
            let bare = word.trim_matches(|c: char| !c.is_alphanumeric());
            match bare == "and" || bare == "others" || word.contains('\\') {
                true => word.to_owned(),
                false => foreign(word),
            }
        });
        format!("{key}={}", words.collect::<String>())
    };
    text.lines().map(|text| line(text) + "\n").collect()
}

/// The words in English letters that the content still has: ids, units, addresses.
pub fn latin(files: &[(String, String)]) -> BTreeSet<String> {
    let mut kept = BTreeSet::new();
    let content = files.iter().filter(|(path, _)| !path.ends_with(".ftl"));
    for (path, text) in content {
        kept.extend(words(path));
        for line in text.lines() {
            // Keys of TOML are words of the program.
            let value = line
                .split_once('=')
                .filter(|_| path.ends_with(".toml"))
                .map_or(line, |(_, value)| value);
            kept.extend(words(value));
        }
    }
    kept
}

/// The runs of English letters of a text.
pub fn words(text: &str) -> impl Iterator<Item = String> {
    let runs = text.split(|c: char| !c.is_ascii_alphabetic());
    runs.filter(|run| run.len() > 1).map(str::to_owned)
}

/// What of a text is not said by the catalogue. `depth` is how many messages it stands in.
pub fn unmarked(text: &str, depth: &mut usize) -> String {
    let mut left = String::new();
    for c in text.chars() {
        match c {
            c if c == MARKS[0] => *depth += 1,
            c if c == MARKS[1] => *depth = depth.saturating_sub(1),
            c if *depth == 0 => left.push(c),
            _ => {}
        }
    }
    left
}
