//! How many wrong edits of the handbook go unnoticed: every kind of slip that an editor's hand may make, made on the text
//! of the records, and held against the seals as `check` does and against the papers as `ground` does.
//!
//! A fixed sample is tried; `MUTATIONS=all` tries every edit. `SOURCEBOOK_PAPERS` names the folder with the papers' texts,
//! and without it the half that needs them says that it was skipped. No text of a paper is printed.

use std::collections::{BTreeMap, BTreeSet};
use std::ops::Range;
use std::path::Path;

use rayon::prelude::*;
use sourcebook::ground::Grounding;
use sourcebook::ground::claim::{Claim, claims};
use sourcebook::ground::find::{Found, find};
use sourcebook::ground::library::Library;
use sourcebook::ground::lock::{How, Lock, Seal};
use sourcebook::ground::names::{Mentions, Names};
use sourcebook::ground::paper::Paper;
use sourcebook::ground::seal::ground;
use sourcebook::kept::Kept;
use sourcebook::model::number::{Count, Number, PValue};
use sourcebook::model::quantity::{Duration, Quantity};
use sourcebook::model::scalar::Scalar;
use sourcebook::model::shape::Shape;
use sourcebook::model::text::{Markdown, Text};
use sourcebook::model::walk::{Visit, walk};
use sourcebook::model::{Corpus, Record, RecordId, corpus};
use sourcebook::read::node::{Node, Step, Value};
use sourcebook::read::{Sources, papers};

/// What kind of slip an edit is.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Kind {
    /// In a value.
    Digit,
    /// In a sentence or a name.
    DigitInText,
    Comparator,
    Unit,
    Reference,
    Citation,
    Word,
    Dropped,
    SwappedArms,
    SwappedEnds,
    Neighbour,
}

impl Kind {
    const ALL: [Self; 11] = [
        Self::Digit,
        Self::DigitInText,
        Self::Comparator,
        Self::Unit,
        Self::Reference,
        Self::Citation,
        Self::Word,
        Self::Dropped,
        Self::SwappedArms,
        Self::SwappedEnds,
        Self::Neighbour,
    ];
}

/// How many edits of each kind the sample has.
const SAMPLE: usize = 60;

/// One wrong edit.
#[derive(Debug, Clone)]
struct Edit {
    kind: Kind,
    record: RecordId,
    /// The field that is edited.
    field: String,
    /// Bytes of the record's text, and what they become.
    changes: Vec<(Range<usize>, String)>,
}

impl Edit {
    fn apply(&self, text: &str) -> String {
        let mut changes = self.changes.clone();
        changes.sort_by_key(|(range, _)| std::cmp::Reverse(range.start));
        let mut text = text.to_owned();
        for (range, with) in changes {
            text.replace_range(range, &with);
        }
        text
    }

    fn what(&self) -> String {
        format!("{:?} {}#{}", self.kind, self.record, self.field)
    }

