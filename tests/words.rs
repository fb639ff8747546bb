//! The catalogue of messages, held against the code that says them and the pages that show them.

mod support;

use std::collections::BTreeSet;

use sourcebook::handbook::Handbook;
use sourcebook::model::Kind;
use sourcebook::model::shape::{Shape, Shapes};
use sourcebook::read::Sources;
use sourcebook::words::{ENGLISH, faults};
use support::page::{Child, Element, Page};
use support::strange::{latin, strange, unmarked, words};
use support::{files_below, repository};

/// What code looks messages up by, up to the name.
const CALLS: [&str; 4] = [".say(\"", ".with(\"", "say(id=\"", "section(words, \""];

/// Attributes that readers see or hear.
const SEEN: [&str; 12] = [
    "aria-label",
    "title",
    "alt",
    "placeholder",
    "data-label",
    "data-none",
    "data-failed",
    "data-found",
    "data-text",
    "data-plain",
    "data-late",
    "content",
];

/// Names that are the same in every language.
const NAMES: &[&str] = &[
    "sourcebook",
    "doi",
    "https",
    "http",
    "org",
    "www",
    "PMID",
    "PMCID",
    "CSV",
    "SVG",
    "BibTeX",
    "SB",
    "width",
    "device",
    "he",
    "light",
    // A unit that is written as two words.
    "mm",
    "Hg",
];

#[test]
fn every_message_that_is_said_is_in_the_catalogue() {
    let known = faults::told(ENGLISH);
    for (path, text) in code() {
        for call in CALLS {
            for (at, _) in text.match_indices(call) {
                let rest = &text[at + call.len()..];
                let id = rest.split('"').next().unwrap_or_default();
                // Dialogs of the command line are no pages.
                if path.starts_with("src/cli") || path.starts_with("src/words") {
                    continue;
                }
                if id == "…" {
                    continue;
                }
                // Scripts leave out what all names of theirs begin with.
                let script = format!("script-{id}");
                let id = if path.ends_with(".js") { &*script } else { id };
                assert!(known.contains_key(id), "{path} says `{id}`");
            }
        }
        for id in on_sheets(&text).filter(|_| path.ends_with(".typ")) {
            assert!(known.contains_key(id), "{path} says `{id}`");
        }
    }
}

/// The messages that a template of sheets says.
fn on_sheets(template: &str) -> impl Iterator<Item = &str> {
    let is_of_name = |c: char| c.is_ascii_alphanumeric() || c == '-';
    let all = template.split("words.").skip(1);
    all.map(move |rest| rest.split(|c| !is_of_name(c)).next().unwrap_or_default())
}

#[test]
fn every_message_of_the_catalogue_is_said() {
    let code = code();
    let choices = choices();
    let script = code.iter().filter(|(path, _)| path.ends_with(".js"));
    let script: String = script.map(|(_, text)| text.as_str()).collect();
    let templates = code.iter().filter(|(path, _)| path.ends_with(".typ"));
    let sheets: BTreeSet<&str> = templates.flat_map(|(_, text)| on_sheets(text)).collect();
    let dead: Vec<String> = faults::told(ENGLISH)
        .into_keys()
        .filter(|id| {
            let named = code.iter().any(|(_, text)| text.contains(&format!("\"{id}\"")));
            let (family, rest) = id.split_once('-').unwrap_or((id, ""));
            let is_made_up = match family {
                "kind" | "kinds" => Kind::from_name(rest).is_some(),
                "choice" => choices.contains(rest) || rest == "other",
                "design" | "status" | "stance" => choices.contains(rest),
                "measure" => choices.contains(rest),
                "time" | "notice" | "field" => true,
                "script" => script.contains(rest),
                "print" => sheets.contains(id.as_str()),
                // Heads of a table, put together from their names.
                "devices" => code.iter().any(|(_, text)| text.contains(&format!("\"{rest}\""))),
                _ => false,
            };
            !named && !is_made_up
        })
        .collect();
    assert!(dead.is_empty(), "nobody says {dead:?}");
}

#[test]
fn every_choice_of_the_model_has_its_word() {
    let known = faults::told(ENGLISH);
    for choice in choices() {
        assert!(known.contains_key(&format!("choice-{choice}")), "{choice}");
    }
}

