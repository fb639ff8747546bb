//! Reads pages, each in one pass.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::convert::Infallible;
use std::sync::Arc;

use html5gum::emitters::callback::{CallbackEmitter, CallbackEvent};
use html5gum::{Span, Tokenizer};

use super::address::{Leads, leads};
use super::css;
use super::element::{Element, level};
use super::page::{Heading, Link, Page, Wordless};
use crate::ask::digest;

/// Where addresses lead, by folder and address: nearly all stand on many pages.
pub type Known = HashMap<String, HashMap<String, Arc<Leads>>>;

/// Reads a page. `paths` are those of all files of the site.
pub fn read(path: &str, bytes: &[u8], paths: &BTreeSet<String>, known: &mut Known) -> Page {
    let folder = path.rsplit_once('/').map_or("", |(folder, _)| folder);
    let mut reader = Reader {
        page: Page::new(path),
        ids: HashSet::new(),
        links: Links {
            path,
            paths,
            known: known.entry(folder.to_owned()).or_default(),
            kept: HashSet::new(),
        },
        element: Element::default(),
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
    debug_assert!(done.is_ok(), "bytes in memory can always be read");
    reader.page.finished(reader.ids.into_iter().collect())
}

struct Reader<'r> {
    page: Page,
    /// The digests of the ids so far.
    ids: HashSet<u64>,
    links: Links<'r>,
    /// The element whose attributes come.
    element: Element,
    /// The heading that is open.
    heading: Option<Heading>,
    /// The drawing that is open, as long as nothing has been said of it.
    drawing: Option<Wordless>,
    in_style: bool,
    in_title: bool,
}

/// Finds out where addresses lead.
struct Links<'r> {
    /// The page that they are in.
    path: &'r str,
    paths: &'r BTreeSet<String>,
    known: &'r mut HashMap<String, Arc<Leads>>,
    /// The digests of the addresses that are kept, and whether they are loaded.
    kept: HashSet<(u64, bool)>,
}

impl Reader<'_> {
    fn event(&mut self, event: &CallbackEvent<'_>) {
        match event {
            CallbackEvent::OpenStartTag { name } => self.element.begin(name),
            CallbackEvent::AttributeName { name } => self.element.begin_attribute(name),
            CallbackEvent::AttributeValue { value } => self.element.end_attribute(value),
            CallbackEvent::CloseStartTag { .. } => self.start(),
            CallbackEvent::EndTag { name } => self.end(name),
            CallbackEvent::String { value } => self.text(value),
            CallbackEvent::Comment { .. } | CallbackEvent::Doctype { .. } | CallbackEvent::Error(_) => {}
        }
    }

    fn start(&mut self) {
        let Self {
            page, links, element, ..
        } = self;
        element.addresses(|named| {
            let link = links.open(named.address, named.is_loaded);
            keep(page, link, named.address, named.is_loaded, || {
                element.shown(named.attribute)
            });
        });
        self.id();
        let wordless = self.element.wordless();
        match self.element.name.as_str() {
            "style" => self.in_style = true,
            "title" => self.in_title = true,
            // Its words may stand in it.
            "svg" => self.drawing = wordless,
            _ => self.page.wordless.extend(wordless),
        }
        if let Some(level) = self.element.level() {
            let text = String::new();
            self.heading = Some(Heading { level, text });
        }
        if let (Some(heading), Some(alt)) = (&mut self.heading, self.element.attribute("alt")) {
            // What an image says is part of the heading that it stands in.
            heading.text.push_str(alt);
        }
    }

    fn end(&mut self, name: &[u8]) {
        match name {
            b"style" => self.in_style = false,
            b"title" => self.in_title = false,
            b"svg" => self.page.wordless.extend(self.drawing.take()),
            name if level(name).is_some() => self.page.headings.extend(self.heading.take()),
            _ => {}
        }
    }

    fn text(&mut self, text: &[u8]) {
        if self.in_style {
            for address in css::addresses(&String::from_utf8_lossy(text)) {
                let link = self.links.open(&address, true);
                keep(&mut self.page, link, &address, true, || {
                    format!("<style> with url({address})")
                });
            }
        } else if self.in_title && !text.trim_ascii().is_empty() {
            // It speaks for the drawing that it stands in.
            self.drawing = None;
        }
        if let Some(heading) = &mut self.heading {
            heading.text.push_str(&String::from_utf8_lossy(text));
        }
    }

    fn id(&mut self) {
        if let Some(id) = self.element.attribute("id")
            && !self.ids.insert(digest(&id))
        {
            self.page.repeated.push((id.to_owned(), self.element.shown("id")));
        }
        // The older way to name a place in a page.
        if let ("a", Some(name)) = (self.element.name.as_str(), self.element.attribute("name")) {
            self.ids.insert(digest(&name));
        }
    }
}

impl Links<'_> {
    /// Where an address leads, if a rule may object to it.
    fn open(&mut self, address: &str, is_loaded: bool) -> Option<Arc<Leads>> {
        // One place in a page is enough to mend it.
        if !self.kept.is_empty() && self.kept.contains(&(digest(&address), is_loaded)) {
            return None;
        }
        let to = match self.known.get(address) {
            Some(to) => Arc::clone(to),
            None => {
                let to = Arc::new(leads(self.path, address, self.paths));
                // What names no file means another on each page.
                if !address.starts_with(['#', '?']) && !address.is_empty() {
                    self.known.insert(address.to_owned(), Arc::clone(&to));
                }
                to
            }
        };
        let is_fine = match &*to {
            Leads::To { fragment, .. } => fragment.is_none(),
            Leads::Elsewhere => !is_loaded,
            Leads::Itself => true,
            Leads::Nowhere { .. } => false,
        };
        if is_fine {
            return None;
        }
        self.kept.insert((digest(&address), is_loaded));
        Some(to)
    }
}

/// Keeps a link that a rule may object to.
fn keep(page: &mut Page, to: Option<Arc<Leads>>, address: &str, is_loaded: bool, element: impl FnOnce() -> String) {
    page.links.extend(to.map(|to| Link {
        element: element(),
        address: address.to_owned(),
        to,
        is_loaded,
    }));
}