    /// Edits in an order that has nothing to do with what they are, and is the same on every run.
    fn lot(&self) -> u64 {
        let text = format!("{}{:?}", self.what(), self.changes);
        text.bytes().fold(0xcbf2_9ce4_8422_2325, |hash: u64, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    }
}

/// The repository's handbook with its records' texts.
struct Base {
    corpus: Corpus,
    texts: BTreeMap<RecordId, (String, String)>,
}

fn base() -> Base {
    let sources = Sources::load(Path::new(env!("CARGO_MANIFEST_DIR"))).expect("the handbook can be read");
    let (corpus, _) = corpus::assemble(&sources);
    let corpus = corpus.expect("the handbook has a book.toml");
    let files: BTreeMap<&str, &str> = sources.iter().map(|(_, f)| (&*f.path, &*f.text)).collect();
    let texts = corpus.records.iter().filter_map(|(id, record)| {
        let path = sources.file(record.file).path.to_string();
        let text = (*files.get(path.as_str())?).to_owned();
        path.ends_with(".toml").then(|| (id.clone(), (path, text)))
    });
    let texts = texts.collect();
    Base { corpus, texts }
}

/// A record and what it says.
type Said = (Kept<Record>, Vec<Claim>);

/// A record read from its text alone; nothing where it has a fault of form.
fn read(path: &str, text: &str, id: &RecordId) -> (Option<Said>, usize) {
    let book = "[book]\ntitle = \"Sample\"\n[grounding]\n";
    let sources = Sources::from_texts([("book.toml", book), (path, text)]);
    let (corpus, found) = corpus::assemble(&sources);
    let record = corpus.and_then(|mut corpus| corpus.records.remove(id));
    let said = record.map(|record| {
        let claims = claims(&record);
        (record, claims)
    });
    (said, found.len())
}

/// Fields in which an edit says nothing clinical, and those that say where something is.
const SILENT: [&str; 14] = [
    "id",
    "summary",
    "formerly",
    "review",
    "accept",
    "cases",
    "plausible",
    "because",
    "field",
    "fields",
    "superseded_by",
    "near",
    "names",
    "aliases",
];

struct Pool {
    references: Vec<String>,
    /// Citation keys of the works that were read, each with the places in it.
    places: BTreeMap<String, BTreeSet<String>>,
    works: Vec<String>,
    /// Numbers by the field that they stand in.
    numbers: BTreeMap<String, BTreeSet<String>>,
}

impl Pool {
    fn new(base: &Base) -> Self {
        let mut places: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        let mut numbers: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for record in base.corpus.records.values() {
            for claim in claims(record) {
                for source in claim.sources {
                    let of = places.entry(source.cite.as_str().to_owned()).or_default();
                    of.insert(source.at.as_str().to_owned());
                }
            }
            walk(record.id.kind, &record.tree, &mut |visit| {
                if let (true, Some(text)) = (is_bare_number(visit.shape), visit.node.as_text()) {
                    numbers.entry(last(&visit)).or_default().insert(text.to_owned());
                }
            });
        }
        Self {
            references: base.texts.keys().map(ToString::to_string).collect(),
            places,
            works: base.corpus.bibliography.works.keys().cloned().collect(),
            numbers,
        }
    }
}

fn last(visit: &Visit<'_>) -> String {
    let key = visit.path.0.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.to_string()),
        Step::Index(..) => None,
    });
    key.unwrap_or_default()
}

fn is_scalar<T: Scalar>(shape: &Shape) -> bool {
    matches!(shape, Shape::Scalar(scalar) if scalar.name == T::NAME)
}

fn is_bare_number(shape: &Shape) -> bool {
    is_scalar::<Number>(shape) || is_scalar::<Count>(shape) || is_scalar::<PValue>(shape)
}