/// The proof: pages of a handbook in foreign letters, whose catalogue marks all that it says.
#[test]
fn pages_say_nothing_but_content_and_messages() {
    let mut left: BTreeSet<String> = BTreeSet::new();
    for book in [
        repository().join("tests/books/sample-fever"),
        repository().join("templates/handbook"),
    ] {
        let files = strange(&texts(&book));
        let kept = latin(&files);
        let sources = Sources::from_texts(files);
        let (handbook, _) = Handbook::new(&sources);
        let site = handbook
            .expect("the handbook can be read")
            .site()
            .expect("it can be built");
        for (path, html) in site.files().filter(|(path, _)| path.as_str().ends_with(".html")) {
            let page = Page::parse(html);
            let root = page.first("html").expect("a page is one of HTML");
            assert_eq!(
                (root.attribute("lang"), root.attribute("dir")),
                (Some("he"), Some("rtl")),
                "{path}"
            );
            let mut depth = 0;
            look(&root, &mut |text, place| {
                let known = |word: &String| {
                    let small = word.to_lowercase();
                    kept.contains(word) || kept.contains(&small) || NAMES.contains(&word.as_str())
                };
                // A message goes on behind a link that stands in it, but for attributes, which are whole.
                let mut own = 0;
                let around = if place.ends_with(']') { &mut own } else { &mut depth };
                let said = unmarked(text, around);
                let said: Vec<&str> = said
                    .split_whitespace()
                    .filter(|word| !word.starts_with("https://"))
                    .collect();
                let said = said.join(" ");
                let words: Vec<String> = words(&said).filter(|word| !known(word)).collect();
                if !words.is_empty() {
                    left.insert(format!("{path} {place}: {:?}", said.trim()));
                }
            });
        }
    }
    let left: Vec<String> = left.into_iter().collect();
    assert!(
        left.is_empty(),
        "not of the catalogue, and no content:\n{}",
        left.join("\n")
    );
}

/// Every text of an element and every attribute that is read, but for code and what is marked as English.
fn look(element: &Element, each: &mut dyn FnMut(&str, &str)) {
    if element.attribute("lang") == Some("en")
        || ["script", "style", "pre", "code", "textarea"].contains(&&*element.name)
    {
        return;
    }
    let is_machine = element.name == "meta" && element.attribute("name") != Some("description");
    for (name, value) in element
        .attributes
        .iter()
        .filter(|(name, _)| SEEN.contains(&name.as_str()))
    {
        if !is_machine {
            each(value, &format!("<{}> [{name}]", element.name));
        }
    }
    for child in element.children() {
        match child {
            Child::Text(text) => each(&text, &format!("<{}>", element.name)),
            Child::Element(element) => look(&element, each),
        }
    }
}

/// The texts of a handbook by their paths.
fn texts(book: &std::path::Path) -> Vec<(String, String)> {
    let files = files_below(book).into_iter();
    files
        .filter_map(|(path, bytes)| Some((path, String::from_utf8(bytes).ok()?)))
        .collect()
}

/// The code and the templates of pages.
fn code() -> Vec<(String, String)> {
    ["src", "templates/site", "templates/print"]
        .into_iter()
        .flat_map(|folder| {
            let files = texts(&repository().join(folder)).into_iter();
            files.map(move |(path, text)| (format!("{folder}/{path}"), text))
        })
        .collect()
}

/// Every word that a field of a record may be chosen to say.
fn choices() -> BTreeSet<String> {
    let shapes = Shapes::get();
    let mut open: Vec<Shape> = Kind::ALL.iter().map(|kind| shapes.record(*kind)).collect();
    let (mut seen, mut choices) = (BTreeSet::new(), BTreeSet::new());
    while let Some(shape) = open.pop() {
        match shape {
            Shape::Choice(of) => choices.extend(of.into_iter().map(|choice| choice.name)),
            Shape::List(item, _) | Shape::OneOrMany(item) => open.push(*item),
            Shape::Table(id) if seen.insert(id) => {
                open.extend(shapes.table(id).fields.iter().map(|field| field.shape.clone()));
            }
            _ => {}
        }
    }
    choices
}
