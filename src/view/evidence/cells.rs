//! The blocks of a page's section in one cell.

use crate::view::block::{Block, Item, Piece, Rich, Section, Table};
use crate::view::builder::separated;
use crate::view::role::Role;

/// The blocks of the sections of a role.
pub fn of_role(sections: &mut Vec<Section>, role: Role) -> Vec<Block> {
    let of_role = sections.extract_if(.., |section| section.role == role);
    of_role.flat_map(|section| section.blocks).map(as_list).collect()
}

/// A table has no place in a cell: its rows become items, each with the name of a column before what stands in it.
fn as_list(block: Block) -> Block {
    match block {
        Block::Table(table) => Block::Items { items: items(table) },
        other => other,
    }
}

fn items(table: Table) -> Vec<Item> {
    let Table { head, rows, .. } = table;
    let item = |row: crate::view::block::Row| {
        let mut cells = row.cells.into_iter();
        let mut title = cells.next().unwrap_or_default();
        // What stands under the name, such as the parts of a composite outcome, is no name.
        let end = title.iter().position(|piece| matches!(piece, Piece::Break));
        let under = title.split_off(end.unwrap_or(title.len()));
        let named = cells.zip(head.iter().skip(1)).filter(|(cell, _)| !cell.is_empty());
        let parts = named.map(|(cell, column)| {
            let mut part: Rich = vec![Piece::muted(format!("{}: ", column.title))];
            part.extend(cell);
            part
        });
        let mut body = under;
        let said = separated(parts, "; ");
        if !said.is_empty() {
            body.push(Piece::Break);
        }
        body.extend(said);
        Item {
            anchor: None,
            title,
            body,
            notes: row.notes,
        }
    };
    rows.into_iter().map(item).collect()
}
