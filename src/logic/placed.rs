//! Criteria with their places in their record.

use crate::model::criterion::{Criterion, Form};
use crate::model::{Body, Record};
use crate::read::node::{KeyPath, Step};

/// A node of a tree of criteria, and where it stands.
#[derive(Debug, Clone)]
pub struct Placed<'a> {
    pub criterion: &'a Criterion,
    pub path: KeyPath,
}

/// A whole tree of a record, and what it is the criteria of.
#[derive(Debug, Clone)]
pub struct Tree<'a> {
    pub root: Placed<'a>,
    pub of: Owner<'a>,
}

/// What a tree is the criteria of.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Owner<'a> {
    Definition,
    /// The stage of this id.
    Stage(&'a str),
    /// A way out of the step of this id.
    Branch(&'a str),
}

/// Every tree of a record.
pub fn trees(record: &Record) -> Vec<Tree<'_>> {
    let top = KeyPath::default();
    let tree = |criterion, path, of| Tree {
        root: Placed { criterion, path },
        of,
    };
    match &record.body {
        Body::Definition(definition) => {
            let criteria = definition.criteria.iter();
            criteria
                .map(|c| tree(c, top.key("criteria"), Owner::Definition))
                .collect()
        }
        Body::Staging(staging) => (staging.stages.iter().enumerate())
            .filter_map(|(i, stage)| {
                let path = element(&top.key("stages"), i, Some(stage.id.as_str())).key("criteria");
                Some(tree(stage.criteria.as_ref()?, path, Owner::Stage(stage.id.as_str())))
            })
            .collect(),
        Body::Pathway(pathway) => (pathway.steps.iter().enumerate())
            .flat_map(|(i, step)| {
                let next = element(&top.key("steps"), i, Some(step.id.as_str())).key("next");
                (step.next.iter().enumerate()).filter_map(move |(i, branch)| {
                    let path = element(&next, i, None).key("when");
                    Some(tree(branch.when.as_ref()?, path, Owner::Branch(step.id.as_str())))
                })
            })
            .collect(),
        _ => Vec::new(),
    }
}

/// The path of an element of a list.
pub fn element(list: &KeyPath, index: usize, id: Option<&str>) -> KeyPath {
    list.child(Step::Index(index, id.map(Into::into)))
}

impl<'a> Placed<'a> {
    pub fn children(&self) -> Vec<Self> {
        let key = match self.criterion.form() {
            Some(Form::All(_)) => "all",
            Some(Form::Any(_)) => "any",
            _ => "of",
        };
        let list = self.path.key(key);
        (self.criterion.children().iter().enumerate())
            .map(|(i, criterion)| Self {
                criterion,
                path: element(&list, i, criterion.id.as_ref().map(|id| id.as_str())),
            })
            .collect()
    }

    /// The node and all below it, those above before those below.
    pub fn nodes(&self) -> Vec<Self> {
        let mut nodes = vec![self.clone()];
        let mut next = 0;
        while let Some(node) = nodes.get(next) {
            nodes.extend(node.children());
            next += 1;
        }
        nodes
    }
}
