//! An element of a page: which addresses it names, and whether it says in words what it shows.

use super::css;
use super::page::Wordless;

/// An element with its attributes.
#[derive(Debug, Default)]
pub struct Element {
    pub name: String,
    /// Only as many as are counted are its own, so that the space of those of other elements is used again.
    attributes: Vec<(String, String)>,
    count: usize,
}

/// An address that an element names.
#[derive(Debug)]
pub struct Named<'e> {
    pub attribute: &'e str,
    pub address: &'e str,
    /// The browser asks for it without being told to.
    pub is_loaded: bool,
}

/// What a `link` element says without making the browser ask for it.
const SAID: [&str; 9] = [
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

impl Element {
    /// Begins anew.
    pub fn begin(&mut self, name: &[u8]) {
        put(&mut self.name, name);
        self.count = 0;
    }

    pub fn begin_attribute(&mut self, name: &[u8]) {
        if self.attributes.len() == self.count {
            self.attributes.push(Default::default());
        }
        let (known, value) = &mut self.attributes[self.count];
        put(known, name);
        value.clear();
        self.count += 1;
    }

    /// Fills in the value of the last attribute.
    pub fn end_attribute(&mut self, value: &[u8]) {
        if let Some((_, known)) = self.attributes[..self.count].last_mut() {
            put(known, value);
        }
    }

    pub fn attribute(&self, name: &str) -> Option<&str> {
        let mut attributes = self.attributes[..self.count].iter();
        let found = attributes.find(|(known, _)| known == name);
        found.map(|(_, value)| value.as_str())
    }

    /// The element with one of its attributes, as it would be written.
    pub fn shown(&self, attribute: &str) -> String {
        match self.attribute(attribute) {
            Some(value) => format!("<{} {attribute}=\"{value}\">", self.name),
            None => format!("<{}>", self.name),
        }
    }

    /// Which heading it is, from 1.
    pub fn level(&self) -> Option<u8> {
        level(self.name.as_bytes())
    }

    /// Every address that it names.
    pub fn addresses(&self, mut each: impl FnMut(Named<'_>)) {
        for (attribute, value) in &self.attributes[..self.count] {
            let mut named = |address: &str, is_loaded: bool| {
                each(Named {
                    attribute,
                    address,
                    is_loaded,
                });
            };
            match (self.name.as_str(), attribute.as_str()) {
                ("a" | "area", "href" | "xlink:href") => named(value, false),
                ("link", "href") => named(value, !self.only_says()),
                ("object", "data") | ("a" | "area", "ping") => named(value, true),
                (_, "href" | "xlink:href" | "src" | "poster" | "background" | "manifest") => named(value, true),
                ("form", "action") | (_, "formaction") => named(value, true),
                (_, "srcset" | "imagesrcset") => {
                    let images = value.split(',').filter_map(|image| image.split_whitespace().next());
                    images.for_each(|image| named(image, true));
                }
                (_, "style") => css::addresses(value).iter().for_each(|address| named(address, true)),
                ("meta", "content") if self.refreshes() => {
                    let at = value.to_ascii_lowercase().find("url=");
                    let address = at.and_then(|at| value.get(at + 4..)).unwrap_or_default();
                    named(address.trim_matches(['"', '\'', ' ']), true);
                }
                (_, "aria-controls" | "aria-describedby" | "aria-details" | "aria-labelledby" | "aria-owns")
                | ("label" | "output", "for") => {
                    let ids = value.split_whitespace().map(|id| format!("#{id}"));
                    ids.for_each(|id| named(&id, false));
                }
                _ => {}
            }
        }
    }

    fn only_says(&self) -> bool {
        let rel = self.attribute("rel").unwrap_or_default().to_ascii_lowercase();
        rel.split_ascii_whitespace().all(|rel| SAID.contains(&rel))
    }

    fn refreshes(&self) -> bool {
        let equiv = self.attribute("http-equiv");
        equiv.is_some_and(|equiv| equiv.eq_ignore_ascii_case("refresh"))
    }

    /// What is missing where it shows something and says nothing of it.
    pub fn wordless(&self) -> Option<Wordless> {
        let attribute = match self.name.as_str() {
            "img" => "src",
            "area" if self.attribute("href").is_some() => "href",
            "input" if self.attribute("type") == Some("image") => "src",
            "svg" => "class",
            _ => return None,
        };
        let said = |name: &str| self.attribute(name).is_some_and(|text| !text.trim().is_empty());
        let is_said = said("alt") || said("aria-label") || said("aria-labelledby");
        let is_hidden = self.attribute("aria-hidden") == Some("true")
            || matches!(self.attribute("role"), Some("presentation" | "none"));
        let shows = self.attribute(attribute).unwrap_or_default();
        // An empty text says that an image is but ornament, which none of the content is.
        let is_ornament = self.name == "img" && self.attribute("alt").is_some() && !shows.contains("media/");
        (!is_said && !is_hidden && !is_ornament).then(|| Wordless {
            element: self.shown(attribute),
            shows: if self.name == "svg" {
                String::new()
            } else {
                shows.to_owned()
            },
        })
    }
}

/// Which heading an element of this name is, from 1.
pub fn level(name: &[u8]) -> Option<u8> {
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
