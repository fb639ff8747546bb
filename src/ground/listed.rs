//! Finds an entry of the bibliography in the papers' lists of references.
//!
//! A list prints a work as one run: authors, title, journal, year, volume, pages. So the title is looked for letter by
//! letter, and all else right before and right behind it: what stands in another entry of the list cannot ground this one.

use std::collections::BTreeSet;
use std::ops::Range;

use super::paper::Paper;
use super::text::{Token, TokenKind, tokens};
use crate::read::bibliography::Work;

/// Where a list prints a work, and how far the two agree.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Listing {
    pub tokens: Range<usize>,
    /// Fields that the list prints as the entry has them.
    pub agrees: BTreeSet<&'static str>,
    /// Fields that it prints otherwise.
    pub differs: BTreeSet<&'static str>,
}

/// Fields that a list has to print as the entry has them; the others are for finding the work.
pub const PRINTED: [&str; 10] = [
    "author",
    "title",
    "journaltitle",
    "year",
    "date",
    "volume",
    "number",
    "pages",
    "eid",
    "doi",
];

/// Every place of a paper that lists a work of this title by this first author.
pub fn listings(paper: &Paper, place: Range<usize>, work: &Work) -> Vec<Listing> {
    let place_end = place.end;
    let printed = Letters::new(&paper.tokens, place);
    let title = letters(&titled(work));
    // A title alone is no entry of a list: it may stand anywhere.
    if title.is_empty() || (field(work, "author").is_empty() && field(work, "journaltitle").is_empty()) {
        return Vec::new();
    }
    let is_long = words(&titled(work)).count() >= TITLE;
    let authors = authors(field(work, "author"));
    let ends = printed.text.match_indices(&title).filter_map(|(at, _)| {
        printed.token_at(at)?;
        let end = printed.token_at(at + title.len()).unwrap_or(place_end);
        // Few words may well be the end of somebody else's title.
        let (first, agrees) = before(&printed.text[..at], &authors).filter(|(_, agrees)| *agrees || is_long)?;
        let mut listing = Listing {
            tokens: printed.token_within(first)..end,
            agrees: BTreeSet::from(["title"]),
            differs: BTreeSet::new(),
        };
        listing.take("author", agrees);
        // Else it is a longer title that begins in the same way.
        behind(paper, end, work, &mut listing).then_some(listing)
    });
    ends.collect()
}

/// How far into a paper's own text its authors may stand, in letters.
const HEAD: usize = 2_000;

/// What a paper prints of itself.
pub fn own(paper: &Paper, work: &Work) -> Option<Listing> {
    let printed = Letters::new(&paper.tokens, 0..paper.tokens.len());
    let at = printed
        .text
        .find(&Some(letters(&titled(work))).filter(|title| !title.is_empty())?)?;
    let title = printed.token_within(at);
    let mut listing = Listing {
        tokens: title..title + 1,
        agrees: BTreeSet::from(["title"]),
        differs: BTreeSet::new(),
    };
    let head: String = printed.text.chars().take(HEAD).collect();
    let mut people = surnames(field(work, "author"));
    listing.take("author", people.all(|name| head.contains(&name)));
    let journal = letters(field(work, "journaltitle"));
    let cites = printed.text.match_indices(&journal).filter(|_| !journal.is_empty());
    for from in cites.filter_map(|(at, _)| printed.token_at(at)) {
        let mut cite = listing.clone();
        behind(paper, from, work, &mut cite);
        if cite.agrees.len() > listing.agrees.len() {
            listing.agrees = cite.agrees;
        }
    }
    let doi = work.doi().map(|doi| letters(&doi));
    if doi.is_some_and(|doi| printed.text.contains(&doi)) {
        listing.take("doi", true);
    }
    Some(listing)
}

/// Whether a list prints the figures of a work right behind each other, whatever stands before them: then the one has another
/// title, other authors or another journal than the other.
pub fn has_figures(paper: &Paper, place: Range<usize>, work: &Work) -> bool {
    let first_page = field(work, "pages").split(|c: char| !c.is_alphanumeric()).next();
    let wanted: Vec<String> = [
        field(work, "year"),
        field(work, "volume"),
        first_page.unwrap_or_default(),
    ]
    .iter()
    .filter(|text| !text.is_empty())
    .map(|text| letters(text))
    .collect();
    let is_word = |at: &usize| paper.tokens[*at].is_word();
    let words: Vec<&str> = place.filter(is_word).map(|at| paper.tokens[at].text.as_str()).collect();
    wanted.len() == 3 && words.windows(3).any(|window| window == wanted)
}