/// Every wrong edit of a record.
fn edits(base: &Base, pool: &Pool, id: &RecordId) -> Vec<Edit> {
    let record = &base.corpus.records[id];
    let (_, text) = &base.texts[id];
    let mut edits = Vec::new();
    walk(id.kind, &record.tree, &mut |visit| {
        let keys: Vec<&str> = visit
            .path
            .0
            .iter()
            .filter_map(|step| match step {
                Step::Key(key) => Some(key.as_str()),
                Step::Index(..) => None,
            })
            .collect();
        if keys.iter().any(|key| SILENT.contains(key)) {
            return;
        }
        let mut add = |kind, changes: Vec<(Range<usize>, String)>| {
            let same = changes.iter().all(|(range, with)| text[range.clone()] == **with);
            if !same {
                edits.push(Edit {
                    kind,
                    record: id.clone(),
                    field: visit.path.to_string(),
                    changes,
                });
            }
        };
        if keys.contains(&"source") {
            in_source(&visit, text, pool, &mut add);
            return;
        }
        match visit.shape {
            Shape::Table(_) => in_table(&visit, text, &mut add),
            Shape::List(_, Some(2)) => swap(&visit, text, Kind::SwappedEnds, &mut add, &|node| Some(node)),
            Shape::List(..) => {
                for field in ["arm", "name", "therapies", "percent"] {
                    swap(&visit, text, Kind::SwappedArms, &mut add, &|node| {
                        node.get(field)
                            .filter(|_| node.get("arm").is_some() || keys.last() == Some(&"arms"))
                    });
                }
            }
            Shape::Choice(choices) => {
                let other = choices
                    .iter()
                    .find(|choice| Some(choice.as_str()) != visit.node.as_text());
                if let Some(other) = other {
                    add(Kind::Word, vec![(visit.node.span.clone(), format!("\"{other}\""))]);
                }
            }
            Shape::Bool => {
                let flipped = if matches!(visit.node.value, Value::Bool(true)) {
                    "false"
                } else {
                    "true"
                };
                add(Kind::Word, vec![(visit.node.span.clone(), flipped.to_owned())]);
            }
            Shape::Reference(_) => {
                let Some(now) = visit.node.as_text() else { return };
                let kind = now.split(':').next().unwrap_or_default();
                let others: Vec<&String> = pool
                    .references
                    .iter()
                    .filter(|r| r.starts_with(&format!("{kind}:")) && !now.starts_with(r.as_str()))
                    .collect();
                if let Some(other) = pick(&others, now) {
                    add(Kind::Reference, vec![(visit.node.span.clone(), format!("\"{other}\""))]);
                }
            }
            Shape::Cite => {
                let Some(now) = visit.node.as_text() else { return };
                let others: Vec<&String> = pool.works.iter().filter(|key| *key != now).collect();
                if let Some(other) = pick(&others, now) {
                    add(Kind::Citation, vec![(visit.node.span.clone(), format!("\"{other}\""))]);
                }
            }
            shape @ Shape::Scalar(_) => in_scalar(&visit, shape, text, pool, &mut add),
            _ => {}
        }
    });
    edits
}

type Add<'a> = &'a mut dyn FnMut(Kind, Vec<(Range<usize>, String)>);

fn pick<'a, T>(of: &'a [T], by: &str) -> Option<&'a T> {
    let sum: usize = by.bytes().map(usize::from).sum();
    (!of.is_empty()).then(|| &of[sum % of.len()])
}

fn in_source(visit: &Visit<'_>, _text: &str, pool: &Pool, add: Add<'_>) {
    let (Some(now), Some(around)) = (visit.node.as_text(), visit.around.last()) else {
        return;
    };
    let key = around.get("cite").and_then(Node::as_text).unwrap_or_default();
    let others: Vec<&String> = match last(visit).as_str() {
        "cite" => pool.places.keys().filter(|key| *key != now).collect(),
        "at" => pool
            .places
            .get(key)
            .into_iter()
            .flatten()
            .filter(|place| *place != now)
            .collect(),
        _ => return,
    };
    if let Some(other) = pick(&others, now) {
        add(
            Kind::Citation,
            vec![(
                visit.node.span.clone(),
                toml::Value::String((*other).clone()).to_string(),
            )],
        );
    }
}

/// Leaves out each field that stands on a line of its own, or in braces.
fn in_table(visit: &Visit<'_>, text: &str, add: Add<'_>) {
    for entry in visit.node.as_table().into_iter().flat_map(|table| &table.entries) {
        let unsaid = SILENT.contains(&entry.key.as_str())
            || ["source", "field_sources", "name", "title"].contains(&entry.key.as_str());
        let (start, end) = (entry.key_span.start, entry.value.span.end);
        let line = text[..start].rfind('\n').map_or(0, |at| at + 1);
        if unsaid || text[line..].starts_with('[') || end <= start {
            continue;
        }
        let range = if text[line..start].trim().is_empty() {
            line..text[end..].find('\n').map_or(text.len(), |at| end + at + 1)
        } else if text[end..].starts_with(", ") {
            start..end + 2
        } else {
            start..end
        };
        add(Kind::Dropped, vec![(range, String::new())]);
    }
}

