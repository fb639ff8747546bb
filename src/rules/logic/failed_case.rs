//! A worked case that does not come out as it says.

use std::collections::BTreeMap;

use super::contradictory_case::{Sayable, contradicts_itself};
use super::{cases, with_record};
use crate::diagnostic::{Code, Diagnostic, Severity};
use crate::logic::evaluate::Evaluation;
use crate::logic::patient::Patient;
use crate::logic::route::{Halt, Route, Way, by_id, follow, is_otherwise, ways};
use crate::logic::stage::{Assigned, assign, meets};
use crate::logic::truth::Truth;
use crate::model::criterion::Case;
use crate::model::definition::Definition;
use crate::model::pathway::{Pathway, PathwayStep};
use crate::model::staging::{Stage, Staging};
use crate::model::{Body, Record};
use crate::read::node::KeyPath;
use crate::rules::quantities::unfit_unit::all_fit;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB401"),
    name: "failed-case",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a made-up patient does not come out where the record says",
    rationale: "The criteria as they stand would put a real patient like this one in the wrong place.",
    fix: "Read the source again: mend the criteria or the case. What values cannot tell, such as for how long, the case says in `holds` and `fails`.",
    bad: &[
        (
            "content/definitions/bright.toml",
            concat!(
                "name = \"Bright fever\"\n[criteria]\nall = [{ id = \"glows\", parameter = \"parameter:glow\", is = \"> 40 cm\" }]\n",
                "[[cases]]\nid = \"case-on-bound\"\nname = \"Invented patient on the bound\"\n",
                "values = [{ parameter = \"parameter:glow\", is = \"40 cm\" }]\nmet = true\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    good: &[
        (
            "content/definitions/bright.toml",
            concat!(
                "name = \"Bright fever\"\n[criteria]\nall = [{ id = \"glows\", parameter = \"parameter:glow\", is = \">= 40 cm\" }]\n",
                "[[cases]]\nid = \"case-on-bound\"\nname = \"Invented patient on the bound\"\n",
                "values = [{ parameter = \"parameter:glow\", is = \"40 cm\" }]\nmet = true\n",
            ),
        ),
        ("content/parameters/glow.toml", "name = \"Glow\"\nunit = \"cm\"\n"),
    ],
    check: Check::Text(check),
};

/// What came of a case: what was wrong with it, and how it was worked out.
struct Failure {
    message: String,
    notes: Vec<String>,
}

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    with_record(text, |record, lookup| {
        let cases = cases(record);
        // What does not fit its parameter tells nothing, and has been said.
        if cases.is_empty() || !all_fit(record, lookup) {
            return;
        }
        let sayable = Sayable::of(record);
        let chart = record.as_kind::<Pathway>().map(by_id).unwrap_or_default();
        for (path, case) in cases {
            if contradicts_itself(&sayable, case, lookup) {
                continue;
            }
            let patient = Patient::of(case, lookup);
            let evaluation = Evaluation::new(&patient, lookup);
            let failure = match &record.body {
                Body::Definition(definition) => of_definition(case, definition, &evaluation),
                Body::Staging(staging) => of_staging(case, staging, &evaluation),
                Body::Pathway(pathway) => of_pathway(case, pathway, &chart, &evaluation),
                _ => None,
            };
            found.extend(failure.map(|failure| fault(record, &path, case, failure)));
        }
    });
}

fn fault(record: &Record, path: &KeyPath, case: &Case, failure: Failure) -> Diagnostic {
    let field = match (case.leads_to.is_some(), case.met.is_some()) {
        (true, _) => "leads_to",
        (false, true) => "met",
        (false, false) => "id",
    };
    let path = path.key(field);
    let wrong = Diagnostic::error(RULE.code, record.span(&path), failure.message, "does not come out so");
    let wrong = failure.notes.into_iter().fold(wrong, Diagnostic::note);
    wrong.about(&record.id, &path).help(
        "mend the criteria or the case; what values cannot tell, the case says by the ids of criteria in `holds` and `fails`",
    )
}

fn of_definition(case: &Case, definition: &Definition, evaluation: &Evaluation<'_, '_, '_>) -> Option<Failure> {
    if case.leads_to.is_some() {
        return Some(misplaced(
            "a case of a definition says whether it is `met`, and leads nowhere",
        ));
    }
    let criteria = definition.criteria.as_ref()?;
    let wanted = case.met.map_or(Truth::Unknown, Truth::from);
    let truth = evaluation.of(criteria);
    let expected = match wanted {
        Truth::Yes => "this patient is to meet the definition",
        Truth::No => "this patient is not to meet the definition",
        Truth::Unknown => "the case leaves open whether this patient meets the definition",
    };
    let came = match (truth, wanted) {
        (Truth::Yes, Truth::Unknown) => "and it is met",
        (Truth::No, Truth::Unknown) => "and it is not met",
        (Truth::Yes, _) => "and meets it",
        (Truth::No, _) => "and does not meet it",
        (Truth::Unknown, _) => "and that cannot be told",
    };
    (truth != wanted).then(|| Failure {
        message: format!("{expected}, {came}"),
        notes: evaluation.reasons(criteria),
    })
}