impl Listing {
    fn take(&mut self, field: &'static str, agrees: bool) {
        let fields = if agrees { &mut self.agrees } else { &mut self.differs };
        fields.insert(field);
    }
}

fn field<'w>(work: &'w Work, name: &str) -> &'w str {
    work.fields.get(name).map_or("", |field| field.text.as_str())
}

fn titled(work: &Work) -> String {
    format!("{} {}", field(work, "title"), field(work, "subtitle"))
}

/// How many words make a title that no other work has.
const TITLE: usize = 6;

/// How far before its title a work's first author may stand, in letters.
const AUTHORS: usize = 240;

/// Where the authors begin that are printed before a title, and whether they are those of the entry. None where the first
/// of them is not printed there: that is another work of the same title.
fn before(text: &str, authors: &[String]) -> Option<(usize, bool)> {
    let Some(first) = authors.first() else {
        return Some((text.len(), true));
    };
    let named = text.strip_suffix("etal");
    let shortened = named.is_some();
    let named = named.unwrap_or(text);
    let all = authors.concat();
    if let Some(rest) = named.strip_suffix(&all) {
        return Some((rest.len(), true));
    }
    // A list may name fewer of them and end with "et al".
    let some = (1..authors.len()).rev().map(|n| authors[..n].concat());
    for some in some.take_while(|_| shortened) {
        if let Some(rest) = named.strip_suffix(&some) {
            return Some((rest.len(), true));
        }
    }
    let reach = named.len().saturating_sub(AUTHORS);
    let near = (reach..=named.len()).find(|at| named.is_char_boundary(*at))?;
    Some((near + named[near..].rfind(first.as_str())?, false))
}

/// Holds what stands right behind a title against the fields of the entry, in the order in which lists print them. False
/// where the journal does not follow.
fn behind(paper: &Paper, from: usize, work: &Work, listing: &mut Listing) -> bool {
    let is_word = |at: &usize| paper.tokens[*at].is_word();
    let words: Vec<usize> = (from..paper.tokens.len()).filter(is_word).take(48).collect();
    let mut rest = words.as_slice();
    let text = |at: usize| paper.tokens[at].text.as_str();
    let journal = letters(field(work, "journaltitle"));
    if !journal.is_empty() {
        let Some(n) = run(rest, &journal, &text) else {
            return false;
        };
        rest = &rest[n..];
        listing.take("journaltitle", true);
    }
    for name in ["year", "date", "volume", "number", "pages", "eid"] {
        let written = field(work, name);
        // A date that only repeats the year is the year.
        if written.is_empty() || (name == "year" && work.fields.contains_key("date")) {
            continue;
        }
        let wanted = if name == "date" { day(written) } else { parts(written) };
        if name == "pages" && !work.fields.contains_key("number") && skips_issue(rest, &wanted, &text) {
            rest = &rest[1..];
        }
        if let Some(n) = same(rest, &wanted, &text) {
            listing.take(name, true);
            rest = &rest[n..];
        } else if rest.first().is_some_and(|at| goes_on(paper, *at)) {
            listing.take(name, false);
            rest = &rest[1..];
        }
    }
    let doi = work.doi().map(|doi| letters(&doi)).unwrap_or_default();
    if !doi.is_empty() && rest.first().is_some_and(|at| text(*at) == "doi") {
        // A text may have the address of a link once more, and better read.
        let n = run(&rest[1..], &doi, &text);
        let whole = || Letters::new(&paper.tokens, 0..paper.tokens.len());
        listing.take("doi", n.is_some() || whole().text.contains(&doi));
        rest = &rest[1 + n.unwrap_or(0)..];
    }
    if let Some(last) = words.get(words.len() - rest.len()).or(words.last()) {
        listing.tokens.end = (*last).max(listing.tokens.end);
    }
    true
}

/// Whether a figure of the same entry stands here, behind others: behind a full stop, the next entry begins.
fn goes_on(paper: &Paper, at: usize) -> bool {
    paper.tokens[at].kind == TokenKind::Number && paper.tokens[at - 1].text != "."
}

