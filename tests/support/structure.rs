//! What must be true of every page of every handbook.

use std::collections::{BTreeMap, BTreeSet};

use super::Files;
use super::page::{Element, Page};

/// Elements that run, load or send something. The site needs none but its own script.
const FORBIDDEN: [&str; 13] = [
    "applet", "base", "button", "embed", "form", "frame", "iframe", "input", "math", "object", "portal", "style", "svg",
];

/// Attributes that hold an address.
const ADDRESSES: [&str; 12] = [
    "action",
    "background",
    "cite",
    "data",
    "formaction",
    "href",
    "longdesc",
    "manifest",
    "ping",
    "poster",
    "src",
    "srcset",
];

/// Attributes that name other elements of the page by their ids.
const NAMES_IDS: [&str; 5] = [
    "aria-controls",
    "aria-describedby",
    "aria-labelledby",
    "aria-owns",
    "for",
];

/// Everything that is wrong with the pages of a site. `content` is the text from which it was made: pages may lead to
/// another host only where that does.
pub fn faults(site: &Files, content: &str) -> Vec<String> {
    let pages: BTreeMap<&str, Page> = site
        .iter()
        .filter(|(path, _)| path.ends_with(".html"))
        .map(|(path, bytes)| match path.as_str() {
            "404.html" => (path.as_str(), Page::parse(&from_here(bytes))),
            _ => (path.as_str(), Page::parse(bytes)),
        })
        .collect();
    let ids: BTreeMap<&str, BTreeSet<String>> = pages
        .iter()
        .map(|(path, page)| {
            let ids = page
                .elements()
                .iter()
                .filter_map(|e| Some(e.attribute("id")?.to_owned()))
                .collect();
            (*path, ids)
        })
        .collect();
    let mut faults = Vec::new();
    for (path, page) in &pages {
        let look = Look {
            site,
            content,
            path,
            ids: &ids,
        };
        let of_page = look.faults(page);
        faults.extend(of_page.into_iter().map(|fault| format!("{path}: {fault}")));
    }
    for (path, bytes) in site.iter().filter(|(path, _)| path.ends_with(".css")) {
        let css = String::from_utf8_lossy(bytes);
        for word in ["@import", "http:", "https:", "//", "expression("] {
            if css.contains(word) {
                faults.push(format!("{path}: `{word}` may ask another host"));
            }
        }
    }
    faults
}

/// A server's page for what is not there leads from the root of its host: the same with addresses from where it stands.
fn from_here(page: &[u8]) -> Vec<u8> {
    let text = String::from_utf8_lossy(page);
    let folder = text
        .split_once("manifest.webmanifest")
        .and_then(|(before, _)| before.rsplit_once("href=\""))
        .map_or("", |(_, folder)| folder);
    match folder.is_empty() {
        true => page.to_vec(),
        false => text.replace(&format!("=\"{folder}"), "=\"").into_bytes(),
    }
}

/// The search, which sends nothing anywhere.
fn is_search(element: &Element) -> bool {
    let is = |name, value| element.attribute(name).is_some_and(|v| v == value);
    let sends = ["action", "formaction", "name"]
        .iter()
        .any(|name| element.attribute(name).is_some());
    match element.name.as_str() {
        "form" => is("id", "page_search") && !sends,
        "input" => is("type", "search") && !sends,
        _ => false,
    }
}

/// A figure of the site's own, which says what it is.
fn is_drawing(element: &Element) -> bool {
    let has = |name: &str| element.attribute(name).is_some();
    element.name == "svg" && has("viewbox") | has("viewBox") && has("role") && has("aria-labelledby")
}

struct Look<'a> {
    site: &'a Files,
    content: &'a str,
    path: &'a str,
    ids: &'a BTreeMap<&'a str, BTreeSet<String>>,
}

