//! What a card shows, chosen by kind from the sections of the page.
//!
//! A part is shown whole, or its items may be left out one after another until the card is of one page: trials of the fewest
//! patients first, all else from the end. Then the card says how many more the page has. At last the lines go that say what
//! others rest on. When something is used and when not, doses, harms, complications, criteria and steps are never left out:
//! where these do not fit, there is no card. Figures draw what the card says in words, and have the room that is left.

use serde::Serialize;

use super::paper::Measures;
use super::pen::Pen;
use super::tree::Node;
use super::{basis, figures};
use crate::model::Kind;
use crate::view::block::Section;
use crate::view::card::Card;
use crate::view::role::Role;

/// The kinds that have cards.
pub const KINDS: [Kind; 6] = [
    Kind::Therapy,
    Kind::Staging,
    Kind::Definition,
    Kind::Pathway,
    Kind::Trial,
    Kind::Recommendation,
];

/// What a card may leave out of a part.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Keep {
    /// Nothing.
    All,
    /// Items one by one, but for so many.
    AtLeast(usize),
    /// All of it, for the card says the same in words.
    Spare,
}

/// A heading of a card, and what stands under it.
#[derive(Debug, Clone, PartialEq, Serialize)]
pub struct Part {
    pub role: Role,
    pub anchor: String,
    pub title: String,
    pub blocks: Vec<Node>,
    /// How many items were left out, in words; nothing where none were.
    pub more: Option<String>,
    #[serde(skip)]
    pub keep: Keep,
    /// How much each item weighs: the lightest are left out first. Where none is said, the last.
    #[serde(skip)]
    pub weights: Vec<u64>,
    #[serde(skip)]
    pub left_out: usize,
}

/// What a card of a kind shows, in order, and what it may leave out; what may be left out first stands last in `order`.
struct Plan {
    shows: &'static [(Role, Keep)],
    /// What is left out first.
    order: &'static [Role],
}

use Keep::{All, AtLeast};

fn plan(kind: Kind) -> Plan {
    let (shows, order): (&'static [(Role, Keep)], &'static [Role]) = match kind {
        Kind::Therapy => (
            &[
                (Role::Use, All),
                (Role::Avoid, All),
                (Role::Doses, All),
                (Role::Glance, All),
                (Role::Harms, All),
                (Role::Statement, AtLeast(1)),
                (Role::Trials, AtLeast(0)),
                (Role::Forms, All),
            ],
            &[Role::Trials, Role::Statement],
        ),
        Kind::Staging => (&[(Role::Stages, All), (Role::Glance, All)], &[]),
        Kind::Definition => (&[(Role::Criteria, All), (Role::Glance, All)], &[]),
        Kind::Pathway => (&[(Role::Population, All), (Role::Steps, All)], &[]),
        Kind::Trial => (
            &[
                (Role::Population, All),
                (Role::Arms, All),
                (Role::Outcomes, AtLeast(1)),
                (Role::Complications, All),
                (Role::Glance, AtLeast(4)),
            ],
            &[Role::Outcomes, Role::Glance],
        ),
        Kind::Recommendation => (
            &[(Role::Statement, All), (Role::Population, All), (Role::Glance, All)],
            &[],
        ),
        _ => (&[], &[]),
    };
    Plan { shows, order }
}

/// The parts of a card, with nothing left out.
pub fn parts(kind: Kind, card: &Card, pen: &Pen<'_>) -> Vec<Part> {
    let sections: Vec<&Section> = card.page.sections.iter().chain(&card.advice).collect();
    let shows = plan(kind).shows.iter();
    let parts = shows.flat_map(|(role, keep)| {
        let of_role = sections.iter().filter(|section| section.role == *role);
        of_role.map(|section| Part {
            role: *role,
            anchor: section.anchor.clone(),
            title: section.title.clone(),
            blocks: pen.blocks(&section.blocks),
            more: None,
            keep: *keep,
            weights: match role {
                Role::Trials => card.patients.clone(),
                _ => Vec::new(),
            },
            left_out: 0,
        })
    });
    let drawn = card.figures().into_iter().map(|figure| Part {
        role: Role::Drawing,
        anchor: figure.anchor.clone(),
        title: figure.title.clone(),
        blocks: vec![figures::on_card(figure, pen)],
        more: None,
        keep: Keep::Spare,
        weights: Vec::new(),
        left_out: 0,
    });
    parts.chain(drawn).collect()
}

