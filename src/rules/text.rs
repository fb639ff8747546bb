//! A text as a rule sees it.

use std::ops::Deref;

use crate::ask::Ask;
use crate::diagnostic::Span;
use crate::ground::Claims;
use crate::ground::claim::Claim;
use crate::index::{Fragment, Origin};
use crate::model::{Record, RecordId};

/// What a rule over one text may look at: what the text holds and refers to, and what it asks of the handbook.
#[derive(Debug, Clone, Copy)]
pub struct Text<'a> {
    of: &'a Fragment,
    pub ask: Ask<'a>,
    record: Option<&'a Record>,
}

impl<'a> Text<'a> {
    pub(super) fn new(of: &'a Fragment, ask: Ask<'a>) -> Self {
        // Nearly every rule asks for it, so it is looked up once.
        let record = match &of.from {
            Origin::Record(id) => ask.record(id).map(|record| &**record),
            Origin::Chapter(_) | Origin::Glossary | Origin::Book => None,
        };
        Self { of, ask, record }
    }

    /// What the text holds and refers to.
    pub fn fragment(&self) -> &'a Fragment {
        self.of
    }

    /// The record, if it is the text of one.
    pub fn record(&self) -> Option<&'a Record> {
        self.record
    }

    /// Whose claims are looked at with the text: the record's; with `book.toml` those of the bibliography, whose entries
    /// are no texts of the index.
    pub fn claimant(&self) -> Option<RecordId> {
        match &self.of.from {
            Origin::Record(id) => Some(id.clone()),
            Origin::Book => Some(Claims::of_entries()),
            Origin::Chapter(_) | Origin::Glossary => None,
        }
    }

    /// Where a claim of these stands.
    pub fn span_of(&self, claim: &Claim) -> Option<Span> {
        if claim.is_entry() {
            let bibliography = self.ask.bibliography();
            let work = bibliography.works.get(&claim.record.id)?;
            return Some(Span::new(bibliography.file?, work.key_span.clone()));
        }
        Some(self.record()?.span(&claim.path))
    }
}

impl Deref for Text<'_> {
    type Target = Fragment;

    fn deref(&self) -> &Fragment {
        self.of
    }
}
