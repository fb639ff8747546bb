//! Where the boxes of a chart stand and which ways lead between them: numbers in, numbers out.
//!
//! `layout-rs` puts boxes in rows, orders the rows so that few ways cross, and finds for each box, and for each point at
//! which a long way passes a row, its place across. How far rows stand apart is reckoned here, from the boxes; and loops are
//! turned round here, for the library looks for them in a time that doubles with each decision of a chart.

use std::collections::BTreeMap;

use layout::adt::dag::NodeHandle;
use layout::core::base::Orientation;
use layout::core::format::Visible as _;
use layout::core::geometry::{Point as Place, Position};
use layout::core::style::StyleAttr;
use layout::std_shapes::shapes::{Arrow, Element, ShapeKind};
use layout::topo::layout::VisualGraph;
use layout::topo::placer::Placer;

use super::walk::Walk;
use crate::view::figures::drawing::{Point, at};

/// The least room between two boxes of a row.
const BESIDE: f64 = 16.0;

/// The room between two rows: the least and the most. Where a way goes far across, it wants more.
const BELOW: (f64, f64) = (22.0, 44.0);

/// The width and the height of a box.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Size {
    pub width: f64,
    pub height: f64,
}

/// A chart laid out. Everything is at or right of and below the origin.
#[derive(Debug, Clone, PartialEq)]
pub struct Layout {
    pub size: Size,
    /// The middle of each box.
    pub centres: Vec<Point>,
    /// One for each way asked for, in that order.
    pub routes: Vec<Route>,
}

/// A way from the foot of a box down to the head of another.
#[derive(Debug, Clone, PartialEq)]
pub struct Route {
    /// Straight down from the first to the second, in a bend to the third, straight down to the fourth, and so on. Empty
    /// where a way leads from a box to itself.
    pub points: Vec<Point>,
    /// The way is walked from its last point to its first: it leads back to an earlier box.
    pub upwards: bool,
}

/// Whether a chart of so many boxes with these ways is laid out.
pub fn can_be_followed(boxes: usize, ways: &[(usize, usize)]) -> bool {
    Walk::through(boxes, ways).can_be_followed()
}

/// Lays out boxes with ways between them, given by the numbers of the boxes. The first box comes first. None where there is so
/// much of it that nobody could follow the lines.
pub fn lay_out(boxes: &[Size], ways: &[(usize, usize)]) -> Option<Layout> {
    let walk = Walk::through(boxes.len(), ways);
    if !walk.can_be_followed() {
        return None;
    }
    let mut graph = VisualGraph::new(Orientation::TopToBottom);
    // Its own check that there is no loop takes a time that doubles with each decision.
    graph.dag.set_validate(false);
    let handles: Vec<NodeHandle> = walk
        .first_seen
        .iter()
        .map(|nth| graph.add_node(element(boxes[*nth])))
        .collect();
    let handle_of: BTreeMap<usize, NodeHandle> = walk.first_seen.iter().copied().zip(handles).collect();
    for (from, to) in &walk.down {
        graph.add_edge(Arrow::default(), handle_of[from], handle_of[to]);
    }
    graph.to_valid_dag();
    graph.split_long_edges(false);
    for node in graph.iter_nodes() {
        graph.element_mut(node).resize();
    }
    Placer::new(&mut graph).layout(false);
    let found = Found {
        graph: &graph,
        boxes,
        handle_of: &handle_of,
        passing: passing(&graph, &handle_of),
    };
    Some(found.layout(ways))
}

fn element(size: Size) -> Element {
    let shape = ShapeKind::new_box("");
    let size = Place::new(size.width, size.height);
    let mut element = Element::create(shape, StyleAttr::simple(), Orientation::TopToBottom, size);
    element.pos = Position::new(Place::zero(), size, Place::zero(), Place::new(BESIDE, 0.0));
    element
}

/// Where ways from a box pass the rows below it, across, by both ends of the way.
fn passing(
    graph: &VisualGraph,
    handle_of: &BTreeMap<usize, NodeHandle>,
) -> BTreeMap<(NodeHandle, NodeHandle), Vec<f64>> {
    let mut passing = BTreeMap::new();
    for from in handle_of.values() {
        for first in graph.succ(*from) {
            let (mut here, mut across) = (*first, Vec::new());
            // A point at which a way passes a row leads on to one other.
            while graph.is_connector(here)
                && let Some(next) = graph.dag.single_succ(here)
            {
                across.push(graph.pos(here).center().x);
                here = next;
            }
            passing.insert((*from, here), across);
        }
    }
    passing
}

/// What the library found.
struct Found<'g> {
    graph: &'g VisualGraph,
    boxes: &'g [Size],
    handle_of: &'g BTreeMap<usize, NodeHandle>,
    passing: BTreeMap<(NodeHandle, NodeHandle), Vec<f64>>,
}

/// The upper and the lower end of a row.
type Row = (f64, f64);

