//! The order in which a chart's boxes are come to, and its ways without loops.

/// How many boxes, and rows that ways pass, a chart has at the most: the time grows with their square. The longest pathway of
/// the handbook that the program comes with has a tenth of it.
pub const MOST: usize = 600;

/// A walk through all boxes, each once, along the ways, from the first box on.
pub struct Walk {
    /// The boxes as they are first seen, so that answers stay in their order.
    pub first_seen: Vec<usize>,
    /// The ways without repetitions, those that lead back turned round, so that no box is the target of a way before all ways
    /// to its own sources are named.
    pub down: Vec<(usize, usize)>,
}

impl Walk {
    pub fn through(boxes: usize, ways: &[(usize, usize)]) -> Self {
        let mut onward = vec![Vec::new(); boxes];
        for (from, to) in ways.iter().filter(|(from, to)| from != to) {
            onward[*from].push(*to);
        }
        let mut state = vec![State::New; boxes];
        let (mut first_seen, mut left) = (Vec::new(), Vec::new());
        let mut down = Vec::new();
        for start in 0..boxes {
            if state[start] != State::New {
                continue;
            }
            state[start] = State::Open;
            first_seen.push(start);
            // Each box that is open, and how many of its ways were followed.
            let mut open = vec![(start, 0)];
            while let Some((here, followed)) = open.last_mut() {
                let here = *here;
                let Some(to) = onward[here].get(*followed).copied() else {
                    state[here] = State::Left;
                    left.push(here);
                    open.pop();
                    continue;
                };
                *followed += 1;
                down.push(if state[to] == State::Open {
                    (to, here)
                } else {
                    (here, to)
                });
                if state[to] == State::New {
                    state[to] = State::Open;
                    first_seen.push(to);
                    open.push((to, 0));
                }
            }
        }
        let mut order = vec![0; boxes];
        left.iter().rev().enumerate().for_each(|(nth, here)| order[*here] = nth);
        // Stable, so that the ways out of a box stay in their order.
        down.sort_by_key(|(from, _)| order[*from]);
        let mut seen = std::collections::BTreeSet::new();
        down.retain(|way| seen.insert(*way));
        Self { first_seen, down }
    }

    pub fn can_be_followed(&self) -> bool {
        let boxes = self.first_seen.len();
        boxes > 0 && boxes + self.passed() <= MOST
    }

    /// How many rows the ways pass together.
    pub fn passed(&self) -> usize {
        let mut level = vec![0_usize; self.first_seen.len()];
        for (from, to) in &self.down {
            level[*to] = level[*to].max(level[*from] + 1);
        }
        let ways = self.down.iter();
        ways.map(|(from, to)| level[*to] - level[*from] - 1).sum()
    }
}

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum State {
    New,
    Open,
    Left,
}
