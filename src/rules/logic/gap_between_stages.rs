//! Values between two stages that belong to neither.

use super::graded::{Graded, OnAxis, graded};
use super::with_record;
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::Lookup;
use crate::logic::draw::bounds;
use crate::model::{Body, Record};
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB403"),
    name: "gap-between-stages",
    severity: Severity::Error,
    may_be_accepted: true,
    summary: "values between two neighbouring stages belong to no stage",
    rationale: "A patient with such a value is in no stage, and whoever reads the table takes the nearest.",
    fix: "Compare the bounds with the source; where it leaves the gap, accept it with a reason.",
    bad: &[
        (
            "content/staging/sample.toml",
            concat!(
                "name = \"Glow stages\"\nassign = \"exclusive\"\n",
                "[[stages]]\nid = \"dim\"\nname = \"Dim\"\ncriteria = { parameter = \"parameter:glow\", is = \"<= 20 cm\" }\n",
                "[[stages]]\nid = \"bright\"\nname = \"Bright\"\ncriteria = { parameter = \"parameter:glow\", is = \"> 80 cm\" }\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    good: &[
        (
            "content/staging/sample.toml",
            concat!(
                "name = \"Glow stages\"\nassign = \"exclusive\"\n",
                "[[stages]]\nid = \"dim\"\nname = \"Dim\"\ncriteria = { parameter = \"parameter:glow\", is = \"<= 20 cm\" }\n",
                "[[stages]]\nid = \"bright\"\nname = \"Bright\"\ncriteria = { parameter = \"parameter:glow\", is = \"> 20 cm\" }\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    check: Check::Text(check),
};

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    with_record(text, |record, lookup| {
        let Body::Staging(staging) = &record.body else { return };
        for graded in graded(record, staging, lookup) {
            let everyone = staging.stages.len() == graded.stages.len();
            let pairs = graded.stages.windows(2);
            // A stage between them that says nothing of the parameter may have the values.
            let neighbours = pairs.filter(|pair| pair[1].position == pair[0].position + 1);
            found.extend(neighbours.filter_map(|pair| {
                let missed = missed(&graded, &pair[0], &pair[1])?;
                Some(fault(record, &graded, [&pair[0], &pair[1]], &missed, everyone, lookup))
            }));
        }
    });
}

fn fault(
    record: &Record,
    graded: &Graded<'_>,
    [before, behind]: [&OnAxis<'_>; 2],
    missed: &[bool],
    everyone: bool,
    lookup: Lookup<'_, '_>,
) -> Diagnostic {
    let (name, unit) = (lookup.name(&graded.axis.parameter), lookup.unit(&graded.axis.parameter));
    let values = bounds(&graded.axis, missed);
    let message = format!(
        "{name} {values}{unit} is neither in stage {} nor in stage {}",
        before.stage.name, behind.stage.name
    );
    let path = &behind.bound.path;
    // Where another stage says nothing of the parameter, it may be meant for them.
    let make = if everyone {
        Diagnostic::error
    } else {
        Diagnostic::warning
    };
    make(RULE.code, record.span(path), message, "leaves a gap")
        .about(&record.id, path)
        .related(record.span(&before.bound.path), "the stage before")
        .note(graded.drawing("gap", missed, lookup))
        .help("compare the bounds with the source: `<` leaves out the value that `≤` takes in")
}

/// The cells between two stages that no stage takes.
fn missed(graded: &Graded<'_>, before: &OnAxis<'_>, behind: &OnAxis<'_>) -> Option<Vec<bool>> {
    let ((first, last), (next, end)) = (before.extent()?, behind.extent()?);
    let between = match () {
        () if last < next => last + 1..next,
        () if end < first => end + 1..first,
        () => return None,
    };
    let taken = |cell: usize| graded.stages.iter().any(|on| on.allows[cell]);
    let plausible = graded.axis.mark(|_| true);
    let missed: Vec<bool> = (0..plausible.len())
        .map(|cell| between.contains(&cell) && plausible[cell] && !taken(cell))
        .collect();
    (missed.contains(&true) && !is_rounding(graded, &missed)).then_some(missed)
}

/// Whether all that is missed lies between one printed value and the next, as between 39 and 40 where both belong to a
/// stage. Values are read with as many decimals as the bounds, so none falls there.
fn is_rounding(graded: &Graded<'_>, missed: &[bool]) -> bool {
    let joined = graded.axis.join(missed);
    let [gap] = joined.as_slice() else { return false };
    let (Some(low), Some(high)) = (gap.low, gap.high) else {
        return false;
    };
    let decimals = i32::try_from(graded.decimals()).unwrap_or(i32::MAX);
    let unit = 10f64.powi(-decimals);
    !low.closed && !high.closed && high.value - low.value <= unit * (1.0 + 1e-9)
}
