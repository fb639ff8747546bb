//! What a sheet says, line by line: its digest is of this, and by this two sheets of one thing are compared.
//!
//! The lines are read from the data that a template draws, of whatever sort of sheet. A line has the places in which it was
//! read, and not the numbers that a page gave to them: these change whenever something else on the page is cited.

mod changes;

use std::collections::BTreeMap;

use serde::Serialize;
use serde_json::Value;

use crate::read::Sources;

pub use changes::{Change, changes};

/// One thing that a sheet says.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Serialize)]
pub struct Line {
    /// The headings above it.
    pub under: String,
    /// What it is called there; nothing where it is plain text.
    pub name: String,
    pub text: String,
    /// Where it was read.
    pub read: Vec<String>,
}

/// The lines of what a sheet shows, in its order.
pub fn lines(shown: &Value) -> Vec<Line> {
    let mut reader = Reader {
        sources: sources(shown),
        lines: Vec::new(),
    };
    reader.value(shown, "", "");
    reader.lines
}

/// The digest of what a sheet says, in hexadecimal.
pub fn digest(shown: &Value) -> String {
    let bytes = serde_json::to_vec(&lines(shown)).expect("lines are plain data");
    blake3::hash(&bytes).to_hex().to_string()
}

/// The paths of the images in a tree.
pub fn images(shown: &Value) -> Vec<String> {
    match shown {
        Value::Array(all) => all.iter().flat_map(images).collect(),
        Value::Object(fields) if fields.get("is").is_some_and(|is| is == "image") => {
            shown["path"].as_str().map(str::to_owned).into_iter().collect()
        }
        Value::Object(fields) => fields.values().flat_map(images).collect(),
        _ => Vec::new(),
    }
}

/// The digests of the images that a sheet shows, by their paths.
pub fn image_digests(sources: &Sources, shown: &impl Serialize) -> BTreeMap<String, String> {
    let shown = serde_json::to_value(shown).expect("a sheet is plain data");
    let known = images(&shown).into_iter().filter_map(|path| {
        let digest = blake3::hash(sources.images.get(&path)?).to_hex().to_string();
        Some((path, digest))
    });
    known.collect()
}

/// The words of what stands at the head of a sheet as a warning.
pub fn banners(shown: &Value) -> Vec<String> {
    let banners = shown["banners"].as_array().into_iter().flatten();
    banners.map(|banner| plain(&banner["body"])).collect()
}

/// The places of the numbered notes, each with its work.
fn sources(shown: &Value) -> BTreeMap<u64, String> {
    let works = shown["sources"].as_array().into_iter().flatten();
    let places = works.flat_map(|source| {
        let work = plain(&source["work"]);
        let places = source["places"].as_array().into_iter().flatten();
        places.filter_map(move |place| Some((place[0].as_u64()?, format!("{work}, {}", place[1].as_str()?))))
    });
    places.collect()
}

/// What stands under a title: in a part of a card, and in parts, texts, sections and the bibliography of a book.
const HEADED: [&str; 4] = ["blocks", "texts", "sections", "entries"];

/// Fields that say nothing: what tells machines apart, numbers that change with all others, the list of sources, which stand
/// beside what was read in them, and the index, whose names stand in their texts.
const OTHER: [&str; 8] = [
    "role", "anchor", "level", "record", "sources", "label", "number", "index",
];

/// What a line is called that stands in a field of this name, within another.
fn called<'n>(key: &'n str, within: &'n str) -> &'n str {
    match key {
        "blocks" | "entries" | "works" => "",
        "body" => within,
        "lead" => "summary",
        "marks" => "how far to trust it",
        "banners" => "warning",
        "until" => "to be used until",
        other => other,
    }
}

struct Reader {
    sources: BTreeMap<u64, String>,
    lines: Vec<Line>,
}

impl Reader {
    fn line(&mut self, under: &str, name: &str, of: &[&Value]) {
        let text = of.iter().map(|of| plain(of)).collect::<Vec<_>>().join(" ");
        let mut numbers = Vec::new();
        of.iter().for_each(|of| notes(of, &mut numbers));
        self.push(under, name, text, &numbers);
    }

