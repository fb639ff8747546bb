//! What machines read of a site, read by others than those who wrote it.

mod support;

use std::collections::BTreeSet;

use roxmltree::{Document, Node};
use serde_json::Value;
use sourcebook::handbook::Handbook;
use sourcebook::read::Sources;
use support::page::Page;
use support::{Files, files_below, memory, repository};

const SITE: &str = "https://example.org/sample-fever/";

/// The site of the book that has something of everything.
fn site() -> Files {
    site_of(files_below(&repository().join("tests/books/sample-fever")))
}

fn site_of(files: Files) -> Files {
    built(&memory::sources(files))
}

fn built(sources: &Sources) -> Files {
    let (handbook, found) = Handbook::new(sources);
    let site = handbook.unwrap_or_else(|| panic!("{found:?}")).site();
    let site = site.expect("the site can be made");
    site.files()
        .map(|(path, bytes)| (path.as_str().to_owned(), bytes.to_vec()))
        .collect()
}

fn text(site: &Files, path: &str) -> String {
    let bytes = site.get(path).unwrap_or_else(|| panic!("there is no {path}"));
    String::from_utf8(bytes.clone()).expect("it is UTF-8")
}

fn child<'a>(of: Node<'a, 'a>, name: &str) -> Option<&'a str> {
    of.children().find(|node| node.has_tag_name(name))?.text()
}

/// Where an address of the site leads, as a file of it.
fn file_of(address: &str) -> String {
    let path = address
        .strip_prefix(SITE)
        .unwrap_or_else(|| panic!("{address} is elsewhere"));
    let path = path.split('#').next().unwrap_or_default();
    let path = if path.is_empty() { "index.html" } else { path };
    percent_encoding::percent_decode_str(path)
        .decode_utf8()
        .expect("it is UTF-8")
        .into_owned()
}

#[test]
fn the_sitemap_has_every_page_once_and_nothing_else() {
    let site = site();
    let xml = text(&site, "sitemap.xml");
    let map = Document::parse(&xml).expect("the sitemap is XML");
    let root = map.root_element();
    assert_eq!(
        root.tag_name().namespace(),
        Some("http://www.sitemaps.org/schemas/sitemap/0.9")
    );
    let listed: Vec<String> = root
        .children()
        .filter(|node| node.has_tag_name("url"))
        .map(|url| file_of(child(url, "loc").expect("a url has its loc")))
        .collect();
    let once: BTreeSet<String> = listed.iter().cloned().collect();
    assert_eq!(once.len(), listed.len());
    let pages = site.keys().filter(|path| path.ends_with(".html"));
    let pages = pages.filter(|path| !["404.html", "offline.html"].contains(&path.as_str()));
    assert_eq!(once, pages.cloned().collect());
}

#[test]
fn the_feed_is_one_of_atom() {
    let site = site();
    let xml = text(&site, "feed.xml");
    let feed = Document::parse(&xml).expect("the feed is XML");
    let root = feed.root_element();
    assert_eq!(root.tag_name().name(), "feed");
    assert!(
        root.descendants()
            .filter(Node::is_element)
            .all(|node| { node.tag_name().namespace() == Some("http://www.w3.org/2005/Atom") })
    );
    let is_day = |text: Option<&str>| {
        let day = text.and_then(|text| text.strip_suffix("T00:00:00Z"));
        day.is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok())
    };
    assert_eq!(child(root, "id"), Some(SITE));
    assert!(child(root, "title").is_some() && is_day(child(root, "updated")));
    assert!(
        root.children()
            .any(|node| node.has_tag_name("author") && child(node, "name").is_some())
    );
    let entries: Vec<Node<'_, '_>> = root.children().filter(|node| node.has_tag_name("entry")).collect();
    let mut ids = BTreeSet::new();
    let mut days = Vec::new();
    for entry in &entries {
        let id = child(*entry, "id").expect("an entry has its id");
        assert!(ids.insert(id), "{id} stands twice");
        assert!(child(*entry, "title").is_some_and(|title| !title.trim().is_empty()));
        assert!(is_day(child(*entry, "updated")), "{id}");
        days.extend(child(*entry, "updated"));
        let link = entry
            .children()
            .find(|node| node.has_tag_name("link"))
            .expect("an entry has its link");
        let to = file_of(link.attribute("href").expect("a link leads somewhere"));
        assert!(site.contains_key(&to), "{to}");
    }
    assert!(entries.len() > 2 && days.is_sorted_by(|a, b| a >= b));
    assert_eq!(child(root, "updated"), days.first().copied());
}

#[test]
fn what_can_be_linked_to_is_there_and_as_its_schema_says() {
    let site = site();
    let objects: Value = serde_json::from_str(&text(&site, "objects.json")).expect("it is JSON");
    let schema = std::fs::read_to_string(repository().join("docs/objects.schema.json")).expect("the schema is there");
    let schema: Value = serde_json::from_str(&schema).expect("the schema is JSON");
    let schema = jsonschema::validator_for(&schema).expect("the schema is one");
    let faults: Vec<String> = schema
        .iter_errors(&objects)
        .map(|fault| format!("{}: {fault}", fault.instance_path()))
        .collect();
    assert!(faults.is_empty(), "{}", faults.join("\n"));
    let mut seen = BTreeSet::new();
    for object in objects["objects"].as_array().expect("it is a list") {
        let (kind, id) = (object["kind"].as_str(), object["id"].as_str());
        assert!(seen.insert((kind, id)), "{object} stands twice");
        let parts = object["parts"].as_array().into_iter().flatten();
        for path in std::iter::once(object)
            .chain(parts)
            .filter_map(|one| one["path"].as_str())
        {
            let (page, anchor) = path
                .split_once('#')
                .map_or((path, None), |(page, anchor)| (page, Some(anchor)));
            let html = text(&site, page);
            let is_there = anchor.is_none_or(|anchor| html.contains(&format!(" id=\"{anchor}\"")));
            assert!(is_there, "{path} leads nowhere");
        }
    }
    assert!(seen.contains(&(Some("trial"), Some("sample-1"))));
}

