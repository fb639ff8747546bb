//! A handbook read, typed, indexed and checked: what every command begins with.

use std::borrow::Cow;
use std::collections::{BTreeMap, HashMap};
use std::sync::OnceLock;

use crate::ask::quality::Quality;
use crate::ask::{Ask, Whole, WorkedOut};
use crate::diagnostic::{Accepted, Diagnostic};
use crate::ground::Grounding;
use crate::ground::passage::Passages;
use crate::index::Index;
use crate::kept::Kept;
use crate::model::{Corpus, RecordId, corpus};
use crate::read::Sources;
use crate::render::beside::Beside;
use crate::render::offline::{self, Digests};
use crate::render::search::said::Noted;
use crate::render::{self, Supplies};
use crate::rules::output::Proofs;
use crate::rules::{self, Checked, Verdict};
use crate::view::card::CardFile;
use crate::view::{self, PageId};
use crate::words::{self, Words};
use crate::write::{Content, OutPath, Output, OutputError, OutputOf, Turn, WriteError};

/// A handbook, whether or not it is free of faults.
#[derive(Debug)]
pub struct Handbook {
    pub sources: Sources,
    pub corpus: Corpus,
    pub index: Index,
    pub grounding: Grounding,
    /// What records accept of what was found.
    pub accepted: Vec<Accepted>,
    checked: Checked,
    quality: Quality,
    words: Kept<Words>,
    worked_out: WorkedOut,
}

impl Handbook {
    /// The handbook and everything that is wrong with it. There is none without a `book.toml` that can be used.
    pub fn new(sources: &Sources) -> (Option<Self>, Vec<Diagnostic>) {
        match Self::unchecked(sources, None) {
            (Some(handbook), found) => {
                let verdict = rules::check(handbook.whole(), found);
                handbook.with(verdict)
            }
            (None, found) => (None, rules::sorted(sources, found)),
        }
    }

    /// The same, for a handbook that will be edited: what was asked to check each text is noted. What was made before is
    /// taken over where it would be made the same again: what is made of one file where the file is as it was, what was
    /// asked for where the answers are.
    pub fn after(sources: &Sources, before: Option<&Self>) -> (Option<Self>, Vec<Diagnostic>) {
        match Self::unchecked(sources, before) {
            (Some(handbook), found) => {
                let known = before.map(|before| &before.checked);
                let verdict = rules::check_after(handbook.whole(), found, known);
                handbook.with(verdict)
            }
            (None, found) => (None, rules::sorted(sources, found)),
        }
    }

    fn with(mut self, verdict: Verdict) -> (Option<Self>, Vec<Diagnostic>) {
        self.quality = verdict.quality(&self.corpus, &self.sources);
        self.checked = verdict.checked;
        self.accepted = verdict.accepted;
        (Some(self), verdict.found)
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
        let words = words_after(sources, &corpus, before);
        let handbook = Self {
            sources: sources.clone(),
            corpus,
            index,
            grounding,
            accepted: Vec::new(),
            checked: Checked::default(),
            quality: Quality::default(),
            words,
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
            words: &self.words,
            worked_out: &self.worked_out,
            quality: &self.quality,
        }
    }

    /// The pages that the handbook has.
    pub fn pages(&self) -> Vec<PageId> {
        view::pages(Ask::unnoted(self.whole()))
    }

    /// Those that are there whatever lists come to.
    pub fn sure_pages(&self) -> Vec<PageId> {
        view::sure_pages(Ask::unnoted(self.whole()))
    }

    /// Those that show parts of lists.
    pub fn part_pages(&self) -> Vec<PageId> {
        view::part_pages(Ask::unnoted(self.whole()))
    }

    /// Every file of the site.
    ///
    /// # Errors
    ///
    /// Where a template is faulty, or two pages would be one file.
    pub fn site(&self) -> Result<Output, SiteError> {
        Site::new(self, None)?.files()?.made()
    }
}