impl Found<'_> {
    fn layout(&self, ways: &[(usize, usize)]) -> Layout {
        let levels: Vec<usize> = (0..self.boxes.len())
            .map(|nth| self.graph.dag.level(self.handle_of[&nth]))
            .collect();
        let across: Vec<f64> = (0..self.boxes.len())
            .map(|nth| self.graph.pos(self.handle_of[&nth]).center().x)
            .collect();
        let drawn: Vec<Option<(usize, usize, &[f64])>> = ways.iter().map(|way| self.drawn(*way)).collect();
        let lines: Vec<Vec<f64>> = drawn
            .iter()
            .map(|way| {
                way.map_or_else(Vec::new, |(from, to, passed)| {
                    [&[across[from]], passed, &[across[to]]].concat()
                })
            })
            .collect();
        let firsts = drawn.iter().map(|way| way.map_or(0, |(from, ..)| levels[from]));
        let rows = self.rows(&levels, &firsts.zip(&lines).collect::<Vec<_>>());

        // The library leaves room at the left; whatever is leftmost goes to the edge.
        let edges = across
            .iter()
            .zip(self.boxes)
            .flat_map(|(x, size)| [x - size.width / 2.0, x + size.width / 2.0]);
        let edges: Vec<f64> = edges.chain(lines.iter().flatten().copied()).collect();
        let left = edges.iter().copied().fold(f64::INFINITY, f64::min);
        let right = edges.iter().copied().fold(f64::NEG_INFINITY, f64::max);

        let middle = |nth: usize| at(across[nth] - left, (rows[levels[nth]].0 + rows[levels[nth]].1) / 2.0);
        let centres: Vec<Point> = (0..self.boxes.len()).map(middle).collect();
        let routes = drawn.iter().zip(&lines).zip(ways);
        let routes = routes.map(|((way, line), (from, _))| match way {
            Some((above, below, _)) => Route {
                points: self.points(line, *above, *below, &levels, &centres, &rows, left),
                upwards: from != above,
            },
            None => Route {
                points: Vec::new(),
                upwards: false,
            },
        });
        let size = Size {
            width: right - left,
            height: rows.last().map_or(0.0, |row| row.1),
        };
        Layout {
            size,
            centres: centres.clone(),
            routes: routes.collect(),
        }
    }

    /// A way as it is drawn: downwards, with the places at which it passes rows.
    fn drawn(&self, (from, to): (usize, usize)) -> Option<(usize, usize, &[f64])> {
        let passed = |from: usize, to: usize| self.passing.get(&(self.handle_of[&from], self.handle_of[&to]));
        let down = passed(from, to).map(|across| (from, to, across.as_slice()));
        down.or_else(|| passed(to, from).map(|across| (to, from, across.as_slice())))
    }

    /// The rows from above, as high as their highest box and so far apart as the ways between them need.
    fn rows(&self, levels: &[usize], lines: &[(usize, &Vec<f64>)]) -> Vec<Row> {
        let many = levels.iter().max().map_or(0, |level| level + 1);
        let mut height = vec![0.0_f64; many];
        for (level, size) in levels.iter().zip(self.boxes) {
            height[*level] = height[*level].max(size.height);
        }
        let mut widest = vec![0.0_f64; many];
        for (first, line) in lines {
            for (nth, pair) in line.windows(2).enumerate() {
                widest[first + nth] = widest[first + nth].max((pair[0] - pair[1]).abs());
            }
        }
        let mut rows = Vec::with_capacity(many);
        let mut y = 0.0;
        for (height, widest) in height.into_iter().zip(widest) {
            rows.push((y, y + height));
            y += height + (BELOW.0 + widest / 10.0).min(BELOW.1);
        }
        rows
    }

    #[expect(clippy::too_many_arguments, reason = "all of them are numbers of one layout")]
    fn points(
        &self,
        line: &[f64],
        above: usize,
        below: usize,
        levels: &[usize],
        centres: &[Point],
        rows: &[Row],
        left: f64,
    ) -> Vec<Point> {
        let mut points = Vec::new();
        for (nth, x) in line.iter().enumerate() {
            let row = rows[levels[above] + nth];
            let x = x - left;
            let foot = centres[above].y + self.boxes[above].height / 2.0;
            let head = centres[below].y - self.boxes[below].height / 2.0;
            points.push(at(x, if nth == 0 { foot } else { row.0 }));
            points.push(at(x, if nth + 1 == line.len() { head } else { row.1 }));
        }
        points
    }
}

#[cfg(test)]
mod tests {
    use super::super::walk::MOST;
    use super::*;
    use proptest::prelude::*;

    fn sizes(many: usize) -> Vec<Size> {
        let size = |nth: usize| Size {
            width: 60.0 + (nth * 37 % 90) as f64,
            height: 20.0 + (nth * 13 % 50) as f64,
        };
        (0..many).map(size).collect()
    }

