//! What helps a reader of any page to find the way: where the page stands, its headings, a place for every fact to be linked
//! at, and where a problem of it is reported.

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde::Serialize;

use super::block::{Block, Fact, LinkTo, Section};
use super::{Context, Page, PageId, chapter_path, cite};
use crate::read::chapters::SummaryItem;
use crate::read::markdown::Anchors;

/// A heading of a page, for the list of them.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Heading {
    pub anchor: String,
    pub text: String,
    /// 2 for a section, 3 for one below it.
    pub level: u8,
}

/// With fewer headings than this, a list of them tells nothing that a glance does not.
const ENOUGH: usize = 3;

/// What may stand in an address as it is.
const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~');

/// Adds all of it to a page that is otherwise made.
pub fn add(context: &Context<'_>, id: &PageId, page: &mut Page) {
    if let PageId::Chapter(path) = id {
        page.crumbs = above(context, path);
    }
    let mut anchors = Anchors::default();
    page.sections
        .iter_mut()
        .for_each(|section| name_facts(&mut section.blocks, &mut anchors));
    page.headings = match id {
        PageId::Chapter(path) => of_chapter(context, path),
        // Its letters stand in a row of their own.
        PageId::Names => Vec::new(),
        _ => of_sections(context, page),
    };
    if page.headings.len() < ENOUGH {
        page.headings.clear();
    }
    // What stands for a page that is not there is nothing to be cited.
    if !matches!(id, PageId::NotFound | PageId::Offline) {
        page.cite = cite::of(context, page);
    }
    page.report = report(context, page);
}

/// The chapters that a chapter stands below, from outside in.
fn above(context: &Context<'_>, path: &str) -> Vec<LinkTo> {
    let mut above: Vec<(usize, LinkTo)> = Vec::new();
    for item in context.ask.summary() {
        match item {
            SummaryItem::Part(_) => above.clear(),
            SummaryItem::Chapter(other) => {
                let Some(chapter) = context.ask.chapter(other) else {
                    continue;
                };
                above.retain(|(level, _)| *level < chapter.level);
                if other == path {
                    break;
                }
                above.push((chapter.level, LinkTo::new(chapter_path(other), chapter.title.as_str())));
            }
        }
    }
    above.into_iter().map(|(_, link)| link).collect()
}

/// Gives each fact an anchor from the name of its label's message, once on the page. Anchors of parts of records have no
/// underscore.
fn name_facts(blocks: &mut [Block], anchors: &mut Anchors) {
    for block in blocks {
        match block {
            Block::Facts { facts } => facts.iter_mut().for_each(|fact| name_fact(fact, anchors)),
            Block::Group { blocks, .. } => name_facts(blocks, anchors),
            _ => {}
        }
    }
}

fn name_fact(fact: &mut Fact, anchors: &mut Anchors) {
    let name = fact.name;
    let name = name.rsplit_once("fact-").map_or(name, |(_, name)| name);
    let name = name.strip_prefix("about-").unwrap_or(name);
    fact.anchor = format!("fact_{}", anchors.next(name));
}

fn of_chapter(context: &Context<'_>, path: &str) -> Vec<Heading> {
    let headings = context.ask.chapter(path).into_iter();
    let headings = headings.flat_map(|chapter| &chapter.scan.headings);
    let shown = headings.filter(|heading| (2..=3).contains(&heading.level));
    let shown = shown.map(|heading| Heading {
        anchor: heading.anchor.clone(),
        text: heading.text.clone(),
        level: heading.level,
    });
    shown.collect()
}

/// The sections, and what the template puts below them.
fn of_sections(context: &Context<'_>, page: &Page) -> Vec<Heading> {
    let heading = |anchor: &str, text: &str| Heading {
        anchor: anchor.to_owned(),
        text: text.to_owned(),
        level: 2,
    };
    let titled = |section: &&Section| !section.title.is_empty();
    let own = page.sections.iter().filter(titled);
    let own = own.map(|section| heading(&section.anchor, &section.title));
    let words = context.words;
    let used_by = (!page.used_by.is_empty()).then(|| heading("page_used_by", words.say("ways-used-by")));
    let sources = (!page.notes.is_empty()).then(|| heading("page_sources", words.say("ways-sources")));
    own.chain(used_by).chain(sources).collect()
}

/// The address at which a problem is reported, with the page named in it: by its places `{title}` and `{path}`, or in the
/// subject and text of a mail.
fn report(context: &Context<'_>, page: &Page) -> Option<String> {
    let book = context.ask.book();
    let to = book.book.report.as_ref()?.as_str();
    let title = match page.title == book.book.title.as_str() {
        true => page.title.clone(),
        false => format!("{}: {}", book.book.title, page.title),
    };
    Some(report_to(to, &title, &page.path))
}

fn report_to(to: &str, title: &str, path: &str) -> String {
    let [title, path] = [title, path].map(|text| utf8_percent_encode(text, PLAIN).to_string());
    let has_places = to.contains("{title}") || to.contains("{path}");
    if has_places || !to.starts_with("mailto:") {
        return to.replace("{title}", &title).replace("{path}", &path);
    }
    let join = if to.contains('?') { '&' } else { '?' };
    format!("{to}{join}subject={title}&body={path}%0D%0A")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_report_names_the_page() {
        let to = |address| report_to(address, "Glow & co: 1", "trial/a.html");
        assert_eq!(
            to("mailto:a@b.example"),
            "mailto:a@b.example?subject=Glow%20%26%20co%3A%201&body=trial%2Fa.html%0D%0A"
        );
        assert_eq!(
            to("https://b.example/new?about={title}&at={path}"),
            "https://b.example/new?about=Glow%20%26%20co%3A%201&at=trial%2Fa.html"
        );
        assert_eq!(to("https://b.example/issues"), "https://b.example/issues");
    }
}