/// Exchanges a part of the first two elements of a list.
fn swap(visit: &Visit<'_>, text: &str, kind: Kind, add: Add<'_>, part: &dyn Fn(&Node) -> Option<&Node>) {
    let items = visit.node.as_array().unwrap_or_default();
    let kind = if last(visit) == "compares" {
        Kind::SwappedArms
    } else {
        kind
    };
    for pair in items.windows(2) {
        let (Some(one), Some(two)) = (part(&pair[0]), part(&pair[1])) else {
            continue;
        };
        let raw = |node: &Node| text[node.span.clone()].to_owned();
        add(kind, vec![(one.span.clone(), raw(two)), (two.span.clone(), raw(one))]);
    }
}

const UNITS: [&str; 10] = [
    "mmHg",
    "mmol/L",
    "L/min",
    "min",
    "h",
    "d",
    "%",
    "mL/kg",
    "µg/kg/min",
    "a",
];

/// Words that turn a sentence round, with what they are turned to.
const TURNS: [(&str, &str); 24] = [
    ("no", "a"),
    ("not", "also"),
    ("without", "with"),
    ("more", "less"),
    ("less", "more"),
    ("higher", "lower"),
    ("lower", "higher"),
    ("lowered", "raised"),
    ("increased", "reduced"),
    ("reduced", "increased"),
    ("all", "some"),
    ("some", "all"),
    ("only", "even"),
    ("most", "few"),
    ("few", "most"),
    ("before", "after"),
    ("after", "before"),
    ("early", "late"),
    ("left", "right"),
    ("may", "must"),
    ("should", "may"),
    ("or", "and"),
    ("benefit", "harm"),
    ("death", "survival"),
];

fn in_scalar(visit: &Visit<'_>, shape: &Shape, text: &str, pool: &Pool, add: Add<'_>) {
    let span = visit.node.span.clone();
    let raw = &text[span.clone()];
    let is_text = is_scalar::<Text>(shape) || is_scalar::<Markdown>(shape);
    let is_quantity = is_scalar::<Quantity>(shape) || is_scalar::<Duration>(shape);
    if !is_text && !is_quantity && !is_bare_number(shape) {
        return;
    }
    let hidden = if is_text { links(raw) } else { Vec::new() };
    let open = |at: usize| !hidden.iter().any(|range| range.contains(&at));
    for (at, c) in raw.char_indices().filter(|(at, c)| c.is_ascii_digit() && open(*at)) {
        // A digit in a word is a name, unless a unit follows.
        if is_text && raw[..at].ends_with(|c: char| c.is_alphabetic()) {
            continue;
        }
        let digit = c as u8 - b'0';
        for add_on in [1, 3, 7] {
            let other = char::from(b'0' + (digit + add_on) % 10).to_string();
            let kind = if is_text { Kind::DigitInText } else { Kind::Digit };
            add(kind, vec![(span.start + at..span.start + at + 1, other)]);
        }
    }
    for sign in ["<=", ">=", "<", ">", "≤", "≥", "~"] {
        let found = raw.match_indices(sign).filter(|(at, _)| open(*at));
        for (at, _) in found.filter(|(at, _)| sign.len() > 1 || !raw[at + 1..].starts_with('=')) {
            let range = span.start + at..span.start + at + sign.len();
            let turned = match sign {
                "<" | "<=" | "≤" => ">",
                "~" => "<",
                _ => "<",
            };
            for other in [turned, if sign.ends_with('=') { &sign[..1] } else { "" }] {
                add(Kind::Comparator, vec![(range.clone(), other.to_owned())]);
            }
        }
    }
    if is_quantity {
        let end = raw.trim_end_matches('"').len();
        let from = raw
            .rfind(|c: char| c.is_ascii_digit() && !raw.ends_with("m2\""))
            .map_or(0, |at| at + 1);
        let unit = raw.get(from..end).unwrap_or_default().trim();
        let others: Vec<&&str> = UNITS.iter().filter(|other| **other != unit).collect();
        if let (false, Some(other)) = (unit.is_empty() || from == 0, pick(&others, raw)) {
            let at = span.start + raw.rfind(unit).unwrap_or(from);
            add(Kind::Unit, vec![(at..at + unit.len(), (**other).to_owned())]);
        }
        if let Some((low, high)) = raw.trim_matches('"').split_once('–') {
            let high_digits: String = high.chars().take_while(|c| c.is_ascii_digit() || *c == '.').collect();
            let low_digits: String = low
                .chars()
                .rev()
                .take_while(|c| c.is_ascii_digit() || *c == '.')
                .collect::<Vec<_>>()
                .into_iter()
                .rev()
                .collect();
            let at = span.start + raw.find('–').expect("it was just found");
            let range = at - low_digits.len()..at + '–'.len_utf8() + high_digits.len();
            add(Kind::SwappedEnds, vec![(range, format!("{high_digits}–{low_digits}"))]);
        }
    }
    if is_bare_number(shape) {
        let others: Vec<&String> = pool
            .numbers
            .get(&last(visit))
            .into_iter()
            .flatten()
            .filter(|n| visit.node.as_text() != Some(n))
            .collect();
        if let Some(other) = pick(&others, &visit.path.to_string()) {
            let other = if raw.starts_with('"') || other.contains(['<', '>']) {
                format!("\"{other}\"")
            } else {
                (*other).clone()
            };
            add(Kind::Neighbour, vec![(span.clone(), other)]);
        }
    }
    if is_text {
        let mut at = 0;
        for word in raw.split(|c: char| !c.is_alphanumeric()) {
            let start = at;
            at += word.len() + raw[at + word.len()..].chars().next().map_or(0, char::len_utf8);
            let turn = TURNS.iter().find(|(from, _)| word.eq_ignore_ascii_case(from));
            if let Some((_, to)) = turn.filter(|_| open(start)) {
                let range = span.start + start..span.start + start + word.len();
                add(Kind::Word, vec![(range, (*to).to_owned())]);
            }
        }
        for range in hidden {
            let inside = &raw[range.clone()];
            let Some((start, target)) = inside.strip_prefix("](").map(|rest| (2, rest.trim_end_matches(')'))) else {
                continue;
            };
            let kind = target.split(':').next().unwrap_or_default();
            let others: Vec<&String> = pool
                .references
                .iter()
                .filter(|r| r.starts_with(&format!("{kind}:")) && !target.starts_with(r.as_str()))
                .collect();
            if let Some(other) = pick(&others, target) {
                let from = span.start + range.start + start;
                add(Kind::Reference, vec![(from..from + target.len(), (*other).clone())]);
            }
        }
    }
}

