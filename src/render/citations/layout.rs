//! Has a style lay out the works and citations, and goes on where it fails.

use std::collections::BTreeMap;
use std::panic::{AssertUnwindSafe, catch_unwind};

use hayagriva::citationberg::taxonomy::Locator;
use hayagriva::citationberg::{IndependentStyle, Locale, LocaleCode};
use hayagriva::{
    BibliographyDriver, BibliographyItem, BibliographyRequest, CitationItem, CitationRequest, ElemChildren, Entry,
    LocatorPayload, Rendered, SpecificLocator,
};

use crate::read::markdown::Cite;

/// What a style is to lay out.
pub(super) struct Job<'a> {
    pub(super) csl: &'a IndependentStyle,
    pub(super) code: &'a LocaleCode,
    pub(super) locales: &'a [Locale],
    /// The keys of all works, in the order in which they get their numbers.
    pub(super) order: &'a [&'a str],
    /// The citations, each once.
    pub(super) groups: &'a [&'a Vec<Cite>],
    /// How many works have numbers before the first of these.
    pub(super) offset: usize,
}

/// What a style has laid out.
#[derive(Debug, Default)]
pub(super) struct LaidOut {
    /// The citations that were asked for.
    pub(super) citations: Vec<ElemChildren>,
    /// The bibliography.
    pub(super) entries: Vec<BibliographyItem>,
    /// The keys of works that the renderer failed at.
    pub(super) failed: Vec<String>,
}

impl<'a> Job<'a> {
    /// Lays out everything.
    ///
    /// The renderer panics at some texts (a hard space at the start of a field is one that was found), so a work at which
    /// it does is replaced by one that has no text. None if it fails even so.
    pub(super) fn run(&self, mut entries: BTreeMap<&'a str, Entry>) -> Option<LaidOut> {
        let mut failed = Vec::new();
        if let Some(rendered) = self.attempt(&entries) {
            return Some(self.laid_out(rendered, failed));
        }
        for key in self.order {
            let alone = Job {
                order: &[key],
                groups: &[],
                ..*self
            };
            if alone.attempt(&entries).is_none() {
                entries.insert(key, Entry::new(key, hayagriva::types::EntryType::Misc));
                failed.push((*key).to_owned());
            }
        }
        Some(self.laid_out(self.attempt(&entries)?, failed))
    }

    fn laid_out(&self, rendered: Rendered, failed: Vec<String>) -> LaidOut {
        // The first citations are those of every work in its order.
        let citations = rendered.citations.into_iter().skip(self.order.len());
        LaidOut {
            citations: citations.map(|citation| citation.citation).collect(),
            entries: rendered
                .bibliography
                .map_or_else(Vec::new, |bibliography| bibliography.items),
            failed,
        }
    }

    fn attempt(&self, entries: &BTreeMap<&str, Entry>) -> Option<Rendered> {
        // Nothing outlives a panic in here: all is built anew.
        catch_unwind(AssertUnwindSafe(|| self.render(entries))).ok()
    }

    fn render(&self, entries: &BTreeMap<&str, Entry>) -> Rendered {
        // `1–4` would swallow what a citation says of the places in 2 and 3.
        let mut apart = self.csl.clone();
        apart.citation.collapse = None;
        let mut driver = BibliographyDriver::new().with_citation_number_offset(self.offset);
        let mut request = |items, csl| {
            driver.citation(CitationRequest::new(
                items,
                csl,
                Some(self.code.clone()),
                self.locales,
                None,
            ));
        };
        // Every work is first cited where nobody sees it, in the order of their numbers. So a citation looks the same on
        // every page, whichever is the first on which its work is cited.
        for key in self.order {
            request(vec![CitationItem::new(&entries[key], None, None, true, None)], self.csl);
        }
        for group in self.groups {
            let known = group.iter().filter_map(|cite| {
                let entry = entries.get(cite.key.as_str())?;
                Some(CitationItem::with_locator(entry, cite.locator.as_deref().map(locator)))
            });
            let placed = group.iter().any(|cite| cite.locator.is_some());
            request(known.collect(), if placed { &apart } else { self.csl });
        }
        driver.finish(BibliographyRequest::new(
            self.csl,
            Some(self.code.clone()),
            self.locales,
        ))
    }
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
