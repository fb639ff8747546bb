//! A handbook that is edited: after an edit, only what the edit touches is done again.
//!
//! Nothing here knows what an edit touches. A handbook takes over from the one before it what is made of files that are as
//! they were ([`Handbook::after`]), and a page is kept as long as all that was asked to make it is answered as it was
//! ([`crate::ask`]). Pages are made when someone wants them.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use rayon::prelude::*;

use crate::diagnostic::{Accepted, Diagnostic, Severity};
use crate::handbook::{Handbook, SiteError};
use crate::read::Sources;
use crate::render::beside::{Beside, Family};
use crate::render::offline::{self, Digests};
use crate::render::search::said;
use crate::render::{self, MadePage, Supplies};
use crate::view::PageId;
use crate::write::{OutPath, Output};

/// A handbook over its edits.
#[derive(Debug, Default)]
pub struct Workspace {
    sources: Sources,
    found: Vec<Diagnostic>,
    accepted: Vec<Accepted>,
    /// Why the site cannot be made, though nothing is wrong with the content.
    obstacle: Option<String>,
    /// The newest handbook that there was, be it faulty: the next takes over from it.
    newest: Option<Arc<Handbook>>,
    /// The newest that is free of errors.
    good: Option<Arc<Edition>>,
    pages: Arc<Mutex<Pages>>,
    editions: u64,
}

/// The pages that were made, each with the edition that it was last known to hold in.
type Pages = HashMap<PageId, (u64, Arc<MadePage>)>;

impl Workspace {
    /// Takes in the files as they are now, and says whether anything has changed.
    pub fn update(&mut self, sources: Sources) -> bool {
        let sources = sources.after(&self.sources);
        if self.editions > 0 && sources.is_same(&self.sources) {
            return false;
        }
        self.editions += 1;
        let (handbook, found) = Handbook::after(&sources, self.newest.as_deref());
        let has_errors = found.iter().any(|d| d.severity == Severity::Error);
        self.sources = sources;
        self.found = found;
        self.obstacle = None;
        self.accepted.clear();
        let Some(handbook) = handbook.map(Arc::new) else {
            return true;
        };
        self.accepted.clone_from(&handbook.accepted);
        let was = self.newest.replace(Arc::clone(&handbook));
        if !has_errors {
            match Edition::new(self.editions, handbook, self.good.as_deref(), &self.pages) {
                Ok(edition) => give_back(self.good.replace(Arc::new(edition))),
                Err(error) => self.obstacle = Some(error.to_string()),
            }
        }
        give_back(was);
        true
    }

    /// The files, to which diagnostics point.
    pub fn sources(&self) -> &Sources {
        &self.sources
    }

    /// Everything that is wrong with the content as it is now.
    pub fn found(&self) -> &[Diagnostic] {
        &self.found
    }

    /// What records accept of what is wrong with it.
    pub fn accepted(&self) -> &[Accepted] {
        &self.accepted
    }

    /// Why there is no site of the content as it is now, though nothing is wrong with it: a template is faulty.
    pub fn obstacle(&self) -> Option<&str> {
        self.obstacle.as_deref()
    }

    /// Whether there is a site of the content as it is now.
    pub fn is_good(&self) -> bool {
        self.good.as_ref().is_some_and(|good| good.number == self.editions)
    }

    /// The site of the newest content without errors, if there has been one.
    pub fn good(&self) -> Option<&Arc<Edition>> {
        self.good.as_ref()
    }
}

/// The site of one state of the content. Its pages are made when they are asked for.
#[derive(Debug)]
pub struct Edition {
    number: u64,
    handbook: Arc<Handbook>,
    supplies: Supplies,
    sure: Arc<Sure>,
    files: BTreeMap<String, Vec<u8>>,
    later: Later,
    pages: Arc<Mutex<Pages>>,
}

/// The pages that are there whatever lists come to.
#[derive(Debug)]
struct Sure {
    ids: Vec<PageId>,
    by_path: BTreeMap<String, PageId>,
}

/// What else there is. To know of it, all lists have to be cut and all therapies asked for their plots, which takes longer than
/// all that an edit to a page needs: so it is listed when someone wants any of it.
#[derive(Debug, Default)]
struct Later {
    /// Parts of lists, by their paths.
    parts: OnceLock<BTreeMap<String, PageId>>,
    /// Previews, tables and figures, by their paths.
    beside: [OnceLock<BTreeMap<String, Beside>>; Family::ALL.len()],
    /// Where those are that search and other machines read.
    machines: OnceLock<BTreeSet<String>>,
    /// These themselves.
    made: OnceLock<BTreeMap<String, Vec<u8>>>,
}

