//! The parts of a paper that locators name: sections, paragraphs, tables with their rows and columns, lists of references.

use std::ops::Range;

use super::paper::{Paper, words_of};
use super::paragraphs::{self, paragraphs};
use super::table;

/// A part of a paper that a locator names.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Place {
    pub tokens: Range<usize>,
    pub kind: PlaceKind,
    /// What stands above or before it and says what it is about: the head of a column, the label of a row.
    pub heads: Vec<Range<usize>>,
}

impl Place {
    /// Whether a token stands in it, or at its head.
    pub fn has(&self, at: usize) -> bool {
        self.tokens.contains(&at) || self.heads.iter().any(|head| head.contains(&at))
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum PlaceKind {
    /// Below a heading; the text may go on behind a box or a table.
    Section,
    /// A table or figure with its caption.
    Captioned,
    /// The list of references.
    References,
    /// A row of a table, or a cell of a column.
    Cells,
    /// Paragraphs of a section, or of a text without headings.
    Paragraphs,
    /// The whole text, where it has no headings.
    Whole,
}

impl PlaceKind {
    /// Whether it is a table or figure, or a part of one.
    pub fn is_tabular(self) -> bool {
        matches!(self, Self::Captioned | Self::Cells)
    }
}

impl Paper {
    /// Learns where sections begin from the locators that name them; each then ends where the next begins.
    pub fn learn<'l>(&mut self, locators: impl Iterator<Item = &'l str>) {
        let named = locators.flat_map(named).map(|(_, head)| words_of(head));
        let mut headings: Vec<usize> = named.filter_map(|words| self.heading(&words)).collect();
        headings.extend(LISTS.iter().filter_map(|list| self.heading(list)));
        headings.sort_unstable();
        headings.dedup();
        self.headings = headings;
    }

    /// The parts of the text that a locator names, as tokens.
    ///
    /// A locator is one or more places with semicolons between: a heading, `Table 1`, `Figure 1`, `Reference 9`,
    /// `Paragraph 3` or `Key points`, each with details after a comma. Of the details paragraphs are looked for, and rows
    /// and columns where tabs part them; the others narrow the place for a reader. What begins with a small letter is a detail of
    /// the place before it.
    ///
    /// # Errors
    ///
    /// The first place that the text does not have.
    pub fn places<'l>(&self, locator: &'l str) -> Result<Vec<Place>, &'l str> {
        let mut places = Vec::new();
        for (named, head) in named(locator) {
            let place = self.place(head).ok_or(head)?;
            places.extend(self.narrowed(named, place));
        }
        Ok(places)
    }

    /// The paragraphs that a locator names in a place, each with its neighbours: print and text count them differently, for a
    /// table or the end of a page may part one. The place itself where it names none, or one that the text does not have.
    fn narrowed(&self, named: &str, place: Place) -> Vec<Place> {
        let bytes = self.bytes_of(&place.tokens);
        match place.kind {
            PlaceKind::Section | PlaceKind::Whole => {}
            PlaceKind::Captioned => return self.cells(named, place, &bytes),
            PlaceKind::Paragraphs | PlaceKind::Cells | PlaceKind::References => return vec![place],
        }
        let end = match place.kind {
            PlaceKind::Section => self.end_of_section(bytes.start),
            _ => self.list().map_or(self.text.len(), |list| list.start),
        };
        let all = paragraphs(&self.text[bytes.start..end]);
        let numbers = paragraphs::named(named, all.len());
        let mut places: Vec<Place> = Vec::new();
        for number in numbers {
            if number == 0 || number > all.len() {
                return vec![place];
            }
            let (first, last) = (&all[number.saturating_sub(2)], &all[number.min(all.len() - 1)]);
            let tokens = self.tokens_in(&(bytes.start + first.start..bytes.start + last.end));
            match places.last_mut().filter(|before| before.tokens.end >= tokens.start) {
                Some(before) => before.tokens.end = tokens.end,
                None => places.push(Place {
                    tokens,
                    kind: PlaceKind::Paragraphs,
                    heads: Vec::new(),
                }),
            }
        }
        if places.is_empty() { vec![place] } else { places }
    }

    /// The rows and columns that a locator names in a table.
    fn cells(&self, named: &str, place: Place, bytes: &Range<usize>) -> Vec<Place> {
        let at = |part: &Range<usize>| self.tokens_in(&(bytes.start + part.start..bytes.start + part.end));
        let parts = table::parts(&self.text[bytes.clone()], named)
            .into_iter()
            .map(|part| Place {
                tokens: at(&part.bytes),
                kind: PlaceKind::Cells,
                heads: part.heads.iter().map(at).collect(),
            });
        let parts: Vec<Place> = parts.collect();
        if parts.is_empty() { vec![place] } else { parts }
    }

    /// Where the section ends that begins here, past the tables and figures in it. A heading in the middle of a sentence is that
    /// of a box.
    fn end_of_section(&self, start: usize) -> usize {
        let headings = self.headings.iter().map(|at| &self.lines[*at]);
        let mut next = headings.filter(|line| line.bytes.start > start && !line.begins_caption());
        let end = next.find(|line| paragraphs::are_whole(&self.text[start..line.bytes.start]));
        end.map_or(self.text.len(), |line| line.bytes.start)
    }

    fn place(&self, head: &str) -> Option<Place> {
        let wanted = words_of(head);
        let mut words = wanted.split(' ');
        let (bytes, kind) = match (words.next()?, words.next()) {
            ("table" | "figure", Some(_)) => (self.captioned(&wanted)?, PlaceKind::Captioned),
            ("reference" | "references", Some(_)) => {
                let list = self.list().unwrap_or(0..self.text.len());
                (list, PlaceKind::References)
            }
            ("paragraph" | "paragraphs" | "opening" | "title", _) => (0..self.text.len(), PlaceKind::Whole),
            _ => (self.section(&wanted)?, PlaceKind::Section),
        };
        Some(Place {
            tokens: self.tokens_in(&bytes),
            kind,
            heads: Vec::new(),
        })
    }

    /// The list of references.
    pub fn list(&self) -> Option<Range<usize>> {
        LISTS.iter().find_map(|list| self.section(list))
    }

    /// From the line that begins so, to the next heading or caption.
    fn captioned(&self, wanted: &str) -> Option<Range<usize>> {
        let from = self.lines.iter().position(|line| starts_with(&line.words, wanted))?;
        let end = self.lines[from + 1..]
            .iter()
            .find(|line| line.begins_caption())
            .map_or(self.text.len(), |line| line.bytes.start);
        Some(self.lines[from].bytes.start..end)
    }

    /// From a heading to the next that is known.
    fn section(&self, wanted: &str) -> Option<Range<usize>> {
        let from = self.heading(wanted)?;
        let end = self.headings.iter().find(|at| **at > from);
        let end = end.map_or(self.text.len(), |at| self.lines[*at].bytes.start);
        Some(self.lines[from].bytes.start..end)
    }

    /// The line that is a heading: alone on its line, or with the rest of it on the next.
    fn heading(&self, wanted: &str) -> Option<usize> {
        self.lines.iter().position(|line| line.words == wanted).or_else(|| {
            self.lines.iter().position(|line| {
                let text = self.text[line.bytes.clone()].trim();
                let short = text.split_whitespace().count() <= 12;
                let plain =
                    !text.ends_with(['.', ',', ';', ':']) && text.starts_with(|c: char| c.is_uppercase() || c == '*');
                short && plain && (starts_with(&line.words, wanted) || starts_with(wanted, &line.words))
            })
        })
    }

    /// A section with the one behind it: its text may go on behind a box, a table or a figure.
    pub fn beyond(&self, place: &Place) -> Option<Place> {
        let mut starts = self
            .headings
            .iter()
            .map(|at| self.tokens_in(&self.lines[*at].bytes).start);
        let end = starts.find(|start| *start > place.tokens.end);
        (place.kind == PlaceKind::Section).then(|| Place {
            tokens: place.tokens.start..end.unwrap_or(self.tokens.len()),
            kind: PlaceKind::Section,
            heads: Vec::new(),
        })
    }
}

/// What papers call their lists of references.
const LISTS: [&str; 3] = ["references", "bibliography", "literature cited"];

/// The places that a locator names, each with what it is called without details.
fn named(locator: &str) -> impl Iterator<Item = (&str, &str)> {
    let places = locator.split(';').map(|place| place.trim().trim_start_matches("also "));
    let places = places.filter(|place| !place.starts_with(|c: char| c.is_lowercase()));
    places.map(|place| {
        let head = place.split(',').next().unwrap_or(place);
        let head = head.split(" (").next().unwrap_or(head).trim_end_matches('…').trim();
        (place, head)
    })
}

fn starts_with(words: &str, start: &str) -> bool {
    words
        .strip_prefix(start)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
