//! Lines that say what others rest on: a card that has no room for them leaves them to its page, all or none.

use super::tree::{Node, each};

/// Takes the lines away that say what others rest on.
pub fn leave_out(blocks: &mut [Node]) {
    each_line(blocks, &mut |line| {
        let mut is_basis = false;
        line.retain(|node| {
            match node {
                Node::Basis => is_basis = true,
                Node::Break => is_basis = false,
                _ => {}
            }
            !is_basis
        });
    });
}

/// Whether there are any.
pub fn is_said(blocks: &[Node]) -> bool {
    let mut is_said = false;
    each(&mut blocks.to_vec(), &mut |node| is_said |= *node == Node::Basis);
    is_said
}

fn each_line(blocks: &mut [Node], with: &mut dyn FnMut(&mut Vec<Node>)) {
    for block in blocks {
        match block {
            Node::Items { items } => items.iter_mut().for_each(|item| with(&mut item.body)),
            Node::Facts { facts } => facts.iter_mut().for_each(|fact| with(&mut fact.value)),
            Node::Table(table) => table
                .rows
                .iter_mut()
                .flat_map(|row| &mut row.cells)
                .for_each(&mut *with),
            Node::Paragraph { body } => with(body),
            Node::Group { blocks, .. } => each_line(blocks, with),
            _ => {}
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::print::tree::Item;

    #[test]
    fn a_line_goes_and_those_around_it_stay() {
        let body = vec![
            Node::text("Do this"),
            Node::Basis,
            Node::text("Rests on that"),
            Node::Break,
            Node::text("→ 2. Then this"),
            Node::Basis,
            Node::text("Argued by some"),
        ];
        let item = Item {
            anchor: None,
            title: Vec::new(),
            body,
            notes: Vec::new(),
        };
        let mut blocks = vec![Node::Items { items: vec![item] }];
        assert!(is_said(&blocks));
        leave_out(&mut blocks);
        assert!(!is_said(&blocks));
        let Node::Items { items } = &blocks[0] else {
            unreachable!()
        };
        let left = [Node::text("Do this"), Node::Break, Node::text("→ 2. Then this")];
        assert_eq!(items[0].body, left);
    }
}
