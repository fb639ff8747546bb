//! The files beside the pages that are made when they are written or asked for: previews of links, what pages say for the
//! results of the search, tables as CSV, and figures.

use super::csv::{self, Heads};
use super::markdown::Renderer;
use super::previews;
use super::search::said;
use super::site::{self, RenderError};
use super::supplies::{Stock, Supplies};
use crate::ask::{Ask, Whole};
use crate::ground::passage::Passages;
use crate::index::Origin;
use crate::model::RecordId;
use crate::view::figures::{self, FigureId, Format};
use crate::view::tables::{self, TableId};
use crate::view::{Context, PageId};

/// One of them: what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beside {
    /// What links to these show.
    Previews(Vec<RecordId>),
    /// What these pages say.
    Said(Vec<PageId>),
    Table(TableId),
    Figure(FigureId, Format),
}

/// A sort of them, which has a folder to itself.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Family {
    Previews,
    Said,
    Tables,
    Figures,
}

impl Family {
    pub const ALL: [Self; 4] = [Self::Previews, Self::Said, Self::Tables, Self::Figures];

    fn folder(self) -> &'static str {
        match self {
            Self::Previews => previews::FOLDER,
            Self::Said => said::FOLDER,
            Self::Tables => tables::FOLDER,
            Self::Figures => figures::FOLDER,
        }
    }

    /// The one to which a file of this path belongs, if there is such a file.
    pub fn of(path: &str) -> Option<Self> {
        let (folder, _) = path.split_once('/')?;
        Self::ALL.into_iter().find(|family| family.folder() == folder)
    }
}

/// All of them, by their paths.
pub fn all(whole: Whole<'_>) -> impl Iterator<Item = (String, Beside)> {
    Family::ALL.into_iter().flat_map(move |family| files(whole, family))
}

/// Those of one sort, by their paths.
pub fn files(whole: Whole<'_>, family: Family) -> Vec<(String, Beside)> {
    let context = Context::new(Ask::unnoted(whole), None);
    match family {
        Family::Previews => {
            let parts = previews::parts(&context).into_iter();
            parts.map(|(path, of)| (path, Beside::Previews(of))).collect()
        }
        Family::Said => {
            let parts = said::parts(whole).into_iter();
            parts.map(|(path, of)| (path, Beside::Said(of))).collect()
        }
        Family::Tables => {
            let tables = tables::files(context.ask).into_iter();
            tables.map(|(path, id)| (path, Beside::Table(id))).collect()
        }
        Family::Figures => {
            let figures = figures::files(&context).into_iter();
            let figures = figures.map(|(path, id, format)| (path, Beside::Figure(id, format)));
            figures.collect()
        }
    }
}

/// The bytes of one of them. Previews and tables show no passages of papers.
///
/// # Errors
///
/// Where a figure has nothing to show, which none of [`all`] has, and where a template is faulty.
pub fn bytes(
    whole: Whole<'_>,
    supplies: &Supplies,
    passages: Option<&Passages>,
    what: &Beside,
    path: &str,
) -> Result<Vec<u8>, RenderError> {
    let context = Context::new(Ask::unnoted(whole), None);
    let stock = Stock::unnoted(supplies);
    Ok(match what {
        Beside::Figure(id, format) => return site::figure(whole, supplies, passages, id, *format),
        Beside::Said(of) => {
            let pages = of
                .iter()
                .map(|id| Ok((id.path(), site::page_once(whole, supplies, None, id)?)));
            let pages: Vec<(String, Vec<u8>)> = pages.collect::<Result<_, RenderError>>()?;
            said::file(pages.iter().map(|(path, html)| (path.clone(), &html[..])))
        }
        Beside::Previews(of) => previews::file(&context, stock, of),
        Beside::Table(id) => {
            // Which tables there are was found in the same handbook.
            let (table, notes) = tables::table(&context, id).unwrap_or_default();
            let heads = Heads {
                group: context.words.say("ways-csv-group"),
                source: context.words.say("column-source"),
            };
            let mut renderer = Renderer::new(context, stock, Origin::Book, path);
            csv::table(&table, &notes, heads, &mut renderer)
        }
    })
}
