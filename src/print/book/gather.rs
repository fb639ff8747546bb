//! The book made of the pages of the site: chapters, records by kind, what is said of all of them, works and names.

use std::collections::BTreeMap;

use super::shown::{Book, Entry, Index, Letter, Name, Part, Section, Text, Works};
use super::{levels, places};
use crate::index::Origin;
use crate::model::{Kind, RecordId};
use crate::print::address::styled;
use crate::print::figures;
use crate::print::pen::Pen;
use crate::print::press::Files;
use crate::print::shown::{Notice, notice, sources};
use crate::print::tree::Node;
use crate::print::validity::Validity;
use crate::read::chapters::SummaryItem;
use crate::read::markdown::Cite;
use crate::render::citations::Citations;
use crate::view::block::{Block, Piece};
use crate::view::{self, Context, Page, PageId, list_path, work_path};

/// Makes the book of pages, and collects the files of its figures.
pub struct Gathering<'a> {
    pub context: Context<'a>,
    pub citations: &'a Citations,
    pub files: Files,
}

impl<'a> Gathering<'a> {
    pub fn book(&mut self, validity: Validity) -> Book {
        let about = view::page(&self.context, &PageId::About);
        let pen = self.pen(Origin::Book);
        let settings = self.context.ask.book();
        let disclaimer = settings.notice.disclaimer.as_ref();
        let description = about.lead.as_ref().map(|lead| pen.prose(lead)).unwrap_or_default();
        let disclaimer = disclaimer.map(|text| pen.markdown(text.as_str(), Vec::new()));
        let mut parts = self.chapters();
        parts.extend(self.records());
        parts.extend([PageId::Disagreements, PageId::Superseded, PageId::Glossary].map(|id| self.whole(&id)));
        let about_part = self.whole(&PageId::About);
        parts.retain(|part| {
            part.texts
                .iter()
                .any(|text| !text.sections.is_empty() || text.title.is_some())
        });
        parts.push(about_part);
        let mut book = Book {
            title: settings.book.title.to_string(),
            description: levels::set(description, 1, 1),
            authors: settings.book.authors.iter().map(ToString::to_string).collect(),
            marks: marks(&about, &pen),
            disclaimer: levels::set(disclaimer.unwrap_or_default(), 1, 1),
            validity,
            parts,
            works: self.works(),
            index: self.index(),
            images: BTreeMap::new(),
        };
        places::refer(&mut book);
        book
    }

