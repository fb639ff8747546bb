//! The pages of a site, and the files beside them.

use std::collections::BTreeMap;

use serde::Serialize;
use tera::Context as TeraContext;

use super::csv::words as words_of;
use super::csv::{self, Heads};
use super::fill::{FigureAnchors, Fill, Filler};
use super::markdown::{Renderer, to_root};
use super::supplies::{Stock, Supplies, Supply};
use super::{svg, templates, web_manifest};
use crate::ask::{Ask, Asked, Digest, Question, Whole, still};
use crate::ground::passage::Passages;
use crate::index::Origin;
use crate::read::style;
use crate::view::figures::{self, FigureId, Format};
use crate::view::{self, Context, Page, PageId};
use crate::words::Words;

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
    /// A figure that is in the list of figures and has nothing to show.
    #[error("the figure {0} shows nothing, which is a fault of sourcebook itself\n  help: please report it")]
    NothingToShow(String),
    /// A handbook that has been checked has a style that can be used.
    #[error("{0}")]
    Style(String),
}

impl From<style::Problem> for RenderError {
    fn from(problem: style::Problem) -> Self {
        Self::Style(problem.message)
    }
}

/// Where scripts find their words.
const SCRIPT_WORDS: &str = "words.js";

/// What the template of every page has where passages of papers are shown.
const PRIVATE: &str = "class=\"private\"";

/// A page that was made, and all that was asked to make it.
#[derive(Debug)]
pub struct MadePage {
    pub html: Vec<u8>,
    asked: Vec<(Question, Digest)>,
    used: Vec<(Supply, Digest)>,
}

impl MadePage {
    /// Whether it would be made the same today.
    pub fn still_holds(&self, whole: Whole<'_>, supplies: &Supplies) -> bool {
        let same = |(supply, digest): &(Supply, Digest)| supply.digest(supplies) == *digest;
        self.used.iter().all(same) && still(&self.asked, whole)
    }
}

/// Makes a page that the handbook has, and notes what was asked to make it.
///
/// # Errors
///
/// Where a template of the handbook's own is faulty.
pub fn page(whole: Whole<'_>, supplies: &Supplies, id: &PageId) -> Result<MadePage, RenderError> {
    let (asked, used) = (Asked::default(), Asked::default());
    let context = Context::new(Ask::noted(whole, &asked), None);
    let html = html(context, Stock::noted(supplies, &used), id)?;
    Ok(MadePage {
        html,
        asked: asked.into_questions(),
        used: used.into_questions(),
    })
}

/// The same for a page that is made once, be it with passages of papers.
///
/// # Errors
///
/// As for [`page`], and where a page with passages does not say so.
pub fn page_once(
    whole: Whole<'_>,
    supplies: &Supplies,
    passages: Option<&Passages>,
    id: &PageId,
) -> Result<Vec<u8>, RenderError> {
    let ask = Ask::unnoted(whole);
    html(Context::new(ask, passages), Stock::unnoted(supplies), id)
}

fn html(context: Context<'_>, stock: Stock<'_>, id: &PageId) -> Result<Vec<u8>, RenderError> {
    let mut page = view::page(&context, id);
    let origin = match id {
        PageId::Chapter(path) => Origin::Chapter(path.clone()),
        PageId::Record(id) => Origin::Record(id.clone()),
        _ => Origin::Book,
    };
    let mut renderer = Renderer::new(context, stock, origin, &page.path);
    page.fill(&mut Filler {
        renderer: &mut renderer,
        stock,
        figures: FigureAnchors::default(),
    })?;
    let root = to_root(&page.path);
    let mut values = TeraContext::new();
    if let Some(frame) = stock.frame(&root) {
        values.insert_value("frame", (**frame).clone());
    }
    values.insert_value("nav", stock.navigation_of(&page));
    values.insert("root", &root);
    values.insert("page", &page);
    let card = match id {
        PageId::Record(id) => stock.card(id),
        _ => None,
    };
    values.insert("card", &card);
    values.insert("machine", &machine(&context, id, &page));
    let html = stock.templates().render(page.template, &values)?;
    if context.passages.is_some() && !html.contains(PRIVATE) {
        return Err(RenderError::Unmarked(page.path));
    }
    Ok(html.into_bytes())
}

