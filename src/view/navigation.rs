//! The navigation that stands on every page.

use super::figures::evidence_map;
use super::{
    Context, NavGroup, NavItem, a_to_z, about, bibliography, chapter_path, disagreements, glossary, grounding, home,
    list_path, quality, said, superseded,
};
use crate::read::chapters::SummaryItem;

/// With more entries than this, a page shows only what stands around it: all of them on each of thousands of pages would
/// be most of the site.
const MANY: usize = 200;

/// How many entries stand before and after the current one in a part that is longer than [`MANY`].
const NEAR: usize = 40;

/// The whole of it.
pub fn all(context: &Context<'_>) -> Vec<NavGroup> {
    let ask = context.ask;
    let say = |id| context.words.say(id);
    let mut nav: Vec<NavGroup> = Vec::new();
    for item in ask.summary() {
        match item {
            SummaryItem::Part(title) => nav.push(NavGroup {
                title: Some(title.clone()),
                ..NavGroup::default()
            }),
            SummaryItem::Chapter(path) => {
                let Some(chapter) = ask.chapter(path) else { continue };
                if nav.is_empty() {
                    nav.push(NavGroup::default());
                }
                let item = NavItem {
                    to: chapter_path(path),
                    text: chapter.title.clone(),
                    level: chapter.level,
                    count: None,
                };
                if let Some(group) = nav.last_mut() {
                    group.items.push(item);
                }
            }
        }
    }
    let item = |to: &str, text: &str, count| NavItem {
        to: to.to_owned(),
        text: text.to_owned(),
        level: 1,
        count,
    };
    nav.push(NavGroup {
        title: Some(say("records").to_owned()),
        items: home::kinds(context)
            .map(|(kind, count)| item(&list_path(kind), said::kinds(context.words, kind), Some(count)))
            .collect(),
        ..NavGroup::default()
    });
    let works = ask.bibliography().works.len();
    let mut reference = vec![
        item(bibliography::PATH, say("bibliography"), Some(works)),
        item(glossary::PATH, say("glossary"), Some(ask.abbreviations().known.len())),
        item(a_to_z::PATH, say("ways-a-z"), None),
        item(disagreements::PATH, say("disagreements"), None),
        item(superseded::PATH, say("superseded-title"), None),
    ];
    if !evidence_map::is_empty(ask) {
        reference.push(item(evidence_map::PATH, context.words.say("map-title"), None));
    }
    if ask.sealing_is_wanted() {
        reference.push(item(grounding::PATH, context.words.say("grounding"), None));
    }
    reference.push(item(quality::PATH, say("checks"), None));
    reference.push(item(about::PATH, say("about-title"), None));
    nav.push(NavGroup {
        title: Some(say("ways-reference").to_owned()),
        items: reference,
        ..NavGroup::default()
    });
    nav
}

/// What a page shows of it: all, where that is not too much; else the part of the current entry and the headings of the
/// other parts.
pub fn around(all: &[NavGroup], current: &str) -> Vec<NavGroup> {
    let entries: usize = all.iter().map(|group| group.items.len()).sum();
    if entries <= MANY {
        return all.to_vec();
    }
    let short = |group: &NavGroup| group.items.len() <= NEAR / 2;
    let groups = all.iter().map(|group| {
        let here = group.items.iter().position(|item| item.to == current);
        match here {
            Some(at) if group.items.len() > MANY => {
                let shown = at.saturating_sub(NEAR)..(at + NEAR + 1).min(group.items.len());
                NavGroup {
                    title: group.title.clone(),
                    items: group.items[shown].to_vec(),
                    cut: true,
                    ..NavGroup::default()
                }
            }
            None if !short(group) => NavGroup {
                title: group.title.clone(),
                to: group.items.first().map(|item| item.to.clone()),
                cut: group.title.is_none(),
                ..NavGroup::default()
            },
            _ => group.clone(),
        }
    });
    groups.collect()
}
