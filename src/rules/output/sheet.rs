//! What rules look at in a style sheet.

use std::collections::BTreeSet;

use super::address::{Leads, leads};
use super::css;

/// A style sheet of the site.
#[derive(Debug)]
pub struct Sheet {
    pub path: String,
    /// The addresses that it names, each with where it leads.
    pub addresses: Vec<(String, Leads)>,
}

impl Sheet {
    pub fn new(path: &str, bytes: &[u8], paths: &BTreeSet<String>) -> Self {
        let addresses = css::addresses(&String::from_utf8_lossy(bytes)).into_iter();
        Self {
            path: path.to_owned(),
            addresses: addresses
                .map(|address| {
                    let to = leads(path, &address, paths);
                    (address, to)
                })
                .collect(),
        }
    }
}
