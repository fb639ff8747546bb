//! Citations and the bibliography, as a citation style (CSL) has them.

mod et_al;
mod html;
#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::{
    BibliographyDriver, BibliographyRequest, CitationItem, CitationRequest, Entry, LocatorPayload, SpecificLocator,
};

use crate::read::bibliography::Bibliography;
use crate::read::markdown::Cite;
use crate::read::style::{self, Style};
use et_al::EtAl;
use html::Runs;

/// All citations of a handbook and its bibliography, rendered.
#[derive(Debug)]
pub struct Citations {
    inline: BTreeMap<Vec<Cite>, String>,
    /// In the order of the bibliography.
    entries: Vec<Rendered>,
    by_key: BTreeMap<String, usize>,
    superscript: bool,
}

#[derive(Debug)]
struct Rendered {
    key: String,
    label: String,
    html: String,
}

impl Citations {
    /// Renders every work of a bibliography and every citation.
    ///
    /// `groups` are the citations of the handbook in reading order, from which numbers follow; works that none of them
    /// cites come last, by their keys. Keys that the bibliography does not have are passed over.
    pub fn new(bibliography: &Bibliography, style: &Style, language: &str, groups: &[Vec<Cite>]) -> Self {
        let (code, locales) = style::locales(language);
        let order = reading_order(bibliography, groups);
        let entries: BTreeMap<&str, Entry> = order
            .iter()
            .map(|key| (*key, et_al::for_style(&bibliography.works[*key])))
            .collect();
        let mut driver = BibliographyDriver::new();
        // `1–4` would swallow what a citation says of the places in 2 and 3.
        let mut apart = style.csl.clone();
        apart.citation.collapse = None;
        let mut request = |items, csl| {
            driver.citation(CitationRequest::new(items, csl, Some(code.clone()), &locales, None));
        };
        // Every work is first cited where nobody sees it, in the order of their numbers. So a citation looks the same on
        // every page, whichever is the first on which its work is cited.
        for key in &order {
            request(
                vec![CitationItem::new(&entries[key], None, None, true, None)],
                &style.csl,
            );
        }
        let distinct: Vec<&Vec<Cite>> = groups.iter().collect::<BTreeSet<_>>().into_iter().collect();
        for group in &distinct {
            let known = group.iter().filter_map(|cite| {
                let entry = entries.get(cite.key.as_str())?;
                Some(CitationItem::with_locator(entry, cite.locator.as_deref().map(locator)))
            });
            let placed = group.iter().any(|cite| cite.locator.is_some());
            request(known.collect(), if placed { &apart } else { &style.csl });
        }
        let rendered = driver.finish(BibliographyRequest::new(&style.csl, Some(code.clone()), &locales));

        let et_al = EtAl::in_citation(&style.csl, &code, &locales);
        let inline = distinct
            .into_iter()
            .zip(rendered.citations.iter().skip(order.len()))
            .filter(|(group, _)| group.iter().any(|cite| entries.contains_key(cite.key.as_str())))
            .map(|(group, citation)| (group.clone(), Runs::of_citation(&citation.citation.0, &et_al).html()))
            .collect();

        let et_al = EtAl::in_bibliography(&style.csl, &code, &locales);
        let entries: Vec<Rendered> = rendered
            .bibliography
            .into_iter()
            .flat_map(|bibliography| bibliography.items)
            .map(|item| {
                let mut runs = Runs::of_entry(item.first_field.as_ref(), &item.content.0, &et_al);
                Rendered {
                    key: item.key,
                    label: runs.label.take().unwrap_or_default(),
                    html: runs.html(),
                }
            })
            .collect();
        let by_key = entries
            .iter()
            .enumerate()
            .map(|(at, entry)| (entry.key.clone(), at))
            .collect();
        Self {
            inline,
            entries,
            by_key,
            superscript: style.is_superscript(),
        }
    }

    /// A citation as HTML that is safe to show, without links: `[3]`, `<sup>3,4</sup>`, `(Sample et al., 2021)`. None for
    /// a group that was not among those given to [`new`](Self::new), or of which no work is known.
    pub fn inline(&self, group: &[Cite]) -> Option<String> {
        self.inline.get(group).cloned()
    }

    /// What stands before a work in the bibliography (`3`). None in author–date styles and for unknown works.
    pub fn label(&self, key: &str) -> Option<&str> {
        let label = &self.entries[*self.by_key.get(key)?].label;
        Some(label.as_str()).filter(|label| !label.is_empty())
    }

    /// The key, the label (empty in author–date styles) and the safe HTML of every work, in the order of the bibliography.
    /// The HTML does not repeat the label.
    pub fn entries(&self) -> impl Iterator<Item = (&str, &str, &str)> {
        self.entries
            .iter()
            .map(|entry| (entry.key.as_str(), entry.label.as_str(), entry.html.as_str()))
    }

    /// Whether citations are raised. Then they belong close to the word before them, without the space.
    pub fn is_superscript(&self) -> bool {
        self.superscript
    }
}

/// The keys of all works: those cited by first appearance, then the others.
fn reading_order<'a>(bibliography: &'a Bibliography, groups: &'a [Vec<Cite>]) -> Vec<&'a str> {
    let cited = groups.iter().flatten().map(|cite| cite.key.as_str());
    let all = bibliography.works.keys().map(String::as_str);
    let mut seen = BTreeSet::new();
    cited
        .chain(all)
        .filter(|key| bibliography.works.contains_key(*key) && seen.insert(*key))
        .collect()
}

/// Pages go in the style's own form; any other place stands as the author has written it.
fn locator(text: &str) -> SpecificLocator<'_> {
    let text = text.trim();
    let pages = ["pages", "page", "pp.", "p."].iter().find_map(|label| {
        let number = text.get(label.len()..)?.trim_start();
        let labelled = text[..label.len()].eq_ignore_ascii_case(label);
        (labelled && number.starts_with(|c: char| c.is_ascii_digit())).then_some(number)
    });
    let bare = text.starts_with(|c: char| c.is_ascii_digit()).then_some(text);
    match pages.or(bare) {
        Some(number) => SpecificLocator(Locator::Page, LocatorPayload::Str(number)),
        None => SpecificLocator(Locator::Custom, LocatorPayload::Str(text)),
    }
}
