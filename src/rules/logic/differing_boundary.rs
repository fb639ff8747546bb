//! Definitions and stages that draw the same line and differ only in whether the line itself belongs.

use std::collections::{BTreeMap, BTreeSet};

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::logic::Lookup;
use crate::logic::evaluate::written;
use crate::logic::interval::Interval;
use crate::logic::placed::trees;
use crate::model::condition::Condition;
use crate::model::criterion::Criterion;
use crate::model::quantity::{Comparator, Quantity};
use crate::model::{Body, Kind, Record, RecordId};
use crate::read::node::KeyPath;
use crate::rules::{Check, Context, Rule};

pub static RULE: Rule = Rule {
    code: Code("SB408"),
    name: "differing-boundary",
    severity: Severity::Hint,
    may_be_accepted: true,
    summary: "definitions or stages of one condition differ only in whether a bound itself belongs",
    rationale: "A patient with just that value has the condition by one table and not by the other, and readers do not see why.",
    fix: "Compare both with their sources; where they really differ, accept it with a reason.",
    bad: &[
        (
            "content/definitions/bright.toml",
            "name = \"Bright fever\"\nof = \"condition:fever\"\ncriteria = { parameter = \"parameter:glow\", is = \">= 40 cm\" }\n",
        ),
        (
            "content/definitions/other.toml",
            "name = \"Bright fever by others\"\nof = \"condition:fever\"\ncriteria = { parameter = \"parameter:glow\", is = \"> 40 cm\" }\n",
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
        ("content/conditions/fever.toml", "name = \"Fever\"\n"),
    ],
    good: &[
        (
            "content/definitions/bright.toml",
            "name = \"Bright fever\"\nof = \"condition:fever\"\ncriteria = { parameter = \"parameter:glow\", is = \">= 40 cm\" }\n",
        ),
        (
            "content/definitions/other.toml",
            "name = \"Bright fever by others\"\nof = \"condition:fever\"\ncriteria = { parameter = \"parameter:glow\", is = \">= 40 cm\" }\n",
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
        ("content/conditions/fever.toml", "name = \"Fever\"\n"),
    ],
    check: Check::Handbook(check),
};

/// A line that criteria draw: only those of one line are compared.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Line {
    /// The condition at the top of those that are defined.
    of: RecordId,
    parameter: RecordId,
    /// What the bound is there for: what is measured, what support keeps, or for how long (of which bound).
    role: String,
    /// Whether it bounds from below.
    is_low: bool,
    /// The number, in the shown unit or in days.
    at: String,
}

/// A bound that lies on a line.
struct Site<'a> {
    record: &'a Record,
    path: KeyPath,
    is: &'a Quantity,
}

impl Site<'_> {
    fn span(&self) -> Span {
        self.record.span(&self.path)
    }

    fn in_words(&self) -> String {
        format!("{} says {}, at `{}`", self.record.id, written(self.is), self.path)
    }
}