/// Where a text has the targets of links, and citations.
fn links(raw: &str) -> Vec<Range<usize>> {
    let until = |from: usize, end: char| raw[from..].find(end).map_or(raw.len(), |at| from + at + 1);
    let targets = raw.match_indices("](").map(|(at, _)| at..until(at, ')'));
    let cites = raw.match_indices("[@").map(|(at, _)| at..until(at, ']'));
    targets.chain(cites).collect()
}

/// What became of an edit.
#[derive(Debug, Clone, Copy, Default)]
struct Outcome {
    check: bool,
    /// Whether the edited claims could be found before; else nothing is learnt from their not being found.
    findable: bool,
    alone: bool,
    sealed: bool,
}

struct Papers {
    papers: BTreeMap<String, Paper>,
}

impl Papers {
    fn load(base: &Base) -> Option<Self> {
        let Some(folder) = std::env::var_os("SOURCEBOOK_PAPERS") else {
            eprintln!("SKIPPED: SOURCEBOOK_PAPERS names no folder with the papers' texts");
            return None;
        };
        let texts = papers::texts(Path::new(&folder)).expect("the folder of SOURCEBOOK_PAPERS can be read");
        let all: Vec<Claim> = base.corpus.records.values().flat_map(|record| claims(record)).collect();
        let papers = texts.into_iter().map(|(key, text)| {
            let mut paper = Paper::new(text);
            let here = all.iter().flat_map(|c| &c.sources).filter(|s| s.cite.as_str() == key);
            paper.learn(here.map(|s| s.at.as_str()));
            (key, paper)
        });
        Some(Self {
            papers: papers.collect(),
        })
    }

