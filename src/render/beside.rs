//! The files beside the pages that are made when they are written or asked for: previews of links, and tables as CSV.

use super::csv::{self, Heads};
use super::markdown::Renderer;
use super::previews;
use super::supplies::{Stock, Supplies};
use crate::ask::{Ask, Whole};
use crate::index::Origin;
use crate::model::RecordId;
use crate::view::Context;
use crate::view::tables::{self, TableId};

/// One of them: what it is made of.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Beside {
    /// What links to these show.
    Previews(Vec<RecordId>),
    Table(TableId),
}

/// All of them, by their paths.
pub fn all(whole: Whole<'_>) -> Vec<(String, Beside)> {
    let context = Context::new(Ask::unnoted(whole), None);
    let previews = previews::parts(&context).into_iter();
    let previews = previews.map(|(path, of)| (path, Beside::Previews(of)));
    let tables = tables::files(context.ask).into_iter();
    let tables = tables.map(|(path, id)| (path, Beside::Table(id)));
    previews.chain(tables).collect()
}

/// The bytes of one of them. None shows passages of papers.
pub fn bytes(whole: Whole<'_>, supplies: &Supplies, what: &Beside, path: &str) -> Vec<u8> {
    let context = Context::new(Ask::unnoted(whole), None);
    let stock = Stock::unnoted(supplies);
    match what {
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
    }
}