#[test]
fn pages_say_what_they_are_about() {
    let site = site();
    let said = |path: &str| -> Option<Value> {
        let page = Page::parse(&site[path]);
        let scripts = page
            .elements()
            .into_iter()
            .filter(|e| e.attribute("type") == Some("application/ld+json"));
        let mut data = scripts.map(|script| script.text());
        let first = data.next()?;
        assert!(data.next().is_none() && !first.contains('<'), "{path}");
        Some(serde_json::from_str(&first).unwrap_or_else(|error| panic!("{path}: {error}")))
    };
    for path in site.keys().filter(|path| path.ends_with(".html")) {
        let Some(said) = said(path) else {
            assert!(
                ["404.html", "offline.html"].contains(&path.as_str()),
                "{path} says nothing"
            );
            continue;
        };
        assert_eq!(said["@context"], "https://schema.org");
        assert!(said["@type"].is_string() && said["name"].is_string(), "{path}");
        assert_eq!(file_of(said["url"].as_str().unwrap_or_default()), *path);
        let page = Page::parse(&site[path]);
        let graph = |property: &str| {
            let metas = page
                .elements()
                .into_iter()
                .filter(|e| e.attribute("property") == Some(property));
            metas
                .filter_map(|e| e.attribute("content").map(str::to_owned))
                .collect::<Vec<_>>()
        };
        assert_eq!(graph("og:url"), [said["url"].as_str().unwrap_or_default()]);
        assert_eq!((graph("og:title").len(), graph("og:type").len()), (1, 1), "{path}");
    }
    let about = |path: &str| said(path).map(|said| said["about"]["@type"].clone());
    assert_eq!(about("trial/sample-1.html"), Some("MedicalTrial".into()));
    assert_eq!(about("therapy/cooling-drug.html"), Some("Drug".into()));
    assert_eq!(
        about("recommendation/cool-the-hot.html"),
        Some("MedicalGuidelineRecommendation".into())
    );
    let work = said("reference/alpha2030.html").map(|said| said["mainEntity"]["@type"].clone());
    assert_eq!(work, Some("ScholarlyArticle".into()));
}

/// A handbook that does not know where it stands gives no addresses away.
#[test]
fn without_an_address_there_is_nothing_that_needs_one() {
    let mut files = files_below(&repository().join("tests/books/sample-fever"));
    let book = files.get_mut("book.toml").expect("a book has its settings");
    let settings = String::from_utf8(std::mem::take(book)).expect("it is text");
    let without = settings.lines().filter(|line| !line.starts_with("url"));
    *book = without.collect::<Vec<_>>().join("\n").into_bytes();
    let site = site_of(files);
    assert!(!site.contains_key("sitemap.xml") && !site.contains_key("feed.xml"));
    assert!(site.contains_key("objects.json"));
    let page = text(&site, "trial/sample-1.html");
    assert!(!page.contains("og:") && !page.contains("ld+json") && !page.contains("canonical"));
}

/// What the content says cannot end the element that it stands in.
#[test]
fn names_of_records_stay_data() {
    let hostile = "name = \"</script><script>alert(1)</script>\"\ndesign = \"randomised\"\n";
    let book = "[book]\ntitle = \"Sample\"\nurl = \"https://example.org/sample-fever\"\n";
    let sources = memory::handbook([("book.toml", book), ("content/trials/sample.toml", hostile)]);
    let page = Page::parse(&built(&sources)["trial/sample.html"]);
    let scripts: Vec<_> = page.elements().into_iter().filter(|e| e.name == "script").collect();
    assert!(
        scripts
            .iter()
            .all(|s| s.attribute("src").is_some() || s.attribute("type").is_some())
    );
    let data = scripts
        .iter()
        .find(|s| s.attribute("type").is_some())
        .expect("a page says what it is about");
    let data: Value = serde_json::from_str(&data.text()).expect("it is JSON");
    assert_eq!(data["name"], "</script><script>alert(1)</script>");
}

#[test]
fn the_description_is_the_same_plain_text_everywhere() {
    let mut files = files_below(&repository().join("tests/books/minimal"));
    let book =
        "[book]\ntitle = \"Sample\"\nurl = \"https://example.org/\"\ndescription = \"A *rough* [x](y) & 1 < 2.\"\n";
    files.insert("book.toml".to_owned(), book.as_bytes().to_vec());
    let site = site_of(files);
    let said = "A *rough* [x](y) & 1 < 2.";
    for path in ["index.html", "about.html"] {
        let page = Page::parse(text(&site, path).as_bytes());
        assert!(page.shows(said), "{path}");
    }
    let home = Page::parse(text(&site, "index.html").as_bytes());
    let metas = home.elements().into_iter().filter(|element| element.name == "meta");
    let contents: Vec<String> = metas
        .filter(|meta| meta.attribute("name") == Some("description"))
        .filter_map(|meta| meta.attribute("content").map(str::to_owned))
        .collect();
    assert_eq!(contents, [said]);
    let manifest: Value = serde_json::from_str(&text(&site, "manifest.webmanifest")).expect("it is JSON");
    assert_eq!(manifest["description"], said);
}
