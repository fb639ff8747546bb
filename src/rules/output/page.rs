//! What rules look at in a page.
//!
//! A site has millions of links, nearly all of which lead to a file of it; these are not kept. Ids are kept as digests, for
//! they are only looked up.

use std::sync::Arc;

use super::address::Leads;
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

#[derive(Debug)]
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
    pub fn new(path: &str) -> Self {
        Self {
            path: path.to_owned(),
            ..Self::default()
        }
    }

    pub fn has_id(&self, id: &str) -> bool {
        self.ids.binary_search(&digest(&id)).is_ok()
    }

    /// Takes in what was read of a page, whose ids are in any order. Most links lead to a note of the page itself, and
    /// these are looked at now.
    pub fn finished(mut self, mut ids: Vec<u64>) -> Self {
        ids.sort_unstable();
        self.ids = ids;
        let links = std::mem::take(&mut self.links);
        let leads_here = |to: &Leads| match to {
            Leads::To {
                path,
                fragment: Some(id),
            } => *path == self.path && self.has_id(id),
            _ => false,
        };
        self.links = links.into_iter().filter(|link| !leads_here(&link.to)).collect();
        self
    }
}
