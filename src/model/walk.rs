//! Walks a record's tree together with its shape.

use super::kind::Kind;
use super::shape::{Shape, Shapes, TableShape};
use crate::read::node::{KeyPath, Node, Step, Value};

/// A value with its shape and place.
pub struct Visit<'a> {
    pub node: &'a Node,
    pub shape: &'a Shape,
    pub path: &'a KeyPath,
    /// The tables around it, outermost first.
    pub around: &'a [&'a Node],
}

/// Calls `visit` for every value of a record, tables before what they hold. Values that do not fit their shape, and
/// fields that have none, are passed over.
pub fn walk<'a>(kind: Kind, root: &'a Node, visit: &mut dyn FnMut(Visit<'_>)) {
    let shapes = Shapes::get();
    Walk { shapes, kind, root }.value(
        root,
        &shapes.record(kind),
        &mut KeyPath::default(),
        &mut Vec::new(),
        visit,
    );
}

struct Walk<'a> {
    shapes: &'a Shapes,
    kind: Kind,
    root: &'a Node,
}

impl<'a> Walk<'a> {
    fn value(
        &self,
        node: &'a Node,
        shape: &Shape,
        path: &mut KeyPath,
        around: &mut Vec<&'a Node>,
        visit: &mut dyn FnMut(Visit<'_>),
    ) {
        visit(Visit {
            node,
            shape,
            path,
            around,
        });
        match (shape, &node.value) {
            (Shape::Table(id), Value::Table(_)) => {
                self.table(node, self.shapes.table(*id), path, around, visit);
            }
            (Shape::List(item, _) | Shape::OneOrMany(item), Value::Array(items)) => {
                for (index, node) in items.iter().enumerate() {
                    let step = Step::Index(index, node.element_name().map(Into::into));
                    path.with(step, |path| self.value(node, item, path, around, visit));
                }
            }
            (Shape::OneOrMany(item), _) => {
                if let (Shape::Table(id), Value::Table(_)) = (item.as_ref(), &node.value) {
                    self.table(node, self.shapes.table(*id), path, around, visit);
                }
            }
            _ => {}
        }
    }

    fn table(
        &self,
        node: &'a Node,
        shape: &TableShape,
        path: &mut KeyPath,
        around: &mut Vec<&'a Node>,
        visit: &mut dyn FnMut(Visit<'_>),
    ) {
        around.push(node);
        for entry in node.as_table().into_iter().flat_map(|t| &t.entries) {
            let Some(field) = shape.field(&entry.key) else {
                continue;
            };
            path.with(Step::Key(entry.key.clone()), |path| match &field.shape {
                Shape::SameAs(sibling) => {
                    if let Some(shape) = self.shapes.same_as(self.kind, self.root, node, sibling) {
                        self.value(&entry.value, &shape, path, around, visit);
                    }
                }
                shape => self.value(&entry.value, shape, path, around, visit),
            });
        }
        around.pop();
    }
}
