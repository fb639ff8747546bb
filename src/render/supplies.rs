//! What all pages are made with: templates, citations, the frame and the navigation.

use std::collections::{BTreeMap, HashSet};

use tera::{Context as TeraContext, Tera};

use super::citations::Citations;
use super::markdown::{Renderer, to_root};
use super::site::RenderError;
use super::templates;
use crate::ask::{Ask, Asked, Digest, Hashed, Whole, digest};
use crate::ground::passage::Passages;
use crate::index::{Fragment, Origin};
use crate::kept::Kept;
use crate::model::RecordId;
use crate::read::markdown::Cite;
use crate::read::style::{self, Style};
use crate::view::card::CardFile;
use crate::view::{self, Context, Frame, Page};

/// What all pages are made with. Pages do not hold it: they ask a `Stock` for what they need of it.
#[derive(Debug)]
pub struct Supplies {
    templates: Made<Tera>,
    citations: Made<Citations>,
    /// The frame, by the way from a page to the root: links of the disclaimer depend on it.
    frames: BTreeMap<String, Hashed<tera::Value>>,
    /// The navigation, by the entry that is current. Records stand beside the list of their kind, so what is rendered for
    /// the list serves them too.
    navigation: Made<Navigation>,
    /// The cards of a site that has any. A preview has none, so nobody has to note having asked for one.
    cards: BTreeMap<RecordId, CardFile>,
}

type Navigation = BTreeMap<String, Hashed<tera::Value>>;

/// Something that takes long to make, with the digest of all that it was made of.
#[derive(Debug)]
struct Made<T> {
    of: Digest,
    made: Kept<T>,
}

impl<T> Made<T> {
    /// Takes over what was made before of the same.
    fn after<E>(before: Option<&Self>, of: Digest, make: impl FnOnce() -> Result<T, E>) -> Result<Self, E> {
        let made = match before.filter(|before| before.of == of) {
            Some(before) => before.made.clone(),
            None => Kept::new(make()?),
        };
        Ok(Self { of, made })
    }
}

impl Supplies {
    /// What is needed for the pages of a handbook. What was made before of the same is taken over.
    ///
    /// # Errors
    ///
    /// Where a template of the handbook's own is faulty, or a work cannot be laid out.
    pub fn new(whole: Whole<'_>, passages: Option<&Passages>, before: Option<&Self>) -> Result<Self, RenderError> {
        let own = templates::own(whole.sources);
        let templates = Made::after(before.map(|b| &b.templates), digest(&(&own, whole.words)), || {
            templates::load(&own, whole.words)
        })?;
        let citations = citations(whole, before.map(|b| &b.citations))?;
        if !citations.made.failed().is_empty() {
            return Err(RenderError::Works(citations.made.failed().join(", ")));
        }
        let context = Context::new(Ask::unnoted(whole), passages);
        let frame = view::frame(&context);
        let groups = serde_json::to_string(&frame.nav).expect("a frame is plain data");
        let of = digest(&(&templates.made, groups));
        let navigation = Made::after(before.map(|b| &b.navigation), of, || {
            navigation(&templates.made, &frame)
        })?;
        let mut supplies = Self {
            navigation,
            templates,
            citations,
            frames: BTreeMap::new(),
            cards: BTreeMap::new(),
        };
        supplies.frames = supplies.frames(&frame, context);
        Ok(supplies)
    }

    /// The same for a site that has these cards.
    pub fn with_cards(mut self, cards: BTreeMap<RecordId, CardFile>) -> Self {
        self.cards = cards;
        self
    }

    /// The frame for pages of every depth, with its disclaimer as HTML.
    fn frames(&self, frame: &Frame, context: Context<'_>) -> BTreeMap<String, Hashed<tera::Value>> {
        let chapters = context.ask.chapters().into_iter();
        let chapters = chapters.map(|(path, _)| view::chapter_path(path));
        let paths = chapters.chain(["index.html".to_owned(), "kind/id.html".to_owned()]);
        let by_root: BTreeMap<String, String> = paths.map(|path| (to_root(&path), path)).collect();
        let frame_for = |path: &str| {
            let mut value = serde_json::to_value(frame).expect("a frame is plain data");
            if let Some(disclaimer) = &frame.disclaimer {
                let mut renderer = Renderer::new(context, Stock::unnoted(self), Origin::Book, path).at_foot();
                let html = renderer.html(&disclaimer.markdown, true, &[]);
                value["disclaimer"] = serde_json::Value::String(html);
            }
            Hashed::by(tera::Value::from_serializable(&value), &value.to_string())
        };
        by_root
            .into_iter()
            .map(|(root, path)| (root, frame_for(&path)))
            .collect()
    }
}

/// The navigation, rendered once for each entry that can be current.
fn navigation(tera: &Tera, frame: &Frame) -> Result<Navigation, RenderError> {
    let mut rendered = Navigation::new();
    let groups = frame.nav.iter().flat_map(|group| &group.items);
    for current in groups.map(|item| item.to.as_str()).chain(["index.html"]) {
        let mut context = TeraContext::new();
        context.insert("groups", &view::around(&frame.nav, current));
        context.insert("root", &to_root(current));
        context.insert("current", current);
        let html = tera.render("nav.html", &context)?;
        rendered.insert(current.to_owned(), Hashed::by(tera::Value::safe_string(&html), &html));
    }
    Ok(rendered)
}