    fn push(&mut self, under: &str, name: &str, text: String, numbers: &[u64]) {
        let mut read: Vec<String> = Vec::new();
        for number in numbers {
            let place = self.sources.get(number).cloned().unwrap_or_default();
            if !place.is_empty() && !read.contains(&place) {
                read.push(place);
            }
        }
        let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
        if !text.is_empty() || !read.is_empty() {
            self.lines.push(Line {
                under: under.to_owned(),
                name: name.trim().trim_end_matches(':').to_owned(),
                text,
                read,
            });
        }
    }

    /// Anything, by the name of the field in which it stands. What has sources of its own, as each text of a book has, names
    /// them by its own numbers.
    fn value(&mut self, value: &Value, under: &str, name: &str) {
        let has_own = value.get("sources").is_some();
        let around = has_own.then(|| std::mem::replace(&mut self.sources, sources(value)));
        self.any(value, under, name);
        if let Some(around) = around {
            self.sources = around;
        }
    }

    fn any(&mut self, value: &Value, under: &str, name: &str) {
        match value {
            Value::Array(all) if all.iter().any(|one| one["is"].is_string()) => self.nodes(all, under, name),
            Value::Array(all) => all.iter().for_each(|one| self.value(one, under, name)),
            Value::Object(fields) if fields.contains_key("is") => self.node(value, under, name),
            Value::Object(fields) => {
                // What has a title and something under it is a heading, below which all else in it stands.
                let is_headed = HEADED.iter().any(|key| fields.contains_key(*key));
                let inside = match fields.get("title").and_then(Value::as_str).filter(|_| is_headed) {
                    Some(title) => below(under, title),
                    None => under.to_owned(),
                };
                for (key, value) in fields {
                    let is_heading = key == "title" && inside != under;
                    if !is_heading && !OTHER.contains(&key.as_str()) {
                        self.value(value, &inside, called(key, name));
                    }
                }
            }
            Value::String(text) => self.push(under, name, text.clone(), &[]),
            Value::Number(number) => self.push(under, name, number.to_string(), &[]),
            Value::Null | Value::Bool(_) => {}
        }
    }

    /// Nodes side by side: pieces of a line are one line.
    fn nodes(&mut self, nodes: &[Value], under: &str, name: &str) {
        let mut under = under.to_owned();
        let outer = under.clone();
        let mut line: Vec<&Value> = Vec::new();
        for node in nodes {
            if !is_block(node) {
                line.push(node);
                continue;
            }
            self.line(&under, name, &std::mem::take(&mut line));
            if node["is"] == "heading" {
                under = below(&outer, &plain(&node["body"]));
            }
            self.node(node, &under, name);
        }
        self.line(&under, name, &line);
    }

    fn node(&mut self, node: &Value, under: &str, name: &str) {
        let all = |key: &str| node[key].as_array().map_or(&[][..], Vec::as_slice);
        match node["is"].as_str().unwrap_or_default() {
            "facts" => {
                for fact in all("facts") {
                    self.line(under, fact["label"].as_str().unwrap_or_default(), &[&fact["value"]]);
                }
            }
            "items" => {
                for item in all("items") {
                    self.line(under, &plain(&item["title"]), &[&item["body"], &item["notes"]]);
                }
            }
            "list" => {
                for item in all("items") {
                    self.nodes(item.as_array().map_or(&[][..], Vec::as_slice), under, name);
                }
            }
            "table" => self.table(node, under),
            "criteria" => self.criterion(&node["criterion"], under, 0),
            "group" => self.nodes(all("blocks"), &below(under, &plain(&node["title"])), ""),
            "quotation" | "footnote" => self.nodes(all("blocks"), under, name),
            "figure" => {
                let (description, digest) = (plain(&node["description"]), plain(&node["digest"]));
                let text = format!("{description} [drawing {}]", digest.get(..8).unwrap_or_default());
                let numbers: Vec<u64> = all("notes").iter().filter_map(Value::as_u64).collect();
                self.push(under, &plain(&node["title"]), text, &numbers);
            }
            "image" => {
                let path = node["path"].as_str().unwrap_or_default();
                self.line(under, path, &[&node["description"]]);
            }
            // It stands above what follows.
            "heading" | "rule" => {}
            _ => self.line(under, name, &[node]),
        }
    }

