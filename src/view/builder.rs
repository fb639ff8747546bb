//! Makes pieces, numbering a page's notes as values ask for them.

use std::collections::BTreeSet;
use std::fmt::Display;

use indexmap::{IndexMap, IndexSet};
use serde::Serialize;

use super::block::{Fact, LinkGroup, LinkTo, Note, Piece, Prose, Rich, Sourced, State, WorkNotes};
use super::verified::Verified;
use super::{Context, record_path, said, work_path};
use crate::index::Origin;
use crate::model::reference::{AnyRef, Ref, Target};
use crate::model::source::{Source, Sources};
use crate::model::text::Markdown;
use crate::model::{Kind, Of, Record, RecordId};
use crate::words::Words;

/// Makes the pieces of one page.
pub struct Builder<'a> {
    pub context: Context<'a>,
    /// The record whose values are being shown: its claims say how they were verified.
    pub record: Option<RecordId>,
    /// The record whose own page it is, if it is one.
    pub page_of: Option<RecordId>,
    /// What is accepted in a record and has its mark on the page, by its number.
    pub marked: BTreeSet<(RecordId, usize)>,
    /// The sources asked for so far, each with how what was read there was verified; the number of a note is its place,
    /// from 1.
    seen: IndexSet<(Source, Verified)>,
}

impl<'a> Builder<'a> {
    pub fn new(context: &Context<'a>) -> Self {
        Self {
            context: *context,
            record: None,
            page_of: None,
            marked: BTreeSet::new(),
            seen: IndexSet::new(),
        }
    }

    /// Shows values of a record. Every value is shown inside this.
    pub fn of<T>(&mut self, record: &RecordId, show: impl FnOnce(&mut Self) -> T) -> T {
        let around = self.record.replace(record.clone());
        let shown = show(self);
        self.record = around;
        shown
    }

    /// Whether something that a record accepts has its mark on the page.
    pub fn is_marked(&self, record: &RecordId, number: usize) -> bool {
        self.marked.iter().any(|(of, marked)| of == record && *marked == number)
    }

    /// The numbers of the notes for these sources.
    pub fn notes(&mut self, sources: &Sources) -> Vec<usize> {
        debug_assert!(self.record.is_some(), "a value is shown as one of its record");
        let record = self.record.clone();
        let notes = sources.0.iter().enumerate().map(|(nth, source)| {
            let of_record = record.as_ref();
            let verified = of_record.map(|id| Verified::new(&self.context, id, sources, nth));
            self.note((
                source.clone(),
                verified.unwrap_or_else(|| Verified::not(self.context.words)),
            ))
        });
        notes.collect()
    }

    fn note(&mut self, note: (Source, Verified)) -> usize {
        self.seen.insert_full(note).0 + 1
    }

    /// All notes of the page, by the work that was read.
    pub fn into_notes(self) -> Vec<WorkNotes> {
        let mut works: IndexMap<&str, WorkNotes> = IndexMap::new();
        for (i, (source, verified)) in self.seen.iter().enumerate() {
            let key = source.cite.as_str();
            let note = Note {
                number: i + 1,
                at: source.at.to_string(),
                verified: verified.clone(),
            };
            let work = works.entry(key).or_insert_with(|| WorkNotes {
                work: self.link_to_work(key),
                notes: Vec::new(),
            });
            work.notes.push(note);
        }
        works.into_values().collect()
    }

    /// A work as a reader knows it: first author and year, else its title.
    pub fn work_name(&self, key: &str) -> String {
        self.context.ask.work_name(key).unwrap_or_else(|| key.to_owned())
    }

    /// A clinical value beside where it was read.
    pub fn sourced(&mut self, value: impl Display, sources: &Sources) -> Piece {
        let notes = self.notes(sources);
        Piece::Value(Sourced::new(value.to_string(), sources, notes))
    }

