//! A paper's text: where its sections, tables and references stand, and what it prints around each number.

use std::ops::Range;

use super::paragraphs::{self, paragraphs};
use super::table;
use super::text::{Token, TokenKind, tokens};
use crate::model::quantity::Comparator;

/// The text of a paper, as tokens.
#[derive(Debug)]
pub struct Paper {
    pub text: String,
    pub tokens: Vec<Token>,
    lines: Vec<Line>,
    /// Lines that are headings, as far as locators name them, in order.
    headings: Vec<usize>,
}

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

#[derive(Debug)]
struct Line {
    bytes: Range<usize>,
    /// The words of the line, as tokens spell them.
    words: String,
}

impl Line {
    /// `Table 1` or `Figure 2`, with or without what it is called.
    fn begins_caption(&self) -> bool {
        let mut words = self.words.split(' ');
        let is_caption = words.next().is_some_and(|word| ["table", "figure"].contains(&word));
        is_caption && words.next().is_some_and(|n| n.bytes().all(|b| b.is_ascii_digit()))
    }
}

impl Paper {
    pub fn new(text: String) -> Self {
        let tokens = tokens(&text);
        let mut lines = Vec::new();
        let mut start = 0;
        for line in text.split_inclusive('\n') {
            let bytes = start..start + line.len();
            start = bytes.end;
            if !line.trim().is_empty() {
                lines.push(Line {
                    words: words_of(line),
                    bytes,
                });
            }
        }
        Self {
            text,
            tokens,
            lines,
            headings: Vec::new(),
        }
    }

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
    /// `Paragraph 3` or `Key points`, each with details after a comma. Of the details paragraphs are looked for, and rows and
    /// columns where tabs part them; the others narrow the place for a reader. What begins with a small letter is a detail of the place before it.
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
            let Some(last) = all
                .get(number.min(all.len().wrapping_sub(1)))
                .filter(|_| number <= all.len())
            else {
                return vec![place];
            };
            let first = &all[number.saturating_sub(2)];
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

    /// Lines of the text that print a number, counted from one.
    pub fn lines_with(&self, digits: &str) -> Vec<usize> {
        let printing = self.tokens.iter().filter(|token| token.text == digits);
        let mut lines: Vec<usize> = printing
            .map(|token| self.text[..token.bytes.start].matches('\n').count() + 1)
            .collect();
        lines.dedup();
        lines
    }

    /// The bytes that tokens take.
    pub fn bytes_of(&self, tokens: &Range<usize>) -> Range<usize> {
        match (self.tokens.get(tokens.start), self.tokens[tokens.clone()].last()) {
            (Some(first), Some(last)) => first.bytes.start..last.bytes.end,
            _ => 0..0,
        }
    }

    pub fn tokens_in(&self, bytes: &Range<usize>) -> Range<usize> {
        let from = self.tokens.partition_point(|t| t.bytes.start < bytes.start);
        let to = self.tokens.partition_point(|t| t.bytes.start < bytes.end);
        from..to
    }

    /// The comparator that the paper prints with the number at `at`, as a sign or in words.
    pub fn comparator(&self, at: usize) -> Option<Comparator> {
        let word = |back: usize| at.checked_sub(back).map(|i| &self.tokens[i]);
        if let Some(sign) = word(1).filter(|t| t.kind == TokenKind::Comparator) {
            return match sign.text.as_str() {
                "<" => Some(Comparator::Less),
                ">" => Some(Comparator::More),
                "≤" => Some(Comparator::AtMost),
                "≥" => Some(Comparator::AtLeast),
                "~" => Some(Comparator::About),
                _ => None,
            };
        }
        let before = |n: usize| -> String {
            let from = at.saturating_sub(n);
            let words: Vec<&str> = self.tokens[from..at].iter().map(|t| t.text.as_str()).collect();
            words.join(" ")
        };
        let phrase = PHRASES.iter().find(|(phrase, _)| {
            let n = phrase.split(' ').count();
            before(n) == *phrase
        });
        if let Some((_, comparator)) = phrase {
            return Some(*comparator);
        }
        // "90 mm Hg or higher": behind the number and its unit.
        let after: Vec<&str> = self.tokens[at + 1..].iter().take(6).map(|t| t.text.as_str()).collect();
        let or = after.iter().position(|w| *w == "or")?;
        match after.get(or + 1) {
            Some(&("higher" | "more" | "greater" | "longer")) => Some(Comparator::AtLeast),
            Some(&("lower" | "less" | "fewer")) => Some(Comparator::AtMost),
            _ => None,
        }
    }

    /// Whether the number at `at` only counts tables, figures or references.
    pub fn is_label(&self, at: usize) -> bool {
        let before = at.checked_sub(1).map(|before| self.tokens[before].text.as_str());
        before.is_some_and(|word| ["table", "figure", "fig", "panel", "reference"].contains(&word))
    }

