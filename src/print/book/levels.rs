//! The levels of headings: readers of screens must find no step left out.

use crate::print::tree::Node;

/// PDF knows no deeper heading.
const DEEPEST: u8 = 6;

/// Sets headings below one of the level `above`, and makes headings of the titles of groups. In a text, headings begin with
/// the level `first`.
pub fn set(nodes: Vec<Node>, above: u8, first: u8) -> Vec<Node> {
    let mut last = above;
    let mut set = Vec::new();
    put(nodes, Levels { above, first }, &mut last, &mut set);
    set
}

#[derive(Clone, Copy)]
struct Levels {
    above: u8,
    first: u8,
}

fn put(nodes: Vec<Node>, levels: Levels, last: &mut u8, set: &mut Vec<Node>) {
    for node in nodes {
        match node {
            Node::Heading { level, anchor, body } => {
                set.push(heading(level.saturating_sub(levels.first), levels, last, anchor, body));
            }
            Node::Group { anchor, title, blocks } => {
                set.push(heading(0, levels, last, anchor, title));
                let above = *last;
                put(blocks, Levels { above, first: 1 }, last, set);
            }
            Node::Quotation { blocks } => {
                let mut within = Vec::new();
                put(blocks, levels, last, &mut within);
                set.push(Node::Quotation { blocks: within });
            }
            Node::List { start, items } => {
                let items = items.into_iter().map(|item| {
                    let mut within = Vec::new();
                    put(item, levels, last, &mut within);
                    within
                });
                let items = items.collect();
                set.push(Node::List { start, items });
            }
            other => set.push(other),
        }
    }
}

/// A heading so much deeper than the first of its text.
fn heading(deeper: u8, levels: Levels, last: &mut u8, anchor: Option<String>, body: Vec<Node>) -> Node {
    let wanted = levels.above.saturating_add(1).saturating_add(deeper);
    let level = wanted.min(*last + 1).min(DEEPEST);
    *last = level;
    // Templates draw headings of texts one level deeper than the text has them.
    Node::Heading {
        level: level - 1,
        anchor,
        body,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_level_is_left_out() {
        let heading = |level| Node::Heading {
            level,
            anchor: None,
            body: Vec::new(),
        };
        let group = Node::Group {
            anchor: None,
            title: Vec::new(),
            blocks: vec![heading(3)],
        };
        let nodes = vec![heading(4), heading(2), heading(3), heading(6), group];
        let levels = set(nodes, 2, 2).into_iter().map(|node| match node {
            Node::Heading { level, .. } => level + 1,
            other => panic!("{other:?}"),
        });
        assert_eq!(levels.collect::<Vec<_>>(), [3, 3, 4, 5, 3, 4]);
    }
}