    fn pen(&self, origin: Origin) -> Pen<'a> {
        Pen::in_book(self.context, origin, self.citations)
    }

    /// The chapters, under the headings of `SUMMARY.md`.
    fn chapters(&mut self) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        for item in self.context.ask.summary() {
            match item {
                SummaryItem::Part(title) => parts.push(Part {
                    title: Some(title.clone()),
                    ..Part::default()
                }),
                SummaryItem::Chapter(path) => {
                    if parts.is_empty() {
                        parts.push(Part::default());
                    }
                    let deeper = self.context.ask.chapter(path).map_or(1, |chapter| chapter.level);
                    let deeper = u8::try_from(deeper).unwrap_or(u8::MAX).clamp(1, 3);
                    let Some(part) = parts.last_mut() else { continue };
                    let level = deeper + u8::from(part.title.is_some());
                    // A step that `SUMMARY.md` leaves out is none in the book.
                    let before = part.texts.last().map(|text| text.level);
                    let most = before.map_or(1 + u8::from(part.title.is_some()), |before| before + 1);
                    let level = level.min(most);
                    let text = self.text(&PageId::Chapter(path.clone()), Origin::Chapter(path.clone()), level);
                    if let Some(part) = parts.last_mut() {
                        part.texts.push(text);
                    }
                }
            }
        }
        parts
    }

    /// The records, a part for each kind.
    fn records(&mut self) -> Vec<Part> {
        let kinds = Kind::ALL.iter().filter(|kind| **kind != Kind::Work);
        let mut parts = Vec::new();
        for kind in kinds {
            let ids: Vec<RecordId> = self.context.ask.of_kind(kind).into_iter().cloned().collect();
            if ids.is_empty() {
                continue;
            }
            let list = view::page(&self.context, &PageId::List(*kind));
            let of_record = |id: RecordId| self.text(&PageId::Record(id.clone()), Origin::Record(id), 2);
            parts.push(Part {
                title: Some(list.title),
                label: Some(list_path(*kind)),
                texts: ids.into_iter().map(of_record).collect(),
            });
        }
        parts
    }

    /// A page about the whole handbook, as a part of its own.
    fn whole(&mut self, id: &PageId) -> Part {
        let mut text = self.text(id, Origin::Book, 1);
        text.marks.clear();
        Part {
            title: text.title.take(),
            label: Some(id.path()),
            texts: vec![text],
        }
    }

    fn text(&mut self, id: &PageId, origin: Origin, level: u8) -> Text {
        let page = view::page(&self.context, id);
        self.files.extend(figures::of_page(&page));
        let pen = self.pen(origin);
        let sections = page.sections.iter().map(|section| {
            let title = (!section.title.is_empty()).then(|| section.title.clone());
            let mut blocks = pen.blocks(&section.blocks);
            // A chapter begins with its own title.
            if let (PageId::Chapter(_), Some(Node::Heading { level: 1, .. })) = (id, blocks.first()) {
                blocks.remove(0);
            }
            let (above, first) = match (&title, id) {
                (Some(_), _) => (level + 1, 1),
                (None, PageId::Chapter(_)) => (level, 2),
                (None, _) => (level, 1),
            };
            Section {
                label: (!section.anchor.is_empty()).then(|| section.anchor.clone()),
                title,
                blocks: levels::set(blocks, above, first),
            }
        });
        let lead = page.lead.as_ref().map(|lead| pen.prose(lead)).unwrap_or_default();
        Text {
            label: id.path(),
            title: Some(page.title.clone()),
            level,
            subtitle: page.subtitle.clone(),
            banners: page.banners.iter().map(|banner| notice(banner, &pen)).collect(),
            marks: match id {
                // What is true of all chapters stands on every page.
                PageId::Chapter(_) => Vec::new(),
                _ => marks(&page, &pen),
            },
            lead: levels::set(lead, level, 1),
            sections: sections.collect(),
            sources: sources(&page.notes, &pen),
        }
    }

    fn works(&mut self) -> Works {
        let entries = self.citations.entries_in_runs();
        let entries = entries.map(|(key, number, runs)| {
            let id = RecordId {
                kind: Kind::Work,
                id: key.to_owned(),
            };
            let pen = self.pen(Origin::Record(id.clone()));
            let page = view::page(&self.context, &PageId::Work(key.to_owned()));
            let mut notes: Vec<Node> = Vec::new();
            for banner in &page.banners {
                notes.push(Node::Paragraph {
                    body: notice(banner, &pen).body,
                });
            }
            // How an entry was found in the papers, its page in the site says; only what somebody noted is here.
            let noted = self.context.ask.record(&id).is_some();
            for section in page.sections.iter().filter(|_| noted) {
                let blocks = section
                    .blocks
                    .iter()
                    .filter(|block| !matches!(block, Block::Works { .. }));
                notes.extend(blocks.flat_map(|block| pen.blocks(std::slice::from_ref(block))));
            }
            Entry {
                label: work_path(key),
                number: (!number.is_empty()).then(|| number.to_owned()),
                body: runs.iter().map(|run| styled(run, &[] as &[Cite])).collect(),
                sources: if noted { sources(&page.notes, &pen) } else { Vec::new() },
                notes: unheaded(notes),
            }
        });
        let page = view::page(&self.context, &PageId::Bibliography);
        Works {
            title: page.title,
            label: page.path,
            entries: entries.collect(),
        }
    }

    /// All names from A to Z, be they on one page of the site or on some for each letter.
    fn index(&self) -> Index {
        let page = view::page(&self.context, &PageId::Names);
        // A letter may have several pages.
        let mut parts: Vec<(String, Vec<Page>)> = Vec::new();
        for id in view::pages(self.context.ask) {
            let PageId::NamesIn(letter, _) = &id else { continue };
            let page = view::page(&self.context, &id);
            match parts.last_mut() {
                Some((last, pages)) if last == letter => pages.push(page),
                _ => parts.push((letter.clone(), vec![page])),
            }
        }
        let title = self.context.words.say("print-index").to_owned();
        let letters: Vec<Letter> = match parts.is_empty() {
            true => page
                .sections
                .iter()
                .map(|section| self.letter(&section.title, &section.blocks))
                .collect(),
            false => {
                let letter = |(letter, pages): &(String, Vec<Page>)| {
                    let blocks: Vec<Block> = pages
                        .iter()
                        .flat_map(|page| &page.sections)
                        .flat_map(|section| section.blocks.clone())
                        .collect();
                    self.letter(letter, &blocks)
                };
                parts.iter().map(letter).collect()
            }
        };
        Index { title, letters }
    }

    fn letter(&self, letter: &str, blocks: &[Block]) -> Letter {
        let pen = self.pen(Origin::Book);
        let items = blocks.iter().flat_map(|block| match block {
            Block::Items { items } => items.as_slice(),
            _ => &[],
        });
        let names = items.filter_map(|item| {
            let (Piece::Link(link), what) = item.body.split_first()? else {
                return None;
            };
            Some(Name {
                name: link.text.clone(),
                what: pen.state(link.state).into_iter().chain(pen.line(what)).collect(),
                to: link.to.clone(),
            })
        });
        Letter {
            letter: letter.to_owned(),
            names: names.collect(),
        }
    }
}

fn marks(page: &Page, pen: &Pen<'_>) -> Vec<Notice> {
    let marks = page.status.iter().map(|mark| Notice {
        level: mark.shape,
        body: pen.line(&mark.line),
    });
    marks.collect()
}

/// Titles of groups as lines of their own: an entry of the bibliography has no headings.
fn unheaded(nodes: Vec<Node>) -> Vec<Node> {
    let nodes = levels::set(nodes, 1, 1).into_iter().map(|node| match node {
        Node::Heading { body, .. } => Node::Paragraph {
            body: vec![Node::Strong { body }],
        },
        other => other,
    });
    nodes.collect()
}
