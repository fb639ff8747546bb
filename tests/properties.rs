//! What holds of any text whatever: no panic, places inside the file, spellings kept.

mod support;

use std::ops::Range;

use proptest::collection::vec;
use proptest::prelude::*;
use proptest::sample::select;

use sourcebook::diagnostic::FileId;
use sourcebook::model::number::{Count, Number, PValue};
use sourcebook::model::quantity::{Duration, Magnitude, Quantity};
use sourcebook::model::reference::Target;
use sourcebook::model::scalar::Scalar;
use sourcebook::model::shape::{Shape, Shapes};
use sourcebook::model::text::{Date, Id, Markdown, Registry, Text, kebab, kebab_form};
use sourcebook::model::unit::Unit;
use sourcebook::model::{Kind, RecordId};
use sourcebook::read::Sources;
use sourcebook::read::markdown::scan;
use sourcebook::read::node::{Node, Value};
use sourcebook::read::places::Places;
use sourcebook::rules::report::{Format, report};
use sourcebook::rules::{Check, find};
use support::memory::{found, handbook};

/// Any text, and texts made of pieces that mean something, which lead further into the code.
fn text(pieces: &'static [&'static str]) -> impl Strategy<Value = String> {
    let made = vec(
        prop_oneof![4 => select(pieces).prop_map(str::to_owned), 1 => "\\PC{0,4}", 1 => any::<char>().prop_map(String::from)],
        0..24,
    );
    prop_oneof![1 => ".{0,40}", 3 => made.prop_map(|pieces| pieces.concat())]
}

const VALUES: &[&str] = &[
    "<",
    "<=",
    "≥",
    "~",
    " ",
    "-",
    "–",
    "+",
    ".",
    "0",
    "7",
    "90",
    "0.80",
    "1e3",
    "nan",
    "mmHg",
    "mm[Hg]",
    "/",
    "µg",
    "{beats}",
    "min",
    "d",
    "%",
    "10*9",
    "2024",
    "2024-02-29",
    "-02",
    "NCT00000001",
    "death-30d",
    "°C",
    "²",
    "\n",
    "\u{85}",
];

fn inside(at: &Option<Range<usize>>, text: &str) -> bool {
    at.as_ref().is_none_or(|at| text.get(at.clone()).is_some())
}

/// Reads and shows a text as a `T`, and reads what it shows again.
fn round<T: Scalar + std::fmt::Display>(text: &str) -> Result<Option<T>, TestCaseError> {
    match T::parse(text) {
        Ok(value) => {
            let _ = T::parse(&value.to_string());
            Ok(Some(value))
        }
        Err(error) => {
            prop_assert!(inside(&error.at, text), "{:?} in {text:?}: {}", error.at, error.message);
            prop_assert!(!error.message.is_empty());
            Ok(None)
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(512))]

    #[test]
    fn values_are_read_and_shown(text in text(VALUES)) {
        if let Some(number) = round::<Number>(&text)? {
            prop_assert_eq!(number.to_string(), text.trim_start_matches('+'));
            prop_assert!(number.value().is_finite());
        }
        if let Some(Quantity { magnitude, .. }) = round::<Quantity>(&text)? {
            let numbers = match &magnitude {
                Magnitude::One(one) => vec![one],
                Magnitude::Range(low, high) => vec![low, high],
            };
            let shown = Quantity::parse(&text).unwrap().to_string();
            for number in numbers {
                prop_assert!(text.contains(number.as_str()) && shown.contains(number.as_str()));
            }
        }
        if let Some(duration) = round::<Duration>(&text)? {
            prop_assert!(duration.days().is_finite());
        }
        if let Some(p) = round::<PValue>(&text)? {
            prop_assert!(text.contains(p.value.as_str()));
        }
        round::<Count>(&text)?;
        round::<Unit>(&text)?;
        for kept in [
            round::<Date>(&text)?.map(|v| v.to_string()),
            round::<Id>(&text)?.map(|v| v.to_string()),
            round::<Text>(&text)?.map(|v| v.to_string()),
            round::<Markdown>(&text)?.map(|v| v.to_string()),
            round::<Registry>(&text)?.map(|v| v.to_string()),
        ] {
            prop_assert!(kept.is_none_or(|kept| kept == text));
        }
    }

    #[test]
    fn ids_that_are_proposed_are_ids(text in text(VALUES)) {
        let proposed = kebab_form(&text);
        prop_assert!(proposed.is_empty() || kebab(&proposed).is_ok(), "{proposed}");
        if kebab(&text).is_ok() {
            prop_assert_eq!(proposed, text);
        }
    }

    #[test]
    fn references_are_written_as_they_are_read(
        text in text(&["trial", "therapy", ":", "#", "sample", "-", "2", "death.effect", "Trial", " "]),
    ) {
        match Target::parse(&text) {
            Ok(target) => prop_assert_eq!(target.to_string(), text),
            Err(error) => prop_assert!(inside(&error.at, &text)),
        }
    }

    #[test]
    fn days_exist(year in 0_u16..3000, month in 0_u8..14, day in 0_u8..33) {
        let last = match month {
            2 if year % 400 == 0 || (year % 4 == 0 && year % 100 != 0) => 29,
            2 => 28,
            4 | 6 | 9 | 11 => 30,
            1..=12 => 31,
            _ => 0,
        };
        let exists = (1..=last).contains(&day);
        prop_assert_eq!(Date::parse(&format!("{year:04}-{month:02}-{day:02}")).is_ok(), exists);
    }
}

