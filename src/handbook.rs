//! A handbook read, typed, indexed and checked: what every command begins with.

use rayon::prelude::*;

use crate::ask::{Ask, Whole, WorkedOut};
use crate::diagnostic::Diagnostic;
use crate::ground::Grounding;
use crate::ground::passage::Passages;
use crate::index::Index;
use crate::model::{Corpus, corpus};
use crate::read::Sources;
use crate::render::{self, Supplies};
use crate::rules::{self, Checked};
use crate::view;
use crate::write::{OutPath, Output, OutputError};

/// A handbook, whether or not it is free of faults.
#[derive(Debug)]
pub struct Handbook {
    pub sources: Sources,
    pub corpus: Corpus,
    pub index: Index,
    pub grounding: Grounding,
    checked: Checked,
    worked_out: WorkedOut,
}

impl Handbook {
    /// The handbook and everything that is wrong with it. There is none without a `book.toml` that can be used.
    pub fn new(sources: &Sources) -> (Option<Self>, Vec<Diagnostic>) {
        match Self::unchecked(sources, None) {
            (Some(handbook), found) => {
                let found = rules::check(handbook.whole(), found);
                (Some(handbook), found)
            }
            (None, found) => (None, rules::sorted(sources, found)),
        }
    }

    /// The same, for a handbook that will be edited: what was asked to check each text is noted. What was made before is
    /// taken over where it would be made the same again: what is made of one file where the file is as it was, what was
    /// asked for where the answers are.
    pub fn after(sources: &Sources, before: Option<&Self>) -> (Option<Self>, Vec<Diagnostic>) {
        match Self::unchecked(sources, before) {
            (Some(mut handbook), found) => {
                let known = before.map(|before| &before.checked);
                let (found, checked) = rules::check_after(handbook.whole(), found, known);
                handbook.checked = checked;
                (Some(handbook), found)
            }
            (None, found) => (None, rules::sorted(sources, found)),
        }
    }

    /// The handbook before its rules have been run, and what was found while reading.
    fn unchecked(sources: &Sources, before: Option<&Self>) -> (Option<Self>, Vec<Diagnostic>) {
        let was = before.map(|before| (&before.sources, &before.corpus));
        let (corpus, found) = corpus::assemble_after(sources, was);
        let Some(corpus) = corpus else {
            return (None, found);
        };
        // Neither needs the other.
        let (index, grounding) = rayon::join(
            || Index::after(sources, &corpus, before.map(|before| &before.index)),
            || {
                Grounding::read_after(
                    sources,
                    &corpus,
                    before.map(|before| (&before.sources, &before.grounding)),
                )
            },
        );
        let grounding = grounding.with_reviews(&corpus, &index);
        let handbook = Self {
            sources: sources.clone(),
            corpus,
            index,
            grounding,
            checked: Checked::default(),
            worked_out: WorkedOut::after(before.map(|before| &before.worked_out)),
        };
        (Some(handbook), found)
    }

    /// All of it, as what is asked of it sees it.
    pub fn whole(&self) -> Whole<'_> {
        Whole {
            sources: &self.sources,
            corpus: &self.corpus,
            index: &self.index,
            grounding: &self.grounding,
            worked_out: &self.worked_out,
        }
    }

    /// The pages that the handbook has, in reading order.
    pub fn pages(&self) -> Vec<view::PageId> {
        view::pages(Ask::unnoted(self.whole()))
    }

    /// Every file of the site.
    ///
    /// # Errors
    ///
    /// Where a template is faulty, or two pages would be one file.
    pub fn site(&self) -> Result<Output, SiteError> {
        self.site_with(None)
    }

    /// Every file of a site that shows passages of the papers, and so must not be published.
    ///
    /// # Errors
    ///
    /// As for [`Self::site`].
    pub fn private_site(&self, passages: &Passages) -> Result<Output, SiteError> {
        self.site_with(Some(passages))
    }

    fn site_with(&self, passages: Option<&Passages>) -> Result<Output, SiteError> {
        let supplies = Supplies::new(self.whole(), passages, None)?;
        let mut pages = self.pages();
        // Pages about the whole handbook take longest, so they are begun first.
        pages.sort_by_key(|id| matches!(id, view::PageId::Record(_) | view::PageId::Chapter(_)));
        // All cores work on the pages.
        let pages: Vec<(String, Vec<u8>)> = pages
            .par_iter()
            .map(|id| {
                let html = render::page_once(self.whole(), &supplies, passages, id)?;
                Ok((id.path(), html))
            })
            .collect::<Result<_, SiteError>>()?;
        let mut output = Output::default();
        for (path, bytes) in pages.into_iter().chain(render::files(&self.sources)) {
            output.insert(OutPath::new(path)?, bytes)?;
        }
        Ok(output)
    }
}

/// Why there is no site.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error(transparent)]
    Render(#[from] render::RenderError),
    #[error(transparent)]
    Output(#[from] OutputError),
}