    /// Everything that a reader trusts a chart for.
    fn assert_sound(boxes: &[Size], ways: &[(usize, usize)], layout: &Layout) {
        assert_eq!(layout.centres.len(), boxes.len());
        assert_eq!(layout.routes.len(), ways.len());
        let edges = |nth: usize| {
            let (centre, size) = (layout.centres[nth], boxes[nth]);
            let (x, y) = (size.width / 2.0, size.height / 2.0);
            (centre.x - x, centre.y - y, centre.x + x, centre.y + y)
        };
        for one in 0..boxes.len() {
            let (left, top, right, bottom) = edges(one);
            assert!(
                left > -0.01 && top > -0.01 && right < layout.size.width + 0.01 && bottom < layout.size.height + 0.01
            );
            for two in one + 1..boxes.len() {
                let other = edges(two);
                let apart = right <= other.0 || other.2 <= left || bottom <= other.1 || other.3 <= top;
                assert!(apart, "boxes {one} and {two} overlap");
            }
        }
        for ((from, to), route) in ways.iter().zip(&layout.routes) {
            if from == to {
                assert!(route.points.is_empty());
                continue;
            }
            let (above, below) = if route.upwards { (*to, *from) } else { (*from, *to) };
            let (first, last) = (route.points[0], route.points[route.points.len() - 1]);
            assert!((first.x - layout.centres[above].x).abs() < 0.01 && (first.y - edges(above).3).abs() < 0.01);
            assert!((last.x - layout.centres[below].x).abs() < 0.01 && (last.y - edges(below).1).abs() < 0.01);
            assert!(
                route.points.windows(2).all(|pair| pair[0].y <= pair[1].y + 0.01),
                "{route:?}"
            );
            assert!(
                route
                    .points
                    .iter()
                    .all(|p| p.x.is_finite() && p.x > -0.01 && p.x < layout.size.width + 0.01)
            );
        }
    }

    fn check(boxes: &[Size], ways: &[(usize, usize)]) -> Layout {
        let layout = lay_out(boxes, ways).expect("the chart is small");
        assert_sound(boxes, ways, &layout);
        assert_eq!(
            Some(&layout),
            lay_out(boxes, ways).as_ref(),
            "the same boxes are laid out the same"
        );
        layout
    }

    #[test]
    fn a_line_goes_straight_down() {
        let layout = check(&sizes(3), &[(0, 1), (1, 2)]);
        assert!(layout.routes.iter().all(|route| !route.upwards));
        assert!(
            layout
                .centres
                .iter()
                .all(|centre| (centre.x - layout.centres[0].x).abs() < 0.1)
        );
    }

    #[test]
    fn answers_stand_in_their_order() {
        let layout = check(&sizes(5), &[(0, 3), (0, 1), (0, 4), (0, 2)]);
        let across: Vec<f64> = [3, 1, 4, 2].map(|nth| layout.centres[nth].x).to_vec();
        assert!(across.is_sorted(), "{across:?}");
    }

    #[test]
    fn a_loop_leads_up_and_a_way_to_itself_is_not_drawn() {
        let layout = check(&sizes(4), &[(0, 1), (1, 2), (2, 0), (2, 3), (3, 3), (2, 3)]);
        let upwards: Vec<bool> = layout.routes.iter().map(|route| route.upwards).collect();
        assert_eq!(upwards, [false, false, true, false, false, false]);
    }

    /// Two ways out of each of thirty decisions, that meet again: as many ways through as there are grains in a field.
    #[test]
    fn a_long_row_of_decisions_takes_no_time() {
        let ways: Vec<(usize, usize)> = (0..30)
            .flat_map(|nth| {
                [
                    (3 * nth, 3 * nth + 1),
                    (3 * nth, 3 * nth + 2),
                    (3 * nth + 1, 3 * nth + 3),
                    (3 * nth + 2, 3 * nth + 3),
                ]
            })
            .collect();
        check(&sizes(91), &ways);
    }

    #[test]
    fn what_nobody_could_follow_is_not_drawn() {
        assert_eq!(lay_out(&[], &[]), None);
        let ways: Vec<(usize, usize)> = (0..60)
            .flat_map(|from| (from + 1..60).map(move |to| (from, to)))
            .collect();
        assert_eq!(lay_out(&sizes(60), &ways), None);
        assert_eq!(lay_out(&sizes(MOST + 1), &[]), None);
    }

    #[test]
    fn a_single_box_is_laid_out() {
        check(&sizes(1), &[]);
        check(&sizes(1), &[(0, 0)]);
        check(&sizes(2), &[]);
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(300))]
        #[test]
        fn any_chart_is_sound((many, ways) in (1usize..30).prop_flat_map(|n| (Just(n), proptest::collection::vec((0..n, 0..n), 0..60)))) {
            check(&sizes(many), &ways);
        }
    }
}
