//! A criterion that says several things, or none.

use crate::diagnostic::{Code, Diagnostic, Severity, Span};
use crate::model::criterion::{Criterion, Form};
use crate::model::shape::{Shape, Shapes};
use crate::model::walk::{Visit, walk};
use crate::read::decode::decode;
use crate::rules::{Check, Rule, Text};

pub static RULE: Rule = Rule {
    code: Code("SB015"),
    name: "ambiguous-criterion",
    severity: Severity::Error,
    may_be_accepted: false,
    summary: "a criterion says more than one thing, or nothing",
    rationale: "Whether a patient meets it depends on how the reader guesses: all of it, or any of it.",
    fix: "Give each leaf one of `parameter`, `needs`, `condition`, `definition` or `text`, and join leaves with `all`, `any`, or `at_least` and `of`.",
    bad: &[
        (
            "content/definitions/sample.toml",
            r#"name = "Sample"
[criteria]
parameter = "parameter:sample-pressure"
is = "< 90 mmHg"
any = [{ text = "Cold hands" }]
"#,
        ),
        (
            "content/parameters/sample-pressure.toml",
            r#"name = "Sample pressure"
unit = "mmHg"
"#,
        ),
    ],
    good: &[
        (
            "content/definitions/sample.toml",
            r#"name = "Sample"
[criteria]
any = [{ parameter = "parameter:sample-pressure", is = "< 90 mmHg" }, { text = "Cold hands" }]
"#,
        ),
        (
            "content/parameters/sample-pressure.toml",
            r#"name = "Sample pressure"
unit = "mmHg"
"#,
        ),
    ],
    check: Check::Text(check),
};

/// The fields that hold further criteria.
const JOINTS: [&str; 3] = ["all", "any", "of"];

/// How deep criteria may stand in each other. Papers go to three or four.
const DEEPEST: usize = 8;

fn check(text: &Text<'_>, found: &mut Vec<Diagnostic>) {
    if let Some(record) = text.record() {
        walk(record.id.kind, &record.tree, &mut |visit: Visit<'_>| {
            let Shape::Table(table) = visit.shape else { return };
            if Shapes::get().table(*table).name != "Criterion" {
                return;
            }
            let Ok(criterion) = decode::<Criterion>(visit.node) else {
                return;
            };
            let depth = visit
                .path
                .0
                .iter()
                .filter(|step| JOINTS.iter().any(|joint| step.is_key(joint)))
                .count();
            let too_deep = (depth > DEEPEST).then_some("the criterion stands in too many others for anyone to follow");
            if let Some(problem) = problem(&criterion).or(too_deep) {
                let span = Span::new(record.file, visit.node.span.clone());
                found.push(
                    Diagnostic::error(RULE.code, span, problem, "this criterion")
                        .about(&record.id, visit.path)
                        .help("say one thing in each leaf, and join leaves with `all`, `any`, or `at_least` and `of`"),
                );
            }
        });
    }
}

fn problem(criterion: &Criterion) -> Option<&'static str> {
    let bound = criterion.is.is_some() || criterion.trend.is_some() || criterion.lasting.is_some();
    match criterion.form() {
        None if criterion.is_empty() => Some("the criterion says nothing"),
        None => Some("the criterion says several things at once"),
        Some(form) if criterion.dose.is_some() && !matches!(form, Form::Needs(_)) => {
            Some("`dose` stands only beside `needs`")
        }
        Some(Form::Measured(_)) if criterion.to_keep.is_some() => {
            Some("a measured criterion cannot have `to_keep`: that is for support")
        }
        Some(Form::Measured(_)) if criterion.is.is_none() && criterion.trend.is_none() => {
            Some("the criterion names a parameter and no bound or trend")
        }
        Some(Form::Measured(_)) => None,
        Some(_) if bound => Some("the criterion has a bound and no parameter"),
        Some(Form::AtLeast(n, of)) if n == 0 || n > of.len() as u64 => {
            Some("`at_least` asks for none, or for more than `of` has")
        }
        Some(Form::AtLeast(..)) => None,
        Some(_) if !criterion.of.is_empty() => Some("`of` stands without `at_least`"),
        Some(_) => None,
    }
}