const TOML: &[&str] = &[
    "name",
    "design",
    "id",
    " = ",
    "\"",
    "'",
    "\"\"\"",
    "'''",
    "\\",
    "\\u00e9",
    "\\n",
    "\n",
    "\r\n",
    "[",
    "]",
    "[[",
    "]]",
    "{",
    "}",
    ",",
    ".",
    "# ",
    "7",
    "0x28",
    "1e3",
    "inf",
    "true",
    "2024-02-01",
    "é",
    "\u{feff}",
    "[[outcomes]]\n",
    "id = \"death\"\n",
    "\0",
];

fn every_node(node: &Node, visit: &mut dyn FnMut(&Node)) {
    visit(node);
    match &node.value {
        Value::Array(items) => items.iter().for_each(|item| every_node(item, visit)),
        Value::Table(table) => table.entries.iter().for_each(|entry| every_node(&entry.value, visit)),
        _ => {}
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(256))]

    #[test]
    fn bytes_become_a_tree(bytes in vec(any::<u8>(), 0..80)) {
        tree(&String::from_utf8_lossy(&bytes))?;
    }

    #[test]
    fn toml_becomes_a_tree(text in text(TOML)) {
        tree(&text)?;
    }

    /// Every letter of a string is found in the file, in order, whatever the spelling.
    #[test]
    fn letters_of_strings_have_places(text in text(&["é", "\"", "'", "\\", "\n", "\r\n", "\t", "\u{1}", "word", " ", "\"\"\"", "'''"])) {
        for file in [format!("a = {}", toml::Value::String(text.clone())), format!("a = {text:?}")] {
            let sources = Sources::from_texts([("a.toml", file.as_str())]);
            let (tree, faults) = sources.tree(FileId(0));
            // Rust's escapes are nearly TOML's.
            if !faults.is_empty() {
                continue;
            }
            let node = tree.root.get("a").unwrap();
            prop_assert_eq!(node.as_text().unwrap(), &text);
            let places = Places::of(&file, node);
            let mut last = node.span.start;
            for (at, c) in text.char_indices() {
                let place = places.at(&(at..at + c.len_utf8()));
                let spelt = file.get(place.clone()).unwrap_or_default();
                prop_assert!(spelt == c.to_string() || spelt.starts_with('\\'), "{spelt:?} for {c:?} in {file:?}");
                prop_assert!(place.start >= last && place.end < node.span.end);
                last = place.end;
            }
        }
    }

    #[test]
    fn what_markdown_refers_to_has_places(text in text(MARKDOWN)) {
        let scan = scan(&text);
        let links = scan.links.iter().map(|l| &l.bytes);
        let citations = scan.citations.iter().flat_map(|c| c.keys.iter().chain([&c.bytes]));
        let embeds = scan.embeds.iter().map(|e| &e.bytes);
        let headings = scan.headings.iter().map(|h| &h.bytes);
        let faults = scan.faults.iter().map(|f| &f.bytes);
        for bytes in links.chain(citations).chain(embeds).chain(headings).chain(faults) {
            prop_assert!(text.get(bytes.clone()).is_some(), "{bytes:?} in {text:?}");
        }
        for block in &scan.embeds {
            let body = block.body_start..block.body_start + block.body.len();
            prop_assert!(text.get(body).is_some() && text.is_char_boundary(block.body_start));
        }
        for citation in &scan.citations {
            prop_assert_eq!(citation.cites.len(), citation.keys.len());
        }
    }
}