    fn table(&mut self, table: &Value, under: &str) {
        let empty = Vec::new();
        let heads = table["head"].as_array().unwrap_or(&empty);
        let mut inside = under.to_owned();
        for row in table["rows"].as_array().unwrap_or(&empty) {
            let cells = row["cells"].as_array().unwrap_or(&empty);
            let name = cells.first().map(plain).unwrap_or_default();
            if row["group"] == true {
                inside = below(under, &name);
                continue;
            }
            if cells
                .iter()
                .any(|cell| cell.as_array().is_some_and(|nodes| nodes.iter().any(is_block)))
            {
                self.long_row(cells, heads, &inside);
                continue;
            }
            let mut numbers = Vec::new();
            notes(row, &mut numbers);
            let told = cells.iter().enumerate().skip(1).filter_map(|(nth, cell)| {
                let text = plain(cell);
                let head = heads.get(nth).map(plain).unwrap_or_default();
                (!text.is_empty()).then(|| format!("{head}: {text}"))
            });
            self.push(&inside, &name, told.collect::<Vec<_>>().join("; "), &numbers);
        }
    }

    /// A row of which each cell has lines of its own; the first begins with its name.
    fn long_row(&mut self, cells: &[Value], heads: &[Value], under: &str) {
        let first = cells.first().and_then(|cell| cell.get(0));
        let inside = below(under, &first.map(plain).unwrap_or_default());
        for (nth, cell) in cells.iter().enumerate() {
            let nodes = cell.as_array().map_or(&[][..], Vec::as_slice);
            let under = match heads.get(nth).filter(|_| nth > 0) {
                Some(head) => below(&inside, &plain(head)),
                None => inside.clone(),
            };
            self.nodes(nodes, &under, "");
        }
    }

    fn criterion(&mut self, criterion: &Value, under: &str, depth: usize) {
        let joins = criterion["joins"].as_str().unwrap_or_default();
        let mut numbers = Vec::new();
        notes(&criterion["text"], &mut numbers);
        let text = format!("{}{joins} {}", "– ".repeat(depth), plain(&criterion["text"]));
        self.push(under, "", text, &numbers);
        for child in criterion["children"].as_array().into_iter().flatten() {
            self.criterion(child, under, depth + 1);
        }
    }
}

fn below(under: &str, title: &str) -> String {
    match under {
        "" => title.to_owned(),
        under => format!("{under}, {title}"),
    }
}

fn is_block(node: &Value) -> bool {
    const BLOCKS: [&str; 15] = [
        "figure",
        "paragraph",
        "heading",
        "list",
        "quotation",
        "listing",
        "rule",
        "facts",
        "items",
        "table",
        "criteria",
        "group",
        "works",
        "image",
        "footnote",
    ];
    BLOCKS.iter().any(|block| node["is"] == *block)
}

/// The letters of a tree as they stand, badges in brackets.
fn plain(value: &Value) -> String {
    match value {
        Value::String(text) => text.clone(),
        Value::Array(all) => all.iter().map(plain).collect(),
        Value::Object(fields) => match fields.get("is").and_then(Value::as_str) {
            Some("badge") => format!(" [{}] ", plain(&value["text"])),
            Some("break" | "basis") => " ".to_owned(),
            Some("note") => String::new(),
            // A citation is the number of a work, which changes with every work before it.
            Some("reference") if is_number(value) => {
                let key = plain(&fields["to"]);
                let key = key.rsplit('/').next().unwrap_or_default().trim_end_matches(".html");
                key.to_owned()
            }
            _ => {
                let told = ["text", "body", "blocks", "title", "items", "keys"];
                told.iter().filter_map(|key| fields.get(*key)).map(plain).collect()
            }
        },
        _ => String::new(),
    }
}

/// Whether a reference says nothing but the number of what it leads to.
fn is_number(reference: &Value) -> bool {
    let number = plain(&reference["number"]);
    let said = plain(&reference["body"]);
    !number.is_empty() && said.trim_matches(|c: char| !c.is_alphanumeric()) == number
}

/// The numbers of the notes in a tree, in order.
fn notes(value: &Value, found: &mut Vec<u64>) {
    match value {
        Value::Number(number) => found.extend(number.as_u64()),
        Value::Array(all) => all.iter().for_each(|one| notes(one, found)),
        Value::Object(fields) => {
            for (key, value) in fields {
                match (key.as_str(), value) {
                    // The only numbers that are none of notes.
                    ("level" | "start" | "widths" | "width" | "height", _) => {}
                    _ => notes(value, found),
                }
            }
        }
        _ => {}
    }
}

#[cfg(test)]
mod tests;
