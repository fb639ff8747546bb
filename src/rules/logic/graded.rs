//! The stages of a system along one parameter.

use crate::logic::Lookup;
use crate::logic::axis::Axis;
use crate::logic::draw::{Row, draw};
use crate::logic::placed::{Placed, Tree, trees};
use crate::logic::truth::Truth;
use crate::model::criterion::{Criterion, Form};
use crate::model::quantity::Magnitude;
use crate::model::staging::{Stage, Staging};
use crate::model::{Record, RecordId};

use super::{axis_title, by_values};

/// A parameter, and the stages that it tells apart from others.
#[derive(Debug)]
pub struct Graded<'a> {
    pub axis: Axis,
    /// In the order of the system. Stages that say nothing of the parameter are not among them.
    pub stages: Vec<OnAxis<'a>>,
}

/// A stage on an axis.
#[derive(Debug)]
pub struct OnAxis<'a> {
    /// Its position in the system.
    pub position: usize,
    pub stage: &'a Stage,
    /// Its first bound on the parameter, else its criteria as a whole.
    pub bound: Placed<'a>,
    /// Of each cell whether the stage allows it, whatever else it asks.
    pub allows: Vec<bool>,
}

impl OnAxis<'_> {
    /// The first and the last cell that it allows.
    pub fn extent(&self) -> Option<(usize, usize)> {
        let allowed = |(_, allows): &(usize, &bool)| **allows;
        let first = self.allows.iter().enumerate().find(allowed)?.0;
        let last = self.allows.iter().enumerate().rev().find(allowed)?.0;
        Some((first, last))
    }
}

/// On an axis with more cuts than this no system is looked at: none that a person can read has so many.
const MOST: usize = 200;

/// Each parameter by which two or more stages are told apart.
pub fn graded<'a>(record: &'a Record, staging: &'a Staging, lookup: Lookup<'_, 'a>) -> Vec<Graded<'a>> {
    let trees = trees(record);
    let criteria: Vec<&Criterion> = trees.iter().map(|tree| tree.root.criterion).collect();
    let of_axis = |axis: Axis| {
        let on_axis = |(position, stage): (usize, &'a Stage)| {
            let criteria = stage.criteria.as_ref()?;
            let allows = axis.mark(|patient| by_values(criteria, patient, lookup) != Truth::No);
            let plausible = axis.mark(|_| true);
            let tree = trees.iter().find(|tree| std::ptr::eq(tree.root.criterion, criteria))?;
            (allows != plausible).then(|| OnAxis {
                position,
                stage,
                bound: bound_on(tree, &axis.parameter),
                allows,
            })
        };
        let stages: Vec<_> = staging.stages.iter().enumerate().filter_map(on_axis).collect();
        (stages.len() > 1).then_some(Graded { axis, stages })
    };
    let axes = Axis::all(&criteria, lookup).into_iter();
    axes.filter(|axis| axis.cuts.len() <= MOST)
        .filter_map(of_axis)
        .collect()
}

fn bound_on<'a>(tree: &Tree<'a>, parameter: &RecordId) -> Placed<'a> {
    let nodes = tree.root.nodes();
    let bounds = |node: &&Placed<'a>| {
        let bounded = node
            .criterion
            .parameter
            .as_ref()
            .filter(|_| node.criterion.is.is_some());
        bounded.is_some_and(|bounded| bounded.id() == parameter)
    };
    match nodes.iter().find(bounds) {
        Some(node) => Placed {
            criterion: node.criterion,
            path: node.path.key("is"),
        },
        None => tree.root.clone(),
    }
}

impl Graded<'_> {
    /// The stages on the axis, and below them the cells that are at fault.
    pub fn drawing(&self, name: &str, wrong: &[bool], lookup: Lookup<'_, '_>) -> String {
        let mut rows: Vec<Row> = (self.stages.iter())
            .map(|on| Row {
                name: on.stage.name.to_string(),
                marked: on.allows.clone(),
            })
            .collect();
        if wrong.contains(&true) {
            rows.push(Row {
                name: name.to_owned(),
                marked: wrong.to_vec(),
            });
        }
        draw(&axis_title(&self.axis, lookup), &self.axis, &rows)
    }

    /// The decimals with which the stages print their bounds.
    pub fn decimals(&self) -> usize {
        let nodes = self.stages.iter().filter_map(|on| {
            let criteria = on.stage.criteria.as_ref()?;
            Some(all_nodes(criteria))
        });
        let decimals = nodes.flatten().filter_map(|criterion| {
            let Some(Form::Measured(parameter)) = criterion.form() else {
                return None;
            };
            let is = criterion
                .is
                .as_ref()
                .filter(|_| *parameter.id() == self.axis.parameter)?;
            Some(match &is.magnitude {
                Magnitude::One(number) => number.decimals(),
                Magnitude::Range(low, high) => low.decimals().max(high.decimals()),
            })
        });
        decimals.max().unwrap_or(0)
    }
}

fn all_nodes(criterion: &Criterion) -> Vec<&Criterion> {
    let mut nodes = vec![criterion];
    let mut next = 0;
    while let Some(node) = nodes.get(next) {
        nodes.extend(node.children());
        next += 1;
    }
    nodes
}