fn tree(text: &str) -> Result<(), TestCaseError> {
    let sources = Sources::from_texts([("a.toml", text)]);
    let (tree, faults) = sources.tree(FileId(0));
    let text = &sources.file(FileId(0)).text;
    for fault in faults {
        prop_assert!(
            text.get(fault.primary.span.bytes.clone()).is_some(),
            "{:?} in {text:?}",
            fault.primary
        );
    }
    let mut outside = Vec::new();
    every_node(&tree.root, &mut |node| {
        if tree.whole && text.get(node.span.clone()).is_none() {
            outside.push(node.span.clone());
        }
    });
    prop_assert!(outside.is_empty(), "{outside:?} in {text:?}");
    Ok(())
}

const MARKDOWN: &[&str] = &[
    "# ",
    "\n",
    "\n\n",
    "\r\n",
    "[@a]",
    "[@a; @b, p. 3]",
    "[@",
    "]",
    "[",
    "(",
    ")",
    "]: x",
    "![",
    "](trial:sample)",
    "[](trial:sample#death)",
    "](all.md#all)",
    "[^x]",
    "[^x]: ",
    "\\",
    "<b>",
    "</b>",
    "<!-- ",
    "-->",
    "<div>\n",
    "```sourcebook:list\n",
    "kind = \"trial\"\n",
    "```\n",
    "~~~~sourcebook:trials\n",
    "~~~~\n",
    "> ",
    "- ",
    "  ",
    "| a | b |\n|---|---|\n",
    "é",
    "&Tab;",
    "java",
    "script:",
    "//host",
    "*",
    "`",
    "[](abbr:X)",
    "<a@b.c>",
    "<https://x.y>",
    "\t",
];

const BIB: &[&str] = &[
    "@article{",
    "@article(",
    "@string{",
    "@comment{",
    "a2020",
    ",",
    "title = ",
    "{",
    "}",
    "\"",
    "year = {2020}",
    "doi = {10.1/1}",
    "\n",
    "@",
    "%",
    "=",
    "é",
    " # ",
    "author = {A, B and others}",
    "crossref = {a2020}",
    "}\n@article{b2020, title = {B}}\n",
];

const SUMMARY: &[&str] = &[
    "# Summary\n",
    "- ",
    "  ",
    "[All](chapters/all.md)\n",
    "[",
    "](",
    ")",
    "chapters/",
    ".md",
    "\n",
    "\r\n",
    "---\n",
    "é",
    "\u{a0}",
    "../",
    "./",
];

