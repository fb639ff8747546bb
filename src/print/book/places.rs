//! Where references lead: every place in the book has a label, and every link to such a place becomes a reference to it.

use std::collections::{BTreeMap, BTreeSet};

use super::shown::Book;
use crate::print::tree::{self, Criterion, Node};

/// Gives places their labels, and turns links into references.
pub fn refer(book: &mut Book) {
    let known = label(book);
    let numbers: BTreeMap<String, String> = book
        .works
        .entries
        .iter()
        .filter_map(|entry| Some((entry.label.clone(), entry.number.clone()?)))
        .collect();
    let indexed: BTreeSet<String> = book
        .index
        .letters
        .iter()
        .flat_map(|letter| letter.names.iter().map(|name| name.to.clone()))
        .collect();
    for letter in &mut book.index.letters {
        letter.names.retain(|name| known.contains(&name.to));
    }
    book.index.letters.retain(|letter| !letter.names.is_empty());
    book.each(&mut |here, nodes| {
        tree::each(nodes, &mut |node| {
            let Node::Link { to, body } = node else { return };
            let page = page_of(to);
            let place = [to.as_str(), page].into_iter().find(|place| known.contains(*place));
            let Some(place) = place else { return };
            let mention = [place, page].into_iter().find(|place| indexed.contains(*place));
            let number = numbers.get(page).cloned();
            // A citation is the number.
            let says_it = number
                .as_ref()
                .is_some_and(|number| tree::plain(body).contains(number.as_str()));
            *node = Node::Reference {
                told: page != here && !says_it,
                number,
                mention: mention.filter(|_| page != here).map(str::to_owned),
                to: place.to_owned(),
                body: std::mem::take(body),
            };
        });
    });
}

fn page_of(path: &str) -> &str {
    path.split('#').next().unwrap_or(path)
}

/// Names every place by the page that it stands on, each name once, and says which there are.
fn label(book: &mut Book) -> BTreeSet<String> {
    let mut known = BTreeSet::new();
    let parts = book.parts.iter().filter_map(|part| part.label.clone());
    known.extend(parts.chain([book.works.label.clone()]));
    known.extend(book.works.entries.iter().map(|entry| entry.label.clone()));
    for text in book.parts.iter_mut().flat_map(|part| &mut part.texts) {
        if text.title.is_some() {
            known.insert(text.label.clone());
        }
        for section in &mut text.sections {
            name(&mut section.label, &text.label, &mut known);
        }
    }
    book.each(&mut |here, nodes| {
        tree::each(nodes, &mut |node| match node {
            Node::Heading { anchor, .. } | Node::Group { anchor, .. } | Node::Figure { anchor, .. } => {
                name(anchor, here, &mut known);
            }
            Node::Items { items } => items
                .iter_mut()
                .for_each(|item| name(&mut item.anchor, here, &mut known)),
            Node::Table(table) => table.rows.iter_mut().for_each(|row| match row.group {
                // It stands on every page that its rows go on to.
                true => row.anchor = None,
                false => name(&mut row.anchor, here, &mut known),
            }),
            Node::Criteria { criterion } => name_criterion(criterion, here, &mut known),
            _ => {}
        });
    });
    known
}

fn name_criterion(criterion: &mut Criterion, here: &str, known: &mut BTreeSet<String>) {
    name(&mut criterion.anchor, here, known);
    for child in &mut criterion.children {
        name_criterion(child, here, known);
    }
}

/// An anchor as a label; none where another place of the page has it.
fn name(anchor: &mut Option<String>, here: &str, known: &mut BTreeSet<String>) {
    let label = anchor.take().map(|anchor| format!("{here}#{anchor}"));
    *anchor = label.filter(|label| known.insert(label.clone()));
}