/// The parts without all drawings but the first so many.
pub fn with_drawings(parts: &[Part], count: usize) -> Vec<Part> {
    let (drawn, told): (Vec<&Part>, _) = parts.iter().partition(|part| part.keep == Keep::Spare);
    told.into_iter().chain(drawn.into_iter().take(count)).cloned().collect()
}

/// How many parts are drawings that letters of a legible size have room for.
pub fn drawings(parts: &[Part], paper: &Measures) -> usize {
    let drawn = parts.iter().filter(|part| part.keep == Keep::Spare);
    drawn
        .take_while(|part| part.blocks.iter().all(|block| paper.has_room_for(block)))
        .count()
}

/// How many times something can be left out in all: items one by one, and at last all lines that say what others rest on.
pub fn can_leave_out(parts: &[Part]) -> usize {
    items(parts) + usize::from(say_their_basis(parts))
}

fn items(parts: &[Part]) -> usize {
    parts.iter().map(Part::can_leave_out).sum()
}

/// The parts with something left out so many times, what matters least first.
pub fn without(kind: Kind, parts: &[Part], times: usize) -> Vec<Part> {
    let mut items = times.min(items(parts));
    let with_basis = times == items;
    let mut parts = parts.to_vec();
    if !with_basis {
        parts.iter_mut().for_each(|part| basis::leave_out(&mut part.blocks));
    }
    for role in plan(kind).order {
        for part in parts.iter_mut().filter(|part| part.role == *role) {
            let here = items.min(part.can_leave_out());
            part.leave_out(here);
            items -= here;
        }
    }
    parts.retain(|part| part.left_out == 0 || part.count() > 0 || part.keep == AtLeast(0));
    parts
}

/// Whether parts say of anything what it rests on.
pub fn say_their_basis(parts: &[Part]) -> bool {
    parts.iter().any(|part| basis::is_said(&part.blocks))
}

impl Part {
    /// How many items its blocks have that can be left out one by one.
    fn count(&self) -> usize {
        self.blocks.iter().map(count).sum()
    }

    /// Of each of its items, whether it stays where the lightest so many go; of those that weigh the same, the last.
    fn without_lightest(&self, gone: usize) -> Vec<bool> {
        let count = self.count();
        let weight = |nth: usize| self.weights.get(nth).copied().unwrap_or_default();
        let mut lightest: Vec<usize> = (0..count).rev().collect();
        lightest.sort_by_key(|nth| weight(*nth));
        let mut stays = vec![true; count];
        lightest.into_iter().take(gone).for_each(|nth| stays[nth] = false);
        stays
    }

    fn can_leave_out(&self) -> usize {
        match self.keep {
            All | Keep::Spare => 0,
            AtLeast(least) => self.count().saturating_sub(least),
        }
    }

    fn leave_out(&mut self, items: usize) {
        self.left_out += items;
        let mut stays = self.without_lightest(items).into_iter();
        let mut stays = || stays.next().unwrap_or(true);
        for block in &mut self.blocks {
            if count(block) == 0 {
                continue;
            }
            match block {
                Node::Items { items } => items.retain(|_| stays()),
                Node::Facts { facts } => facts.retain(|_| stays()),
                Node::Table(table) => table.rows.retain(|_| stays()),
                _ => {}
            }
        }
        self.blocks.retain(|block| match block {
            Node::Items { items } => !items.is_empty(),
            Node::Facts { facts } => !facts.is_empty(),
            Node::Table(table) => !table.rows.is_empty(),
            _ => true,
        });
    }
}

/// How many items a block has that can be left out one by one.
fn count(block: &Node) -> usize {
    match block {
        Node::Items { items } => items.len(),
        Node::Facts { facts } => facts.len(),
        // Rows under headings of their own belong together.
        Node::Table(table) if table.rows.iter().all(|row| !row.group) => table.rows.len(),
        _ => 0,
    }
}