    fn mentions<'a>(&'a self, names: &'a Names) -> BTreeMap<&'a str, Mentions<'a>> {
        self.papers
            .iter()
            .map(|(key, paper)| (key.as_str(), names.in_paper(paper)))
            .collect()
    }

    fn finds(&self, record: &Record, claim: &Claim, mentions: &BTreeMap<&str, Mentions<'_>>) -> bool {
        !claim.sources.is_empty()
            && claim.sources.iter().all(|source| {
                let key = source.cite.as_str();
                let paper = self.papers.get(key);
                paper.is_some_and(|paper| {
                    let found = find(paper, source, record, claim, &mentions[key]);
                    !matches!(found, Found::Missing(_))
                })
            })
    }
}

/// The share in hundredths of a per cent, to compare without rounding.
fn share(caught: usize, of: usize) -> usize {
    (caught * 10_000).checked_div(of).unwrap_or(10_000)
}

#[test]
#[allow(clippy::print_stdout)]
fn wrong_edits_are_noticed() {
    let base = base();
    let pool = Pool::new(&base);
    let all: Vec<Edit> = base
        .texts
        .keys()
        .collect::<Vec<_>>()
        .into_par_iter()
        .flat_map_iter(|id| edits(&base, &pool, id))
        .collect();
    let whole = std::env::var("MUTATIONS").is_ok_and(|v| v == "all");
    let chosen: Vec<&Edit> = Kind::ALL
        .iter()
        .flat_map(|kind| {
            let mut of_kind: Vec<&Edit> = all.iter().filter(|e| e.kind == *kind).collect();
            of_kind.sort_by_key(|e| e.lot());
            of_kind.truncate(if whole { usize::MAX } else { SAMPLE });
            of_kind
        })
        .collect();

    // Each record as it is, read alone: what a right seal says of it, and the faults of form that it has only for
    // standing alone.
    let before: BTreeMap<&RecordId, (Kept<Record>, Vec<Claim>, usize)> = base
        .texts
        .par_iter()
        .map(|(id, (path, text))| {
            let (said, faults) = read(path, text, id);
            let (record, claims) = said.expect("a record of the handbook can be read");
            (id, (record, claims, faults))
        })
        .collect();
    let papers = Papers::load(&base);
    let names = Names::new(&base.corpus);
    let mentions = papers.as_ref().map(|papers| papers.mentions(&names));

    if let (Some(papers), Some(mentions)) = (&papers, &mentions) {
        let all: Vec<Claim> = base.corpus.records.values().flat_map(|record| claims(record)).collect();
        let open: Vec<String> = all
            .iter()
            .filter(|c| !papers.finds(&base.corpus.records[&c.record], c, mentions))
            .map(Claim::name)
            .collect();
        println!(
            "{} of {} claims are not found as they are: {}",
            open.len(),
            all.len(),
            open.join(", ")
        );
    }

    let outcomes: Vec<(&Edit, Outcome)> = chosen
        .into_par_iter()
        .map(|edit| {
            let (path, text) = &base.texts[&edit.record];
            let (was, old, faults) = &before[&edit.record];
            let (new, now) = read(path, &edit.apply(text), &edit.record);
            let Some((record, new)) = new.filter(|_| now <= *faults) else {
                // A fault of form: nothing is sealed, or checked, before it is mended.
                return (
                    edit,
                    Outcome {
                        check: true,
                        findable: true,
                        alone: true,
                        sealed: true,
                    },
                );
            };
            let seals: BTreeMap<String, Seal> = old.iter().map(|c| (c.name(), Seal::of(c, How::Found))).collect();
            let lost: Vec<&Claim> = old
                .iter()
                .filter(|c| !new.iter().any(|n| n.name() == c.name()))
                .collect();
            let changed: Vec<&Claim> = new
                .iter()
                .filter(|c| seals.get(&c.name()).is_none_or(|s| !s.holds(c)))
                .collect();
            let mut outcome = Outcome {
                check: !lost.is_empty() || !changed.is_empty(),
                ..Outcome::default()
            };
            if let (Some(papers), Some(mentions)) = (&papers, &mentions) {
                let were = old.iter().filter(|c| {
                    changed.iter().any(|n| n.name() == c.name()) || lost.iter().any(|l| l.name() == c.name())
                });
                outcome.findable = were.clone().all(|claim| papers.finds(was, claim, mentions));
                outcome.alone = changed.iter().any(|claim| !papers.finds(&record, claim, mentions));
                outcome.sealed = outcome.alone
                    || !lost.is_empty()
                    || changed
                        .iter()
                        .any(|claim| seals.get(&claim.name()).is_some_and(|seal| !seal.keeps(claim)));
            }
            (edit, outcome)
        })
        .collect();

    let mut misses: Vec<String> = Vec::new();
    let mut table = format!(
        "{:<12} {:>6} {:>8} | {:>6} {:>8} {:>8}\n",
        "kind", "edits", "check", "edits", "alone", "sealed"
    );
    let mut shares: BTreeMap<Option<Kind>, [usize; 5]> = BTreeMap::new();
    for (edit, outcome) in &outcomes {
        for kind in [Some(edit.kind), None] {
            let of = shares.entry(kind).or_default();
            of[0] += 1;
            of[1] += usize::from(outcome.check);
            if outcome.findable {
                of[2] += 1;
                of[3] += usize::from(outcome.alone);
                of[4] += usize::from(outcome.sealed);
            }
        }
        if !outcome.check {
            misses.push(format!("check: {}", edit.what()));
        } else if papers.is_some() && outcome.findable && !outcome.sealed {
            misses.push(format!("ground, with seals: {}", edit.what()));
        } else if matches!(edit.kind, Kind::Digit | Kind::DigitInText)
            && papers.is_some()
            && outcome.findable
            && !outcome.alone
        {
            misses.push(format!(
                "ground, without seals: {} {:?}",
                edit.what(),
                edit.changes[0].1
            ));
        }
    }
    for (kind, [made, check, findable, alone, sealed]) in &shares {
        let name = kind.map_or_else(|| "all".to_owned(), |kind| format!("{kind:?}"));
        let percent = |caught, of| format!("{:.1}%", share(caught, of) as f64 / 100.0);
        table += &format!(
            "{name:<12} {made:>6} {:>8} | {findable:>6} {:>8} {:>8}\n",
            percent(*check, *made),
            percent(*alone, *findable),
            percent(*sealed, *findable)
        );
    }
    println!("{}\n{table}", misses.join("\n"));

    let [made, check, findable, _, sealed] = shares[&None];
    assert!(share(check, made) >= 9_900, "`check` misses too much:\n{table}");
    if papers.is_some() {
        let digits = shares[&Some(Kind::Digit)];
        assert!(
            share(digits[4], digits[2]) >= 9_500,
            "`ground` misses too many digits:\n{table}"
        );
        assert!(
            share(digits[3], digits[2]) >= 9_500,
            "`ground` without seals misses too many digits:\n{table}"
        );
        assert!(share(sealed, findable) >= 9_000, "`ground` misses too much:\n{table}");
    }
}