fn check(context: &Context<'_>, found: &mut Vec<Diagnostic>) {
    let find = |id: &RecordId| context.corpus.get(id);
    let lookup = Lookup(&find);
    let mut lines: BTreeMap<Line, [Vec<Site<'_>>; 2]> = BTreeMap::new();
    for kind in [Kind::Definition, Kind::Staging] {
        for record in context.corpus.of_kind(kind) {
            let of = match &record.body {
                Body::Definition(definition) => definition.of.as_ref(),
                Body::Staging(staging) => staging.of.as_ref(),
                _ => None,
            };
            let Some(of) = of else { continue };
            let of = topmost(of.id(), lookup);
            for node in trees(record).iter().flat_map(|tree| tree.root.nodes()) {
                for (line, is_closed, path, is) in bounds(&of, node.criterion, lookup) {
                    let path = path.iter().fold(node.path.clone(), |path, key| path.key(key));
                    let sides = lines.entry(line).or_default();
                    sides[usize::from(is_closed)].push(Site { record, path, is });
                }
            }
        }
    }
    found.extend(
        lines
            .into_iter()
            .filter_map(|(line, sides)| fault(&line, sides, lookup)),
    );
}

fn fault(line: &Line, [open, closed]: [Vec<Site<'_>>; 2], lookup: Lookup<'_, '_>) -> Option<Diagnostic> {
    // Those that fewer say are the ones to look at.
    let (fewer, others) = if closed.len() < open.len() {
        (closed, open)
    } else {
        (open, closed)
    };
    let (first, other) = (fewer.first()?, others.first()?);
    let what = match line.role.as_str() {
        "measured" => lookup.name(&line.parameter),
        "kept" => format!("{} that support keeps", lookup.name(&line.parameter)),
        _ => format!("how long {} lasts", lookup.name(&line.parameter)),
    };
    let message = format!(
        "{what}: {} here and {} in {}",
        written(first.is),
        written(other.is),
        other.record.id
    );
    let hint = Diagnostic::hint(RULE.code, first.span(), message, "differs only by its boundary");
    let sites = fewer.iter().chain(&others);
    let hint = sites.map(Site::in_words).fold(hint, Diagnostic::note);
    Some(
        hint.about(&first.record.id, &first.path)
            .related(other.span(), "the same line, drawn otherwise")
            .help("compare both with their sources; accept it with a reason where they print it so"),
    )
}

/// The bounds of a criterion: the line of each, whether the value on it belongs, and the field.
fn bounds<'a>(
    of: &RecordId,
    criterion: &'a Criterion,
    lookup: Lookup<'_, '_>,
) -> Vec<(Line, bool, Vec<&'static str>, &'a Quantity)> {
    let mut found = Vec::new();
    let line = |parameter: &RecordId, role: &str, is_low, at: f64| Line {
        of: of.clone(),
        parameter: parameter.clone(),
        role: role.to_owned(),
        is_low,
        // Half an hour and thirty minutes are the same line.
        at: format!("{at:.9e}"),
    };
    let mut add = |parameter: &RecordId, role: &str, is: &'a Quantity, path: Vec<&'static str>| {
        let bound = lookup.parameter(parameter).and_then(|of| Interval::of(is, of));
        match bound {
            Some(Interval {
                low: Some(end),
                high: None,
            }) => {
                found.push((line(parameter, role, true, end.value), end.closed, path, is));
            }
            Some(Interval {
                low: None,
                high: Some(end),
            }) => {
                found.push((line(parameter, role, false, end.value), end.closed, path, is));
            }
            _ => {}
        }
    };
    if let (Some(parameter), Some(is)) = (&criterion.parameter, &criterion.is) {
        add(parameter.id(), "measured", is, vec!["is"]);
    }
    if let Some(keep) = &criterion.to_keep {
        add(keep.parameter.id(), "kept", &keep.is, vec!["to_keep", "is"]);
    }
    if let (Some(parameter), Some(is), Some(lasting)) = (&criterion.parameter, &criterion.is, &criterion.lasting) {
        let (is_low, is_closed) = match lasting.0.comparator {
            Some(Comparator::More) => (true, false),
            Some(Comparator::AtLeast) => (true, true),
            Some(Comparator::Less) => (false, false),
            Some(Comparator::AtMost) => (false, true),
            Some(Comparator::About) | None => return found,
        };
        let role = format!("for, {}", written(is));
        let line = line(parameter.id(), &role, is_low, lasting.days());
        found.push((line, is_closed, vec!["for"], &lasting.0));
    }
    found
}

/// The condition above all others that this one is a form of.
fn topmost(condition: &RecordId, lookup: Lookup<'_, '_>) -> RecordId {
    let mut seen = BTreeSet::from([condition.clone()]);
    let mut top = condition.clone();
    let above = |id: &RecordId| {
        let record = (lookup.0)(id)?;
        Some(record.as_kind::<Condition>()?.parent.as_ref()?.id().clone())
    };
    while let Some(next) = above(&top).filter(|next| seen.insert(next.clone())) {
        top = next;
    }
    top
}