/// The words of the interface, taken over where neither the language nor the handbook's own catalogue changed.
fn words_after(sources: &Sources, corpus: &Corpus, before: Option<&Handbook>) -> Kept<Words> {
    let language = corpus.book.language();
    let same = |before: &&Handbook| {
        let was = before.corpus.book.language();
        was == language && words::own(&before.sources, was) == words::own(sources, language)
    };
    match before.filter(same) {
        Some(before) => before.words.clone(),
        None => Kept::new(Words::new(sources, language)),
    }
}

/// The site of a handbook, whose pages are made one by one.
#[derive(Debug)]
pub struct Site<'a> {
    handbook: &'a Handbook,
    supplies: Supplies,
    passages: Option<&'a Passages>,
    /// Sheets to be printed and the list of them, by their paths.
    cards: BTreeMap<String, Vec<u8>>,
    /// What was read of the files that have been made.
    proofs: OnceLock<Proofs>,
    /// What pages that have been made say, for the results of the search.
    said: Noted,
    /// What readers without a network are given; a site that must not be published is not kept by their browsers.
    digests: OnceLock<Option<Digests>>,
}

impl<'a> Site<'a> {
    /// What the pages are made with. A site that shows passages of the papers must not be published.
    ///
    /// # Errors
    ///
    /// Where a template cannot be read.
    pub fn new(handbook: &'a Handbook, passages: Option<&'a Passages>) -> Result<Self, SiteError> {
        Ok(Self {
            handbook,
            supplies: Supplies::new(handbook.whole(), passages, None)?,
            passages,
            cards: BTreeMap::new(),
            proofs: OnceLock::new(),
            said: Noted::default(),
            digests: OnceLock::new(),
        })
    }

    /// The same with cards, to which the pages of their records lead, and perhaps a list of them.
    pub fn with_cards(mut self, cards: Vec<(RecordId, CardFile, Vec<u8>)>, list: Option<(String, Vec<u8>)>) -> Self {
        self.cards.extend(list);
        let mut links = BTreeMap::new();
        for (record, card, pdf) in cards {
            self.cards.insert(card.path.clone(), pdf);
            links.insert(record, card);
        }
        self.supplies = self.supplies.with_cards(links);
        self
    }

    /// Every file of the site, each made when it is written.
    ///
    /// # Errors
    ///
    /// Where two pages would be one file.
    pub fn files(&self) -> Result<OutputOf<SiteFile<'_>>, SiteError> {
        let whole = self.handbook.whole();
        // None of these needs another; each goes through the whole handbook.
        let ((pages, machines), (beside, search)) = rayon::join(
            || rayon::join(|| self.handbook.pages(), || render::feeds::files(whole)),
            || {
                rayon::join(
                    || render::beside::all(whole).collect::<Vec<_>>(),
                    || render::search::files(whole),
                )
            },
        );
        let pages = pages.into_iter().map(|id| (id.path(), Made::Page(id)));
        let beside = beside.into_iter().map(|(path, what)| (path, Made::Beside(what)));
        let others = render::files(whole).chain(machines).chain(search);
        let others = others.map(|(path, bytes)| (path, Made::Other(bytes)));
        let cards = self.cards.keys().map(|path| (path.clone(), Made::Card));
        let last: &[&str] = if self.passages.is_some() { &[] } else { &offline::LAST };
        let last = last.iter().map(|path| ((*path).to_owned(), Made::Last));
        let mut output = OutputOf::default();
        let mut paths = Vec::new();
        for (path, made) in pages.chain(beside).chain(others).chain(cards).chain(last) {
            paths.push(path.clone());
            let site = self;
            output.insert(OutPath::new(path.clone())?, SiteFile { site, path, made })?;
        }
        let kept = || Digests::new(paths.iter().map(String::as_str));
        self.digests.get_or_init(|| self.passages.is_none().then(kept));
        self.proofs.get_or_init(|| Proofs::new(paths));
        Ok(output)
    }

    fn beside(&self, what: &Beside, path: &str) -> Result<Vec<u8>, SiteError> {
        let whole = self.handbook.whole();
        Ok(render::beside::bytes(whole, &self.supplies, self.passages, what, path)?)
    }

    /// What is wrong with the files, once all have been made. Where any of it is an error, they must not be published.
    pub fn faults(&self) -> Vec<Diagnostic> {
        let Some(proofs) = self.proofs.get() else {
            return Vec::new();
        };
        let Handbook { sources, corpus, .. } = self.handbook;
        // Most sites have no fault, and need no such map.
        let pages: OnceLock<HashMap<String, PageId>> = OnceLock::new();
        let by_path = || self.handbook.pages().into_iter().map(|id| (id.path(), id)).collect();
        proofs.found(sources, |path| match pages.get_or_init(by_path).get(path)? {
            PageId::Record(id) => Some(corpus.records.get(id)?.file),
            PageId::Chapter(path) => Some(corpus.chapter(path)?.file),
            PageId::Work(_) => corpus.bibliography.file,
            _ => None,
        })
    }
}

