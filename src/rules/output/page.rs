//! What rules look at in a page, read in one pass.
//!
//! A site has millions of links, nearly all of which lead to a file of it; these are not kept. Ids are kept as digests, for
//! they are only looked up.

use std::collections::{BTreeSet, HashMap};
use std::convert::Infallible;
use std::sync::Arc;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::address::{Leads, leads};
use super::css;
use crate::ask::digest;

/// A page of the site.
#[derive(Debug, Default)]
pub struct Page {
    pub path: String,
    /// The digests of its ids, in order.
    ids: Vec<u64>,
    /// Ids that are there more than once, each with the element that has it again.
    pub repeated: Vec<(String, String)>,
    /// Addresses that lead to no file of the site, or to a place in a page, or elsewhere.
    pub links: Vec<Link>,
    pub headings: Vec<Heading>,
    /// Elements that show something and say nothing of it.
    pub wordless: Vec<Wordless>,
}

/// An address in an element.
#[derive(Debug)]
pub struct Link {
    /// The element as it would be written: `<a href="x.html">`.
    pub element: String,
    pub address: String,
    pub to: Arc<Leads>,
    /// The browser asks for it without being told to.
    pub is_loaded: bool,
}

#[derive(Debug, Default)]
pub struct Heading {
    pub level: u8,
    pub text: String,
}

/// An element without an alternative text.
#[derive(Debug)]
pub struct Wordless {
    pub element: String,
    /// What it shows, as it is written.
    pub shows: String,
}

impl Page {
    pub fn has_id(&self, id: &str) -> bool {
        self.ids.binary_search(&digest(&id)).is_ok()
    }
}

/// Reads pages that stand beside each other.
pub fn read(pages: &[&(&str, &[u8])], paths: &BTreeSet<&str>) -> Vec<Page> {
    let mut known = HashMap::new();
    pages
        .iter()
        .map(|(path, bytes)| page(path, bytes, paths, &mut known))
        .collect()
}

/// Where addresses lead, by folder and address.
type Known = HashMap<String, HashMap<String, Arc<Leads>>>;

fn page(path: &str, bytes: &[u8], paths: &BTreeSet<&str>, known: &mut Known) -> Page {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut reader = Reader {
        page: Page {
            path: path.to_owned(),
            ..Page::default()
        },
        paths,
        known: known.entry(folder.to_owned()).or_default(),
        element: String::new(),
        attributes: Vec::new(),
        count: 0,
        heading: None,
        drawing: None,
        in_style: false,
        in_title: false,
    };
    let mut emitter = CallbackEmitter::new(|event: CallbackEvent<'_>, _: Span<()>| -> Option<Infallible> {
        reader.event(&event);
        None
    });
    // Scripts and styles hold no elements.
    emitter.naively_switch_states(true);
    let done = Tokenizer::new_with_emitter(bytes, emitter).finish();
    // Bytes in memory can always be read.
    debug_assert!(done.is_ok());
    let mut page = reader.page;
    page.ids.sort_unstable();
    // Most lead to a note of the same page.
    let (ids, path) = (&page.ids, &page.path);
    let leads_here = |to: &Leads| match to {
        Leads::To {
            path: to,
            fragment: Some(id),
        } => to == path && ids.binary_search(&digest(&id.as_str())).is_ok(),
        _ => false,
    };
    page.links.retain(|link| !leads_here(&link.to));
    page
}

struct Reader<'r> {
    page: Page,
    paths: &'r BTreeSet<&'r str>,
    known: &'r mut HashMap<String, Arc<Leads>>,
    /// The element whose attributes come.
    element: String,
    /// Those so far; of the list only as many as are counted, so that their space is used again.
    attributes: Vec<(String, String)>,
    count: usize,
    /// The heading that is open.
    heading: Option<Heading>,
    /// The drawing that is open, as long as nothing has been said of it.
    drawing: Option<String>,
    in_style: bool,
    in_title: bool,
}