impl Look<'_> {
    fn faults(&self, page: &Page) -> Vec<String> {
        let mut faults = page.errors();
        let elements = page.elements();
        let mut seen = BTreeSet::new();
        for element in &elements {
            if FORBIDDEN.contains(&element.name.as_str()) && !is_search(element) && !is_drawing(element) {
                faults.push(format!("<{}> has no business here", element.name));
            }
            if element.name == "script" {
                faults.extend(self.script(element));
            }
            if element.name == "meta" && element.attribute("http-equiv").is_some_and(|e| !is_policy(e)) {
                faults.push("a meta element acts as a header".to_owned());
            }
            if element.name == "img" && element.attribute("alt").is_none() {
                faults.push("an image has no alt".to_owned());
            }
            for (name, value) in &element.attributes {
                if name.starts_with("on") || name == "style" || name == "srcdoc" {
                    faults.push(format!("<{} {name}={value:?}>", element.name));
                }
                if ADDRESSES.contains(&name.as_str()) {
                    faults.extend(self.address(element, value));
                }
                if NAMES_IDS.contains(&name.as_str()) {
                    let here = &self.ids[self.path];
                    let missing = value.split_whitespace().find(|id| !here.contains(*id));
                    faults.extend(missing.map(|id| format!("{name} names the id `{id}`, which is not there")));
                }
                if name == "id" && (value.is_empty() || value.contains(char::is_whitespace)) {
                    faults.push(format!("the id {value:?} is none"));
                }
                if name == "id" && !seen.insert(value.clone()) {
                    faults.push(format!("the id `{value}` is there twice"));
                }
            }
        }
        faults.extend(headings(&elements));
        let language = page.first("html").and_then(|e| Some(e.attribute("lang")?.to_owned()));
        if language.is_none_or(|l| l.trim().is_empty()) {
            faults.push("the page has no language".to_owned());
        }
        if page.first("title").is_none_or(|e| e.text().trim().is_empty()) {
            faults.push("the page has no title".to_owned());
        }
        let policy = elements
            .iter()
            .any(|e| e.attribute("http-equiv").is_some_and(is_policy));
        if !policy {
            faults.push("the page has no content-security policy".to_owned());
        }
        faults
    }

    /// A script is a file of the site's own root, and nothing in the page.
    fn script(&self, script: &Element) -> Option<String> {
        // Data, which no browser runs.
        if script.attribute("type") == Some("application/ld+json") && script.attribute("src").is_none() {
            return None;
        }
        let up = "../".repeat(self.path.matches('/').count());
        let own = script
            .attribute("src")
            .and_then(|src| src.strip_prefix(&up))
            .is_some_and(|name| !name.contains('/') && name.ends_with(".js") && self.site.contains_key(name));
        (!own || !script.text().is_empty()).then(|| "a script is not the site's own".to_owned())
    }

    fn address(&self, element: &Element, address: &str) -> Option<String> {
        let name = &element.name;
        if address.chars().any(|c| c.is_control() || c == '\\') || address != address.trim() {
            return Some(format!("<{name}> has the address {address:?}"));
        }
        let scheme = address
            .split(['/', '#', '?'])
            .next()
            .and_then(|start| start.split_once(':'))
            .map(|(scheme, _)| scheme.to_ascii_lowercase());
        match scheme.as_deref() {
            Some("http" | "https" | "mailto" | "tel") if name == "a" => {
                let from = address.strip_prefix("https://doi.org/").unwrap_or(address);
                let from = from.strip_prefix("mailto:").unwrap_or(from);
                // A report says which page it is about.
                let from = from.split_once("?subject=").map_or(from, |(from, _)| from);
                (!self.content.contains(from)).then(|| format!("a link to {address}, which the content does not have"))
            }
            // Nothing is asked of where the page says that it is published.
            Some("https") if name == "link" && element.attribute("rel") == Some("canonical") => {
                let site = address.strip_suffix(self.path).unwrap_or(address);
                let is_own = self.content.contains(site.trim_end_matches('/'));
                (!is_own).then(|| format!("it claims to be published at {address}, which the content does not say"))
            }
            Some(_) => Some(format!("<{name}> has the address {address:?}")),
            None if address.starts_with("//") => Some(format!("<{name}> asks another host: {address}")),
            None => self.internal(address),
        }
    }

    /// A relative address leads to a file of the site, and its fragment to an element there.
    fn internal(&self, address: &str) -> Option<String> {
        let broken = || Some(format!("`{address}` leads nowhere"));
        let (file, fragment) = match address.split_once('#') {
            Some((file, fragment)) => (file, Some(fragment)),
            None => (address, None),
        };
        if file.contains('?') {
            return broken();
        }
        let Some(target) = joined(self.path, file) else {
            return Some(format!("`{address}` leaves the site"));
        };
        if !self.site.contains_key(&target) {
            return broken();
        }
        let fragment = fragment?;
        let there = self.ids.get(target.as_str()).is_some_and(|ids| ids.contains(fragment));
        if there { None } else { broken() }
    }
}

fn is_policy(equiv: &str) -> bool {
    equiv.eq_ignore_ascii_case("content-security-policy")
}

/// The path that an address means in a page; none above the root.
fn joined(page: &str, address: &str) -> Option<String> {
    if address.is_empty() {
        return Some(page.to_owned());
    }
    let mut parts: Vec<&str> = page.split('/').collect();
    parts.pop();
    for part in address.split('/') {
        match part {
            "" => return None,
            "." => {}
            ".." => {
                parts.pop()?;
            }
            part => parts.push(part),
        }
    }
    Some(parts.join("/"))
}

/// One first-level heading, before all others, and no level left out.
fn headings(elements: &[Element]) -> Vec<String> {
    let mut faults = Vec::new();
    let mut last = 0;
    let level = |e: &Element| e.name.strip_prefix('h')?.parse::<u32>().ok();
    for (element, level) in elements.iter().filter_map(|e| Some((e, level(e)?))) {
        if level > last + 1 || (level == 1) != (last == 0) {
            faults.push(format!("an <h{level}> follows an <h{last}>: {:?}", element.text()));
        }
        if element.text().trim().is_empty() {
            faults.push(format!("an empty <h{level}>"));
        }
        last = level;
    }
    if last == 0 {
        faults.push("the page has no heading".to_owned());
    }
    faults
}
