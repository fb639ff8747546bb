//! All that the book shows: what its digest is of, and what its template sees.

use std::collections::BTreeMap;

use serde::Serialize;

use crate::print::shown::{Notice, Source};
use crate::print::tree::{self, Node};
use crate::print::validity::Validity;

/// The whole handbook.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Book {
    pub title: String,
    pub description: Vec<Node>,
    pub authors: Vec<String>,
    /// How far to trust it: above all whether anybody reviewed it.
    pub marks: Vec<Notice>,
    pub disclaimer: Vec<Node>,
    pub validity: Validity,
    pub parts: Vec<Part>,
    pub works: Works,
    pub index: Index,
    /// The digests of the images in it, by their paths.
    #[serde(skip_serializing_if = "BTreeMap::is_empty")]
    pub images: BTreeMap<String, String>,
}

/// Texts under one heading of the first level. Chapters that stand under no heading are of the first level themselves.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Part {
    pub title: Option<String>,
    pub label: Option<String>,
    pub texts: Vec<Text>,
}

/// A chapter, a record, or another page.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Text {
    /// Its path in the site, by which references find it.
    pub label: String,
    /// Nothing where the part has its title.
    pub title: Option<String>,
    /// Of its heading; sections are one deeper.
    pub level: u8,
    pub subtitle: Option<String>,
    pub banners: Vec<Notice>,
    pub marks: Vec<Notice>,
    pub lead: Vec<Node>,
    pub sections: Vec<Section>,
    pub sources: Vec<Source>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Section {
    pub label: Option<String>,
    pub title: Option<String>,
    pub blocks: Vec<Node>,
}

/// The bibliography.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Works {
    pub title: String,
    pub label: String,
    pub entries: Vec<Entry>,
}

/// A work, in the words of the citation style.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Entry {
    pub label: String,
    /// Its number; nothing in styles that cite by author and year.
    pub number: Option<String>,
    pub body: Vec<Node>,
    /// What is known of it.
    pub notes: Vec<Node>,
    pub sources: Vec<Source>,
}

/// All names, with the pages on which what they name is spoken of.
#[derive(Debug, Clone, Default, PartialEq, Serialize)]
pub struct Index {
    pub title: String,
    pub letters: Vec<Letter>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Letter {
    pub letter: String,
    pub names: Vec<Name>,
}

#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Name {
    pub name: String,
    /// What it is, behind its name.
    pub what: Vec<Node>,
    /// Where it has its text.
    pub to: String,
}

impl Book {
    /// All trees of nodes in it, each with the path of the text that it stands in.
    pub fn each(&mut self, with: &mut dyn FnMut(&str, &mut Vec<Node>)) {
        with("", &mut self.description);
        self.marks.iter_mut().for_each(|mark| with("", &mut mark.body));
        with("", &mut self.disclaimer);
        for text in self.parts.iter_mut().flat_map(|part| &mut part.texts) {
            let label = &text.label;
            let notices = text.banners.iter_mut().chain(&mut text.marks);
            notices.for_each(|notice| with(label, &mut notice.body));
            with(label, &mut text.lead);
            text.sections
                .iter_mut()
                .for_each(|section| with(label, &mut section.blocks));
            text.sources.iter_mut().for_each(|source| with(label, &mut source.work));
        }
        for entry in &mut self.works.entries {
            with(&entry.label, &mut entry.body);
            with(&entry.label, &mut entry.notes);
            entry
                .sources
                .iter_mut()
                .for_each(|source| with(&entry.label, &mut source.work));
        }
    }

    /// All letters in it, each text with the name of what it stands in.
    pub fn texts(&self, with: &mut dyn FnMut(&str, &str)) {
        let mut copy = self.clone();
        copy.each(&mut |label, nodes| tree::all(nodes, &mut |text| with(label, text), &mut |_| {}));
        with("", &self.title);
        self.authors.iter().for_each(|author| with("", author));
        for part in &self.parts {
            part.title.iter().for_each(|title| with("", title));
            for text in &part.texts {
                let heads = text.title.iter().chain(&text.subtitle);
                let heads = heads.chain(text.sections.iter().filter_map(|section| section.title.as_ref()));
                heads.for_each(|head| with(&text.label, head));
                let places = text.sources.iter().flat_map(|source| &source.places);
                places.for_each(|(_, at)| with(&text.label, at));
            }
        }
        let names = self.index.letters.iter().flat_map(|letter| &letter.names);
        names.for_each(|name| with(&name.to, &name.name));
    }
}