    /// The UCUM code of the unit that the paper prints behind the number at `at`.
    pub fn unit(&self, at: usize) -> Option<&'static str> {
        // "50 to 60%": the unit of a range stands behind its upper end.
        let mut from = at + 1;
        let joined = self.tokens.get(from).is_some_and(|t| t.text == "-" || t.text == "to");
        if joined && self.tokens.get(from + 1).is_some_and(|t| t.kind == TokenKind::Number) {
            from += 2;
        } else if self.tokens.get(from).is_some_and(|t| t.text == "-") {
            from += 1;
        }
        let after: Vec<&str> = self.tokens[from.min(self.tokens.len())..]
            .iter()
            .take(9)
            .map(|t| t.text.as_str())
            .collect();
        let behind = UNITS.iter().find(|(written, _)| {
            let written: Vec<&str> = written.split(' ').collect();
            after.starts_with(&written)
        });
        // "on day 30"
        let before = at.checked_sub(1).map(|before| self.tokens[before].text.as_str());
        let before = || {
            UNITS
                .iter()
                .find(|(written, ucum)| before == Some(written) && ["h", "d", "wk", "mo", "a"].contains(ucum))
        };
        behind.or_else(before).map(|(_, ucum)| *ucum)
    }
}

/// What papers call their lists of references.
const LISTS: [&str; 3] = ["references", "bibliography", "literature cited"];

/// Comparators in words.
const PHRASES: [(&str, Comparator); 16] = [
    ("less than", Comparator::Less),
    ("lower than", Comparator::Less),
    ("fewer than", Comparator::Less),
    ("below", Comparator::Less),
    ("under", Comparator::Less),
    ("more than", Comparator::More),
    ("greater than", Comparator::More),
    ("higher than", Comparator::More),
    ("over", Comparator::More),
    ("above", Comparator::More),
    ("at least", Comparator::AtLeast),
    ("up to", Comparator::AtMost),
    ("at most", Comparator::AtMost),
    ("approximately", Comparator::About),
    ("about", Comparator::About),
    ("roughly", Comparator::About),
];

/// Units as papers write them, in the spelling of tokens; a unit stands before those that it begins with.
const UNITS: [(&str, &str); 62] = [
    ("litres per minute per square meter", "L/min/m2"),
    ("l / min / m2", "L/min/m2"),
    ("dynes per centimeter per second", "dyn/cm/s"),
    ("ug / kg / min", "ug/kg/min"),
    ("ug per kilogram per minute", "ug/kg/min"),
    ("litres per minute", "L/min"),
    ("l / min", "L/min"),
    ("mmol per litre", "mmol/L"),
    ("mmol / litre", "mmol/L"),
    ("mmol / l", "mmol/L"),
    ("umol / l", "umol/L"),
    ("meq / l", "meq/L"),
    ("mg / dl", "mg/dL"),
    ("g / dl", "g/dL"),
    ("g / l", "g/L"),
    ("ng / ml", "ng/mL"),
    ("pg / ml", "pg/mL"),
    ("ug / ml", "ug/mL"),
    ("u / l", "U/L"),
    ("ml per kilogram", "mL/kg"),
    ("ml / kg", "mL/kg"),
    ("mg per kilogram", "mg/kg"),
    ("mg / kg", "mg/kg"),
    ("ug / kg", "ug/kg"),
    ("ml / min", "mL/min"),
    ("ml / hr", "mL/h"),
    ("ml / h", "mL/h"),
    ("beats / min", "{beats}/min"),
    ("beats per minute", "{beats}/min"),
    ("breaths / min", "{breaths}/min"),
    ("breaths per minute", "{breaths}/min"),
    ("mm hg", "mm[Hg]"),
    ("mmhg", "mm[Hg]"),
    ("kpa", "kPa"),
    ("%", "%"),
    ("percent", "%"),
    ("per cent", "%"),
    ("seconds", "s"),
    ("minutes", "min"),
    ("minute", "min"),
    ("min", "min"),
    ("hours", "h"),
    ("hour", "h"),
    ("hrs", "h"),
    ("hr", "h"),
    ("h", "h"),
    ("days", "d"),
    ("day", "d"),
    ("weeks", "wk"),
    ("week", "wk"),
    ("months", "mo"),
    ("month", "mo"),
    ("years", "a"),
    ("year", "a"),
    ("kg", "kg"),
    ("mg", "mg"),
    ("ug", "ug"),
    ("ml", "mL"),
    ("cm", "cm"),
    ("mm", "mm"),
    ("litres", "L"),
    ("litre", "L"),
];

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

/// The words of a text with single spaces, as tokens spell them.
pub fn words_of(text: &str) -> String {
    let tokens = tokens(text);
    let words = tokens
        .iter()
        .filter(|t| matches!(t.kind, TokenKind::Word | TokenKind::Number));
    words.map(|t| t.text.as_str()).collect::<Vec<_>>().join(" ")
}

fn starts_with(words: &str, start: &str) -> bool {
    words
        .strip_prefix(start)
        .is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
}