impl Edition {
    fn new(
        number: u64,
        handbook: Arc<Handbook>,
        before: Option<&Self>,
        pages: &Arc<Mutex<Pages>>,
    ) -> Result<Self, SiteError> {
        let supplies = Supplies::new(handbook.whole(), None, before.map(|before| &before.supplies))?;
        let files: BTreeMap<String, Vec<u8>> = render::files(handbook.whole()).collect();
        let ids = handbook.sure_pages();
        let known = before
            .filter(|before| before.sure.ids == ids)
            .filter(|before| before.files.keys().eq(files.keys()));
        let sure = match known {
            Some(before) => Arc::clone(&before.sure),
            None => {
                // What could not be published must not seem to be fine. What is listed later has names of its own.
                let mut output = Output::default();
                for path in ids.iter().map(PageId::path).chain(files.keys().cloned()) {
                    output.insert(OutPath::new(path)?, Vec::new())?;
                }
                let by_path: BTreeMap<String, PageId> = ids.iter().map(|id| (id.path(), id.clone())).collect();
                let is_part = |id: &PageId| matches!(id, PageId::Part(..) | PageId::NamesIn(..) | PageId::UsedBy(..));
                lock(pages).retain(|id, _| is_part(id) || by_path.contains_key(&id.path()));
                Arc::new(Sure { ids, by_path })
            }
        };
        Ok(Self {
            number,
            handbook,
            supplies,
            sure,
            files,
            later: Later::default(),
            pages: Arc::clone(pages),
        })
    }

    /// The handbook of which this is the site.
    pub fn handbook(&self) -> &Handbook {
        &self.handbook
    }

    /// A file of the site, as it is published, by its path; none where the site has no such file.
    ///
    /// # Errors
    ///
    /// Where a template is faulty.
    pub fn file(&self, path: &str) -> Result<Option<Vec<u8>>, SiteError> {
        if let Some(bytes) = self.files.get(path) {
            return Ok(Some(bytes.clone()));
        }
        if let Some(what) = Family::of(path).and_then(|family| self.beside(family).get(path)) {
            return Ok(Some(self.made(what, path)?));
        }
        if let Some(id) = self.sure.by_path.get(path).or_else(|| self.parts().get(path)) {
            let page = self.page(id)?;
            let published = render::published(&self.handbook.corpus.book, id, &page.html);
            return Ok(Some(published.into_owned()));
        }
        match self.machines().contains(path) {
            true => Ok(self.for_machines().get(path).cloned()),
            false => Ok(None),
        }
    }

    /// The page for what is not there, for a site that stands at the root of its host.
    ///
    /// # Errors
    ///
    /// Where a template is faulty.
    pub fn missing(&self) -> Result<String, SiteError> {
        let page = self.page(&PageId::NotFound)?;
        Ok(render::rooted(&String::from_utf8_lossy(&page.html), "/"))
    }

    /// Whether the site has a file of this path.
    pub fn has(&self, path: &str) -> bool {
        self.files.contains_key(path)
            || Family::of(path).is_some_and(|family| self.beside(family).contains_key(path))
            || self.sure.by_path.contains_key(path)
            || self.parts().contains_key(path)
            || self.machines().contains(path)
    }

    fn parts(&self) -> &BTreeMap<String, PageId> {
        self.later.parts.get_or_init(|| {
            let parts = self.handbook.part_pages().into_iter();
            parts.map(|id| (id.path(), id)).collect()
        })
    }

    fn beside(&self, family: Family) -> &BTreeMap<String, Beside> {
        let files = || render::beside::files(self.handbook.whole(), family);
        self.later.beside[family as usize].get_or_init(|| files().into_iter().collect())
    }

    fn made(&self, what: &Beside, path: &str) -> Result<Vec<u8>, SiteError> {
        if let Beside::Said(of) = what {
            // Of pages that are known here.
            let pages = of.iter().map(|id| Ok((id.path(), self.page(id)?)));
            let pages: Vec<(String, Arc<MadePage>)> = pages.collect::<Result<_, SiteError>>()?;
            return Ok(said::file(
                pages.iter().map(|(path, page)| (path.clone(), &page.html[..])),
            ));
        }
        Ok(render::beside::bytes(
            self.handbook.whole(),
            &self.supplies,
            None,
            what,
            path,
        )?)
    }