/// A value of TOML in one line, with names that records have.
fn value() -> impl Strategy<Value = String> {
    let names = Shapes::get().every_field();
    let leaf = prop_oneof![
        select(
            &[
                "7",
                "0.80",
                "-3",
                "1e3",
                "nan",
                "true",
                "2024-02-01",
                "12:00:00",
                "\"\"",
                "\"a\\u0085b\"",
                "'''x'''"
            ][..]
        )
        .prop_map(str::to_owned),
        select(
            &[
                "trial:sample",
                "trial:sample#death",
                "definition:x",
                "sample",
                "< 90 mmHg",
                "sample_size",
                "outcomes.death",
                "[@a]",
                "[](abbr:X)"
            ][..]
        )
        .prop_map(|text| format!("\"{text}\"")),
        ".{0,8}".prop_map(|text| toml::Value::String(text).to_string()),
    ];
    leaf.prop_recursive(4, 32, 5, move |inner| {
        prop_oneof![
            vec(inner.clone(), 0..4).prop_map(|items| format!("[{}]", items.join(", "))),
            proptest::collection::btree_map(select(names.clone()), inner, 0..5).prop_map(|fields| {
                let fields: Vec<String> = fields.iter().map(|(name, value)| format!("{name} = {value}")).collect();
                format!("{{ {} }}", fields.join(", "))
            }),
        ]
    })
}

/// Names of fields at every depth.
trait EveryField {
    fn every_field(&self) -> Vec<String>;
}

impl EveryField for Shapes {
    fn every_field(&self) -> Vec<String> {
        let mut names = Vec::new();
        let mut open: Vec<Shape> = Kind::ALL.iter().map(|kind| self.record(*kind)).collect();
        let mut seen = std::collections::HashSet::new();
        while let Some(shape) = open.pop() {
            match shape {
                Shape::Table(id) if seen.insert(id) => {
                    for field in &self.table(id).fields {
                        names.push(field.name.clone());
                        open.push(field.shape.clone());
                    }
                }
                Shape::List(item, _) | Shape::OneOrMany(item) => open.push(*item),
                _ => {}
            }
        }
        names.sort();
        names.dedup();
        names
    }
}

/// A value of a shape, as TOML in one line. What is chosen depends on `seeds` alone.
fn spelt(shape: &Shape, seeds: &mut dyn Iterator<Item = usize>, depth: usize) -> String {
    const SCALARS: &[&str] = &[
        "\"sample\"",
        "\"see [](trial:sample#sample_size) and [@a2020]\"",
        "7",
        "0.80",
        "\"< 0.001\"",
        "\"< 90 mmHg\"",
        "\"6–8 mL/kg\"",
        "\"30 d\"",
        "\"NCT00000001\"",
        "2024-02-01",
        "\"2024\"",
        "\"µg/kg/min\"",
        "\"arms.sample\"",
    ];
    let mut next = |n: usize| seeds.next().unwrap_or_default() % n;
    match shape {
        Shape::Table(id) => {
            let fields: Vec<String> = Shapes::get()
                .table(*id)
                .fields
                .iter()
                .filter(|field| !matches!(field.name.as_str(), "also_reported" | "formerly"))
                .filter_map(|field| {
                    let taken = field.required || (depth < 5 && seeds.next().unwrap_or_default().is_multiple_of(4));
                    taken.then(|| format!("{} = {}", field.name, spelt(&field.shape, seeds, depth + 1)))
                })
                .collect();
            match depth {
                0 => fields.join("\n"),
                _ => format!("{{ {} }}", fields.join(", ")),
            }
        }
        Shape::List(item, length) => {
            let length = length.unwrap_or_else(|| if depth < 5 { next(3) } else { 0 });
            let items: Vec<String> = (0..length).map(|_| spelt(item, seeds, depth + 1)).collect();
            format!("[{}]", items.join(", "))
        }
        Shape::OneOrMany(item) if next(2) == 0 => format!("[{}]", spelt(item, seeds, depth + 1)),
        Shape::OneOrMany(item) => spelt(item, seeds, depth),
        Shape::Choice(options) => format!("\"{}\"", options[next(options.len())]),
        Shape::Bool => ["true", "false"][next(2)].to_owned(),
        Shape::Scalar(scalar) => {
            let fits = |spelling: &str| {
                let sources = Sources::from_texts([("a.toml", format!("a = {spelling}"))]);
                let (tree, _) = sources.tree(FileId(0));
                let node = tree.root.get("a").unwrap();
                scalar.spelt.allows(&node.value) && (scalar.check)(node.as_text().unwrap()).is_ok()
            };
            let fitting: Vec<&&str> = SCALARS.iter().filter(|spelling| fits(spelling)).collect();
            (*fitting[next(fitting.len())]).to_owned()
        }
        Shape::Reference(kind) => {
            let kind = kind.unwrap_or(Kind::ALL[next(Kind::ALL.len())]);
            let part = ["", "", "#sample", "#sample.effect"][next(4)];
            format!("\"{}:sample{part}\"", kind.name())
        }
        Shape::Cite => "\"a2020\"".to_owned(),
        Shape::Local(_) | Shape::SameAs(_) => "\"sample\"".to_owned(),
    }
}