/// Whether the first of these tokens is the number of an issue that the entry leaves out.
fn skips_issue<'t>(rest: &[usize], pages: &[String], text: &dyn Fn(usize) -> &'t str) -> bool {
    same(rest, pages, text).is_none() && rest.len() > 1 && same(&rest[1..], pages, text).is_some()
}

/// How many tokens print these letters, if the first ones do.
fn run<'t>(tokens: &[usize], letters: &str, text: &dyn Fn(usize) -> &'t str) -> Option<usize> {
    let mut left = letters;
    for (n, at) in tokens.iter().enumerate() {
        left = left.strip_prefix(text(*at))?;
        if left.is_empty() {
            return Some(n + 1);
        }
    }
    None
}

/// How many tokens print these parts. A last page may leave out what it shares with the first: `1286-97`.
fn same<'t>(tokens: &[usize], parts: &[String], text: &dyn Fn(usize) -> &'t str) -> Option<usize> {
    let printed = tokens.get(..parts.len())?;
    let mut pairs = printed.iter().map(|at| text(*at)).zip(parts).enumerate();
    let is_digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
    let agree = pairs.all(|(n, (printed, part))| {
        let abbreviated =
            n > 0 && is_digits(printed) && is_digits(part) && whole(text(tokens[0]), printed) == whole(&parts[0], part);
        printed == part || abbreviated
    });
    (agree && !parts.is_empty()).then_some(parts.len())
}

/// A last page with the digits that it shares with the first.
fn whole(first: &str, last: &str) -> String {
    match first.len().checked_sub(last.len()) {
        Some(shared) if first.is_ascii() => format!("{}{last}", &first[..shared]),
        _ => last.to_owned(),
    }
}

fn parts(text: &str) -> Vec<String> {
    words(text).map(|token| token.text).collect()
}

const MONTHS: [&str; 12] = [
    "january",
    "february",
    "march",
    "april",
    "may",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
];

/// A date as lists print it: `2030 May 4`.
fn day(written: &str) -> Vec<String> {
    let mut parts = written.split('-');
    let year = parts.next().unwrap_or_default().to_owned();
    let month = parts
        .next()
        .and_then(|m| MONTHS.get(m.parse::<usize>().ok()?.checked_sub(1)?));
    let day = parts.next().map(|day| day.trim_start_matches('0').to_owned());
    std::iter::once(year)
        .chain(month.map(|m| (*m).to_owned()))
        .chain(day)
        .collect()
}

/// The authors as lists print them: surname and initials, without anything between.
fn authors(written: &str) -> Vec<String> {
    let people = written.split(" and ").map(str::trim);
    let people = people.filter(|person| !person.is_empty() && *person != "others");
    people.map(author).collect()
}

fn surnames(written: &str) -> impl Iterator<Item = String> {
    let people = written.split(" and ").filter(|person| person.trim() != "others");
    people.map(|person| letters(person.split(',').next().unwrap_or(person)))
}

fn author(person: &str) -> String {
    match person.split_once(',') {
        Some((surname, given)) => {
            let initials: String = words(given).filter_map(|token| token.text.chars().next()).collect();
            format!("{}{initials}", letters(surname))
        }
        None => letters(person),
    }
}

fn words(text: &str) -> impl Iterator<Item = Token> {
    tokens(text).into_iter().filter(Token::is_word)
}

fn letters(text: &str) -> String {
    words(text).map(|token| token.text).collect()
}

/// The letters and digits of a list in one run, for print breaks words and sets blanks where it likes.
struct Letters {
    text: String,
    /// Where each token begins in the run.
    starts: Vec<(usize, usize)>,
}

impl Letters {
    fn new(tokens: &[Token], place: Range<usize>) -> Self {
        let mut text = String::new();
        let mut starts = Vec::new();
        for at in place {
            if tokens[at].is_word() {
                starts.push((text.len(), at));
                text += &tokens[at].text;
            }
        }
        Self { text, starts }
    }

    /// The token that begins at a place of the run, if one does.
    fn token_at(&self, at: usize) -> Option<usize> {
        let found = self.starts.binary_search_by_key(&at, |(start, _)| *start).ok()?;
        Some(self.starts[found].1)
    }

    /// The token that a place of the run lies in.
    fn token_within(&self, at: usize) -> usize {
        let behind = self.starts.partition_point(|(start, _)| *start <= at);
        self.starts.get(behind.saturating_sub(1)).map_or(0, |(_, token)| *token)
    }
}