fn of_staging(case: &Case, staging: &Staging, evaluation: &Evaluation<'_, '_, '_>) -> Option<Failure> {
    if case.met.is_some() {
        return Some(misplaced(
            "a case of a staging system says which stage it `leads_to`, and not `met`",
        ));
    }
    let wanted = case.leads_to.as_ref().map(|stage| stage.as_str());
    if let Some(wanted) = wanted.filter(|wanted| !staging.stages.iter().any(|s| s.id.as_str() == *wanted)) {
        return Some(misplaced(&format!("the case leads to `{wanted}`, which is no stage")));
    }
    let names = |stages: &[&Stage]| -> String {
        let names = stages.iter().map(|stage| format!("`{}`", stage.id));
        names.collect::<Vec<_>>().join(" and ")
    };
    let assigned = assign(staging, evaluation);
    let came = match &assigned {
        Assigned::In(stage) if wanted == Some(stage.id.as_str()) => return None,
        // Without a stage, the case says that there is none, or that it cannot be told.
        Assigned::Nowhere | Assigned::Untold(_) if wanted.is_none() => return None,
        Assigned::In(stage) => format!("is in stage `{}`", stage.id),
        Assigned::Nowhere => "is in no stage".to_owned(),
        Assigned::Untold(stages) => format!("it cannot be told of {} whether it is met", names(stages)),
        Assigned::Several(stages) => format!("is in {} at once", names(stages)),
    };
    let expected = match wanted {
        Some(stage) => format!("this patient is to be in stage `{stage}`, and"),
        None => "the case names no stage for this patient, who".to_owned(),
    };
    Some(Failure {
        message: format!("{expected} {came}"),
        notes: staging
            .stages
            .iter()
            .map(|stage| stage_note(stage, evaluation))
            .collect(),
    })
}

fn stage_note(stage: &Stage, evaluation: &Evaluation<'_, '_, '_>) -> String {
    let truth = meets(stage, evaluation);
    let why = match &stage.criteria {
        Some(criteria) if evaluation.of(criteria) == truth => evaluation.reasons(criteria).join("; "),
        _ if truth.is_known() => "as the case says".to_owned(),
        _ => "it has no criteria, and the case says nothing of it".to_owned(),
    };
    format!("stage `{}` {}: {why}", stage.id, is_met(truth))
}

fn of_pathway(
    case: &Case,
    pathway: &Pathway,
    chart: &BTreeMap<&str, &PathwayStep>,
    evaluation: &Evaluation<'_, '_, '_>,
) -> Option<Failure> {
    if case.met.is_some() {
        return Some(misplaced(
            "a case of a pathway says which step it `leads_to`, and not `met`",
        ));
    }
    let wanted = case.leads_to.as_ref().map(|step| step.as_str());
    if let Some(wanted) = wanted.filter(|wanted| !chart.contains_key(wanted)) {
        return Some(misplaced(&format!("the case leads to `{wanted}`, which is no step")));
    }
    let route = follow(pathway.start.as_str(), chart, evaluation, wanted);
    let at = route
        .steps
        .last()
        .map_or(String::new(), |step| format!("`{}`", step.id));
    let came = match &route.halt {
        Halt::Reached | Halt::Missing => return None,
        Halt::Untold(_) if wanted.is_none() => return None,
        Halt::End => format!("comes to {at}, where the pathway ends"),
        Halt::NoWay(_) => format!("has no answer at {at}"),
        Halt::Several(_) => format!("has more than one answer at {at}"),
        Halt::Untold(_) => format!("it cannot be told which answer at {at} is theirs"),
        Halt::Circle => format!("comes back to {at}, where nothing has changed"),
    };
    let expected = match wanted {
        Some(step) => format!("this patient is to reach `{step}`, and"),
        None => "the case names no step for this patient, who".to_owned(),
    };
    Some(Failure {
        message: format!("{expected} {came}"),
        notes: walk(&route, evaluation),
    })
}

/// The way of a patient, step by step, and what was open where it ended.
fn walk(route: &Route<'_>, evaluation: &Evaluation<'_, '_, '_>) -> Vec<String> {
    let mut notes: Vec<String> = route
        .steps
        .windows(2)
        .map(|pair| {
            let taken = ways(pair[0], evaluation)
                .into_iter()
                .find(|way| way.taken == Truth::Yes);
            let why = taken.map_or(String::new(), |way| why(&way, pair[0], evaluation));
            format!("`{}` → `{}`: {why}", pair[0].id, pair[1].id)
        })
        .collect();
    if let (Halt::NoWay(open) | Halt::Several(open) | Halt::Untold(open), Some(last)) =
        (&route.halt, route.steps.last())
    {
        notes.extend(open.iter().map(|way| {
            let taken = match way.taken {
                Truth::Yes => "is theirs",
                Truth::No => "is not theirs",
                Truth::Unknown => "cannot be told",
            };
            let why = why(way, last, evaluation);
            format!("`{}` → `{}` {taken}: {why}", last.id, way.branch.to.as_str())
        }));
    }
    notes
}

fn why(way: &Way<'_>, step: &PathwayStep, evaluation: &Evaluation<'_, '_, '_>) -> String {
    match &way.branch.when {
        Some(when) if !(way.branch.otherwise && evaluation.of(when) != way.taken) => {
            evaluation.reasons(when).join("; ")
        }
        _ if is_otherwise(way.branch, step) => match way.taken {
            Truth::Yes => "no other answer is theirs".to_owned(),
            Truth::No => "another answer is theirs".to_owned(),
            Truth::Unknown => "it depends on the other answers".to_owned(),
        },
        _ => "the only way".to_owned(),
    }
}

fn misplaced(message: &str) -> Failure {
    Failure {
        message: message.to_owned(),
        notes: Vec::new(),
    }
}

fn is_met(truth: Truth) -> &'static str {
    match truth {
        Truth::Yes => "is met",
        Truth::No => "is not met",
        Truth::Unknown => "cannot be told",
    }
}