    fn machines(&self) -> &BTreeSet<String> {
        let whole = self.handbook.whole();
        let paths = || render::search::paths(whole).chain(render::feeds::paths(whole));
        self.later.machines.get_or_init(|| paths().collect())
    }

    fn for_machines(&self) -> &BTreeMap<String, Vec<u8>> {
        let whole = self.handbook.whole();
        let files = || {
            render::search::files(whole)
                .into_iter()
                .chain(render::feeds::files(whole))
        };
        self.later.made.get_or_init(|| files().collect())
    }

    /// The files that are no pages, by their paths.
    pub fn files(&self) -> impl Iterator<Item = (&String, &Vec<u8>)> {
        self.files.iter()
    }

    /// Every file of the site.
    ///
    /// # Errors
    ///
    /// Where a template is faulty.
    pub fn site(&self) -> Result<Output, SiteError> {
        let ids: Vec<(&String, &PageId)> = self.sure.by_path.iter().chain(self.parts()).collect();
        let pages: Vec<Arc<MadePage>> = ids
            .par_iter()
            .map(|(_, id)| self.page(id))
            .collect::<Result<_, SiteError>>()?;
        let pages = ids.into_iter().zip(&pages);
        let pages: Vec<(&String, &PageId, &[u8])> =
            pages.map(|((path, id), page)| (path, id, &page.html[..])).collect();
        let beside = Family::ALL.into_iter().flat_map(|family| self.beside(family));
        let beside: Vec<(&String, Vec<u8>)> = beside
            .map(|(path, what)| Ok((path, self.made(what, path)?)))
            .collect::<Result<_, SiteError>>()?;
        let beside = beside.iter().map(|(path, bytes)| (*path, bytes));
        let others = self.files.iter().chain(self.for_machines()).chain(beside);
        let others: Vec<(&String, &[u8])> = others.map(|(path, bytes)| (path, &bytes[..])).collect();
        let all = || {
            pages
                .iter()
                .map(|(path, _, html)| (*path, *html))
                .chain(others.iter().copied())
        };
        let digests = Digests::new(all().map(|(path, _)| path.as_str()));
        all().for_each(|(path, bytes)| digests.note(path, bytes));
        let mut output = Output::default();
        for (path, id, html) in &pages {
            let html = render::published(&self.handbook.corpus.book, id, html);
            output.insert(OutPath::new((*path).clone())?, html.into_owned())?;
        }
        for (path, bytes) in others {
            output.insert(OutPath::new(path.clone())?, bytes.to_vec())?;
        }
        for path in offline::LAST {
            output.insert(OutPath::new(path)?, digests.file(&self.handbook.sources, path))?;
        }
        Ok(output)
    }

    /// A page as it is in this edition: as it was made, if it holds still.
    fn page(&self, id: &PageId) -> Result<Arc<MadePage>, SiteError> {
        let known = lock(&self.pages).get(id).cloned();
        if let Some((number, page)) = &known {
            if *number == self.number {
                return Ok(Arc::clone(page));
            }
            if page.still_holds(self.handbook.whole(), &self.supplies) {
                return Ok(self.keep(id, Arc::clone(page)));
            }
        }
        let page = render::page(self.handbook.whole(), &self.supplies, id)?;
        Ok(self.keep(id, Arc::new(page)))
    }

    /// Keeps a page for later, unless a later edition has been asked for it meanwhile.
    fn keep(&self, id: &PageId, page: Arc<MadePage>) -> Arc<MadePage> {
        let mut pages = lock(&self.pages);
        if pages.get(id).is_none_or(|(number, _)| *number <= self.number) {
            pages.insert(id.clone(), (self.number, Arc::clone(&page)));
        }
        page
    }
}

/// Frees what nobody needs any more, which takes a while for a large handbook, while something else is done.
fn give_back(gone: impl Send + 'static) {
    rayon::spawn(move || drop(gone));
}

/// The pages. Whoever held them when a thread failed has left them whole: each is put in at once.
fn lock(pages: &Mutex<Pages>) -> std::sync::MutexGuard<'_, Pages> {
    pages.lock().unwrap_or_else(PoisonError::into_inner)
}