/// What the head of a page says to machines; nothing where the handbook has no address.
#[derive(Debug, Serialize)]
struct Machine {
    url: String,
    /// What it is about, as JSON that may stand in a script element.
    data: String,
    /// The beginning of the page's lead.
    description: String,
}

fn machine(context: &Context<'_>, id: &PageId, page: &Page) -> Option<Machine> {
    let site = context.ask.book().site()?;
    // Nothing that could end the element.
    let data = view::linked::of(context, id, page)?.to_string().replace('<', "\\u003c");
    Some(Machine {
        url: view::address(&site, &page.path),
        data,
        description: page
            .lead
            .as_ref()
            .map_or_else(String::new, |lead| beginning(&lead.html)),
    })
}

/// The first words of HTML, without its elements.
fn beginning(html: &str) -> String {
    const LONGEST: usize = 200;
    let text = words_of(html);
    let mut said = String::new();
    for word in text.split_whitespace() {
        if said.chars().count() + word.chars().count() > LONGEST {
            said.push_str(" …");
            break;
        }
        said.push_str(if said.is_empty() { "" } else { " " });
        said.push_str(word);
    }
    said
}

/// The file of a figure.
///
/// # Errors
///
/// Where the figure has nothing to show, which none of [`figures::all`] has.
pub fn figure(
    whole: Whole<'_>,
    supplies: &Supplies,
    passages: Option<&Passages>,
    id: &FigureId,
    format: Format,
) -> Result<Vec<u8>, RenderError> {
    let path = id.path(format);
    let context = Context::new(Ask::unnoted(whole), passages);
    let (mut figure, notes) = figures::alone(&context, id).ok_or_else(|| RenderError::NothingToShow(path.clone()))?;
    let stock = Stock::unnoted(supplies);
    let mut renderer = Renderer::new(context, stock, Origin::Book, &path);
    Ok(match format {
        Format::Svg => {
            figure.drawing.fill(&mut Filler {
                renderer: &mut renderer,
                stock,
                figures: FigureAnchors::default(),
            })?;
            svg::file(&figure.drawing, &figure.title, &figure.description).into_bytes()
        }
        Format::Csv => {
            let heads = Heads {
                group: context.words.say("figure-group"),
                source: context.words.say("figure-source"),
            };
            csv::table(&figure.table, &notes, heads, &mut renderer)
        }
    })
}

/// The files of the site that are no pages: styles, scripts, images and data, by their paths from the site's root.
pub fn files(whole: Whole<'_>) -> impl Iterator<Item = (String, Vec<u8>)> {
    let images = whole.sources.images.iter();
    let images = images.map(|(path, bytes)| (image_path(path), bytes.to_vec()));
    let data = view::data(whole.quality).into_iter();
    let data = data.map(|(path, value)| (path.to_owned(), format!("{value:#}\n").into_bytes()));
    let words = std::iter::once((SCRIPT_WORDS.to_owned(), script_words(whole.words)));
    let manifest = (web_manifest::PATH.to_owned(), web_manifest::text(&whole.corpus.book));
    templates::assets(whole.sources)
        .into_iter()
        .chain([manifest])
        .chain(words)
        .chain(images)
        .chain(data)
}

/// What scripts say, as a script that hands it over: the messages whose names begin with `script-`.
fn script_words(words: &Words) -> Vec<u8> {
    let said: BTreeMap<&str, &str> = words.beginning("script-").collect();
    format!("window.sourcebook_words = {};\n", serde_json::json!(said)).into_bytes()
}

/// Where an image of the content goes.
pub fn image_path(path: &str) -> String {
    format!("media/{path}")
}