/// A wrong digit in the figures of a work, or a word of its title left out, as an entry of its own.
struct EntryEdit {
    of: String,
    field: String,
    text: String,
}

/// Every digit of a work's figures turned into another, and its title without its last word.
fn entry_edits(bib: &str) -> Vec<EntryEdit> {
    let mut edits = Vec::new();
    for entry in bib.split("\n@").map(str::trim) {
        let Some((_, rest)) = entry.split_once('{') else {
            continue;
        };
        let Some((key, fields)) = rest.split_once(',') else {
            continue;
        };
        let start = format!(
            "@{}",
            entry.trim_start_matches('@').split('{').next().unwrap_or_default()
        );
        let mut add = |field: &str, from: &str, to: &str| {
            let n = edits.len();
            let fields = fields.replacen(from, to, 1);
            edits.push(EntryEdit {
                of: key.to_owned(),
                field: field.to_owned(),
                text: format!("{start}{{edit{n},{fields}\n"),
            });
        };
        for line in fields.lines() {
            let Some((field, value)) = line.split_once(" = ") else {
                continue;
            };
            let field = field.trim();
            if ["year", "volume", "number", "pages", "doi"].contains(&field) {
                for (at, c) in value.char_indices().filter(|(_, c)| c.is_ascii_digit()) {
                    let mut other = value.to_owned();
                    let digit = (c as u8 - b'0' + 3) % 10;
                    other.replace_range(at..=at, &digit.to_string());
                    add(field, line, &format!("  {field} = {other}"));
                }
            }
            if let (true, Some(at)) = (field == "title", value.rfind(' ')) {
                add(field, line, &format!("  title = {}}},", &value[..at]));
            }
        }
    }
    edits
}

