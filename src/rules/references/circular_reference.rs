//! Records that contain each other.

use crate::diagnostic::{Code, Diagnostic, Severity};
use std::collections::{BTreeMap, BTreeSet};

use crate::index::{Edge, Origin};
use crate::model::RecordId;
use crate::read::node::{KeyPath, Step};
use crate::rules::about;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB110"),
    name: "circular-reference",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "records are each other's parent, part, definition or successor",
    rationale: "A reader sent from one to the next never arrives.",
    fix: "Take one of the references out of the circle.",
    bad: &[
        (
            "content/conditions/a.toml",
            r#"name = "A"
parent = "condition:b"
"#,
        ),
        (
            "content/conditions/b.toml",
            r#"name = "B"
parent = "condition:a"
"#,
        ),
    ],
    good: &[
        (
            "content/conditions/a.toml",
            r#"name = "A"
parent = "condition:b"
"#,
        ),
        (
            "content/conditions/b.toml",
            r#"name = "B"
"#,
        ),
    ],
    check: Check::Handbook(check),
};

/// Fields by which one record contains or replaces another.
const CONTAINING: [&str; 4] = ["parent", "components", "definition", SUCCESSOR];
const SUCCESSOR: &str = "superseded_by";

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    for field in CONTAINING {
        let edges = context.index.edges().filter(|e| last_key(&e.field) == Some(field));
        let mut next: BTreeMap<Place<'_>, Vec<&Edge>> = BTreeMap::new();
        for edge in edges {
            if let Some(from) = from(edge, field) {
                next.entry(from).or_default().push(edge);
            }
        }
        let mut done = BTreeSet::new();
        for start in next.keys() {
            circle(*start, &next, &mut done, found, field);
        }
    }
}

/// What contains or replaces another: a record, or a part of one, for parts of records overtake each other.
type Place<'a> = (&'a RecordId, Option<&'a str>);

fn from<'a>(edge: &'a Edge, field: &str) -> Option<Place<'a>> {
    let Origin::Record(record) = &edge.from else {
        return None;
    };
    let part = edge.field.0.iter().rev().find_map(|step| match step {
        Step::Index(_, id) => id.as_deref(),
        Step::Key(_) => None,
    });
    Some((record, part.filter(|_| field == SUCCESSOR)))
}

fn to<'a>(edge: &'a Edge, field: &str) -> Place<'a> {
    (&edge.to.record, edge.to.part.as_deref().filter(|_| field == SUCCESSOR))
}

/// Follows references from `start` and reports the one that closes a circle.
fn circle<'a>(
    start: Place<'a>,
    next: &BTreeMap<Place<'a>, Vec<&'a Edge>>,
    done: &mut BTreeSet<Place<'a>>,
    found: &mut Vec<Diagnostic>,
    field: &str,
) {
    // The way so far, each record with the references still to follow; a list of our own, for chains may be long.
    let follow = |place: Place<'a>| next.get(&place).cloned().unwrap_or_default();
    let mut way: Vec<(Place<'a>, Vec<&'a Edge>)> = vec![(start, follow(start))];
    while let Some((_, open)) = way.last_mut() {
        let Some(edge) = open.pop() else {
            done.extend(way.pop().map(|(id, _)| id));
            continue;
        };
        let to = to(edge, field);
        if let Some(at) = way.iter().position(|(place, _)| *place == to) {
            let names: Vec<String> = way[at..].iter().map(|(place, _)| shown(*place)).collect();
            let (message, help) = match names.as_slice() {
                [one] => (
                    format!("`{field}` leads from {one} to itself"),
                    "name another, or leave the field out",
                ),
                several => (
                    format!("`{field}` leads in a circle: {} and back", several.join(", ")),
                    "take one of the references out",
                ),
            };
            let wrong = Diagnostic::error(RULE.code, edge.span.clone(), message, "closes the circle");
            found.push(about(wrong, &edge.from, &edge.field).help(help));
        } else if !done.contains(&to) {
            way.push((to, follow(to)));
        }
    }
}

fn shown((record, part): Place<'_>) -> String {
    match part {
        Some(part) => format!("`{record}#{part}`"),
        None => format!("`{record}`"),
    }
}

/// The name of the field, past positions in lists.
fn last_key(path: &KeyPath) -> Option<&str> {
    path.0.iter().rev().find_map(|step| match step {
        Step::Key(key) => Some(key.as_str()),
        Step::Index(..) => None,
    })
}