/// All citations and the bibliography, in the words of the handbook's citation style.
///
/// # Errors
///
/// Where a work cannot be laid out.
pub fn all_citations(whole: Whole<'_>) -> Result<Kept<Citations>, RenderError> {
    let citations = citations(whole, None)?.made;
    match citations.failed() {
        [] => Ok(citations),
        failed => Err(RenderError::Works(failed.join(", "))),
    }
}

fn citations(whole: Whole<'_>, before: Option<&Made<Citations>>) -> Result<Made<Citations>, RenderError> {
    let (book, bibliography) = (&whole.corpus.book, &whole.corpus.bibliography);
    let name = book
        .citations
        .style
        .as_ref()
        .map_or(Style::DEFAULT, |name| name.as_str());
    let own = whole
        .sources
        .in_content(name)
        .map(|file| &whole.sources.file(file).text);
    let cited: Vec<u64> = whole.index.fragments().map(|fragment| fragment.cited()).collect();
    let of = digest(&(name, own, book.language(), bibliography, cited));
    Made::after(before, of, || {
        let style = style::find(whole.sources, name)?;
        let groups: Vec<Vec<Cite>> = groups(whole).into_iter().map(<[Cite]>::to_vec).collect();
        Ok(Citations::new(bibliography, &style, book.language(), &groups))
    })
}

/// Every citation in reading order, each once: chapters, then the other texts, then where values were read. Styles number
/// works by it.
fn groups(whole: Whole<'_>) -> Vec<&[Cite]> {
    let fragments = || whole.index.fragments();
    let is_chapter = |fragment: &Fragment| matches!(fragment.from, Origin::Chapter(_));
    let (chapters, others): (Vec<_>, Vec<_>) = fragments().partition(|fragment| is_chapter(fragment));
    let mentioned = chapters.iter().chain(&others).flat_map(|fragment| fragment.mentions());
    let read = fragments().flat_map(|fragment| fragment.sources());
    let mut seen = HashSet::new();
    let groups = mentioned.chain(read.map(std::slice::from_ref));
    groups.filter(|group| seen.insert(*group)).collect()
}

/// Something that a page needs of the supplies.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub enum Supply {
    Templates,
    /// The frame, for pages at this distance from the root.
    Frame(String),
    /// The navigation in which this entry is current.
    Navigation(String),
    /// A citation.
    Cited(Vec<Cite>),
    /// All works in the order of the style.
    Works,
}

impl Supply {
    /// The digest of what there is of it.
    pub fn digest(&self, supplies: &Supplies) -> Digest {
        let stock = Stock::unnoted(supplies);
        match self {
            Self::Templates => digest(&supplies.templates.made),
            Self::Frame(root) => digest(&stock.frame(root)),
            Self::Navigation(current) => digest(&stock.navigation(current)),
            Self::Cited(cites) => digest(&cited(supplies, cites)),
            Self::Works => digest(&supplies.citations.made),
        }
    }
}

fn cited(supplies: &Supplies, cites: &[Cite]) -> Option<String> {
    supplies.citations.made.linked(cites, str::to_owned)
}

/// Gives out supplies, and notes which.
#[derive(Debug, Clone, Copy)]
pub struct Stock<'a> {
    supplies: &'a Supplies,
    used: Option<&'a Asked<Supply>>,
}

impl<'a> Stock<'a> {
    pub fn unnoted(supplies: &'a Supplies) -> Self {
        Self { supplies, used: None }
    }

    pub fn noted(supplies: &'a Supplies, used: &'a Asked<Supply>) -> Self {
        Self {
            supplies,
            used: Some(used),
        }
    }

    fn note(self, supply: impl FnOnce() -> Supply) {
        if let Some(used) = self.used {
            let supply = supply();
            let digest = supply.digest(self.supplies);
            used.note_digest(supply, digest);
        }
    }

    /// The card of a record.
    pub fn card(self, id: &RecordId) -> Option<&'a CardFile> {
        self.supplies.cards.get(id)
    }

    pub fn templates(self) -> &'a Tera {
        self.note(|| Supply::Templates);
        &self.supplies.templates.made
    }

    pub fn frame(self, root: &str) -> Option<&'a Hashed<tera::Value>> {
        self.note(|| Supply::Frame(root.to_owned()));
        self.supplies.frames.get(root)
    }

    fn navigation(self, current: &str) -> Option<&'a Hashed<tera::Value>> {
        self.note(|| Supply::Navigation(current.to_owned()));
        self.supplies.navigation.made.get(current)
    }

    /// The navigation of a page.
    pub fn navigation_of(self, page: &Page) -> tera::Value {
        match self.navigation(&page.nav) {
            Some(value) => (**value).clone(),
            None => tera::Value::safe_string(""),
        }
    }

    /// A citation as safe HTML, in which what speaks of a work leads to the address that `to` gives for its key.
    pub fn linked(self, cites: &[Cite], to: impl Fn(&str) -> String) -> Option<String> {
        self.note(|| Supply::Cited(cites.to_vec()));
        self.supplies.citations.made.linked(cites, to)
    }

    /// All works in the order and the words of the citation style.
    pub fn works(self) -> &'a Citations {
        self.note(|| Supply::Works);
        &self.supplies.citations.made
    }
}