#[test]
#[allow(clippy::print_stdout)]
fn wrong_edits_of_the_bibliography_are_noticed() {
    let root = Path::new(env!("CARGO_MANIFEST_DIR"));
    let sources = Sources::load(root).expect("the handbook can be read");
    let file = sources.find("content/references.bib").expect("there is a bibliography");
    let bib = sources.file(file).text.clone();
    let edits = entry_edits(&bib);
    let edited: String = edits.iter().map(|edit| edit.text.as_str()).collect();
    let read = |bib: &str| {
        let sources = Sources::from_texts([
            ("book.toml", "[book]\ntitle = \"Sample\"\n[grounding]\n"),
            ("content/references.bib", bib),
        ]);
        let (corpus, _) = corpus::assemble(&sources);
        let corpus = corpus.expect("there is a book.toml");
        let grounding = Grounding::read(&sources, &corpus);
        let claims: Vec<Claim> = grounding.claims().cloned().collect();
        (corpus, claims)
    };
    let (corpus, claims) = read(&bib);
    let (edited_corpus, edited_claims) = read(&edited);
    assert!(
        edited_claims.len() * 100 >= edits.len() * 99,
        "edits leave entries that can be read"
    );
    let said: BTreeMap<&str, &Claim> = claims.iter().map(|c| (c.record.id.as_str(), c)).collect();
    let edit_of = |claim: &Claim| -> &EntryEdit {
        let n: usize = claim
            .record
            .id
            .trim_start_matches("edit")
            .parse()
            .expect("edits are numbered");
        &edits[n]
    };
    let unseen: Vec<&str> = edited_claims
        .iter()
        .filter(|claim| Seal::of(said[edit_of(claim).of.as_str()], How::Found).holds(claim))
        .map(|claim| edit_of(claim).of.as_str())
        .collect();
    assert_eq!(unseen, Vec::<&str>::new(), "the seals notice every edit");

    let Some(folder) = std::env::var_os("SOURCEBOOK_PAPERS") else {
        eprintln!("SKIPPED: SOURCEBOOK_PAPERS names no folder with the papers' texts");
        return;
    };
    let texts = papers::texts(Path::new(&folder)).expect("the folder of SOURCEBOOK_PAPERS can be read");
    let how = |corpus: &Corpus, claims: &[Claim]| {
        let done = ground(corpus, claims, &mut Library::new(texts.clone()), &Lock::default(), None);
        done.lock.seals
    };
    let right = how(&corpus, &claims);
    let wrong = how(&edited_corpus, &edited_claims);
    let is_found = |seals: &BTreeMap<String, Seal>, key: &str| {
        let seal = seals.get(&format!("reference:{key}#entry"));
        seal.is_some_and(|seal| seal.how == How::Found)
    };
    let mut shares: BTreeMap<&str, [usize; 2]> = BTreeMap::new();
    for claim in &edited_claims {
        let edit = edit_of(claim);
        if is_found(&right, &edit.of) {
            let share = shares.entry(edit.field.as_str()).or_default();
            share[0] += 1;
            share[1] += usize::from(!is_found(&wrong, &claim.record.id));
        }
    }
    println!("entries, edits and those that no list bears out: {shares:?}");
    let all = shares.values().fold([0, 0], |sum, n| [sum[0] + n[0], sum[1] + n[1]]);
    assert!(
        share(all[1], all[0]) >= 9_900,
        "lists bear out wrong entries: {shares:?}"
    );
}