/// A handbook is checked to its end, and every format reports what was found.
fn checked(files: &[(&str, &str)]) -> Result<(), TestCaseError> {
    let sources = handbook(files.iter().copied());
    let found = found(&sources);
    for diagnostic in &found {
        // What has its shape has its type: else the two have come apart.
        prop_assert!(
            !diagnostic.message.contains("the record cannot be read"),
            "{diagnostic:?}"
        );
        for label in [&diagnostic.primary].into_iter().chain(&diagnostic.related) {
            let text = &sources.file(label.span.file).text;
            prop_assert!(
                text.get(label.span.bytes.clone()).is_some(),
                "{diagnostic:?} in {text:?}"
            );
        }
    }
    for format in [Format::Human, Format::Short, Format::Json] {
        report(format, &sources, &found, true);
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn any_record_is_checked(
        kind in select(Kind::ALL),
        fields in vec((select(Shapes::get().every_field()), value()), 0..8),
        sound in any::<bool>(),
    ) {
        let mut fields: std::collections::BTreeMap<String, String> = fields.into_iter().collect();
        if sound {
            // What a record needs, so that it comes as far as the rules.
            let needed = [("name", "\"SAMPLE\""), ("design", "\"randomised\""), ("type", "\"drug\""), ("status", "\"recruiting\"")];
            let Shape::Table(id) = Shapes::get().record(kind) else { unreachable!("a record is a table") };
            fields.retain(|name, _| Shapes::get().table(id).field(name).is_some());
            for (name, value) in needed.iter().filter(|(name, _)| Shapes::get().table(id).field(name).is_some()) {
                fields.insert((*name).to_owned(), (*value).to_owned());
            }
        }
        let text: String = fields.iter().map(|(name, value)| format!("{name} = {value}\n")).collect();
        let id = RecordId { kind, id: "sample".to_owned() };
        checked(&[(&format!("content/{}/{}.toml", kind.folder(), id.id), &text)])?;
    }

    #[test]
    fn what_has_its_shape_has_no_fault_of_form(kind in select(Kind::ALL), seeds in vec(any::<usize>(), 0..200)) {
        let text = spelt(&Shapes::get().record(kind), &mut seeds.into_iter(), 0);
        let path = format!("content/{}/sample.toml", kind.folder());
        checked(&[(&path, &text)])?;
        for diagnostic in found(&handbook([(path.as_str(), text.as_str())])) {
            let rule = find(diagnostic.code.0).unwrap();
            prop_assert!(!matches!(rule.check, Check::WhileReading), "{}: {} in\n{text}", rule.name, diagnostic.message);
        }
    }

    #[test]
    fn any_text_is_checked(
        chapter in text(MARKDOWN),
        summary in proptest::option::of(text(SUMMARY)),
        record in text(TOML),
        glossary in text(TOML),
        bibliography in text(BIB),
        prose in text(MARKDOWN),
    ) {
        let quoted = format!(
            "name = \"QUOTED\"\ndesign = \"randomised\"\nsummary = {}\n",
            toml::Value::String(prose)
        );
        let mut files = vec![
            ("content/chapters/more.md", chapter.as_str()),
            ("content/trials/sample.toml", &record),
            ("content/trials/quoted.toml", &quoted),
            ("content/abbreviations.toml", &glossary),
            ("content/references.bib", &bibliography),
        ];
        if let Some(summary) = &summary {
            files.push(("content/SUMMARY.md", summary));
        }
        checked(&files)?;
    }
}