/// A file of a site. It is read again as soon as it is made, while its bytes are at hand.
#[derive(Debug)]
pub struct SiteFile<'a> {
    site: &'a Site<'a>,
    path: String,
    made: Made,
}

/// What a file is made of.
#[derive(Debug)]
enum Made {
    Page(PageId),
    Beside(Beside),
    /// A style, a script, an image, or what search reads.
    Other(Vec<u8>),
    /// A sheet, made before the pages that say how large it is.
    Card,
    /// What is made when all else has been.
    Last,
}

impl Content for SiteFile<'_> {
    type Error = SiteError;

    fn bytes(&self) -> Result<Cow<'_, [u8]>, SiteError> {
        let site = self.site;
        let bytes = match &self.made {
            Made::Page(id) => {
                let whole = site.handbook.whole();
                Cow::Owned(render::page_once(whole, &site.supplies, site.passages, id)?)
            }
            Made::Beside(what) => Cow::Owned(
                match what {
                    Beside::Said(of) => site.said.file(of),
                    _ => None,
                }
                .map_or_else(|| site.beside(what, &self.path), Ok)?,
            ),
            Made::Other(bytes) => Cow::Borrowed(&bytes[..]),
            Made::Card => Cow::Borrowed(site.cards.get(&self.path).map_or(&[][..], Vec::as_slice)),
            Made::Last => {
                let digests = site.digests.get().and_then(Option::as_ref);
                Cow::Owned(digests.map_or_else(Vec::new, |of| of.file(&site.handbook.sources, &self.path)))
            }
        };
        if let Some(proofs) = site.proofs.get() {
            proofs.read(&self.path, &bytes);
        }
        if let Some(Some(digests)) = site.digests.get() {
            digests.note(&self.path, &bytes);
        }
        if let Made::Page(id) = &self.made {
            site.said.note(id, &bytes);
        }
        if let Made::Page(id) = &self.made
            && let Cow::Owned(published) = render::published(&site.handbook.corpus.book, id, &bytes)
        {
            return Ok(Cow::Owned(published));
        }
        Ok(bytes)
    }

    fn turn(&self) -> Turn {
        match &self.made {
            Made::Page(PageId::Record(_) | PageId::Chapter(_) | PageId::Work(_)) => Turn::Usual,
            // Pages about the whole handbook.
            Made::Page(_) => Turn::Long,
            // Pages need not be made once more for what they say.
            Made::Beside(Beside::Said(_)) => Turn::Later,
            Made::Beside(_) | Made::Other(_) | Made::Card => Turn::Usual,
            Made::Last => Turn::Last,
        }
    }
}

/// Why there is no site.
#[derive(Debug, thiserror::Error)]
pub enum SiteError {
    #[error(transparent)]
    Render(#[from] render::RenderError),
    #[error(transparent)]
    Output(#[from] OutputError),
    #[error(transparent)]
    Write(#[from] WriteError),
    /// The files were made and must not be published; [`Site::faults`] said why.
    #[error("the pages are faulty")]
    Faulty,
}
