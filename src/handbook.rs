//! A handbook read, typed, indexed and checked: what every command begins with.

use crate::diagnostic::Diagnostic;
use crate::ground::Grounding;
use crate::ground::passage::Passages;
use crate::index::Index;
use crate::model::{Corpus, corpus};
use crate::read::Sources;
use crate::rules::{self, Context};
use crate::write::{OutPath, Output, OutputError};
use crate::{render, view};

/// A handbook, whether or not it is free of faults.
#[derive(Debug)]
pub struct Handbook<'a> {
    pub sources: &'a Sources,
    pub corpus: Corpus,
    pub index: Index,
    pub grounding: Grounding,
}

impl<'a> Handbook<'a> {
    /// The handbook and everything that is wrong with it. There is none without a `book.toml` that can be used.
    pub fn new(sources: &'a Sources) -> (Option<Self>, Vec<Diagnostic>) {
        let (corpus, found) = corpus::assemble(sources);
        let Some(corpus) = corpus else {
            return (None, rules::sorted(found));
        };
        // Neither needs the other.
        let (index, grounding) = rayon::join(|| Index::new(sources, &corpus), || Grounding::read(sources, &corpus));
        let grounding = grounding.with_reviews(&corpus, &index);
        let context = Context {
            sources,
            corpus: &corpus,
            index: &index,
            grounding: &grounding,
        };
        let found = rules::check(&context, found);
        let handbook = Self {
            sources,
            corpus,
            index,
            grounding,
        };
        (Some(handbook), found)
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
        let context = view::Context {
            sources: self.sources,
            corpus: &self.corpus,
            index: &self.index,
            grounding: &self.grounding,
            passages,
        };
        let mut output = Output::default();
        for (path, bytes) in render::site(&context)? {
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