impl Reader<'_> {
    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => {
                put(&mut self.element, name);
                self.count = 0;
            }
            CallbackEvent::AttributeName { name } => {
                if self.attributes.len() == self.count {
                    self.attributes.push(Default::default());
                }
                let (known, value) = &mut self.attributes[self.count];
                put(known, name);
                value.clear();
                self.count += 1;
            }
            CallbackEvent::AttributeValue { value } => {
                if let Some((_, known)) = self.count.checked_sub(1).map(|last| &mut self.attributes[last]) {
                    put(known, value);
                }
            }
            CallbackEvent::CloseStartTag { .. } => self.start(),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.text(value),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn attribute(&self, name: &str) -> Option<&str> {
        let attributes = self.attributes[..self.count].iter();
        let found = attributes.rev().find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    fn start(&mut self) {
        self.ids();
        self.links();
        self.words();
        match self.element.as_str() {
            "style" => self.in_style = true,
            "title" => self.in_title = true,
            name => {
                if let Some(level) = level(name.as_bytes()) {
                    self.heading = Some(Heading {
                        level,
                        text: String::new(),
                    });
                }
            }
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"style" => self.in_style = false,
            b"title" => self.in_title = false,
            b"svg" => {
                let element = self.drawing.take();
                let shows = String::new();
                self.page
                    .wordless
                    .extend(element.map(|element| Wordless { element, shows }));
            }
            name if level(name).is_some() => self.page.headings.extend(self.heading.take()),
            _ => {}
        }
    }

    fn text(&mut self, text: &[u8]) {
        if self.in_style {
            let css = String::from_utf8_lossy(text);
            for address in css::addresses(&css) {
                self.link(format!("<style> with url({address})"), &address, true);
            }
        } else if self.in_title && !text.trim_ascii().is_empty() {
            // It speaks for the drawing that it stands in.
            self.drawing = None;
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(&String::from_utf8_lossy(text));
        }
    }

    fn ids(&mut self) {
        let id = self.attribute("id").map(str::to_owned);
        // The older way to name a place in a page.
        let name = self
            .attribute("name")
            .filter(|_| self.element == "a")
            .map(str::to_owned);
        if let Some(id) = id {
            let known = digest(&id.as_str());
            if self.page.ids.contains(&known) {
                self.page.repeated.push((id, self.shown("id")));
            } else {
                self.page.ids.push(known);
            }
        }
        if let Some(known) = name
            .map(|name| digest(&name.as_str()))
            .filter(|known| !self.page.ids.contains(known))
        {
            self.page.ids.push(known);
        }
    }

    fn links(&mut self) {
        for i in 0..self.count {
            let (name, value) = &self.attributes[i];
            let element = self.element.as_str();
            let rel = || self.attribute("rel").unwrap_or_default().to_ascii_lowercase();
            let is_loaded = match (element, name.as_str()) {
                ("a" | "area", "href" | "xlink:href") => false,
                ("link", "href") => !rel().split_ascii_whitespace().all(|rel| GOES.contains(&rel)),
                (_, "href" | "xlink:href" | "src" | "poster" | "background" | "action" | "formaction" | "manifest") => {
                    true
                }
                ("object", "data") => true,
                (_, "srcset" | "imagesrcset") => {
                    let all: Vec<String> = value
                        .split(',')
                        .filter_map(|one| Some(one.split_whitespace().next()?.to_owned()))
                        .collect();
                    let name = name.clone();
                    all.iter().for_each(|one| self.link(self.shown(&name), one, true));
                    continue;
                }
                ("a", "ping") => true,
                (_, "style") => {
                    let all = css::addresses(value);
                    all.iter().for_each(|one| self.link(self.shown("style"), one, true));
                    continue;
                }
                ("meta", "content")
                    if self
                        .attribute("http-equiv")
                        .is_some_and(|e| e.eq_ignore_ascii_case("refresh")) =>
                {
                    let to = value
                        .to_ascii_lowercase()
                        .find("url=")
                        .map(|at| value[at + 4..].trim_matches(['"', '\'', ' ']).to_owned());
                    to.iter().for_each(|to| self.link(self.shown("content"), to, true));
                    continue;
                }
                (_, "aria-labelledby" | "aria-describedby" | "aria-controls" | "aria-owns" | "aria-details") => {
                    let (name, all) = (
                        name.clone(),
                        value.split_whitespace().map(|id| format!("#{id}")).collect::<Vec<_>>(),
                    );
                    all.iter().for_each(|one| self.link(self.shown(&name), one, false));
                    continue;
                }
                ("label", "for") => {
                    let id = format!("#{value}");
                    self.link(self.shown("for"), &id, false);
                    continue;
                }
                _ => continue,
            };
            let fine = self.known.get(value.as_str()).is_some_and(|to| is_fine(to, is_loaded));
            if !fine {
                let (name, value) = (name.clone(), value.clone());
                self.link(self.shown(&name), &value, is_loaded);
            }
        }
    }

    fn link(&mut self, element: String, address: &str, is_loaded: bool) {
        let to = match self.known.get(address) {
            // The page itself differs from page to page.
            Some(to) if !address.starts_with('#') => Arc::clone(to),
            _ => {
                let to = Arc::new(leads(&self.page.path, address, self.paths));
                if !address.starts_with('#') {
                    self.known.insert(address.to_owned(), Arc::clone(&to));
                }
                to
            }
        };
        // One place in a page is enough to mend a fault.
        let is_new = || self.page.links.iter().all(|link| link.address != address);
        if !is_fine(&to, is_loaded) && is_new() {
            self.page.links.push(Link {
                element,
                address: address.to_owned(),
                to,
                is_loaded,
            });
        }
    }

    /// Whether the element says in words what it shows.
    fn words(&mut self) {
        let said = |name: &str| self.attribute(name).is_some_and(|text| !text.trim().is_empty());
        let is_hidden = self.attribute("aria-hidden") == Some("true")
            || self
                .attribute("role")
                .is_some_and(|role| matches!(role, "presentation" | "none"));
        let is_said = said("alt") || said("aria-label") || said("aria-labelledby");
        let src = self.attribute("src").unwrap_or_default();
        let wordless = !is_hidden && !is_said;
        match self.element.as_str() {
            // An empty text says that an image is but ornament, which none of the content is.
            "img" if wordless => {
                let is_ornament = self.attribute("alt").is_some() && !src.contains("media/");
                if !is_ornament {
                    let shows = src.to_owned();
                    let element = self.shown("src");
                    self.page.wordless.push(Wordless { element, shows });
                }
            }
            "area" if wordless && self.attribute("href").is_some() => {
                let shows = self.attribute("href").unwrap_or_default().to_owned();
                let element = self.shown("href");
                self.page.wordless.push(Wordless { element, shows });
            }
            "input" if wordless && self.attribute("type") == Some("image") => {
                let shows = src.to_owned();
                let element = self.shown("src");
                self.page.wordless.push(Wordless { element, shows });
            }
            "svg" => {
                let class = self.shown("class");
                self.drawing = wordless.then_some(class);
            }
            _ => {}
        }
        // What an image says is part of the heading that it stands in.
        let alt = self.attribute("alt").unwrap_or_default().to_owned();
        if let (Some(heading), "img") = (&mut self.heading, self.element.as_str()) {
            heading.text.push_str(&alt);
        }
    }

    /// The element with one of its attributes.
    fn shown(&self, attribute: &str) -> String {
        match self.attribute(attribute) {
            Some(value) => format!("<{} {attribute}=\"{value}\">", self.element),
            None => format!("<{}>", self.element),
        }
    }
}

/// What a `link` element says without making the browser ask for it.
const GOES: [&str; 9] = [
    "alternate",
    "author",
    "bookmark",
    "canonical",
    "help",
    "license",
    "me",
    "next",
    "prev",
];

/// Whether no rule has anything to say of where an address leads.
fn is_fine(to: &Leads, is_loaded: bool) -> bool {
    match to {
        Leads::To { fragment, .. } => fragment.is_none(),
        Leads::Elsewhere => !is_loaded,
        Leads::Itself => true,
        Leads::Nowhere { .. } => false,
    }
}

fn level(name: &[u8]) -> Option<u8> {
    match name {
        [b'h', level @ b'1'..=b'6'] => Some(level - b'0'),
        _ => None,
    }
}

/// Fills a text anew.
fn put(text: &mut String, with: &[u8]) {
    text.clear();
    text.push_str(&String::from_utf8_lossy(with));
}
