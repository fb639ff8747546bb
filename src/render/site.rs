//! The whole site as files.

use std::collections::BTreeMap;

use rayon::prelude::*;
use tera::{Context as TeraContext, Tera};

use super::citations::Citations;
use super::fill::{Fill, Filler};
use super::markdown::{Renderer, to_root};
use super::templates;
use crate::index::Origin;
use crate::read::markdown::Cite;
use crate::read::style::{self, Style};
use crate::view::{self, Context, Frame, Page, PageId};

/// Why pages could not be made. Faults of content are diagnostics, and never come here.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    #[error("a template cannot be used: {0}")]
    Template(#[from] tera::Error),
    #[error(
        "the citation style cannot lay out these works: {0}\n  \
         help: mend their entries in references.bib, or name another style in book.toml"
    )]
    Works(String),
    /// A page with passages of papers that does not say so.
    #[error(
        "the page {0} does not say that it must not be published\n  \
         help: let the handbook's own base.html show an element of the class `private` where `frame.private` is set"
    )]
    Unmarked(String),
    /// A handbook that has been checked has a style that can be used.
    #[error("{0}")]
    Style(String),
}

impl From<style::Problem> for RenderError {
    fn from(problem: style::Problem) -> Self {
        Self::Style(problem.message)
    }
}

/// What the template of every page has where passages of papers are shown.
const PRIVATE: &str = "class=\"private\"";

/// The style that the book names, or the default.
fn style(context: &Context<'_>) -> Result<Style, style::Problem> {
    let named = context.corpus.book.citations.style.as_ref();
    style::find(context.sources, named.map_or(Style::DEFAULT, |name| name.as_str()))
}

/// A file of the site: its path from the root, and its bytes.
pub type File = (String, Vec<u8>);

/// Every file of the site, in a fixed order. All cores work on the pages.
///
/// # Errors
///
/// Where a template of the handbook's own is faulty.
pub fn site(context: &Context<'_>) -> Result<Vec<File>, RenderError> {
    let style = style(context)?;
    let tera = templates::load(context.sources)?;
    let citations = Citations::new(
        &context.corpus.bibliography,
        &style,
        context.corpus.book.language(),
        &groups(context),
    );
    if !citations.failed().is_empty() {
        return Err(RenderError::Works(citations.failed().join(", ")));
    }
    let frame = view::frame(context);
    let site = Site {
        context: *context,
        navigation: Navigation::new(&tera, &frame)?,
        frames: frames(&frame, context, &citations),
        tera,
        citations,
    };
    let mut ids = view::pages(context);
    // Pages about the whole handbook take longest, so they are begun first.
    ids.sort_by_key(|id| matches!(id, PageId::Record(_) | PageId::Chapter(_)));
    let pages: Vec<File> = ids.par_iter().map(|id| site.page(id)).collect::<Result<_, _>>()?;
    let images = context
        .sources
        .images
        .iter()
        .map(|(path, bytes)| (image_path(path), bytes.clone()));
    Ok(pages
        .into_iter()
        .chain(templates::assets(context.sources))
        .chain(images)
        .collect())
}

/// Where an image of the content goes.
pub fn image_path(path: &str) -> String {
    format!("media/{path}")
}

/// Every citation in reading order: chapters, then records. Styles number works by it.
fn groups(context: &Context<'_>) -> Vec<Vec<Cite>> {
    let mut texts: Vec<_> = context.index.prose.iter().collect();
    // Chapters stand first in the index, in reading order; records follow by kind and id.
    texts.sort_by_key(|prose| !matches!(prose.from, Origin::Chapter(_)));
    let cited = texts
        .iter()
        .flat_map(|prose| &prose.scan.citations)
        .map(|c| c.cites.clone());
    let read = context
        .index
        .citations
        .iter()
        .filter(|c| c.source)
        .map(|c| vec![c.cite.clone()]);
    cited.chain(read).collect()
}

struct Site<'a> {
    context: Context<'a>,
    tera: Tera,
    citations: Citations,
    /// The frame, by the way from a page to the root: links of the disclaimer depend on it.
    frames: BTreeMap<String, tera::Value>,
    navigation: Navigation,
}

impl Site<'_> {
    fn page(&self, id: &PageId) -> Result<File, RenderError> {
        let mut page = view::page(&self.context, id);
        let origin = match id {
            PageId::Chapter(index) => Origin::Chapter(self.context.corpus.chapters[*index].path.clone()),
            PageId::Record(id) => Origin::Record(id.clone()),
            _ => Origin::Book,
        };
        let mut renderer = Renderer::new(self.context, &self.citations, origin, &page.path);
        page.fill(&mut Filler {
            renderer: &mut renderer,
            tera: &self.tera,
            citations: &self.citations,
        })?;
        let mut context = TeraContext::new();
        context.insert_value("frame", self.frames[&to_root(&page.path)].clone());
        context.insert_value("nav", self.navigation.of(&page));
        context.insert("root", &to_root(&page.path));
        context.insert("page", &page);
        let html = self.tera.render(page.template, &context)?;
        if self.context.passages.is_some() && !html.contains(PRIVATE) {
            return Err(RenderError::Unmarked(page.path));
        }
        Ok((page.path, html.into_bytes()))
    }
}

/// The frame for pages of every depth, with its disclaimer as HTML.
fn frames(frame: &Frame, context: &Context<'_>, citations: &Citations) -> BTreeMap<String, tera::Value> {
    let chapters = context.corpus.chapters.iter().map(|c| view::chapter_path(&c.path));
    let paths = chapters.chain(["index.html".to_owned(), "kind/id.html".to_owned()]);
    paths
        .map(|path| (to_root(&path), path))
        .collect::<BTreeMap<_, _>>()
        .into_iter()
        .map(|(root, path)| {
            let mut value = serde_json::to_value(frame).expect("a frame is plain data");
            if let Some(disclaimer) = &frame.disclaimer {
                let mut renderer = Renderer::new(*context, citations, Origin::Book, &path).at_foot();
                let html = renderer.html(&disclaimer.markdown, true, &[]);
                value["disclaimer"] = serde_json::Value::String(html);
            }
            (root, tera::Value::from_serializable(&value))
        })
        .collect()
}

/// The navigation, rendered once for each entry that can be current. Records stand beside the list of their kind, so what
/// is rendered for the list serves them too.
struct Navigation {
    rendered: BTreeMap<String, tera::Value>,
}

impl Navigation {
    fn new(tera: &Tera, frame: &Frame) -> Result<Self, tera::Error> {
        let mut rendered = BTreeMap::new();
        let entries = frame
            .nav
            .iter()
            .flat_map(|group| &group.items)
            .map(|item| item.to.as_str());
        for current in entries.chain(["index.html"]) {
            let mut context = TeraContext::new();
            context.insert("groups", &view::around(&frame.nav, current));
            context.insert("root", &to_root(current));
            context.insert("current", current);
            let html = tera.render("nav.html", &context)?;
            rendered.insert(current.to_owned(), tera::Value::safe_string(&html));
        }
        Ok(Self { rendered })
    }

    fn of(&self, page: &Page) -> tera::Value {
        self.rendered
            .get(&page.nav)
            .cloned()
            .unwrap_or_else(|| tera::Value::safe_string(""))
    }
}