    /// A link to a record by its name.
    pub fn link(&self, id: &RecordId) -> LinkTo {
        LinkTo {
            state: state(&self.context, id, None),
            ..LinkTo::new(record_path(id), self.name(id))
        }
    }

    pub fn name(&self, id: &RecordId) -> String {
        match id.kind {
            Kind::Work => self.work_name(&id.id),
            _ => self.context.ask.record_name(id).unwrap_or(&id.id).to_owned(),
        }
    }

    /// A link to a record, or to a part of it by the part's name.
    pub fn target(&self, target: &Target) -> LinkTo {
        let record = self.link(&target.record);
        let part = target.part.as_deref().and_then(|part| {
            let first = part.split('.').next().unwrap_or(part);
            Some((first, self.context.ask.part_name(&target.record, first)?))
        });
        match part {
            Some((id, part)) => LinkTo {
                state: state(&self.context, &target.record, Some(id)),
                ..LinkTo::new(format!("{}#{id}", record.to), format!("{}: {part}", record.text))
            },
            None => record,
        }
    }

    pub fn refs<K>(&self, refs: &[Ref<K>]) -> Rich {
        self.links(refs.iter().map(Ref::target))
    }

    /// Links with commas between.
    pub fn links<'t>(&self, targets: impl IntoIterator<Item = &'t Target>) -> Rich {
        separated(targets.into_iter().map(|t| vec![Piece::Link(self.target(t))]), ", ")
    }

    /// Evidence as links with commas between, and beside each study whether the maker of what it studied paid for it.
    pub fn evidence(&self, evidence: &[AnyRef]) -> Rich {
        let words = self.context.words;
        let lines = evidence.iter().map(|AnyRef(target)| {
            let mut line = vec![Piece::Link(self.target(target))];
            let payers = self.context.ask.paying_makers(&target.record);
            if !payers.is_empty() {
                line.push(Piece::text(" "));
                line.push(Piece::Badge {
                    text: words.with("ways-paid-for-by-maker", &[("makers", (&payers.join(", ")).into())]),
                    tone: "warning",
                });
            }
            line
        });
        separated(lines, ", ")
    }

    /// A work as a link into the bibliography.
    pub fn work(&self, key: &str) -> Piece {
        Piece::Link(self.link_to_work(key))
    }

    fn link_to_work(&self, key: &str) -> LinkTo {
        LinkTo {
            state: self.state_of_work(key),
            ..LinkTo::new(work_path(key), self.work_name(key))
        }
    }

    /// What a reader must know of a work before relying on it.
    pub fn state_of_work(&self, key: &str) -> Option<State> {
        let ask = self.context.ask;
        let standing = ask.work_standing(key).map(State::from);
        standing.or_else(|| ask.is_corrected(key).then_some(State::Corrected))
    }

    /// What refers to a record, grouped by what refers.
    pub fn used_by(&self, id: &RecordId) -> Vec<LinkGroup> {
        self.grouped(self.context.ask.referred_by(id).into_iter())
    }

    /// Origins as links, chapters first and then by kind, each once.
    pub fn grouped<'o>(&self, origins: impl Iterator<Item = &'o Origin>) -> Vec<LinkGroup> {
        let mut origins: Vec<&Origin> = origins.collect();
        origins.sort();
        origins.dedup();
        let words = self.context.words;
        let mut groups: Vec<LinkGroup> = Vec::new();
        for origin in origins {
            let (title, link) = match origin {
                Origin::Chapter(path) => {
                    let chapters = self.context.ask.chapters();
                    let known = chapters.iter().find(|(other, _)| other == path);
                    let title = known.map_or(path.as_str(), |(_, title)| title);
                    (
                        words.say("section-chapters"),
                        LinkTo::new(super::chapter_path(path), title),
                    )
                }
                Origin::Record(id) => (said::kinds(words, id.kind), self.link(id)),
                Origin::Glossary => {
                    let glossary = words.say("glossary");
                    (glossary, LinkTo::new(super::glossary::PATH, glossary))
                }
                Origin::Book => continue,
            };
            match groups.last_mut() {
                Some(group) if group.title == title => group.links.push(link),
                _ => groups.push(LinkGroup {
                    title: title.to_owned(),
                    links: vec![link],
                }),
            }
        }
        groups
    }

    /// An id in words, with abbreviations as the glossary spells them: `planned-pci` is "Planned PCI".
    pub fn id_words(&self, id: &str) -> String {
        let known = &self.context.ask.abbreviations().known;
        let words: Vec<&str> = id
            .split('-')
            .map(|word| {
                known
                    .keys()
                    .map(String::as_str)
                    .find(|short| short.eq_ignore_ascii_case(word))
                    .unwrap_or(word)
            })
            .collect();
        capitalised(&words.join(" "))
    }

    /// A part of a record as a reader knows it: its name, its text if that is short and plain, else its id in words.
    pub fn part_words(&self, record: &RecordId, id: &str) -> String {
        let part = self.context.ask.parts(record).and_then(|parts| parts.get(id));
        let node = part.and_then(|part| self.record(record)?.tree.at(&part.path));
        let name = node.and_then(|n| n.get("name")?.as_text());
        let text = node
            .and_then(|n| n.get("text")?.as_text())
            .filter(|text| text.len() <= 48 && !text.contains(['[', '*', '`', '\n']));
        name.or(text).map_or_else(|| self.id_words(id), str::to_owned)
    }

    pub fn record(&self, id: &RecordId) -> Option<&'a Record> {
        self.context.ask.record(id).map(|record| &**record)
    }

    /// The records of a kind that refer to another, in the order of their ids.
    pub fn referring<K: Of>(&self, to: &RecordId) -> impl Iterator<Item = (&'a Record, &'a K)> + use<'a, K> {
        let records = self.context.ask.referring(to);
        records.map(|(record, body)| (&**record, body))
    }
}

/// Why a record, a part of it or a work is not to be relied on.
pub fn state(context: &Context<'_>, id: &RecordId, part: Option<&str>) -> Option<State> {
    context.ask.standing_of(id, part).map(State::from)
}

/// Lines joined by a separator.
pub fn separated(lines: impl IntoIterator<Item = Rich>, separator: &str) -> Rich {
    let mut out = Rich::new();
    for line in lines {
        if !out.is_empty() {
            out.push(Piece::text(separator));
        }
        out.extend(line);
    }
    out
}

/// The facts that have a value. Each is labelled by a message of the catalogue, and has its anchor from the name of the message,
/// so that the anchor is the same in every language and after the words have changed.
pub fn facts(words: &Words, facts: Vec<(&'static str, Rich)>) -> Vec<Fact> {
    facts
        .into_iter()
        .filter(|(_, value)| !value.is_empty())
        .map(|(name, value)| fact(words, name, value))
        .collect()
}

/// A fact labelled by a message of the catalogue.
pub fn fact(words: &Words, name: &'static str, value: Rich) -> Fact {
    Fact {
        name,
        anchor: String::new(),
        label: words.say(name).to_owned(),
        value,
    }
}

/// A choice in words: `individual-patient-meta-analysis` is "Individual patient meta analysis".
pub fn words(choice: impl Serialize) -> String {
    let json = serde_json::to_value(choice).unwrap_or_default();
    let text = json.as_str().unwrap_or_default().replace('-', " ");
    capitalised(&text)
}

pub fn capitalised(text: &str) -> String {
    let mut letters = text.chars();
    match letters.next() {
        Some(first) => first.to_uppercase().chain(letters).collect(),
        None => String::new(),
    }
}

/// A text as it stands in a line.
pub fn prose_of(text: &Markdown) -> Prose {
    Prose::inline(text.as_str())
}

/// Optional prose as a line.
pub fn prose(text: Option<&Markdown>) -> Rich {
    text.map(|t| Piece::Prose(prose_of(t))).into_iter().collect()
}
